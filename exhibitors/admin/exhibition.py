"""The exhibition of an edition, its categories and its booths."""

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from editions.admin import EditorAdmin, EditorInline, EvidenceInline, TranslatedAdmin, TranslatedInline
from editions.admin.base import EditorOptions
from exhibitors.admin.base import RefusalsAsMessages, ask_first
from exhibitors.admin.plan import PlanPages
from exhibitors.forms import OutlineField
from exhibitors.models import Booth, BoothCategory, Exhibition, Pavilion, RequiredDocument
from forum_portal.arabic.bidi import side_by_side

OUTLINE = {models.JSONField: {"form_class": OutlineField, "widget": forms.Textarea(attrs={"dir": "ltr", "rows": 3})}}


class CategoryInline(TranslatedInline):
    model = BoothCategory


class RequiredDocumentInline(TranslatedInline):
    model = RequiredDocument
    fields = ["name", "explanation", "is_required", "due_at", "order"]


class BoothInline(EditorInline):
    model = Booth
    fields = ["code", "category", "outline"]
    formfield_overrides = EditorOptions.formfield_overrides | OUTLINE

    def get_autocomplete_fields(self, request):
        return []  # a floor has few categories; a list of them is quicker

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "category":
            exhibition = request.resolver_match.kwargs.get("object_id")
            field.queryset = BoothCategory.objects.filter(exhibition=exhibition)
            field.choices = list(field.choices)  # read once, not once for each booth
        return field


class PlaceForm(forms.Form):
    """Into which pavilion booths of one exhibition come."""

    pavilion = forms.ModelChoiceField(
        Pavilion.objects.none(),
        label=_("Country pavilion"),
        required=False,
        empty_label=_("none: open to all companies"),
    )

    def __init__(self, *args, booths, **kwargs):
        super().__init__(*args, **kwargs)
        self.exhibitions = set(booths.values_list("exhibition", flat=True))
        self.fields["pavilion"].queryset = Pavilion.objects.filter(exhibition__in=self.exhibitions)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("pavilion") and len(self.exhibitions) > 1:
            self.add_error("pavilion", _("Please choose booths of one exhibition."))
        return cleaned


@admin.register(Exhibition)
class ExhibitionAdmin(PlanPages, RefusalsAsMessages, TranslatedAdmin):
    list_display = ["edition", "opens_at", "closes_at"]
    list_select_related = ["edition"]
    search_fields = ["edition__search_text"]
    inlines = [CategoryInline, RequiredDocumentInline, BoothInline, EvidenceInline]
    fieldsets = [
        (None, {"fields": ["edition", "about"]}),
        (
            pgettext_lazy("exhibition", "Registration"),
            {
                "fields": [
                    "priority_opens_at",
                    "opens_at",
                    "closes_at",
                    "lock_at",
                    "requirements_due_at",
                    "documents_due_at",
                    "badges_due_at",
                    "offer_hours",
                    "currency",
                    "terms",
                    "terms_version",
                ]
            },
        ),
        (pgettext_lazy("exhibition", "Invoices"), {"fields": ["payment_days", "bank_details"]}),
        (_("Floor"), {"fields": ["width", "depth", "gangway"]}),
    ]

    def get_inlines(self, request, obj):
        # A booth needs a category, which needs a saved exhibition.
        return self.inlines if obj else [CategoryInline]


@admin.register(Booth)
class BoothAdmin(RefusalsAsMessages, EditorAdmin):
    list_display = ["code", "exhibition", "category", "pavilion"]
    list_filter = ["exhibition", "category", "pavilion"]
    list_select_related = ["exhibition__edition", "category", "pavilion"]
    search_fields = ["code"]
    fields = ["exhibition", "code", "category", "pavilion", "outline"]
    actions = ["place"]
    formfield_overrides = EditorOptions.formfield_overrides | OUTLINE

    def autocomplete_label(self, booth):
        return side_by_side(booth.code, booth.exhibition)

    @admin.action(description=_("Put the selected booths into a pavilion, or out of it"), permissions=["change"])
    def place(self, request, queryset):
        """Ask which pavilion of the booths' exhibition, then put them there."""
        confirmed = "confirmed" in request.POST
        form = PlaceForm(request.POST if confirmed else None, booths=queryset)
        if confirmed and form.is_valid():
            for booth in queryset:
                booth.pavilion = form.cleaned_data["pavilion"]
                booth.save()
            count = queryset.count()
            text = ngettext("%(count)d booth was changed.", "%(count)d booths were changed.", count)
            self.message_user(request, text % {"count": count}, messages.SUCCESS)
            return None
        title = _("Put the selected booths into a pavilion, or out of it")
        return ask_first(self, request, title, queryset, form, action="place")
