"""How a paper is cited: BibTeX, RIS and CSL-JSON, in the language of the address."""

import re

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from forum_portal.arabic.countries import country_name
from papers.models import Paper, Presentation


def cited_paper(code):
    papers = Paper.objects.published().select_related("edition", "session").with_speakers()
    return get_object_or_404(papers, code=code)


def authors(paper):
    """The names of who gave the paper, without titles before them; empty where nobody is known."""
    roles = {Presentation.Role.SPEAKER, Presentation.Role.AUTHOR}
    return [part.speaker.name for part in paper.presentations.all() if part.role in roles]


def date_parts(paper):
    """The date of a paper as far as it is known: [2004, 2, 15], [2010, 3] or [1998]."""
    if paper.session and paper.session.day:
        day = paper.session.day
        return [day.year, day.month, day.day]
    start, precision = paper.edition.starts_on, paper.edition.date_precision
    return [start.year] if precision == "year" else [start.year, start.month]


def place(edition):
    comma = pgettext("list", ",") + " "
    return comma.join(part for part in (edition.city, country_name(edition.country.code or "")) if part)


def file_response(text, *, code, suffix, content_type):
    response = HttpResponse(text, content_type=f"{content_type}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{code}.{suffix}"'
    return response


def bibtex_escape(text):
    """``text`` inside braces: BibTeX reads the specials of TeX, and unbalanced braces end the field."""
    text = re.sub(r"[{}\\]", "", " ".join(str(text).split()))
    return re.sub(r"([&%$#_])", r"\\\1", text)


@require_safe
def bibtex(request, code):
    paper = cited_paper(code)
    fields = {
        "title": paper.title,
        "author": " and ".join(f"{{{bibtex_escape(name)}}}" for name in authors(paper)),
        "booktitle": paper.edition.title,
        "year": date_parts(paper)[0],
        "address": place(paper.edition),
        "url": request.build_absolute_uri(paper.get_absolute_url()),
    }
    lines = [
        f"  {name} = {{{value if name in ('author', 'url') else bibtex_escape(value)}}},"
        for name, value in fields.items()
        if value
    ]
    text = "\n".join([f"@inproceedings{{{paper.code},", *lines, "}", ""])
    return file_response(text, code=code, suffix="bib", content_type="application/x-bibtex")


@require_safe
def ris(request, code):
    paper = cited_paper(code)
    parts = date_parts(paper)
    rows = [("TY", "CPAPER"), ("ID", paper.code), ("TI", paper.title)]
    rows += [("AU", name) for name in authors(paper)]
    rows += [("T2", paper.edition.title), ("PY", parts[0])]
    rows += [("DA", "/".join(f"{part:02d}" for part in parts))] if len(parts) == 3 else []
    rows += [("CY", place(paper.edition)), ("LA", paper.language)]
    rows += [("AB", paper.abstract), ("UR", request.build_absolute_uri(paper.get_absolute_url()))]
    lines = [f"{tag}  - {' '.join(str(value).split())}" for tag, value in rows if value]
    text = "\r\n".join([*lines, "ER  - ", ""])
    return file_response(text, code=code, suffix="ris", content_type="application/x-research-info-systems")


@require_safe
def csl_json(request, code):
    paper = cited_paper(code)
    item = {
        "id": paper.code,
        "type": "paper-conference",
        "title": paper.title,
        "author": [{"literal": name} for name in authors(paper)],
        "container-title": paper.edition.title,
        "event-title": paper.edition.title,
        "event-place": place(paper.edition),
        "issued": {"date-parts": [date_parts(paper)]},
        "abstract": paper.abstract,
        "language": paper.language,
        "URL": request.build_absolute_uri(paper.get_absolute_url()),
    }
    item = {name: value for name, value in item.items() if value}
    return JsonResponse([item], safe=False, json_dumps_params={"ensure_ascii": False, "indent": 2})
