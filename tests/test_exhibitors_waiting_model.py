"""Random sequences of steps against a small model of the waiting list, which knows nothing of the database."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exhibitors import booking, queues, waiting
from exhibitors.refusals import Refused
from tests.makers import make_booth, make_exhibition, make_registration

pytestmark = pytest.mark.django_db

TICK = timedelta(minutes=10)
HOLD, OFFER = 3, 6  # in ticks: half an hour, and an hour


class Model:
    """Two booths and a list, tick by tick."""

    def __init__(self, booths):
        self.now = 0
        self.held = {}  # booth -> (company, until); stays when it ran out, until somebody else has the booth
        self.offers = {}  # booth -> (company, until)
        self.free_since = dict.fromkeys(range(booths), 0)
        self.line = []

    def current(self, booth):
        return booth in self.offers or (booth in self.held and self.held[booth][1] > self.now)

    def booth_of(self, company):
        return next((booth for booth, (holder, _end) in self.held.items() if holder == company), None)

    def offer_of(self, company):
        return next((booth for booth, (holder, _end) in self.offers.items() if holder == company), None)

    def wait(self, ticks):
        for _ in range(ticks):
            self.now += 1
            for booth, (_holder, end) in self.held.items():
                if end == self.now:
                    self.free_since[booth] = end
            for booth, (_holder, end) in list(self.offers.items()):
                if end == self.now:
                    del self.offers[booth]
                    self.free_since[booth] = end
            self.offer()

    def offer(self):
        for booth in sorted(self.free_since, key=lambda booth: (self.free_since[booth], booth)):
            if self.line and not self.current(booth):
                self.held.pop(booth, None)
                self.offers[booth] = (self.line.pop(0), self.now + OFFER)

    def give_up(self, booth):
        _holder, end = self.held.pop(booth)
        self.free_since[booth] = min(end, self.now)

    def take(self, company, booth):
        mine = self.booth_of(company)
        self.offers.pop(booth, None)
        self.held.pop(booth, None)
        if mine is not None and mine in self.held:
            self.give_up(mine)
        other = self.offer_of(company)
        if other is not None:
            del self.offers[other]
            self.free_since[other] = self.now
        if company in self.line:
            self.line.remove(company)
        self.held[booth] = (company, self.now + HOLD)
        self.offer()

    def claim(self, company, booth):
        if self.offer_of(company) != booth and self.held.get(booth, (None,))[0] != company and self.current(booth):
            return False
        if self.held.get(booth, (None,))[0] == company:
            self.held[booth] = (company, self.now + HOLD)
        else:
            self.take(company, booth)
        return True

    def release(self, company):
        mine = self.booth_of(company)
        if mine is None:
            return False
        self.give_up(mine)
        self.offer()
        return True

    def join(self, company):
        if company in self.line or self.offer_of(company) is not None:
            return True
        mine = self.booth_of(company)
        if (mine is not None and self.current(mine)) or not all(map(self.current, self.free_since)):
            return False
        self.line.append(company)
        return True

    def leave(self, company):
        if company in self.line:
            self.line.remove(company)
        booth = self.offer_of(company)
        if booth is not None:
            del self.offers[booth]
            self.free_since[booth] = self.now
            self.offer()
        return True

    def accept(self, company):
        booth = self.offer_of(company)
        if booth is None:
            return False
        self.take(company, booth)
        return True


def allowed(step):
    try:
        step()
    except Refused:
        return False
    return True


def same_picture(model, exhibition, booths, companies, now):
    """Whether pages and rules read from the database what the model says."""
    queue = next(iter(queues.queues_of(exhibition, now).values()), queues.Queue([], [], []))
    place = {registration.pk: number for number, registration in enumerate(companies)}
    offers = {booths.index(offer.booth): (place[offer.entry.registration_id], offer.end) for offer in queue.offers}
    start = now - model.now * TICK
    assert offers == {booth: (who, start + end * TICK) for booth, (who, end) in model.offers.items()}
    assert [place[entry.registration_id] for entry in queue.waiting] == model.line
    free = {booths.index(booth) for booth in booking.free_booths(exhibition, now)}
    assert free == {booth for booth in model.free_since if not model.current(booth)}
    for number, registration in enumerate(companies):
        claim = booking.booth_claim(registration, now)
        assert (claim and booths.index(claim.booth)) == model.booth_of(number)


STEPS = st.tuples(
    st.sampled_from(["claim", "claim", "join", "join", "release", "leave", "accept", "wait", "settle"]),
    st.integers(0, 4),
    st.integers(0, 1),
    st.integers(1, 8),
)


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(STEPS, max_size=30))
def test_random_steps_agree_with_the_model(steps):
    with transaction.atomic():
        start = timezone.now() + timedelta(days=1)
        exhibition = make_exhibition(offer_hours=1, closes_at=start + timedelta(days=60))
        booths = [make_booth(exhibition=exhibition) for _ in range(2)]
        category = booths[0].category
        companies = [make_registration(exhibition=exhibition) for _ in range(5)]
        model = Model(2)
        for step, number, place, ticks in steps:
            registration, now = companies[number], start + model.now * TICK
            if step == "wait":
                model.wait(ticks)
            elif step == "settle":
                waiting.settle_all(now=now)
            elif step == "claim":
                expected = model.claim(number, place)
                claim = booking.claim
                assert expected == allowed(lambda c=claim, r=registration, b=booths[place], n=now: c(r, b, now=n))
            elif step == "release":
                expected = model.release(number)
                assert expected == allowed(lambda r=registration, n=now: booking.release(r, now=n))
            else:
                expected = getattr(model, step)(number)
                act = getattr(waiting, step)
                assert expected == allowed(lambda a=act, r=registration, n=now: a(r, category, now=n))
            same_picture(model, exhibition, booths, companies, start + model.now * TICK)
        transaction.set_rollback(True)
