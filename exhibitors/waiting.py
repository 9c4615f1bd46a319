"""
Waiting for a booth of a category that is full.

A booth that comes free is offered to the head of the list for as long as the exhibition
says. Who declines or lets the time pass loses the place, and may join again at the end.
"""

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from exhibitors.audit import record
from exhibitors.booking import take
from exhibitors.claims import give_up, lock_claims
from exhibitors.guards import decides, lock, require_hand_in, require_open
from exhibitors.models import BoothCategory, Claim, Exhibition, State, WaitingEntry
from exhibitors.models.registration import CLOSED_STATES
from exhibitors.offers import categories_of, end_entry, lock_and_settle, lock_queues, settle
from exhibitors.queues import owed_booths
from exhibitors.refusals import Conflict, HasOne, NotAllowed, OfferOver, StillFree

OPEN_STATES = [state for state in State if state not in CLOSED_STATES]


def join(registration, category, *, by=None, now=None):
    """
    Wait for a booth of ``category``. Pressed again, it is the same place.

    Raise StillFree if there is one to be had, HasOne if the registration has one.
    """
    now = now or timezone.now()
    with transaction.atomic():
        registration = lock(registration, OPEN_STATES)
        require_hand_in(by, registration.exhibitor)
        require_open(registration, by, now)
        exhibition = registration.exhibition
        if category.exhibition_id != exhibition.pk or category.price is None:
            raise Conflict
        queues = lock_queues([category.pk], empty_too=True)
        lock_and_settle(queues, exhibition, Q(registration=registration), now=now)
        there = registration.waiting.open().filter(category=category).first()
        if there:
            return there
        if registration.claims.held().current(now).filter(booth__category=category).exists():
            raise HasOne
        if has_free_booth(exhibition, category, now):
            raise StillFree
        if not exhibition.booths.open_to_all().filter(category=category).exists():
            raise Conflict
        entry = WaitingEntry.objects.create(category=category, registration=registration, joined_at=now)
        record("join", entry, by=by, now=now, after={"registration": registration.pk})
        return entry


def has_free_booth(exhibition, category, now):
    owed = owed_booths(exhibition, now, categories=[category.pk])
    return exhibition.booths.open_to_all().free(now).filter(category=category).exclude(pk__in=owed).exists()


def leave(registration, category, *, by=None, now=None):
    """Wait no more; a booth that is offered is declined, and passes to the next. Pressed again, nothing happens."""
    now = now or timezone.now()
    with transaction.atomic():
        registration = lock(registration, OPEN_STATES)
        require_hand_in(by, registration.exhibitor)
        return end(registration, category, by=by, now=now)


def remove(entry, *, reason, by=None, now=None):
    """Take a company out of a list, as staff; the company reads the ``reason``."""
    now = now or timezone.now()
    if not decides(by):
        raise NotAllowed
    with transaction.atomic():
        registration = lock(entry.registration, OPEN_STATES)
        ended = end(
            registration, entry.category, by=by, now=now, why=WaitingEntry.Ended.REMOVED, reason=reason.strip()
        )
        if ended is None:
            raise Conflict
        return ended


def end(registration, category, *, by, now, why=None, reason=""):
    """End the place of a ``registration`` that the caller has locked; return it, or None if there is none."""
    queues = lock_queues([category.pk])
    lock_and_settle(queues, registration.exhibition, Q(registration=registration), now=now)
    entry = registration.waiting.open().filter(category=category).first()
    if entry is None:
        return None
    offer = Claim.objects.offers().filter(entry=entry).first()
    if offer:
        give_up(offer, Claim.Released.DECLINED, by=by, now=now)
    usual = WaitingEntry.Ended.DECLINED if offer else WaitingEntry.Ended.LEFT
    end_entry(entry, why or usual, by=by, now=now, reason=reason)
    settle(queues, registration.exhibition, now=now)
    return entry


def accept(registration, category, *, by=None, now=None):
    """
    Take the booth that is offered from the list of ``category``, giving up the one held so far.

    A draft holds it like any booth that it chooses; what is sent keeps its safety. Raise
    OfferOver if the offer has run out.
    """
    now = now or timezone.now()
    try:
        with transaction.atomic():
            registration = lock(registration, OPEN_STATES)
            require_hand_in(by, registration.exhibitor)
            require_open(registration, by, now)
            queues = lock_queues({category.pk, *categories_of(registration)})
            lock_and_settle(queues, registration.exhibition, Q(registration=registration), now=now)
            offers = Claim.objects.offers().current(now).select_related("booth")
            offer = offers.filter(registration=registration, entry__category=category).first()
            if offer is None:
                raise OfferOver
            there, mine = lock_claims(offer.booth, registration, 1)
            return take(offer.booth, registration, there, mine, queues, by=by, now=now)
    except IntegrityError:  # somebody who saw no list yet was a millisecond earlier
        raise OfferOver from None


def settle_all(*, now=None):
    """
    Write down what all lists are owed, so that the letters go out on time.

    Nobody depends on it: every page and every rule reads the clock by itself.
    """
    now = now or timezone.now()
    for exhibition in Exhibition.objects.filter(categories__waiting__in=WaitingEntry.objects.open()).distinct():
        for category in BoothCategory.objects.filter(exhibition=exhibition):
            with transaction.atomic():
                queues = lock_queues([category.pk])
                lock_and_settle(queues, exhibition, Q(pk=None), now=now)
