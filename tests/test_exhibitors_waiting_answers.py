"""Waiting lists: an offer accepted, declined, overtaken or too late, and a place that is left or taken away."""

import pytest
from django.utils import timezone

from exhibitors import booking, queues, transitions, waiting
from exhibitors.models import Claim, Outbox, Standing
from exhibitors.plan import stands_of
from exhibitors.refusals import Conflict, NoBooth, NotAllowed, OfferOver
from tests.makers import (
    make_booth,
    make_category,
    make_editor,
    make_registration,
    make_user,
)
from tests.waiting import HOUR, MINUTE, Full, entry_of

pytestmark = pytest.mark.django_db


def test_accepting_makes_the_booth_a_hold_and_gives_the_old_one_back():
    full = Full(2)
    old = make_booth(exhibition=full.exhibition, category=make_category(exhibition=full.exhibition))
    head, now = full.others[0], full.now + HOUR
    booking.release(full.holder, now=full.now + MINUTE)
    booking.claim(head, old, now=now - 10 * MINUTE)

    held = waiting.accept(head, full.category, now=now)

    assert (held.booth, held.slot, held.expires_at) == (full.booth, 1, now + 30 * MINUTE)
    assert booking.free_booths(full.exhibition, now) == [old]
    assert entry_of(head).ended_why == "accepted"
    assert full.booth.claims.get(entry__isnull=False).released_why == "accepted"
    assert full.offered_to(now) is None


@pytest.mark.parametrize("state", ["submitted", "returned", "approved"])
def test_accepting_keeps_the_safety_of_what_was_sent(state):
    full = Full()
    old = make_booth(exhibition=full.exhibition, category=make_category(exhibition=full.exhibition))
    registration = make_registration(booth=old, state=state)
    waiting.join(registration, full.category, now=full.now)
    booking.release(full.holder, now=full.now + MINUTE)

    held = waiting.accept(registration, full.category, now=full.now + HOUR)

    assert held.expires_at is None
    assert registration.held_claim().booth == full.booth


def test_choosing_the_offered_booth_on_the_plan_accepts_it():
    full = Full(1)
    booking.release(full.holder, now=full.now + MINUTE)

    booking.claim(full.others[0], full.booth, now=full.now + HOUR)

    assert entry_of(full.others[0]).ended_why == "accepted"


def test_taking_another_booth_of_the_category_ends_the_place_and_passes_the_offer_on():
    full = Full(1)
    booking.release(full.holder, now=full.now + MINUTE)
    other = make_booth(exhibition=full.exhibition, category=full.category)
    later = timezone.now() + MINUTE

    booking.claim(full.others[0], other, now=later)

    assert entry_of(full.others[0]).ended_why == "placed"
    assert booking.free_booths(full.exhibition, later) == [full.booth]


def test_accepting_too_late_is_refused_and_the_next_has_it():
    full = Full(2)
    booking.release(full.holder, now=full.now + MINUTE)
    late = full.now + MINUTE + 24 * HOUR

    with pytest.raises(OfferOver):
        waiting.accept(full.others[0], full.category, now=late)
    assert waiting.accept(full.others[1], full.category, now=late).booth == full.booth


def test_accepting_without_an_offer_is_refused():
    full = Full(2)
    booking.release(full.holder, now=full.now + MINUTE)

    with pytest.raises(OfferOver):
        waiting.accept(full.others[1], full.category, now=full.now + HOUR)


def test_declining_passes_the_booth_on_at_once():
    full = Full(2)
    booking.release(full.holder, now=full.now + MINUTE)
    now = full.now + HOUR

    waiting.leave(full.others[0], full.category, now=now)

    assert entry_of(full.others[0]).ended_why == "declined"
    offer = Claim.objects.offers().get()
    assert (offer.registration, offer.created_at) == (full.others[1], now)


def test_leaving_lets_the_others_move_up_and_twice_is_once():
    full = Full(3)

    waiting.leave(full.others[0], full.category, now=full.now)

    assert waiting.leave(full.others[0], full.category, now=full.now) is None
    queue = queues.queues_of(full.exhibition, full.now)[full.category.pk]
    assert queue.place_of(entry_of(full.others[1])) == 1
    assert entry_of(full.others[0]).ended_why == "left"


def test_leaving_and_joining_again_is_the_end_of_the_list():
    full = Full(2)
    waiting.leave(full.others[0], full.category, now=full.now + MINUTE)
    waiting.join(full.others[0], full.category, now=full.now + 2 * MINUTE)

    booking.release(full.holder, now=full.now + 3 * MINUTE)

    assert Claim.objects.offers().get().registration == full.others[1]


@pytest.mark.parametrize("has_offer", [False, True])
def test_withdrawing_ends_the_places_and_passes_the_offer_on(has_offer):
    full = Full(2)
    if has_offer:
        booking.release(full.holder, now=full.now + MINUTE)

    transitions.move(full.others[0], "withdraw", now=full.now + HOUR if has_offer else full.now)

    assert entry_of(full.others[0]).ended_why == "closed"
    assert not full.others[0].claims.unreleased().exists()
    if has_offer:
        assert Claim.objects.offers().get().registration == full.others[1]


def test_sending_leaves_an_offer_its_end():
    full = Full(1)
    elsewhere = make_booth(exhibition=full.exhibition, category=make_category(exhibition=full.exhibition))
    booking.claim(full.others[0], elsewhere, now=full.now)
    booking.release(full.holder, now=full.now + MINUTE)

    transitions.move(full.others[0], "submit", now=full.now + 2 * MINUTE, terms_version="1")

    assert Claim.objects.offers().get().expires_at == full.now + MINUTE + 24 * HOUR
    assert Outbox.objects.filter(kind="received", body__contains=full.booth.code).count() == 0


def test_an_offer_is_no_booth_to_send():
    full = Full(1)
    booking.release(full.holder, now=full.now + MINUTE)

    with pytest.raises(NoBooth):
        transitions.move(full.others[0], "submit", now=full.now + HOUR, terms_version="1")


def test_offer_to_an_approved_company_does_not_stand_as_its_booth():
    full = Full()
    approved = make_registration(
        booth=make_booth(exhibition=full.exhibition, category=make_category(exhibition=full.exhibition)),
        state="approved",
    )
    waiting.join(approved, full.category, now=full.now)
    booking.release(full.holder, now=full.now + MINUTE)

    stand = stands_of(full.exhibition, full.now + HOUR)[0]

    assert (stand.standing, stand.company) == (Standing.HELD, None)


def test_staff_remove_a_place_with_a_reason():
    full = Full(2)
    booking.release(full.holder, now=full.now + MINUTE)

    with pytest.raises(NotAllowed):
        waiting.remove(entry_of(full.others[0]), reason="x", by=make_user())
    waiting.remove(entry_of(full.others[0]), reason="نشاط آخر", by=make_editor(), now=full.now + HOUR)

    removed = entry_of(full.others[0])
    assert (removed.ended_why, removed.reason) == ("removed", "نشاط آخر")
    assert full.offered_to(full.now + HOUR) == full.others[1]
    with pytest.raises(Conflict):
        waiting.remove(removed, reason="x")
