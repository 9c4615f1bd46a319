"""
Who gets a booth. The only code that writes claims.

The database decides: at most one unreleased claim for a booth. The functions here look
first, to refuse politely, and insert last; who comes a millisecond late meets the
constraint and hears the same answer.
"""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from exhibitors.audit import record
from exhibitors.guards import decides, lock, require_hand_in, require_open
from exhibitors.models import Booth, Claim, Registration
from exhibitors.refusals import Conflict, NoBooth, NotAllowed, Taken

HOLD = timedelta(minutes=30)


def claim(registration, booth, *, by=None, now=None, slot=1):
    """
    Hold ``booth`` for ``registration``, giving up the booth that it held in this ``slot``.

    Pressed again, the same booth is still theirs, and a hold begins afresh. Raise Taken if
    somebody else has it.
    """
    now = now or timezone.now()
    try:
        with transaction.atomic():
            registration = lock(registration, Registration.EDITABLE_STATES)
            require_hand_in(by, registration.exhibitor)
            require_open(registration, by, now)
            require_offered(booth, registration, by)
            there, mine = lock_claims(booth, registration, slot)
            if there and there.registration_id == registration.pk:
                return renew(there, now=now)
            if there and there.is_current(now):
                raise Taken
            safe = bool(mine and mine.expires_at is None)  # a returned registration keeps its safety
            if there:
                give_up(there, Claim.Released.EXPIRED, by=by, now=now)
            if mine:
                give_up(mine, Claim.Released.MOVED, by=by, now=now)
            new = Claim.objects.create(
                booth=booth,
                registration=registration,
                slot=slot,
                created_at=now,
                expires_at=None if safe else now + HOLD,
            )
            record("claim", new, by=by, now=now, after={"booth": booth.pk, "registration": registration.pk})
            return new
    except IntegrityError:  # somebody was a millisecond earlier
        raise Taken from None


def require_offered(booth, registration, by):
    booths = Booth.objects.filter(exhibition=registration.exhibition_id)
    if not decides(by):
        booths = booths.for_sale()
    if not booths.filter(pk=booth.pk).exists():
        raise Conflict


def lock_claims(booth, registration, slot):
    """The claim on the booth and the registration's claim in ``slot``: locked in one order, so nobody deadlocks."""
    rows = list(
        Claim.objects.unreleased()
        .select_for_update(no_key=True)
        .filter(Q(booth=booth) | Q(registration=registration, slot=slot))
        .order_by("pk")
    )
    there = next((row for row in rows if row.booth_id == booth.pk), None)
    mine = next((row for row in rows if row.registration_id == registration.pk and row.slot == slot), None)
    return there, mine


def renew(held, *, now):
    if held.expires_at:
        held.expires_at = now + HOLD
        held.save(update_fields=["expires_at"])
    return held


def give_up(held, why, *, by, now):
    """End a claim that the caller has locked."""
    held.released_at, held.released_why = now, why
    held.save(update_fields=["released_at", "released_why"])
    record(
        "release",
        held,
        by=by,
        now=now,
        before={"booth": held.booth_id, "registration": held.registration_id},
        after={"why": str(why)},
    )


def release(registration, *, by=None, now=None, slot=1):
    """Give the booth back before the registration is sent."""
    now = now or timezone.now()
    with transaction.atomic():
        registration = lock(registration, Registration.EDITABLE_STATES)
        require_hand_in(by, registration.exhibitor)
        held = registration.claims.unreleased().select_for_update(no_key=True).filter(slot=slot).first()
        if held is None:
            raise NoBooth
        give_up(held, Claim.Released.RELEASED, by=by, now=now)
    return held


def block(booth, *, note, by=None, now=None):
    """Keep ``booth`` for the organisers; ``note`` says why. The same constraint settles who was first."""
    now = now or timezone.now()
    if not decides(by):
        raise NotAllowed
    try:
        with transaction.atomic():
            there = Claim.objects.unreleased().select_for_update(no_key=True).filter(booth=booth).first()
            if there and there.is_current(now):
                raise Taken
            if there:
                give_up(there, Claim.Released.EXPIRED, by=by, now=now)
            kept = Claim.objects.create(booth=booth, note=note, created_at=now)
            record("block", kept, by=by, now=now, after={"booth": booth.pk})
            return kept
    except IntegrityError:
        raise Taken from None


def unblock(kept, *, by=None, now=None):
    """Offer a booth again that the organisers kept."""
    now = now or timezone.now()
    if not decides(by):
        raise NotAllowed
    with transaction.atomic():
        rows = Claim.objects.unreleased().select_for_update(no_key=True)
        kept = rows.filter(pk=kept.pk, registration=None).first()
        if kept is None:
            raise Conflict
        give_up(kept, Claim.Released.STAFF, by=by, now=now)
    return kept


def free_booths(exhibition, now):
    """The booths that a company can take at ``now``, in the order of their signs."""
    booths = exhibition.booths.for_sale().free(now).select_related("category")
    return sorted(booths, key=Booth.sign_order)


def nearest(booth, booths, *, count=3):
    """The ``count`` of ``booths`` that lie nearest to ``booth``."""
    x, y = booth.centre()

    def distance(other):
        other_x, other_y = other.centre()
        return (other_x - x) ** 2 + (other_y - y) ** 2

    return sorted(booths, key=distance)[:count]
