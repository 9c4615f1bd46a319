"""Two people who save the plan in the same instant, and a company that takes a booth that is being deleted."""

import pytest

from exhibitors import booking
from exhibitors.floor_editing import Drawing, places_of, save_plan, snapshot_of
from exhibitors.models import Booth, Claim
from exhibitors.outlines import rectangle
from exhibitors.refusals import PlanChanged, Refused
from tests.makers import make_registration
from tests.plans import make_hall
from tests.test_exhibitors_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("turn", range(4))
def test_of_several_who_save_at_once_one_does_and_the_others_are_told(turn):
    hall = make_hall(gangway=0)
    places = places_of(hall)
    drawings = [
        Drawing([*places[:-1], places[-1]._replace(outline=rectangle(6, 5 + number, 3, 3))]) for number in range(4)
    ]

    outcomes = at_once(
        [lambda drawing=drawing: save_plan(hall, drawing, snapshot_of(places), by=None) for drawing in drawings]
    )

    assert sorted(map(str, map(type, outcomes))) == sorted(map(str, [int, PlanChanged, PlanChanged, PlanChanged]))
    assert hall.booths.get(code="A3").outline[0][1] == 5 + next(
        number for number, outcome in enumerate(outcomes) if outcome == 1
    )


@pytest.mark.parametrize("turn", range(6))
def test_booth_that_is_taken_while_it_is_deleted_is_either_gone_or_taken(turn):
    hall = make_hall()
    booth = hall.booths.get(code="A3")
    registration = make_registration(exhibition=hall)
    drawing = Drawing([], frozenset([str(booth.pk)]))
    snapshot = snapshot_of(places_of(hall))

    saved, claimed = at_once(
        [
            lambda: save_plan(hall, drawing, snapshot, by=None),
            lambda: booking.claim(registration, booth),
        ]
    )

    is_there = Booth.objects.filter(pk=booth.pk).exists()
    assert is_there == isinstance(claimed, Claim) == isinstance(saved, Refused)


def test_code_may_change_hands_among_three():
    hall = make_hall()
    places = places_of(hall)
    codes = [place.code for place in places]
    turned = [place._replace(code=code) for place, code in zip(places, [*codes[1:], codes[0]], strict=True)]

    assert save_plan(hall, Drawing(turned), snapshot_of(places), by=None) == 3

    assert [place.key for place in places_of(hall)] == [places[-1].key, *(place.key for place in places[:-1])]
