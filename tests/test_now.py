"""What is on now and what comes next, by the clock of the host; and moments that are rehearsed."""

import datetime
import json
import zoneinfo

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from papers import minutes
from papers.now import Now, moment_of
from tests.makers import make_edition, make_room, make_session
from tests.pages import LANGUAGES, in_language

pytestmark = pytest.mark.django_db

CASABLANCA = zoneinfo.ZoneInfo("Africa/Casablanca")


def make_running_edition(**fields):
    return make_edition(starts_on=datetime.date(2026, 11, 20), ends_on=datetime.date(2026, 11, 22), **fields)


def at(hour, minute=0, *, day=20, second=0, zone=CASABLANCA):
    return datetime.datetime(2026, 11, day, hour, minute, second, tzinfo=zone)


def make_talk(edition, room, start, end, *, day=20, **fields):
    return make_session(
        edition=edition,
        room=room,
        day=datetime.date(2026, 11, day),
        starts_at=datetime.time(*start),
        ends_at=datetime.time(*end),
        **fields,
    )


def places(edition, moment):
    """The rooms with the sessions that are on in them, and the one that comes next."""
    return [
        (place.room, [item.session for item in place.now], place.next and place.next.session)
        for place in Now(edition, moment).places
    ]


def cancel(*sessions):
    for session in sessions:
        session.is_cancelled = True
        session.save()


# What is on


def test_each_room_has_what_is_on_and_what_follows():
    edition = make_running_edition()
    big, small = make_room(edition=edition, order=1), make_room(edition=edition, order=2)
    first = make_talk(edition, big, (9, 0), (10, 0))
    second = make_talk(edition, big, (10, 0), (11, 0))
    later = make_talk(edition, small, (10, 30), (11, 30))

    assert places(edition, at(9, 30)) == [(big, [first], second), (small, [], later)]


def test_a_session_that_ends_as_another_begins_gives_way_to_it():
    edition = make_running_edition()
    room = make_room(edition=edition)
    make_talk(edition, room, (9, 0), (10, 0))
    second = make_talk(edition, room, (10, 0), (11, 0))

    assert places(edition, at(10)) == [(room, [second], None)]


def test_the_clock_is_the_hosts():
    edition = make_running_edition(time_zone="Asia/Muscat")
    room = make_room(edition=edition)
    talk = make_talk(edition, room, (9, 0), (10, 0))
    half_past_five = datetime.datetime(2026, 11, 20, 5, 30, tzinfo=datetime.UTC)

    assert places(edition, half_past_five) == [(room, [talk], None)]
    assert places(edition, half_past_five + datetime.timedelta(hours=1)) == []
    assert Now(edition, half_past_five).time == datetime.time(9, 30)


def test_all_that_is_on_for_everybody_stands_first():
    edition = make_running_edition()
    room = make_room(edition=edition)
    visit = make_talk(edition, None, (14, 0), (17, 0), kind="visit")
    coffee = make_talk(edition, None, (15, 30), (16, 0), kind="break")
    talk = make_talk(edition, room, (16, 0), (17, 0))

    assert places(edition, at(15, 40)) == [(None, [visit, coffee], None), (room, [], talk)]


def test_a_cancelled_session_is_neither_on_nor_next_but_is_named_in_its_time():
    edition = make_running_edition()
    room = make_room(edition=edition)
    dropped = make_talk(edition, room, (9, 0), (10, 0))
    also_dropped = make_talk(edition, room, (10, 0), (11, 0))
    last = make_talk(edition, room, (11, 0), (12, 0))
    cancel(dropped, also_dropped)

    [place] = Now(edition, at(9, 30)).places

    assert (place.now, place.next.session) == ([], last)
    assert [item.session for item in place.cancelled] == [dropped]


def test_the_day_before_names_what_will_be_first():
    edition = make_running_edition()
    cancel(make_talk(edition, None, (8, 0), (9, 0)))
    first = make_talk(edition, make_room(edition=edition), (9, 0), (10, 0))

    now = Now(edition, at(18, day=19))

    assert (now.places, now.coming.session) == ([], first)
    assert now.is_before
    assert not now.has_today


