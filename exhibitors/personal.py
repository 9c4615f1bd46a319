"""
What the exhibitors' app holds about one person: collected for them, and erased for them.

A company's registrations and the history of the booths stay; the person's name, address
and telephone go out of them, and out of every former version of them.
"""

import re

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils import timezone

from exhibitors.audit import record
from exhibitors.models import Audit, Exhibitor, Invitation, Outbox, Registration
from exhibitors.people import OWNER, addresses_of, lock_company, revoke_those_of
from exhibitors.refusals import OnlyOwnerLeft

# From a row to the company that it belongs to.
WAYS_TO_COMPANY = ("exhibitor", "registration__exhibitor", "invitation__exhibitor")
# A company may be called like the person who founded it.
NAMES_OF_COMPANIES = ("name", "sort", "search_text")
GONE = "…"
# A company, and its former versions.
COMPANIES = (Exhibitor, Exhibitor.history.model)


class Traces:
    """The values by which a person is found: addresses, names, telephones, and the companies to look in."""

    def __init__(self, user):
        self.emails = addresses_of(user) | {user.email}
        self.names = {user.name} - {""}
        self.phones = set()
        self.companies = set(user.memberships.values_list("exhibitor_id", flat=True))
        for contacts in (Registration.objects, Registration.history):
            rows = contacts.filter(self.has_address("contact_email"))
            for company, name, phone in rows.values_list("exhibitor_id", "contact_name", "contact_phone"):
                self.companies.add(company)
                self.names |= {name} - {""}
                self.phones |= {phone} - {""}
        rows = Registration.objects.filter(exhibitor__in=self.companies, contact_name__in=self.names)
        self.phones |= set(rows.values_list("contact_phone", flat=True)) - {""}

    def has_address(self, column):
        return any_of(Q(**{f"{column}__iexact": email}) for email in self.emails)

    def contacts(self):
        """The registrations whose contact this person is."""
        return self.has_address("contact_email") | Q(exhibitor__in=self.companies, contact_name__in=self.names)

    def of_companies(self):
        """What is looked for among the texts of their companies. One word alone may be anybody's name."""
        return self.emails | self.phones | {name for name in self.names if " " in name}

    def take_out(self, text):
        """``text`` without what tells of the person; nothing is left where it told of nothing else."""
        values = self.of_companies()
        if text.casefold() in {value.casefold() for value in values | self.names}:
            return ""
        longest_first = sorted(map(re.escape, values), key=len, reverse=True)
        return re.sub(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)", GONE, text, flags=re.IGNORECASE)


def any_of(conditions):
    found = Q(pk__in=[])
    for condition in conditions:
        found |= condition
    return found


