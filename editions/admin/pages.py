"""The pages about the portal."""

from django.contrib import admin

from editions.models import Page, PageCode

from .base import TranslatedAdmin


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