def test_the_evening_of_a_day_names_what_opens_the_next():
    edition = make_running_edition()
    make_talk(edition, None, (9, 0), (10, 0))
    first = make_talk(edition, None, (9, 0), (10, 0), day=22)

    now = Now(edition, at(10))

    assert (now.places, now.coming.session) == ([], first)
    assert now.has_today
    assert not Now(edition, at(10, day=21)).has_today
    assert not Now(edition, at(10, day=21)).is_before


def test_the_end_has_nothing_to_come_and_an_edition_without_times_no_programme():
    edition = make_running_edition()
    make_session(edition=edition, day=datetime.date(2026, 11, 20))
    assert not Now(edition, at(10)).has_programme

    make_talk(edition, None, (9, 0), (10, 0))
    now = Now(edition, at(10, day=25))

    assert now.has_programme
    assert (now.places, now.coming) == ([], None)


def test_one_query_however_many_sessions_and_rooms(django_assert_num_queries):
    edition = make_running_edition()
    for number in range(4):
        make_talk(edition, make_room(edition=edition), (9, 0), (10, 0), day=20 + number % 3)
        with django_assert_num_queries(1):
            now = Now(edition, at(9, 30))
            assert now.places
            assert [item.url for item in now.running]


# Minutes in words


@pytest.mark.parametrize(
    ("moment", "left"), [(at(9), 60), (at(9, 0, second=1), 60), (at(9, 1), 59), (at(9, 59, second=59), 1)]
)
def test_a_begun_minute_counts(moment, left):
    edition = make_running_edition()
    make_talk(edition, None, (9, 0), (10, 0))
    [item] = Now(edition, moment).running

    assert item.left == minutes.in_words(minutes.left, left)


def test_what_begins_soon_says_in_how_many_minutes_and_what_begins_late_does_not():
    edition = make_running_edition()
    make_talk(edition, None, (10, 0), (11, 0))

    def until(moment):
        [place] = Now(edition, moment).places
        return place.next.until

    assert until(at(9, 48)) == minutes.in_words(minutes.until, 12)
    assert until(at(8)) == ""


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("ar", {"zero", "one", "two", "few", "many", "other"}),
        ("en", {"one", "other"}),
        ("fr", {"one", "other"}),
    ],
)
def test_scripts_get_every_form_that_the_language_has(language, names):
    for sentence in minutes.SENTENCES:
        with translation.override(language):
            assert set(json.loads(minutes.forms(sentence))) == names


# Rehearsals


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-21T10:20", at(10, 20, day=21)),
        ("2026-11-21 10:20:30", at(10, 20, second=30, day=21)),
        (" ٢٠٢٦-١١-٢١T١٠:٢٠ ", at(10, 20, day=21)),
        ("\u200f2026-11-21t10:20", at(10, 20, day=21)),
        ("2026-11-21T10:20+04:00", at(6, 20, day=21, zone=datetime.UTC)),
        ("2026-11-21T10:20 04:00", at(6, 20, day=21, zone=datetime.UTC)),  # a + that nobody escaped
        ("2026-11-21T10:20-0500", at(15, 20, day=21, zone=datetime.UTC)),
        ("2026-11-21T10:20Z", at(10, 20, day=21, zone=datetime.UTC)),
        ("2026-02-30T10:00", None),
        ("2026-11-21T25:00", None),
        ("2026-11-21T10:20+99:99", None),
        ("0001-01-01T00:00+14:00", None),
        ("9999-12-31T23:59-14:00", None),
        ("2026-11-21", None),
        ("yesterday", None),
        ("", None),
        ("'\"><script>", None),
        ("9" * 5000, None),
    ],
)
def test_a_moment_is_read_as_people_write_it_and_an_impossible_one_is_not(text, expected):
    request = RequestFactory().get("/", {"at": text})

    assert moment_of(request, make_running_edition()) == expected


