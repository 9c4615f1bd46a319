from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from editions.evidence import attach_evidence
from editions.models import Announcement, Detail, Edition, Recommendation


@require_safe
def edition_list(request):
    """The archive: every edition of the series from the first to the newest."""
    editions = list(Edition.objects.in_series())
    attach_evidence(editions)
    return render(request, "editions/edition_list.html", {"editions": editions})


@require_safe
def recommendation_list(request):
    """The recommendations of all editions, with what became of them."""
    recommendations = list(
        Recommendation.objects.filter(edition__in=Edition.objects.in_series())
        .select_related("edition", "axis")
        .prefetch_related("updates__reported_at")
        .order_by("-edition__starts_on", "number")
    )
    attach_evidence(recommendations)
    return render(request, "editions/recommendation_list.html", {"recommendations": recommendations})


@require_safe
def announcement_list(request):
    """The news of the series and of its editions, newest first."""
    announcements = Announcement.objects.published().select_related("edition")
    return render(request, "editions/announcement_list.html", {"announcements": announcements})


@require_safe
def announcement_detail(request, slug):
    announcement = get_object_or_404(Announcement.objects.published().select_related("edition"), slug=slug)
    edition = announcement.edition
    context = {"announcement": announcement, "is_demo": bool(edition and edition.is_demo)}
    return render(request, "editions/announcement_detail.html", context)


@require_safe
def visit(request, slug):
    """What a visitor asks before coming to an edition: where, when, how to get in and get there."""
    edition = get_object_or_404(Edition.objects.published(), slug=slug)
    details = list(edition.details.filter(kind__in=Detail.FOR_VISITORS))
    attach_evidence([edition], details)
    kinds = [(kind.label, [detail for detail in details if detail.kind == kind]) for kind in Detail.FOR_VISITORS]
    context = {"edition": edition, "is_demo": edition.is_demo, "kinds": kinds}
    return render(request, "editions/visit.html", context)
