"""
The waiting lists as they stand at one moment. Nothing is written here.

What ran out by the clock (holds, offers) has its consequences at that very minute, whether
or not anybody noted them yet: the booth is offered to the head of the list from then on,
and passes to the next when the time to accept is over. So every page and every rule gives
the same answer, with or without the job that writes it down (exhibitors.offers).
"""

from collections import defaultdict
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from django.db.models import Q

from exhibitors.models import Booth, Claim, WaitingEntry


class Offer(NamedTuple):
    """A booth that is kept for ``entry`` from ``start`` to ``end``; ``claim`` is its row, None if not written yet."""

    entry: WaitingEntry
    booth: Booth
    start: datetime
    end: datetime
    claim: Claim | None = None


class Queue(NamedTuple):
    """The list of one category: offers that stand, offers that ran out unseen, and who waits yet, in order."""

    offers: list
    lapsed: list
    waiting: list

    def offer_of(self, entry):
        return next((offer for offer in self.offers if offer.entry.pk == entry.pk), None)

    def place_of(self, entry):
        """1 for the head of those that wait; None for who has an offer or waits no more."""
        return next((place for place, other in enumerate(self.waiting, 1) if other.pk == entry.pk), None)


def play(free, standing, waiting, own, *, now, length, until):
    """
    What has come of a list by ``now``.

    ``free`` has pairs of a booth and since when nobody has it, ``standing`` the offers that
    are written, ``waiting`` the entries without one, in order, ``own`` the numbers of the
    booths that the list is owed. An offer lasts for ``length``, and none is made or lasts
    beyond ``until``, if there is such a moment.
    """
    moments = [(since, booth.pk, booth) for booth, since in free]
    heapify(moments)
    offers, lapsed, waiting = [], [], list(waiting)

    def place(offer):
        if offer.end > now:
            offers.append(offer)
            return
        lapsed.append(offer)
        if offer.booth.pk in own:
            heappush(moments, (offer.end, offer.booth.pk, offer.booth))

    for offer in standing:
        place(offer)
    while moments and waiting:
        since, _pk, booth = heappop(moments)
        start = max(since, waiting[0].joined_at)
        if until is None or start < until:
            end = start + length if until is None else min(start + length, until)
            place(Offer(waiting.pop(0), booth, start, end))
    return Queue(offers, lapsed, waiting)


def queues_of(exhibition, now, *, categories=None, except_for=None):
    """
    The Queue of each category of ``exhibition`` (or only of ``categories``) that has one, by its number.

    As if the booth ``except_for``, which is just being given to somebody, were not there.
    Causes 1 query, 3 if anybody waits.
    """
    entries = WaitingEntry.objects.open().filter(category__exhibition=exhibition).order_by("joined_at", "pk")
    if categories is not None:
        entries = entries.filter(category__in=categories)
    lines = defaultdict(list)
    for entry in entries:
        lines[entry.category_id].append(entry)
    if not lines:
        return {}
    booths = {booth.pk: booth for booth in Booth.objects.open_to_all().filter(category__in=lines)}
    if except_for:
        booths.pop(except_for.pk, None)
    # With the offers of booths that staff have put into another category since.
    wanted = Q(booth__category__in=lines) | Q(entry__in=[entry.pk for line in lines.values() for entry in line])
    claims = Claim.objects.filter(wanted).select_related("booth").order_by("pk")
    claims_on = defaultdict(list)
    for claim in claims:
        claims_on[claim.booth_id].append(claim)
    return {
        category: queue_of(
            line,
            [booth for booth in booths.values() if booth.category_id == category],
            claims_on,
            exhibition,
            now,
        )
        for category, line in lines.items()
    }


def queue_of(line, booths, claims_on, exhibition, now):
    entries = {entry.pk: entry for entry in line}
    standing = [
        Offer(entries[claim.entry_id], claim.booth, claim.created_at, claim.expires_at, claim)
        for claims in claims_on.values()
        for claim in claims
        if claim.released_at is None and claim.entry_id in entries
    ]
    offered, own = {offer.booth.pk for offer in standing}, {booth.pk for booth in booths}
    free = [
        (booth, free_since(booth, claims_on[booth.pk]))
        for booth in booths
        if booth.pk not in offered and not any(claim.is_current(now) for claim in claims_on[booth.pk])
    ]
    served = {offer.entry.pk for offer in standing}
    waiting = [entry for entry in line if entry.pk not in served]
    length = timedelta(hours=exhibition.offer_hours)
    return play(free, standing, waiting, own, now=now, length=length, until=exhibition.closes_at)


def free_since(booth, claims):
    """Since when nobody has the ``booth``, on which there are these ``claims``, none of them current."""
    ends = [min(filter(None, (claim.released_at, claim.expires_at))) for claim in claims]
    return max([booth.placed_at, *ends])


def owed_booths(exhibition, now, *, categories=None):
    """The numbers of the booths that are kept for somebody in a waiting list at ``now``."""
    queues = queues_of(exhibition, now, categories=categories).values()
    return {offer.booth.pk for queue in queues for offer in queue.offers}
