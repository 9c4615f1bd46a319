from itertools import groupby

from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from editions.evidence import attach_evidence
from editions.models import Edition, Topic
from forum_portal.arabic.sorting import first_letter
from papers.filters import ProgrammeFilter
from papers.models import Paper, Presentation, Speaker


@require_safe
def programme(request, slug):
    """The programme of an edition by day, filtered by what the address says."""
    edition = get_object_or_404(Edition.objects.published(), slug=slug)
    sessions = list(edition.sessions.with_contents())
    filters = ProgrammeFilter(request.GET, sessions=sessions)
    shown = filters.matching()
    days = [(day, list(items)) for day, items in groupby(shown, key=lambda session: session.day)]
    context = {
        "edition": edition,
        "is_demo": edition.is_demo,
        "filters": filters,
        "days": days,
        "shown": len(shown),
        "total": len(sessions),
    }
    return render(request, "papers/programme.html", context)


@require_safe
def edition_papers(request, slug):
    """The papers of an edition, in the order of their codes."""
    edition = get_object_or_404(Edition.objects.published(), slug=slug)
    papers = list(edition.papers.published().with_speakers().select_related("axis", "session").order_by("number"))
    attach_evidence(papers, (part for paper in papers for part in paper.presentations.all()))
    context = {"edition": edition, "is_demo": edition.is_demo, "papers": papers}
    return render(request, "papers/edition_papers.html", context)


@require_safe
def paper_detail(request, code):
    paper = get_object_or_404(
        Paper.objects.published()
        .select_related("edition", "session__room", "axis__topic")
        .prefetch_related("presentations__speaker", "files"),
        code=code,
    )
    people = list(paper.presentations.all())
    sources = attach_evidence([paper], people, [part.speaker for part in people])
    previous, following = paper_neighbours(paper)
    context = {
        "paper": paper,
        "edition": paper.edition,
        "is_demo": paper.edition.is_demo,
        "people": people,
        "sources": sources,
        "previous": previous,
        "following": following,
    }
    return render(request, "papers/paper_detail.html", context)


def paper_neighbours(paper):
    """The papers of the same edition that come before and after it."""
    papers = Paper.objects.published().filter(edition=paper.edition).order_by("number")
    return papers.filter(number__lt=paper.number).last(), papers.filter(number__gt=paper.number).first()


@require_safe
def speaker_list(request):
    """The speakers of the series by the letter of their names in the page's language."""
    language = get_language()
    speakers = Speaker.objects.in_series().order_by(f"sort_{language}", "pk")
    letters = [(letter, list(people)) for letter, people in groupby(speakers, key=lambda s: first_letter(s.name))]
    return render(request, "papers/speaker_list.html", {"letters": letters})


@require_safe
def speaker_detail(request, code):
    """A person and all the parts they took over the years."""
    speaker = get_object_or_404(Speaker.objects.public(), code=code)
    parts = Presentation.objects.public().filter(speaker=speaker)
    parts = list(parts.select_related("paper__edition", "session__edition"))
    parts.sort(key=lambda part: (part.edition.starts_on, part.order), reverse=True)
    sources = attach_evidence([speaker], parts)
    context = {
        "speaker": speaker,
        "parts": parts,
        "sources": sources,
        "is_demo": all(part.edition.is_demo for part in parts),
    }
    return render(request, "papers/speaker_detail.html", context)


@require_safe
def topic_list(request):
    """The subjects that run through the series."""
    topics = Topic.objects.order_by(f"sort_{get_language()}").prefetch_related("axes__edition")
    return render(request, "papers/topic_list.html", {"topics": topics})


@require_safe
def topic_detail(request, code):
    """One subject over all editions: the axes that took it up, and the papers."""
    topic = get_object_or_404(Topic, code=code)
    axes = topic.axes.filter(edition__in=Edition.objects.in_series()).select_related("edition")
    papers = Paper.objects.in_series().filter(axis__topic=topic).select_related("edition").with_speakers()
    context = {
        "topic": topic,
        "axes": axes.order_by("-edition__starts_on", "order"),
        "papers": papers.order_by("-edition__starts_on", "number"),
    }
    return render(request, "papers/topic_detail.html", context)
