"""
The steps of a registration that a company writes, each saved on its own.

Until it is sent, a company may write everything, and in any order. After that the contact person
stays its own, and what its booth needs may be completed until the date that the exhibition sets.
What it shows is what the organisers decide on: only a registration returned for correction opens it
again. A change after sending stands in the audit, by the name of its step.
"""

import hashlib
import json
from decimal import Decimal
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exhibitors.audit import record
from exhibitors.guards import lock, require_hand_in
from exhibitors.models import Registration
from exhibitors.refusals import Overtaken, StepClosed


class Step(NamedTuple):
    """One page of a registration: the name of its address, its title, and the fields that it writes."""

    name: str
    title: str
    fields: tuple = ()
    # What must be there before the registration is sent.
    required: tuple = ()
    open_after_sending: bool = False
    # The field of the exhibition that says until when.
    due: str = ""

    def due_at(self, exhibition):
        return getattr(exhibition, self.due) if self.due else None

    def is_open(self, registration, now):
        """Whether the company may write it at ``now``."""
        if registration.is_editable:
            return True
        due_at = self.due_at(registration.exhibition)
        return registration.is_sent and self.open_after_sending and (due_at is None or now < due_at)


BOOTH = Step("booths", _("Booth"))
CONTACT = Step(
    "contact",
    pgettext_lazy("step", "Contact"),
    ("contact_name", "contact_email", "contact_phone"),
    required=("contact_name", "contact_email"),
    open_after_sending=True,
)
SHOW = Step("show", _("What you show"), ("products",), required=("products",))
REQUIREMENTS = Step(
    "requirements",
    pgettext_lazy("step", "Requirements"),
    ("power_kw", "water", "internet", "tables", "chairs", "requirements"),
    open_after_sending=True,
    due="requirements_due_at",
)
DOCUMENTS = Step("documents", pgettext_lazy("step", "Documents"), open_after_sending=True, due="documents_due_at")
SEND = Step("send", _("Terms and sending"))

# In the order of the pages.
STEPS = (BOOTH, CONTACT, SHOW, REQUIREMENTS, DOCUMENTS, SEND)
WRITTEN = {step.name: step for step in STEPS if step.fields}
# All that a company writes, and what it must have written before it sends.
DETAILS = tuple(name for step in STEPS for name in step.fields)
REQUIRED = tuple(name for step in STEPS for name in step.required)


def neighbours(step):
    """The steps before and after ``step``; None where there is none."""
    place = STEPS.index(step)
    return (STEPS[place - 1] if place else None), (STEPS[place + 1] if place + 1 < len(STEPS) else None)


def stamp(registration, step):
    """What a page carries to say which state of the step it was filled in upon: the same values, the same stamp."""
    text = json.dumps([as_text(getattr(registration, name)) for name in step.fields])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def as_text(value):
    # 3 and 3.0 are one number, however the database gives it back.
    return str(value.normalize() if isinstance(value, Decimal) else value)


def differing(registration, values):
    """The names among ``values`` that stand otherwise in ``registration``."""
    return [name for name, value in values.items() if getattr(registration, name) != value]


def write(registration, step, values, *, seen, by=None, now=None):
    """
    Keep ``values`` of one step, complete or not, and return the registration as it stands then.

    ``seen`` is the stamp of what the company had before it when it typed. Raise Overtaken, and keep
    nothing, if somebody wrote something else meanwhile; StepClosed if the step cannot be written any
    more.
    """
    now = now or timezone.now()
    values = {name: value for name, value in values.items() if name in step.fields}
    with transaction.atomic():
        states = [*Registration.EDITABLE_STATES, *Registration.SENT_STATES]
        registration = lock(registration, states)
        require_hand_in(by, registration.exhibitor)
        if not step.is_open(registration, now):
            raise StepClosed
        changed = differing(registration, values)
        if changed and seen != stamp(registration, step):
            raise Overtaken(registration, changed)
        for name in changed:
            setattr(registration, name, values[name])
        if step is REQUIREMENTS and registration.requirements_at is None:
            registration.requirements_at = now
            changed.append("requirements_at")
        if changed:
            registration.save(update_fields=changed)
            if registration.is_sent:
                record("edit", registration, by=by, now=now, after={"step": step.name})
    return registration
