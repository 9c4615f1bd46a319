"""How a registration goes on: each step from each state, by whom, and what goes with it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from exhibitors import booking, steps, transitions
from exhibitors.models import Audit, Claim, Outbox, Registration, State
from exhibitors.refusals import (
    AlreadyRegistered,
    Closed,
    Conflict,
    Incomplete,
    NoBooth,
    NotAllowed,
    ReasonMissing,
    Refused,
    TooLate,
)
from tests.makers import (
    make_booth,
    make_editor,
    make_exhibition,
    make_exhibitor,
    make_registration,
    make_user,
)

pytestmark = pytest.mark.django_db

# The table of the rules: from which states a step is possible, where it leads, and who may take it.
ALLOWED = {
    "submit": ({State.DRAFT, State.RETURNED}, State.SUBMITTED, {"member"}),
    "return": ({State.SUBMITTED}, State.RETURNED, {"staff"}),
    "approve": ({State.SUBMITTED}, State.APPROVED, {"staff"}),
    "reject": ({State.SUBMITTED}, State.REJECTED, {"staff"}),
    "withdraw": (
        {State.DRAFT, State.RETURNED, State.SUBMITTED, State.APPROVED},
        State.WITHDRAWN,
        {"member", "staff"},
    ),
    "reopen": ({State.REJECTED, State.WITHDRAWN}, State.DRAFT, {"staff"}),
}


def move(registration, step, **kwargs):
    return transitions.move(registration, step, **{"reason": "سبب", "terms_version": "1"} | kwargs)


def registration_in(state):
    exhibition = make_exhibition()
    booth = make_booth(exhibition=exhibition)
    return make_registration(exhibition=exhibition, booth=booth, state=state)


def person(role, registration):
    if role == "member":
        return registration.exhibitor.members.get()
    if role == "staff":
        return make_editor()
    if role == "superuser":
        return make_user(superuser=True)
    if role == "other company":
        user = make_user()
        make_exhibitor(members=[user])
        return user
    return make_user(staff=True)  # signs in to the admin, and has no right there


@pytest.mark.parametrize("role", ["member", "staff", "superuser", "other company", "staff without rights"])
@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("step", ALLOWED)
def test_step_is_possible_exactly_where_the_rules_say(step, state, role):
    registration = registration_in(state)
    sources, target, actors = ALLOWED[step]
    acts_as = "staff" if role == "superuser" else role

    if state in sources and acts_as in actors:
        assert move(registration, step, by=person(role, registration)).state == target
    else:
        with pytest.raises(Conflict if state not in sources else NotAllowed):
            move(registration, step, by=person(role, registration))
        registration.refresh_from_db()
        assert registration.state == state


@pytest.mark.parametrize("step", ALLOWED)
def test_step_is_written_down_with_its_letter(step, django_capture_on_commit_callbacks):
    sources, target, _actors = ALLOWED[step]
    state = sorted(sources)[0]
    registration = registration_in(state)
    before = Outbox.objects.count()

    move(registration, step, by=None)

    entry = Audit.objects.filter(model="exhibitors.registration").order_by("-pk").first()
    assert (entry.what, entry.before, entry.after) == (step, {"state": state}, {"state": target})
    assert Outbox.objects.count() == before + 1


@pytest.mark.parametrize("step", ["return", "reject"])
def test_step_needs_a_reason(step):
    registration = registration_in("submitted")

    with pytest.raises(ReasonMissing):
        move(registration, step, reason=" ")


def test_start_makes_a_draft():
    user = make_user()
    company = make_exhibitor(members=[user])

    registration = transitions.start(make_exhibition(), company, contact_name="x", contact_email="x@y.zz", by=user)

    assert registration.state == State.DRAFT
    assert Audit.objects.get().what == "start"


def test_start_twice_is_refused():
    registration = make_registration()

    with pytest.raises(AlreadyRegistered):
        make_registration(exhibition=registration.exhibition, exhibitor=registration.exhibitor)


@pytest.mark.parametrize("state", ["rejected", "withdrawn"])
def test_start_anew_is_possible_after_the_end_of_another(state):
    registration = make_registration(state=state)

    make_registration(exhibition=registration.exhibition, exhibitor=registration.exhibitor)

    assert Registration.objects.count() == 2


def test_start_outside_the_window_is_refused():
    user = make_user()

    with pytest.raises(Closed):
        transitions.start(
            make_exhibition(is_open=False),
            make_exhibitor(members=[user]),
            contact_name="x",
            contact_email="x@y.zz",
            by=user,
        )


def test_start_for_somebody_elses_company_is_refused():
    with pytest.raises(NotAllowed):
        transitions.start(
            make_exhibition(), make_exhibitor(), contact_name="x", contact_email="x@y.zz", by=make_user()
        )


def test_submit_clears_the_end_of_the_hold():
    registration = registration_in("draft")

    move(registration, "submit")

    assert registration.claims.get().expires_at is None


def test_submit_late_keeps_the_booth_that_nobody_took():
    booth, now = make_booth(), timezone.now()
    registration = make_registration(exhibition=booth.exhibition)
    booking.claim(registration, booth, now=now)

    move(registration, "submit", now=now + timedelta(hours=2))

    held = registration.claims.get()
    assert (held.released_at, held.expires_at) == (None, None)


def test_submit_late_without_the_booth_that_somebody_took_is_refused():
    booth, now = make_booth(), timezone.now()
    registration = make_registration(exhibition=booth.exhibition)
    booking.claim(registration, booth, now=now)
    booking.claim(make_registration(exhibition=booth.exhibition), booth, now=now + timedelta(hours=1))

    with pytest.raises(NoBooth):
        move(registration, "submit", now=now + timedelta(hours=2))

    registration.refresh_from_db()
    assert registration.state == State.DRAFT


def test_submit_without_a_booth_is_refused():
    with pytest.raises(NoBooth):
        move(make_registration(), "submit")


@pytest.mark.parametrize("field", steps.REQUIRED)
def test_submit_of_an_incomplete_registration_is_refused(field):
    registration = make_registration(booth=make_booth(), **{field: " "})

    with pytest.raises(Incomplete):
        move(registration, "submit")


@pytest.mark.parametrize("version", [None, "0"])
def test_submit_without_accepting_these_terms_is_refused(version):
    registration = registration_in("draft")

    with pytest.raises(Incomplete):
        move(registration, "submit", terms_version=version)


def test_submit_notes_which_terms_were_accepted_and_when():
    registration, now = registration_in("draft"), timezone.now()

    registration = move(registration, "submit", now=now)

    assert (registration.terms_version, registration.terms_accepted_at) == ("1", now)


def test_submit_twice_is_one_submission():
    registration = registration_in("draft")
    move(registration, "submit")

    with pytest.raises(Conflict):
        move(registration, "submit")

    assert Outbox.objects.filter(kind="received").count() == 1


@pytest.mark.parametrize(("step", "why"), [("reject", "rejected"), ("withdraw", "withdrawn")])
def test_end_of_a_registration_releases_its_booth(step, why):
    registration = registration_in("submitted")

    move(registration, step)

    assert registration.claims.get().released_why == why


def test_approve_without_a_booth_is_refused():
    registration = registration_in("submitted")
    registration.claims.update(released_at=timezone.now(), released_why=Claim.Released.STAFF)

    with pytest.raises(NoBooth):
        move(registration, "approve")


def test_withdraw_after_the_last_moment_is_for_staff():
    registration = make_registration(
        booth=make_booth(exhibition=make_exhibition(lock_at=timezone.now())), state="approved"
    )

    with pytest.raises(TooLate):
        move(registration, "withdraw", by=registration.exhibitor.members.get())

    assert move(registration, "withdraw", by=make_editor()).state == State.WITHDRAWN


def test_reopen_is_refused_while_the_company_has_begun_anew():
    registration = make_registration(state="withdrawn")
    make_registration(exhibition=registration.exhibition, exhibitor=registration.exhibitor)

    with pytest.raises(AlreadyRegistered):
        move(registration, "reopen")


def test_reopened_registration_may_be_sent_after_the_window_closed():
    exhibition = make_exhibition(is_open=False)
    booth = make_booth(exhibition=exhibition)
    registration = move(make_registration(exhibition=exhibition, state="withdrawn"), "reopen")
    user = registration.exhibitor.members.get()

    booking.claim(registration, booth, by=user)

    assert move(registration, "submit", by=user).state == State.SUBMITTED


def test_refused_step_leaves_nothing_behind():
    registration = make_registration()
    rows = Audit.objects.count(), Outbox.objects.count()

    with pytest.raises(Refused):
        move(registration, "submit")

    assert (Audit.objects.count(), Outbox.objects.count()) == rows
