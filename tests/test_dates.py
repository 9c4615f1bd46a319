"""Dates in words: months by the host country, periods written once, days away, weekends."""

import datetime

import pytest
from babel import Locale
from django.utils.translation import override

from forum_portal.arabic import dates
from forum_portal.arabic.clocks import clock_in_words
from forum_portal.arabic.countries import LEAGUE
from forum_portal.arabic.dates import FAMILIES, format_day, format_period, month_name, month_of, relative_day
from forum_portal.arabic.weeks import NOT_SAID, WEEKDAYS, weekend_in_words, weekend_of
from forum_portal.templatetags.forum import time_range

DAY = datetime.date
TODAY = DAY(2026, 11, 25)


@pytest.mark.parametrize("country", LEAGUE)
def test_each_member_has_the_months_of_the_unicode_cldr(country):
    months = Locale.parse(f"ar_{country}").months["format"]["wide"]

    assert [month_name(month, country=country, language="ar") for month in range(1, 13)] == list(months.values())


@pytest.mark.parametrize(
    ("country", "month"),
    [("TN", "جويلية"), ("LB", "تموز"), ("MA", "يوليوز"), ("OM", "يوليو"), ("MR", "يوليو"), ("", "يوليو")],
)
def test_the_host_country_names_july(country, month):
    assert month_name(7, country=country, language="ar") == month


def test_every_family_has_twelve_months_and_all_are_understood():
    for months in FAMILIES.values():
        assert [month_of(month) for month in months] == list(range(1, 13))


@pytest.mark.parametrize(
    ("start", "end", "options", "text"),
    [
        (DAY(2010, 3, 14), DAY(2010, 3, 15), {"country": "DZ"}, "14–15 مارس 2010"),
        (DAY(2016, 12, 14), DAY(2016, 12, 14), {"country": "MA"}, "14 دجنبر 2016"),
        (DAY(2024, 11, 30), DAY(2024, 12, 2), {"country": "EG"}, "30 نوفمبر – 2 ديسمبر 2024"),
        (DAY(2024, 12, 30), DAY(2025, 1, 2), {"country": "JO"}, "30 كانون الأول 2024 – 2 كانون الثاني 2025"),
        (DAY(2007, 11, 1), None, {"precision": "month", "country": "TN"}, "نوفمبر 2007"),
        (DAY(1998, 1, 1), None, {"precision": "year"}, "1998"),
        (DAY(2010, 3, 14), DAY(2010, 3, 15), {"language": "en"}, "14–15 March 2010"),
        (DAY(2010, 3, 14), DAY(2010, 3, 15), {"language": "fr"}, "14–15 mars 2010"),
    ],
)
def test_a_period_is_written_once(start, end, options, text):
    assert format_period(start, end, **{"language": "ar"} | options) == text


@pytest.mark.parametrize(
    ("country", "language", "text"),
    [
        ("MA", "ar", "30 نونبر (نوفمبر) – 2 دجنبر (ديسمبر) 2024"),
        ("EG", "ar", "30 نوفمبر – 2 ديسمبر 2024"),
        ("MA", "fr", "30 novembre – 2 décembre 2024"),
    ],
)
def test_a_month_may_carry_its_common_name(country, language, text):
    period = format_period(
        DAY(2024, 11, 30), DAY(2024, 12, 2), country=country, language=language, called=dates.month_for_all
    )

    assert period == text


def test_a_common_name_that_is_only_spelled_otherwise_is_not_repeated():
    assert dates.month_for_all(4, country="MR", language="ar") == "إبريل"


@pytest.mark.parametrize(
    ("zone", "language", "words"),
    [
        ("Africa/Casablanca", "ar", "توقيت المغرب"),
        ("Asia/Muscat", "ar", "توقيت عُمان"),
        ("Africa/Cairo", "en", "Egypt time"),
        ("Asia/Riyadh", "fr", "heure locale (Arabie saoudite)"),
        ("UTC", "ar", "UTC"),
    ],
)
def test_a_clock_is_that_of_a_country(zone, language, words):
    with override(language):
        assert clock_in_words(zone) == words


