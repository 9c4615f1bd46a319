"""The filter of a programme: what it offers, what it counts, and what it says where nothing matches."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editions.models import Evidence
from papers.filters import ProgrammeFilter
from papers.releases import publish
from tests.makers import (
    make_axis,
    make_edition,
    make_paper,
    make_presentation,
    make_room,
    make_session,
    make_source,
    make_speaker,
)

pytestmark = pytest.mark.django_db

FIRST, SECOND = datetime.date(2010, 3, 14), datetime.date(2010, 3, 15)


@pytest.fixture
def edition():
    """Two sessions of papers, of Tunisians and an Egyptian, and a break."""
    edition = make_edition(number=5)
    finance, quality = make_axis(edition=edition, title_ar="تمويل"), make_axis(edition=edition, title_ar="جودة")
    hall, side = make_room(edition=edition, order=1), make_room(edition=edition, order=2)
    one = make_session(edition=edition, title_ar="جلسة التمويل", day=FIRST, axis=finance, room=hall, languages=["ar"])
    two = make_session(edition=edition, title_ar="جلسة الجودة", day=SECOND, axis=quality, room=side)
    give(one, "آليات التمويل", "محمد بن علي", "TN")
    give(one, "ضمان القروض", "حسام رضوان", "EG")
    give(two, "المواصفات", "Leïla Ben Salah", "TN", language="fr")
    make_session(edition=edition, title_ar="استراحة", day=SECOND, kind="break")
    return edition


def give(session, title, speaker, country, **fields):
    paper = make_paper(session=session, title_ar=title, **fields)
    make_presentation(paper=paper, speaker=make_speaker(name_ar=speaker), country=country)


def filtered(edition, **parameters):
    return ProgrammeFilter(parameters, sessions=list(edition.sessions.with_contents()))


def shown(filters):
    """{title of a session: titles of the papers shown of it}."""
    return {session.title: [paper.title for paper in session.shown_papers] for session in filters.matching()}


def test_of_a_session_the_papers_that_fit_are_shown(edition):
    filters = filtered(edition, country="tn")

    assert shown(filters) == {"جلسة التمويل": ["آليات التمويل"], "جلسة الجودة": ["المواصفات"]}
    assert [session.hidden_papers for session in filters.matching()] == [1, 0]


def test_all_papers_are_shown_where_the_session_itself_fits(edition):
    session = edition.sessions.get(title_ar="جلسة التمويل")
    make_presentation(session=session, speaker=make_speaker(), country="OM", role="chair")

    assert shown(filtered(edition, country="om")) == {"جلسة التمويل": ["آليات التمويل", "ضمان القروض"]}


def test_conditions_on_a_paper_hold_of_one_and_the_same(edition):
    assert shown(filtered(edition, country="tn", q="ضمان")) == {}
    assert shown(filtered(edition, country="eg", q="ضمان")) == {"جلسة التمويل": ["ضمان القروض"]}


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"language": "fr"}, ["جلسة الجودة"]),
        ({"language": "ar"}, ["جلسة التمويل"]),
        ({"q": "تونس"}, ["جلسة التمويل", "جلسة الجودة"]),
        ({"q": "مواصفة"}, ["جلسة الجودة"]),
        ({"q": "المواص"}, ["جلسة الجودة"]),
        ({"q": "اليات تمويل"}, ["جلسة التمويل"]),
        ({"q": "leila"}, ["جلسة الجودة"]),
        ({"q": "في"}, []),
        ({"q": "!!!"}, ["جلسة التمويل", "جلسة الجودة", "استراحة"]),
    ],
)
def test_words_are_found_as_the_search_finds_them(edition, parameters, expected):
    assert list(shown(filtered(edition, **parameters))) == expected


def test_a_room_is_a_condition(edition):
    room = edition.rooms.order_by("-order").first()

    assert list(shown(filtered(edition, room=str(room.pk)))) == ["جلسة الجودة"]


def test_a_choice_says_how_many_sessions_it_leaves_beside_the_rest(edition):
    def counts(name, **parameters):
        return {choice.value: choice.count for choice in filtered(edition, **parameters).choices(name)}

    assert counts("country") == {"TN": 2, "EG": 1}
    assert counts("country", day="2010-03-15") == {"TN": 1, "EG": 0}
    assert counts("day", country="tn") == {"2010-03-14": 1, "2010-03-15": 1}
    # Of its own facet, what is chosen takes nothing away.
    assert counts("day", day="2010-03-15") == {"2010-03-14": 1, "2010-03-15": 2}


def test_each_choice_counts_what_its_address_shows(client, edition):
    page = client.get("/editions/5/programme/?country=tn")
    filters = page.context["filters"]

    for choice in [
        *filters.days,
        *filters.countries,
        *(choice for *_, choices in filters.selects for choice in choices),
    ]:
        answer = client.get(f"/editions/5/programme/{choice.query}")
        assert answer.context["shown"] == choice.count, choice


def test_nothing_matches_says_what_to_give_up(client, edition):
    page = client.get("/editions/5/programme/?country=eg&day=2010-03-15&q=ضمان")

    assert page.context["shown"] == 0
    loosenings = page.context["filters"].loosenings()
    assert [(loosening.label, loosening.count) for loosening in loosenings] == [("الاثنين 15", 1)]
    for loosening in loosenings:
        assert client.get(f"/editions/5/programme/{loosening.query}").context["shown"] == loosening.count > 0


def test_what_an_address_asks_in_vain_is_told(edition):
    assert filtered(edition, country="zz").has_unknown
    assert not filtered(edition, country="tn", day="").has_unknown


def test_what_is_chosen_is_named(edition):
    assert filtered(edition, day="2010-03-15", country="tn", q="جودة").chosen_labels == ["الاثنين 15", "تونس", "جودة"]


def test_what_is_chosen_stays_in_every_address(client, edition):
    html = client.get("/editions/5/programme/?country=TN&day=2010-03-14").content.decode()

    assert 'href="?day=2010-03-15&amp;country=tn#choose"' in html
    assert '<input type="hidden" name="day" value="2010-03-14">' in html
    assert '<input type="hidden" name="country" value="tn">' in html


@pytest.mark.parametrize(
    "query",
    [
        "day=2010-99-99&country=..&axis=-1&kind=x&room=1e9&language=xx",
        "country=" + "t" * 9000,
        "q=" + "%D9%85" * 2000,
        "q=" + "a+" * 3000,
        "day[]=1&day=&country=&q=%20%20",
        "q=%3Cscript%3E%22%27&axis=%F0%9F%92%A5",
        "day=٢٠١٠-٠٣-١٤",
        "page=2&sort=x&unknown=1",
    ],
)
def test_any_address_is_a_page(client, edition, query):
    answer = client.get(f"/editions/5/programme/?{query}")

    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode().split("data-programme")[1]


def test_a_day_may_be_written_in_eastern_digits(edition):
    assert list(shown(filtered(edition, day="٢٠١٠-٠٣-١٤"))) == ["جلسة التمويل"]


def test_a_programme_costs_as_much_with_many_papers_as_with_one(client, edition):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get("/editions/5/programme/")
        return len(asked)

    before = queries()
    for number in range(5):
        session = make_session(
            edition=edition, day=FIRST, room=make_room(edition=edition), axis=make_axis(edition=edition)
        )
        give(session, f"ورقة أخرى {number}", f"شخص {number}", "JO")
    assert queries() == before <= 8


def test_nor_does_it_cost_more_than_eight_queries_while_the_edition_runs(client, edition):
    session = edition.sessions.get(title_ar="جلسة التمويل")
    session.starts_at, session.ends_at = datetime.time(9), datetime.time(10)
    session.save()
    evidence = Evidence.objects.create(item=session, certainty=Evidence.Certainty.PRESUMED, note_ar="ملاحظة")
    evidence.sources.add(make_source())
    publish(edition)
    client.get("/editions/5/programme/")

    with CaptureQueriesContext(connection) as asked:
        page = client.get("/editions/5/programme/?at=2010-03-14T09:10")

    assert page.context["now"].running and page.context["release"].number == 1
    assert len(asked) <= 8


@pytest.mark.parametrize(
    ("query", "calendar"),
    [
        ("", "/editions/5/programme.ics"),
        ("?day=2010-03-14", "/editions/5/programme/2010-03-14.ics"),
        ("?room={room}", "/rooms/{room}.ics"),
        ("?country=tn", ""),
        ("?q=تمويل", ""),
    ],
)
def test_a_day_and_a_room_have_their_own_calendar(client, edition, query, calendar):
    room = edition.rooms.first().pk
    page = client.get("/editions/5/programme/" + query.format(room=room))

    assert page.context["calendar_url"] == calendar.format(room=room)
    if calendar:
        assert client.get(page.context["calendar_url"]).headers["Content-Type"].startswith("text/calendar")


def test_without_a_script_tunisia_tomorrow_is_three_steps_away(client, edition):
    """From the front page of the edition: its programme, the day, the country; each a link."""

    def step(address, pattern):
        html = client.get(address).content.decode()
        found = re.search(rf'<a [^>]*href="([^"]*)"[^>]*>(?:(?!</a>).)*{pattern}', html, re.DOTALL)
        return found[1].replace("&amp;", "&").removesuffix("#choose")

    programme = step("/editions/5/", "البرنامج")
    day = step(programme, "الاثنين 15")
    country = step(programme + day, "تونس")
    answer = client.get(programme + country)

    assert [session.title for day in answer.context["days"] for session in day.sessions] == ["جلسة الجودة"]
