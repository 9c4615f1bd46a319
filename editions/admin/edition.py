"""An edition and its parts, on one page."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django_countries.filters import CountryFilter

from editions.forms import EditionForm
from editions.models import (
    Axis,
    Delegation,
    Detail,
    Document,
    Edition,
    Involvement,
    Objective,
    Photo,
    Recommendation,
    RecommendationUpdate,
    Statement,
)
from forum_portal.arabic.bidi import side_by_side

from .base import (
    EvidenceInline,
    OfEdition,
    PartAdmin,
    PublishableAdmin,
    TranslatedAdmin,
    TranslatedInline,
)


class InvolvementInline(TranslatedInline):
    model = Involvement
    fields = ["organisation", "role", "name_then", "order"]


class AxisInline(TranslatedInline):
    model = Axis
    fields = ["title", "description", "topic", "order"]


class ObjectiveInline(TranslatedInline):
    model = Objective
    fields = ["text", "order"]


class DetailInline(TranslatedInline):
    model = Detail
    fields = ["kind", "text", "order"]


class DelegationInline(TranslatedInline):
    model = Delegation
    fields = [("country", "order"), "name_then"]


class StatementInline(TranslatedInline):
    model = Statement
    fields = ["person", "office", "gist", "order"]


class RecommendationInline(TranslatedInline):
    model = Recommendation
    fields = ["number", "text", "axis", "addressed_to"]


class DocumentInline(TranslatedInline):
    model = Document
    fields = ["title", "kind", "file", "language", "order"]


class PhotoInline(TranslatedInline):
    model = Photo
    fields = ["image", "alt", "caption", "credit", "order"]


@admin.register(Edition)
class EditionAdmin(PublishableAdmin):
    form = EditionForm
    list_display = ["number", "title", "when", "city", "status"]
    list_display_links = ["title"]
    list_filter = ["status", "mode", "is_demo", ("country", CountryFilter)]
    date_hierarchy = "starts_on"
    search_fields = ["search_text"]
    inlines = [
        InvolvementInline,
        AxisInline,
        ObjectiveInline,
        DetailInline,
        DelegationInline,
        StatementInline,
        RecommendationInline,
        DocumentInline,
        PhotoInline,
        EvidenceInline,
    ]
    fieldsets = [
        (None, {"fields": ["number", "title", "theme", "status"]}),
        (_("When"), {"fields": ["starts_on", "ends_on", "time_zone", "hijri_correction"]}),
        (_("Where"), {"fields": ["mode", "country", "city", "venue"]}),
        (_("Who and what"), {"fields": ["patron", "opener", "about", "delegation_order"]}),
        (
            _("Cover picture"),
            {
                "classes": ["collapse"],
                "description": _("It stands at the top of the edition’s page."),
                "fields": ["cover", "cover_alt"],
            },
        ),
        (
            _("Addresses and map"),
            {
                "classes": ["collapse"],
                "description": _("What is left empty here follows from the number."),
                "fields": ["slug", "code_prefix", "latitude", "longitude", "is_demo"],
            },
        ),
    ]

    def get_readonly_fields(self, request, obj=None):
        # The prefix stands in the codes of the papers, which are cited.
        return [*super().get_readonly_fields(request, obj), *(["code_prefix"] if obj else [])]

    @admin.display(description=_("dates"), ordering="starts_on")
    def when(self, edition):
        return edition.dates()


@admin.register(Axis)
class AxisAdmin(OfEdition, TranslatedAdmin):
    list_display = ["title", "edition_short", "topic", "order"]
    list_filter = ["edition", "topic"]
    list_select_related = ["edition", "topic"]
    ordering = ["-edition__starts_on", "order", "pk"]
    search_fields = ["search_text", "edition__search_text"]
    fields = ["edition", "title", "description", "topic", "order"]
    inlines = [EvidenceInline]

    def autocomplete_label(self, axis):
        return side_by_side(axis, axis.edition)


@admin.register(Involvement, Objective, Detail, Delegation, Statement, Document, Photo, RecommendationUpdate)
class EditionPartAdmin(PartAdmin):
    list_select_related = True

    def get_inlines(self, request, obj):
        return self.inlines if hasattr(self.model, "evidence") else []
