"""
How staff give a company another booth, once its registration is sent.

Like exhibitors.booking: claims are locked in the order of their numbers, so that nobody
deadlocks, and the database decides who was first.
"""

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from exhibitors import letters
from exhibitors.audit import record
from exhibitors.booking import take
from exhibitors.claims import give_up, lock_claims
from exhibitors.guards import decides, require_impartial
from exhibitors.models import Booth, Claim, State
from exhibitors.offers import categories_of, lock_and_settle, lock_queues
from exhibitors.refusals import Conflict, NotAllowed, Owed, Taken
from exhibitors.transitions import lock_for, tell

# Before it is sent, a company chooses by itself, and staff on its behalf with booking.claim().
MOVABLE = (State.SUBMITTED, State.APPROVED)


def move_booth(registration, booth, *, by=None, now=None, reason="", slot=1, seen=None):
    """
    Give ``registration`` the free ``booth`` in place of that in its ``slot``, and tell the company.

    The booth may be of any category, one that the organisers keep included. Pressed again, nothing
    happens. Raise Taken if another company has it, Owed if it is offered to one that waits.
    """
    now = now or timezone.now()
    if not decides(by):
        raise NotAllowed
    try:
        with transaction.atomic():
            registration = lock_for(registration, MOVABLE, by=by, seen=seen)
            require_impartial(by, registration.exhibitor)
            if booth.exhibition_id != registration.exhibition_id:
                raise Conflict
            queues = lock_queues({booth.category_id, *categories_of(registration)})
            lock_and_settle(queues, registration.exhibition, Q(booth=booth) | Q(registration=registration), now=now)
            there, mine = lock_claims(booth, registration, slot)
            if there and there.registration_id == registration.pk and not there.entry_id:
                return there
            if there and there.registration_id not in (None, registration.pk) and there.is_current(now):
                raise Owed if there.entry_id else Taken
            if there and there.registration_id is None:
                give_up(there, Claim.Released.STAFF, by=by, now=now)
                there = None
            new = take(booth, registration, there, mine, queues, by=by, now=now, slot=slot, for_good=True)
            announce(registration, mine, new, by=by, now=now, reason=reason)
            return new
    except IntegrityError:  # somebody was a millisecond earlier
        raise Taken from None


def announce(registration, old, new, *, by, now, reason):
    registration.version += 1
    registration.reason = reason.strip()
    registration.save(update_fields=["version", "reason"])
    before = {"booth": old.booth_id} if old else {}
    record("move", registration, by=by, now=now, before=before, after={"booth": new.booth_id})
    tell("move", registration, by=by, now=now, before=registration.state, why=registration.reason)
    letters.write("moved", registration, claims=[new], now=now)


def booths_to_move_to(exhibition, now):
    """The booths that no company has at ``now``, those for sale first, in the order of their signs. Causes 1 query."""
    others = Claim.objects.current(now).filter(registration__isnull=False).values("booth")
    booths = exhibition.booths.exclude(pk__in=others).select_related("category")
    return sorted(booths, key=lambda booth: (not booth.is_for_sale, Booth.sign_order(booth)))
