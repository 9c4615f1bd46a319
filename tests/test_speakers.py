"""The index of speakers, a person's page, and the ways that lead to it."""

import datetime
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from papers.models import Speaker
from papers.naming import the_one_called
from papers.speaker_index import SpeakerIndex, speakers_with_parts
from tests.makers import (
    make_axis,
    make_edition,
    make_paper,
    make_presentation,
    make_session,
    make_source,
    make_speaker,
    make_topic,
)

pytestmark = pytest.mark.django_db


def speaker_at(edition, *, country="", **fields):
    speaker = make_speaker(**fields)
    make_presentation(paper=make_paper(edition=edition), speaker=speaker, country=country)
    return speaker


@pytest.fixture
def third():
    return make_edition(number=3, starts_on=datetime.date(2004, 2, 15), ends_on=None)


@pytest.fixture
def fifth():
    return make_edition(number=5)


@pytest.fixture
def salma(third, fifth):
    """Of Oman at the third edition, of Morocco at the fifth."""
    speaker = speaker_at(third, country="OM", name_ar="سلمى الكندي", name_en="Salma Al Kindi")
    make_presentation(paper=make_paper(edition=fifth), speaker=speaker, country="MA")
    return speaker


@pytest.fixture
def hamad(third):
    """Of an unknown country then; the record says Oman."""
    return speaker_at(third, name_ar="حمد الذهب", country="", other_spellings="أحمد الذهبي\nHamad Dahab")


@pytest.fixture
def nabil(fifth):
    return speaker_at(fifth, country="MA", name_ar="نبيل شريف")


def index(**parameters):
    return SpeakerIndex(parameters, speakers=speakers_with_parts())


def shown(**parameters):
    return [speaker.name_ar for speaker in index(**parameters).shown]


# The index


@pytest.mark.parametrize(("language", "letters"), [("ar", ["ا", "ن", "B", "K"]), ("en", ["B", "K", "S", "ا"])])
def test_letters_of_the_script_of_the_page_come_first(client, third, language, letters):
    speaker_at(third, name_ar="نبيل", name_en="Salim")
    speaker_at(third, name_ar="أحمد")
    speaker_at(third, name_ar="Kamal")
    speaker_at(third, name_ar="Bilal")

    with override(language):
        groups = client.get(reverse("papers:speakers")).context["groups"]

    assert [group.heading for group in groups] == letters


def test_index_is_narrowed_by_country_and_edition_together(salma, hamad, nabil):
    assert set(shown(country="ma")) == {"سلمى الكندي", "نبيل شريف"}
    assert set(shown(edition="3")) == {"سلمى الكندي", "حمد الذهب"}
    assert shown(country="om", edition="3") == ["سلمى الكندي"]
    assert shown(country="om", edition="5") == []


def test_choices_say_how_many_each_leaves(salma, hamad, nabil):
    everybody = index()
    assert {choice.value: choice.count for choice in everybody.countries} == {"om": 1, "ma": 2}
    assert {choice.value: choice.count for choice in everybody.editions} == {"5": 2, "3": 2}

    moroccans = index(country="ma")
    assert {choice.value: choice.count for choice in moroccans.editions} == {"5": 2}
    # The one that is chosen stays among them, though it leaves nobody.
    assert {choice.value: choice.count for choice in index(country="om", edition="5").editions} == {"3": 1, "5": 0}


@pytest.mark.parametrize(
    "parameters",
    [{"country": "zz"}, {"country": "fr"}, {"edition": "99"}, {"edition": "demo"}, {"by": "x"}, {"q": "-"}],
)
def test_what_is_no_choice_is_ignored(salma, nabil, parameters):
    found = index(**parameters)

    assert len(found.shown) == 2
    assert not found.is_active
    assert found.by == "letter"


def test_eastern_digits_name_an_edition_too(salma, nabil):
    assert shown(edition="٣") == ["سلمى الكندي"]


def test_country_is_the_one_of_then_and_else_the_persons_own(salma, third, fifth):
    resident = speaker_at(
        third,
        name_ar="مقيم",
        country="",
    )
    resident.country = "QA"
    resident.save()

    [row] = [row for group in index(by="edition", edition="3").groups() for row in group.rows if row.speaker == salma]
    assert (row.countries, row.parts) == (["OM"], 1)
    rows = {row.speaker: row for group in index().groups() for row in group.rows}
    assert rows[salma].countries == ["MA", "OM"]
    assert rows[salma].parts == 2
    assert rows[resident].countries == ["QA"]


