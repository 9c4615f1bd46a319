"""
Who gets a booth. The only code that writes claims, with exhibitors.offers for the waiting lists.

The database decides: at most one unreleased claim for a booth. The functions here look
first, to refuse politely, and insert last; who comes a millisecond late meets the
constraint and hears the same answer.
"""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, Q
from django.utils import timezone

from exhibitors.audit import record
from exhibitors.claims import give_up, lock_claims, lock_rows
from exhibitors.guards import decides, lock, require_coordinator, require_hand_in, require_open
from exhibitors.models import Booth, Claim, Registration, State, WaitingEntry
from exhibitors.offers import categories_of, end_entries, lock_and_settle, lock_queues, settle
from exhibitors.queues import owed_booths
from exhibitors.refusals import Conflict, NoBooth, NotAllowed, NotOffered, Owed, Taken

HOLD = timedelta(minutes=30)


def claim(registration, booth, *, by=None, now=None, slot=1, pavilion=None):
    """
    Hold ``booth`` for ``registration``, giving up the booth that it held in this ``slot``.

    Pressed again, the same booth is still theirs, and a hold begins afresh; a booth that is
    offered to them is accepted. Raise Taken if somebody else has it, Owed if it is kept for
    a waiting list, NotOffered if companies cannot have it (any more). With ``pavilion``, its
    coordinator hands out one of its booths, for good.
    """
    now = now or timezone.now()
    if not pavilion:
        look_first(registration, booth, by=by, now=now)
    try:
        with transaction.atomic():
            registration = lock(registration, Registration.EDITABLE_STATES)
            require_allowed(registration, by, pavilion, now)
            queues = lock_queues({booth.category_id, *categories_of(registration)})
            lock_and_settle(queues, registration.exhibition, Q(booth=booth) | Q(registration=registration), now=now)
            there, mine = lock_claims(booth, registration, slot)
            if there and there.registration_id == registration.pk and not there.entry_id:
                return renew(there, now=now)
            require_offered(booth, registration, by, pavilion)
            if there and there.is_current(now) and there.registration_id != registration.pk:
                raise Owed if there.entry_id else Taken
            return take(booth, registration, there, mine, queues, by=by, now=now, slot=slot, for_good=bool(pavilion))
    except IntegrityError:  # somebody was a millisecond earlier
        raise Taken from None


def look_first(registration, booth, *, by, now):
    """
    Raise Taken if somebody else plainly has ``booth``: nothing then waits for the lock of whoever writes.

    In a scramble most come too late. On SQLite each of them would stand in the way of those who can still win. Of
    whoever may not choose, and of a registration that another tab has sent meanwhile, nothing is said here.
    """
    own = Registration.objects.filter(pk=registration.pk, state__in=Registration.EDITABLE_STATES)
    if not decides(by):
        own = own.of(by)
    others = Claim.objects.current(now).filter(booth=booth, entry=None).exclude(registration=registration)
    if booth.is_open_to_all and others.filter(Exists(own)).exists():
        require_open(registration, by, now)
        raise Taken


def require_allowed(registration, by, pavilion, now):
    """Raise what keeps ``by`` from choosing a booth for ``registration``, whichever it is."""
    if pavilion:
        require_coordinator(by, pavilion)
    else:
        require_hand_in(by, registration.exhibitor)
    require_open(registration, by, now)


def take(booth, registration, there, mine, queues, *, by, now, slot=1, for_good=False):
    """
    Give ``booth`` to ``registration`` in place of ``mine``; ``there`` is what stands on it: run out, or their offer.

    The caller has locked the registration, the ``queues`` and both claims.
    """
    # What is sent keeps its safety; a draft from which a pavilion's booth is given up has none.
    safe = bool(for_good or (mine and mine.expires_at is None and registration.state != State.DRAFT))
    if there:
        give_up(there, Claim.Released.ACCEPTED if there.is_current(now) else Claim.Released.EXPIRED, by=by, now=now)
    accepted = there and there.released_why == Claim.Released.ACCEPTED
    why = WaitingEntry.Ended.ACCEPTED if accepted else WaitingEntry.Ended.PLACED
    end_entries(registration, why, by=by, now=now, category=booth.category_id)
    if mine:
        give_up(mine, Claim.Released.MOVED, by=by, now=now)
    new = Claim(
        booth=booth,
        registration=registration,
        slot=slot,
        created_at=now,
        expires_at=None if safe else now + HOLD,
    )
    # Before the row is inserted: who has inserted waits for nobody.
    settle(queues, registration.exhibition, now=now, except_for=booth)
    new.save()
    record("claim", new, by=by, now=now, after={"booth": booth.pk, "registration": registration.pk})
    return new