def test_a_day_is_written_with_its_weekday():
    day = DAY(2010, 3, 14)

    assert format_day(day, country="DZ", language="ar", weekday=True) == "الأحد 14 مارس 2010"
    assert format_day(day, language="fr", weekday=True) == "dimanche 14 mars 2010"


def test_weekdays_are_those_of_the_unicode_cldr():
    days = Locale("ar").days["format"]["wide"]

    assert [days[number] for number in range(7)] == WEEKDAYS


@pytest.mark.parametrize(
    ("days", "arabic", "english", "french"),
    [
        (0, "اليوم", "today", "aujourd’hui"),
        (1, "غدا", "tomorrow", "demain"),
        (-1, "أمس", "yesterday", "hier"),
        (2, "بعد يومين", "in 2 days", "dans 2 jours"),
        (-2, "قبل يومين", "2 days ago", "il y a 2 jours"),
        (3, "بعد 3 أيام", "in 3 days", "dans 3 jours"),
        (11, "بعد 11 يوما", "in 11 days", "dans 11 jours"),
        (-60, "قبل 60 يوما", "60 days ago", "il y a 60 jours"),
        (61, "بعد شهرين", "in 2 months", "dans 2 mois"),
        (-100, "قبل 3 أشهر", "3 months ago", "il y a 3 mois"),
        (365, "بعد 12 شهرا", "in 12 months", "dans 12 mois"),
        (735, "بعد سنتين", "in 2 years", "dans 2 ans"),
        (-365 * 4, "قبل 4 سنوات", "4 years ago", "il y a 4 ans"),
        (-365 * 28, "قبل 28 سنة", "28 years ago", "il y a 28 ans"),
    ],
)
def test_how_far_a_day_is_agrees_with_its_number(days, arabic, english, french):
    for language, text in {"ar": arabic, "en": english, "fr": french}.items():
        with override(language):
            assert relative_day(TODAY + datetime.timedelta(days=days), TODAY) == text


@pytest.mark.parametrize("country", sorted({*LEAGUE, "FR", "TR", "ES"} - NOT_SAID))
def test_each_country_rests_when_the_unicode_cldr_says(country):
    locale = Locale.parse(f"ar_{country}") if country in LEAGUE else Locale.parse(f"{country.lower()}_{country}")

    assert weekend_of(country) == (locale.weekend_start, locale.weekend_end)


@pytest.mark.parametrize("country", ["", None, *sorted(NOT_SAID)])
def test_nothing_is_said_of_a_weekend_that_is_not_known(country):
    assert weekend_in_words(country) == ""


def test_a_weekend_is_enumerated():
    assert weekend_in_words("DZ") == "الجمعة والسبت"
    with override("en"):
        assert weekend_in_words("MA") == "Saturday and Sunday"


def test_hours_are_read_in_the_direction_of_the_page():
    hours = datetime.time(9), datetime.time(10, 30)

    assert time_range(*hours) == '<bdi class="nowrap" dir="rtl">09:00 – 10:30</bdi>'
    with override("en"):
        assert 'dir="ltr"' in time_range(*hours)


def test_the_start_of_a_period_whose_end_is_not_known_says_so():
    assert dates.format_opening(DAY(2016, 12, 14), country="MA") == "ابتداء من 14 دجنبر 2016"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"country": "DZ"}, True),
        ({"country": "PS"}, False),
        ({"country": ""}, False),
        ({"country": "DZ", "mode": "online"}, False),
        ({"country": "DZ", "starts_on": DAY(2020, 1, 1), "ends_on": DAY(2020, 1, 2)}, False),
    ],
)
def test_visitors_are_told_when_the_host_rests(client, fields, shown):
    from tests.makers import make_edition

    edition = make_edition(**{"starts_on": DAY(2099, 1, 1), "ends_on": None} | fields)
    html = client.get(f"/editions/{edition.slug}/visit/").content.decode()

    assert ("الجمعة والسبت" in html) == shown


@pytest.mark.django_db
def test_the_home_page_says_how_far_the_coming_edition_is(client):
    from tests.makers import make_edition

    edition = make_edition(starts_on=DAY(2099, 1, 1), ends_on=None)
    edition.starts_on = edition.today() + datetime.timedelta(days=3)
    edition.save()

    assert "بعد 3 أيام" in client.get("/").content.decode()
