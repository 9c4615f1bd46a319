"""A day by the clock: rows of time, columns of rooms."""

import datetime
import re

import pytest

from papers.grid import Day, days_of
from tests.makers import make_edition, make_paper, make_room, make_session
from tests.repository import ROOT

pytestmark = pytest.mark.django_db

DAY = datetime.date(2010, 3, 14)


@pytest.fixture
def edition():
    return make_edition(number=5)


@pytest.fixture
def hold(edition):
    """A function that puts a session into the day, from and to "9:30", in ``room`` or in none."""

    def hold(start, end, room=None, **fields):
        times = [datetime.time(*map(int, time.split(":"))) for time in (start, end)]
        return make_session(edition=edition, day=DAY, starts_at=times[0], ends_at=times[1], room=room, **fields)

    return hold


def places(edition):
    [day] = days_of(list(edition.sessions.with_contents()))
    return day, {entry.session: entry.place for entry in day.entries if entry.session}


def test_sessions_stand_by_the_clock_and_by_the_order_of_the_rooms(edition, hold):
    second, first = make_room(edition=edition, order=2), make_room(edition=edition, order=1)
    short, long, later = hold("9:00", "9:30", second), hold("9:00", "10:30", first), hold("9:30", "10:30", second)

    day, places_of = places(edition)

    assert day.unit == 30
    assert places_of == {short: "t-1 d-1 c-2", long: "t-1 d-3 c-1", later: "t-2 d-2 c-2"}
    assert [column.room for column in day.columns] == [first, second]


def test_an_hour_stands_before_what_begins_at_it(edition, hold):
    hold("9:15", "10:00")
    hold("10:00", "11:00")

    [day] = days_of(list(edition.sessions.with_contents()))

    marks = [entry.hour or entry.session.starts_at for entry in day.entries]
    assert marks == [datetime.time(9, 15), datetime.time(10), datetime.time(10)]
    assert [entry.place for entry in day.entries if entry.hour] == ["t-4"]
    assert day.unit == 15


def test_what_overlaps_in_one_room_stands_side_by_side(edition, hold):
    room, other = make_room(edition=edition, order=1), make_room(edition=edition, order=2)
    one, two, three = hold("9:00", "10:00", room), hold("9:30", "10:30", room), hold("10:00", "11:00", room)
    beside = hold("9:00", "11:00", other)

    day, places_of = places(edition)

    assert [(column.room, column.first, column.width) for column in day.columns] == [(room, 1, 2), (other, 3, 1)]
    assert [places_of[session][-3:] for session in (one, two, three, beside)] == ["c-1", "c-2", "c-1", "c-3"]


def test_what_is_for_everybody_takes_the_whole_width(edition, hold):
    room = make_room(edition=edition)
    hold("9:00", "10:00", room)
    pause = hold("10:00", "10:30", kind="break")

    day, places_of = places(edition)

    assert places_of[pause] == "t-3 d-1 c-all"
    assert day.width == 1


def test_what_is_held_in_no_room_beside_others_has_a_column_of_its_own(edition, hold):
    room = make_room(edition=edition)
    hold("14:00", "15:00", room)
    visit, pause = hold("14:00", "17:00", kind="visit"), hold("15:00", "15:30", kind="break")

    day, places_of = places(edition)

    assert [column.room for column in day.columns] == [room, None]
    assert places_of[visit].endswith("c-2")
    assert places_of[pause].endswith("c-1 x-1")


def test_two_visits_at_one_time_do_not_lie_on_one_another(edition, hold):
    one, two = hold("14:00", "17:00", kind="visit"), hold("15:00", "16:00", kind="visit")

    _day, places_of = places(edition)

    assert places_of[one].endswith("c-1") and places_of[two].endswith("c-2")


@pytest.mark.parametrize(
    ("times", "unit"),
    [([("9:00", "10:00")], 30), ([("9:00", "9:45")], 15), ([("9:10", "9:50")], 10), ([("9:00", "9:07")], 5)],
)
def test_a_row_is_the_widest_unit_on_which_the_times_fall(edition, hold, times, unit):
    for start, end in times:
        hold(start, end)

    assert places(edition)[0].unit == unit


def test_a_session_of_odd_minutes_still_has_a_place(edition, hold):
    odd = hold("9:02", "9:09")

    day, places_of = places(edition)

    assert places_of[odd] == "t-1 d-2 c-all"
    assert day.is_grid


def test_a_day_whose_times_are_not_all_known_is_a_list(edition, hold):
    hold("9:00", "10:00")
    make_session(edition=edition, day=DAY)

    day, places_of = places(edition)

    assert not day.is_grid
    assert set(places_of.values()) == {""}


def test_a_day_with_more_rooms_than_there_are_columns_is_a_list(edition, hold):
    for order in range(13):
        hold("9:00", "10:00", make_room(edition=edition, order=order))

    assert not places(edition)[0].is_grid


def test_a_day_longer_than_there_are_rows_is_a_list(edition, hold):
    hold("0:05", "23:00")

    assert not places(edition)[0].is_grid


def test_a_day_without_sessions_is_a_list():
    assert not Day(DAY, []).is_grid


def test_the_style_sheet_has_a_class_for_every_place():
    from papers import grid

    css = (ROOT / "static/css/programme.css").read_text()
    for name, most in {"t": grid.MOST_ROWS, "d": grid.MOST_ROWS, "c": grid.MOST_COLUMNS, "x": 12, "w": 12}.items():
        assert set(map(int, re.findall(rf"\.{name}-(\d+) ", css))) == set(range(1, most + 1))
    assert set(map(int, re.findall(r"\.u-(\d+) ", css))) == set(grid.UNITS)


def test_the_page_is_one_list_in_the_order_of_the_clock(client, edition, hold):
    second, first = make_room(edition=edition, order=2), make_room(edition=edition, order=1)
    sessions = [hold("9:00", "10:00", second), hold("9:00", "10:00", first), hold("10:00", "11:00", second)]
    make_paper(session=sessions[0])

    html = client.get("/editions/5/programme/").content.decode()

    found = [int(key) for key in re.findall(r'<li class="slot[^"]*" id="session-(\d+)"', html)]
    assert found == [sessions[number].pk for number in (1, 0, 2)]
    assert html.count('class="slots slots--grid') == 1


def test_a_filtered_day_is_a_list(client, edition, hold):
    session = hold("9:00", "10:00", make_room(edition=edition))

    assert "slots--grid" in client.get("/editions/5/programme/?day=2010-03-14").content.decode()
    assert "slots--grid" not in client.get(f"/editions/5/programme/?room={session.room_id}").content.decode()
