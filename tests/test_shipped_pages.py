"""What every type of public page promises, with the archive and the demonstration in it."""

import re

import pytest

from exhibitors.models import Exhibitor
from tests.pages import LANGUAGES, demonstration_pages, in_language, public_pages

pytestmark = pytest.mark.django_db


def test_every_public_page_opens_in_its_language_and_sets_no_cookie(client, shipped):
    for path in public_pages():
        for language, direction in LANGUAGES.items():
            address = in_language(path, language)

            response = client.get(address)

            html = response.content.decode()
            assert response.status_code == 200, address
            assert f'<html lang="{language}" dir="{direction}">' in html, address
            assert not response.cookies, address
            assert response.headers["Content-Language"] == language, address
            assert "Cookie" not in response.headers.get("Vary", ""), address


def test_every_public_page_names_itself_in_the_other_languages(client, shipped):
    for path in public_pages():
        html = client.get(path).content.decode()

        for language in LANGUAGES:
            address = in_language(path, language).replace("&", "&amp;")
            assert f'hreflang="{language}" href="http://testserver{address}"' in html, (path, language)


def test_every_page_of_the_demonstration_says_so_and_no_other_does(client, shipped):
    demonstration = demonstration_pages()

    for path in public_pages():
        html = client.get(path).content.decode()
        if path == "/exhibitors/":  # lists the demonstration's companies beside real ones
            continue
        assert ('class="demo"' in html) == (path in demonstration), path
        assert ('name="robots" content="noindex"' in html) == (path in demonstration), path


def test_the_sitemap_has_the_series_and_not_the_demonstration(client, shipped):
    text = client.get("/sitemap.xml").content.decode()

    assert "<loc>http://testserver/papers/3-02/</loc>" in text
    assert "<loc>http://testserver/en/papers/3-02/</loc>" in text
    assert "/editions/demo/" not in text
    assert "/papers/d-" not in text


def test_totals_of_the_series_leave_the_demonstration_out(client, shipped):
    totals = client.get("/").context["totals"]

    assert totals["editions"] == 10
    assert totals["papers"] == 15
    assert totals["speakers"] == 9


def test_no_public_template_loads_from_another_host(client, shipped):
    for path in public_pages():
        html = client.get(path).content.decode()

        assert not re.search(r'<(script|img|iframe|source)[^>]+src="(https?:)?//', html), path
        assert not re.search(r'<link[^>]+rel="(stylesheet|icon|preload)"[^>]+href="(https?:)?//', html), path


def test_invented_companies_do_not_stand_among_the_facts_of_a_country(client, shipped):
    companies = Exhibitor.objects.public().filter(country="MA")
    assert companies

    page = client.get("/countries/ma/").content.decode()

    assert not [company for company in companies if company.name_ar in page]


@pytest.mark.parametrize(
    ("language", "place"), [("ar", "مسقط، عُمان"), ("en", "Muscat, Oman"), ("fr", "Mascate, Oman")]
)
def test_a_citation_has_the_comma_of_its_language(client, shipped, language, place):
    [item] = client.get(in_language("/papers/3-02.json", language)).json()

    assert item["event-place"] == place
