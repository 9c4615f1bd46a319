"""The files that reference managers read, and the tags that search engines read."""

import json

import pytest
from django.urls import reverse

from tests.makers import make_edition, make_paper, make_presentation, make_session, make_speaker

pytestmark = pytest.mark.django_db


@pytest.fixture
def cited():
    edition = make_edition(
        number=3, title_ar="الملتقى الثالث", title_en="Third Forum", city_ar="مسقط", city_en="Muscat", country="OM"
    )
    session = make_session(edition=edition, day=edition.starts_on)
    speaker = make_speaker(name_ar="حمد بن هاشم", name_en="Hamad bin Hashim", honorific_ar="د.")
    chair = make_speaker(name_en="The Chair")
    paper = make_paper(
        session=session, title_ar="واقع الصناعات", title_en="State of {SMIs} & 50% of \\them", abstract_en="a\nb"
    )
    make_presentation(paper=paper, speaker=speaker)
    make_presentation(paper=paper, speaker=chair, role="chair")
    return paper


def of_a_year():
    """A paper of an edition that is known by its year alone, by nobody who is known."""
    return make_paper(edition=make_edition(number=1, ends_on=None, date_precision="year"))


def lines_of(client, paper, suffix, language="en"):
    return client.get(f"/{language}/papers/{paper.code}.{suffix}").content.decode().splitlines()


def test_bibtex_names_authors_without_titles_and_keeps_its_braces(client, cited):
    text = client.get(f"/en/papers/{cited.code}.bib").content.decode()

    assert text.startswith("@inproceedings{3-01,\n")
    assert "author = {{Hamad bin Hashim}}," in text
    assert r"title = {{State of SMIs \& 50\% of them}}," in text
    assert "url = {http://testserver/en/papers/3-01/}," in text
    assert text.count("{") == text.count("}")
    assert "Chair" not in text


def test_bibtex_gives_dates_to_bibtex_and_to_biblatex(client, cited):
    lines = lines_of(client, cited, "bib")

    assert {"  year = {2010},", "  month = mar,", "  eventdate = {2010-03-14/2010-03-16},"} <= set(lines)


def test_bibtex_of_an_arabic_page_is_utf_8_and_says_what_can_set_it(client, cited):
    response = client.get(f"/papers/{cited.code}.bib")
    first, second, third, *rest = response.content.decode("utf-8").splitlines()

    assert response.headers["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert first.startswith("%")
    assert "@" not in first
    assert (second, third) == ("@inproceedings{3-01,", "  title = {{واقع الصناعات}},")
    assert "  langid = {arabic}," in rest


def test_bibtex_tells_the_language_of_the_entry_from_that_of_the_paper(client, cited):
    cited.language = "fr"
    cited.save()

    assert {"  langid = {english},", "  language = {french},"} <= set(lines_of(client, cited, "bib"))


def test_an_entry_in_french_without_a_french_title_says_that_it_is_arabic(client, cited):
    assert "  langid = {arabic}," in lines_of(client, cited, "bib", language="fr")


@pytest.mark.parametrize("title", ["a ~ b ^ c", "100 % & $ # _", "a\\", "a}", "{{{a", "%" * 50, "\\input{x}"])
def test_bibtex_survives_any_title(client, title):
    text = client.get(f"/en/papers/{make_paper(title_en=title).code}.bib").content.decode()

    assert text.count("{") == text.count("}")
    [line] = [line for line in text.splitlines() if line.startswith("  title")]
    assert not set(line.replace(r"\textasciitilde{}", "").replace(r"\textasciicircum{}", "")) & set("~^")


def test_bibtex_of_what_is_hardly_known_has_only_that(client):
    lines = lines_of(client, of_a_year(), "bib")

    assert "  year = {2010}," in lines
    assert not [line for line in lines if line.startswith(("  author", "  month", "  eventdate", "  address"))]


def test_ris_has_one_line_a_value_and_ends(client, cited):
    lines = client.get(f"/en/papers/{cited.code}.ris").content.decode().split("\r\n")

    assert lines[0] == "TY  - CPAPER"
    assert "AU  - Hamad bin Hashim" in lines
    assert "DA  - 2010/03/14" in lines
    assert "AB  - a b" in lines
    assert lines[-2] == "ER  - "


def test_ris_of_a_month_has_the_slashes_of_the_day(client, cited):
    cited.session = None
    cited.save()

    assert "DA  - 2010/03//" in lines_of(client, cited, "ris")


def test_ris_of_a_year_has_no_other_date(client):
    lines = lines_of(client, of_a_year(), "ris")

    assert "PY  - 2010" in lines
    assert not [line for line in lines if line.startswith(("DA", "AU"))]


def test_csl_json_leaves_out_what_is_not_known(client, cited):
    [item] = json.loads(client.get(reverse("papers:paper_json", args=[cited.code])).content)

    assert item["author"] == [{"literal": "حمد بن هاشم"}]
    assert item["issued"] == {"date-parts": [[2010, 3, 14]]}
    assert item["event-date"] == {"date-parts": [[2010, 3, 14], [2010, 3, 16]]}
    assert item["event-place"] == "مسقط، عُمان"
    assert not {"language", "container-title", "note"} & set(item)


def test_a_paper_of_an_edition_known_by_its_year_is_cited_by_the_year(client):
    [item] = client.get(reverse("papers:paper_json", args=[of_a_year().code])).json()

    assert item["issued"] == item["event-date"] == {"date-parts": [[2010]]}
    assert "author" not in item


@pytest.mark.parametrize(("suffix", "mark"), [("bib", "  note = {"), ("ris", "N1  - "), ("json", '    "note": "')])
def test_a_file_says_by_itself_that_its_paper_is_invented(client, suffix, mark):
    invented = make_paper(edition=make_edition(is_demo=True))
    genuine = make_paper()

    assert [line for line in lines_of(client, invented, suffix) if line.startswith(mark)]
    assert not [line for line in lines_of(client, genuine, suffix) if line.startswith(mark)]
