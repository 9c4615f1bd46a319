"""
Staff who press the button in the same instant as others.

See test_exhibitors_races: what these tests prove is proven on PostgreSQL.
"""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from exhibitors import booking, digest, moving, tidying, transitions
from exhibitors.models import Audit, Badge, Claim, Outbox, Registration, State, Step
from exhibitors.refusals import NoBadgeLeft, Refused, Taken
from tests.makers import (
    make_badge,
    make_booth,
    make_editor,
    make_exhibition,
    make_registration,
    make_series,
    make_user,
)
from tests.test_exhibitors_races import at_once, slow_look

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.rounds(5, 100)
def test_two_approve_one_rejects_and_the_company_withdraws_at_once():
    registration = make_registration(state="submitted")
    member = registration.exhibitor.members.get()
    reviewers = [make_user(superuser=True) for _ in range(3)]
    before = Outbox.objects.count()
    steps = [("approve", reviewers[0]), ("approve", reviewers[1]), ("reject", reviewers[2]), ("withdraw", member)]

    outcomes = at_once(
        [lambda name=name, by=by: transitions.move(registration, name, by=by, reason="x") for name, by in steps]
    )

    registration.refresh_from_db()
    done = [outcome for outcome in outcomes if isinstance(outcome, Registration)]
    assert all(isinstance(outcome, Refused) and outcome.status == 409 for outcome in outcomes if outcome not in done)
    last = Audit.objects.filter(model="exhibitors.registration").order_by("-pk").first()
    assert last.after == {"state": registration.state}
    assert Step.objects.order_by("-pk").first().after == registration.state
    assert Step.objects.filter(registration=registration).count() == 2 + len(done)  # begun and sent before
    kinds = list(Outbox.objects.values_list("kind", flat=True))
    assert len(kinds) == len(set(kinds)) == before + len(done)
    assert registration.claims.unreleased().exists() == (registration.state == State.APPROVED)


@pytest.mark.rounds(2, 5)
def test_twenty_of_staff_keep_the_same_booth_in_the_admin_and_one_does():
    booth = make_booth()
    clients = [Client() for _ in range(20)]
    for client in clients:
        client.force_login(make_user(superuser=True))
    address = reverse("admin:exhibitors_claim_add")

    responses = at_once(
        [lambda client=client: client.post(address, {"booth": booth.pk, "note": "x"}) for client in clients]
    )

    assert {response.status_code for response in responses} == {302}
    assert [response.url for response in responses].count(reverse("admin:exhibitors_claim_changelist")) == 1
    assert Claim.objects.unreleased().count() == 1


@pytest.mark.rounds(3, 100)
def test_staff_keep_a_booth_while_twenty_companies_want_it(monkeypatch):
    booth, staff = make_booth(), make_user(superuser=True)
    registrations = [make_registration(exhibition=booth.exhibition) for _ in range(20)]
    slow_look(monkeypatch)
    calls = [lambda registration=registration: booking.claim(registration, booth) for registration in registrations]

    outcomes = at_once([lambda: booking.block(booth, note="x", by=staff), *calls])

    won = [outcome for outcome in outcomes if isinstance(outcome, Claim)]
    assert [type(outcome) for outcome in outcomes if outcome not in won] == [Taken] * 20
    assert [booth.claims.unreleased().get()] == won


def test_three_reviewers_move_three_companies_to_one_booth(monkeypatch):
    exhibition = make_exhibition()
    registrations = [make_registration(exhibition=exhibition, state="approved") for _ in range(3)]
    booth, staff = make_booth(exhibition=exhibition), make_editor()
    slow_look(monkeypatch)

    outcomes = at_once([lambda item=item: moving.move_booth(item, booth, by=staff) for item in registrations])

    assert sum(isinstance(outcome, Claim) for outcome in outcomes) == 1
    assert Outbox.objects.filter(kind="moved").count() == 1
    assert Claim.objects.unreleased().count() == 3


def test_reviewers_who_swap_two_companies_do_not_block_each_other(monkeypatch):
    exhibition = make_exhibition()
    registrations = [make_registration(exhibition=exhibition, state="approved") for _ in range(2)]
    booths = [registration.claims.get().booth for registration in registrations]
    free, staff = make_booth(exhibition=exhibition), make_editor()
    slow_look(monkeypatch)
    moves = [(registrations[0], booths[1]), (registrations[1], booths[0]), *((item, free) for item in registrations)]

    at_once([lambda item=item, booth=booth: moving.move_booth(item, booth, by=staff) for item, booth in moves])

    held = list(Claim.objects.unreleased().values_list("booth", flat=True))
    assert len(held) == len(set(held)) == 2


def test_staff_move_a_company_while_it_withdraws(monkeypatch):
    registration = make_registration(state="approved")
    booth, staff = make_booth(exhibition=registration.exhibition), make_editor()
    slow_look(monkeypatch)

    at_once(
        [
            lambda: moving.move_booth(registration, booth, by=staff),
            lambda: transitions.move(registration, "withdraw"),
        ]
    )

    registration.refresh_from_db()
    assert registration.state == State.WITHDRAWN
    assert not registration.claims.unreleased().exists()


def test_eight_tabs_enter_the_last_badge_once():
    registration = make_registration(state="approved")
    for _ in range(2):
        make_badge(registration)

    outcomes = at_once([lambda: make_badge(registration)] * 8)

    assert sum(isinstance(outcome, Badge) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, NoBadgeLeft) for outcome in outcomes) == 7


def test_four_digests_at_once_are_one():
    make_series(contact_email="organisers@example.org")
    for _ in range(3):
        make_registration(state="submitted")

    outcomes = at_once([digest.write_digest] * 4)

    assert sum(outcome is not None for outcome in outcomes) == 1
    assert Outbox.objects.filter(kind="digest").count() == 1


def test_jobs_at_once_remind_once_and_delete_once():
    registration = make_registration(booth=make_booth())
    then = timezone.now() - timedelta(days=31)
    Registration.objects.update(created_at=then)
    registration.history.update(history_date=then)
    registration.claims.update(created_at=then, expires_at=then)

    reminded = at_once([tidying.tidy] * 4)
    later = timezone.now() + tidying.WARNING
    deleted = at_once([lambda: tidying.tidy(now=later)] * 4)

    assert sorted(reminded) == [(0, 0)] * 3 + [(1, 0)]
    assert sorted(deleted) == [(0, 0)] * 3 + [(0, 1)]
    assert Audit.objects.filter(what="tidy").count() == 1
