"""What a citation rests on, and the entries for a list of references."""

import datetime

import pytest
from django.utils.html import strip_tags
from django.utils.translation import override, pgettext

from papers.citations.facts import given_on, held_on, language_of
from papers.citations.references import references
from tests.makers import make_edition, make_paper, make_presentation, make_session, make_speaker

pytestmark = pytest.mark.django_db

ORIGIN = "https://forum.example/"
DAY = datetime.date(2004, 2, 15)


def make_cited_edition(**fields):
    names = {"title_ar": "الملتقى الثالث", "title_en": "Third Forum", "title_fr": "Troisième Forum"}
    where = {"city_ar": "مسقط", "city_en": "Muscat", "city_fr": "Mascate", "country": "OM"}
    when = {"starts_on": DAY, "ends_on": DAY + datetime.timedelta(days=1)}
    return make_edition(number=3, **names | where | when | fields)


def make_cited(*, edition=None, speakers=(), **fields):
    titles = {"title_ar": "واقع الصناعات", "title_en": "State of SMIs", "title_fr": "La situation"}
    return make_paper(edition=edition or make_cited_edition(), speakers=speakers, **titles | fields)


def make_named(arabic="حمد بن هاشم", latin="Hamad bin Hashim"):
    return make_speaker(name_ar=arabic, name_en=latin, name_fr=latin, honorific_ar="د.", honorific_en="Dr.")


def texts(paper):
    """The entries as a reader copies them, and their languages."""
    found = references(paper, ORIGIN)
    return {
        reference.style: (reference.language, strip_tags(reference.html).replace("&amp;", "&")) for reference in found
    }


def kind(language):
    with override(language):
        return pgettext("reference", "Paper presentation")


@pytest.mark.parametrize("page_language", ["ar", "en", "fr"])
def test_references_are_the_same_on_the_pages_of_all_languages(page_language):
    paper = make_cited(speakers=[make_named()])

    with override(page_language):
        found = texts(paper)

    assert found == {
        "arabic": (
            "ar",
            f"حمد بن هاشم. (2004، 15–16 فبراير). واقع الصناعات [{kind('ar')}]. "
            "الملتقى الثالث، مسقط، عُمان. https://forum.example/papers/3-01/",
        ),
        "apa": (
            "en",
            f"Hamad bin Hashim. (2004, February 15–16). State of SMIs [{kind('en')}]. "
            "Third Forum, Muscat, Oman. https://forum.example/en/papers/3-01/",
        ),
    }


def test_a_paper_given_in_french_is_cited_in_french():
    paper = make_cited(speakers=[make_named(), make_named("سلمى", "Salma")], language="fr")

    assert texts(paper)["apa"] == (
        "fr",
        f"Hamad bin Hashim et Salma. (2004, 15–16 février). La situation [{kind('fr')}]. "
        "Troisième Forum, Mascate, Oman. https://forum.example/fr/papers/3-01/",
    )


def test_the_english_title_of_an_arabic_paper_is_marked_as_a_translation():
    assert ". [State of SMIs] [" in texts(make_cited(speakers=[make_named()], language="ar"))["apa"][1]
    assert ". State of SMIs [" in texts(make_cited(speakers=[make_named()], edition=make_edition()))["apa"][1]


@pytest.mark.parametrize(
    ("count", "arabic", "english"),
    [(2, "أ1 وأ2. (", "A1, & A2. ("), (3, "أ1، وأ2، وأ3. (", "A1, A2, & A3. (")],
)
def test_several_authors_are_joined_as_the_style_joins_them(count, arabic, english):
    paper = make_cited(speakers=[make_named(f"أ{n}", f"A{n}") for n in range(1, count + 1)])

    found = texts(paper)

    assert found["arabic"][1].startswith(arabic)
    assert found["apa"][1].startswith(english)


def test_a_paper_without_a_known_speaker_begins_with_its_title():
    paper = make_cited()
    make_presentation(paper=paper, speaker=make_named(), role="chair")

    found = texts(paper)

    assert found["arabic"][1].startswith(f"واقع الصناعات [{kind('ar')}]. (2004، 15–16 فبراير). الملتقى الثالث")
    assert found["apa"][1].startswith(f"State of SMIs [{kind('en')}]. (2004, February 15–16). Third Forum")


