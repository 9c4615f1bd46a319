"""
Writing down what the waiting lists are owed (see exhibitors.queues).

Whoever changes what a list may be owed calls lock_queues() after the lock of a registration
and before any lock of a claim, then settle(): in this one order nobody deadlocks. Where
nobody waits, neither costs more than a look.
"""

from django.db import IntegrityError, transaction
from django.db.models import Q

from exhibitors import letters
from exhibitors.audit import record
from exhibitors.claims import give_up, lock_rows
from exhibitors.models import Booth, BoothCategory, Claim, WaitingEntry
from exhibitors.queues import queues_of


def lock_queues(categories, *, empty_too=False):
    """
    Lock the lists of those of ``categories`` in which somebody waits, and return their numbers.

    Who joins a list at this very moment is not seen: that is as if it came a moment later.
    With ``empty_too``, for who joins, all are locked.
    """
    if not empty_too:
        waiting = WaitingEntry.objects.open().filter(category__in=set(categories))
        categories = list(waiting.order_by().values_list("category", flat=True).distinct())
    rows = BoothCategory.objects.select_for_update(no_key=True).filter(pk__in=categories).order_by("pk")
    return [category.pk for category in rows] if categories else []


def categories_of(registration):
    """The categories in which the registration has or waits for a booth."""
    booths = registration.claims.unreleased().values_list("booth__category", flat=True)
    return {*booths, *registration.waiting.open().values_list("category", flat=True)}


def lock_and_settle(queues, exhibition, also, *, now):
    """Settle ``queues``, which the caller has locked, with the claims ``also`` locked for what comes after."""
    if not queues:
        return
    stale = Q(booth__in=Booth.objects.filter(category__in=queues), expires_at__lte=now)
    lock_rows(stale | also)
    settle(queues, exhibition, now=now)


def settle(queues, exhibition, *, now, except_for=None):
    """
    Write down what has come of ``queues`` by ``now``: offers made and offers run out, each with its letter.

    The caller has locked the queues, and every claim in them that has run out. The booth
    ``except_for`` is just being given to somebody.
    """
    if not queues:
        return
    for queue in queues_of(exhibition, now, categories=queues, except_for=except_for).values():
        made = sorted([*queue.lapsed, *queue.offers], key=lambda offer: offer.start)
        for offer in made:
            write_offer(offer, now=now)


def write_offer(offer, *, now):
    """Write what is not written yet of ``offer``; the letter tells how it stands now."""
    is_over, claim = offer.end <= now, offer.claim
    if claim is None:
        claim = make_claim(offer, is_over, now=now)
        if claim is None or not is_over:
            if claim:
                letters.write("offer", offer.entry.registration, claims=[claim], now=now, claim=claim)
            return
    elif is_over:
        give_up(claim, Claim.Released.EXPIRED, by=None, now=now, at=offer.end)
    else:
        return
    end_entry(offer.entry, WaitingEntry.Ended.LAPSED, by=None, now=now, at=offer.end)
    letters.write("offer_lapsed", offer.entry.registration, claims=[claim], now=now, claim=claim)


def make_claim(offer, is_over, *, now):
    """The row of ``offer``; None if somebody who saw no list yet was a millisecond earlier."""
    try:
        with transaction.atomic():
            for old in Claim.objects.unreleased().filter(booth=offer.booth, expires_at__lte=offer.start):
                give_up(old, Claim.Released.EXPIRED, by=None, now=now, at=old.expires_at)
            claim = Claim.objects.create(
                booth=offer.booth,
                registration_id=offer.entry.registration_id,
                entry=offer.entry,
                slot=0,
                created_at=offer.start,
                expires_at=offer.end,
                released_at=offer.end if is_over else None,
                released_why=Claim.Released.EXPIRED if is_over else "",
            )
    except IntegrityError:
        return None
    named = {"booth": claim.booth_id, "registration": claim.registration_id}
    record("offer", claim, by=None, now=now, after=named)
    return claim


def end_entry(entry, why, *, by, now, at=None, reason=""):
    """End a place in a list whose queue the caller has locked."""
    entry.ended_at, entry.ended_why, entry.reason = at or now, why, reason
    entry.save(update_fields=["ended_at", "ended_why", "reason"])
    record("leave_list", entry, by=by, now=now, after={"ended": str(why)})


def end_entries(registration, why, *, by, now, category=None, released=Claim.Released.DECLINED):
    """
    End the places of ``registration`` in all lists, or in that of one ``category``.

    Offers made to them end with them, because of ``released``.
    """
    entries = registration.waiting.open()
    if category is not None:
        entries = entries.filter(category=category)
    for entry in entries:
        end_entry(entry, why, by=by, now=now)
        for offer in Claim.objects.offers().filter(entry=entry):
            give_up(offer, released, by=by, now=now)
