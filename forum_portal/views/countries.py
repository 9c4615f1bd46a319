"""The countries that the series knows, and the members of the League of which it knows nothing yet."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from forum_portal.arabic.countries import MEMBERS, country_name
from forum_portal.by_country import CountryRecord, figures_by_country, neighbours


@require_safe
def country_list(request):
    """Every country that the series knows, the League's members first; then the members it knows nothing of."""
    figures = figures_by_country()
    countries = [{"code": code.lower(), **figures[code]} for code in figures]
    return render(
        request,
        "countries/country_list.html",
        {"countries": countries, "silent": [code for code in MEMBERS if code not in figures]},
    )


@require_safe
def country_detail(request, code):
    """What the archive knows of one country: editions hosted, part taken, people, papers, companies."""
    if code != code.lower():
        return HttpResponsePermanentRedirect(reverse("country", args=[code.lower()]))
    iso = code.upper()
    if country_name(iso) == iso:
        raise Http404(f"no country {iso}")
    record = CountryRecord(iso)
    if not record and iso not in MEMBERS:
        raise Http404(f"nothing known of {iso}")
    previous, following = neighbours(iso, figures_by_country())
    context = {
        "code": code,
        "record": record,
        "totals": record.totals(),
        "years": record.years(),
        "speakers": record.speakers(),
        "papers": record.papers_by_edition(),
        "exhibitors": record.exhibitors_by_edition(),
        "previous": previous,
        "following": following,
    }
    return render(request, "countries/country_detail.html", context)
