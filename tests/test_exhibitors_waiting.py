"""Waiting lists: who is offered what and until when, told by the clock alone."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from exhibitors import booking, queues, transitions, waiting
from exhibitors.models import Audit, Booth, Claim, Outbox, Standing, WaitingEntry
from exhibitors.plan import stands_of
from exhibitors.refusals import Closed, Conflict, HasOne, NoBooth, NotAllowed, Owed, StillFree
from tests.makers import (
    make_booth,
    make_category,
    make_exhibitor,
    make_full_category,
    make_pavilion,
    make_registration,
    make_user,
)
from tests.waiting import HOUR, MINUTE, Full, entry_of

pytestmark = pytest.mark.django_db


# Joining


def test_joining_is_a_place_and_pressed_again_the_same_place():
    category = make_full_category()
    registration = make_registration(exhibition=category.exhibition)

    first = waiting.join(registration, category)

    assert waiting.join(registration, category) == first
    assert WaitingEntry.objects.get() == first


def test_joining_is_refused_while_a_booth_of_the_category_is_free():
    full = Full()

    with pytest.raises(StillFree):
        waiting.join(make_registration(exhibition=full.exhibition), full.category, now=full.now + 30 * MINUTE)


def test_joining_is_refused_to_who_has_a_booth_of_the_category():
    full = Full()

    with pytest.raises(HasOne):
        waiting.join(full.holder, full.category, now=full.now)


@pytest.mark.parametrize("state", ["rejected", "withdrawn"])
def test_joining_is_refused_to_a_registration_that_is_over(state):
    category = make_full_category()
    registration = make_registration(exhibition=category.exhibition, state=state)

    with pytest.raises(Conflict):
        waiting.join(registration, category)


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "approved"])
def test_joining_is_possible_while_a_registration_is_open(state):
    category = make_full_category()
    elsewhere = make_booth(exhibition=category.exhibition, category=make_category(exhibition=category.exhibition))
    registration = make_registration(booth=elsewhere, state=state)

    assert waiting.join(registration, category).is_open


def test_joining_the_list_of_another_exhibition_or_of_what_is_not_sold_is_refused():
    full = Full()
    not_sold = make_category(exhibition=full.exhibition, price=None)
    empty = make_category(exhibition=full.exhibition)

    for registration, category in (
        (make_registration(), full.category),
        (full.holder, not_sold),
        (full.holder, empty),
    ):
        with pytest.raises(Conflict):
            waiting.join(registration, category, now=full.now)


def test_joining_is_for_the_company_while_registration_is_open():
    full = Full()
    registration = make_registration(exhibition=full.exhibition)
    member = registration.exhibitor.members.get()

    with pytest.raises(NotAllowed):
        waiting.join(registration, full.category, by=make_user(), now=full.now)
    full.exhibition.closes_at = full.now - MINUTE
    full.exhibition.save()
    with pytest.raises(Closed):
        waiting.join(registration, full.category, by=member, now=full.now)


def test_database_refuses_a_second_place_and_a_second_offer():
    full = Full(1)
    entry = entry_of(full.others[0])
    offer = {"registration": full.others[0], "entry": entry, "slot": 0, "expires_at": full.now}

    with pytest.raises(IntegrityError), transaction.atomic():
        WaitingEntry.objects.create(category=full.category, registration=full.others[0])
    Claim.objects.create(booth=make_booth(exhibition=full.exhibition), **offer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.create(booth=make_booth(exhibition=full.exhibition), **offer)


@pytest.mark.parametrize(
    "wrong", [{"slot": 1}, {"expires_at": None}, {"registration": None}], ids=["slot", "no end", "nobody"]
)
def test_database_refuses_an_offer_that_is_none(wrong):
    full = Full(1)
    offer = {"registration": full.others[0], "entry": entry_of(full.others[0]), "slot": 0, "expires_at": full.now}

    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.create(booth=make_booth(exhibition=full.exhibition), **offer | wrong)


# Coming free


def release(full, now):
    booking.release(full.holder, now=now)


def withdraw(full, now):
    transitions.move(full.holder, "withdraw", now=now)


def move_elsewhere(full, now):
    category = make_category(exhibition=full.exhibition)
    booking.claim(full.holder, make_booth(exhibition=full.exhibition, category=category), now=now)


def reject(full, now):
    transitions.move(full.holder, "submit", now=now, terms_version="1")
    transitions.move(full.holder, "reject", now=now, reason="x")


@pytest.mark.parametrize("come_free", [release, withdraw, move_elsewhere, reject])
def test_booth_that_comes_free_is_offered_to_the_head_for_a_day_with_a_letter(come_free):
    full = Full(2)
    now = full.now + MINUTE

    come_free(full, now)

    offer = Claim.objects.offers().get()
    assert (offer.registration, offer.booth, offer.slot) == (full.others[0], full.booth, 0)
    assert (offer.created_at, offer.expires_at) == (now, now + 24 * HOUR)
    assert Outbox.objects.get(kind="offer").registration == full.others[0]
    assert full.standing(now) == Standing.HELD
    assert Audit.objects.filter(what="offer", object_id=offer.pk, user_id=None).exists()


def test_booth_whose_hold_ran_out_is_owed_from_that_minute_though_nobody_wrote_it_down():
    full = Full(2)
    end = full.now + 30 * MINUTE

    assert full.offered_to(end - timedelta(seconds=1)) is None
    assert full.offered_to(end) == full.others[0]
    assert full.standing(end) == Standing.HELD
    assert booking.free_booths(full.exhibition, end) == []
    assert booking.booth_claim(full.holder, end) is None
    assert not Claim.objects.offers().exists()


def test_booth_that_is_unblocked_new_or_taken_out_of_a_pavilion_is_offered():
    full = Full(3)
    booth = make_booth(exhibition=full.exhibition, category=make_category(exhibition=full.exhibition))
    kept = booking.block(booth, note="x", now=full.now)
    booth.category = full.category
    booth.save()
    booking.unblock(kept, now=timezone.now())
    assert Claim.objects.offers().get().registration == full.others[0]

    make_booth(exhibition=full.exhibition, category=full.category)
    pavilion = make_pavilion(exhibition=full.exhibition)
    booth = make_booth(exhibition=full.exhibition, category=full.category, pavilion=pavilion)
    now = timezone.now()
    waiting.settle_all(now=now)
    assert [offer.registration for offer in Claim.objects.offers()] == full.others[:2]

    booth.pavilion = None
    booth.save()
    waiting.settle_all(now=timezone.now())
    assert [offer.registration for offer in Claim.objects.offers()] == full.others


def test_nobody_takes_a_booth_that_is_owed():
    full = Full(1)
    after = full.now + 31 * MINUTE
    stranger = make_registration(exhibition=full.exhibition)

    with pytest.raises(Owed):
        booking.claim(stranger, full.booth, now=after)
    with pytest.raises(Owed):
        booking.claim(full.holder, full.booth, now=after)  # not even who let the hold run out
    with pytest.raises(NoBooth):
        transitions.move(full.holder, "submit", now=after, terms_version="1")
    with pytest.raises(Owed):
        booking.block(full.booth, note="x", now=after)


def test_offer_passes_on_when_the_time_is_over_and_who_missed_it_leaves_the_list():
    full = Full(2)
    booking.release(full.holder, now=full.now + MINUTE)
    end = full.now + MINUTE + 24 * HOUR

    assert full.offered_to(end - MINUTE) == full.others[0]
    assert full.offered_to(end) == full.others[1]

    waiting.settle_all(now=end + HOUR)
    missed = entry_of(full.others[0])
    assert (missed.ended_why, missed.ended_at) == ("lapsed", end)
    assert Claim.objects.offers().get().expires_at == end + 24 * HOUR  # from the minute it passed on
    letters = Outbox.objects.exclude(kind="received").values_list("kind", "registration")
    assert list(letters) == [
        ("offer", full.others[0].pk),
        ("offer_lapsed", full.others[0].pk),
        ("offer", full.others[1].pk),
    ]


def test_booth_is_free_again_when_the_list_is_used_up():
    full = Full(2)
    booking.release(full.holder, now=full.now + MINUTE)
    after = full.now + MINUTE + 48 * HOUR
    stranger = make_registration(exhibition=full.exhibition)

    assert booking.free_booths(full.exhibition, after - MINUTE) == []
    assert booking.free_booths(full.exhibition, after) == [full.booth]
    assert booking.claim(stranger, full.booth, now=after).registration == stranger
    assert set(WaitingEntry.objects.values_list("ended_why", flat=True)) == {"lapsed"}


def test_no_offer_outlasts_the_window():
    full = Full(2)
    full.exhibition.closes_at = full.now + 3 * HOUR
    full.exhibition.save()

    booking.release(full.holder, now=full.now + MINUTE)

    assert Claim.objects.offers().get().expires_at == full.now + 3 * HOUR
    assert full.offered_to(full.now + 3 * HOUR) is None
    waiting.settle_all(now=full.now + 4 * HOUR)
    assert entry_of(full.others[1]).is_open


# The clock


def test_one_week_without_the_job_gives_the_same_answers():
    """Who is offered what, what is free and how each booth stands, hour by hour."""
    now = timezone.now()

    def week(*, with_job):
        full = Full(5, now=now, hours=20)
        second = make_booth(exhibition=full.exhibition, category=make_category(exhibition=full.exhibition))
        Booth.objects.filter(pk=second.pk).update(category=full.category)
        Claim.objects.create(
            booth=second,
            registration=make_registration(exhibition=full.exhibition),
            created_at=now,
            expires_at=now + 50 * MINUTE,
        )
        places = {other.pk: place for place, other in enumerate(full.others)}
        answers = []
        for hour in range(7 * 24):
            moment = now + hour * HOUR
            if with_job:
                waiting.settle_all(now=moment)
            free = len(booking.free_booths(full.exhibition, moment))
            offered = [
                (places[offer.entry.registration_id], offer.end)
                for queue in queues.queues_of(full.exhibition, moment).values()
                for offer in sorted(queue.offers, key=lambda offer: offer.entry.pk)
            ]
            answers.append((free, offered, [stand.standing for stand in stands_of(full.exhibition, moment)]))
        return answers

    answers = week(with_job=False)
    assert answers == week(with_job=True)
    assert {free for free, *_ in answers} == {0, 1, 2}


def test_job_writes_offers_down_and_sends_their_letters(mailoutbox, django_capture_on_commit_callbacks):
    full = Full(1, now=timezone.now() - HOUR)
    assert not Claim.objects.offers().exists()

    with django_capture_on_commit_callbacks(execute=True):
        call_command("send_letters")

    assert Claim.objects.offers().get().registration == full.others[0]
    assert [mail.to for mail in mailoutbox] == [[full.others[0].exhibitor.members.get().email]]


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_letters_say_what_it_is_about_and_until_when(language):
    full = Full(hours=48)
    other = make_registration(
        exhibition=full.exhibition, exhibitor=make_exhibitor(members=[make_user(language=language)])
    )
    waiting.join(other, full.category, now=full.now)
    booking.release(full.holder, now=full.now + MINUTE)
    waiting.settle_all(now=full.now + 72 * HOUR)

    for letter in Outbox.objects.filter(kind__in=["offer", "offer_lapsed"]):
        assert letter.language == language
        assert full.booth.code in letter.body
        assert str(other.public_id) in letter.body


def test_two_offers_to_one_registration_are_two_letters():
    full = Full(1)
    other_booth = make_booth(exhibition=full.exhibition, category=make_category(exhibition=full.exhibition))
    second = make_registration(exhibition=full.exhibition)
    booking.claim(second, other_booth, now=full.now)
    waiting.join(full.others[0], other_booth.category, now=full.now)

    booking.release(full.holder, now=full.now + MINUTE)
    booking.release(second, now=full.now + MINUTE)

    assert Claim.objects.offers().filter(registration=full.others[0]).count() == 2
    assert Outbox.objects.filter(kind="offer").count() == 2


def test_reading_costs_the_same_with_one_and_with_many(django_assert_num_queries):
    full, many = Full(1), Full(6)
    for _ in range(4):
        make_booth(exhibition=many.exhibition, category=many.category)

    for exhibition in (full.exhibition, many.exhibition):
        with django_assert_num_queries(4):
            booking.free_booths(exhibition, full.now)
        with django_assert_num_queries(6):
            stands_of(exhibition, full.now)
