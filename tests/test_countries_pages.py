"""The pages of the countries: what each was and did at the editions."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from editions.models import Delegation
from forum_portal.arabic.countries import LEAGUE, official_name
from forum_portal.by_country import figures_by_country, neighbours
from tests.makers import (
    make_edition,
    make_exhibition,
    make_exhibitor,
    make_paper,
    make_presentation,
    make_registration,
    make_session,
    make_speaker,
    make_user,
)

pytestmark = pytest.mark.django_db


def fill(number, country="OM", **fields):
    """An edition at which ``country`` was host, delegate, speaker, subject and exhibitor."""
    edition = make_edition(number=number, country=country, **fields)
    Delegation.objects.create(edition=edition, country=country, name_then_ar="اسمها آنذاك")
    make_presentation(paper=make_paper(edition=edition), office_ar="وزير", country=country)
    make_presentation(session=make_session(edition=edition), role="chair", country=country)
    make_paper(edition=edition, countries=[country, "YE"])
    company = make_exhibitor(members=[make_user()], country=country)
    make_registration(exhibition=make_exhibition(edition=edition), exhibitor=company, state="approved")
    return edition


def page(client, code="om"):
    return client.get(f"/countries/{code}/")


def test_a_country_page_has_all_that_is_on_record(client):
    edition = fill(3)

    response = page(client)
    html = response.content.decode()

    assert response.context["totals"] == {"hosted": 1, "taken_part": 1, "papers": 2, "speakers": 2, "exhibitors": 1}
    assert official_name("OM") in html
    assert "اسمها آنذاك" in html
    assert "وزير" in html
    assert all(paper.get_absolute_url() in html for paper in edition.papers.all())
    assert response.context["exhibitors"][0][1][0].get_absolute_url() in html


def test_papers_companies_and_years_stand_under_their_editions_the_newest_first(client):
    old = fill(3, starts_on=datetime.date(2004, 2, 15), ends_on=None)
    new = fill(5)

    context = page(client).context

    for name in ("papers", "exhibitors"):
        assert [edition for edition, _items in context[name]] == [new, old]
    assert [year["edition"] for year in context["years"]] == [new, old]
    assert context["years"][0] == {
        "edition": new,
        "hosted": True,
        "taken_part": True,
        "papers": 2,
        "speakers": 2,
        "exhibitors": 1,
    }


def test_a_speaker_belongs_to_the_country_of_then(client):
    edition = make_edition(number=3)
    speaker = make_speaker(country="OM")
    make_presentation(paper=make_paper(edition=edition), speaker=speaker, country="QA", office_ar="مستشار")
    unknown_then = make_speaker(country="OM")
    make_presentation(paper=make_paper(edition=edition), speaker=unknown_then)

    oman, qatar = page(client, "om").context, page(client, "qa").context

    # Today's country leads to the person too, but takes no paper of another country with it.
    assert {person: len(parts) for person, parts in oman["speakers"]} == {speaker: 0, unknown_then: 1}
    assert oman["totals"]["papers"] == 1
    assert {person: len(parts) for person, parts in qatar["speakers"]} == {speaker: 1}
    assert qatar["totals"]["papers"] == 1


def test_drafts_and_the_demonstration_leave_no_trace(client):
    fill(3, published=False)
    demo = fill(None, slug="demo", is_demo=True)
    make_presentation(paper=make_paper(edition=make_edition(number=4), published=False), country="OM")

    response = page(client)

    assert not any(response.context["totals"].values())
    assert demo.get_absolute_url() not in response.content.decode()
    assert figures_by_country() == {}


def test_registrations_that_are_not_approved_leave_no_trace(client):
    edition = make_edition(number=3)
    make_registration(exhibition=make_exhibition(edition=edition), exhibitor=make_exhibitor(members=[make_user()]))

    assert page(client).context["totals"]["exhibitors"] == 0


@pytest.mark.parametrize("code", LEAGUE)
def test_every_member_of_the_league_has_a_page(client, code):
    response = page(client, code.lower())

    assert response.status_code == 200
    assert 'class="empty"' in response.content.decode()


@pytest.mark.parametrize("code", ["fr", "zz", "eu", "omn", "o", "om-om", "_"])
def test_what_is_neither_a_member_nor_on_record_is_not_there(client, code):
    assert page(client, code).status_code == 404


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_capitals_lead_to_the_address_for_ever(client, language):
    with override(language):
        response = client.get(reverse("country", args=["OM"]))

        assert (response.status_code, response.url) == (301, reverse("country", args=["om"]))


def test_the_list_has_figures_in_the_order_of_the_league_and_names_the_silent(client):
    fill(3, country="FR")
    fill(4, country="OM")

    context = client.get("/countries/").context

    assert [row["code"] for row in context["countries"]] == ["om", "ye", "fr"]
    assert context["countries"][0] == {
        "code": "om",
        "hosted": 1,
        "taken_part": 1,
        "papers": 2,
        "speakers": 2,
        "exhibitors": 1,
    }
    assert context["silent"] == [code for code in LEAGUE if code not in ("OM", "YE")]


def test_the_list_and_the_page_count_alike(client):
    fill(3)
    fill(4, country="MA")
    make_presentation(paper=make_paper(), speaker=make_speaker(country="OM"), country="QA")
    make_presentation(paper=make_paper(), speaker=make_speaker(country="OM"))

    for row in client.get("/countries/").context["countries"]:
        code = row.pop("code")
        assert page(client, code).context["totals"] == row, code


def test_countries_lead_to_those_beside_them():
    assert neighbours("JO", ["FR"]) == (None, "AE")
    assert neighbours("YE", ["FR"]) == ("MR", "FR")
    assert neighbours("FR", ["FR"]) == ("YE", None)


def count_queries(client, path):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize("path", ["/countries/", "/countries/om/"])
def test_pages_ask_the_database_equally_often_for_one_and_for_many(client, path):
    fill(1)
    client.get(path)
    one = count_queries(client, path)
    for number in range(2, 6):
        fill(number)

    assert count_queries(client, path) == one
    assert one <= 18
