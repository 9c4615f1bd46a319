"""Issuing the invoices of several registrations from their list."""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from exhibitors import billing
from exhibitors.refusals import Refused
from forum_portal.arabic.bidi import side_by_side


@admin.action(description=_("Issue invoices for the selected registrations"), permissions=["change"])
def issue_invoices(modeladmin, request, queryset):
    """Each that can be invoiced has its invoice afterwards; what was refused is said beside its name."""
    count = 0
    for registration in queryset:
        try:
            billing.issue(registration, by=request.user)
        except Refused as refusal:
            modeladmin.message_user(request, side_by_side(registration, refusal.message), messages.ERROR)
        else:
            count += 1
    if count:
        text = ngettext("%(count)d registration has an invoice.", "%(count)d registrations have an invoice.", count)
        modeladmin.message_user(request, text % {"count": count}, messages.SUCCESS)
