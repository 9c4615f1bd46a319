"""
Waiting lists under threads, each with its own connection.

As in test_exhibitors_races, what these tests prove is proven on PostgreSQL.
"""

import random
import time
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from exhibitors import booking, offers, pavilions, queues, transitions, waiting
from exhibitors.models import CLOSED_STATES, Claim, Registration, State, WaitingEntry
from exhibitors.refusals import OfferOver, Owed, Refused, Taken
from tests.makers import make_booth, make_category, make_exhibition, make_pavilion, make_registration
from tests.test_exhibitors_races import at_once, slow_look

pytestmark = pytest.mark.django_db(transaction=True)

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def make_list(waiting_count, *, booths=1, now):
    """An exhibition whose booths are held by drafts, and a list of ``waiting_count``: exhibition, booths, both."""
    exhibition = make_exhibition()
    booths = [make_booth(exhibition=exhibition) for _ in range(booths)]
    holders = [make_registration(exhibition=exhibition) for _ in booths]
    for holder, booth in zip(holders, booths, strict=True):
        booking.claim(holder, booth, now=now)
    line = [make_registration(exhibition=exhibition) for _ in range(waiting_count)]
    for place, registration in enumerate(line):
        waiting.join(registration, booths[0].category, now=now + timedelta(seconds=place))
    return booths, holders, line


def test_two_booths_given_back_at_once_go_to_the_two_heads():
    now = timezone.now()
    for _ in range(3):
        booths, holders, line = make_list(3, booths=2, now=now)

        at_once([lambda holder=holder: booking.release(holder, now=now + MINUTE) for holder in holders])

        waiting.settle_all(now=now + MINUTE)
        offered = Claim.objects.offers().filter(booth__in=booths)
        assert {offer.registration for offer in offered} == set(line[:2])


@pytest.mark.rounds(3, 200)
def test_head_that_accepts_at_the_last_moment_while_nine_others_want_the_booth():
    """The offer runs out while it is accepted, and strangers press the button."""
    start = timezone.now()
    for late in (False, True):
        (booth,), (holder,), line = make_list(2, now=start)
        booking.release(holder, now=start + MINUTE)
        strangers = [make_registration(exhibition=booth.exhibition) for _ in range(9)]
        end = start + MINUTE + 24 * HOUR
        moment = end if late else end - timedelta(seconds=1)
        accept = [lambda r=r, b=booth, m=moment: waiting.accept(r, b.category, now=m) for r in line]
        sweep = [lambda end=end: waiting.settle_all(now=end)]
        wish = [lambda r=r, b=booth, m=end: booking.claim(r, b, now=m) for r in strangers]

        outcomes = at_once([*accept, *sweep, *wish])

        said_yes = [outcome for outcome in outcomes if isinstance(outcome, Claim)]
        held = booth.claims.held().filter(expires_at__gt=end)
        assert len(said_yes) <= 1
        assert list(held) == said_yes
        assert all(isinstance(outcome, Owed | Taken) for outcome in outcomes[3:])
        assert not held.filter(registration__in=strangers).exists()
        if late:
            assert isinstance(outcomes[0], OfferOver)


def test_two_companies_that_join_at_once_stand_one_after_the_other():
    now = timezone.now()
    (booth,), (holder,), _line = make_list(0, now=now)
    registrations = [make_registration(exhibition=booth.exhibition) for _ in range(4)]
    joins = [lambda r=r: waiting.join(r, booth.category, now=now + MINUTE) for r in registrations]

    at_once([*joins, lambda: booking.release(holder, now=now + 2 * MINUTE)])

    assert len(booking.free_booths(booth.exhibition, now + 3 * MINUTE)) + Claim.objects.offers().count() <= 1
    waiting.settle_all(now=now + 3 * MINUTE)
    if WaitingEntry.objects.exists():
        assert Claim.objects.offers().count() == 1


def test_eight_tabs_join_and_accept_once():
    now = timezone.now()
    (booth,), (holder,), _line = make_list(0, now=now)
    registration = make_registration(exhibition=booth.exhibition)

    at_once([lambda: waiting.join(registration, booth.category, now=now)] * 8)
    assert registration.waiting.count() == 1

    booking.release(holder, now=now + MINUTE)
    outcomes = at_once([lambda: waiting.accept(registration, booth.category, now=now + HOUR)] * 8)
    assert sum(isinstance(outcome, Claim) for outcome in outcomes) == 1
    assert registration.claims.unreleased().count() == 1


