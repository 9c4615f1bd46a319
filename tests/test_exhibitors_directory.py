"""The directory of companies and the page of one: what visitors find there, and what they never see."""

import pytest
from django.urls import reverse

from exhibitors import presenting
from exhibitors.models import Product
from tests.makers import (
    make_approved,
    make_booth,
    make_contact,
    make_edition,
    make_exhibition,
    make_exhibitor,
    make_involvement,
    make_organisation,
    make_paper,
    make_presentation,
    make_product,
    make_registration,
    make_session,
)

pytestmark = pytest.mark.django_db


def found(client, **asked):
    response = client.get(reverse("exhibitors:exhibitor_list"), asked)
    assert response.status_code == 200
    assert not response.cookies
    return set(response.context["page"])


def with_all(**fields):
    """A public company with something in every part of its page."""
    company = make_approved(**fields)
    presenting.choose_sectors(company, ["28"])
    make_product(exhibitor=company, name_ar="مضخات الماء", hs_code="841370")
    company.links.create(kind="shop", address="https://shop.example/", place=1)
    make_contact(exhibitor=company, published=["office", "email"])
    return company


# The directory


def test_companies_are_found_by_each_facet_and_by_all_together(client):
    pumps, dates = with_all(country="OM", name_ar="شركة المضخات"), make_approved(country="TN", name_ar="شركة التمور")
    presenting.choose_sectors(dates, ["10"])

    assert found(client) == {pumps, dates}
    assert found(client, country="om") == {pumps}
    assert found(client, sector="10") == {dates}
    assert found(client, hs="84") == {pumps}
    assert found(client, hs="٨٤") == {pumps}
    assert found(client, q="مضخات الماء") == {pumps}  # of a product
    assert found(client, q="food products") == {dates}  # of a sector
    edition = pumps.registrations.get().exhibition.edition
    assert found(client, edition=edition.slug) == {pumps}
    assert found(client, country="OM", sector="28", hs="84", edition=edition.slug, q="المضخات") == {pumps}
    assert found(client, country="OM", sector="10") == set()


def test_directory_counts_what_each_choice_leaves(client):
    with_all(country="OM")
    make_approved(country="OM")
    make_approved(country="TN")

    directory = client.get(reverse("exhibitors:exhibitor_list"), {"country": "OM"}).context["directory"]

    choices = {
        name: {choice.value: choice.count for choice in choices} for name, _label, choices in directory.facets()
    }
    assert choices["country"] == {"OM": 2, "TN": 1}
    assert choices["sector"] == {"28": 1}


def test_directory_says_what_to_give_up_when_nothing_matches(client):
    with_all(country="OM")
    make_approved(country="TN")

    response = client.get(reverse("exhibitors:exhibitor_list"), {"country": "TN", "sector": "28"})

    assert not response.context["companies"]
    loosened = {narrowing.query: narrowing.count for narrowing in response.context["directory"].narrowings()}
    assert loosened == {"?sector=28": 1, "?country=TN": 1}
    assert 'href="?sector=28"' in response.content.decode()


@pytest.mark.parametrize(
    "asked", [{"sector": "99"}, {"hs": "zz"}, {"edition": "<x>"}, {"country": "ZZ"}, {"page": "x"}]
)
def test_directory_leaves_out_what_no_company_has(client, asked):
    company = with_all()

    assert found(client, **asked) == {company}


def test_directory_keeps_what_was_asked_from_page_to_page(client, monkeypatch):
    monkeypatch.setattr("exhibitors.views.public.PER_PAGE", 1)
    for _ in range(2):
        make_approved(country="OM")

    page = client.get(reverse("exhibitors:exhibitor_list"), {"country": "OM"}).content.decode()

    assert "country=OM&amp;page=2" in page


@pytest.mark.parametrize("count", [1, 5])
def test_directory_takes_constant_queries(client, django_assert_num_queries, count):
    for _ in range(count):
        with_all()

    with django_assert_num_queries(6):
        client.get(reverse("exhibitors:exhibitor_list"), {"q": "مضخات", "sector": "28"})


# The page of one company


@pytest.mark.parametrize("language", ["", "/en", "/fr"])
def test_page_shows_what_the_company_published(client, language):
    company = with_all()

    page = client.get(language + company.get_absolute_url()).content.decode()

    for shown in ("مضخات الماء", "8413.70", "?sector=28", "https://shop.example/", "salma@example.org", "المبيعات"):
        assert shown in page
    for kept in ("سلمى", "2400 0000", "24000000"):
        assert kept not in page
    assert page.count('rel="nofollow noopener ugc external"') == 1


