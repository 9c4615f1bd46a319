"""The waiting lists, to be read; staff take a company out with a reason."""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from exhibitors import waiting
from exhibitors.admin.base import ReadOnly, ask_first
from exhibitors.admin.decisions import StepForm
from exhibitors.guards import decides
from exhibitors.models import WaitingEntry
from exhibitors.refusals import Refused
from forum_portal.arabic.bidi import side_by_side


@admin.register(WaitingEntry)
class WaitingEntryAdmin(ReadOnly, admin.ModelAdmin):
    """Who waits for which category, in the order of joining."""

    list_display = ["company", "category", "joined_at", "offered", "ended_at", "ended_why"]
    list_filter = [("ended_at", admin.EmptyFieldListFilter), "ended_why", "category__exhibition", "category"]
    list_select_related = ["registration__exhibitor", "category"]
    search_fields = ["registration__exhibitor__search_text"]
    fields = ["registration", "category", "joined_at", "offered", "ended_at", "ended_why", "reason"]
    readonly_fields = ["offered"]
    ordering = ["joined_at", "pk"]
    actions = ["remove"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("claims__booth")

    def has_remove_permission(self, request):
        return decides(request.user)

    @admin.display(description=_("company"), ordering="registration__exhibitor__sort_ar")
    def company(self, entry):
        return entry.registration.exhibitor

    @admin.display(description=_("booths offered"))
    def offered(self, entry):
        return ", ".join(claim.booth.code for claim in entry.claims.all()) or self.get_empty_value_display()

    @admin.action(description=_("Take the selected companies out of the list"), permissions=["remove"])
    def remove(self, request, queryset):
        """Ask for the reason, then take them out; each refusal is reported."""
        confirmed = "confirmed" in request.POST
        form = StepForm(request.POST if confirmed else None, needs_reason=True)
        if not (confirmed and form.is_valid()):
            return ask_first(self, request, _("Take out of the waiting list"), queryset, form, action="remove")
        count = sum(self.remove_one(request, entry, form.cleaned_data["reason"]) for entry in queryset)
        if count:
            text = ngettext("%(count)d place was ended.", "%(count)d places were ended.", count)
            self.message_user(request, text % {"count": count}, messages.SUCCESS)
        return None

    def remove_one(self, request, entry, reason):
        try:
            waiting.remove(entry, reason=reason, by=request.user)
        except Refused as refusal:
            self.message_user(request, side_by_side(entry, refusal.message), messages.ERROR)
            return False
        return True
