"""The exhibition in the admin. States and claims are read here, and changed by the same functions as on the site."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import widgets
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy
from django_countries.filters import CountryFilter

from editions.admin import EditorAdmin, EditorInline, EvidenceInline, TranslatedAdmin, TranslatedInline
from editions.admin.base import EditorOptions
from exhibitors import booking, transitions
from exhibitors.audit import with_names
from exhibitors.forms import OutlineField, SiteField
from exhibitors.guards import decides
from exhibitors.models import (
    Audit,
    Booth,
    BoothCategory,
    Claim,
    Exhibition,
    Exhibitor,
    Membership,
    Outbox,
    Registration,
    State,
)
from exhibitors.refusals import Conflict, Refused
from forum_portal.arabic.bidi import side_by_side
from forum_portal.arabic.forms import CleanTexts
from forum_portal.templatetags.forum import isolated

# The steps of staff, as their buttons are named.
STEPS = {
    "approve": pgettext_lazy("registration", "Approve"),
    "return": pgettext_lazy("registration", "Return for correction"),
    "reject": pgettext_lazy("registration", "Reject"),
    "withdraw": pgettext_lazy("registration", "Withdraw"),
    "reopen": pgettext_lazy("registration", "Open again"),
}
# The same for the ticked ones of a list.
ACTIONS = {
    "approve": _("Approve the selected registrations"),
    "return": _("Return the selected registrations for correction"),
    "reject": _("Reject the selected registrations"),
    "withdraw": _("Withdraw the selected registrations"),
    "reopen": _("Open the selected registrations again"),
}


class RefusalsAsMessages:
    """
    Mix-in: what the rules or the database refuse becomes a sentence over the form.

    The form has looked before; between its look and the save, somebody else was faster.
    """

    def changeform_view(self, request, *args, **kwargs):
        try:
            return super().changeform_view(request, *args, **kwargs)
        except Refused as refusal:
            self.message_user(request, refusal.message, messages.ERROR)
        except IntegrityError:
            sentence = _("Somebody saved the same at this very moment. Please look at what is there now.")
            self.message_user(request, sentence, messages.ERROR)
        return HttpResponseRedirect(request.get_full_path())


OUTLINE = {models.JSONField: {"form_class": OutlineField, "widget": forms.Textarea(attrs={"dir": "ltr", "rows": 3})}}


class CategoryInline(TranslatedInline):
    model = BoothCategory


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


@admin.register(Exhibition)
class ExhibitionAdmin(RefusalsAsMessages, TranslatedAdmin):
    list_display = ["edition", "opens_at", "closes_at"]
    list_select_related = ["edition"]
    search_fields = ["edition__search_text"]
    inlines = [CategoryInline, BoothInline, EvidenceInline]
    fieldsets = [
        (None, {"fields": ["edition", "about"]}),
        (
            pgettext_lazy("exhibition", "Registration"),
            {"fields": ["opens_at", "closes_at", "lock_at", "currency", "terms", "terms_version"]},
        ),
        (_("Floor"), {"fields": ["width", "depth"]}),
    ]

    def get_inlines(self, request, obj):
        # A booth needs a category, which needs a saved exhibition.
        return self.inlines if obj else [CategoryInline]


@admin.register(Booth)
class BoothAdmin(RefusalsAsMessages, EditorAdmin):
    list_display = ["code", "exhibition", "category"]
    list_filter = ["exhibition", "category"]
    list_select_related = ["exhibition__edition", "category"]
    search_fields = ["code"]
    fields = ["exhibition", "code", "category", "outline"]
    formfield_overrides = EditorOptions.formfield_overrides | OUTLINE

    def autocomplete_label(self, booth):
        return side_by_side(booth.code, booth.exhibition)


class MembershipInline(EditorInline):
    model = Membership
    fields = ["user", "role"]


class CleanForm(CleanTexts, forms.ModelForm):
    """What staff enter for a company, cleaned like what it enters itself."""


@admin.register(Exhibitor)
class ExhibitorAdmin(RefusalsAsMessages, TranslatedAdmin):
    list_display = ["name", "country_name", "city", "code"]
    list_filter = [("country", CountryFilter)]
    search_fields = ["search_text"]
    readonly_fields = ["code"]
    form = CleanForm
    formfield_overrides = EditorOptions.formfield_overrides | {
        models.URLField: {"form_class": SiteField, "widget": widgets.AdminURLFieldWidget(attrs={"dir": "ltr"})}
    }
    inlines = [MembershipInline]
    fieldsets = [
        (None, {"fields": ["code", "name", "country", "city", "organisation"]}),
        (pgettext_lazy("company", "On its page"), {"fields": ["description", "logo", "site"]}),
    ]

    @admin.display(description=_("country"), ordering="country")
    def country_name(self, exhibitor):
        return exhibitor.country.name or None


class StepForm(CleanTexts, forms.Form):
    """Why staff take a step; the company reads it."""

    reason = forms.CharField(
        label=_("What the company is told"), required=False, widget=forms.Textarea(attrs={"dir": "auto", "rows": 4})
    )

    def __init__(self, *args, needs_reason, **kwargs):
        super().__init__(*args, **kwargs)
        if needs_reason:
            self.fields["reason"].required = True
        else:
            del self.fields["reason"]


def action_of(name):
    """The step ``name`` as an action of the list."""

    @admin.action(description=ACTIONS[name], permissions=["change"])
    def action(modeladmin, request, queryset):
        return modeladmin.take_step(request, queryset, name)

    action.__name__ = name
    return action


@admin.register(Registration)
class RegistrationAdmin(RefusalsAsMessages, EditorAdmin):
    list_display = ["exhibitor", "exhibition", "state", "booths", "submitted_at"]
    list_filter = ["state", "exhibition"]
    list_select_related = ["exhibitor", "exhibition__edition"]
    search_fields = ["exhibitor__search_text"]
    ordering = ["-submitted_at", "-pk"]
    actions = [action_of(name) for name in STEPS]
    form = CleanForm
    change_form_template = "admin/exhibitors/registration/change_form.html"
    view_on_site = False  # its page is the company's own
    readonly_fields = [
        "exhibition",
        "exhibitor",
        "state",
        "booths",
        "past_claims",
        "reason",
        "created_at",
        "submitted_at",
        "terms_accepted_at",
        "terms_version",
    ]
    fieldsets = [
        (None, {"fields": ["exhibition", "exhibitor", "state", "reason"]}),
        (_("Booth"), {"fields": ["booths", "past_claims"]}),
        (_("From the company"), {"fields": list(transitions.DETAILS)}),
        (_("Dates"), {"fields": ["created_at", "submitted_at", "terms_accepted_at", "terms_version"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("claims__booth")

    def has_add_permission(self, request):
        return False  # a company begins at the desk

    def has_delete_permission(self, request, obj=None):
        return False  # withdrawn or rejected, it stays on record

    @admin.display(description=_("booth"))
    def booths(self, registration):
        now = timezone.now()
        held = [claim for claim in registration.claims.all() if claim.released_at is None]
        return ", ".join(
            claim.booth.code if claim.is_current(now) else _("%(booth)s (hold run out)") % {"booth": claim.booth.code}
            for claim in held
        )

    @admin.display(description=_("earlier booths"))
    def past_claims(self, registration):
        past = [claim for claim in registration.claims.all() if claim.released_at]
        rows = ((claim.booth.code, claim.get_released_why_display()) for claim in past)
        return format_html_join(", ", "<bdi>{}</bdi> ({})", rows) or self.get_empty_value_display()

    # Steps

    def get_urls(self):
        view = self.admin_site.admin_view(self.step_view)
        return [path("<int:pk>/step/<slug:name>/", view, name="exhibitors_registration_step"), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        registration = self.get_object(request, object_id)
        steps = []
        if registration and self.has_change_permission(request, registration):
            steps = [(name, STEPS[name]) for name in STEPS if registration.state in transitions.EVENTS[name].sources]
        return super().change_view(request, object_id, form_url, {"steps": steps} | (extra_context or {}))

    def step_view(self, request, pk, name):
        """Confirm one step for one registration, then take it."""
        registration = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, registration) or name not in STEPS:
            raise PermissionDenied
        if registration.state not in transitions.EVENTS[name].sources:
            self.message_user(request, side_by_side(registration, Conflict.message), messages.ERROR)
            return redirect("admin:exhibitors_registration_change", pk)
        answer = self.take_step(request, [registration], name, confirmed=request.method == "POST")
        return answer or redirect("admin:exhibitors_registration_change", pk)

    def take_step(self, request, registrations, name, *, confirmed=None):
        """
        Take the step for each of ``registrations``, or ask first where it needs a word.

        Return the page that asks, or None when the work is done; each refusal is reported.
        """
        event = transitions.EVENTS[name]
        if confirmed is None:  # from the list, where approving needs no second page
            confirmed = "confirmed" in request.POST or not (event.needs_reason or event.released)
        form = StepForm(request.POST if confirmed else None, needs_reason=event.needs_reason)
        if not (confirmed and form.is_valid()):
            return self.ask(request, registrations, name, form)
        done = [item for item in registrations if self.move(request, item, name, form.cleaned_data.get("reason", ""))]
        if done:
            count = len(done)
            text = ngettext("%(count)d registration was changed.", "%(count)d registrations were changed.", count)
            self.message_user(request, text % {"count": count}, messages.SUCCESS)
        return None

    def move(self, request, registration, name, reason):
        try:
            transitions.move(registration, name, by=request.user, reason=reason)
        except Refused as refusal:
            self.message_user(request, side_by_side(registration, refusal.message), messages.ERROR)
            return False
        self.log_change(request, registration, str(STEPS[name]))
        return True

    def ask(self, request, registrations, name, form):
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "media": self.media,
            "title": STEPS[name],
            "form": form,
            "name": name,
            "registrations": registrations,
            "back": reverse("admin:exhibitors_registration_changelist"),
        }
        return render(request, "admin/exhibitors/registration/step.html", context)


class ReadOnly:
    """Mix-in: to be read, and never changed here."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


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


