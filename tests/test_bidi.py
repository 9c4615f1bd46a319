"""The direction of values, and the marks that keep it where there is no markup."""

import pytest
from django.utils.html import format_html
from django.utils.translation import override

from forum_portal.arabic.bidi import direction_of, isolate, isolate_if_needed, side_by_side
from forum_portal.mail import paragraphs_of
from forum_portal.templatetags.forum import isolated, translated, translated_block
from papers.models import Paper
from tests.makers import make_edition, make_room, make_session

LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"


@pytest.mark.parametrize(
    ("text", "language", "direction"),
    [
        ("الصناعة 4.0", "ar", "rtl"),
        ("Industrie 4.0 والمؤسسات", "ar", "rtl"),
        ("Small Industries: a Review?", "ar", "ltr"),
        ("شركة Acme", "en", "ltr"),
        ("شركة", "fr", "rtl"),
        ("+212 5 28 00", "ar", "ltr"),
        ("2025-11-05", "ar", "ltr"),
        ("", "ar", "ltr"),
    ],
)
def test_a_text_runs_as_its_language_does_unless_it_is_in_another_script(text, language, direction):
    assert direction_of(text, language) == direction


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("الصناعة 4.0", "<bdi>الصناعة 4.0</bdi>"),
        ("Acme (MENA), Inc.", "<bdi>Acme (MENA), Inc.</bdi>"),
        ("Industrie 4.0 والمؤسسات", '<bdi dir="rtl">Industrie 4.0 والمؤسسات</bdi>'),
        ("2025-11-05", '<bdi dir="ltr">2025-11-05</bdi>'),
        ("<b>", "<bdi>&lt;b&gt;</bdi>"),
        (
            format_html("<mark>{}</mark> 4.0 والمؤسسات", "Industrie"),
            '<bdi dir="rtl"><mark>Industrie</mark> 4.0 والمؤسسات</bdi>',
        ),
    ],
)
def test_a_value_is_told_its_direction_where_its_first_letter_does_not(text, html):
    assert isolated(text) == html


def test_a_text_that_fell_back_to_arabic_says_its_language_and_direction():
    paper = Paper(title_ar="Industry 4.0: a Review?", abstract_ar="Text.\n\nنص")

    with override("en"):
        assert translated(paper, "title") == '<bdi lang="ar" dir="ltr">Industry 4.0: a Review?</bdi>'
        assert translated_block(paper, "abstract") == (
            '<div class="prose" lang="ar" dir="rtl"><p dir="ltr">Text.</p>\n\n<p>نص</p></div>'
        )


@pytest.mark.parametrize(
    ("value", "marked"),
    [
        ("Acme", f"{FSI}Acme{PDI}"),
        ("عُمان", f"{FSI}عُمان{PDI}"),
        ("Industrie والمؤسسات", f"{RLI}Industrie والمؤسسات{PDI}"),
        (5, f"{FSI}5{PDI}"),
    ],
)
def test_in_plain_text_marks_do_the_same(value, marked):
    assert isolate(value) == marked


def test_a_name_in_arabic_letters_alone_needs_no_mark_in_arabic():
    assert isolate_if_needed("قاعة كبيرة") == "قاعة كبيرة"
    assert isolate_if_needed("قاعة 5") == f"{FSI}قاعة 5{PDI}"
    with override("en"):
        assert isolate_if_needed("Hall") == "Hall"
        assert isolate_if_needed("قاعة") == f"{FSI}قاعة{PDI}"


def test_values_beside_each_other_do_not_mix():
    assert side_by_side("شركة", "Acme, Inc.") == f"{FSI}شركة{PDI} – {FSI}Acme, Inc.{PDI}"


def test_in_the_page_of_a_mail_marks_become_elements():
    [paragraph] = paragraphs_of(f"عن {RLI}Industrie والمؤسسات{PDI} و{LRI}a{PDI} و{FSI}Acme{PDI}.")

    assert paragraph["html"] == (
        'عن <bdi dir="rtl">Industrie والمؤسسات</bdi> و<bdi dir="ltr">a</bdi> و<bdi>Acme</bdi>.'
    )


def test_a_value_of_several_paragraphs_keeps_its_direction_in_each():
    first, second = paragraphs_of(f"قبل {RLI}a أ\n\nb ب{PDI} بعد")

    assert first["html"] == 'قبل <bdi dir="rtl">a أ</bdi>'
    assert second["html"] == '<bdi dir="rtl">b ب</bdi> بعد'


@pytest.mark.django_db
def test_the_places_in_a_calendar_do_not_mix(client):
    import datetime

    edition = make_edition(number=5, city_ar="الجزائر", venue_ar="Hilton (Alger)")
    make_session(edition=edition, room=make_room(edition=edition, name_ar="قاعة"), day=datetime.date(2010, 3, 14))
    calendar = client.get("/editions/5/programme.ics").content.decode().replace("\r\n ", "")

    assert f"LOCATION:قاعة\\، {FSI}Hilton (Alger){PDI}\\، الجزائر".replace("\\،", "،") in calendar
