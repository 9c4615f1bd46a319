"""«Correct this»: the link beside a fact, the form behind it, the letter to staff, and what staff decide."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from django.contrib.admin.models import LogEntry
from django.core import signing
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.template import Context, RequestContext, Template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from exhibitors.models import Exhibition
from forum_portal import corrections
from forum_portal.corrections import CorrectionForm, decide, name_of, signer
from forum_portal.facts import KINDS, fact_at, fact_of
from forum_portal.models import Correction
from forum_portal.views.corrections import MOST_PER_HOUR
from tests import makers
from tests.pages import LANGUAGES

pytestmark = pytest.mark.django_db

PROPOSAL = "عُقدت في شباط"


@pytest.fixture(autouse=True)
def forget_the_counts():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def editor(client):
    user = makers.make_editor()
    client.force_login(user)
    return user


@pytest.fixture
def mailbox(mailoutbox, django_capture_on_commit_callbacks):
    """The letters that one correction causes, as a function of how it is sent."""

    def letters(send):
        with django_capture_on_commit_callbacks(execute=True):
            send()
        return mailoutbox

    return letters


def address(page="", fact="", prefix=""):
    return f"{prefix}/correct/?page={quote(page, safe='')}&fact={quote(fact, safe='')}"


def filled_in(**changes):
    """What a browser sends of a form that was just opened."""
    return {"proposal": PROPOSAL, "source": "", "name": "", "email": "", "token": signer.sign("open")} | changes


def send(client, *, page="", fact="", prefix="", **changes):
    return client.post(address(page, fact, prefix), filled_in(**changes))


def make_correction(**fields):
    return Correction.objects.create(**{"page": "/", "proposal": PROPOSAL, "language": "ar"} | fields)


def codes(form):
    return {name: [error.code for error in errors] for name, errors in form.errors.as_data().items()}


def links(html):
    """The facts that a page offers to correct, each with the page that the link names."""
    found = re.findall(r'class="correct" id="[^"]+" href="([^"]+)"', html)
    queries = [parse_qs(urlsplit(unescape(link)).query) for link in found]
    return {query["fact"][0]: query["page"][0] for query in queries}


# Facts and their references


def make_everything(edition):
    """One record of each kind of fact, at ``edition``."""
    axis = makers.make_axis(edition=edition, topic=makers.make_topic())
    session = makers.make_session(edition=edition)
    paper = makers.make_paper(edition=edition, session=session, axis=axis, speakers=[makers.make_speaker()])
    recommendation = makers.make_recommendation(edition=edition)
    return [
        edition,
        axis,
        session,
        paper,
        paper.presentations.get(),
        paper.presentations.get().speaker,
        recommendation,
        recommendation.updates.create(status="done", text_ar="نص"),
        edition.objectives.create(text_ar="هدف"),
        edition.details.create(kind="background", text_ar="نص"),
        edition.delegations.create(country="OM"),
        edition.statements.create(person_ar="فلان", gist_ar="نص"),
        edition.documents.create(title_ar="برنامج", file="a.pdf"),
        edition.photos.create(alt_ar="صورة", image="a.jpg"),
        makers.make_involvement(edition=edition),
        Exhibition.objects.create(edition=edition, about_ar="نص"),
    ]


def all_facts(item):
    return [fact_of(item, field) for field in KINDS[type(item)].fields]


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

    assert fact_of(paper, "countries").sentence == "المغرب، عُمان"


def test_a_sentence_that_fell_back_to_arabic_is_marked_as_such(client):
    edition = makers.make_edition(theme_ar="الصناعة")

    html = client.get(address(fact=fact_of(edition, "theme").reference, prefix="/en")).content.decode()

    assert re.search(r'<blockquote [^>]*lang="ar" dir="rtl"><bdi>الصناعة', html)


# Pages


@pytest.mark.parametrize(
    "path",
    [
        "",
        "x",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "https://evil.example/",
        "https:///editions/",
        "javascript:alert(1)",
        "/editions/?next=//evil.example",
        "/editions/#x",
        "/editions/\n",
        "/editions/\r\nSet-Cookie: a=b",
        "/nothing/",
        "/admin/",
        "/en/admin/",
        "/accounts/login/",
        "/exhibit/",
        "/fr/exhibit/",
        "/correct/",
        "/en/correct/thanks/",
        "/editions/draft/",
        "/papers/9-99/",
        "/countries/zz/",
        "/\t/[",
        "/media/x https://evil.example/",
        "/papers/1-01.bib",
        "/cards/series.png",
        "/sitemap.xml",
        "/" + "x" * 5000,
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_public_page_of_the_portal_is_not_led_back_to(client, path, language):
    makers.make_edition(published=False, slug="draft")
    prefix = "" if language == "ar" else f"/{language}"

    response = client.get(f"{prefix}/correct/", {"page": path})
    sent = client.post(f"{prefix}/correct/?page={quote(path, safe='')}", filled_in())

    assert response.status_code == 200
    assert response.context["page"] is None
    assert "evil.example" not in re.sub(r'hreflang="[^"]+" href="[^"]+"', "", main_of(response))
    assert sent.url == f"{prefix}/correct/thanks/"
    assert Correction.objects.get().page == ""


def main_of(response):
    return response.content.decode().split("<main", 1)[1].split("</main>")[0]


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


# The form


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_quotes_the_sentence_and_sets_no_cookie(client, language):
    edition = makers.make_edition(number=1, theme_ar="الصناعة", theme_en="Industry", theme_fr="Industrie")
    prefix = "" if language == "ar" else f"/{language}"

    response = client.get(address("/editions/1/", f"editions.edition.{edition.pk}.theme", prefix))

    html = response.content.decode()
    assert getattr(edition, f"theme_{language}") in main_of(response)
    assert response.context["page"].path == f"{prefix}/editions/1/"
    assert '<meta name="robots" content="noindex">' in html
    assert f'<html lang="{language}" dir="{LANGUAGES[language]}">' in html
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "csrf" not in html
    for attribute in ['autocomplete="name"', 'autocomplete="email"', 'inputmode="email"', 'dir="ltr"']:
        assert attribute in main_of(response)


@pytest.mark.parametrize("language", LANGUAGES)
def test_robots_are_told_to_leave_the_form_alone(client, language):
    prefix = "" if language == "ar" else f"/{language}"

    assert f"Disallow: {prefix}/correct/\n" in client.get("/robots.txt").content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_correction_is_kept_and_thanked_for(language):
    client = Client(enforce_csrf_checks=True)
    edition = makers.make_edition(number=1, theme_ar="الصناعة")
    fact = fact_of(edition, "theme")
    prefix = "" if language == "ar" else f"/{language}"

    details = {"source": "كنت هناك", "name": "سلمى", "email": "salma@example.org"}
    response = send(client, page="/editions/1/", fact=fact.reference, prefix=prefix, **details)
    thanks = client.get(response.url)

    kept = Correction.objects.get()
    assert (kept.item, kept.field, kept.sentence) == (edition, "theme", "الصناعة")
    assert (kept.page, kept.language, kept.state) == (f"{prefix}/editions/1/", language, "new")
    assert (kept.proposal, kept.source, kept.name, kept.email) == (PROPOSAL, *details.values())
    assert response.status_code == 302
    assert response.url.startswith(f"{prefix}/correct/thanks/?")
    assert not response.cookies
    assert not thanks.cookies
    assert '<meta name="robots" content="noindex">' in thanks.content.decode()
    assert f'href="{prefix}/editions/1/#{fact.anchor}"' in thanks.content.decode()


def test_a_correction_of_a_whole_page_needs_no_fact(client):
    send(client, page="/countries/")

    kept = Correction.objects.get()
    assert (kept.page, kept.content_type, kept.object_id, kept.field, kept.sentence) == (
        "/countries/",
        None,
        None,
        "",
        "",
    )


def test_a_hidden_fact_is_not_kept_with_the_correction(client):
    edition = makers.make_edition(published=False, theme_ar="سر")

    response = send(client, fact=f"editions.edition.{edition.pk}.theme")

    assert "fact" not in response.url
    kept = Correction.objects.get()
    assert (kept.object_id, kept.sentence) == (None, "")


def test_only_the_proposal_is_asked_of_everybody(client):
    response = send(client, proposal=" \u200f ")

    assert codes(response.context["form"]) == {"proposal": ["required"]}
    html = main_of(response)
    assert 'href="#id_proposal"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_proposal_error"' in html
    assert not Correction.objects.exists()


def test_nothing_that_was_typed_is_lost_with_an_error(client):
    response = send(client, proposal="نص <b>", source="وثيقة", name="سلمى", email="لا شيء")

    form = response.context["form"]
    assert list(codes(form)) == ["email"]
    assert [form[name].value() for name in ("proposal", "source", "name")] == ["نص <b>", "وثيقة", "سلمى"]
    assert "نص &lt;b&gt;" in main_of(response)


def test_texts_are_kept_without_invisible_marks(client):
    send(client, proposal="\u202eعُقدت\u200b في\r\nشباط\x00", name="سل\u200fمى", email="salma@example.org\u200f")

    kept = Correction.objects.get()
    assert (kept.proposal, kept.name, kept.email) == ("عُقدت في\nشباط", "سلمى", "salma@example.org")


@pytest.mark.parametrize("name", ["proposal", "source"])
def test_a_text_without_end_is_refused_and_not_cut_off(client, name):
    response = send(client, **{name: "ا" * (corrections.LONGEST + 1)})

    assert codes(response.context["form"]) == {name: ["max_length"]}
    assert "maxlength" not in main_of(response).split("id_name")[0]


FORGED = signing.TimestampSigner(salt="other").sign("open")


@pytest.mark.parametrize("token", ["", "x", "open:1abc:zzz", FORGED, "\x00"])
def test_a_form_without_a_good_token_is_shown_again_with_everything_and_a_new_one(client, token):
    first = send(client, token=token, source="وثيقة")

    form = first.context["form"]
    assert first.status_code == 200
    assert codes(form)["__all__"] == ["stale"]
    assert (form["proposal"].value(), form["source"].value()) == (PROPOSAL, "وثيقة")
    assert not Correction.objects.exists()
    again = re.search(r'name="token" value="([^"]+)"', main_of(first))[1]
    assert send(client, token=unescape(again), source="وثيقة").status_code == 302
    assert Correction.objects.count() == 1


@pytest.mark.parametrize(("age", "accepted"), [(timedelta(hours=23), True), (timedelta(hours=25), False)])
def test_a_form_may_stay_open_for_a_day(client, monkeypatch, age, accepted):
    now = timezone.now().timestamp()
    monkeypatch.setattr("django.core.signing.time.time", lambda: now - age.total_seconds())
    token = signer.sign("open")
    monkeypatch.undo()

    response = send(client, token=token)

    assert (response.status_code == 302) == accepted
    assert Correction.objects.exists() == accepted


def test_the_trap_for_machines_is_out_of_everybodys_way(client):
    html = main_of(client.get("/correct/"))

    trap = re.search(r"<div hidden>(.*?)</form>", html, re.DOTALL)[1]
    assert 'name="homepage"' in trap
    assert 'tabindex="-1"' in trap
    assert 'autocomplete="off"' in trap


def test_whoever_falls_into_the_trap_can_get_out_of_it(client):
    response = send(client, homepage="https://spam.example")

    assert codes(response.context["form"]) == {"homepage": ["trap"]}
    assert response.context["form"]["proposal"].value() == PROPOSAL
    assert "<div hidden>" not in main_of(response)
    assert not Correction.objects.exists()


def test_too_many_from_one_address_are_refused_with_the_form_kept(client):
    for number in range(MOST_PER_HOUR):
        assert send(client, proposal=f"{PROPOSAL} {number}").status_code == 302

    refused = send(client, proposal="الأخير", source="وثيقة")
    elsewhere = Client(REMOTE_ADDR="192.0.2.7").post("/correct/", filled_in(proposal="من مكان آخر"))

    assert refused.status_code == 429
    form = refused.context["form"]
    assert codes(form) == {"__all__": ["too_many"]}
    assert (form["proposal"].value(), form["source"].value()) == ("الأخير", "وثيقة")
    assert elsewhere.status_code == 302
    assert Correction.objects.count() == MOST_PER_HOUR + 1


def test_the_limit_ends_with_the_hour(client, monkeypatch):
    for number in range(MOST_PER_HOUR):
        send(client, proposal=f"{PROPOSAL} {number}")
    later = timezone.now().timestamp() + 3601
    monkeypatch.setattr("forum_portal.views.corrections.time.time", lambda: later)

    assert send(client).status_code == 302


def test_a_household_is_one_address(client):
    for number in range(MOST_PER_HOUR):
        other = Client(REMOTE_ADDR=f"2001:db8:1:2::{number:x}")
        assert other.post("/correct/", filled_in(proposal=f"{number}")).status_code == 302

    assert Client(REMOTE_ADDR="2001:db8:1:2:ffff::1").post("/correct/", filled_in()).status_code == 429
    assert Client(REMOTE_ADDR="2001:db8:1:3::1").post("/correct/", filled_in()).status_code == 302


def test_the_count_of_an_address_is_not_forgotten_because_of_many_others(client):
    for number in range(MOST_PER_HOUR):
        send(client, proposal=f"{PROPOSAL} {number}")
    for number in range(400):
        cache.set(f"z{number}", 1, 3600)

    assert send(client).status_code == 429


def test_visitors_from_the_older_network_are_told_apart_on_a_server_of_both(client):
    for number in range(MOST_PER_HOUR):
        Client(REMOTE_ADDR="::ffff:192.0.2.1").post("/correct/", filled_in(proposal=f"{number}"))

    assert Client(REMOTE_ADDR="::ffff:192.0.2.2").post("/correct/", filled_in()).status_code == 302
    assert Client(REMOTE_ADDR="192.0.2.1").post("/correct/", filled_in()).status_code == 429


def test_behind_a_proxy_the_visitors_own_address_counts(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(MOST_PER_HOUR):
        client.post("/correct/", filled_in(proposal=f"{number}"), headers={"x-forwarded-for": "192.0.2.1"})

    other = client.post("/correct/", filled_in(), headers={"x-forwarded-for": "192.0.2.1, 192.0.2.2"})

    assert other.status_code == 302


def test_a_button_pressed_twice_sends_one_correction(client, mailbox):
    makers.make_series(contact_email="forum@example.org")

    letters = mailbox(lambda: [send(client, page="/countries/"), send(client, page="/countries/")])

    assert Correction.objects.count() == 1
    assert len(letters) == 1


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, method):
    assert getattr(client, method)("/correct/").status_code == 405


# The letter


def test_staff_are_told_with_the_page_and_the_sentence(client, mailbox, settings):
    settings.SITE_URL = "https://forum.example.org"
    makers.make_series(contact_email="forum@example.org")
    edition = makers.make_edition(number=1, theme_ar="الصناعة & <التنمية>")
    fact = fact_of(edition, "theme")
    details = {"source": "سطر أول\nسطر ثان", "name": "سلمى", "email": "salma@example.org"}

    (mail,) = mailbox(lambda: send(client, page="/editions/1/", fact=fact.reference, prefix="/en", **details))

    kept = Correction.objects.get()
    assert mail.to == ["forum@example.org"]
    assert mail.reply_to == ["salma@example.org"]
    lines = mail.body.splitlines()
    assert "https://forum.example.org/en/editions/1/" in lines
    assert f"https://forum.example.org{admin_page('change', kept.pk)}" in lines
    for text in ["الصناعة & <التنمية>", PROPOSAL, "سطر أول", "سطر ثان", "سلمى"]:
        assert f"\u2068{text}\u2069" in lines
    assert "{" not in mail.subject + mail.body
    assert "\u2068\u2069" not in mail.body


def test_the_letter_is_arabic_whatever_the_reader_speaks(client, mailbox):
    makers.make_series(contact_email="forum@example.org")

    letters = mailbox(lambda: [send(client, prefix=prefix, name=prefix) for prefix in ("", "/en", "/fr")])

    assert len(letters) == 3
    assert len({mail.subject for mail in letters}) == 1


@pytest.mark.parametrize("name", ["proposal", "source", "name", "email"])
def test_no_header_is_smuggled_into_the_letter(client, mailbox, name):
    makers.make_series(contact_email="forum@example.org")
    evil = "x@example.org\r\nBcc: all@example.org"

    letters = mailbox(lambda: send(client, **{name: evil}))

    for mail in letters:
        message = mail.message()
        assert message["Bcc"] is None
        assert mail.recipients() == ["forum@example.org"]
        assert "example.org" not in mail.subject
    assert len(letters) == (0 if name == "email" else 1)


def test_a_letter_without_an_address_of_the_reader_has_nobody_to_reply_to(client, mailbox):
    makers.make_series(contact_email="forum@example.org")

    (mail,) = mailbox(lambda: send(client))

    assert mail.reply_to == []


def test_without_an_address_of_the_series_the_correction_is_kept_all_the_same(client, mailbox):
    makers.make_series()

    assert mailbox(lambda: send(client)) == []
    assert Correction.objects.count() == 1


class BrokenServer:
    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, messages):
        raise ConnectionRefusedError


def test_a_mail_server_that_is_down_harms_nothing(client, mailbox, settings, caplog):
    makers.make_series(contact_email="forum@example.org")
    settings.EMAIL_BACKEND = "tests.test_corrections.BrokenServer"
    responses = []

    mailbox(lambda: responses.append(send(client)))

    assert responses[0].status_code == 302
    assert Correction.objects.count() == 1
    assert [record.name for record in caplog.records if record.levelname == "ERROR"] == ["forum_portal.corrections"]


# What the database refuses


@pytest.mark.parametrize(
    "fields",
    [
        {"proposal": ""},
        {"state": "lost"},
        {"page": "https://evil.example/"},
        {"page": "//evil.example/"},
        {"object_id": 1},
        {"field": "theme"},
        {"state": "accepted"},
        {"handled_at": timezone.now()},
    ],
)
def test_the_database_refuses_what_no_reader_could_have_sent(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_correction(**fields)


# What staff do


def admin_page(name, *args):
    with override("ar"):
        return reverse(f"admin:forum_portal_correction_{name}", args=args)


@pytest.mark.parametrize("decision", ["accepted", "declined"])
def test_a_decision_is_kept_with_who_when_and_a_note(client, editor, decision):
    correction = make_correction()

    response = client.post(admin_page("change", correction.pk), {"note": "راجعنا المصدر", f"_{decision}": "1"})

    correction.refresh_from_db()
    assert response.status_code == 302
    assert (correction.state, correction.handled_by, correction.note) == (decision, editor, "راجعنا المصدر")
    assert timezone.now() - correction.handled_at < timedelta(minutes=1)
    assert LogEntry.objects.filter(object_id=correction.pk, user=editor).exists()


@pytest.mark.parametrize(("action", "state"), [("accept", "accepted"), ("decline", "declined")])
def test_several_are_decided_from_the_list(client, editor, action, state):
    chosen = [make_correction(), make_correction()]
    other = make_correction()

    client.post(admin_page("changelist"), {"action": action, "_selected_action": [item.pk for item in chosen]})

    assert set(Correction.objects.filter(state=state, handled_by=editor)) == set(chosen)
    other.refresh_from_db()
    assert other.state == "new"


def test_a_decision_is_taken_once_and_may_be_changed():
    first, second = makers.make_editor(), makers.make_editor()
    correction = make_correction()

    assert decide(correction, "accepted", by=first)
    assert not decide(correction, "accepted", by=second)
    assert Correction.objects.get().handled_by == first
    assert decide(correction, "declined", by=second)
    assert Correction.objects.get().handled_by == second


def test_what_a_reader_wrote_is_not_changed_by_staff(client, editor):
    correction = make_correction(sentence="كان", name="سلمى")
    changes = {"proposal": "غير ذلك", "sentence": "غير ذلك", "name": "غيرها", "state": "accepted", "note": "ملاحظة"}

    client.post(admin_page("change", correction.pk), changes)

    correction.refresh_from_db()
    assert (correction.proposal, correction.sentence, correction.name) == (PROPOSAL, "كان", "سلمى")
    assert (correction.state, correction.note) == ("new", "ملاحظة")


def test_nobody_adds_a_correction_by_hand(client):
    client.force_login(makers.make_user(superuser=True))

    assert client.get(admin_page("add")).status_code == 403


def test_only_who_may_change_corrections_decides(client):
    correction = make_correction()
    user = makers.make_user(staff=True)
    client.force_login(user)

    assert client.get(admin_page("changelist")).status_code == 403
    client.post(admin_page("change", correction.pk), {"note": "", "_accepted": "1"})

    correction.refresh_from_db()
    assert correction.state == "new"


def test_the_page_leads_to_the_record_and_to_the_reader(client, editor):
    edition = makers.make_edition()
    fact = fact_of(edition, "theme")
    send(client, page=edition.get_absolute_url(), fact=fact.reference, email="salma@example.org")

    response = client.get(admin_page("change", Correction.objects.get().pk))

    html = response.content.decode()
    assert f'href="{reverse("admin:editions_edition_change", args=[edition.pk])}"' in html
    assert f'href="{edition.get_absolute_url()}"' in html
    assert "mailto:salma%40example.org?" in html
    assert '<html lang="ar" dir="rtl">' in html
    assert 'name="_accepted"' in html
    assert 'name="_declined"' in html
    assert "style=" not in main_part(html)


def main_part(html):
    return html.split('id="content"', 1)[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_of_staff_open_for_every_kind_of_fact(client, editor, language):
    prefix = "" if language == "ar" else f"/{language}"
    for record in make_everything(makers.make_edition(country="OM")):
        send(client, fact=all_facts(record)[0].reference)
        cache.clear()

    assert client.get(prefix + admin_page("changelist"), {"q": "شباط"}).status_code == 200
    for correction in Correction.objects.all():
        assert client.get(prefix + admin_page("change", correction.pk)).status_code == 200


def test_a_correction_outlives_its_record(client, editor):
    recommendation = makers.make_recommendation(text_ar="إنشاء صندوق")
    send(client, fact=fact_of(recommendation, "text").reference)
    recommendation.delete()

    correction = Correction.objects.get()
    assert client.get(admin_page("change", correction.pk)).status_code == 200
    assert client.get(admin_page("changelist")).status_code == 200
    assert correction.sentence == "إنشاء صندوق"
    assert name_of(correction) == ""


def test_the_index_says_how_many_wait(client, editor):
    def name():
        apps = client.get("/admin/").context["app_list"]
        return next(model["name"] for app in apps for model in app["models"] if model["object_name"] == "Correction")

    assert not re.search(r"\d", str(name()))
    make_correction()
    decide(make_correction(), "declined", by=editor)

    assert "1" in name()


def test_the_list_asks_the_database_equally_often_with_one_and_with_many(client, editor):
    makers_of_one = lambda: send(client, fact=fact_of(makers.make_recommendation(), "text").reference)  # noqa: E731
    makers_of_one()
    client.get(admin_page("changelist"))
    with CaptureQueriesContext(connection) as one:
        client.get(admin_page("changelist"))
    for _ in range(4):
        makers_of_one()

    with CaptureQueriesContext(connection) as many:
        client.get(admin_page("changelist"))

    assert len(many) == len(one)


def test_the_forms_fields_are_those_of_the_model():
    assert set(CorrectionForm._meta.fields) < {field.name for field in Correction._meta.fields}
