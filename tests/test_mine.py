"""A visitor's own programme: when two items overlap, the page of a choice, addresses that were made by hand."""

import datetime

import pytest
from django.http import QueryDict
from django.urls import reverse

from papers.choices import Choice, items_of
from papers.models import Paper
from tests.makers import make_edition, make_paper, make_session, make_speaker

pytestmark = pytest.mark.django_db

DAY = datetime.date(2010, 3, 14)


@pytest.fixture
def edition():
    return make_edition(slug="here")


def held(edition, start, end, *, day=DAY, **fields):
    """A session of ``edition`` between two hours of a day."""
    times = {"starts_at": datetime.time(*divmod(int(start * 60), 60)), "ends_at": datetime.time(int(end))}
    return make_session(edition=edition, day=day, **times | fields)


def overlaps(edition):
    """The pairs of what overlaps in an edition, by their keys."""
    return {frozenset([item.key, other.key]) for item in items_of(edition) for other in item.overlaps}


def keys(*subjects):
    names = (f"p:{one.code}" if isinstance(one, Paper) else f"s:{one.pk}" for one in subjects)
    return frozenset(names)


def page(client, query="", *, slug="here"):
    return client.get(f"{reverse('papers:mine', args=[slug])}?{query}")


def rows(response):
    return [item for _day, items in response.context["days"] for item in items]


# When two items overlap


def test_sessions_of_the_same_time_overlap_and_those_that_meet_do_not(edition):
    first, beside, after = held(edition, 9, 11), held(edition, 10, 12), held(edition, 12, 13)

    assert overlaps(edition) == {keys(first, beside)}
    assert after.starts_at == beside.ends_at


@pytest.mark.parametrize("fields", [{"day": DAY + datetime.timedelta(1)}, {"day": None}])
def test_sessions_of_other_days_do_not_overlap(edition, fields):
    held(edition, 9, 11)
    if fields["day"]:
        held(edition, 9, 11, **fields)
    else:
        make_session(edition=edition)

    assert overlaps(edition) == set()


def test_a_session_is_followed_with_its_own_papers(edition):
    session = held(edition, 9, 11)
    make_paper(session=session)
    make_paper(session=session)

    assert overlaps(edition) == set()


def test_a_paper_overlaps_as_long_as_it_is_given(edition):
    session, beside = held(edition, 9, 11), held(edition, 9, 10)
    first = make_paper(session=session, starts_at=datetime.time(9))
    second = make_paper(session=session, starts_at=datetime.time(10))

    assert overlaps(edition) == {keys(session, beside), keys(first, beside)}
    assert [item.ends_at for item in items_of(edition) if item.paper == first] == [datetime.time(10)]
    assert [item.ends_at for item in items_of(edition) if item.paper == second] == [datetime.time(11)]


@pytest.mark.parametrize("starts_at", [None, datetime.time(23)])
def test_a_paper_without_a_time_of_its_own_has_that_of_its_session(edition, starts_at):
    session, beside = held(edition, 9, 11), held(edition, 10, 12)
    paper = make_paper(session=session, starts_at=starts_at)

    assert keys(paper, beside) in overlaps(edition)


def test_what_is_cancelled_is_in_nobodys_way(edition):
    session, _beside = held(edition, 9, 11, is_cancelled=True), held(edition, 10, 12)
    make_paper(session=session)

    assert overlaps(edition) == set()


def test_a_session_stands_for_its_papers_where_both_overlap(edition):
    session, beside = held(edition, 9, 11), held(edition, 9, 11)
    paper = make_paper(session=session)
    item = next(item for item in items_of(edition) if item.subject == beside)

    both = Choice(QueryDict(f"s={session.pk},{beside.pk}&p={paper.code}"), edition=edition)
    one = Choice(QueryDict(f"s={beside.pk}&p={paper.code}"), edition=edition)

    assert [other.subject for other in item.overlaps_in(both)] == [session]
    assert [other.subject for other in item.overlaps_in(one)] == [paper]


# The page


def test_a_shared_choice_shows_what_it_names_and_what_overlaps(client, edition):
    first, beside, other = held(edition, 9, 11), held(edition, 10, 12), held(edition, 10, 12)
    paper = make_paper(edition=edition)

    response = page(client, f"s={first.pk},{beside.pk}&p={paper.code}")

    assert [item.subject for item in rows(response)] == [first, beside, paper]
    assert [[one.subject for one in item.overlaps] for item in rows(response)] == [[beside], [first], []]
    assert response.context["has_overlaps"]
    assert not response.context["choice"].is_incomplete
    assert other.title not in response.content.decode()


def test_a_shared_choice_with_dead_and_forged_names_shows_what_is_valid(client, edition):
    session, elsewhere = held(edition, 9, 11), make_session()
    draft = make_paper(edition=edition, published=False)

    response = page(client, f"s={session.pk},{elsewhere.pk},999999,x&p={draft.code},..%2F")

    assert [item.subject for item in rows(response)] == [session]
    assert response.context["choice"].is_incomplete
    assert draft.title not in response.content.decode()


@pytest.mark.parametrize(
    "query", ["s=", "p=", "s=-1,x,1e9,%27;", "p=<script>", "s=" + "9" * 5000, "s=1&s=2&p=a&p=b", "at=x", "s=٩٩٩٩"]
)
@pytest.mark.parametrize("language", ["", "/en", "/fr"])
def test_any_address_is_a_normal_page(client, edition, language, query):
    response = client.get(f"{language}/editions/here/mine/?{query}")

    assert response.status_code == 200
    assert not response.cookies
    assert "<script>" not in response.content.decode().replace("<script ", "")


def test_the_page_of_ones_own_choice_brings_the_programme_and_never_a_draft(client, edition):
    session = held(edition, 9, 11)
    paper = make_paper(session=session, speakers=[make_speaker()])
    draft = make_paper(session=session, published=False)

    response = page(client)

    html = response.content.decode()
    assert [item.subject for item in rows(response)] == [session, paper]
    assert f'data-session="{session.pk}"' in html.split("<template>")[1]
    assert draft.title not in html
    assert 'name="robots" content="noindex"' in html


def test_an_edition_that_is_no_more_than_a_draft_has_no_such_page(client):
    make_edition(slug="draft", published=False)

    assert page(client, slug="draft").status_code == 404
    assert page(client, slug="nothing").status_code == 404


@pytest.mark.parametrize("query", ["", "s={s}&p={p}"])
def test_the_page_asks_the_database_equally_often_whatever_it_holds(
    client, edition, query, django_assert_num_queries, django_assert_max_num_queries
):
    def make():
        return make_paper(session=held(edition, 9, 11), speakers=[make_speaker(), make_speaker()])

    papers = [make() for _ in range(3)]
    few = query.format(s=papers[0].session_id, p=papers[0].code)
    with django_assert_max_num_queries(20) as asked:
        page(client, few)
    papers += [make() for _ in range(5)]
    many = query.format(s=",".join(str(p.session_id) for p in papers), p=",".join(p.code for p in papers))

    with django_assert_num_queries(len(asked)):
        page(client, many)