def test_page_marks_the_booth_on_the_plan_of_a_current_edition(client):
    from django.utils import timezone

    today = timezone.localdate()
    booth = make_booth(exhibition=make_exhibition(edition=make_edition(starts_on=today, ends_on=today)), code="Z7")
    company = make_registration(booth=booth, state="approved").exhibitor
    make_registration(exhibitor=company, state="approved")  # at an edition of 2010

    response = client.get(company.get_absolute_url())

    assert [floor["booth"] for floor in response.context["floors"]] == [booth]
    page = response.content.decode()
    assert "booth--yours" in page
    assert len(response.context["appearances"]) == 2


def test_page_shows_roles_papers_and_sessions_of_its_organisation(client):
    body = make_organisation()
    company = make_approved(organisation=body)
    make_involvement(organisation=body, edition=make_edition(title_ar="دورة الدور"))
    make_presentation(paper=make_paper(title_ar="ورقة الشركة"), organisation=body)
    make_presentation(session=make_session(title_ar="جلسة الشركة"), organisation=body)
    make_presentation(paper=make_paper(title_ar="مسودة سرية", published=False), organisation=body)
    make_involvement(organisation=body, edition=make_edition(title_ar="دورة سرية", published=False))

    page = client.get(company.get_absolute_url()).content.decode()

    for title in ("دورة الدور", "ورقة الشركة", "جلسة الشركة"):
        assert title in page
    assert "سرية" not in page


@pytest.mark.parametrize("count", [1, 5])
def test_page_takes_constant_queries(client, django_assert_num_queries, count):
    body = make_organisation()
    company = make_approved(organisation=body)
    for number in range(count):
        make_product(exhibitor=company)
        company.links.create(kind="shop", address="https://shop.example/", place=number + 1)
        make_contact(exhibitor=company, published=["email"]) if number < 4 else None
        make_presentation(paper=make_paper(), organisation=body)
        make_registration(exhibitor=company, state="approved")

    with django_assert_num_queries(11):
        client.get(company.get_absolute_url())


def test_code_of_a_merged_company_leads_to_the_one_that_stays_for_ever(client):
    company = make_approved()
    company.former_codes.create(code="22222")

    response = client.get("/en/exhibitors/22222/")

    assert (response.status_code, response.url) == (301, f"/en/exhibitors/{company.code}/")


# What is not approved is nowhere


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "rejected", "withdrawn"])
def test_nothing_of_an_unapproved_company_is_public(client, state):
    company = make_exhibitor(name_ar="السر الأول")
    registration = make_registration(exhibitor=company, state=state)
    company.former_codes.create(code="22222")
    presenting.choose_sectors(company, ["28"])
    make_product(exhibitor=company, name_ar="السر الثاني", hs_code="8413")
    make_contact(exhibitor=company, name="السر الثالث", published=["name", "email"])
    exhibition = registration.exhibition
    known = make_registration(exhibition=exhibition, state="approved").exhibitor

    for address in [
        reverse("exhibitors:exhibitor_list"),
        "/exhibitors/?sector=28",
        "/exhibitors/?hs=84",
        "/exhibitors/?q=السر",
        "/search/?q=السر",
        "/search/suggest/?q=السر",
        "/sitemap.xml",
        exhibition.get_absolute_url(),
        exhibition.edition.get_absolute_url(),
        known.get_absolute_url(),
        "/countries/om/",
    ]:
        response = client.get(address)
        assert response.status_code == 200, address
        text = response.content.decode()
        assert company.code not in text, address
        assert not any(secret in text for secret in ("السر الأول", "السر الثاني", "السر الثالث")), address
    for address in (company.get_absolute_url(), "/exhibitors/22222/", f"/cards/exhibitors/{company.code}.png"):
        assert client.get(address).status_code == 404, address


def test_facets_of_unapproved_companies_are_not_offered(client):
    make_approved()
    hidden = make_exhibitor()
    presenting.choose_sectors(hidden, ["28"])
    Product.objects.create(exhibitor=hidden, name_ar="سر", hs_code="8413")

    directory = client.get(reverse("exhibitors:exhibitor_list")).context["directory"]

    assert {name for name, _label, _choices in directory.facets()} == {"country", "edition"}
