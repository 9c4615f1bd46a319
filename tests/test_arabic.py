"""What the portal knows of Arabic: folding, months, countries."""

import datetime

import pytest
from django.utils.translation import override
from django_countries import countries

from forum_portal.arabic.countries import LEAGUE, country_name, country_order, official_name
from forum_portal.arabic.dates import FAMILIES, format_day, month_name
from forum_portal.arabic.folding import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أحمد", "احمد"),
        ("أَحْمَد", "أحمد"),
        ("الصناعـــات", "الصناعات"),
        ("الصغيرة", "الصغيره"),
        ("مستشفى", "مستشفي"),
        ("شؤون", "شوون"),
        ("ﺍﻟﺼﻨﺎﻋﺔ", "الصناعة"),
        ("کتاب", "كتاب"),
        ("١٢٫٥", "12.5"),
        ("۲۰۱۰", "2010"),
        ("Énergie", "ENERGIE"),
        ("  a \u200f b ", "a b"),
    ],
)
def test_spellings_of_one_word_fold_alike(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("عمان", "لبنان"), ("صناعة", "صناعات"), ("على", "عليا")])
def test_different_words_stay_apart(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("country", "month"), [("DZ", "مارس"), ("SY", "آذار"), ("MA", "مارس"), ("EG", "مارس"), ("", "مارس")]
)
def test_the_host_country_names_march(country, month):
    assert month_name(3, country=country, language="ar") == month


@pytest.mark.parametrize(
    ("country", "month"), [("TN", "جويلية"), ("LB", "تموز"), ("MA", "يوليوز"), ("OM", "يوليو"), ("MR", "يوليو")]
)
def test_the_host_country_names_july(country, month):
    assert month_name(7, country=country, language="ar") == month


def test_every_family_has_twelve_months():
    assert {len(months) for months in FAMILIES.values()} == {12}


def test_a_day_is_written_with_its_weekday():
    day = datetime.date(2010, 3, 14)

    assert format_day(day, country="DZ", language="ar", weekday=True) == "الأحد 14 مارس 2010"
    assert format_day(day, language="fr", weekday=True) == "dimanche 14 mars 2010"


def test_the_league_has_its_22_members_in_three_languages():
    assert len(LEAGUE) == 22
    for names in LEAGUE.values():
        assert set(names) == {"ar", "en", "fr"}
        assert all(name.short and name.official for name in names.values())


def test_countries_are_called_as_their_people_call_them():
    assert country_name("PS", "ar") == "فلسطين"
    assert country_name("SA", "fr") == "Arabie saoudite"
    assert official_name("OM", "ar") == "سلطنة عُمان"
    assert country_name("ES", "ar") == "إسبانيا"
    assert country_name("ZA", "ar") == "جنوب أفريقيا"
    assert country_name("CD", "fr") == "Congo-Kinshasa"


@pytest.mark.parametrize("code", ["ZZ", "EU", "001", ""])
def test_what_is_no_country_has_no_name(code):
    assert country_name(code, "ar") == code


@pytest.mark.parametrize(
    ("language", "first"), [("ar", ["ET", "AZ", "AR"]), ("en", ["AF", "AX", "AL"]), ("fr", ["AF", "ZA", "AL"])]
)
def test_lists_to_choose_from_have_the_members_first_and_the_others_by_their_letters(language, first):
    with override(language):
        codes = [code for code, _name in countries]

    assert codes[:22] == list(LEAGUE)
    assert codes[22:25] == first
    assert len(codes) == len(set(codes)) == 249


def test_members_come_first_in_the_leagues_order():
    ordered = sorted([*LEAGUE, "FR", "TW", "ES"], key=country_order)

    assert ordered[:3] == ["JO", "AE", "BH"]
    assert ordered[21] == "YE"
    assert ordered.index("QA") < ordered.index("KM") < ordered.index("KW")
    assert ordered[22:] == ["ES", "TW", "FR"]
