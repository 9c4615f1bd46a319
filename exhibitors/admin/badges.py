"""The badges of companies, as staff see and change them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from editions.admin import EditorAdmin
from exhibitors import badges
from exhibitors.admin.base import RefusalsAsMessages
from exhibitors.forms import BadgeForm
from exhibitors.models import Badge, Exhibition, State


@admin.register(Badge)
class BadgeAdmin(RefusalsAsMessages, EditorAdmin):
    list_display = ["__str__", "name_latin", "office", "company", "code"]
    list_filter = ["registration__exhibition"]
    list_select_related = ["registration__exhibitor"]
    search_fields = ["name_arabic", "name_latin", "code", "registration__exhibitor__search_text"]
    fields = ["registration", "name_arabic", "name_latin", "office", "code"]
    readonly_fields = ["code"]
    form = BadgeForm
    change_list_template = "admin/exhibitors/badge/change_list.html"

    @admin.display(description=_("company"))
    def company(self, badge):
        return badge.registration.exhibitor

    def get_readonly_fields(self, request, obj=None):
        return ["registration", *self.readonly_fields] if obj else self.readonly_fields

    def save_model(self, request, obj, form, change):
        badges.write(obj.registration, obj, by=request.user)

    def changelist_view(self, request, extra_context=None):
        with_badges = Exhibition.objects.filter(
            registrations__badges__isnull=False, registrations__state=State.APPROVED
        )
        context = {"exhibitions": with_badges.select_related("edition").distinct()}
        return super().changelist_view(request, context | (extra_context or {}))
