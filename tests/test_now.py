"""What is on now and what comes next, by the clock of the host."""

import datetime
import zoneinfo

import pytest
from django.utils import timezone

from papers.models import Room
from papers.now import now_and_next
from tests.makers import make_edition, make_session

pytestmark = pytest.mark.django_db

CASABLANCA = zoneinfo.ZoneInfo("Africa/Casablanca")


def make_running_edition(**fields):
    return make_edition(starts_on=datetime.date(2026, 11, 20), ends_on=datetime.date(2026, 11, 22), **fields)


def at(hour, minute=0, *, day=20, zone=CASABLANCA):
    return datetime.datetime(2026, 11, day, hour, minute, tzinfo=zone)


def make_talk(edition, room, start, end, *, day=20):
    return make_session(
        edition=edition,
        room=room,
        day=datetime.date(2026, 11, day),
        starts_at=datetime.time(*start),
        ends_at=datetime.time(*end),
    )


def test_each_room_has_what_is_on_and_what_follows():
    edition = make_running_edition()
    big = Room.objects.create(edition=edition, name_ar="الكبرى", order=1)
    small = Room.objects.create(edition=edition, name_ar="الصغرى", order=2)
    first = make_talk(edition, big, (9, 0), (10, 0))
    second = make_talk(edition, big, (10, 0), (11, 0))
    later = make_talk(edition, small, (10, 30), (11, 30))

    assert now_and_next(edition, at(9, 30)) == [
        {"room": big, "now": first, "next": second},
        {"room": small, "now": None, "next": later},
    ]


def test_a_session_that_ends_as_another_begins_gives_way_to_it():
    edition = make_running_edition()
    room = Room.objects.create(edition=edition, name_ar="قاعة")
    make_talk(edition, room, (9, 0), (10, 0))
    second = make_talk(edition, room, (10, 0), (11, 0))

    assert now_and_next(edition, at(10, 0)) == [{"room": room, "now": second, "next": None}]


def test_the_clock_is_the_hosts():
    edition = make_running_edition(time_zone="Asia/Muscat")
    room = Room.objects.create(edition=edition, name_ar="قاعة")
    talk = make_talk(edition, room, (9, 0), (10, 0))
    half_past_five = datetime.datetime(2026, 11, 20, 5, 30, tzinfo=datetime.UTC)

    assert now_and_next(edition, half_past_five) == [{"room": room, "now": talk, "next": None}]
    assert now_and_next(edition, half_past_five + datetime.timedelta(hours=1)) == []


def test_another_day_has_nothing_to_say(django_assert_num_queries):
    edition = make_running_edition()
    room = Room.objects.create(edition=edition, name_ar="قاعة")
    make_talk(edition, room, (9, 0), (10, 0), day=21)

    with django_assert_num_queries(1):
        assert now_and_next(edition, at(8)) == []


@pytest.mark.parametrize("path", ["/", "/editions/11/"])
def test_pages_say_what_is_on_while_the_edition_runs(client, path):
    today = timezone.now().astimezone(CASABLANCA).date()
    edition = make_edition(number=11, starts_on=today, ends_on=today)
    make_session(
        edition=edition,
        title_ar="جلسة قائمة",
        day=today,
        starts_at=datetime.time(0),
        ends_at=datetime.time(23, 59, 59),
    )

    rooms = client.get(path).context["rooms"]

    assert [str(room["now"]) for room in rooms] == ["جلسة قائمة"]


def test_pages_keep_silent_about_now_once_it_is_over(client):
    edition = make_edition(number=11)
    make_session(edition=edition, day=edition.starts_on, starts_at=datetime.time(0), ends_at=datetime.time(23, 59))

    assert client.get("/editions/11/").context["rooms"] == []
