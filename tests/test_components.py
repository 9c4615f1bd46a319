"""The page on which whoever works on the portal sees every component."""

import re

import pytest

from forum_portal.components import COLOURS, PARTS, takes
from tests.repository import ROOT

APPS = ["editions", "papers", "exhibitors", "invoices", "search"]
FOLDERS = ["includes", *(f"{app}/includes" for app in APPS)]

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, settings):
    settings.DEBUG = True
    return lambda language="ar": client.get("/components/" if language == "ar" else f"/{language}/components/")


def include_files():
    return {f"{folder}/{path.name}" for folder in FOLDERS for path in (ROOT / "templates" / folder).glob("*.html")}


def test_components_are_not_there_in_production(client):
    assert client.get("/components/").status_code == 404


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_components_are_there_in_development(page, language):
    assert page(language).status_code == 200


def test_components_stand_in_both_directions(page):
    content = page().content.decode()

    twice = sum(not part.once for part in PARTS)
    assert content.count('<div class="direction stack" lang="ar" dir="rtl">') == twice
    assert content.count('<div class="direction stack" lang="en" dir="ltr">') == twice


def test_components_ask_the_database_nothing(page, django_assert_num_queries):
    page()  # in which Django learns the content types

    with django_assert_num_queries(0):
        page()


def test_every_include_is_among_the_components(page):
    rendered = {template.name for template in page().templates}

    assert include_files() - rendered == set()


def test_every_include_is_documented_once():
    named = [name for part in PARTS for name in part.includes]

    assert sorted(named) == sorted(include_files())


@pytest.mark.parametrize("name", sorted(include_files()))
def test_include_says_what_it_takes(name):
    assert takes(name)


def test_every_colour_of_the_style_sheet_is_among_the_components():
    tokens = (ROOT / "static/css/identity.css").read_text().partition("@media")[0]
    swatches = (ROOT / "static/css/components.css").read_text()

    names = re.findall(r"--([\w-]+): #", tokens)
    assert sorted(names) == sorted(name for name, _purpose in COLOURS)
    assert sorted(names) == sorted(re.findall(r"\.swatch--([\w-]+) \{ background: var\(--\1\)", swatches))
