"""Country pavilions: their coordinators, and the booths in them."""

from django import forms
from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from editions.admin import EditorInline, TranslatedAdmin
from exhibitors.admin.base import RefusalsAsMessages
from exhibitors.models import Booth, Coordinator, Pavilion
from forum_portal.arabic.forms import CleanTexts


class CoordinatorInline(EditorInline):
    model = Coordinator
    fields = ["user"]


class PavilionForm(CleanTexts, forms.ModelForm):
    """A pavilion with its booths: those of its exhibition that are in no other pavilion."""

    booths = forms.ModelMultipleChoiceField(
        Booth.objects.none(),
        label=_("Booths"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and "booths" in self.fields:
            choosable = Q(pavilion=None) | Q(pavilion=self.instance)
            self.fields["booths"].queryset = Booth.objects.filter(choosable, exhibition=self.instance.exhibition_id)
            self.initial["booths"] = list(self.instance.booths.values_list("pk", flat=True))


@admin.register(Pavilion)
class PavilionAdmin(RefusalsAsMessages, TranslatedAdmin):
    list_display = ["name", "exhibition", "country_name", "booth_codes"]
    list_filter = ["exhibition"]
    list_select_related = ["exhibition__edition"]
    search_fields = ["name_ar", "name_en", "name_fr"]
    form = PavilionForm
    fields = ["exhibition", "name", "country", "note", "booths"]
    inlines = [CoordinatorInline]
    view_on_site = False  # its page is the coordinators' own

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("booths")

    def get_fields(self, request, obj=None):
        # Which booths can be chosen depends on the saved exhibition, which then stays.
        return self.fields if obj else [name for name in self.fields if name != "booths"]

    def get_readonly_fields(self, request, obj=None):
        return ["exhibition"] if obj else []

    @admin.display(description=_("country"), ordering="country")
    def country_name(self, pavilion):
        return pavilion.country.name

    @admin.display(description=_("booths"))
    def booth_codes(self, pavilion):
        codes = [booth.code for booth in sorted(pavilion.booths.all(), key=Booth.sign_order)]
        return ", ".join(codes) or self.get_empty_value_display()

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if "booths" in form.cleaned_data:
            self.place(form.instance, set(form.cleaned_data["booths"]))

    def place(self, pavilion, wanted):
        """Put the ``wanted`` booths into the pavilion, and the others out of it."""
        for booth in {*wanted, *pavilion.booths.all()}:
            pavilion_then = pavilion if booth in wanted else None
            if booth.pavilion_id != (pavilion_then and pavilion_then.pk):
                booth.pavilion = pavilion_then
                booth.save()