def texts_of(model):
    """The columns of ``model`` that people write into."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not (field.choices or field.unique or field.name.startswith("history_"))
        and not isinstance(field, models.FileField)
    ]


def ways_to_company(model):
    if issubclass(model, COMPANIES):
        return ["id"]
    names = {field.name for field in model._meta.fields}
    return [way for way in WAYS_TO_COMPANY if way.split("__")[0] in names]


def obstacles(user, *, now):
    """
    The companies that would be lost with ``user``, who is their only owner.

    Those with other people, one of whom can become an owner, and those that are registered
    for an edition that is not over.
    """
    return [
        membership.exhibitor
        for membership in user.memberships.filter(role=OWNER).select_related("exhibitor").order_by("exhibitor_id")
        if is_obstacle(membership, now)
    ]


def is_obstacle(membership, now):
    others = membership.exhibitor.memberships.exclude(pk=membership.pk)
    if others.filter(role=OWNER).exists():
        return False
    return others.exists() or current_registrations(membership.exhibitor, now).exists()


def current_registrations(company, now):
    today = timezone.localdate(now)
    return company.registrations.open().filter(
        Q(exhibition__edition__ends_on=None) | Q(exhibition__edition__ends_on__gte=today)
    )


def erase(user, *, now):
    """
    Take ``user`` out of every company, and what tells of them out of every table of this app.

    To be called in the transaction that deletes the account. Raise OnlyOwnerLeft, and change
    nothing, while a company would be lost with them.
    """
    traces = Traces(user)
    for company in Exhibitor.objects.of(user).order_by("pk"):  # one order, so that nobody deadlocks
        company = lock_company(company)
        membership = company.memberships.filter(user=user).first()
        if membership is None:  # removed a moment ago
            continue
        if membership.role == OWNER and is_obstacle(membership, now):
            raise OnlyOwnerLeft
        revoke_those_of(membership, by=user, now=now)
        membership.delete()
        record("leave", company, by=user, now=now, before={"person": user.pk, "role": membership.role})
    Invitation.objects.filter(traces.has_address("email")).delete()
    letters = Outbox.objects.filter(traces.has_address("recipient"))
    letters.filter(sent_at=None).delete()
    letters.update(recipient="", body="")
    for contacts in (Registration.objects, Registration.history):
        contacts.filter(traces.has_address("contact_email")).update(
            contact_name="", contact_email="", contact_phone=""
        )
    for model in apps.get_app_config("exhibitors").get_models():
        if model is not Audit:  # which has numbers only
            erase_from(model, traces)


def erase_from(model, traces):
    """From the texts of their companies take all that tells of them, from others their addresses."""
    own = any_of(Q(**{f"{way}__in": traces.companies}) for way in ways_to_company(model))
    for field in texts_of(model):
        if issubclass(model, COMPANIES) and field.name.startswith(NAMES_OF_COMPANIES):
            continue
        in_full = Q(**{f"{field.name}__in": traces.names})
        erase_values(model, field, own & (in_full | holds(field, traces.of_companies())), traces)
        erase_values(model, field, holds(field, traces.emails), traces)


def holds(field, values):
    return any_of(Q(**{f"{field.name}__icontains": value}) for value in values)


def erase_values(model, field, condition, traces):
    empty = "" if field.blank or field.name.startswith("contact_") else GONE
    rows = model._base_manager
    for pk, text in rows.filter(condition).values_list("pk", field.name):
        rows.filter(pk=pk).update(**{field.name: traces.take_out(text) or empty})


def held_about(user):
    """What this app holds about ``user``, as plain values."""
    traces = Traces(user)
    registrations = Registration.objects.filter(traces.contacts()).select_related("exhibitor", "exhibition__edition")
    former = Registration.history.filter(traces.contacts()).order_by("history_date")
    contact = ("contact_name", "contact_email", "contact_phone")
    return {
        "companies": [
            {"code": membership.exhibitor.code, "name": membership.exhibitor.name, "role": membership.role}
            for membership in user.memberships.select_related("exhibitor")
        ],
        "invitations_received": invitations(Invitation.objects.filter(traces.has_address("email"))),
        "invitations_sent": invitations(Invitation.objects.filter(invited_by=user)),
        "registrations_with_you_as_contact": [
            {
                "number": str(registration.public_id),
                "company": registration.exhibitor.name,
                "edition": registration.exhibition.edition.title,
                **{name: getattr(registration, name) for name in contact},
            }
            for registration in registrations
        ],
        "former_versions_of_registrations": list(former.values("public_id", "history_date", *contact)),
        "letters": list(
            Outbox.objects.filter(traces.has_address("recipient")).values(
                "kind", "recipient", "language", "subject", "body", "created_at", "sent_at"
            )
        ),
        "steps_taken": list(
            Audit.objects.filter(user_id=user.pk).values("at", "what", "model", "object_id", "before", "after")
        ),
    }


def invitations(queryset):
    return [
        {
            "company": invitation.exhibitor.name,
            "email": invitation.email,
            "role": invitation.role,
            "invited_on": invitation.created_at,
            "good_until": invitation.expires_at,
            "accepted_on": invitation.accepted_at,
            "withdrawn_on": invitation.revoked_at,
        }
        for invitation in queryset.select_related("exhibitor")
    ]
