"""
How a registration goes on. The only code that changes its state.

move() does every step: under the lock of the registration's row, from the allowed states
alone, with its audit entry, its words and its letters in the same transaction.
"""

import hashlib
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language

from exhibitors import letters
from exhibitors.audit import record
from exhibitors.claims import give_up, lock_rows
from exhibitors.completeness import missing_details, missing_documents
from exhibitors.guards import (
    acts_for,
    decides,
    lock,
    require_hand_in,
    require_impartial,
    require_open,
    require_open_to,
)
from exhibitors.models import Acceptance, Claim, Registration, State, Step, WaitingEntry
from exhibitors.offers import categories_of, end_entries, lock_and_settle, lock_queues, settle
from exhibitors.refusals import (
    AlreadyDecided,
    AlreadyRegistered,
    Conflict,
    Incomplete,
    NoBooth,
    NotAllowed,
    ReasonMissing,
    TooLate,
)

MEMBER, STAFF = "member", "staff"


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


def explains(name):
    """Whether staff must tell the company why when they take the step ``name``."""
    return EVENTS[name].needs_reason or name == "withdraw"


def start(exhibition, exhibitor, *, contact_name, contact_email, by=None, now=None, **details):
    """Begin the registration of ``exhibitor``. Raise AlreadyRegistered if one is open, Closed outside the window."""
    now = now or timezone.now()
    require_hand_in(by, exhibitor)
    if not decides(by):
        require_open_to(exhibition, exhibitor, now)
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
            tell("start", registration, by=by, now=now)
            return registration
    except IntegrityError:  # a second tab was a millisecond earlier
        raise AlreadyRegistered from None


def move(registration, name, *, by=None, now=None, reason="", terms_version=None, seen=None):
    """
    Do the step ``name`` and return the registration as it stands then.

    ``terms_version`` is the version of the terms that the company accepted, for a
    submission, as it read them in the language that is active; ``seen`` is the registration's
    version that a reviewer had before them when they decided. Raise one of exhibitors.refusals if
    the step is not possible.
    """
    event, now = EVENTS[name], now or timezone.now()
    if event.needs_reason and not reason.strip():
        raise ReasonMissing
    try:
        with transaction.atomic():
            registration = lock_for(registration, event.sources, by=by, seen=seen)
            require_actor(event, registration, by, now)
            if explains(name) and actor_of(registration, by) == Step.Actor.STAFF and not reason.strip():
                raise ReasonMissing
            queues, own = lock_queues(categories_of(registration)), Q(registration=registration)
            lock_and_settle(queues, registration.exhibition, own, now=now)
            claims = [held for held in lock_rows(own) if not held.entry_id]
            if name == "submit":
                prepare_submission(registration, claims, by=by, now=now, terms_version=terms_version)
            if event.needs_booth and not claims:
                raise NoBooth
            if event.released:
                for held in claims:
                    give_up(held, event.released, by=by, now=now)
                end_entries(registration, WaitingEntry.Ended.CLOSED, by=by, now=now, released=event.released)
                settle(queues, registration.exhibition, now=now)
            change(registration, event, name, by=by, now=now, reason=reason)
            for kind in event.letters:
                letters.write(kind, registration, claims=claims, now=now)
    except IntegrityError:  # reopened, while the company began anew
        raise AlreadyRegistered from None
    return registration


def lock_for(registration, states, *, by, seen=None):
    """The registration, locked as lock() does; staff who come second hear that somebody has decided already."""
    try:
        locked = lock(registration, states)
    except Conflict:
        state = Registration.objects.filter(pk=registration.pk).values_list("state", flat=True).first()
        if state and decides(by):
            raise AlreadyDecided(State(state)) from None
        raise
    if seen is not None and seen != locked.version:
        raise AlreadyDecided(State(locked.state))
    return locked


def require_actor(event, registration, by, now):
    is_member = acts_for(by, registration.exhibitor)
    if STAFF in event.actors and decides(by) and MEMBER not in event.actors:
        require_impartial(by, registration.exhibitor)
        return
    # Of their own company, staff are members like any other.
    if STAFF in event.actors and decides(by) and (by is None or not is_member):
        return
    if MEMBER not in event.actors or not is_member:
        raise NotAllowed
    lock_at = registration.exhibition.lock_at
    if event.target == State.WITHDRAWN and lock_at and now >= lock_at:
        raise TooLate


def prepare_submission(registration, claims, *, by, now, terms_version):
    """Check what is sent. A hold that ran out still counts while nobody else has taken the booth."""
    require_open(registration, by, now)
    if any(missing_details(registration)) or any(missing_documents(registration, now)):
        raise Incomplete
    exhibition = registration.exhibition
    if exhibition.terms and terms_version != exhibition.terms_version:
        raise Incomplete
    if exhibition.terms:
        accept(registration, terms_version, by=by, now=now)
    registration.submitted_at = now
    for held in claims:
        held.expires_at = None
        held.save(update_fields=["expires_at"])


def accept(registration, version, *, by, now):
    """Keep the terms as they were shown, with the moment and the person."""
    registration.terms_accepted_at, registration.terms_version = now, version
    text, language = terms_shown(registration.exhibition)
    Acceptance.objects.create(
        registration=registration,
        version=version,
        language=language,
        text=text,
        accepted_at=now,
        user_id=by.pk if by else None,
    )


def terms_shown(exhibition):
    """The terms as a page shows them now, and their language: Arabic where the page's own has none."""
    language = get_language() or "ar"
    text = getattr(exhibition, f"terms_{language}", "")
    return (text, language) if text else (exhibition.terms_ar or "", "ar")


def terms_digest(exhibition):
    """A mark of the very text that is shown: staff may change it and forget to change its version."""
    return hashlib.sha256(terms_shown(exhibition)[0].encode()).hexdigest()[:16]


def change(registration, event, name, *, by, now, reason):
    before = registration.state
    registration.state = event.target
    registration.version += 1
    registration.reason = reason.strip()
    registration.save(
        update_fields=["state", "version", "reason", "submitted_at", "terms_accepted_at", "terms_version"]
    )
    record(name, registration, by=by, now=now, before={"state": before}, after={"state": str(event.target)})
    tell(name, registration, by=by, now=now, before=before, why=registration.reason)


def actor_of(registration, by):
    """For whom ``by`` acts: the portal itself, the company, or the organisers."""
    if by is None:
        return Step.Actor.PORTAL
    return Step.Actor.COMPANY if acts_for(by, registration.exhibitor) else Step.Actor.STAFF


def tell(event, registration, *, by, now, before="", why=""):
    """Write the step down in words that the company may read; the audit beside it has none."""
    return Step.objects.create(
        registration=registration,
        at=now,
        event=event,
        actor=actor_of(registration, by),
        by=by,
        before=before,
        after=registration.state,
        why=why,
    )
