"""One booth, one owner: who gets it, for how long, and what the database says to that."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from exhibitors import booking
from exhibitors.models import Audit, Booth, Claim, Standing, State
from exhibitors.refusals import Closed, Conflict, NoBooth, NotAllowed, Taken
from tests.makers import (
    make_booth,
    make_category,
    make_editor,
    make_exhibition,
    make_exhibitor,
    make_registration,
    make_user,
)

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def member_of(registration):
    return registration.exhibitor.members.get()


def held_by(booth):
    return booth.claims.unreleased().get().registration


def test_claim_holds_the_booth_for_30_minutes():
    booth, now = make_booth(), timezone.now()

    held = booking.claim(make_registration(exhibition=booth.exhibition), booth, now=now)

    assert held.expires_at == now + 30 * MINUTE


def test_claim_of_a_held_booth_is_refused():
    booth, now = make_booth(), timezone.now()
    first = make_registration(exhibition=booth.exhibition)
    booking.claim(first, booth, now=now)

    with pytest.raises(Taken):
        booking.claim(make_registration(exhibition=booth.exhibition), booth, now=now + 29 * MINUTE)

    assert held_by(booth) == first


def test_claim_of_a_held_booth_waits_for_no_lock():
    """Most of a scramble come too late; on SQLite each would keep those who can still win from writing."""
    booth = make_booth()
    booking.claim(make_registration(exhibition=booth.exhibition), booth)
    late = make_registration(exhibition=booth.exhibition)

    with CaptureQueriesContext(connection) as queries, pytest.raises(Taken):
        booking.claim(late, booth)

    assert {query["sql"].split()[0] for query in queries} == {"SELECT"}
    assert not any("FOR" in query["sql"].split()[-4:] for query in queries)


def test_claim_of_a_held_booth_tells_first_what_keeps_from_any():
    booth = make_booth(exhibition=make_exhibition(closes_at=timezone.now() + timedelta(hours=1)))
    booking.claim(make_registration(exhibition=booth.exhibition), booth)
    late = make_registration(exhibition=booth.exhibition)

    with pytest.raises(NotAllowed):
        booking.claim(late, booth, by=make_user())
    with pytest.raises(Closed):
        booking.claim(late, booth, by=member_of(late), now=timezone.now() + timedelta(hours=2))
    # The hold of half an hour has run out by then; one that stands is refused with the same words.
    booth.claims.update(expires_at=None)
    with pytest.raises(Closed):
        booking.claim(late, booth, by=member_of(late), now=timezone.now() + timedelta(hours=2))


def test_claim_of_a_booth_whose_hold_ran_out_takes_it_over():
    booth, now = make_booth(), timezone.now()
    booking.claim(make_registration(exhibition=booth.exhibition), booth, now=now)
    second = make_registration(exhibition=booth.exhibition)

    booking.claim(second, booth, now=now + 30 * MINUTE)

    assert held_by(booth) == second
    assert booth.claims.exclude(released_at=None).get().released_why == Claim.Released.EXPIRED


def test_claim_pressed_twice_is_one_claim_with_a_fresh_hold():
    booth, now = make_booth(), timezone.now()
    registration = make_registration(exhibition=booth.exhibition)
    first = booking.claim(registration, booth, now=now)

    second = booking.claim(registration, booth, now=now + 10 * MINUTE)

    assert second == first
    assert second.expires_at == now + 40 * MINUTE
    assert Claim.objects.count() == 1


def test_claim_of_another_booth_gives_the_first_one_back():
    exhibition = make_exhibition()
    first, second = make_booth(exhibition=exhibition), make_booth(exhibition=exhibition)
    registration = make_registration(booth=first)

    booking.claim(registration, second)

    assert registration.claims.unreleased().get().booth == second
    assert first.claims.get().released_why == Claim.Released.MOVED


def test_claim_refused_leaves_the_own_booth_alone():
    exhibition = make_exhibition()
    own, wanted = make_booth(exhibition=exhibition), make_booth(exhibition=exhibition)
    registration = make_registration(booth=own)
    make_registration(booth=wanted)

    with pytest.raises(Taken):
        booking.claim(registration, wanted)

    assert held_by(own) == registration


def test_claim_of_a_returned_registration_moves_without_an_end():
    exhibition = make_exhibition()
    registration = make_registration(exhibition=exhibition, state="returned")

    moved = booking.claim(registration, make_booth(exhibition=exhibition))

    assert moved.expires_at is None


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED, State.REJECTED, State.WITHDRAWN])
def test_claim_is_refused_unless_the_registration_is_open_to_the_company(state):
    exhibition = make_exhibition()
    registration = make_registration(exhibition=exhibition, state=state)

    with pytest.raises(Conflict):
        booking.claim(registration, make_booth(exhibition=exhibition))


def test_claim_of_a_booth_of_another_exhibition_is_refused():
    with pytest.raises(Conflict):
        booking.claim(make_registration(), make_booth())


def test_claim_of_a_booth_that_is_not_for_sale_is_for_staff():
    exhibition = make_exhibition()
    booth = make_booth(exhibition=exhibition, category=make_category(exhibition=exhibition, price=None))
    registration = make_registration(exhibition=exhibition)

    with pytest.raises(Conflict):
        booking.claim(registration, booth, by=member_of(registration))

    assert booking.claim(registration, booth, by=make_user(superuser=True)).booth == booth


def test_claim_by_somebody_else_is_refused():
    registration = make_registration()

    with pytest.raises(NotAllowed):
        booking.claim(registration, make_booth(exhibition=registration.exhibition), by=make_user())


def test_claim_after_the_window_closed_is_refused():
    booth = make_booth(exhibition=make_exhibition(is_open=False))
    registration = make_registration(exhibition=booth.exhibition)

    with pytest.raises(Closed):
        booking.claim(registration, booth, by=member_of(registration))


def test_claim_after_the_window_closed_is_possible_where_staff_asked_for_a_change():
    exhibition = make_exhibition(is_open=False)
    registration = make_registration(exhibition=exhibition, state="returned")

    booking.claim(registration, make_booth(exhibition=exhibition), by=member_of(registration))


def test_claims_of_one_registration_are_limited_by_slots():
    exhibition = make_exhibition()
    registration = make_registration(exhibition=exhibition)

    for slot in (1, 2, 3):
        booking.claim(registration, make_booth(exhibition=exhibition), slot=slot)

    assert registration.claims.unreleased().count() == 3
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.create(registration=registration, booth=make_booth(exhibition=exhibition), slot=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.create(registration=registration, booth=make_booth(exhibition=exhibition), slot=4)


def test_database_refuses_a_second_claim_on_a_booth():
    booth = make_booth()
    make_registration(booth=booth)

    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.create(booth=booth, note="x")


def test_claim_that_meets_the_constraint_is_taken(monkeypatch):
    booth = make_booth()
    make_registration(booth=booth)
    monkeypatch.setattr(booking, "lock_claims", lambda *args: (None, None))  # it looked too early

    with pytest.raises(Taken):
        booking.claim(make_registration(exhibition=booth.exhibition), booth)


def test_release_gives_the_booth_back():
    booth = make_booth()
    registration = make_registration(booth=booth)

    booking.release(registration, by=member_of(registration))

    assert not booth.claims.unreleased().exists()
    with pytest.raises(NoBooth):
        booking.release(registration)


def test_release_after_sending_is_refused():
    registration = make_registration(state="submitted")

    with pytest.raises(Conflict):
        booking.release(registration)


def test_block_keeps_a_booth_until_it_is_offered_again():
    booth, staff = make_booth(), make_editor()
    registration = make_registration(exhibition=booth.exhibition)

    kept = booking.block(booth, note="pavilion", by=staff)

    with pytest.raises(Taken):
        booking.claim(registration, booth)
    booking.unblock(kept, by=staff)
    assert booking.claim(registration, booth).booth == booth


def test_block_of_a_held_booth_is_refused():
    booth = make_booth()
    make_registration(booth=booth)

    with pytest.raises(Taken):
        booking.block(booth, note="pavilion")


def test_block_is_for_staff():
    with pytest.raises(NotAllowed):
        booking.block(make_booth(), note="pavilion", by=make_user())


def test_unblock_of_a_companys_claim_is_refused():
    registration = make_registration(booth=make_booth())

    with pytest.raises(Conflict):
        booking.unblock(registration.claims.get())


def test_free_booths_are_told_by_the_clock_alone():
    exhibition, now = make_exhibition(), timezone.now()
    held, free = make_booth(exhibition=exhibition, code="A10"), make_booth(exhibition=exhibition, code="A2")
    booking.claim(make_registration(exhibition=exhibition), held, now=now)

    assert booking.free_booths(exhibition, now) == [free]
    assert booking.free_booths(exhibition, now + 30 * MINUTE) == [free, held]


@pytest.mark.parametrize(
    ("state", "standing"),
    [("draft", Standing.HELD), ("submitted", Standing.RESERVED), ("approved", Standing.TAKEN)],
)
def test_booth_stands_as_its_registration_does(state, standing):
    booth, now = make_booth(), timezone.now()
    registration = make_registration(booth=booth, state=state)

    shown = Booth.objects.with_claims().get(pk=booth.pk)

    assert shown.standing(now) == standing
    assert shown.occupant(now) == (registration.exhibitor if state == "approved" else None)


def test_booth_is_free_or_kept_without_a_company():
    exhibition, now = make_exhibition(), timezone.now()
    free, kept = make_booth(exhibition=exhibition), make_booth(exhibition=exhibition)
    booking.block(kept, note="x")

    shown = Booth.objects.with_claims()

    assert shown.get(pk=free.pk).standing(now) == Standing.FREE
    assert shown.get(pk=kept.pk).standing(now) == Standing.KEPT


@pytest.mark.parametrize("minutes", [0, 29, 30, 31])
def test_queryset_and_claim_agree_on_what_is_current(minutes):
    now = timezone.now()
    booth = make_booth()
    held = booking.claim(make_registration(exhibition=booth.exhibition), booth, now=now)
    later = now + minutes * MINUTE

    assert Claim.objects.current(later).contains(held) == held.is_current(later) == (minutes < 30)


def test_nearest_booths_come_first():
    exhibition = make_exhibition()
    booths = [make_booth(exhibition=exhibition) for _ in range(6)]

    assert booking.nearest(booths[0], booths[1:], count=2) == booths[1:3]


def test_code_of_a_booth_is_written_inside_it():
    square = make_booth(outline=[[0, 0], [4, 0], [4, 2], [0, 2]])
    # An L around a neighbour, in whose booth the middle of the box lies
    bent = make_booth(outline=[[0, 0], [6, 0], [6, 2], [2, 2], [2, 6], [0, 6]])

    x, y = bent.centre()

    assert square.centre() == (2, 1)
    assert 0 < x < 2 or 0 < y < 2


def test_booking_is_written_down():
    booth, user = make_booth(), make_user()
    registration = make_registration(exhibition=booth.exhibition, exhibitor=make_exhibitor(members=[user]))

    held = booking.claim(registration, booth, by=user)

    entry = Audit.objects.get(what="claim")
    assert (entry.user_id, entry.model, entry.object_id) == (user.pk, "exhibitors.claim", held.pk)
    assert entry.after == {"booth": booth.pk, "registration": registration.pk}
