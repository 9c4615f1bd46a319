"""The analysis of texts: which words meet under one key, and which stay apart."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from forum_portal.arabic.analysis import is_arabic_word, is_stop_word, keys, keys_of_text, surface, words_of

# A text and what somebody may type who looks for it.
MEET = {
    "hamza on alef": ("أهداف", "اهداف"),
    "hamza below alef": ("إنتاج", "انتاج"),
    "madda": ("آليات", "اليات"),
    "hamza on waw": ("مسؤولية", "مسوولية"),
    "hamza on waw or on ya": ("مسؤولية", "مسئولية"),
    "hamza on ya": ("شؤون", "شئون"),
    "hamza alone": ("شركاء", "شركا"),
    "ta marbuta": ("التنمية", "التنميه"),
    "alef maqsura": ("مستشفى", "مستشفي"),
    "ya as alef maqsura": ("العربي", "العربى"),
    "vowel marks": ("الصِّنَاعَة", "الصناعة"),
    "tatweel": ("الصناعـــات", "الصناعات"),
    "presentation forms": ("الصناعة", "ﺍﻟﺼﻨﺎﻋﺔ"),
    "persian letters": ("كويتي", "کویتی"),
    "eastern digits": ("2010", "٢٠١٠"),
    "persian digits": ("2010", "۲۰۱۰"),
    "a decimal": ("4.0", "٤٫٠"),
    "no article": ("الصناعات", "صناعات"),
    "an article more": ("تمويل", "التمويل"),
    "and": ("والمتوسطة", "المتوسطة"),
    "and, with a word": ("تمويل", "وتمويل"),
    "for": ("للصناعات", "الصناعات"),
    "in": ("بالمغرب", "المغرب"),
    "as": ("كالمناولة", "المناولة"),
    "so": ("فالخبراء", "الخبراء"),
    "a particle without an article": ("بتونس", "تونس"),
    "to, without an article": ("لتنمية", "تنمية"),
    "sound feminine plural": ("المؤسسات", "مؤسسة"),
    "sound masculine plural": ("المشاركون", "مشارك"),
    "its genitive": ("المشاركين", "مشارك"),
    "dual": ("شركتين", "شركة"),
    "adjective": ("التونسية", "تونس"),
    "pronoun": ("إنتاجيتها", "الإنتاجية"),
    "all its weak letters lost": ("المؤسسات", "المسسات"),
    "its first letter lost": ("أوراق", "وراق"),
    "its last letter lost": ("الصغيرة", "الصغير"),
    "compound": ("عبدالعزيز", "العزيز"),
    "compound in two": ("عبد العزيز", "عبدالعزيز"),
    "foreign, with its hamza": ("إلكتروني", "الكتروني"),
    "foreign, with an article": ("الإلكترونية", "الكترونيه"),
    "a country that begins like an article": ("ألمانيا", "المانيا"),
    "accents": ("Développement", "developpement"),
    "case": ("Industry", "INDUSTRY"),
    "a ligature": ("Œuvre", "oeuvre"),
    "english plural": ("industries", "industry"),
    "french plural": ("entreprises", "entreprise"),
    "french elision": ("l’industrie", "industrie"),
}
APART = [
    ("عمان", "لبنان"),
    ("عمّان", "عمالة"),
    ("تمويل", "تحويل"),
    ("صناعة", "صيانة"),
    ("المغرب", "المشرق"),
    ("العرب", "الغرب"),
    ("مصر", "عصر"),
    ("اليمن", "الأمن"),
    ("مركز", "مرحلة"),
    ("تجارة", "تجربة"),
    ("industry", "indus"),
]


def found(text):
    return set(keys_of_text(text))


def asked(text):
    return {key for word in words_of(text) for key in keys(word.normal)}


@pytest.mark.parametrize(("text", "typed"), MEET.values(), ids=MEET)
def test_what_is_typed_finds_what_is_written(text, typed):
    assert found(text) & asked(typed)


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_words_are_not_found(one, other):
    assert not found(one) & asked(other)
    assert not found(other) & asked(one)


@pytest.mark.parametrize("word", ["في", "على", "إلى", "والتي", "the", "des"])
def test_a_word_without_a_subject_is_left_out(word):
    assert is_stop_word(words_of(word)[0].normal)
    assert keys_of_text(word) == []


def test_the_name_ali_is_no_preposition():
    assert keys_of_text("علي")
    assert not keys_of_text("على")


def test_a_word_that_begins_with_waw_keeps_it():
    assert not found("وزارة") & asked("زارة")


def test_words_stand_where_they_are_in_the_text():
    text = "دور «الصِّناعات» 4.0 و Industry-X"

    assert [text[word.start : word.end] for word in words_of(text)] == [
        "دور",
        "الصِّناعات",
        "4.0",
        "و",
        "Industry",
        "X",
    ]


def test_a_text_in_english_is_not_read_as_french():
    assert "industr" not in keys_of_text("industries", language="en")
    assert "industr" in keys_of_text("industries", language="fr")


@pytest.mark.parametrize(("typed", "begins"), [("الصنا", "صنا"), ("إلكتر", "الكتر"), ("dev", "dev")])
def test_what_is_begun_is_compared_without_its_article(typed, begins):
    assert surface(typed) == begins


@pytest.mark.parametrize(
    ("text", "is_one"), [("مصنع", True), ("مصنع كبير", False), ("plant", False), ("12", False), ("", False)]
)
def test_one_arabic_word_is_told_from_all_else(text, is_one):
    assert is_arabic_word(text) == is_one


@pytest.mark.parametrize(
    "text", ["", " ", "ـــ", "\u200f\u200f", "َُِ", "🎉", "\ud800", "a" * 10_000, "ال", "و", "ء", "%_\\'\"", "\0"]
)
def test_no_text_is_too_strange(text):
    for word in words_of(text):
        assert keys(word.normal)
        assert keys(word.normal, loosely=True)


def test_readers_at_one_time_do_not_mix_up_each_others_words():
    words = ["internationalisation", "industrielles", "financing", "المصانع", "الصناعات", "والمتوسطة"] * 40
    alone = [keys.__wrapped__(word, loosely=True) for word in words]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as threads:
            together = list(threads.map(lambda _n: [keys.__wrapped__(word, loosely=True) for word in words], range(8)))
    finally:
        sys.setswitchinterval(before)
    assert all(found == alone for found in together)
