"""Pages for visitors: the exhibition of an edition, and the companies over all editions."""

from django.core.cache import caches
from django.core.paginator import Paginator
from django.http import HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from editions.evidence import attach_evidence
from exhibitors.company_page import page_of
from exhibitors.directory import Directory, load
from exhibitors.floor_filter import FloorFilter
from exhibitors.models import Exhibition, Exhibitor
from exhibitors.plan import as_data, fingerprint_of, floor_now, free_in_words, plan_of

PER_PAGE = 60


@require_safe
def exhibition_detail(request, slug):
    """The exhibition of an edition: what is known of it, the plan of the floor and the same as a list."""
    exhibition = get_object_or_404(Exhibition.objects.public().select_related("edition"), edition__slug=slug)
    now, stands = floor_now(exhibition)
    floor = FloorFilter(request.GET, stands)
    context = {
        "exhibition": exhibition,
        "edition": exhibition.edition,
        "is_demo": exhibition.edition.is_demo,
        "is_open": exhibition.is_open(now),
        "is_in_priority": exhibition.is_in_priority(now),
        "stands": stands,
        "floor": floor,
        "free": free_in_words(stands),
        "plan": lambda: plan_of(exhibition, stands, left_out=floor.left_out),
        "fingerprint": fingerprint_of(exhibition, stands),
        "sources": attach_evidence([exhibition]),
    }
    return render(request, "exhibitors/exhibition_detail.html", context)


@cache_control(public=True, max_age=2)
@require_safe
def stands(request, slug):
    """How the booths stand at this moment, for pages that keep themselves fresh: the same for every visitor."""
    exhibition = get_object_or_404(Exhibition.objects.public().select_related("edition"), edition__slug=slug)
    _now, now_there = floor_now(exhibition)
    key = f"stands-{get_language()}-{fingerprint_of(exhibition, now_there)}"
    return JsonResponse(caches["drawn"].get_or_set(key, lambda: as_data(exhibition, now_there)))


@require_safe
def exhibitor_list(request):
    """The companies of all editions, narrowed as the address says; those of the demonstration stand at the end."""
    directory = Directory(request.GET)
    page = Paginator(directory.found(), PER_PAGE).get_page(request.GET.get("page"))
    companies = load(page.object_list)
    return render(
        request, "exhibitors/exhibitor_list.html", {"page": page, "companies": companies, "directory": directory}
    )


@require_safe
def exhibitor_detail(request, code):
    """A company: what it does, and where it stood or will stand. The code of one that was merged leads on."""
    public = Exhibitor.objects.public().with_is_invented()
    company = public.filter(code=code).select_related("organisation").first()
    if company is None:
        company = get_object_or_404(public, former_codes__code=code)
        return HttpResponsePermanentRedirect(company.get_absolute_url())
    return render(request, "exhibitors/exhibitor_detail.html", page_of(company) | {"is_demo": company.is_invented})
