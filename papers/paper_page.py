"""The page of a paper, and its address as a code for telephones."""

from io import BytesIO

import segno
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from editions.evidence import attach_evidence
from forum_portal.arabic.words import listed
from forum_portal.templatetags.forum import shown_language, translated
from papers import related
from papers.citations.facts import authors
from papers.citations.references import references
from papers.citations.scholar import citation_tags
from papers.models import Paper

DAY = 24 * 3600


@require_safe
def paper_detail(request, code):
    paper = get_object_or_404(
        Paper.objects.published()
        .select_related("edition", "session__edition", "session__room", "axis__topic")
        .prefetch_related("presentations__speaker", "files"),
        code=code,
    )
    people, files = list(paper.presentations.all()), list(paper.files.all())
    sources = attach_evidence([paper], people, [part.speaker for part in people])
    # Its doubts are told here, its sources on its own page.
    attach_evidence([paper.edition])
    origin = request.build_absolute_uri("/")
    speakers = authors(paper)
    by_speakers = related.by_the_same_speakers(paper, speakers)
    context = {
        "paper": paper,
        "edition": paper.edition,
        "is_demo": paper.edition.is_demo,
        "people": people,
        "other_titles": other_titles(paper),
        "files": files,
        "references": references(paper, origin),
        "citation_tags": citation_tags(paper, files, origin),
        "sources": sources,
        "speakers": speakers,
        "speaker_names": listed([translated(speaker, "name") for speaker in speakers]),
        "by_speakers": by_speakers,
        "on_topic": related.on_the_same_topic(paper, besides=by_speakers),
        "beside": related.Beside(paper),
    }
    return render(request, "papers/paper_detail.html", context)


def other_titles(paper):
    """Its title in the languages that the heading does not speak, as [(language, title)]."""
    shown = shown_language(paper, "title")
    titles = [(code, getattr(paper, f"title_{code}")) for code, _name in settings.LANGUAGES if code != shown]
    return [(code, title) for code, title in titles if title]


@require_safe
@cache_control(public=True, max_age=DAY)
def paper_qr(request, code):
    """The permanent address as a QR code, dark on white with the quiet zone of four modules that readers need."""
    paper = get_object_or_404(Paper.objects.published(), code=code)
    picture = BytesIO()
    address = segno.make_qr(request.build_absolute_uri(paper.get_absolute_url()), error="m")
    address.save(
        picture, kind="svg", border=4, dark="#000", light="#fff", svgclass=None, lineclass=None, omitsize=True
    )
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")