@pytest.mark.skipif(
    connection.vendor != "postgresql",
    reason="SQLite serialises writers, so no booth is offered twice there even without the lock of the list",
)
def test_booths_are_offered_to_the_wrong_companies_without_the_lock_of_the_list(monkeypatch):
    """The negative control: were this to fail, the races above would prove nothing."""
    now, wrong = timezone.now(), 0
    monkeypatch.setattr(offers.BoothCategory.objects, "select_for_update", lambda **_: offers.BoothCategory.objects)
    slow_settle(monkeypatch)
    for _ in range(4):
        booths, holders, line = make_list(3, booths=2, now=now)
        at_once([lambda holder=holder: booking.release(holder, now=now + MINUTE) for holder in holders])
        offered = Claim.objects.offers().filter(booth__in=booths)
        wrong += {offer.registration for offer in offered} != set(line[:2])

    assert wrong > 0


def slow_settle(monkeypatch):
    """Let time pass between looking who is next and offering."""
    write = offers.write_offer

    def wait_and_write(*args, **kwargs):
        time.sleep(0.05)
        return write(*args, **kwargs)

    monkeypatch.setattr(offers, "write_offer", wait_and_write)


STEPS = ["claim"] * 4 + ["join"] * 4 + ["accept"] * 3 + ["leave", "release", "block", "unblock", "allot", "take_back"]


def wander(registrations, booths, pavilion, seed, steps):
    """Do one random step after another; be refused often, and fail never. Return how many were not refused."""
    chance, done = random.Random(seed), 0
    for _ in range(steps):
        registration, booth = chance.choice(registrations), chance.choice(booths)
        step = chance.choice([*STEPS, "settle", *transitions.EVENTS])
        now = timezone.now() + timedelta(minutes=chance.choice([0, 0, 40, 60 * 25]))
        with suppress(Refused):
            if step == "claim":
                booking.claim(registration, booth, now=now)
            elif step == "release":
                booking.release(registration, now=now)
            elif step in ("join", "leave", "accept"):
                getattr(waiting, step)(registration, booth.category, now=now)
            elif step == "settle":
                waiting.settle_all(now=now)
            elif step == "block":
                booking.block(booth, note="x", now=now)
            elif step == "unblock":
                for kept in Claim.objects.unreleased().filter(registration=None, booth=booth):
                    booking.unblock(kept, now=now)
            elif step in ("allot", "take_back"):
                getattr(pavilions, step)(pavilion, booth, registration, now=now)
            else:
                transitions.move(registration, step, reason="x", terms_version="1", now=now)
            done += 1
    return done


@pytest.mark.rounds(1, 50)
def test_storm_with_waiting_lists_leaves_everything_in_order(monkeypatch):
    """No deadlock, nothing but refusals, and all rules hold afterwards."""
    slow_look(monkeypatch)
    exhibition = make_exhibition(closes_at=timezone.now() + timedelta(days=90))
    categories = [make_category(exhibition=exhibition) for _ in range(2)]
    booths = [make_booth(exhibition=exhibition, category=category) for category in categories * 2]
    pavilion = make_pavilion(exhibition=exhibition)
    booths.append(make_booth(exhibition=exhibition, category=categories[0], pavilion=pavilion))
    registrations = [make_registration(exhibition=exhibition) for _ in range(8)]

    outcomes = at_once([lambda seed=seed: wander(registrations, booths, pavilion, seed, 40) for seed in range(6)])

    assert sum(outcomes) > 0
    later = timezone.now() + 26 * HOUR
    waiting.settle_all(now=later)
    claims = Claim.objects.unreleased()
    assert claims.count() == claims.values("booth").distinct().count()
    assert not claims.filter(registration__state__in=CLOSED_STATES).exists()
    assert not WaitingEntry.objects.open().filter(registration__state__in=CLOSED_STATES).exists()
    settled = Registration.objects.filter(state__in=[State.SUBMITTED, State.APPROVED])
    assert not settled.exclude(claims__in=claims.held()).exists()
    assert not claims.held().filter(registration__in=settled, expires_at__isnull=False).exists()
    assert not claims.offers().exclude(entry__ended_at=None).exists()
    written = {(offer.booth_id, offer.entry_id) for offer in claims.offers().current(later)}
    read = {
        (offer.booth.pk, offer.entry.pk)
        for queue in queues.queues_of(exhibition, later).values()
        for offer in queue.offers
    }
    assert written == read
