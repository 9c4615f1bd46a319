"""What is written down of a decision, who may not decide, and how staff move a company."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from exhibitors import booking, moving, steps, transitions
from exhibitors.models import Audit, Claim, Membership, Outbox, Registration, State, Step
from exhibitors.refusals import AlreadyDecided, Conflict, NotAllowed, OwnCompany, ReasonMissing, Taken
from exhibitors.transitions import EVENTS
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


@pytest.fixture
def editor():
    return make_editor()


def join(user, registration):
    Membership.objects.create(exhibitor=registration.exhibitor, user=user)


# Steps in words


def test_each_step_is_told_with_who_when_why_and_its_states(editor):
    registration = make_registration(state="submitted")
    now = timezone.now() + timedelta(hours=1)

    transitions.move(registration, "return", by=editor, reason=" ينقص السجل ", now=now)

    step = Step.objects.last()
    assert (step.event, step.actor, step.by, step.at) == ("return", Step.Actor.STAFF, editor, now)
    assert (step.before, step.after, step.why) == (State.SUBMITTED, State.RETURNED, "ينقص السجل")


def test_steps_and_audit_tell_the_same():
    registration = make_registration(state="approved")

    steps = [(step.event, step.after) for step in registration.steps.all()]
    audit = Audit.objects.filter(model="exhibitors.registration", object_id=registration.pk).order_by("pk")
    assert steps == [(entry.what, entry.after["state"]) for entry in audit]
    assert steps == [("start", "draft"), ("submit", "submitted"), ("approve", "approved")]


def test_step_without_its_audit_entry_is_not_kept(monkeypatch):
    registration = make_registration(state="submitted")
    steps = Step.objects.count()
    monkeypatch.setattr(transitions.letters, "write", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        transitions.move(registration, "approve")

    assert Step.objects.count() == steps


def test_words_are_in_no_audit_entry(editor):
    registration = make_registration(state="submitted")

    transitions.move(registration, "reject", by=editor, reason="كلمة سرية")

    assert not [entry for entry in Audit.objects.all() if "كلمة" in f"{entry.before}{entry.after}"]


def test_step_outlives_the_person(editor):
    registration = make_registration(state="submitted")
    transitions.move(registration, "approve", by=editor)

    editor.delete()

    step = registration.steps.last()
    assert (step.event, step.actor, step.by) == ("approve", Step.Actor.STAFF, None)


def test_withdrawal_by_staff_says_why_to_the_company(editor):
    registration = make_registration(state="approved")

    with pytest.raises(ReasonMissing):
        transitions.move(registration, "withdraw", by=editor)
    transitions.move(registration, "withdraw", by=editor, reason="أُلغي المعرض")

    assert "أُلغي المعرض" in Outbox.objects.get(kind="withdrawn").body


def test_withdrawal_by_the_company_needs_no_reason():
    registration = make_registration(state="approved")

    transitions.move(registration, "withdraw", by=registration.exhibitor.members.get())

    assert (registration.steps.last().actor, registration.steps.last().why) == (Step.Actor.COMPANY, "")


# Nobody decides on a company of their own


@pytest.mark.parametrize("superuser", [False, True])
@pytest.mark.parametrize("name", ["approve", "return", "reject", "reopen"])
def test_nobody_decides_on_their_own_company(name, superuser):
    registration = make_registration(state=EVENTS[name].sources[0])
    user = make_user(superuser=True) if superuser else make_editor()
    join(user, registration)

    with pytest.raises(OwnCompany):
        transitions.move(registration, name, by=user, reason="x")


def test_nobody_moves_their_own_company():
    registration = make_registration(state="approved")
    user = make_user(superuser=True)
    join(user, registration)

    with pytest.raises(OwnCompany):
        moving.move_booth(registration, make_booth(exhibition=registration.exhibition), by=user)


def test_staff_withdraw_their_own_company_as_its_members_until_the_lock():
    exhibition = make_exhibition(lock_at=timezone.now() - timedelta(hours=1))
    registration = make_registration(exhibition=exhibition, state="approved")
    user = make_user(superuser=True)
    join(user, registration)

    with pytest.raises(NotAllowed):
        transitions.move(registration, "withdraw", by=user, reason="x")


# Two reviewers


def test_second_reviewer_hears_how_the_registration_stands(editor):
    registration = make_registration(state="submitted")
    transitions.move(registration, "approve", by=make_editor())

    with pytest.raises(AlreadyDecided) as refusal:
        transitions.move(registration, "reject", by=editor, reason="x")

    assert str(State.APPROVED.label) in refusal.value.message


def test_reviewer_who_saw_another_version_decides_nothing(editor):
    registration = make_registration(state="submitted")
    seen = registration.version
    transitions.move(registration, "approve", by=make_editor())

    with pytest.raises(AlreadyDecided):
        transitions.move(registration, "withdraw", by=editor, reason="x", seen=seen)

    registration.refresh_from_db()
    assert registration.state == State.APPROVED


def test_company_hears_nothing_of_decisions_by_this_way():
    registration = make_registration(state="approved")

    with pytest.raises(Conflict) as refusal:
        transitions.move(registration, "submit", by=registration.exhibitor.members.get())

    assert not isinstance(refusal.value, AlreadyDecided)


# Another booth


@pytest.mark.parametrize("state", ["submitted", "approved"])
def test_staff_move_a_company_and_tell_it(editor, state):
    registration = make_registration(state=state)
    old = registration.claims.get()
    booth = make_booth(exhibition=registration.exhibition)

    new = moving.move_booth(registration, booth, by=editor, reason="عمود في المكان")

    old.refresh_from_db()
    registration.refresh_from_db()
    assert (old.released_why, new.booth, new.expires_at, registration.state) == ("moved", booth, None, state)
    letter = Outbox.objects.get(kind="moved")
    assert booth.code in letter.body
    assert "عمود في المكان" in letter.body
    step = registration.steps.last()
    assert (step.event, step.by, step.why) == ("move", editor, "عمود في المكان")
    entry = Audit.objects.get(what="move")
    assert (entry.before, entry.after) == ({"booth": old.booth_id}, {"booth": booth.pk})


@pytest.mark.parametrize("state", ["draft", "returned", "rejected", "withdrawn"])
def test_staff_move_nobody_in_another_state(editor, state):
    registration = make_registration(state=state)

    with pytest.raises(Conflict):
        moving.move_booth(registration, make_booth(exhibition=registration.exhibition), by=editor)


def test_staff_move_nobody_to_a_booth_that_a_company_has(editor):
    exhibition = make_exhibition()
    taken, registration = [make_registration(exhibition=exhibition, state="submitted") for _ in range(2)]

    with pytest.raises(Taken):
        moving.move_booth(registration, taken.claims.get().booth, by=editor)

    assert registration.claims.unreleased().count() == 1


def test_staff_move_a_company_to_a_booth_that_they_kept(editor):
    registration = make_registration(state="approved")
    kept = make_booth(exhibition=registration.exhibition)
    block = booking.block(kept, note="x", by=editor)

    moving.move_booth(registration, kept, by=editor)

    block.refresh_from_db()
    assert block.released_why == Claim.Released.STAFF
    assert registration.claims.unreleased().get().booth == kept


def test_staff_move_a_company_to_a_booth_that_is_not_for_sale(editor):
    registration = make_registration(state="approved")
    category = make_category(exhibition=registration.exhibition, price=None)
    booth = make_booth(exhibition=registration.exhibition, category=category)

    assert booth in moving.booths_to_move_to(registration.exhibition, timezone.now())
    moving.move_booth(registration, booth, by=editor)

    assert registration.claims.unreleased().get().booth == booth


def test_staff_move_a_company_where_a_hold_ran_out(editor):
    registration = make_registration(state="approved")
    draft = make_registration(exhibition=registration.exhibition, booth=make_booth(exhibition=registration.exhibition))

    moving.move_booth(
        registration, draft.claims.get().booth, by=editor, now=timezone.now() + booking.HOLD + timedelta(seconds=1)
    )

    assert draft.claims.get().released_why == Claim.Released.EXPIRED


def test_moving_twice_to_the_same_booth_is_one_move(editor):
    registration = make_registration(state="approved")
    booth = make_booth(exhibition=registration.exhibition)

    first, second = [moving.move_booth(registration, booth, by=editor) for _ in range(2)]

    assert first == second
    assert Outbox.objects.filter(kind="moved").count() == 1


def test_booth_of_another_exhibition_is_refused(editor):
    registration = make_registration(state="approved")

    with pytest.raises(Conflict):
        moving.move_booth(registration, make_booth(), by=editor)


@pytest.mark.parametrize("who", ["member", "other", "staff without rights"])
def test_only_who_decides_moves(who):
    registration = make_registration(state="approved")
    user = {"member": registration.exhibitor.members.get(), "other": make_user()}.get(who) or make_user(staff=True)

    with pytest.raises(NotAllowed):
        moving.move_booth(registration, make_booth(exhibition=registration.exhibition), by=user)


# Every event, from every state, by everybody: section 2.2 of the rules

ROLES = ["member", "other company", "attendee", "reviewer", "staff without rights", "superuser", "anonymous"]
MEMBERS, REVIEWERS = {"member"}, {"reviewer", "superuser"}
OPEN = {"draft", "returned", "submitted", "approved"}
MAY = {
    "claim": ({"draft", "returned"}, MEMBERS | REVIEWERS),
    "release": ({"draft", "returned"}, MEMBERS | REVIEWERS),
    "write": ({"draft", "returned", "submitted", "approved"}, MEMBERS | REVIEWERS),
    "submit": ({"draft", "returned"}, MEMBERS),
    "return": ({"submitted"}, REVIEWERS),
    "approve": ({"submitted"}, REVIEWERS),
    "reject": ({"submitted"}, REVIEWERS),
    "withdraw": (OPEN, MEMBERS | REVIEWERS),
    "reopen": ({"rejected", "withdrawn"}, REVIEWERS),
    "move": ({"submitted", "approved"}, REVIEWERS),
}


def person(role, registration):
    if role == "member":
        return registration.exhibitor.members.get()
    if role == "anonymous":
        return AnonymousUser()
    user = {
        "reviewer": make_editor,
        "superuser": lambda: make_user(superuser=True),
        "staff without rights": lambda: make_user(staff=True),
    }.get(role, make_user)()
    if role == "other company":
        make_exhibitor(members=[user])
    return user


def attempt(name, registration, booth, user):
    if name == "claim":
        booking.claim(registration, booth, by=user)
    elif name == "release":
        booking.release(registration, by=user)
    elif name == "write":
        contact = steps.WRITTEN["contact"]
        values = {field: getattr(registration, field) for field in contact.fields}
        steps.write(registration, contact, values, seen=steps.stamp(registration, contact), by=user)
    elif name == "move":
        moving.move_booth(registration, booth, by=user)
    else:
        transitions.move(registration, name, by=user, reason="سبب", terms_version="1")


def everything(registration):
    registration.refresh_from_db()
    claims = list(registration.claims.order_by("pk").values_list("booth", "released_at", "expires_at"))
    counts = [model.objects.count() for model in (Audit, Step, Outbox)]
    return registration.state, registration.version, claims, counts


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("name", MAY)
def test_each_event_from_each_state_by_each_role(name, state, role):
    exhibition = make_exhibition()
    registration = make_registration(booth=make_booth(exhibition=exhibition), state=state)
    booth = make_booth(exhibition=exhibition)
    user = person(role, registration)
    states, roles = MAY[name]
    before = everything(registration)

    if state in states and role in roles:
        attempt(name, registration, booth, user)
        assert Registration.objects.get(pk=registration.pk).state == (EVENTS[name].target if name in EVENTS else state)
    else:
        with pytest.raises((Conflict, NotAllowed)):
            attempt(name, registration, booth, user)
        assert everything(registration) == before


@pytest.mark.parametrize("role", ROLES)
def test_begin_by_each_role(role):
    exhibition = make_exhibition()
    existing = make_registration(exhibition=exhibition, state="withdrawn")
    details = {"contact_name": "x", "contact_email": "x@example.org"}
    user = person(role, existing)

    def begin():
        return transitions.start(exhibition, existing.exhibitor, by=user, **details)

    if role in MEMBERS | REVIEWERS:
        assert begin().state == State.DRAFT
    else:
        with pytest.raises(NotAllowed):
            begin()
