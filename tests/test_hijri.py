"""The Hijri dates beside the Gregorian ones."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from editions.models import Edition
from forum_portal.arabic.hijri import MONTHS, format_hijri_period
from tests.makers import make_edition

DAY = datetime.date


@pytest.mark.parametrize(
    ("start", "end", "language", "text"),
    [
        (DAY(2010, 3, 14), DAY(2010, 3, 15), "ar", "28–29 ربيع الأول 1431 هـ"),
        (DAY(2020, 11, 25), None, "ar", "10 ربيع الآخر 1442 هـ"),
        (DAY(2024, 11, 20), DAY(2024, 11, 22), "en", "18–20 Jumada al-Ula 1446 AH"),
        (DAY(2026, 6, 14), DAY(2026, 6, 18), "fr", "28 dhou al-hijja 1447 – 3 mouharram 1448 H"),
    ],
)
def test_a_period_is_written_once(start, end, language, text):
    assert format_hijri_period(start, end, language=language) == text


def test_every_language_has_twelve_months():
    assert {len(months) for months in MONTHS.values()} == {12}


@pytest.mark.django_db
def test_only_an_edition_known_to_the_day_has_a_hijri_date():
    assert make_edition(starts_on=DAY(2010, 3, 14), ends_on=DAY(2010, 3, 15)).hijri_dates()
    assert make_edition(starts_on=DAY(2010, 1, 1), ends_on=None, date_precision="year").hijri_dates() == ""
    assert make_edition(starts_on=DAY(2099, 1, 1), ends_on=None).hijri_dates() == ""


@pytest.mark.parametrize(
    ("correction", "text"),
    [
        (0, "28–29 ربيع الأول 1431 هـ"),
        (2, "30 ربيع الأول – 1 ربيع الآخر 1431 هـ"),
        (-1, "27–28 ربيع الأول 1431 هـ"),
    ],
)
def test_a_country_that_saw_the_moon_on_another_day_is_followed(correction, text):
    assert format_hijri_period(DAY(2010, 3, 14), DAY(2010, 3, 15), correction=correction, language="ar") == text


@pytest.mark.django_db
def test_the_correction_of_an_edition_shows_on_its_page_and_stays_marked_as_approximate(client):
    make_edition(number=5, starts_on=DAY(2010, 3, 14), ends_on=DAY(2010, 3, 14), hijri_correction=1)
    html = client.get("/editions/5/").content.decode()

    assert "29 ربيع الأول 1431 هـ" in html
    assert "تقريبا" in html


@pytest.mark.django_db
def test_a_correction_of_more_than_two_days_is_refused():
    made_up = {"number": 5, "title": "الملتقى", "title_ar": "الملتقى", "starts_on": DAY(2010, 3, 14)}
    with pytest.raises(ValidationError) as refusal:
        Edition(**made_up, hijri_correction=3).full_clean()
    assert set(refusal.value.error_dict) == {"hijri_correction"}
