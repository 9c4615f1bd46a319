"""
How a registration goes on. The only code that changes its state.

move() does every step: under the lock of the registration's row, from the allowed states
alone, with its audit entry and its letters in the same transaction.
"""

from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone

from exhibitors import letters
from exhibitors.audit import record
from exhibitors.booking import give_up
from exhibitors.guards import acts_for, decides, lock, require_hand_in, require_open
from exhibitors.models import Claim, Registration, State
from exhibitors.refusals import (
    AlreadyRegistered,
    Closed,
    Incomplete,
    NoBooth,
    NotAllowed,
    ReasonMissing,
    TooLate,
)

MEMBER, STAFF = "member", "staff"
# What a company writes, and what it must have written before it sends.
DETAILS = ("contact_name", "contact_email", "contact_phone", "products", "requirements")
REQUIRED = ("contact_name", "contact_email", "products")


class Event(NamedTuple):
    """One step: from which states to which, by whom, and what goes with it."""

    sources: tuple
    target: State
    actors: tuple
    letters: tuple
    released: str = ""
    needs_reason: bool = False
    needs_booth: bool = False


EVENTS = {
    "submit": Event((State.DRAFT, State.RETURNED), State.SUBMITTED, (MEMBER,), ("received",), needs_booth=True),
    "return": Event((State.SUBMITTED,), State.RETURNED, (STAFF,), ("returned",), needs_reason=True),
    "approve": Event((State.SUBMITTED,), State.APPROVED, (STAFF,), ("approved",), needs_booth=True),
    "reject": Event(
        (State.SUBMITTED,),
        State.REJECTED,
        (STAFF,),
        ("rejected",),
        released=Claim.Released.REJECTED,
        needs_reason=True,
    ),
    "withdraw": Event(
        (State.DRAFT, State.RETURNED, State.SUBMITTED, State.APPROVED),
        State.WITHDRAWN,
        (MEMBER, STAFF),
        ("withdrawn", "withdrawn_staff"),
        released=Claim.Released.WITHDRAWN,
    ),
    "reopen": Event((State.REJECTED, State.WITHDRAWN), State.DRAFT, (STAFF,), ("reopened",)),
}


def start(exhibition, exhibitor, *, contact_name, contact_email, by=None, now=None, **details):
    """Begin the registration of ``exhibitor``. Raise AlreadyRegistered if one is open, Closed outside the window."""
    now = now or timezone.now()
    require_hand_in(by, exhibitor)
    if not decides(by) and not exhibition.is_open(now):
        raise Closed
    try:
        with transaction.atomic():
            if exhibition.registrations.open().filter(exhibitor=exhibitor).exists():
                raise AlreadyRegistered
            registration = Registration.objects.create(
                exhibition=exhibition,
                exhibitor=exhibitor,
                contact_name=contact_name,
                contact_email=contact_email,
                created_at=now,
                **details,
            )
            record("start", registration, by=by, now=now, after={"state": registration.state})
            return registration
    except IntegrityError:  # a second tab was a millisecond earlier
        raise AlreadyRegistered from None


def write_details(registration, details, *, by=None):
    """Write what the company tells of itself, while the registration is open to it."""
    with transaction.atomic():
        registration = lock(registration, Registration.EDITABLE_STATES)
        require_hand_in(by, registration.exhibitor)
        for name in DETAILS:
            setattr(registration, name, details[name])
        registration.save(update_fields=DETAILS)
    return registration


def move(registration, name, *, by=None, now=None, reason="", terms_version=None):
    """
    Do the step ``name`` and return the registration as it stands then.

    ``terms_version`` is the version of the terms that the company accepted, for a
    submission. Raise one of exhibitors.refusals if the step is not possible.
    """
    event, now = EVENTS[name], now or timezone.now()
    if event.needs_reason and not reason.strip():
        raise ReasonMissing
    try:
        with transaction.atomic():
            registration = lock(registration, event.sources)
            require_actor(event, registration, by, now)
            claims = registration.claims.unreleased().select_for_update(no_key=True).order_by("pk")
            claims = list(claims)
            if name == "submit":
                prepare_submission(registration, claims, by=by, now=now, terms_version=terms_version)
            if event.needs_booth and not claims:
                raise NoBooth
            if event.released:
                for held in claims:
                    give_up(held, event.released, by=by, now=now)
            change(registration, event, name, by=by, now=now, reason=reason)
            for kind in event.letters:
                letters.write(kind, registration, claims=claims, now=now)
    except IntegrityError:  # reopened, while the company began anew
        raise AlreadyRegistered from None
    return registration


def require_actor(event, registration, by, now):
    if STAFF in event.actors and decides(by):
        return
    if MEMBER not in event.actors or not acts_for(by, registration.exhibitor):
        raise NotAllowed
    lock_at = registration.exhibition.lock_at
    if event.target == State.WITHDRAWN and lock_at and now >= lock_at:
        raise TooLate


def prepare_submission(registration, claims, *, by, now, terms_version):
    """Check what is sent. A hold that ran out still counts while nobody else has taken the booth."""
    require_open(registration, by, now)
    if not all(getattr(registration, name).strip() for name in REQUIRED):
        raise Incomplete
    exhibition = registration.exhibition
    if exhibition.terms and terms_version != exhibition.terms_version:
        raise Incomplete
    if exhibition.terms:
        registration.terms_accepted_at, registration.terms_version = now, terms_version
    registration.submitted_at = now
    for held in claims:
        held.expires_at = None
        held.save(update_fields=["expires_at"])


def change(registration, event, name, *, by, now, reason):
    before = registration.state
    registration.state = event.target
    registration.version += 1
    registration.reason = reason.strip()
    registration.save(
        update_fields=["state", "version", "reason", "submitted_at", "terms_accepted_at", "terms_version"]
    )
    record(name, registration, by=by, now=now, before={"state": before}, after={"state": str(event.target)})