@pytest.fixture
def edition():
    """A running edition of the series, long past, with a session on the morning of its first day."""
    edition = make_running_edition(number=11)
    edition.room = make_room(edition=edition)
    edition.talk = make_talk(edition, edition.room, (10, 0), (11, 0))
    return edition


PAGES = ["/", "/editions/11/"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rehearsal_shows_its_moment_says_so_and_is_kept_by_nobody(client, edition, path, language):
    address = in_language(path, language)
    response = client.get(address + "?x=1&at=2026-11-20T10:20")
    html = response.content.decode()

    assert [item.session for item in response.context["now"].running] == [edition.talk]
    assert response.headers["Cache-Control"] == "no-store"
    assert '<meta name="robots" content="noindex">' in html
    assert f'<a href="{address}?x=1">' in html
    assert "?at=2026-11-20T10:20:00#session-" in html or "/?at=2026-11-20T10:20:00" in html
    assert 'data-now=""' in html  # whose moment stands still: nothing to fetch


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    "at", ["2026-02-30T10:00", "x" * 3000, "%E2%80%AE", "&at=1", "2026-11-20T10:20%0a%0dSet-Cookie:a", "'--"]
)
def test_a_moment_that_cannot_be_leaves_the_page_as_it_is(client, edition, path, at):
    response = client.get(f"{path}?at={at}")

    assert response.status_code == 200
    assert response.context["rehearsal"] is None
    assert "Set-Cookie" not in response.headers


def test_the_home_page_rehearses_the_edition_that_runs_then(client, edition):
    make_edition(number=12, starts_on=datetime.date(2030, 1, 1), ends_on=datetime.date(2030, 1, 3))

    response = client.get("/?at=2026-11-20T10:20")

    assert response.context["edition"] == edition
    assert response.context["is_running"]
    assert client.get("/?at=2031-01-01T10:00").status_code == 200


@pytest.mark.parametrize("path", PAGES)
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

    response = client.get(path)

    assert [str(item.session) for item in response.context["now"].running] == ["جلسة قائمة"]
    assert 'data-now="/editions/11/now.html"' in response.content.decode()
    assert response.headers.get("Cache-Control") != "no-store"


def test_pages_keep_silent_about_now_once_it_is_over(client):
    edition = make_edition(number=11)
    make_session(edition=edition, day=edition.starts_on, starts_at=datetime.time(0), ends_at=datetime.time(23, 59))

    assert client.get("/editions/11/").context["now"] is None


@pytest.mark.parametrize("path", PAGES)
def test_a_page_that_says_what_is_on_asks_the_database_equally_often(client, edition, path):
    address = f"{path}?at=2026-11-20T10:20"
    client.get(address)
    with CaptureQueriesContext(connection) as with_little:
        client.get(address)
    for number in range(5):
        make_talk(edition, make_room(edition=edition), (10, number), (12, 0))

    with CaptureQueriesContext(connection) as with_much:
        client.get(address)

    # The front page of an edition lists its programme besides, whose rooms come in the same queries.
    assert len(with_much) == len(with_little)


# The part that a script fetches


def test_the_part_is_small_may_be_kept_for_a_moment_and_is_no_page_of_its_own(client, edition):
    response = client.get("/editions/11/now.html?at=2026-11-20T10:20")
    plain = client.get("/editions/11/now.html")

    assert "<html" not in plain.content.decode()
    assert [item.session for item in response.context["now"].running] == [edition.talk]
    assert response.headers["Cache-Control"] == "no-store"
    assert plain.headers["Cache-Control"] == "public, max-age=20"
    assert plain.headers["X-Robots-Tag"] == "noindex"
    assert not plain.cookies


def test_the_part_that_did_not_change_is_not_sent_again(client, edition, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: at(10, 20))
    first = client.get("/editions/11/now.html")
    again = client.get("/editions/11/now.html", headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304


def test_there_is_no_part_of_a_draft_or_of_a_programme_without_times(client, edition):
    make_edition(slug="draft", published=False)
    make_edition(slug="bare")

    assert [client.get(f"/editions/{slug}/now.html").status_code for slug in ("draft", "bare", "none")] == [404] * 3
