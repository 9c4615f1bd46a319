from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from editions.evidence import attach_evidence
from editions.models import Edition, Topic
from papers.filters import ProgrammeFilter
from papers.grid import days_of
from papers.models import Paper
from papers.now import now_in, rehearsable
from papers.releases import last_release, with_last_release


@rehearsable
@require_safe
def programme(request, slug):
    """The programme of an edition by day, filtered by what the address says."""
    edition = get_object_or_404(with_last_release(Edition.objects.published()), slug=slug)
    sessions = list(edition.sessions.with_contents())
    filters = ProgrammeFilter(request.GET, sessions=sessions)
    shown = filters.matching()
    context = {
        "edition": edition,
        "is_demo": edition.is_demo,
        "filters": filters,
        # What a filter leaves of a day would stand in a grid of gaps.
        "days": days_of(shown, as_list=not filters.is_by_day_alone),
        "shown": len(shown),
        "total": len(sessions),
        "today": edition.today().isoformat(),
        "calendar_url": calendar_of(edition, filters),
        **now_in(request, edition, sessions=sessions),
        "release": last_release(edition),
    }
    return render(request, "papers/programme.html", context)


def calendar_of(edition, filters):
    """The address of the calendar that has what ``filters`` show: of a day, a room or all; empty if there is none."""
    if not filters.is_active:
        return reverse("papers:programme_ics", args=[edition.slug])
    if filters.is_by_day_alone:
        return reverse("papers:day_ics", args=[edition.slug, filters.chosen["day"]])
    if not filters.wanted and set(filters.chosen) == {"room"}:
        return reverse("papers:room_ics", args=[filters.chosen["room"]])
    return ""


@require_safe
def edition_papers(request, slug):
    """The papers of an edition, in the order of their codes."""
    edition = get_object_or_404(Edition.objects.published(), slug=slug)
    papers = list(edition.papers.published().with_speakers().select_related("axis", "session").order_by("number"))
    attach_evidence(papers, (part for paper in papers for part in paper.presentations.all()))
    context = {"edition": edition, "is_demo": edition.is_demo, "papers": papers}
    return render(request, "papers/edition_papers.html", context)


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
