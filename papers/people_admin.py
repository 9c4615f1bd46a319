"""The people of the programme in the admin, and making one record of two that are of the same person."""

from django.contrib import admin
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries.filters import CountryFilter

from editions.admin import EvidenceInline, PartAdmin, TranslatedAdmin
from editions.admin import merging as base
from forum_portal.arabic.bidi import side_by_side
from papers import merging
from papers.models import Presentation, Speaker
from papers.naming import sound_alike


class MergeForm(base.MergeForm):
    """Which of two records of one person stays, and of what they say differently, what."""

    pictures = ("photo",)

    def __init__(self, *args, pair, **kwargs):
        super().__init__(*args, pair=pair, columns=merging.differing(*pair), **kwargs)
        self.fields["keep"].label = _("Which record stays? Its address stays too, and the other’s leads to it.")
        self.fields["is_certain"].label = _("They are one person. I know that this cannot be undone.")

    def weight(self, speaker):
        """More parts, more addresses that people may have kept."""
        return len(speaker.presentations.all())


@admin.register(Speaker)
class SpeakerAdmin(base.MergingAdmin, TranslatedAdmin):
    list_display = ["name", "honorific", "country_name", "parts_count", "code"]
    list_display_links = ["name"]
    list_filter = [("country", CountryFilter), ("presentations__role", admin.ChoicesFieldListFilter)]
    search_fields = ["search_text"]
    actions = ["merge"]
    readonly_fields = ["code", "former_addresses", "parts_taken"]
    inlines = [EvidenceInline]
    fieldsets = [
        (None, {"fields": ["name", "honorific", "country", "other_spellings", "code", "former_addresses"]}),
        (_("On the speaker’s page"), {"fields": ["biography", "photo", "photo_alt"]}),
        (_("In the programme"), {"fields": ["parts_taken"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("presentations")

    def view_on_site(self, speaker):
        return speaker.get_absolute_url() if Speaker.objects.public().contains(speaker) else None

    def autocomplete_label(self, speaker):
        return side_by_side(speaker.name, speaker.country.name) if speaker.country else speaker.name

    @admin.display(description=_("country"), ordering="country")
    def country_name(self, speaker):
        return speaker.country.name or None

    @admin.display(description=pgettext_lazy("count", "parts"))
    def parts_count(self, speaker):
        return len(speaker.presentations.all())

    @admin.display(description=_("parts taken"))
    def parts_taken(self, speaker):
        parts = speaker.pk and parts_of(speaker)
        if not parts:
            return _("There is none yet.")
        return render_to_string("admin/papers/parts_taken.html", {"parts": parts})

    # Two records of one person

    merge_form = MergeForm
    merge_template = "admin/papers/merge.html"

    @admin.action(description=_("Merge two records of one person"), permissions=["merge"])
    def merge(self, request, queryset):
        return self.open_merge(request, queryset)

    def merge_facts(self, pair):
        return {
            "parts": [(speaker, parts_of(speaker)) for speaker in pair],
            "doubled": merging.doubled(*pair),
            "sound_alike": sound_alike(*pair),
        }

    def carry_out(self, kept, gone, *, taken, by):
        return merging.merge(kept, gone, taken=taken)


def parts_of(speaker):
    return speaker.presentations.select_related("paper__edition", "session__edition")


@admin.register(Presentation)
class PresentationAdmin(PartAdmin):
    list_display = ["speaker", "role", "paper", "session"]
    list_select_related = ["speaker", "paper", "session"]
    search_fields = ["speaker__search_text", "paper__search_text"]
    fields = ["speaker", "paper", "session", "role", "office", "affiliation", "organisation", "country", "order"]
