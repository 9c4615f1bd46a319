from django.shortcuts import get_object_or_404, render
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from editions import prose
from editions.evidence import attach_evidence
from editions.models import Announcement, Detail, Document, Edition, Page, PageCode, Recommendation, Series
from forum_portal.templatetags.forum import shown_language

# A text of so many headings has a table of contents.
CONTENTS_FROM = 4


@require_safe
def edition_list(request):
    """The archive: every edition of the series from the first to the newest."""
    editions = list(Edition.objects.in_series().order_by("starts_on", "number"))
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
    context = {
        "edition": edition,
        "is_demo": edition.is_demo,
        "kinds": kinds,
        "plans": edition.documents.filter(kind=Document.Kind.VENUE_PLAN),
    }
    return render(request, "editions/visit.html", context)


@require_safe
def page(request, code):
    """A text about the portal. Its address is there without it too; two of the pages also tell who holds the forum."""
    found = Page.objects.filter(code=code).first()
    name = PageCode(code).label
    context = {"code": code, "page": found, "name": name, "description": being_prepared(name)}
    if found:
        shown = shown_language(found, "body")
        parts = prose.sections(found.body, shown)
        fell_back = shown != get_language()
        context |= {"sections": parts, "fell_back": fell_back, "contents": contents(parts, fell_back=fell_back)}
        context["description"] = prose.summary(found.body) or found.title
    if code != PageCode.PRIVACY:
        context |= organisers()
    return render(request, "editions/page.html", context)


def being_prepared(name):
    return _("%(page)s: the text of this page is being prepared.") % {"page": name}


def contents(parts, *, fell_back):
    """Anchor and heading of each of ``parts``, for a text that is long enough to ask for it."""
    html = '<bdi lang="ar" dir="rtl">{}</bdi>' if fell_back else "<bdi>{}</bdi>"
    found = [(part.anchor, format_html(html, part.heading)) for part in parts if part.heading]
    return found if len(found) >= CONTENTS_FROM else []


def organisers():
    """The series and the body that holds it, with its former names and the sources of both."""
    series = Series.objects.select_related("owner").first()
    owner = series.owner if series else None
    known = [item for item in (series, owner) if item]
    attach_evidence(known)
    # The history of the series, which the home page tells, rests on a score of others.
    evidence = [evidence for item in known for evidence in item.evidence.all() if evidence.field != "about"]
    return {
        "series": series,
        "owner": owner,
        "former_names": owner.former_names.splitlines() if owner else [],
        "sources": {source.pk: source for found in evidence for source in found.sources.all()}.values(),
    }
