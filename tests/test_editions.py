"""Editions: dates as far as they are known, what the database refuses, what a page says of the unknown."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

from editions.models import Edition
from tests.makers import (
    make_axis,
    make_edition,
    make_involvement,
    make_organisation,
    make_recommendation,
    make_series,
)

pytestmark = pytest.mark.django_db

DAY = datetime.date


@pytest.mark.parametrize(
    ("fields", "arabic", "english", "french"),
    [
        ({"starts_on": DAY(1998, 1, 1), "ends_on": None, "date_precision": "year"}, "1998", "1998", "1998"),
        (
            {"starts_on": DAY(2010, 3, 1), "ends_on": None, "date_precision": "month", "country": "DZ"},
            "مارس 2010",
            "March 2010",
            "mars 2010",
        ),
        (
            {"starts_on": DAY(2010, 3, 14), "ends_on": DAY(2010, 3, 15), "country": "DZ"},
            "14–15 مارس 2010",
            "14–15 March 2010",
            "14–15 mars 2010",
        ),
        (
            {"starts_on": DAY(2024, 11, 30), "ends_on": DAY(2024, 12, 2), "country": "MA"},
            "30 نونبر – 2 دجنبر 2024",
            "30 November – 2 December 2024",
            "30 novembre – 2 décembre 2024",
        ),
        (
            {"starts_on": DAY(2020, 11, 25), "ends_on": DAY(2020, 11, 25)},
            "25 نوفمبر 2020",
            "25 November 2020",
            "25 novembre 2020",
        ),
    ],
)
def test_dates_are_written_as_far_as_they_are_known(fields, arabic, english, french):
    edition = make_edition(**fields)

    written = {}
    for language in ("ar", "en", "fr"):
        with override(language):
            written[language] = edition.dates()

    assert written == {"ar": arabic, "en": english, "fr": french}


@pytest.mark.parametrize(("precision", "stored"), [("year", DAY(2007, 1, 1)), ("month", DAY(2007, 11, 1))])
def test_a_vague_date_is_kept_as_the_first_day_of_what_is_known(precision, stored):
    edition = make_edition(starts_on=DAY(2007, 11, 26), ends_on=None, date_precision=precision)

    assert edition.starts_on == stored


def test_an_edition_known_by_its_year_sorts_among_those_known_to_the_day():
    make_edition(number=3, starts_on=DAY(2004, 2, 15), ends_on=None)
    make_edition(number=4, starts_on=DAY(2007, 1, 1), ends_on=None, date_precision="year")
    make_edition(number=5, starts_on=DAY(2010, 3, 14), ends_on=DAY(2010, 3, 15))

    assert [edition.number for edition in Edition.objects.all()] == [5, 4, 3]


def test_an_edition_known_by_its_year_is_over_when_the_year_is(monkeypatch):
    edition = make_edition(starts_on=DAY(2026, 1, 1), ends_on=None, date_precision="year")

    monkeypatch.setattr(Edition, "today", lambda self: DAY(2026, 12, 31))
    assert not edition.is_past
    monkeypatch.setattr(Edition, "today", lambda self: DAY(2027, 1, 1))
    assert edition.is_past


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"ends_on": DAY(2010, 3, 13)}, "ends_on"),
        ({"date_precision": "month"}, "ends_on"),
        ({"is_demo": True, "number": 7}, "number"),
        ({"time_zone": "Atlantis/Capital"}, "time_zone"),
        ({"number": 1}, "number"),
        ({"number": 0}, "number"),
        ({"slug": "", "number": None}, "slug"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(fields, field):
    make_edition(number=1)
    values = {"title_ar": "دورة", "slug": "x", "starts_on": DAY(2010, 3, 14), "ends_on": DAY(2010, 3, 15)}
    edition = Edition(**values | fields)

    with pytest.raises(ValidationError) as refusal:
        edition.full_clean(exclude=["code_prefix"])

    assert field in refusal.value.message_dict


@pytest.mark.parametrize(
    "fields",
    [
        {"ends_on": DAY(2010, 3, 13)},
        {"number": 1},
        {"is_demo": True, "number": 2},
        {"date_precision": "year", "ends_on": DAY(2010, 12, 31)},
        {"status": "hidden"},
    ],
)
def test_the_database_has_the_last_word(fields):
    make_edition(number=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_edition(**fields)


def test_there_is_one_series():
    make_series(name_ar="أولى")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_series(name_ar="ثانية")


def test_a_recommendation_keeps_to_the_axes_of_its_edition():
    recommendation = make_recommendation()
    recommendation.axis = make_axis()

    with pytest.raises(ValidationError) as refusal:
        recommendation.full_clean()

    assert "axis" in refusal.value.message_dict


def test_a_past_edition_says_that_its_venue_is_not_known_and_never_zero(client):
    make_edition(number=1, starts_on=DAY(1998, 1, 1), ends_on=None, date_precision="year", country="EG")

    page = client.get("/en/editions/1/").content.decode()

    assert "Not known" in page
    assert "<strong>0</strong>" not in client.get("/en/").content.decode()


def test_a_coming_edition_says_that_its_venue_will_be_announced(client):
    make_edition(number=11, starts_on=DAY(2099, 1, 1), ends_on=None)

    page = client.get("/en/editions/11/").content.decode()

    assert "To be announced" in page


def test_the_home_page_shows_the_coming_edition_before_the_last(client):
    make_edition(number=10, starts_on=DAY(2024, 11, 20), ends_on=DAY(2024, 11, 22))
    coming = make_edition(number=11, starts_on=DAY(2099, 1, 1), ends_on=DAY(2099, 1, 2))
    make_edition(number=12, starts_on=DAY(2101, 1, 1), ends_on=DAY(2101, 1, 2))

    context = client.get("/").context

    assert context["is_coming"]
    assert context["edition"] == coming


def test_a_doubtful_fact_shows_its_note_and_its_source(client):
    edition = make_edition(number=3, city_ar="مسقط", country="OM")
    evidence = edition.evidence.create(field="city", certainty="presumed", note_ar="لم تذكرها المصادر")
    evidence.sources.create(code="hayat", outlet_ar="الحياة", url="https://example.org/1")

    page = client.get("/editions/3/").content.decode()

    assert "لم تذكرها المصادر" in page
    assert 'href="https://example.org/1"' in page


def test_an_organisation_is_named_as_it_was_then(client):
    edition = make_edition(number=3)
    body = make_organisation(name_ar="الاسم اليوم")
    make_involvement(edition=edition, organisation=body, name_then_ar="الاسم آنذاك")

    page = client.get("/editions/3/").content.decode()

    assert "الاسم آنذاك" in page
    assert "الاسم اليوم" not in page


def test_a_visitor_of_a_coming_edition_reads_what_is_known_and_what_will_be(client):
    edition = make_edition(number=11, starts_on=DAY(2099, 1, 1), ends_on=None)
    edition.details.create(kind="visa", text_ar="تُمنح عند الوصول")
    edition.details.create(kind="background", text_ar="خلفية")

    page = client.get("/en/editions/11/visit/").content.decode()

    assert "تُمنح عند الوصول" in page
    assert "خلفية" not in page
    assert "To be announced" in page
    assert "تُمنح عند الوصول" not in client.get("/en/editions/11/").content.decode()
    assert "/en/editions/11/visit/" in client.get("/en/editions/11/").content.decode()


def test_a_visitor_of_a_past_edition_is_told_that_it_is_over(client):
    make_edition(number=5)

    page = client.get("/en/editions/5/visit/").content.decode()

    assert "This edition is over." in page
    assert "To be announced" not in page


def test_a_draft_has_no_page_for_visitors(client):
    edition = make_edition(published=False)

    assert client.get(f"/editions/{edition.slug}/visit/").status_code == 404
