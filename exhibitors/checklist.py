"""
What is to be done for a registration, by whom and until when.

Each part of the exhibition has a provider here, a function that yields its items; a new part adds
its own with ``@provides``, which names the relations that it reads, so that a list of registrations
is read in as many queries as one.
"""

from datetime import datetime, time, timedelta
from typing import NamedTuple

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from exhibitors.completeness import missing
from exhibitors.models import Invoice, State
from exhibitors.steps import BOOTH, CONTACT, REQUIREMENTS, SEND, SHOW


class Status(models.TextChoices):
    DONE = "done", pgettext_lazy("checklist", "done")
    TODO = "todo", pgettext_lazy("checklist", "to do")
    OVERDUE = "overdue", pgettext_lazy("checklist", "overdue")
    NOT_NEEDED = "not_needed", pgettext_lazy("checklist", "not required")


class Who(models.TextChoices):
    COMPANY = "company", pgettext_lazy("checklist", "your company")
    ORGANISERS = "organisers", pgettext_lazy("checklist", "the organisers")


class Item(NamedTuple):
    """One line of the checklist. ``address`` is where it is done, empty where the reader can do nothing."""

    title: str
    status: Status
    who: Who = Who.COMPANY
    due_at: datetime | None = None
    address: str = ""

    @property
    def is_open(self):
        return self.status in (Status.TODO, Status.OVERDUE)


PROVIDERS = []
READ = []


def provides(*relations):
    """Let a function of (registration, now) add its items at the end; ``relations`` are what it reads."""

    def register(function):
        PROVIDERS.append(function)
        READ.extend(relations)
        return function

    return register


def with_checklist(registrations):
    """``registrations``, a queryset, with all that their checklists read."""
    return registrations.select_related("exhibition__edition", "exhibitor").prefetch_related(*dict.fromkeys(READ))


def checklist(registration, now):
    """The items of a registration in their order; nothing for one that is rejected or withdrawn."""
    if not registration.is_open:
        return []
    return [item for provide in PROVIDERS for item in provide(registration, now)]


def next_of(items):
    """The first item that is still to be done, or None."""
    return next((item for item in items if item.is_open), None)


def next_due(items):
    """The earliest date among what is still to be done by the company, or None."""
    return min((item.due_at for item in items if item.is_open and item.due_at), default=None)


def status_of(is_done, due_at, now):
    """How something stands that has to be done."""
    if is_done:
        return Status.DONE
    return Status.OVERDUE if due_at and due_at <= now else Status.TODO


def address_of(step, registration):
    return reverse(f"exhibitors:{step.name}", args=[registration.public_id])


@provides("claims")
def before_sending(registration, now):
    """The booth, the contact and what is shown."""
    closes_at = registration.exhibition.closes_at if registration.state == State.DRAFT else None
    lacking = {item.step.name for item in missing(registration, now)}
    for step in (BOOTH, CONTACT, SHOW):
        status = status_of(step.name not in lacking, None, now)
        address = address_of(step, registration) if step.is_open(registration, now) else ""
        yield Item(step.title, status, due_at=closes_at, address=address)


@provides()
def requirements(registration, now):
    due_at = REQUIREMENTS.due_at(registration.exhibition)
    status = status_of(registration.requirements_at is not None, due_at, now)
    address = address_of(REQUIREMENTS, registration) if REQUIREMENTS.is_open(registration, now) else ""
    yield Item(REQUIREMENTS.title, status, due_at=due_at, address=address)


@provides("documents", "exhibition__required_documents")
def documents(registration, now):
    """One line for each document that staff ask for."""
    exhibition = registration.exhibition
    sent = {document.wanted_id for document in registration.documents.all()}
    page = reverse("exhibitors:documents", args=[registration.public_id])
    for wanted in exhibition.required_documents.all():
        due_at = wanted.due(exhibition)
        status = status_of(wanted.pk in sent, due_at, now)
        if status != Status.DONE and not wanted.is_required:
            status = Status.NOT_NEEDED
        yield Item(wanted.name, status, due_at=due_at, address=f"{page}#id_document_{wanted.pk}")


@provides()
def sending(registration, now):
    closes_at = registration.exhibition.closes_at if registration.version == 0 else None
    status = status_of(registration.is_sent, closes_at, now)
    address = address_of(SEND, registration) if registration.is_editable else ""
    yield Item(SEND.title, status, due_at=closes_at, address=address)


@provides()
def decision(registration, now):
    status = Status.DONE if registration.state == State.APPROVED else Status.TODO
    yield Item(_("Decision on the registration"), status, who=Who.ORGANISERS)


@provides(models.Prefetch("invoices", Invoice.objects.current().with_paid(), to_attr="current_invoices"))
def payment(registration, now):
    """One line for the invoice that is to be paid, until the end of its last day where the exhibition is."""
    for invoice in registration.current_invoices:
        zone = registration.exhibition.edition.zone
        due_at = datetime.combine(invoice.due_on + timedelta(days=1), time(), zone) if invoice.due_on else None
        status = status_of(invoice.outstanding() <= 0, due_at, now)
        address = reverse("exhibitors:pay", args=[registration.public_id]) if status != Status.DONE else ""
        yield Item(_("Pay invoice %(number)s") % {"number": invoice.number}, status, due_at=due_at, address=address)


@provides("badges", "claims__booth__category")
def badges(registration, now):
    """Who wears the badges, once there are any to be had."""
    if registration.state != State.APPROVED:
        return
    held = [claim for claim in registration.claims.all() if claim.is_held]
    count = sum(claim.booth.category.badges for claim in held) + registration.more_badges
    if count:
        due_at = registration.exhibition.badges_due_at
        status = status_of(len(registration.badges.all()) >= count, due_at, now)
        address = reverse("exhibitors:badges", args=[registration.public_id])
        yield Item(_("Enter who wears your badges"), status, due_at=due_at, address=address)


@provides()
def company_page(registration, now):
    """What visitors read of the company. Nothing waits for it."""
    company = registration.exhibitor
    is_done = bool(company.description and company.logo)
    address = reverse("exhibitors:company", args=[company.code])
    yield Item(_("Description and logo on the company’s page"), status_of(is_done, None, now), address=address)
