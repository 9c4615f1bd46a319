"""A category whose one booth is taken, with those who wait for it: what the tests of waiting lists begin with."""

from datetime import timedelta

from django.utils import timezone

from exhibitors import booking, queues, waiting
from exhibitors.plan import stands_of
from tests.makers import make_booth, make_exhibition, make_registration

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


class Full:
    """A category with one booth, which ``holder`` has as a draft, and ``others`` in its list, in order."""

    def __init__(self, *others, now=None, hours=24, state="draft"):
        self.now = now or timezone.now()
        self.exhibition = make_exhibition(offer_hours=hours)
        self.booth = make_booth(exhibition=self.exhibition)
        self.category = self.booth.category
        self.holder = make_registration(exhibition=self.exhibition)
        booking.claim(self.holder, self.booth, now=self.now)
        self.others = [make_registration(exhibition=self.exhibition) for _ in range(max(others, default=0))]
        for place, other in enumerate(self.others):
            waiting.join(other, self.category, now=self.now + timedelta(seconds=place))

    def offered_to(self, now):
        """Who is offered the booth at ``now``, read without writing."""
        for queue in queues.queues_of(self.exhibition, now).values():
            for offer in queue.offers:
                return offer.entry.registration
        return None

    def standing(self, now):
        return stands_of(self.exhibition, now)[0].standing


def entry_of(registration):
    return registration.waiting.latest("pk")
