"""
Companies that press the button in the same instant: threads, each with its own connection.

SQLite lets one writer in at a time, so a faulty program passes there by accident. What these
tests prove is proven on PostgreSQL, and only because the negative control fails there.
"""

import random
import threading
import time
from contextlib import contextmanager, suppress
from datetime import timedelta

import pytest
from django.db import connection, connections, models, transaction
from django.utils import timezone

from exhibitors import booking, companies, transitions
from exhibitors.models import CLOSED_STATES, Audit, Claim, Exhibitor, Outbox, Registration, State
from exhibitors.refusals import Refused, Taken
from tests.makers import make_booth, make_exhibition, make_registration, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(calls):
    """Run ``calls`` in threads that start together; return what each returned, or the Refused it raised."""
    barrier, outcomes = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place, call):
        try:
            connections["default"].ensure_connection()
            barrier.wait(timeout=20)
            outcomes[place] = call()
        except Exception as error:  # looked at by the test, in the main thread
            outcomes[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=40)
    unexpected = [
        outcome for outcome in outcomes if isinstance(outcome, Exception) and not isinstance(outcome, Refused)
    ]
    assert unexpected == []
    return outcomes


def claims_of(registrations, booth):
    return [lambda registration=registration: booking.claim(registration, booth) for registration in registrations]


def slow_look(monkeypatch):
    """Let time pass between looking whether a booth is free and taking it."""
    look = booking.lock_claims

    def look_and_wait(*args):
        found = look(*args)
        time.sleep(0.05)
        return found

    monkeypatch.setattr(booking, "lock_claims", look_and_wait)


def look_together(monkeypatch, count):
    """Let nobody of ``count`` take a booth before all of them have looked whether it is free."""
    look, everybody = booking.lock_claims, threading.Barrier(count)

    def look_and_meet(*args):
        found = look(*args)
        everybody.wait(timeout=20)
        return found

    monkeypatch.setattr(booking, "lock_claims", look_and_meet)


@contextmanager
def without_the_rule():
    """The database as it would be without the constraint that keeps one claim on a booth."""
    rule = next(rule for rule in Claim._meta.constraints if rule.name == "one_unreleased_claim_per_booth")
    with connection.schema_editor() as editor:
        editor.remove_constraint(Claim, rule)
    try:
        yield
    finally:
        Claim.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Claim, rule)


def test_two_companies_after_one_booth_one_gets_it_and_one_is_told(monkeypatch):
    booth = make_booth()
    registrations = [make_registration(exhibition=booth.exhibition) for _ in range(2)]
    slow_look(monkeypatch)

    outcomes = at_once(claims_of(registrations, booth))

    won = [outcome for outcome in outcomes if isinstance(outcome, Claim)]
    assert len(won) == 1
    assert [type(outcome) for outcome in outcomes if outcome not in won] == [Taken]
    assert booth.claims.unreleased().get() == won[0]


def test_eight_companies_after_one_booth_whose_hold_ran_out(monkeypatch):
    booth = make_booth()
    make_registration(booth=booth)
    booth.claims.update(expires_at=booth.claims.get().created_at)
    registrations = [make_registration(exhibition=booth.exhibition) for _ in range(8)]
    slow_look(monkeypatch)

    outcomes = at_once(claims_of(registrations, booth))

    assert sum(isinstance(outcome, Claim) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, Taken) for outcome in outcomes) == 7
    assert booth.claims.unreleased().count() == 1


@pytest.mark.skipif(
    connection.vendor != "postgresql",
    reason="SQLite serialises writers, so even a program without the rule books no booth twice there",
)
def test_two_companies_both_get_the_booth_without_the_rule(monkeypatch):
    """The negative control: were this to fail, the races above would prove nothing."""
    booth = make_booth()
    registrations = [make_registration(exhibition=booth.exhibition) for _ in range(2)]
    look_together(monkeypatch, 2)

    with without_the_rule():
        outcomes = at_once(claims_of(registrations, booth))

    assert [type(outcome) for outcome in outcomes] == [Claim, Claim]


@pytest.mark.rounds(1, 50)
def test_one_company_with_eight_tabs_gets_one_booth(monkeypatch):
    exhibition = make_exhibition()
    registration = make_registration(exhibition=exhibition)
    booths = [make_booth(exhibition=exhibition) for _ in range(8)]
    slow_look(monkeypatch)

    at_once([lambda booth=booth: booking.claim(registration, booth) for booth in booths])

    assert registration.claims.unreleased().count() == 1


@pytest.mark.rounds(1, 50)
def test_one_company_that_presses_eight_times_hears_yours_eight_times():
    booth = make_booth()
    registration = make_registration(exhibition=booth.exhibition)

    outcomes = at_once(claims_of([registration] * 8, booth))

    assert all(isinstance(outcome, Claim) for outcome in outcomes)
    assert Claim.objects.count() == 1


