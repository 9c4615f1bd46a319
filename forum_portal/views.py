"""The pages that join the three halves: the home, an edition's front page, a country; and the errors."""

import sys

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection
from django.db.models import Count, Q
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.static import serve

from editions.evidence import attach_evidence
from editions.models import Announcement, Delegation, Detail, Edition, Series
from exhibitors.models import Exhibition, Exhibitor
from forum_portal.arabic.countries import country_name, country_order
from forum_portal.cartography import map_of
from forum_portal.charts import bars
from forum_portal.validators import IMAGE_SUFFIXES, suffix
from papers.models import Paper, Presentation, Speaker

LAST_RESORT = """<!doctype html>
<html lang="ar" dir="rtl"><meta charset="utf-8"><title>تعذر عرض الصفحة</title>
<p>تعذر عرض هذه الصفحة. يُرجى المحاولة بعد قليل.</p>
<p lang="en" dir="ltr">This page could not be shown. Please try again in a moment.</p>
<p lang="fr" dir="ltr">Cette page n’a pas pu être affichée. Veuillez réessayer dans un instant.</p>
</html>"""


@require_safe
def home(request):
    editions = list(Edition.objects.in_series())
    coming = [edition for edition in editions if not edition.is_past]
    series = Series.objects.first()
    codes = recorded_countries(editions)
    attach_evidence([series] if series else [])
    context = {
        "series": series,
        "editions": sorted(editions, key=lambda edition: edition.starts_on),
        "coming": coming[-1] if coming else None,
        "last": next((edition for edition in editions if edition.is_past), None),
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
def edition_detail(request, slug):
    """An edition's front page, as a booklet: what it was about, who took part, what came of it."""
    edition = get_object_or_404(Edition.objects.published(), slug=slug)
    involvements = list(edition.involvements.select_related("organisation"))
    parts = {
        "axes": list(edition.axes.select_related("topic")),
        "objectives": list(edition.objectives.all()),
        "details": list(edition.details.all()),
        "delegations": list(edition.delegations.all()),
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
    context = {
        "edition": edition,
        "is_demo": edition.is_demo,
        "involvements": involvements,
        **parts,
        "details": [(label, items) for label, items in details if items],
        "papers": papers,
        "session_count": edition.sessions.count(),
        "exhibition": exhibition,
        "documents": edition.documents.all(),
        "photos": edition.photos.all(),
        "sources": sources,
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


@require_safe
def robots(request):
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /exhibit/", "Disallow: /accounts/", ""]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def media(request, path):
    """
    A public upload. Only a picture is shown; all else is saved, whatever its bytes may be read as.

    A PDF too: Chromium shows none under a policy that would keep it from the rest of the portal.
    """
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    if suffix(path) not in IMAGE_SUFFIXES:
        response.headers["Content-Disposition"] = "attachment"
        response.headers["Content-Security-Policy"] = "sandbox"
    return response


@require_safe
def favicon(request):
    """For browsers that ask for the mark without having read a page."""
    return redirect(static("img/mark.svg"))


@never_cache
@require_safe
def livez(request):
    """Whether the process answers; asks no database."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request):
    """Whether it can serve pages: 503 while the database cannot be reached."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


def bad_request(request, exception=None):
    return render(request, "errors/400.html", {"title": _("This request could not be read")}, status=400)


def permission_denied(request, exception=None):
    return render(request, "errors/403.html", {"title": _("This page is not open to you")}, status=403)


def csrf_failure(request, reason=""):
    """A form that was open for too long, or in two tabs while somebody signed in."""
    return permission_denied(request)


def page_not_found(request, exception=None):
    context = {"title": _("There is no page at this address"), "editions": safe_editions()}
    return render(request, "errors/404.html", context, status=404)


def safe_editions():
    """The latest editions for a page of error, which must not fail in its turn."""
    try:
        return list(Edition.objects.in_series()[:3])
    except DatabaseError:
        return []


def server_error(request):
    """503 when it was the database, which comes back; 500 otherwise. Needs neither database nor session."""
    trouble = isinstance(sys.exc_info()[1], DatabaseError)
    status = 503 if trouble else 500
    try:
        response = render(request, "errors/500.html", {"is_temporary": trouble}, status=status)
    except Exception:  # whatever broke the page may break this one too
        response = HttpResponse(LAST_RESORT, status=status)
    if trouble:
        response.headers["Retry-After"] = "10"
    return response