def require_offered(booth, registration, by, pavilion):
    booths = Booth.objects.filter(exhibition=registration.exhibition_id)
    if pavilion:
        booths = booths.filter(pavilion=pavilion, pavilion__country=registration.exhibitor.country)
    elif not decides(by):
        booths = booths.open_to_all()
    if not booths.filter(pk=booth.pk).exists():
        raise NotOffered


def renew(held, *, now):
    if held.expires_at:
        held.expires_at = now + HOLD
        held.save(update_fields=["expires_at"])
    return held


def release(registration, *, by=None, now=None, slot=1):
    """Give the booth back before the registration is sent. It goes to the waiting list, if there is one."""
    now = now or timezone.now()
    with transaction.atomic():
        registration = lock(registration, Registration.EDITABLE_STATES)
        require_hand_in(by, registration.exhibitor)
        return release_held(registration, Claim.Released.RELEASED, by=by, now=now, slot=slot)


def release_held(registration, why, *, by, now, slot=1, booth=None):
    """
    End the claim in ``slot`` of a ``registration`` that the caller has locked.

    Raise NoBooth if there is none, or if it is not on ``booth`` where that is given.
    """
    queues = lock_queues(categories_of(registration))
    lock_and_settle(queues, registration.exhibition, Q(registration=registration), now=now)
    rows = lock_rows(Q(registration=registration, slot=slot))
    held = next((row for row in rows if booth is None or row.booth_id == booth.pk), None)
    if held is None:
        raise NoBooth
    give_up(held, why, by=by, now=now)
    settle(queues, registration.exhibition, now=now)
    return held


def block(booth, *, note, by=None, now=None):
    """Keep ``booth`` for the organisers; ``note`` says why. The same constraint settles who was first."""
    now = now or timezone.now()
    if not decides(by):
        raise NotAllowed
    try:
        with transaction.atomic():
            queues = lock_queues({booth.category_id})
            lock_and_settle(queues, booth.exhibition, Q(booth=booth), now=now)
            there = next(iter(lock_rows(Q(booth=booth))), None)
            if there and there.is_current(now):
                raise Owed if there.entry_id else Taken
            if there:
                give_up(there, Claim.Released.EXPIRED, by=by, now=now)
            kept = Claim.objects.create(booth=booth, note=note, created_at=now)
            record("block", kept, by=by, now=now, after={"booth": booth.pk})
            return kept
    except IntegrityError:
        raise Taken from None


def unblock(kept, *, by=None, now=None):
    """Offer a booth again that the organisers kept: to the waiting list first, if there is one."""
    now = now or timezone.now()
    if not decides(by):
        raise NotAllowed
    with transaction.atomic():
        booth = kept.booth
        queues = lock_queues({booth.category_id})
        lock_and_settle(queues, booth.exhibition, Q(pk=kept.pk), now=now)
        kept = next((row for row in lock_rows(Q(pk=kept.pk)) if row.registration_id is None), None)
        if kept is None:
            raise Conflict
        give_up(kept, Claim.Released.STAFF, by=by, now=now)
        settle(queues, booth.exhibition, now=now)
    return kept


def booth_claim(registration, now, slot=1):
    """
    The claim on the booth that the registration can count on at ``now``; None if it has none.

    A hold that ran out still counts while nobody else has the booth, unless a waiting list
    is owed it. Causes 1 query, more if the hold has run out.
    """
    held = registration.held_claim(slot)
    if held is None or held.is_current(now):
        return held
    owed = owed_booths(registration.exhibition, now, categories=[held.booth.category_id])
    return None if held.booth_id in owed else held


def free_booths(exhibition, now):
    """The booths that a company can take at ``now``, in the order of their signs. Causes at most 4 queries."""
    owed = owed_booths(exhibition, now)
    booths = exhibition.booths.open_to_all().free(now).select_related("category")
    return sorted((booth for booth in booths if booth.pk not in owed), key=Booth.sign_order)


def nearest(booth, booths, *, count=3):
    """The ``count`` of ``booths`` that lie nearest to ``booth``."""
    x, y = booth.centre()

    def distance(other):
        other_x, other_y = other.centre()
        return (other_x - x) ** 2 + (other_y - y) ** 2

    return sorted(booths, key=distance)[:count]
