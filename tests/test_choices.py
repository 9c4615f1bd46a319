import pytest
from django.http import QueryDict

from papers.choices import Choice
from papers.models import Paper
from tests.makers import make_edition, make_paper, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return make_edition()


def choose(query, edition):
    return Choice(QueryDict(query), edition=edition)


def test_an_address_names_sessions_and_papers(edition):
    session, paper = make_session(edition=edition), make_paper(edition=edition)
    choice = choose(f"s={session.pk}&p={paper.code}", edition)
    assert (choice.sessions, choice.papers) == ([session], [paper])
    assert choice.query() == f"s={session.pk}&p={paper.code}"
    assert choice and not choice.is_incomplete


def test_what_is_dead_forged_or_elsewhere_is_left_out(edition):
    here, elsewhere = make_session(edition=edition), make_session(edition=make_edition())
    draft = make_paper(edition=edition, status=Paper.Status.DRAFT)
    choice = choose(f"s={here.pk},{elsewhere.pk},999999&p={draft.code}", edition)
    assert (choice.sessions, choice.papers) == ([here], [])
    assert choice.is_incomplete


@pytest.mark.parametrize("query", ["", "s=&p=", "s=-1,x,1e9,%27;", "p=..%2F..", "s=" + "9" * 5000, "s=" + "1," * 9000])
def test_any_address_makes_a_choice(edition, query):
    choice = choose(query, edition)
    assert not choice and choice.query() == ""


def test_a_name_may_come_more_than_once(edition):
    one, two = make_session(edition=edition), make_session(edition=edition)
    assert choose(f"s={one.pk}&s={two.pk},{one.pk}", edition).sessions == [one, two]


def test_eastern_digits_name_the_same_session(edition):
    session = make_session(edition=edition)
    arabic = str(session.pk).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert choose(f"s={arabic}", edition).sessions == [session]


def test_a_choice_costs_as_much_for_many_as_for_one(edition, django_assert_num_queries):
    sessions = [make_session(edition=edition) for _ in range(3)]
    papers = [make_paper(edition=edition, session=session) for session in sessions]
    for count in (1, 3):
        query = f"s={','.join(str(s.pk) for s in sessions[:count])}&p={','.join(p.code for p in papers[:count])}"
        with django_assert_num_queries(7):
            choose(query, edition)
