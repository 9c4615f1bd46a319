"""The page of a session."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from papers import clashes
from papers.releases import publish
from tests.makers import make_axis, make_edition, make_paper, make_presentation, make_room, make_session, make_speaker

pytestmark = pytest.mark.django_db

FIRST, SECOND = datetime.date(2010, 3, 14), datetime.date(2010, 3, 15)


def at(hour, minute=0):
    return datetime.time(hour, minute)


def page(client, session, language=""):
    return client.get(f"{language}/sessions/{session.pk}/")


def test_it_has_what_is_known_of_the_session(client):
    edition = make_edition(number=5)
    session = make_session(
        edition=edition,
        day=FIRST,
        starts_at=at(9),
        ends_at=at(10),
        room=make_room(edition=edition, name_ar="القاعة الكبرى"),
        axis=make_axis(edition=edition, title_ar="محور التمويل"),
        description_ar="وصف الجلسة",
        languages=["ar", "fr"],
        interpretation=["en"],
    )
    make_presentation(session=session, speaker=make_speaker(name_ar="ليلى"), role="chair")
    make_paper(session=session, title_ar="ورقة أولى", speakers=[make_speaker(name_ar="سالم")])
    make_paper(session=session, title_ar="مسودة ورقة", published=False)

    html = page(client, session).content.decode()

    for words in (
        session.title,
        "القاعة الكبرى",
        "محور التمويل",
        "وصف الجلسة",
        "ليلى",
        "ورقة أولى",
        "سالم",
        "الفرنسية",
    ):
        assert words in html, words
    assert "مسودة ورقة" not in html
    assert f"webcal://testserver/sessions/{session.pk}.ics" in html
    assert f'href="/sessions/{session.pk}.ics"' in html


def test_a_session_without_a_day_has_no_calendar(client):
    html = page(client, make_session()).content.decode()

    assert ".ics" not in html


def test_a_session_of_a_draft_is_not_found(client):
    assert page(client, make_session(edition=make_edition(published=False))).status_code == 404
    assert client.get(f"/sessions/{10**30}/").status_code == 404


def test_a_session_of_the_demonstration_says_so(client):
    response = page(client, make_session(edition=make_edition(is_demo=True)))

    assert response.context["is_demo"]
    assert "noindex" in response.content.decode()


def test_a_cancelled_session_says_so_in_words(client):
    session = make_session(is_cancelled=True)

    assert "This session has been cancelled." in page(client, session, "/en").content.decode()


def test_a_moved_session_says_from_where(client):
    edition = make_edition(number=5)
    session = make_session(edition=edition, day=FIRST, starts_at=at(9), ends_at=at(10))
    publish(edition)
    session.day = SECOND
    session.save()
    assert page(client, session).context["moved"] is None  # nobody was told yet
    publish(edition)

    response = page(client, session, "/en")

    assert response.context["moved"].before.day == FIRST
    html = response.content.decode()
    assert "This session has been moved." in html
    assert 'href="/en/editions/5/changes/#release-2"' in html


def test_the_sessions_before_and_after_it_are_those_of_the_programme_without_breaks(client):
    edition = make_edition(number=5)
    last = make_session(edition=edition)
    middle = make_session(edition=edition, day=SECOND)
    make_session(edition=edition, day=FIRST, starts_at=at(11), ends_at=at(12), kind="break")
    first = make_session(edition=edition, day=FIRST, starts_at=at(9), ends_at=at(10))
    make_session(day=FIRST)

    contexts = [page(client, session).context for session in (first, middle, last)]

    assert [context["previous"] for context in contexts] == [None, first, middle]
    assert [context["following"] for context in contexts] == [middle, last, None]


def test_it_costs_as_many_queries_for_many_papers_as_for_one(client):
    edition = make_edition(number=5)
    session = make_session(edition=edition, day=FIRST, room=make_room(edition=edition))

    def fill(count):
        for _ in range(count):
            make_presentation(session=session, speaker=make_speaker(country="OM"), country="OM")
            make_paper(session=session, speakers=[make_speaker()])
            make_session(edition=edition, day=FIRST)
            publish(edition)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert page(client, session).status_code == 200
        return len(captured)

    fill(1)
    page(client, session)  # content types
    few = queries()
    fill(4)

    assert queries() == few


def test_pages_lead_to_it(client):
    edition = make_edition(number=5)
    session = make_session(edition=edition, day=FIRST)
    speaker = make_speaker()
    make_presentation(session=session, speaker=speaker, role="chair")
    paper = make_paper(session=session)

    for address in (paper.get_absolute_url(), speaker.get_absolute_url(), "/sitemap.xml"):
        assert f"/sessions/{session.pk}/" in client.get(address).content.decode(), address


def test_the_sitemap_has_no_session_of_the_demonstration(client):
    session = make_session(edition=make_edition(is_demo=True))

    assert f"/sessions/{session.pk}/" not in client.get("/sitemap.xml").content.decode()


def test_a_reader_can_correct_it(client):
    session = make_session(edition=make_edition(number=5), day=FIRST)

    html = page(client, session).content.decode()

    assert f"page=/sessions/{session.pk}/" in html.replace("%2F", "/")
    assert client.get(f"/correct/?page=/sessions/{session.pk}/").status_code == 200


def test_a_cancelled_session_clashes_with_nothing():
    edition = make_edition(number=5)
    room = make_room(edition=edition)
    times = {"edition": edition, "day": FIRST, "starts_at": at(9), "ends_at": at(10), "room": room}
    cancelled, held = make_session(**times, is_cancelled=True), make_session(**times)

    assert not clashes.room_clashes(held)
    assert not clashes.room_clashes(cancelled)
