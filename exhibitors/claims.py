"""The rows of claims: locking them in the one order, and ending them."""

from django.db.models import Q

from exhibitors.audit import record
from exhibitors.models import Claim


def lock_claims(booth, registration, slot):
    """The claim on the booth and the registration's claim in ``slot``: locked in one order, so nobody deadlocks."""
    rows = lock_rows(Q(booth=booth) | Q(registration=registration))
    there = next((row for row in rows if row.booth_id == booth.pk), None)
    mine = next((row for row in rows if row.registration_id == registration.pk and row.slot == slot), None)
    return there, mine


def lock_rows(wanted):
    """The ``wanted`` claims that are not released, locked in the order of their numbers."""
    return list(Claim.objects.unreleased().select_for_update(no_key=True).filter(wanted).order_by("pk"))


def give_up(held, why, *, by, now, at=None):
    """End a claim that the caller has locked; ``at`` is when it ended, if that was earlier than ``now``."""
    held.released_at, held.released_why = at or now, why
    held.save(update_fields=["released_at", "released_why"])
    record(
        "release",
        held,
        by=by,
        now=now,
        before={"booth": held.booth_id, "registration": held.registration_id},
        after={"why": str(why)},
    )
