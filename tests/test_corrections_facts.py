"""The facts of the archive that «Correct this» asks about, and the link beside each."""

import re
from html import unescape

import pytest
from django.db import connection
from django.template import Context, RequestContext, Template
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from forum_portal.facts import KINDS, fact_at, fact_of
from tests import makers
from tests.corrections import address, all_facts, links, make_everything
from tests.pages import LANGUAGES

pytestmark = pytest.mark.django_db


# Facts and their references


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_of_every_kind_of_fact_has_a_reference_that_leads_back(language):
    records = [*make_everything(makers.make_edition(country="OM")), makers.make_series(), makers.make_topic()]
    assert {type(record) for record in records} == set(KINDS)

    with override(language):
        for record in records:
            for fact in all_facts(record):
                found = fact_at(fact.reference)

                assert (found.item, found.field) == (record, fact.field)
                assert found.sentence == fact.sentence
                assert found.name


@pytest.mark.parametrize("hidden", ["draft", "demonstration"])
def test_what_is_a_draft_or_invented_is_no_fact_to_visitors(hidden):
    edition = makers.make_edition(published=hidden != "draft", is_demo=hidden == "demonstration")

    for record in make_everything(edition):
        for fact in all_facts(record):
            assert fact_at(fact.reference) is None, fact.reference


def test_a_draft_paper_of_a_published_edition_is_no_fact_to_visitors():
    paper = makers.make_paper(published=False, speakers=[makers.make_speaker()])
    part = paper.presentations.get()

    for record in (paper, part, part.speaker):
        assert fact_at(all_facts(record)[0].reference) is None


@pytest.mark.parametrize(
    "reference",
    [
        "",
        ".",
        "....",
        "editions",
        "editions.edition",
        "editions.edition.1",
        "editions.edition.1.",
        "editions.edition.1.status",
        "editions.edition.1.title_ar",
        "editions.edition.1.title.x",
        "editions.edition.١.title",
        "editions.edition.-1.title",
        "editions.edition.1e3.title",
        "editions.edition.99999999999999999999.title",
        "forum_portal.user.1.email",
        "papers.speaker.1.other_spellings",
        "exhibitors.registration.1.contact_email",
        "__class__.__class__.1.__class__",
        "\ud83d",
        "x" * 5000,
    ],
)
def test_a_garbled_reference_gives_the_form_without_a_sentence(client, reference):
    makers.make_edition(pk=1)
    makers.make_user(pk=1)
    makers.make_paper(speakers=[makers.make_speaker(pk=1)])

    response = client.get("/correct/", {"fact": reference.encode("utf-8", "replace")})

    assert response.status_code == 200
    assert response.context["fact"] is None


def test_a_field_that_readers_are_not_asked_about_is_refused_in_a_template():
    with pytest.raises(LookupError):
        fact_of(makers.make_edition(), "status")


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"country": "OM"}, "country", "عُمان"),
        ({"mode": "online"}, "mode", "عبر الإنترنت"),
        ({"theme_ar": "الصناعة"}, "theme", "الصناعة"),
        ({}, "theme", ""),
        ({}, "starts_on", "14–16 مارس 2010"),
    ],
)
def test_a_sentence_is_what_the_page_shows(fields, field, sentence):
    found = fact_of(makers.make_edition(**fields), field).sentence

    assert found.replace(" ", "") == sentence.replace(" ", "") or field == "mode"
    assert bool(found) == bool(sentence)


def test_the_countries_of_a_paper_are_listed():
    paper = makers.make_paper(countries=["OM", "MA"])

    assert fact_of(paper, "countries").sentence == "المغرب وعُمان"


def test_a_sentence_that_fell_back_to_arabic_is_marked_as_such(client):
    edition = makers.make_edition(theme_ar="الصناعة")

    html = client.get(address(fact=fact_of(edition, "theme").reference, prefix="/en")).content.decode()

    assert re.search(r'<blockquote [^>]*lang="ar" dir="rtl"><bdi lang="ar" dir="rtl">الصناعة', html)


# The links


@pytest.mark.parametrize("language", LANGUAGES)
def test_facts_of_a_page_lead_to_their_form_and_back(client, language):
    edition = makers.make_edition(country="OM")
    paper = makers.make_paper(edition=edition, speakers=[makers.make_speaker()], abstract_ar="نص")
    prefix = "" if language == "ar" else f"/{language}"
    page = f"{prefix}/papers/{paper.code}/"

    html = client.get(page).content.decode()

    found = links(html)
    assert {f"papers.paper.{paper.pk}.title", f"papers.paper.{paper.pk}.abstract"} <= set(found)
    assert set(found.values()) == {page}
    for reference in found:
        answer = client.get(address(page, reference, prefix))
        assert answer.context["fact"].reference == reference
        assert f'id="{answer.context["fact"].anchor}"' in html
        assert f'href="{page}#{answer.context["fact"].anchor}"' in answer.content.decode()