def test_two_companies_that_swap_booths_do_not_block_each_other(monkeypatch):
    exhibition = make_exhibition()
    booths = [make_booth(exhibition=exhibition) for _ in range(2)]
    registrations = [make_registration(booth=booth) for booth in booths]
    Claim.objects.update(expires_at=models.F("created_at"))
    slow_look(monkeypatch)

    outcomes = at_once(claims_of(registrations[:1], booths[1]) + claims_of(registrations[1:], booths[0]))

    assert any(isinstance(outcome, Claim) for outcome in outcomes)
    assert Claim.objects.unreleased().count() == len(set(Claim.objects.unreleased().values_list("booth", flat=True)))


def test_staff_and_companies_after_one_booth_one_gets_it(monkeypatch):
    booth, staff = make_booth(), make_user(superuser=True)
    registrations = [make_registration(exhibition=booth.exhibition) for _ in range(4)]
    slow_look(monkeypatch)

    outcomes = at_once([*claims_of(registrations, booth), lambda: booking.block(booth, note="x", by=staff)])

    assert sum(isinstance(outcome, Claim) for outcome in outcomes) == 1
    assert booth.claims.unreleased().count() == 1


def test_decisions_at_once_are_one_decision():
    registration = make_registration(state="submitted")
    letters = Outbox.objects.count()
    steps = ["approve", "approve", "reject", "withdraw"]

    outcomes = at_once([lambda step=step: transitions.move(registration, step, reason="x") for step in steps])

    registration.refresh_from_db()
    last = Audit.objects.filter(model="exhibitors.registration").order_by("-pk").first()
    assert last.after == {"state": registration.state}
    done = [outcome for outcome in outcomes if isinstance(outcome, Registration)]
    # An approval may still be withdrawn by the company; nothing else can follow.
    assert len(done) == 1 or (len(done) == 2 and registration.state == State.WITHDRAWN)
    assert Outbox.objects.count() == letters + len(done)
    assert registration.claims.unreleased().exists() == (registration.state == State.APPROVED)


def wander(registrations, booths, seed, steps):
    """Do one random step after another; be refused often, and fail never. Return how many were not refused."""
    chance, done = random.Random(seed), 0
    for _ in range(steps):
        registration, booth = chance.choice(registrations), chance.choice(booths)
        step = chance.choice(["claim"] * 4 + ["block", "unblock", "release", *transitions.EVENTS])
        now = timezone.now() + timedelta(minutes=chance.choice([0, 0, 40]))  # many a hold has run out
        with suppress(Refused):
            if step == "claim":
                booking.claim(registration, booth, now=now)
            elif step == "release":
                booking.release(registration, now=now)
            elif step == "block":
                booking.block(booth, note="x", now=now)
            elif step == "unblock":
                for kept in Claim.objects.unreleased().filter(registration=None, booth=booth):
                    booking.unblock(kept, now=now)
            else:
                transitions.move(registration, step, reason="x", terms_version="1", now=now)
            done += 1
    return done


@pytest.mark.rounds(1, 50)
def test_storm_of_all_steps_leaves_everything_in_order():
    exhibition = make_exhibition()
    booths = [make_booth(exhibition=exhibition) for _ in range(5)]
    registrations = [make_registration(exhibition=exhibition) for _ in range(6)]

    outcomes = at_once([lambda seed=seed: wander(registrations, booths, seed, 40) for seed in range(6)])

    assert sum(outcomes) > 0
    claims = Claim.objects.unreleased()
    assert claims.count() == claims.values("booth").distinct().count()
    assert not claims.filter(registration__state__in=CLOSED_STATES).exists()
    settled = Registration.objects.filter(state__in=[State.SUBMITTED, State.APPROVED])
    assert not settled.exclude(claims__in=claims).exists()
    assert not claims.filter(registration__in=settled, expires_at__isnull=False).exists()


def test_two_tabs_that_start_make_one_registration():
    draft = make_registration(state="withdrawn")
    details = {"contact_name": "x", "contact_email": "x@example.org"}

    at_once([lambda: transitions.start(draft.exhibition, draft.exhibitor, **details)] * 6)

    assert Registration.objects.open().count() == 1


def test_one_person_enters_companies_in_many_tabs_and_has_as_many_as_allowed():
    user = make_user()

    at_once([lambda: companies.enter(Exhibitor(name_ar="شركة", country="OM"), by=user)] * 6)

    assert Exhibitor.objects.of(user).count() == companies.MOST


def test_two_senders_send_a_letter_once(mailoutbox):
    from exhibitors import letters

    make_registration(state="submitted")
    Outbox.objects.update(sent_at=None, leased_until=None)
    mailoutbox.clear()
    letter = Outbox.objects.get()

    at_once([lambda: letters.deliver(letter.pk)] * 4)

    assert len(mailoutbox) == 1


def test_claim_that_is_rolled_back_leaves_no_trace():
    booth = make_booth()
    registration = make_registration(exhibition=booth.exhibition)
    entries = Audit.objects.count()

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        booking.claim(registration, booth)
        1 / 0  # noqa: B018

    assert (Claim.objects.count(), Audit.objects.count()) == (0, entries)
