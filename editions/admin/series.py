"""What belongs to the whole series: its name, its bodies, its subjects, its news, its sources, its pages."""

from django.contrib import admin
from django.template.defaultfilters import truncatewords
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from django_countries.filters import CountryFilter

from editions.models import (
    Announcement,
    Organisation,
    Page,
    PageCode,
    Recommendation,
    RecommendationUpdate,
    Series,
    Source,
    Topic,
)
from forum_portal.arabic.bidi import side_by_side
from forum_portal.arabic.words import language_name

from .base import EvidenceInline, OfEdition, PublishableAdmin, TranslatedAdmin, TranslatedInline


@admin.register(Series)
class SeriesAdmin(TranslatedAdmin):
    inlines = [EvidenceInline]
    fieldsets = [
        (None, {"fields": ["name", "short_name", "tagline", "owner", "about"]}),
        (pgettext_lazy("series", "Contact"), {"fields": ["contact_email", "contact_phone", "contact_address"]}),
    ]

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not Series.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False


class FixedCode:
    """Mix-in for what has its address from a code: it is typed once, proposed from the English name."""

    code_field = "code"
    code_source = "name_en"

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {self.code_field: [self.code_source]}

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *([self.code_field] if obj else [])]


@admin.register(Topic)
class TopicAdmin(FixedCode, TranslatedAdmin):
    list_display = ["name", "code"]
    search_fields = ["search_text"]
    fields = ["name", "code", "description"]


@admin.register(Organisation)
class OrganisationAdmin(TranslatedAdmin):
    list_display = ["name", "short_name", "kind", "country_name"]
    list_filter = ["kind", ("country", CountryFilter)]
    search_fields = ["search_text"]
    readonly_fields = ["parts"]
    inlines = [EvidenceInline]
    fieldsets = [
        (None, {"fields": ["name", "short_name", "former_names", "kind", "country"]}),
        (_("On its page"), {"fields": ["logo", "site"]}),
        (_("In the editions"), {"fields": ["parts"]}),
    ]

    @admin.display(description=_("country"), ordering="country")
    def country_name(self, organisation):
        return organisation.country.name or None

    @admin.display(description=_("parts taken"))
    def parts(self, organisation):
        involvements = organisation.pk and organisation.involvements.select_related("edition")
        if not involvements:
            return _("There is none yet.")
        return render_to_string("admin/editions/involvements.html", {"involvements": involvements})


class LanguageFilter(admin.AllValuesFieldListFilter):
    """The languages that occur, by their names."""

    def choices(self, changelist):
        for choice in super().choices(changelist):
            yield choice | {"display": language_name(choice["display"])}


@admin.register(Source)
class SourceAdmin(TranslatedAdmin):
    list_display = ["outlet", "code", "published", "language_in_words"]
    list_filter = [("language", LanguageFilter)]
    search_fields = ["outlet_ar", "outlet_en", "outlet_fr", "code", "url"]
    fields = ["code", "outlet", "url", "published", "language"]

    @admin.display(description=Source._meta.get_field("language").verbose_name, ordering="language")
    def language_in_words(self, source):
        return language_name(source.language) or None

    def autocomplete_label(self, source):
        return f"{source.outlet} ({source.code})"

    def get_deleted_objects(self, objs, request):
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        in_use = [(source, source.evidence.count()) for source in objs]
        return deleted, counts, lacking, [*protected, *(rests_on(source, count) for source, count in in_use if count)]


def rests_on(source, count):
    """The sentence that keeps ``source`` from being deleted."""
    sentence = ngettext(
        "{count} fact rests on the source <bdi>{source}</bdi>.",
        "{count} facts rest on the source <bdi>{source}</bdi>.",
        count,
    )
    return format_html(sentence, count=count, source=source)


@admin.register(Announcement)
class AnnouncementAdmin(OfEdition, FixedCode, PublishableAdmin):
    code_field, code_source = "slug", "title_en"
    list_display = ["title", "edition_short", "published_at", "status"]
    list_filter = ["status", "edition"]
    list_select_related = ["edition"]
    date_hierarchy = "published_at"
    search_fields = ["title_ar", "title_en", "title_fr", "body_ar", "body_en", "body_fr"]
    fields = ["title", "slug", "body", "edition", "published_at", "status"]

    def view_on_site(self, obj):
        return None


class RecommendationUpdateInline(TranslatedInline):
    model = RecommendationUpdate
    fields = ["status", "text", "reported_at", "reported_on", "evidence_url"]


@admin.register(Recommendation)
class RecommendationAdmin(OfEdition, TranslatedAdmin):
    list_display = ["number", "beginning", "edition_short", "addressed_to", "state"]
    list_display_links = ["number", "beginning"]
    list_filter = ["edition"]
    list_select_related = ["edition"]
    ordering = ["-edition__starts_on", "number"]
    search_fields = ["search_text", "edition__search_text"]
    fields = ["edition", "number", "text", "axis", "addressed_to"]
    inlines = [RecommendationUpdateInline, EvidenceInline]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("updates")

    def autocomplete_label(self, recommendation):
        beginning = f"{recommendation.number}. {truncatewords(recommendation.text, 12)}"
        return side_by_side(beginning, recommendation.edition)

    @admin.display(description=_("text"), ordering="sort_ar")
    def beginning(self, recommendation):
        return truncatewords(recommendation.text, 20)

    @admin.display(description=_("last follow-up"))
    def state(self, recommendation):
        updates = list(recommendation.updates.all())
        return updates[-1].get_status_display() if updates else None


@admin.register(Page)
class PageAdmin(TranslatedAdmin):
    list_display = ["title", "code", "updated_at"]
    fields = ["code", "title", "body", "updated_at"]

    def get_readonly_fields(self, request, obj=None):
        # The address follows from it.
        return [*super().get_readonly_fields(request, obj), "updated_at", *(["code"] if obj else [])]

    def get_fields(self, request, obj=None):
        return self.fields if obj else ["code", "title", "body"]

    def has_add_permission(self, request):
        return super().has_add_permission(request) and Page.objects.count() < len(PageCode)

    def view_on_site(self, obj):
        return obj.get_absolute_url()
