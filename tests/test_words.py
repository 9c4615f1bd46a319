"""How words are put together: lists, counted things, ordinals, names after a preposition."""

import re

import polib
import pytest
from babel.core import Locale
from babel.plural import PluralRule
from django.utils.html import format_html
from django.utils.translation import override

from forum_portal.arabic.ordinals import ordinal
from forum_portal.arabic.words import in_genitive, language_name, listed
from forum_portal.templatetags.forum import numbered_edition
from tests.repository import ROOT

NUMBERS = [0, 1, 2, 3, 11, 100, 101, 103]
CATEGORIES = ["zero", "one", "two", "few", "many", "other"]


@pytest.mark.parametrize(
    ("parts", "arabic", "english", "french"),
    [
        ([], "", "", ""),
        (["أ"], "أ", "أ", "أ"),
        (["أ", "ب"], "أ وب", "أ and ب", "أ et ب"),
        (["أ", "ب", "ج"], "أ، وب، وج", "أ, ب and ج", "أ, ب et ج"),
        (["أ", "", None, "ب"], "أ وب", "أ and ب", "أ et ب"),
        (["أ", "Acme"], "أ و\u00a0Acme", "أ and Acme", "أ et Acme"),
        (["أ", "5"], "أ و\u00a05", "أ and 5", "أ et 5"),
        (["أ", "«ب»"], "أ و«ب»", "أ and «ب»", "أ et «ب»"),
        (["أ", "\u2068ب\u2069"], "أ و\u2068ب\u2069", "أ and \u2068ب\u2069", "أ et \u2068ب\u2069"),
    ],
)
def test_a_list_is_joined_as_each_language_joins_it(parts, arabic, english, french):
    for language, text in {"ar": arabic, "en": english, "fr": french}.items():
        with override(language):
            assert listed(parts) == text


def test_a_list_with_markup_is_markup_and_escapes_the_rest():
    assert listed([format_html("<bdi>{}</bdi>", "{أ}"), "<ب>"]) == "<bdi>{أ}</bdi> و\u00a0&lt;ب&gt;"


@pytest.mark.parametrize(("language", "name"), [("ar", "الألمانية"), ("en", "German"), ("fr", "allemand")])
def test_a_language_is_called_by_its_name(language, name):
    with override(language):
        assert language_name("de") == name
        assert language_name("zz") == "zz"


# From the grammars: as they follow a masculine noun (الملتقى) and a feminine one (الدورة).
ORDINALS = {
    1: ("الأول", "الأولى"),
    2: ("الثاني", "الثانية"),
    8: ("الثامن", "الثامنة"),
    10: ("العاشر", "العاشرة"),
    11: ("الحادي عشر", "الحادية عشرة"),
    12: ("الثاني عشر", "الثانية عشرة"),
    19: ("التاسع عشر", "التاسعة عشرة"),
    20: ("العشرون", "العشرون"),
    21: ("الحادي والعشرون", "الحادية والعشرون"),
    35: ("الخامس والثلاثون", "الخامسة والثلاثون"),
    40: ("الأربعون", "الأربعون"),
    58: ("الثامن والخمسون", "الثامنة والخمسون"),
    62: ("الثاني والستون", "الثانية والستون"),
    71: ("الحادي والسبعون", "الحادية والسبعون"),
    80: ("الثمانون", "الثمانون"),
    99: ("التاسع والتسعون", "التاسعة والتسعون"),
}


@pytest.mark.parametrize(("number", "forms"), ORDINALS.items())
def test_an_ordinal_agrees_with_its_noun(number, forms):
    assert (ordinal(number), ordinal(number, gender="f")) == forms


@pytest.mark.parametrize("gender", ["m", "f"])
def test_the_99_ordinals_differ_and_decline_from_twenty_on(gender):
    nominative = [ordinal(number, gender=gender) for number in range(1, 100)]
    genitive = [ordinal(number, gender=gender, case="genitive") for number in range(1, 100)]

    assert len(set(nominative)) == len(set(genitive)) == 99
    assert nominative[:19] == genitive[:19]
    assert [f"{one.removesuffix('ون')}ين" for one in nominative[19:]] == genitive[19:]


@pytest.mark.parametrize("number", [0, -1, 100])
def test_there_is_no_ordinal_beyond(number):
    with pytest.raises(ValueError, match=str(number)):
        ordinal(number)


