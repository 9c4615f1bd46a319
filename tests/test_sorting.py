"""The order of names and titles, and the letters under which they stand."""

import pytest

from forum_portal.arabic.sorting import first_letter, sort_key


def ordered(names, language, **options):
    return sorted(names, key=lambda name: sort_key(name, language, **options))


def test_arabic_stands_before_latin_in_arabic_and_after_it_elsewhere():
    names = ["Benali", "يوسف", "Ahmed", "أحمد"]

    assert ordered(names, "ar") == ["أحمد", "يوسف", "Ahmed", "Benali"]
    assert ordered(names, "en") == ordered(names, "fr") == ["Ahmed", "Benali", "أحمد", "يوسف"]


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_numbers_stand_before_both_scripts(language):
    assert ordered(["ورقة", "Paper", "4.0", "٣ أوراق"], language)[:2] == ["٣ أوراق", "4.0"]


def test_the_article_and_the_hamza_do_not_count():
    names = ["الزعيمي", "أبو سيف", "ابراهيم", "سالم", "إبراهيم آل سعود"]

    assert ordered(names, "ar") == ["ابراهيم", "إبراهيم آل سعود", "أبو سيف", "الزعيمي", "سالم"]


@pytest.mark.parametrize(
    "names",
    [
        ["أحمد بدوي", "احمد جابر", "أحمد خليل"],
        ["سعاد", "سُعود", "سعيد"],
        ["عليّ", "على بن سالم", "عمر"],
        ["الأردن", "الإمارات", "البحرين", "تونس"],
        ["محمد الأمين", "محمد البكري", "محمد تاج الدين"],
    ],
)
def test_spellings_do_not_part_what_belongs_together(names):
    assert ordered(reversed(names), "ar") == names


def test_the_article_inside_a_name_does_not_count_either():
    assert ordered(["محمد الزعيمي", "محمد سالم", "محمد الأمين"], "ar") == [
        "محمد الأمين",
        "محمد الزعيمي",
        "محمد سالم",
    ]


@pytest.mark.parametrize("name", ["ألمانيا", "إلياس", "الياس", "المانيا", "آل سعود", "إلكترونيات", "الكترونيات"])
def test_what_only_looks_like_an_article_counts(name):
    assert first_letter(name) == "ا"


@pytest.mark.parametrize(
    ("name", "letter"),
    [("الزعيمي", "ز"), ("أحمد", "ا"), ("Émile", "E"), ("Al-Hassan", "H"), ("Le Goff", "L"), ("ٱلحسن", "ح")],
)
def test_a_name_stands_under_its_letter(name, letter):
    assert first_letter(name) == letter


def test_the_article_of_a_latin_title_does_not_count():
    titles = ["The Role of Banks", "An Overview", "Small Industries"]

    assert ordered(titles, "en", is_title=True) == ["An Overview", "The Role of Banks", "Small Industries"]
    assert ordered(["Les PME", "L’artisanat", "Le rôle"], "fr", is_title=True) == ["L’artisanat", "Les PME", "Le rôle"]
    assert ordered(["Le Goff", "Lamrani"], "fr") == ["Lamrani", "Le Goff"]


def test_accents_do_not_count():
    assert ordered(["Zineb", "Émile", "Edouard"], "fr") == ["Edouard", "Émile", "Zineb"]


def test_a_sort_key_is_ascii_and_fits_its_column():
    key = sort_key("ي" * 500, "ar")

    assert key.isascii()
    assert len(key) <= 255