def test_by_country_each_stands_under_every_country_and_the_unknown_is_last(salma, hamad, nabil):
    groups = {group.heading: [row.speaker for row in group.rows] for group in index(by="country").groups()}

    assert list(groups) == ["OM", "MA", ""]
    assert groups["OM"] == [salma]
    assert set(groups["MA"]) == {salma, nabil}
    assert groups[""] == [hamad]


def test_by_edition_the_newest_is_first(salma, hamad, nabil, third, fifth):
    groups = index(by="edition").groups()

    assert [group.heading for group in groups] == [fifth, third]
    assert {row.speaker for row in groups[1].rows} == {salma, hamad}


@pytest.mark.parametrize("asked", ["حمد الذهب", "احمد الذهبى", "hamad", "dah", "الذّهب", "ذهب"])
def test_words_find_a_person_in_any_spelling(hamad, salma, asked):
    assert shown(q=asked) == ["حمد الذهب"]


def test_a_name_within_another_is_not_that_name(third, hamad):
    speaker_at(third, name_ar="محمد سالم")

    assert shown(q="حمد") == ["حمد الذهب"]


def test_names_that_sound_alike_stand_apart(nabil, salma):
    found = index(q="Cherif")

    assert found.shown == []
    assert [row.speaker for row in found.alike] == [nabil]


def test_the_demonstration_and_drafts_are_not_in_the_index(client, third):
    demo = speaker_at(make_edition(slug="demo", is_demo=True), name_ar="متخيل")
    draft = make_speaker(name_ar="مسودة")
    make_presentation(paper=make_paper(edition=third, published=False), speaker=draft)

    assert shown() == []
    html = client.get("/speakers/").content.decode()
    assert demo.code not in html
    assert draft.code not in html


def test_a_choice_without_anybody_says_so_and_leads_on(client, salma):
    response = client.get("/speakers/?q=zzzzzz")

    assert response.status_code == 200
    assert f"{reverse('search')}?q=zzzzzz" in response.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "q=" + "ا" * 5000,
        "q=%F0%9F%98%80&country=%F0%9F%98%80&edition=%F0%9F%98%80",
        "q=" + "%20".join(["محمد"] * 300),
        "country=om&country=ma&edition=3&edition=" + "9" * 4000,
        "by=country&by=edition&q=%27%22%3Cscript%3E",
        "by=edition&q=عبد+ال+عبد+ال",
    ],
)
def test_hostile_choices_give_a_page(client, salma, hamad, query):
    response = client.get(f"/speakers/?{query}")

    assert response.status_code == 200
    assert b"<script>" not in response.content.split(b"</head>")[1]


def count_queries(client, path):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize("query", ["", "?by=country", "?by=edition&country=ma", "?q=salma&edition=3"])
def test_index_asks_the_database_equally_often_for_one_and_for_many(client, salma, query):
    path = f"/speakers/{query}"
    one = count_queries(client, path)
    for number in range(6, 10):
        edition = make_edition(number=number)
        for _ in range(3):
            make_presentation(session=make_session(edition=edition), speaker=speaker_at(edition, country="MA"))

    assert count_queries(client, path) == one
    assert one <= 5


# A person's page


def take_part(speaker, edition):
    """A paper with others in a session, and the chair of that session, with a topic and evidence."""
    axis = make_axis(edition=edition, topic=make_topic())
    session = make_session(edition=edition, axis=axis)
    paper = make_paper(session=session, axis=axis, speakers=[make_speaker()])
    part = make_presentation(paper=paper, speaker=speaker, office_ar="وزيرة", country="OM")
    part.evidence.create(field="office", certainty="presumed").sources.add(make_source())
    make_presentation(session=session, speaker=speaker, role="chair")
    make_presentation(session=session)
    return paper


def test_person_page_asks_the_database_equally_often_for_one_part_and_for_many(client):
    speaker = make_speaker()
    take_part(speaker, make_edition(number=1))
    client.get(speaker.get_absolute_url())
    one = count_queries(client, speaker.get_absolute_url())
    for number in range(2, 7):
        take_part(speaker, make_edition(number=number))

    assert count_queries(client, speaker.get_absolute_url()) == one
    assert one <= 14


def test_person_page_tells_all_over_the_years(client, salma, third, fifth):
    paper = take_part(salma, fifth)
    other = paper.presentations.exclude(speaker=salma).get().speaker

    response = client.get(salma.get_absolute_url())
    html = response.content.decode()

    assert [edition for edition, _parts in response.context["editions"]] == [fifth, third]
    assert [len(parts) for _edition, parts in response.context["editions"]] == [3, 1]
    assert other.get_absolute_url() in html
    assert paper.axis.topic.get_absolute_url() in html
    assert reverse("country", args=["om"]) in html
    assert reverse("country", args=["ma"]) in html


