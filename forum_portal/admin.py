"""The people who sign in, and what readers correct."""

from urllib.parse import quote

import allauth.account.admin  # noqa: F401 - registers EmailAddress, which is taken out below
from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, BaseUserCreationForm
from django.contrib.auth.forms import UserChangeForm as DjangoUserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from editions.admin.base import EditorAdmin, EditorOptions
from forum_portal.accounts import keep_address
from forum_portal.arabic.cleaning import clean
from forum_portal.corrections import decide, name_of
from forum_portal.downloads import download_csv, download_xlsx
from forum_portal.models import BrokenPlural, Correction, User

# The decisions on a correction, as their buttons are named.
DECISIONS = {
    Correction.State.ACCEPTED: pgettext_lazy("correction", "Accept"),
    Correction.State.DECLINED: pgettext_lazy("correction", "Decline"),
}


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


@admin.register(Correction)
class CorrectionAdmin(EditorOptions, admin.ModelAdmin):
    """What readers wrote stays as they wrote it; staff decide on it and add a note."""

    list_display = ["beginning", "page_link", "state", "created_at"]
    list_filter = ["state", "language"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["page", "sentence", "proposal", "source", "name", "email", "note"]
    date_hierarchy = "created_at"
    actions = ["accept", "decline"]
    change_form_template = "admin/forum_portal/correction/change_form.html"
    FROM_THE_READER = ["page_link", "record", "sentence", "proposal", "source", "name", "mailbox", "language"]
    readonly_fields = [*FROM_THE_READER, "created_at", "state", "handled_by", "handled_at"]
    fieldsets = [
        (_("From the reader"), {"fields": [*FROM_THE_READER, "created_at"]}),
        (_("Decision"), {"fields": ["state", "handled_by", "handled_at", "note"]}),
    ]

    def has_add_permission(self, request):
        return False  # a reader begins on a page

    def changelist_view(self, request, extra_context=None):
        # See EditorAdmin: Django's own title has the noun's gender wrong.
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, extra_context=title | (extra_context or {}))

    def waiting(self):
        """How many corrections nobody has decided on."""
        return Correction.objects.filter(state=Correction.State.NEW).count()

    @admin.display(description=_("sentence"), ordering="sentence")
    def beginning(self, correction):
        return Truncator(correction.sentence or correction.proposal).words(12)

    @admin.display(description=_("page"), ordering="page")
    def page_link(self, correction):
        if not correction.page:
            return None
        return format_html('<a href="{0}" dir="ltr">{0}</a>', correction.page)

    @admin.display(description=_("record"))
    def record(self, correction):
        """The archived record, as a link to where it is changed."""
        item = correction.item
        if item is None:
            return _("The record has been deleted since.") if correction.object_id else None
        name = name_of(correction)
        if not self.admin_site.is_registered(type(item)):
            return format_html("<bdi>{}</bdi>", name)
        address = reverse(f"admin:{item._meta.app_label}_{item._meta.model_name}_change", args=[item.pk])
        return format_html('<a href="{}"><bdi>{}</bdi></a> (<bdi>{}</bdi>)', address, item, name)

    @admin.display(description=Correction._meta.get_field("email").verbose_name)
    def mailbox(self, correction):
        if not correction.email:
            return None
        subject = quote(gettext("Your correction"))
        return format_html(
            '<a href="mailto:{}?subject={}" dir="ltr">{}</a>', quote(correction.email), subject, correction.email
        )

    def save_model(self, request, obj, form, change):
        obj.save(update_fields=["note"])  # all else is the reader's, or decide()'s

    def response_change(self, request, obj):
        for state in DECISIONS:
            if f"_{state}" in request.POST:
                self.take_decision(request, [obj], state)
                return HttpResponseRedirect(reverse("admin:forum_portal_correction_changelist"))
        return super().response_change(request, obj)

    @admin.action(description=_("Accept the selected corrections"), permissions=["change"])
    def accept(self, request, queryset):
        self.take_decision(request, queryset, Correction.State.ACCEPTED)

    @admin.action(description=_("Decline the selected corrections"), permissions=["change"])
    def decline(self, request, queryset):
        self.take_decision(request, queryset, Correction.State.DECLINED)

    def take_decision(self, request, corrections, state):
        decided = [correction for correction in corrections if decide(correction, state, by=request.user)]
        for correction in decided:
            self.log_change(request, correction, str(DECISIONS[state]))
        count = len(decided)
        if state == Correction.State.ACCEPTED:
            text = ngettext("%(count)d correction was accepted.", "%(count)d corrections were accepted.", count)
        else:
            text = ngettext("%(count)d correction was declined.", "%(count)d corrections were declined.", count)
        self.message_user(request, text % {"count": count}, messages.SUCCESS if count else messages.WARNING)


@admin.register(BrokenPlural)
class BrokenPluralAdmin(EditorAdmin):
    """Pairs that the search takes for one word. They count from the next search on."""

    list_display = ["singular", "plural"]
    search_fields = ["singular", "plural"]
    fields = ["singular", "plural"]


# What allauth keeps of an address follows from the user; groups are made by migrations.
admin.site.unregister([EmailAddress, Group])

admin.site.add_action(download_xlsx)
admin.site.add_action(download_csv)
