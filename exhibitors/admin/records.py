"""What was sent and what was done, to be read."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from exhibitors.admin.base import ReadOnly
from exhibitors.audit import with_names
from exhibitors.models import Audit, Claim, Invitation, Membership, Outbox, Payment, Registration, State, WaitingEntry
from exhibitors.steps import STEPS
from forum_portal.templatetags.forum import isolated


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
    "invoice": Payment._meta.get_field("invoice").verbose_name,
    "payment": Payment._meta.verbose_name,
    "why": Claim._meta.get_field("released_why").verbose_name,
    "person": Membership._meta.get_field("user").verbose_name,
    "role": Membership._meta.get_field("role").verbose_name,
    "invitation": Invitation._meta.verbose_name,
    "step": pgettext_lazy("audit", "step"),
    "document": pgettext_lazy("audit", "number of the document"),
    "ended": WaitingEntry._meta.get_field("ended_why").verbose_name,
    "pavilion": Registration._meta.get_field("pavilion").verbose_name,
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
    if name == "ended":
        return dict(WaitingEntry.Ended.choices).get(value, value)
    if name == "role":
        return dict(Membership.Role.choices).get(value, value)
    if name == "step":
        return next((step.title for step in STEPS if step.name == value), value)
    return entry.named.get(name, {}).get(value, value)