def test_names_in_other_languages_and_spellings_say_their_language(client, third):
    speaker = speaker_at(
        third, name_ar="حمد", name_en="Hamad", name_fr="Hamad", other_spellings="أحمد\nHamad\n\nAhmed"
    )

    arabic = client.get(speaker.get_absolute_url())
    with override("en"):
        english = client.get(speaker.get_absolute_url())

    assert arabic.context["names"] == [("Hamad", "en")]
    assert arabic.context["spellings"] == [("أحمد", "ar"), ("Ahmed", "")]
    assert '<bdi lang="en" dir="ltr">Hamad</bdi>' in arabic.content.decode()
    assert english.context["names"] == [("حمد", "ar")]
    assert '<bdi lang="ar" dir="rtl">أحمد</bdi>' in english.content.decode()


# Ways to a person


def goes_to(client, address):
    response = client.get(f"/speakers/{quote(address)}/")
    return response.status_code, response.headers.get("Location")


@pytest.mark.parametrize(
    "address",
    [
        "hamad-dahab",
        "Hamad_Dahab",
        "HAMADDAHAB",
        "حمد-الذهب",
        "احمد الذهبى",
        "أحمد-الذهبي",
        "dahab",
        "Hammad-Al-Dhahab",
    ],
)
def test_a_name_in_an_address_leads_to_the_person(client, hamad, salma, address):
    assert goes_to(client, address) == (302, hamad.get_absolute_url())


@pytest.mark.parametrize("address", ["mohamed-benali", "محمد-بن-علي", "Mohammed Ben Ali", "Muhammad-bin-Ali"])
def test_a_name_leads_across_scripts(client, third, hamad, address):
    speaker = speaker_at(third, name_ar="محمد بن علي")

    assert goes_to(client, address) == (302, speaker.get_absolute_url())


def test_a_name_leads_to_the_page_in_the_language_of_the_address(client, hamad):
    with override("fr"):
        expected = hamad.get_absolute_url()

    response = client.get("/fr/speakers/hamad-dahab/")

    assert (response.status_code, response.url) == (302, expected)


@pytest.mark.parametrize("address", ["salma", "zaynab-unknown", "ال", "al", "bin"])
def test_a_name_of_several_or_of_nobody_leads_to_the_search(client, salma, third, address):
    speaker_at(third, name_ar="سلمى أخرى", name_en="Salma Other")

    status, location = goes_to(client, address)

    assert status == 302
    assert location == f"{reverse('search')}?q={quote(address.replace('-', ' ')).replace('%20', '+')}"


def test_the_whole_name_counts_before_a_part_of_it(third):
    short = speaker_at(third, name_ar="علي سالم")
    speaker_at(third, name_ar="علي سالم الحارثي")

    assert the_one_called("علي سالم", Speaker.objects.in_series()) == short


@pytest.mark.parametrize("hidden", ["draft", "demo"])
def test_a_name_does_not_lead_to_whom_the_index_leaves_out(client, third, hidden):
    edition = make_edition(slug="demo", is_demo=True) if hidden == "demo" else third
    speaker = make_speaker(name_ar="سلمى", name_en="Salma")
    make_presentation(paper=make_paper(edition=edition, published=hidden != "draft"), speaker=speaker)

    assert goes_to(client, "salma")[1].startswith(reverse("search"))


def test_a_code_in_capitals_leads_to_the_address(client, hamad):
    code = hamad.code.upper()

    assert goes_to(client, code) == ((200, None) if code == hamad.code else (301, hamad.get_absolute_url()))


@pytest.mark.parametrize("address", ["zzzzz", "22222", "---", "١٢٣", "😀", "."])
def test_what_is_neither_a_code_nor_a_name_is_not_there(client, hamad, address):
    assert goes_to(client, address)[0] == 404


@pytest.mark.parametrize(
    "address", ["ا" * 3000, "a-" * 2000, "%", "<script>alert(1)</script>", "a\\b", "//evil.example"]
)
def test_hostile_names_are_no_error_of_ours(client, hamad, address):
    response = client.get(f"/speakers/{quote(address, safe='')}/")

    assert response.status_code in (302, 404)
    assert not response.headers.get("Location", "/").startswith("//")
