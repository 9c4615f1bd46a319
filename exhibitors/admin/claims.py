"""Who has which booth, and the booths that the organisers keep."""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _

from editions.admin.base import EditorOptions
from exhibitors import booking
from exhibitors.admin.base import RefusalsAsMessages
from exhibitors.guards import decides
from exhibitors.models import Claim
from exhibitors.refusals import Refused
from forum_portal.arabic.bidi import side_by_side


@admin.register(Claim)
class ClaimAdmin(RefusalsAsMessages, EditorOptions, admin.ModelAdmin):
    """Who has which booth. Adding one keeps a booth for the organisers."""

    list_display = ["booth", "registration", "note", "created_at", "expires_at", "released_at", "released_why"]
    list_filter = [("released_at", admin.EmptyFieldListFilter), "released_why", "booth__exhibition"]
    list_select_related = ["booth", "registration__exhibitor", "registration__exhibition__edition"]
    search_fields = ["booth__code", "registration__exhibitor__search_text", "note"]
    fields = ["booth", "note"]
    actions = ["unblock"]

    def has_add_permission(self, request):
        # A claim is not written by itself; who decides on registrations may keep a booth.
        return decides(request.user)

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_fields(self, request, obj=None):
        return self.list_display if obj else self.fields

    def save_model(self, request, obj, form, change):
        obj.pk = booking.block(obj.booth, note=obj.note, by=request.user).pk

    @admin.action(description=_("Offer the selected booths again"), permissions=["add"])
    def unblock(self, request, queryset):
        for kept in queryset.select_related("booth"):
            try:
                booking.unblock(kept, by=request.user)
            except Refused as refusal:
                self.message_user(request, side_by_side(kept.booth, refusal.message), messages.ERROR)
            else:
                self.message_user(request, _("%(booth)s is offered again.") % {"booth": kept.booth}, messages.SUCCESS)
