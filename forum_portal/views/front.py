"""The home page and the figures of the series: what the portal holds, all editions together."""

from django.db.models import Count, Q
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from editions.evidence import attach_evidence
from editions.models import Announcement, Delegation, Edition, Series
from forum_portal.arabic.countries import country_order
from forum_portal.cartography import map_of
from forum_portal.charts import bars
from papers.models import Paper, Speaker
from papers.now import now_in, rehearsable, runs


@rehearsable
@require_safe
def home(request):
    editions = list(Edition.objects.in_series())
    coming = [edition for edition in editions if not edition.is_past]
    series = Series.objects.first()
    codes = recorded_countries(editions)
    attach_evidence([series] if series else [])
    running = next((edition for edition in editions if runs(request, edition)), None)
    near = running or (coming[-1] if coming else next(iter(editions), None))
    context = {
        "series": series,
        "edition": near,
        "is_running": bool(running),
        **(now_in(request, near) if near else {}),
        "editions": sorted(editions, key=lambda edition: edition.starts_on),
        "is_coming": bool(coming),
        "totals": series_totals(editions, codes),
        "map": map_of(editions, sorted(codes, key=country_order), rtl=get_language() == "ar"),
        "announcements": Announcement.objects.published().select_related("edition")[:3],
        "demo": Edition.objects.published().filter(is_demo=True).first(),
    }
    return render(request, "home.html", context)


def recorded_countries(editions):
    """The codes of the countries that hosted one of ``editions`` or are known to have taken part."""
    delegations = Delegation.objects.filter(edition__in=[edition.pk for edition in editions])
    hosts = {edition.country.code for edition in editions if edition.country}
    return hosts | set(delegations.values_list("country", flat=True))


def series_totals(editions, countries):
    """What the portal holds of the series; a figure is what is recorded, not what took place."""
    return {
        "editions": len(editions),
        "papers": Paper.objects.in_series().count(),
        "speakers": Speaker.objects.in_series().count(),
        "countries": len(countries),
        "cities": len({edition.city_ar for edition in editions if edition.city_ar}),
    }


@require_safe
def figures(request):
    """What is on record of each edition, in figures: charts with their table."""
    editions = list(
        Edition.objects.in_series()
        .order_by("starts_on", "number")
        .annotate(
            paper_count=Count("papers", filter=Q(papers__status=Paper.Status.PUBLISHED), distinct=True),
            speaker_count=Count(
                "papers__presentations__speaker", filter=Q(papers__status=Paper.Status.PUBLISHED), distinct=True
            ),
            country_count=Count("delegations", distinct=True),
        )
    )
    rtl = get_language() == "ar"
    charts = [
        {
            "title": title,
            # Nothing on record is not a zero: the edition may have had hundreds.
            "bars": bars([(str(edition.year), getattr(edition, field) or None) for edition in editions], rtl=rtl),
        }
        for title, field in [
            (_("Papers on record"), "paper_count"),
            (_("Speakers on record"), "speaker_count"),
            (_("Participating countries on record"), "country_count"),
        ]
    ]
    return render(request, "figures.html", {"editions": editions, "charts": charts})
