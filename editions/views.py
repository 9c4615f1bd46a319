from django.shortcuts import render
from django.views.decorators.http import require_safe

from editions.evidence import attach_evidence
from editions.models import Edition, Recommendation


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
