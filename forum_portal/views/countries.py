"""The countries that the series knows."""

from django.db.models import Q
from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from editions.models import Delegation, Edition
from exhibitors.models import Exhibitor
from forum_portal.arabic.countries import country_name, country_order
from papers.models import Paper, Presentation, Speaker


@require_safe
def country_list(request):
    """Every country that the series knows, the League's members first."""
    rows = {}

    def count(what, codes):
        for code in codes:
            if code:
                rows.setdefault(code, {"hosted": 0, "taken_part": 0, "speakers": 0})[what] += 1

    published = Q(edition__status=Edition.Status.PUBLISHED, edition__is_demo=False)
    count("hosted", Edition.objects.in_series().values_list("country", flat=True))
    count("taken_part", Delegation.objects.filter(published).values_list("country", flat=True))
    speakers = Presentation.objects.in_series().exclude(country="").values_list("speaker", "country").distinct()
    count("speakers", [code for _speaker, code in speakers])
    countries = [{"code": code.lower(), **rows[code]} for code in sorted(rows, key=country_order)]
    return render(request, "countries/country_list.html", {"countries": countries})


@require_safe
def country_detail(request, code):
    """What the archive knows of one country: editions hosted, part taken, people, papers, companies."""
    if code != code.lower():
        return HttpResponsePermanentRedirect(reverse("country", args=[code.lower()]))
    iso = code.upper()
    if country_name(iso) == iso:
        raise Http404(f"no country {iso}")
    presentations = Presentation.objects.in_series().filter(country=iso)
    context = {
        "code": code,
        "hosted": Edition.objects.in_series().filter(country=iso),
        "taken_part": Edition.objects.in_series().filter(delegations__country=iso),
        "speakers": Speaker.objects.filter(Q(presentations__in=presentations) | Q(country=iso)).in_series().distinct(),
        "papers": Paper.objects.in_series()
        .filter(Q(presentations__in=presentations) | Q(countries__contains=iso))
        .distinct()
        .select_related("edition")
        .with_speakers(),
        "exhibitors": Exhibitor.objects.in_series().filter(country=iso),
    }
    if not any(context[name] for name in ("hosted", "taken_part", "speakers", "papers", "exhibitors")):
        raise Http404(f"nothing known of {iso}")
    return render(request, "countries/country_detail.html", context)