@admin.register(Outbox)
class OutboxAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["subject", "recipient", "kind", "created_at", "sent_at", "tries"]
    list_filter = [("sent_at", admin.EmptyFieldListFilter), "kind"]
    search_fields = ["recipient", "subject"]
    ordering = ["-pk"]


class AuditList(ChangeList):
    def get_results(self, request):
        super().get_results(request)
        self.result_list = with_names(self.result_list)


@admin.register(Audit)
class AuditAdmin(ReadOnly, admin.ModelAdmin):
    """What was done, in words: the row itself holds numbers and codes."""

    list_display = ["at", "who", "what", "of_what", "change"]
    list_filter = ["what"]
    search_fields = ["=object_id"]
    fields = readonly_fields = list_display

    def get_changelist(self, request, **kwargs):
        return AuditList

    def get_object(self, request, object_id, from_field=None):
        entry = super().get_object(request, object_id, from_field)
        return with_names([entry])[0] if entry else None

    @admin.display(description=Audit._meta.get_field("user_id").verbose_name, ordering="user_id")
    def who(self, entry):
        if entry.user_id is None:
            return _("the portal")
        if entry.person is None:
            return _("a person who was deleted (number %(number)s)") % {"number": entry.user_id}
        if entry.person.name:
            return format_html('<bdi>{}</bdi> <bdi dir="ltr">{}</bdi>', entry.person.name, entry.person.email)
        return format_html('<bdi dir="ltr">{}</bdi>', entry.person.email)

    @admin.display(description=Audit._meta.get_field("model").verbose_name)
    def of_what(self, entry):
        if entry.item is None:
            return _("something that was deleted (number %(number)s)") % {"number": entry.object_id}
        page = reverse(f"admin:exhibitors_{entry.item._meta.model_name}_change", args=[entry.object_id])
        return format_html('<a href="{}">{}</a>', page, isolated(str(entry.item)))

    @admin.display(description=pgettext_lazy("audit", "change"))
    def change(self, entry):
        names = [name for name in CHANGED if name in entry.before or name in entry.after]
        lines = [(change_in_words(entry, name),) for name in names]
        return format_html_join(mark_safe("<br>"), "{}", lines) or self.get_empty_value_display()


# What may stand in an entry of the audit, and how it is called.
CHANGED = {
    "state": Registration._meta.get_field("state").verbose_name,
    "booth": Claim._meta.get_field("booth").verbose_name,
    "registration": Claim._meta.get_field("registration").verbose_name,
    "why": Claim._meta.get_field("released_why").verbose_name,
}


def change_in_words(entry, name):
    """One line of what was changed, such as "state: submitted → approved"."""
    words = {"name": CHANGED[name]}
    for when, values in (("before", entry.before), ("after", entry.after)):
        if name in values:
            words[when] = value_in_words(entry, name, values[name])
    if len(words) == 3:
        line = _("{name}: {before} → {after}")
    else:
        words["value"] = words.get("after", words.get("before"))
        line = pgettext("audit", "{name}: {value}")
    return format_html(line, **{key: format_html("<bdi>{}</bdi>", word) for key, word in words.items()})


def value_in_words(entry, name, value):
    if name == "state":
        return dict(State.choices).get(value, value)
    if name == "why":
        return dict(Claim.Released.choices).get(value, value)
    return entry.named[name].get(value, value)
