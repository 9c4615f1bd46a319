"""Companies and the people who act for them."""

from django.contrib import admin, messages
from django.contrib.admin import widgets
from django.db import models
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries.filters import CountryFilter
from modeltranslation.utils import get_translation_fields

from editions.admin import EditorInline, TranslatedAdmin
from editions.admin import merging as base
from editions.admin.base import EditorOptions
from exhibitors import merging
from exhibitors.admin.base import CleanForm, RefusalsAsMessages
from exhibitors.forms import SiteField
from exhibitors.models import Exhibitor, ExhibitorSector, Link, Membership, Product
from exhibitors.refusals import BothRegistered


class MembershipInline(EditorInline):
    model = Membership
    fields = ["user", "role"]


class SectorInline(EditorInline):
    model = ExhibitorSector
    fields = ["code", "place"]


class ProductInline(EditorInline):
    model = Product
    fields = [*get_translation_fields("name"), "hs_code", "order"]


class LinkInline(EditorInline):
    model = Link
    fields = ["kind", "address", "place"]


class MergeForm(base.MergeForm):
    """Which of two records of one company stays, and of what they say differently, what."""

    pictures = ("logo",)

    def __init__(self, *args, pair, **kwargs):
        super().__init__(*args, pair=pair, columns=merging.differing(*pair), **kwargs)
        self.fields["keep"].label = _("Which record stays? Its address stays too, and the other’s leads to it.")
        self.fields["is_certain"].label = _("They are one company. I know that this cannot be undone.")

    def weight(self, company):
        """More registrations, more addresses that people may have kept."""
        return len(company.registrations.all())

    def shown(self, company, column):
        return str(company.organisation or "") if column == "organisation_id" else super().shown(company, column)


@admin.register(Exhibitor)
class ExhibitorAdmin(RefusalsAsMessages, base.MergingAdmin, TranslatedAdmin):
    list_display = ["name", "country_name", "city", "code"]
    list_filter = [("country", CountryFilter)]
    search_fields = ["search_text"]
    actions = ["merge"]
    readonly_fields = ["code", "former_addresses"]
    form = CleanForm
    formfield_overrides = EditorOptions.formfield_overrides | {
        models.URLField: {"form_class": SiteField, "widget": widgets.AdminURLFieldWidget(attrs={"dir": "ltr"})}
    }
    inlines = [MembershipInline, SectorInline, ProductInline, LinkInline]
    fieldsets = [
        (None, {"fields": ["code", "former_addresses", "name", "country", "city", "organisation"]}),
        (pgettext_lazy("company", "On its page"), {"fields": ["description", "logo", "site"]}),
    ]

    @admin.display(description=_("country"), ordering="country")
    def country_name(self, exhibitor):
        return exhibitor.country.name or self.get_empty_value_display()

    # Two records of one company

    merge_form = MergeForm
    merge_template = "admin/exhibitors/merge.html"

    @admin.action(description=_("Merge two records of one company"), permissions=["merge"])
    def merge(self, request, queryset):
        return self.open_merge(request, queryset)

    def compared(self, companies):
        shown = ["registrations__exhibition__edition", "memberships__user", "shown_products"]
        return companies.select_related("organisation").prefetch_related(*shown)

    def merge_facts(self, pair):
        return {"both_registered": merging.both_registered(*pair)}

    def carry_out(self, kept, gone, *, taken, by):
        return merging.merge(kept, gone, taken=taken, by=by)

    def take_merge(self, request, form):
        try:
            return super().take_merge(request, form)
        except BothRegistered as refusal:
            self.message_user(request, refusal.message, messages.ERROR)
            return redirect(request.get_full_path())