@pytest.mark.parametrize("number", range(1, 100))
def test_a_name_after_a_preposition_is_in_the_genitive(number):
    written = f"الملتقى العربي {ordinal(number)} للصناعات الصغيرة والمتوسطة"

    assert in_genitive(written) == f"الملتقى العربي {ordinal(number, case='genitive')} للصناعات الصغيرة والمتوسطة"


@pytest.mark.parametrize("name", ["القانون", "العشرونية", "التعاون", "Forum", "ملتقى الثمانين"])
def test_nothing_else_is_declined(name):
    assert in_genitive(name) == name


def test_an_edition_is_named_by_its_number():
    assert numbered_edition(21) == "الدورة الحادية والعشرون"
    assert numbered_edition(21, case="genitive") == "الدورة الحادية والعشرين"
    with override("en"):
        assert [numbered_edition(number) for number in (1, 2, 3, 11, 21, 22)] == [
            "1st edition",
            "2nd edition",
            "3rd edition",
            "11th edition",
            "21st edition",
            "22nd edition",
        ]
    with override("fr"):
        assert [numbered_edition(number) for number in (1, 2)] == ["1re édition", "2e édition"]


@pytest.mark.django_db
def test_letters_decline_the_name_of_an_edition(mailoutbox, save):
    from tests.makers import make_edition, make_exhibition, make_registration

    edition = make_edition(title_ar="الملتقى العربي الحادي والعشرون")
    save(make_registration, exhibition=make_exhibition(edition=edition), state="submitted")
    [letter] = mailoutbox

    assert "في معرض \u2068الملتقى العربي الحادي والعشرين\u2069" in letter.body
    assert letter.subject.endswith("\u2068الملتقى العربي الحادي والعشرون\u2069")


AFTER_A_WORD = re.compile(r"(?:^|\s)(?:ال)?[\u0621-\u064a]+ %\(edition\)s|[^\W\d]%\(edition\)s")
# Whose templates bring the name in the genitive.
DECLINED = "templates/exhibitors/letters/"


def test_wherever_the_name_of_an_edition_follows_a_word_it_is_declined():
    for entry in polib.pofile(str(ROOT / "locale/ar/LC_MESSAGES/django.po")):
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            if AFTER_A_WORD.search(text):
                assert all(path.startswith(DECLINED) for path, _line in entry.occurrences), text


PLACE = re.compile(r"%\(\w+\)[sd]|%s|\{\w*\}")


def counted():
    return [
        pytest.param(language, entry, id=f"{language}-{entry.msgid[:50]}")
        for language in ("ar", "fr")
        for entry in polib.pofile(str(ROOT / f"locale/{language}/LC_MESSAGES/django.po"))
        if entry.msgid_plural and not entry.obsolete
    ]


def plural_of(language):
    rule = PluralRule(Locale(language).plural_form.rules)
    categories = CATEGORIES if language == "ar" else ["one", "other"]
    return lambda number: categories.index(rule(number))


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize(("language", "entry"), counted())
def test_everything_counted_is_said_in_the_form_of_its_number(language, entry, number):
    """Through Django itself, which finds the form by the rule in the catalogue."""
    from django.utils.translation import ngettext, npgettext

    form = plural_of(language)(number)
    with override(language):
        if entry.msgctxt:
            said = npgettext(entry.msgctxt, entry.msgid, entry.msgid_plural, number)
        else:
            said = ngettext(entry.msgid, entry.msgid_plural, number)

    assert said == entry.msgstr_plural[form]
    # %d is what Python itself would miss, and "the errors below" need no figure.
    if language == "ar" and "%d" not in entry.msgid and PLACE.search(entry.msgid_plural):
        # One and two are in the noun itself, and none is said in a word; but for figures that are set large.
        has_number = bool(PLACE.search(without_others(said, entry)))
        assert has_number == (number > 2) or ("<strong>" in said and number == 0), said


# What the placeholders of a number are called. A sentence may have others: a name, a second number.
COUNTS = {"n", "count", "minutes", "min_length", "limit_value", "max", "most", "sel", "hours", "days"}


def without_others(text, entry):
    """``text`` without the placeholders that its singular has beside the number, which are not counted."""
    names = re.findall(r"%\((\w+)\)[sd]|\{(\w+)\}", entry.msgid)
    others = [name for pair in names for name in pair if name and name not in COUNTS]
    for name in others:
        text = re.sub(rf"%\({name}\)[sd]|\{{{name}\}}", "", text)
    return text
