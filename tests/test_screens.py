"""The screens at the doors and in the lobby, as the server writes them."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.makers import make_edition, make_paper, make_presentation, make_room, make_session, make_speaker
from tests.pages import LANGUAGES, in_language

pytestmark = pytest.mark.django_db

FIRST = datetime.date(2026, 11, 20)
LOBBY = "/editions/11/now/"
LIST = "/editions/11/screens/"


def make_talk(edition, room, start, end, *, day=0, **fields):
    times = {"starts_at": datetime.time(*start), "ends_at": datetime.time(*end)}
    return make_session(edition=edition, room=room, day=FIRST + datetime.timedelta(days=day), **times, **fields)


@pytest.fixture
def edition():
    """An edition with two rooms, on whose first morning three sessions follow each other in the first room."""
    edition = make_edition(number=11, starts_on=FIRST, ends_on=FIRST + datetime.timedelta(days=2))
    edition.room, edition.other = make_room(edition=edition, order=1), make_room(edition=edition, order=2)
    edition.talk = make_talk(edition, edition.room, (9, 0), (10, 0), languages=["ar"], interpretation=["en"])
    edition.pause = make_talk(edition, None, (10, 0), (10, 30), kind="break")
    edition.later = make_talk(edition, edition.room, (10, 30), (11, 30))
    edition.tomorrow = make_talk(edition, edition.room, (9, 0), (10, 0), day=1)
    return edition


@pytest.fixture
def screens(edition):
    return [f"/rooms/{edition.room.pk}/now/", LOBBY]


def place(client, room, moment):
    """What the door of ``room`` shows at ``moment``: what is on, and what comes next."""
    place = client.get(f"/rooms/{room.pk}/now/?at={moment}").context["place"]
    return [item.session for item in place.now], place.next and place.next.session


@pytest.mark.parametrize(
    ("moment", "now", "following"),
    [
        ("2026-11-19T12:00", [], "talk"),
        ("2026-11-20T08:59", [], "talk"),
        ("2026-11-20T09:00", ["talk"], "later"),
        ("2026-11-20T10:10", ["pause"], "later"),
        ("2026-11-20T10:30", ["later"], "tomorrow"),
        ("2026-11-20T11:30", [], "tomorrow"),
        ("2026-11-21T09:30", ["tomorrow"], None),
        ("2026-11-21T10:00", [], None),
        ("2030-01-01T00:00", [], None),
    ],
)
def test_a_door_shows_its_room_and_in_pauses_what_is_for_everybody(client, edition, moment, now, following):
    expected = [getattr(edition, name) for name in now], following and getattr(edition, following)

    assert place(client, edition.room, moment) == expected


def test_a_room_without_a_session_left_shows_what_is_for_everybody_next(client, edition):
    assert place(client, edition.other, "2026-11-20T09:30") == ([], edition.pause)


def test_a_cancelled_session_is_shown_as_such_at_its_door(client, edition):
    edition.talk.is_cancelled = True
    edition.talk.save()

    response = client.get(f"/rooms/{edition.room.pk}/now/?at=2026-11-20T09:30")
    shown = re.findall(r"<article[^>]*>", response.content.decode())

    assert response.context["place"].now == []
    assert [
        bool(re.search(r"\bhidden\b", tag)) for tag in shown if "data-cancelled" in tag and "data-day" not in tag
    ] == [False] * len(LANGUAGES)


def test_papers_with_times_are_marked_one_after_the_other(client, edition):
    for minute in (0, 20, 40):
        make_paper(session=edition.talk, starts_at=datetime.time(9, minute))
    make_paper(session=edition.talk)
    make_paper(session=edition.talk, published=False, title_ar="مسودة لا تُرى")

    response = client.get(f"/rooms/{edition.room.pk}/now/?at=2026-11-20T09:25")
    [running] = response.context["place"].now

    assert [paper["is_on"] for paper in running.papers if paper["starts"]] == [False, True, False]
    assert len(running.papers) == 4
    assert response.content.decode().count('aria-current="true"') == len(LANGUAGES)
    assert "مسودة لا تُرى" not in response.content.decode()


def test_the_lobby_shows_every_room(client, edition):
    places = client.get(f"{LOBBY}?at=2026-11-20T09:30").context["places"]

    assert [place.room for place in places] == [None, edition.room, edition.other]
    assert [[item.session for item in place.now] for place in places] == [[], [edition.talk], []]


def test_a_pause_of_another_day_is_not_what_comes_next(client, edition):
    make_talk(edition, None, (10, 0), (10, 30), day=1, kind="break")

    everybody, _room, _other = client.get(f"{LOBBY}?at=2026-11-20T10:10").context["places"]

    assert ([item.session for item in everybody.now], everybody.next) == ([edition.pause], None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_screen_holds_every_language_and_shows_that_of_its_address(client, screens, language):
    for path in screens:
        html = client.get(in_language(path, language)).content.decode()
        turns = re.findall(r'<div class="turn" lang="(\w\w)" dir="(\w+)"( hidden)?>', html)

        assert {code: direction for code, direction, _hidden in turns} == LANGUAGES
        assert [code for code, _direction, hidden in turns if not hidden] == [language]
        assert turns[0][0] == language


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["en", "fr", "ar"]),
        ("?langs=ar,en", ["en", "ar"]),
        ("?langs=EN", ["en"]),
        ("?langs=fr,%20ar,fr", ["fr", "ar"]),
        ("?langs=xx,zz", ["en", "fr", "ar"]),
        ("?langs=" + "ar," * 900, ["ar"]),
    ],
)
def test_the_languages_of_the_turn_can_be_chosen(client, edition, query, expected):
    response = client.get(f"/en{LOBBY}{query}")

    assert [turn["language"] for turn in response.context["turns"]] == expected


def test_without_a_script_a_screen_leads_to_itself_in_the_next_language(client, screens):
    for path in screens:
        address, addresses = f"{path}?langs=ar,en,fr&at=2026-11-20T09:30", []
        for _turn in range(4):
            html = client.get(address).content.decode()
            address = re.search(r'<noscript><meta http-equiv="refresh" content="20; url=([^"]*)"></noscript>', html)[1]
            address = address.replace("&amp;", "&")
            addresses.append(address.partition("?")[0])
            assert "at=2026-11-20T09" in address

        assert addresses == [f"/en{path}", f"/fr{path}", path, f"/en{path}"]


@pytest.mark.parametrize("digits", ["latin", "eastern"])
def test_digits_are_of_one_kind_in_arabic_whatever_the_page(client, settings, screens, digits):
    settings.ARABIC_DIGITS = digits
    for path in screens:
        for address in (path, f"/fr{path}"):
            html = client.get(f"{address}?at=2026-11-20T09:30").content.decode()
            arabic = re.search(r'<div class="turn" lang="ar".*?</header>', html, re.DOTALL)[0]
            french = re.search(r'<div class="turn" lang="fr".*?</header>', html, re.DOTALL)[0]

            assert ("٠٩:٣٠" in arabic) == (digits == "eastern")
            assert "09:30" in french


# Who may keep it, and who may not find it


def test_a_screen_is_kept_for_a_moment_and_found_by_no_search_engine(client, screens):
    for path in screens:
        response = client.get(path)

        assert response.headers["Cache-Control"] == "public, max-age=20"
        assert '<meta name="robots" content="noindex">' in response.content.decode()
        assert not response.cookies


def test_a_rehearsal_and_a_fresh_answer_are_kept_by_nobody(client, screens):
    for path in screens:
        for query in ("at=2026-11-20T09:30", "fresh=123"):
            assert client.get(f"{path}?{query}").headers["Cache-Control"] == "no-store"
        assert 'data-fresh="123"' in client.get(f"{path}?fresh=123").content.decode()
        assert client.get(f"{path}?at=2026-11-20T09:30&langs=ar").context["rehearsal"].address == f"{path}?langs=ar"


@pytest.mark.parametrize(
    "query",
    ["at=2026-02-30T10:00", "at=" + "9" * 5000, "langs=%E2%80%AE&fresh='\"><b>", "fresh=" + "1" * 5000, "fresh=٣"],
)
def test_what_makes_no_sense_leaves_the_screen_as_it_is(client, screens, query):
    for path in screens:
        response = client.get(f"{path}?{query}")

        assert response.status_code == 200
        assert response.context["rehearsal"] is None
        assert 'data-fresh=""' in response.content.decode()


def test_there_are_no_screens_of_drafts_nor_of_rooms_that_are_not_there(client):
    draft = make_edition(slug="draft", published=False)
    room = make_room(edition=draft)
    paths = [f"/rooms/{room.pk}/now/", "/rooms/0/now/", f"/rooms/{'9' * 30}/now/", f"/rooms/{'9' * 5000}/now/"]
    paths += ["/editions/draft/now/", "/editions/draft/screens/", "/editions/none/now/"]

    assert {path[:40]: client.get(path).status_code for path in paths} == {path[:40]: 404 for path in paths}


def test_an_edition_without_rooms_or_times_has_a_screen_that_says_so(client):
    edition = make_edition(slug="bare")
    response = client.get("/editions/bare/now/")
    door = client.get(f"/rooms/{make_room(edition=edition).pk}/now/")

    assert response.status_code == door.status_code == 200
    assert '<p class="empty">' in response.content.decode()


def test_screens_ask_the_database_equally_often_whatever_is_on(client, edition, screens):
    def queries(path):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{path}?at=2026-11-20T09:30").status_code == 200
        return len(captured)

    make_presentation(session=edition.talk, speaker=make_speaker(), role="chair")
    make_paper(session=edition.talk, speakers=[make_speaker()])
    with_little = [queries(path) for path in screens]
    for number in range(4):
        room = make_room(edition=edition)
        for day in range(3):
            session = make_talk(edition, [room, edition.room][number % 2], (9, number), (12, 0), day=day)
            make_presentation(session=session, speaker=make_speaker(), role="chair")
            make_paper(session=session, speakers=[make_speaker(), make_speaker()])

    assert [queries(path) for path in screens] == with_little
    assert max(with_little) <= 8


def test_the_list_leads_to_every_screen(client, edition, screens):
    response = client.get(LIST)
    html = response.content.decode()

    assert all(f'href="{path}"' in html for path in [*screens, f"/rooms/{edition.other.pk}/now/"])
    assert '<meta name="robots" content="noindex">' in html
