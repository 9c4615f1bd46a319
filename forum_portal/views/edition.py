"""An edition's front page."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from editions.evidence import attach_evidence
from editions.models import Detail, Edition
from exhibitors.models import Exhibition
from forum_portal.booklet import contents_of, days_of, facts_of
from papers.now import now_in, rehearsable


@rehearsable
@require_safe
def edition_detail(request, slug):
    """An edition's front page, as a booklet: what it was about, who took part, what came of it."""
    edition = get_object_or_404(Edition.objects.published(), slug=slug)
    involvements = list(edition.involvements.select_related("organisation"))
    parts = {
        "axes": list(edition.axes.select_related("topic")),
        "objectives": list(edition.objectives.all()),
        "details": list(edition.details.all()),
        "delegations": edition.delegations_in_order(),
        "recommendations": list(edition.recommendations.select_related("axis")),
        "statements": list(edition.statements.all()),
    }
    papers = list(edition.papers.published().with_speakers().order_by("number"))
    exhibition = Exhibition.objects.filter(edition=edition).first()
    people = [presentation for paper in papers for presentation in paper.presentations.all()]
    sources = attach_evidence(
        [edition], involvements, *parts.values(), papers, people, [exhibition] if exhibition else []
    )
    details = [
        (kind.label, [detail for detail in parts["details"] if detail.kind == kind])
        for kind in Detail.Kind
        if kind not in Detail.FOR_VISITORS
    ]
    previous, following = neighbours(edition)
    parts |= {
        "details": [(label, items) for label, items in details if items],
        "days": days_of(edition),
        "exhibition": exhibition,
        "documents": list(edition.documents.all()),
        "photos": list(edition.photos.all()),
        "sources": sources,
    }
    known, unknown = facts_of(edition)
    context = {
        "edition": edition,
        "is_demo": edition.is_demo,
        "involvements": involvements,
        **parts,
        "known": known,
        "unknown": unknown,
        "contents": contents_of(parts),
        **now_in(request, edition),
        "papers": papers,
        "previous": previous,
        "following": following,
    }
    return render(request, "editions/edition_detail.html", context)


def neighbours(edition):
    """The editions before and after one of the series, by date; (None, None) for what is outside it."""
    if edition.is_demo:
        return None, None
    others = list(Edition.objects.in_series().order_by("starts_on", "number"))
    place = others.index(edition)
    return (others[place - 1] if place else None), (others[place + 1] if place + 1 < len(others) else None)
