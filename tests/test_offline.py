"""The portal without a network: what a telephone keeps, the worker that keeps it, the portal as an app."""

import json
import re
from datetime import timedelta

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from PIL import Image

from forum_portal.offline import views
from forum_portal.offline.keeping import near_edition
from forum_portal.offline.release import release
from tests.makers import (
    make_edition,
    make_exhibition,
    make_paper,
    make_presentation,
    make_session,
    make_speaker,
)
from tests.pages import LANGUAGES, in_language

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
SOON = {"starts_on": TODAY + timedelta(days=30), "ends_on": TODAY + timedelta(days=32)}


@pytest.fixture
def edition():
    return make_edition(slug="soon", number=11, **SOON)


def kept(client, slug="soon", language="ar"):
    return client.get(in_language(f"/editions/{slug}/offline.json", language))


def pages(response):
    return response.json()["pages"]


# What is kept of an edition


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_edition_is_kept_in_the_language_of_the_address(client, edition, language):
    session = make_session(edition=edition, day=SOON["starts_on"])
    make_session(edition=edition, day=SOON["ends_on"])
    chair, author = make_speaker(), make_speaker()
    make_presentation(session=session, speaker=chair)
    paper = make_paper(session=session, speakers=[author])
    make_exhibition(edition=edition)

    listed = pages(kept(client, language=language))

    expected = [
        "/editions/soon/programme/",
        "/editions/soon/mine/",
        f"/editions/soon/programme/?day={SOON['starts_on']}",
        f"/editions/soon/programme/?day={SOON['ends_on']}",
        "/editions/soon/",
        "/",
        "/editions/soon/visit/",
        "/editions/soon/exhibition/",
        "/editions/soon/papers/",
        f"/papers/{paper.code}/",
        *(f"/speakers/{speaker.code}/" for speaker in (chair, author)),
    ]
    assert listed[:2] == [in_language(path, language) for path in expected[:2]]
    assert {in_language(path, language) for path in expected} <= set(listed)
    assert len(listed) == len(set(listed))


def test_all_that_is_kept_can_be_opened(client, edition):
    make_paper(session=make_session(edition=edition, day=SOON["starts_on"]), speakers=[make_speaker()])
    make_exhibition(edition=edition)

    for path in pages(kept(client)):
        response = client.get(path)
        assert response.status_code == 200, path
        assert "Cookie" not in response.headers.get("Vary", ""), path


def test_no_draft_is_kept(client, edition):
    draft = make_paper(edition=edition, published=False, speakers=[make_speaker()])

    text = kept(client).content.decode()

    assert draft.code not in text
    assert draft.presentations.get().speaker.code not in text


def test_neither_a_draft_nor_what_is_over_is_kept_but_the_demonstration_is(client):
    make_edition(slug="draft", published=False, **SOON)
    make_edition(slug="over")
    make_edition(slug="demo", is_demo=True)

    assert {slug: kept(client, slug).status_code for slug in ("draft", "over", "demo", "nothing")} == {
        "draft": 404,
        "over": 404,
        "demo": 200,
        "nothing": 404,
    }


def test_from_any_page_the_edition_that_is_near_is_kept(client, edition):
    make_edition(number=12, starts_on=TODAY + timedelta(days=400), ends_on=None)
    make_edition(number=10)
    make_edition(slug="demo", is_demo=True, **SOON)

    response = client.get("/en/offline.json")

    assert near_edition() == edition
    assert response.url == "/en/editions/soon/offline.json"


def test_where_no_edition_is_near_nothing_is_kept(client):
    make_edition(number=10)

    assert client.get("/offline.json").status_code == 204