def test_whoever_has_two_roles_is_named_once():
    paper, speaker = make_cited(), make_named()
    make_presentation(paper=paper, speaker=speaker, role="speaker")
    make_presentation(paper=paper, speaker=speaker, role="author")

    assert texts(paper)["apa"][1].startswith("Hamad bin Hashim. (")


def test_what_has_no_latin_name_says_that_it_is_arabic():
    paper = make_cited(speakers=[make_speaker(name_ar="سلمى")], title_en="", title_fr="")

    _arabic, apa = references(paper, ORIGIN)

    assert '<bdi lang="ar" dir="rtl">سلمى</bdi>' in apa.html
    assert '<cite><bdi lang="ar" dir="rtl">واقع الصناعات</bdi></cite>' in apa.html


def test_a_reference_is_no_place_for_markup():
    paper = make_cited(title_en="<b>5 & 6</b>", speakers=[make_named("أ", "<i>")])

    html = references(paper, ORIGIN)[1].html

    assert "&lt;b&gt;5 &amp; 6&lt;/b&gt;" in html
    assert "<i>" not in html


@pytest.mark.parametrize(
    ("start", "end", "precision", "country", "arabic", "english"),
    [
        ((2004, 2, 15), (2004, 2, 15), "day", "OM", "2004، 15 فبراير", "2004, February 15"),
        ((2004, 2, 15), (2004, 2, 16), "day", "SY", "2004، 15–16 شباط", "2004, February 15–16"),
        ((2006, 11, 30), (2006, 12, 2), "day", "MA", "2006، 30 نونبر – 2 دجنبر", "2006, November 30–December 2"),
        (
            (2008, 12, 31),
            (2009, 1, 1),
            "day",
            "",
            "2008، 31 ديسمبر – 2009، 1 يناير",
            "2008, December 31–2009, January 1",
        ),
        ((2010, 3, 1), None, "month", "DZ", "2010، مارس", "2010, March"),
        ((1998, 1, 1), None, "year", "EG", "1998", "1998"),
        # Its first day alone does not say how long it lasted.
        ((2016, 12, 14), None, "day", "MA", "2016، دجنبر", "2016, December"),
    ],
)
def test_the_date_is_that_of_the_gathering_as_far_as_it_is_known(start, end, precision, country, arabic, english):
    days = {"starts_on": datetime.date(*start), "ends_on": end and datetime.date(*end)}
    edition = make_cited_edition(**days, date_precision=precision, country=country)

    found = texts(make_cited(edition=edition))

    assert f"({arabic})" in found["arabic"][1]
    assert f"({english})" in found["apa"][1]


def test_the_day_of_the_paper_stands_in_for_days_of_the_gathering_that_are_not_known():
    edition = make_cited_edition(starts_on=datetime.date(2004, 1, 1), ends_on=None, date_precision="year")
    paper = make_cited(edition=edition, session=make_session(edition=edition, day=DAY))

    assert held_on(paper)[:2] == (DAY, DAY)
    assert given_on(paper) == [2004, 2, 15]


@pytest.mark.parametrize(
    ("fields", "with_day", "expected"),
    [
        ({}, True, [2004, 2, 15]),
        ({}, False, [2004, 2]),
        ({"ends_on": DAY}, False, [2004, 2, 15]),
        ({"ends_on": None, "date_precision": "day"}, False, [2004, 2]),
        ({"starts_on": datetime.date(2004, 1, 1), "ends_on": None, "date_precision": "year"}, False, [2004]),
    ],
)
def test_the_date_of_a_paper_is_no_closer_than_is_known(fields, with_day, expected):
    edition = make_cited_edition(**fields)
    session = make_session(edition=edition, day=DAY if with_day else None)

    assert given_on(make_cited(edition=edition, session=session)) == expected


@pytest.mark.parametrize(
    ("language", "title", "expected"),
    [("", "State", "ar"), ("en", "State", "en"), ("en", "", "ar"), ("es", "State", "ar"), ("ar", "State", "ar")],
)
def test_a_paper_is_spoken_for_in_its_own_language_where_there_is_a_title_in_it(language, title, expected):
    assert language_of(make_cited(language=language, title_en=title)) == expected


def test_an_edition_without_a_place_is_cited_without_one():
    edition = make_cited_edition(city_ar="", city_en="", city_fr="", country="")

    assert " الملتقى الثالث. https://" in texts(make_cited(edition=edition))["arabic"][1]
