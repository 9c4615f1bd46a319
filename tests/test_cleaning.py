"""What is done to a text before it is kept, and what is not."""

import pytest

from forum_portal.arabic.cleaning import ascii_digits, clean, clean_lines


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" أحمد\u200f  بن علي\u202c ", "أحمد بن علي"),
        ("someone@example.org\u200f", "someone@example.org"),
        ("\ufeffنص", "نص"),
        ("صنا\u00adعة", "صناعة"),
        ("a\0b", "ab"),
        ("a\tb", "a b"),
        ("e\u0301", "é"),
        ("أ", "أ"),
        ("ا\u0654", "أ"),
        ("ﺍﻟﺼﻨﺎﻋﺔ", "الصناعة"),
        ("ﻻ", "لا"),
        ("کتاب علی", "كتاب علي"),
        ("ہند", "هند"),
        ("سطر\nآخر\n", "سطر آخر"),
        ("كلمة\u00a0أخرى", "كلمة أخرى"),
        ("كلمة\u200c", "كلمة"),
    ],
)
def test_what_nobody_meant_to_type_goes(typed, kept):
    assert clean(typed) == kept


@pytest.mark.parametrize(
    "text",
    [
        "مؤسَّسة",
        "الصناعـــات",
        "«الصناعة 4.0»",
        "سنة ٢٠١٠",
        "على",
        "مستشفى",
        "صلى الله عليه وسلم ﷺ",
        "﴿آية﴾",
        "پروژه‌ها",
        "گفتگوی",
        "10\u202f000\u00a0%",
        "Pourquoi\u00a0? «\u00a0Oui\u00a0»",
        "m² · ½",
        "\U0001f468\u200d\U0001f469",
    ],
)
def test_what_was_meant_stays_as_it_was_typed(text):
    assert clean(text) == text


def test_lines_stay_lines():
    assert clean_lines("سطر  \r\n\r\n\r\n\r\nآخر\u200f ") == "سطر\n\nآخر"


@pytest.mark.parametrize("text", ["ﺍﻟﺼﻨﺎﻋﺔ  کتاب\u200f", "a\u00a0b\n\n\nc", "ﹰ"])
def test_cleaning_twice_changes_nothing_more(text):
    assert clean(clean(text)) == clean(text)
    assert clean_lines(clean_lines(text)) == clean_lines(text)


def test_eastern_digits_become_ascii():
    assert ascii_digits("٢٠١٠/۰۳") == "2010/03"
    assert ascii_digits("١٢٫٥") == "12.5"
