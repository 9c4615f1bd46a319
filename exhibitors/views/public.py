"""Pages for visitors: the exhibition of an edition, and the companies over all editions."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from editions.evidence import attach_evidence
from exhibitors.models import Exhibition, Exhibitor, Registration, State
from exhibitors.plan import plan_of, stands_of
from forum_portal.arabic.countries import country_order
from forum_portal.arabic.folding import fold


@require_safe
def exhibition_detail(request, slug):
    """The exhibition of an edition: what is known of it, the plan of the floor and the same as a list."""
    exhibition = get_object_or_404(Exhibition.objects.public().select_related("edition"), edition__slug=slug)
    now = timezone.now()
    stands = stands_of(exhibition, now)
    context = {
        "exhibition": exhibition,
        "edition": exhibition.edition,
        "is_demo": exhibition.edition.is_demo,
        "is_open": exhibition.is_open(now),
        "stands": stands,
        "plan": plan_of(exhibition, stands),
        "sources": attach_evidence([exhibition]),
    }
    return render(request, "exhibitors/exhibition_detail.html", context)


@require_safe
def exhibitor_list(request):
    """The companies of all editions; those of the demonstration stand apart, at the end."""
    companies = Exhibitor.objects.public().with_is_invented()
    countries = companies.order_by().values_list("country", flat=True).distinct()
    query, country = request.GET.get("q", "").strip(), request.GET.get("country", "").upper()
    found = companies.matching(fold(query))
    if country:
        found = found.filter(country=country)
    found = found.order_by("is_invented", f"sort_{get_language()}", "pk")
    page = Paginator(found, 60).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "countries": sorted(countries, key=country_order),
        "query": query,
        "country": country,
    }
    return render(request, "exhibitors/exhibitor_list.html", context)


@require_safe
def exhibitor_detail(request, code):
    """A company: what it does, and where it stood or will stand."""
    company = get_object_or_404(Exhibitor.objects.public().with_is_invented(), code=code)
    appearances = (
        Registration.objects.filter(
            exhibitor=company, state=State.APPROVED, exhibition__in=Exhibition.objects.public()
        )
        .select_related("exhibition__edition")
        .prefetch_related("claims__booth")
        .order_by("-exhibition__edition__starts_on")
    )
    context = {"company": company, "appearances": appearances, "is_demo": company.is_invented}
    return render(request, "exhibitors/exhibitor_detail.html", context)
