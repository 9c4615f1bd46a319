"""Papers: their codes, their people, how they are cited."""

import json
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from papers.models import Paper
from tests.makers import make_edition, make_paper, make_presentation, make_session, make_speaker

pytestmark = pytest.mark.django_db


def test_papers_are_numbered_within_their_edition():
    edition = make_edition(number=3)

    codes = [make_paper(edition=edition).code for _ in range(3)]

    assert codes == ["3-01", "3-02", "3-03"]
    assert make_paper(edition=make_edition(number=4)).code == "4-01"


def test_the_code_of_a_deleted_paper_is_not_given_again():
    edition = make_edition(number=3)
    make_paper(edition=edition).delete()

    assert make_paper(edition=edition).code == "3-02"


def test_a_paper_whose_number_was_printed_keeps_it_and_the_next_come_after():
    edition = make_edition(number=3)

    assert make_paper(edition=edition, number=15).code == "3-15"
    assert make_paper(edition=edition).code == "3-16"


def test_a_code_stays_when_the_paper_is_edited():
    paper = make_paper(edition=make_edition(number=3))
    paper.title_ar = "عنوان آخر"
    paper.save()

    paper.refresh_from_db()
    assert paper.code == "3-01"


@pytest.mark.django_db(transaction=True)
def test_two_editors_who_save_at_once_get_two_codes():
    edition = make_edition(number=3)
    start, failures = threading.Barrier(6), []

    def save():
        start.wait()
        try:
            make_paper(edition=edition)
        except Exception as error:  # a thread's own errors are seen by nobody else
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=save) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not failures
    assert sorted(Paper.objects.values_list("code", flat=True)) == [f"3-0{n}" for n in range(1, 7)]


def test_a_paper_keeps_to_the_sessions_of_its_edition():
    paper = make_paper()
    paper.session = make_session()

    with pytest.raises(ValidationError) as refusal:
        paper.full_clean()

    assert "session" in refusal.value.message_dict


def test_a_part_is_in_a_paper_or_in_a_session():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_presentation()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_presentation(paper=make_paper(), session=make_session())


def test_a_persons_office_stays_as_it_was_then(client):
    speaker = make_speaker(name_ar="سلمى", country="OM")
    early = make_paper(edition=make_edition(number=3))
    late = make_paper(edition=make_edition(number=4))
    make_presentation(paper=early, speaker=speaker, office_ar="مهندسة", country="OM")
    make_presentation(paper=late, speaker=speaker, office_ar="وزيرة", country="OM")

    assert "مهندسة" in client.get(early.get_absolute_url()).content.decode()
    assert "وزيرة" not in client.get(early.get_absolute_url()).content.decode()
    assert [part.office for part in client.get(speaker.get_absolute_url()).context["parts"]].count("مهندسة") == 1


def test_paper_page_leads_to_the_papers_beside_it(client):
    edition = make_edition(number=3)
    first, second, third = (make_paper(edition=edition, published=n != 2) for n in (1, 2, 3))

    context = client.get(first.get_absolute_url()).context

    assert context["previous"] is None
    assert context["following"] == third
    assert second.code == "3-02"


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


def test_bibtex_names_authors_without_titles_and_keeps_its_braces(client, cited):
    text = client.get(f"/en/papers/{cited.code}.bib").content.decode()

    assert text.startswith("@inproceedings{3-01,\n")
    assert "author = {{Hamad bin Hashim}}," in text
    assert r"title = {State of SMIs \& 50\% of them}," in text
    assert "year = {2010}," in text
    assert "url = {http://testserver/en/papers/3-01/}," in text
    assert text.count("{") == text.count("}")
    assert "Chair" not in text


def test_ris_has_one_line_a_value_and_ends(client, cited):
    lines = client.get(f"/en/papers/{cited.code}.ris").content.decode().split("\r\n")

    assert lines[0] == "TY  - CPAPER"
    assert "AU  - Hamad bin Hashim" in lines
    assert "DA  - 2010/03/14" in lines
    assert "AB  - a b" in lines
    assert lines[-2] == "ER  - "


def test_csl_json_leaves_out_what_is_not_known(client, cited):
    [item] = json.loads(client.get(reverse("papers:paper_json", args=[cited.code])).content)

    assert item["author"] == [{"literal": "حمد بن هاشم"}]
    assert item["issued"] == {"date-parts": [[2010, 3, 14]]}
    assert item["event-place"] == "مسقط، عُمان"
    assert "language" not in item


def test_a_paper_of_an_edition_known_by_its_year_is_cited_by_the_year(client):
    edition = make_edition(number=1, ends_on=None, date_precision="year")
    paper = make_paper(edition=edition)

    [item] = json.loads(client.get(reverse("papers:paper_json", args=[paper.code])).content)

    assert item["issued"] == {"date-parts": [[2010]]}
