"""The pages for visitors: the exhibition, the companies, one company."""

import pytest
from django.urls import reverse

from exhibitors import booking
from tests.makers import (
    make_booth,
    make_category,
    make_edition,
    make_exhibition,
    make_exhibitor,
    make_registration,
)

pytestmark = pytest.mark.django_db


def exhibition_url(exhibition):
    return reverse("exhibitors:exhibition", args=[exhibition.edition.slug])


def floor(count, **fields):
    """An exhibition with ``count`` booths, each with an approved company."""
    exhibition = make_exhibition(**fields)
    for _ in range(count):
        make_registration(booth=make_booth(exhibition=exhibition), state="approved")
    return exhibition


@pytest.mark.parametrize("count", [1, 4])
def test_exhibition_is_shown_with_constant_queries(client, django_assert_max_num_queries, count):
    exhibition = floor(count)

    with django_assert_max_num_queries(9):
        response = client.get(exhibition_url(exhibition))

    assert len(response.context["stands"]) == count
    assert not response.cookies


def test_exhibition_shows_each_booth_in_the_picture_and_in_the_list(client):
    exhibition = make_exhibition()
    make_booth(exhibition=exhibition, code="A2")
    make_booth(exhibition=exhibition, code="A10")

    response = client.get(exhibition_url(exhibition))

    assert [stand.booth.code for stand in response.context["stands"]] == ["A2", "A10"]
    page = response.content.decode()
    assert page.count('class="booth booth--free" id="plan-A') == 2
    assert page.count('<th scope="row">') == 2


@pytest.mark.parametrize("language", ["", "/en", "/fr"])
def test_exhibition_draws_the_same_plan_in_every_language(client, language):
    exhibition = make_exhibition(width="30.50", depth="20.25")
    booth = make_booth(exhibition=exhibition, outline=[[0, 0], [2.5, 0], [2.5, 3], [0, 3]])

    page = client.get(f"{language}/editions/{exhibition.edition.slug}/exhibition/").content.decode()

    assert 'viewBox="-0.5 -1.7 31.5 23.85"' in page
    assert f'points="{booth.svg_points()}"' in page
    assert "translate(1.25 1.5)" in page


@pytest.mark.parametrize("state", ["draft", "submitted", "returned"])
def test_exhibition_names_no_company_before_approval(client, state):
    booth = make_booth()
    registration = make_registration(booth=booth, state=state)

    response = client.get(exhibition_url(booth.exhibition))

    assert registration.exhibitor.name not in response.content.decode()
    assert response.context["stands"][0].standing != "free"


def test_exhibition_with_a_text_alone_shows_it(client):
    exhibition = make_exhibition(about_ar="معرض للمنتجات", opens_at=None, closes_at=None)

    assert "معرض للمنتجات" in client.get(exhibition_url(exhibition)).content.decode()


def test_exhibition_of_the_demonstration_says_so(client):
    exhibition = make_exhibition(edition=make_edition(is_demo=True))

    assert client.get(exhibition_url(exhibition)).context["is_demo"]


def test_exhibition_of_a_draft_is_not_found(client):
    exhibition = make_exhibition(edition=make_edition(published=False))

    assert client.get(exhibition_url(exhibition)).status_code == 404


def test_exhibition_that_is_not_is_not_found(client):
    assert client.get(reverse("exhibitors:exhibition", args=[make_edition().slug])).status_code == 404


def test_exhibitors_are_those_approved_at_a_published_edition(client):
    shown = make_registration(state="approved").exhibitor
    for state in ("draft", "submitted", "returned", "rejected", "withdrawn"):
        make_registration(state=state)
    make_registration(exhibition=make_exhibition(edition=make_edition(published=False)), state="approved")

    response = client.get(reverse("exhibitors:exhibitor_list"))

    assert list(response.context["page"]) == [shown]
    assert not response.cookies


@pytest.mark.parametrize("count", [1, 4])
def test_exhibitors_are_listed_with_constant_queries(client, django_assert_num_queries, count):
    floor(count)

    with django_assert_num_queries(6):  # companies, sectors, products, registrations, editions; sectors of the page
        client.get(reverse("exhibitors:exhibitor_list"))


def test_exhibitors_are_found_in_any_spelling_and_by_country(client):
    exhibition = make_exhibition()
    wanted = make_exhibitor(name_ar="شركة الأفلاج للمضخات", country="OM")
    for company in (wanted, make_exhibitor(name_ar="مضخات الأطلس", country="MA")):
        make_registration(exhibition=exhibition, exhibitor=company, state="approved")

    def found(**query):
        return list(client.get(reverse("exhibitors:exhibitor_list"), query).context["page"])

    assert found(q="الافلاج مضخات") == [wanted]
    assert found(q="مضخات", country="om") == [wanted]
    assert len(found(q="مضخات")) == 2
    assert found(q="شيء آخر") == []
    # In another form, or begun.
    assert found(q="المضخات الأفلاج") == [wanted]
    assert found(q="أفلا") == [wanted]
    assert len(found(page="x")) == 2


def test_exhibitors_of_the_demonstration_stand_apart(client):
    invented = make_registration(
        exhibition=make_exhibition(edition=make_edition(is_demo=True)),
        exhibitor=make_exhibitor(name_ar="ألف"),
        state="approved",
    ).exhibitor
    real = make_registration(exhibitor=make_exhibitor(name_ar="ياء"), state="approved").exhibitor

    page = client.get(reverse("exhibitors:exhibitor_list")).context["page"]

    assert [(company, company.is_invented) for company in page] == [(real, False), (invented, True)]
    assert client.get(invented.get_absolute_url()).context["is_demo"]


def test_exhibitors_without_any_say_so(client):
    assert client.get(reverse("exhibitors:exhibitor_list")).status_code == 200


@pytest.mark.parametrize("language", ["", "/en", "/fr"])
def test_exhibitor_shows_its_booth(client, language):
    booth = make_booth(code="B7")
    company = make_exhibitor(site="https://example.org/")
    make_registration(booth=booth, exhibitor=company, state="approved")

    response = client.get(f"{language}/exhibitors/{company.code}/")

    assert "B7" in response.content.decode()
    assert 'rel="nofollow' in response.content.decode()
    assert not response.cookies


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "rejected", "withdrawn"])
def test_exhibitor_without_approval_is_not_found(client, state):
    company = make_registration(state=state).exhibitor

    assert client.get(company.get_absolute_url()).status_code == 404


def test_exhibition_shows_what_is_not_for_sale_as_kept(client):
    exhibition = make_exhibition()
    make_booth(exhibition=exhibition, category=make_category(exhibition=exhibition, price=None))
    booking.block(make_booth(exhibition=exhibition, category=make_category(exhibition=exhibition)), note="secret")

    response = client.get(exhibition_url(exhibition))

    assert [stand.standing for stand in response.context["stands"]] == ["kept", "kept"]
    assert "secret" not in response.content.decode()
