"""Papers: their codes and their people."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

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

    [part] = client.get(early.get_absolute_url()).context["people"]

    assert part.office == "مهندسة"
    assert [part.office for part in client.get(speaker.get_absolute_url()).context["parts"]].count("مهندسة") == 1