def test_a_speakers_invented_parts_are_not_among_the_facts(client):
    speaker = makers.make_speaker()
    demo = makers.make_edition(is_demo=True)
    real = makers.make_paper(speakers=[speaker]).presentations.get()
    invented = makers.make_paper(edition=demo, speakers=[speaker]).presentations.get()
    for part in (real, invented):
        part.office_ar = "مدير"
        part.save()

    found = links(client.get(speaker.get_absolute_url()).content.decode())

    assert fact_of(real, "office").reference in found
    assert fact_of(invented, "office").reference not in found


def test_the_link_says_which_fact_and_is_not_followed(rf):
    edition = makers.make_edition()
    recommendation = makers.make_recommendation(edition=edition, text_ar="إنشاء صندوق")
    template = Template("{% load corrections %}{% correct edition 'theme' %}{% correct recommendation 'text' %}")
    context = RequestContext(rf.get("/editions/3/"), {"edition": edition, "recommendation": recommendation})

    html = template.render(context)

    assert html.count('rel="nofollow"') == 2
    assert html.count('aria-hidden="true"') == 2
    assert "title=" not in html
    names = re.findall(r'<span class="visually-hidden">(.*?)</span>', html)
    assert "<bdi>" in names[0]
    assert "إنشاء صندوق" in names[1]


def test_the_link_asks_no_database(rf, django_assert_num_queries):
    edition = makers.make_edition()
    records = make_everything(edition)
    facts = [fact for record in records for fact in all_facts(record)]
    lines = "".join(f"{{% correct records.{records.index(f.item)} '{f.field}' %}}" for f in facts)
    template = Template("{% load corrections %}" + lines)
    context = RequestContext(rf.get("/editions/3/"), {"records": records})

    with django_assert_num_queries(0):
        html = template.render(context)

    assert set(links(html)) == {fact.reference for fact in facts}


def test_an_include_without_the_pages_context_knows_what_is_invented(rf):
    demo = makers.make_edition(is_demo=True)
    paper = makers.make_paper(edition=demo, speakers=[makers.make_speaker()])
    request = rf.get("/")
    for item, field in [(demo, "theme"), (paper, "title"), (paper.presentations.get(), "role")]:
        context = RequestContext(request, {"item": item})

        assert Template(f"{{% load corrections %}}{{% correct item '{field}' %}}").render(context).strip() == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_foot_offers_the_whole_page_where_it_is_the_archives(client, rf, language):
    edition = makers.make_edition(number=1)
    foot = Template('{% include "includes/correct_page.html" %}')
    prefix = "" if language == "ar" else f"/{language}"

    def foot_of(path, **data):
        response = client.get(prefix + path)
        request = response.wsgi_request
        request.resolver_match = response.resolver_match
        with override(language):
            return foot.render(RequestContext(request, data)).strip()

    shown = foot_of(edition.get_absolute_url())
    assert f"{prefix}/correct/?page=" in unescape(shown)
    assert 'rel="nofollow"' in shown
    for path in ["/correct/", "/accounts/login/", "/exhibit/"]:
        assert foot_of(path) == ""
    assert foot_of("/editions/1/", is_demo=True) == ""
    assert "/correct/?" not in client.get(f"{prefix}/editions/99/").content.decode()
    assert foot.render(Context()).strip() == ""


def count_queries(client, path):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200, path
    return len(queries)


def test_pages_with_links_ask_the_database_equally_often_with_one_fact_and_with_many(client):
    topic, speaker = makers.make_topic(), makers.make_speaker()

    def add():
        edition = makers.make_edition()
        axis = makers.make_axis(edition=edition, topic=topic)
        paper = makers.make_paper(edition=edition, axis=axis, speakers=[speaker, makers.make_speaker()])
        makers.make_recommendation(edition=edition).updates.create(status="done", text_ar="نص")
        paper.presentations.update(office_ar="مدير", affiliation_ar="وزارة")

    add()
    paths = ["/recommendations/", topic.get_absolute_url(), speaker.get_absolute_url()]
    for path in paths:  # the kinds of object are looked up once per process
        client.get(path)
    with_one = {path: (count_queries(client, path), len(links(client.get(path).content.decode()))) for path in paths}
    for _ in range(4):
        add()

    for path in paths:
        queries, offered = with_one[path]
        assert count_queries(client, path) == queries, path
        assert len(links(client.get(path).content.decode())) > offered, path
