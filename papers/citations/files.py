"""The files that reference managers read: BibTeX, RIS and CSL-JSON, in the language of the address."""

import re

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from editions.models.edition import DatePrecision
from forum_portal.arabic.folding import ARABIC_LETTER
from forum_portal.templatetags.forum import shown_language
from papers.models import Paper

from .facts import author_names, given_on, held_on, parts_of, place

# What biblatex calls the languages, for their hyphenation and direction.
TEX_LANGUAGES = {"ar": "arabic", "en": "english", "fr": "french", "es": "spanish", "tr": "turkish"}
CSL_JSON = "application/vnd.citationstyles.csl+json"
TEX_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
TEX_SPECIALS = {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {sign: f"\\{sign}" for sign in "&%$#_"}


def cited_paper(code):
    papers = Paper.objects.published().select_related("edition", "session").with_speakers()
    return get_object_or_404(papers, code=code)


def file_response(text, *, code, suffix, content_type):
    response = HttpResponse(text, content_type=f"{content_type}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{code}.{suffix}"'
    return response


def warning(paper):
    """What a file must say by itself, once it has left the page; nothing for a paper of the series."""
    return _("Invented to show the portal; not to be cited.") if paper.edition.is_demo else ""


def on_one_line(text):
    return " ".join(str(text).split())


def bibtex_escape(text):
    """``text`` inside braces: BibTeX reads the specials of TeX, and unbalanced braces end the field."""
    text = re.sub(r"[{}\\]", "", on_one_line(text))
    return re.sub(r"[&%$#_~^]", lambda sign: TEX_SPECIALS[sign[0]], text)


def in_braces(value):
    return f"{{{value}}}" if value else ""


def bibtex_date(period):
    """The days as biblatex reads them, 2004-02-15/2004-02-16; empty where they are not known."""
    if period.precision != DatePrecision.DAY:
        return ""
    days = [period.start] if period.start == period.end else [period.start, period.end]
    return "/".join(day.isoformat() for day in days)


@require_safe
def bibtex(request, code):
    """
    BibTeX, which biblatex reads too.

    The title has a second pair of braces: it is written as it is to stand, and no style may put its names in small
    letters. Letters are UTF-8 as they are, since TeX has no commands for Arabic ones; the first line says what can
    set them.
    """
    paper = cited_paper(code)
    year, *month_and_day = given_on(paper)
    fields = {
        "title": in_braces(in_braces(bibtex_escape(paper.title))),
        "author": in_braces(" and ".join(in_braces(bibtex_escape(name)) for name in author_names(paper))),
        "booktitle": in_braces(bibtex_escape(paper.edition.title)),
        "year": in_braces(year),
        "month": TEX_MONTHS[month_and_day[0] - 1] if month_and_day else "",
        "eventdate": in_braces(bibtex_date(held_on(paper))),
        "address": in_braces(bibtex_escape(place(paper.edition))),
        "langid": in_braces(TEX_LANGUAGES[shown_language(paper, "title")]),
        "language": in_braces(TEX_LANGUAGES.get(paper.language)),
        "abstract": in_braces(bibtex_escape(paper.abstract or "")),
        "note": in_braces(bibtex_escape(warning(paper))),
        "url": in_braces(request.build_absolute_uri(paper.get_absolute_url())),
    }
    lines = [f"  {name} = {value}," for name, value in fields.items() if value]
    text = "\n".join([f"@inproceedings{{{paper.code},", *lines, "}", ""])
    if ARABIC_LETTER.search(text):
        text = "% Arabic in UTF-8: for biblatex with biber, and XeLaTeX or LuaLaTeX.\n" + text
    return file_response(text, code=code, suffix="bib", content_type="application/x-bibtex")


@require_safe
def ris(request, code):
    """RIS of 2011, a tag a line; an asterisk is no letter of a name in it."""
    paper = cited_paper(code)
    date = given_on(paper)
    rows = [("TY", "CPAPER"), ("ID", paper.code), ("TI", paper.title)]
    rows += [("AU", name.replace("*", "")) for name in author_names(paper)]
    rows += [("T2", paper.edition.title), ("PY", date[0])]
    # Year/month/day/other: the slashes stand for a day that is not known, too.
    if len(date) > 1:
        rows += [("DA", "/".join(f"{part:02d}" for part in date) + ("//" if len(date) == 2 else ""))]
    rows += [("CY", place(paper.edition)), ("LA", paper.language), ("N1", warning(paper))]
    rows += [("AB", paper.abstract), ("UR", request.build_absolute_uri(paper.get_absolute_url()))]
    lines = [f"{tag}  - {on_one_line(value)}" for tag, value in rows if value]
    text = "\r\n".join([*lines, "ER  - ", ""])
    return file_response(text, code=code, suffix="ris", content_type="application/x-research-info-systems")


@require_safe
def csl_json(request, code):
    """
    CSL-JSON 1.0.2.

    Without a container-title: styles would take the gathering for a book of proceedings, and none is known.
    """
    paper = cited_paper(code)
    held = held_on(paper)
    days = [held.start] if held.end in (None, held.start) else [held.start, held.end]
    known = {DatePrecision.YEAR: 1, DatePrecision.MONTH: 2, DatePrecision.DAY: 3}[held.precision]
    item = {
        "id": paper.code,
        "type": "paper-conference",
        "title": paper.title,
        "author": [{"literal": name} for name in author_names(paper)],
        "event-title": paper.edition.title,
        "event-date": {"date-parts": [parts_of(day)[:known] for day in days]},
        "event-place": place(paper.edition),
        "issued": {"date-parts": [given_on(paper)]},
        "abstract": paper.abstract,
        "language": paper.language,
        "note": warning(paper),
        "URL": request.build_absolute_uri(paper.get_absolute_url()),
    }
    item = {name: value for name, value in item.items() if value}
    style = {"ensure_ascii": False, "indent": 2}
    response = JsonResponse([item], safe=False, json_dumps_params=style, content_type=CSL_JSON)
    response.headers["Content-Disposition"] = f'attachment; filename="{code}.json"'
    return response
