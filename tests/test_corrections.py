"""The form behind «Correct this»: what it shows, what it takes, what it refuses, and where it leads back to."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import quote

import pytest
from django.core import signing
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from forum_portal import corrections
from forum_portal.corrections import CorrectionForm, signer
from forum_portal.facts import fact_of
from forum_portal.models import Correction
from forum_portal.views.corrections import MOST_PER_HOUR
from tests import makers
from tests.corrections import PROPOSAL, address, filled_in, make_correction, send
from tests.pages import LANGUAGES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("forget_the_counts")]


def codes(form):
    return {name: [error.code for error in errors] for name, errors in form.errors.as_data().items()}


def main_of(response):
    return response.content.decode().split("<main", 1)[1].split("</main>")[0]


# The page that it leads back to


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


@pytest.mark.parametrize(
    "token",
    ["", "x", "open:1abc:zzz", FORGED, "\x00"],
    # Named, since a forged one has the second of its making in it and workers collect each for itself.
    ids=["none", "short", "broken", "forged", "nul"],
)
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


def test_the_forms_fields_are_those_of_the_model():
    assert set(CorrectionForm._meta.fields) < {field.name for field in Correction._meta.fields}


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
