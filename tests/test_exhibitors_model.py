"""
Random sequences of steps beside a model in plain Python, which must agree with the portal after each.

With --in-full it runs 5,000 sequences.
"""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from exhibitors import booking, moving, transitions
from exhibitors.models import Audit, Claim, Registration, Step
from exhibitors.refusals import Conflict, NoBooth, Taken
from tests.makers import make_booth, make_exhibition, make_exhibitor, make_registration

HOLD = timedelta(minutes=30)
COMPANIES, BOOTHS = range(3), range(4)
OPEN = {"draft", "returned"}
# From where a step is possible, where it leads, and whether it needs or frees the booth.
STEPS = {
    "submit": (OPEN, "submitted", "needs"),
    "return": ({"submitted"}, "returned", ""),
    "approve": ({"submitted"}, "approved", "needs"),
    "reject": ({"submitted"}, "rejected", "frees"),
    "withdraw": (OPEN | {"submitted", "approved"}, "withdrawn", "frees"),
    "reopen": ({"rejected", "withdrawn"}, "draft", ""),
}
STAFF = "staff"


class Portal(RuleBasedStateMachine):
    """Three companies after four booths, and staff; the clock moves as it is told."""

    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        exhibition = make_exhibition()
        self.booths = [make_booth(exhibition=exhibition) for _ in BOOTHS]
        # Companies of nobody, who get no letters: these have tests of their own.
        self.registrations = [make_registration(exhibition=exhibition, exhibitor=make_exhibitor()) for _ in COMPANIES]
        self.now = timezone.now()
        self.states = ["draft" for _ in COMPANIES]
        self.claims = {}  # booth: (company or STAFF, until when or None)
        self.told = len(self.states)

    def teardown(self):
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    def holder(self, booth):
        """Who keeps others from the booth now."""
        holder, until = self.claims.get(booth, (None, None))
        return holder if until is None or until > self.now else None

    def booth_of(self, company):
        return next((booth for booth, (holder, _until) in self.claims.items() if holder == company), None)

    def agrees(self, expected, call):
        """``call`` is refused as the model says; ``expected`` is None where it must go well."""
        if expected is None:
            call()
            return True
        with pytest.raises(expected):
            call()
        return False

    @rule(minutes=st.sampled_from([1, 10, 29, 31]))
    def wait(self, minutes):
        self.now += timedelta(minutes=minutes)

    @rule(company=st.sampled_from(COMPANIES), booth=st.sampled_from(BOOTHS))
    def claim(self, company, booth):
        mine, until = self.booth_of(company), None
        if self.states[company] not in OPEN:
            expected = Conflict
        elif mine != booth and self.holder(booth) is not None:
            expected = Taken
        else:
            expected = None
        if self.agrees(expected, lambda: booking.claim(self.registrations[company], self.booths[booth], now=self.now)):
            kept_for_good = mine is not None and self.claims[mine][1] is None
            until = None if kept_for_good else self.now + HOLD
            self.claims.pop(mine, None)
            self.claims[booth] = (company, until)

    @rule(company=st.sampled_from(COMPANIES))
    def release(self, company):
        mine = self.booth_of(company)
        expected = Conflict if self.states[company] not in OPEN else NoBooth if mine is None else None
        if self.agrees(expected, lambda: booking.release(self.registrations[company], now=self.now)):
            del self.claims[mine]

    @rule(company=st.sampled_from(COMPANIES), name=st.sampled_from(sorted(STEPS)))
    def step(self, company, name):
        sources, target, booth = STEPS[name]
        mine = self.booth_of(company)
        if self.states[company] not in sources:
            expected = Conflict
        else:
            expected = NoBooth if booth == "needs" and mine is None else None
        registration = self.registrations[company]
        if self.agrees(
            expected,
            lambda: transitions.move(registration, name, reason="x", terms_version="1", now=self.now),
        ):
            self.states[company] = target
            self.told += 1
            if booth == "frees":
                self.claims.pop(mine, None)
            elif name == "submit":
                self.claims[mine] = (company, None)

    @rule(company=st.sampled_from(COMPANIES), booth=st.sampled_from(BOOTHS))
    def move(self, company, booth):
        mine, there = self.booth_of(company), self.holder(booth)
        if self.states[company] not in {"submitted", "approved"}:
            expected = Conflict
        else:
            expected = Taken if there not in (None, STAFF, company) else None
        registration = self.registrations[company]
        if (
            self.agrees(expected, lambda: moving.move_booth(registration, self.booths[booth], now=self.now))
            and mine != booth
        ):
            self.claims.pop(mine, None)
            self.claims[booth] = (company, None)
            self.told += 1

    @rule(booth=st.sampled_from(BOOTHS))
    def block(self, booth):
        expected = Taken if self.holder(booth) is not None else None
        if self.agrees(expected, lambda: booking.block(self.booths[booth], note="x", now=self.now)):
            self.claims[booth] = (STAFF, None)

    @rule(booth=st.sampled_from(BOOTHS))
    def unblock(self, booth):
        kept = Claim.objects.filter(booth=self.booths[booth]).last()
        if kept is None:
            return
        is_kept = self.claims.get(booth, (None,))[0] == STAFF
        if self.agrees(None if is_kept else Conflict, lambda: booking.unblock(kept, now=self.now)):
            del self.claims[booth]

    @invariant()
    def portal_and_model_agree(self):
        states = dict(Registration.objects.values_list("pk", "state"))
        assert [states[registration.pk] for registration in self.registrations] == self.states
        numbers = {registration.pk: company for company, registration in enumerate(self.registrations)} | {None: STAFF}
        places = {booth.pk: place for place, booth in enumerate(self.booths)}
        rows = Claim.objects.unreleased().values_list("booth", "registration", "expires_at")
        assert {places[booth]: (numbers[holder], until) for booth, holder, until in rows} == self.claims
        free = {places[booth.pk] for booth in booking.free_booths(self.registrations[0].exhibition, self.now)}
        assert free == {booth for booth in BOOTHS if self.holder(booth) is None}

    @invariant()
    def what_must_always_hold(self):
        for company, state in enumerate(self.states):
            mine = self.booth_of(company)
            assert mine is None or state not in {"rejected", "withdrawn"}
            assert state not in {"submitted", "approved"} or self.claims[mine][1] is None

    @invariant()
    def every_step_is_told(self):
        assert Step.objects.count() == Audit.objects.filter(model="exhibitors.registration").count() == self.told


@pytest.mark.django_db
def test_random_sequences_agree_with_the_model(request):
    in_full = request.config.getoption("in_full")
    run_state_machine_as_test(
        Portal,
        settings=settings(
            max_examples=5000 if in_full else 40,
            stateful_step_count=30,
            database=None,
            derandomize=not in_full,  # the suite is the same each time; in full it is another sample each time
            suppress_health_check=list(HealthCheck),
        ),
    )
