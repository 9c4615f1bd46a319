"""The people who sign in."""

import allauth.account.admin  # noqa: F401 - registers EmailAddress, which is taken out below
from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, BaseUserCreationForm
from django.contrib.auth.forms import UserChangeForm as DjangoUserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from editions.admin.base import EditorOptions
from forum_portal.accounts import keep_address
from forum_portal.arabic.folding import clean
from forum_portal.models import User


class OwnAddress:
    """Mix-in: one address, one person, in any case of its letters."""

    def clean_email(self):
        email = clean(self.cleaned_data["email"]).lower()
        if EmailAddress.objects.filter(email=email, verified=True).exclude(user=self.instance.pk).exists():
            raise ValidationError(_("Somebody uses this address already."), code="unique")
        return email


class UserCreationForm(OwnAddress, BaseUserCreationForm):
    class Meta:
        model = User
        fields = ["email", "name", "language", "is_staff"]
        field_classes = {}


class UserChangeForm(OwnAddress, DjangoUserChangeForm):
    class Meta:
        model = User
        fields = ["email", "password", "name", "language", "is_active", "is_staff", "is_superuser", "groups"]
        field_classes = {}
        widgets = {"groups": forms.CheckboxSelectMultiple}


class PasswordForm(AdminPasswordChangeForm):
    """Django's; its help was put together as the server started, in English for all readers."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if field := self.fields.get("usable_password"):
            field.help_text = _(
                "Without a password, this person signs in again only after choosing a new one by mail."
            )


@admin.register(User)
class UserAdmin(EditorOptions, DjangoUserAdmin):
    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = PasswordForm
    list_display = ["email", "name", "is_staff", "is_active", "last_login"]
    list_filter = ["is_staff", "is_active", "groups", "language"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    filter_horizontal = []
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["email", "password", "name", "language"]}),
        (
            _("What this person may do"),
            {
                "description": _("Staff who belong to a group may do the work of that group; a superuser everything."),
                "fields": ["is_active", "is_staff", "groups", "is_superuser"],
            },
        ),
        (_("When"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "name", "language", "is_staff", "password1", "password2"]}),
    ]

    # The editors' group may look, so that a person can be chosen for a company: names and addresses, no more.

    def has_module_permission(self, request):
        return self.has_change_permission(request)

    def get_fieldsets(self, request, obj=None):
        if obj and not self.has_change_permission(request, obj):
            return [(None, {"fields": ["email", "name"]})]
        return super().get_fieldsets(request, obj)

    def get_list_display(self, request):
        return super().get_list_display(request) if self.has_change_permission(request) else ["email", "name"]

    def get_list_filter(self, request):
        return super().get_list_filter(request) if self.has_change_permission(request) else []

    def lookup_allowed(self, lookup, value, request):
        # Whoever may narrow a list by a column can read it.
        return self.has_change_permission(request) and super().lookup_allowed(lookup, value, request)

    def history_view(self, request, object_id, extra_context=None):
        if not self.has_change_permission(request):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return db_field.formfield(widget=forms.CheckboxSelectMultiple, help_text="")

    def get_readonly_fields(self, request, obj=None):
        # Who may edit people must not be able to make a superuser of themselves.
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.is_superuser else [*fields, "is_staff", "is_superuser", "groups"]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        # Signing in demands a verified address. Staff vouch for the addresses of their colleagues.
        keep_address(obj, vouched_for=obj.is_staff)


# What allauth keeps of an address follows from the user; groups are made by migrations.
admin.site.unregister([EmailAddress, Group])