def test_the_version_changes_with_what_is_kept_and_with_the_release(client, edition, monkeypatch):
    paper = make_paper(edition=edition, speakers=[make_speaker()])
    first = kept(client).json()["version"]
    assert kept(client).json()["version"] == first

    paper.abstract_ar = "ملخص آخر"
    paper.save()
    second = kept(client).json()["version"]
    paper.presentations.update(office_ar="منصب آخر")
    third = kept(client).json()["version"]
    monkeypatch.setattr("forum_portal.offline.keeping.release", lambda: "another")
    fourth = kept(client).json()["version"]

    assert len({first, second, third, fourth}) == 4


def test_an_unchanged_list_is_answered_304(client, edition):
    response = kept(client)

    again = client.get("/editions/soon/offline.json", headers={"if-none-match": response.headers["ETag"]})

    assert again.status_code == 304
    assert "no-cache" in response.headers["Cache-Control"]
    assert not response.cookies


def test_the_list_costs_as_much_for_a_large_programme_as_for_a_small_one(
    client, edition, django_assert_max_num_queries, django_assert_num_queries
):
    make_paper(session=make_session(edition=edition), speakers=[make_speaker()])
    with django_assert_max_num_queries(12) as asked:
        kept(client)
    for _ in range(4):
        make_paper(session=make_session(edition=edition), speakers=[make_speaker(), make_speaker()])

    with django_assert_num_queries(len(asked)):
        kept(client)


# The worker


def test_the_worker_stands_at_the_root_and_is_asked_for_anew(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/sw.js")

    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/javascript")
    assert response.headers["Cache-Control"] == "no-cache"
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]
    assert not response.cookies


def test_the_worker_knows_its_release_and_every_language(client):
    first_line = client.get("/sw.js").content.decode().split("\n", 1)[0]
    portal = json.loads(re.fullmatch(r"self\.PORTAL = (.*);", first_line)[1])

    assert portal["version"] == release()
    assert {code: words["offline"] for code, words in portal["languages"].items()} == {
        "ar": "/offline/",
        "en": "/en/offline/",
        "fr": "/fr/offline/",
    }
    assert all("{moment}" in words["line"] for words in portal["languages"].values())


def test_another_release_is_another_worker(client, monkeypatch):
    first = client.get("/sw.js").content
    monkeypatch.setattr(views, "release", lambda: "another")

    assert client.get("/sw.js").content != first


def test_eastern_digits_tell_the_age_of_arabic_pages_alone(settings):
    settings.ARABIC_DIGITS = "eastern"

    assert views.in_language("ar")["locale"].endswith("nu-arab")
    assert views.in_language("en")["locale"].endswith("nu-latn")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_no_connection_needs_no_database(client, language, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(in_language("/offline/", language))

    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.content.decode()
    assert 'name="robots" content="noindex"' in response.content.decode()


# The app


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_app_speaks_the_language_of_its_page(client, language):
    path = in_language("/manifest.webmanifest", language)
    page = client.get(in_language("/", language)).content.decode()

    app = client.get(path).json()

    assert f'<link rel="manifest" href="{path}"' in page
    assert (app["lang"], app["dir"]) == (language, LANGUAGES[language])
    with override(language):
        assert app["start_url"] == reverse("home")
    assert app["scope"] == "/"
    assert app["display"] == "standalone"
    assert app["name"] and len(app["short_name"]) <= 12
    assert all(re.fullmatch("#[0-9a-f]{6}", app[name]) for name in ("theme_color", "background_color"))


def test_the_manifest_is_named_as_one(client):
    response = client.get("/manifest.webmanifest")

    assert response.headers["Content-Type"].startswith("application/manifest+json")


def test_the_icons_of_the_app_are_there_in_their_sizes(client):
    icons = client.get("/manifest.webmanifest").json()["icons"]

    assert {(icon["sizes"], icon["purpose"]) for icon in icons} >= {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }
    for icon in icons:
        with Image.open(finders.find(icon["src"].removeprefix("/static/"))) as picture:
            assert "x".join(map(str, picture.size)) == icon["sizes"]
            assert picture.format == "PNG"
