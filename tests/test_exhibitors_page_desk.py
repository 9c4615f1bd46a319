"""The company's page at the desk: each part saved on its own, nothing typed lost, and nobody else's."""

import pytest
from django.urls import reverse

from exhibitors.models import Contact, Product
from tests.makers import make_approved, make_contact, make_exhibitor, make_product, make_user

pytestmark = pytest.mark.django_db

PARTS = [
    "company",
    "company_edit",
    "company_logo",
    "company_sectors",
    "company_products",
    "product_new",
    "company_links",
    "company_contacts",
    "contact_new",
    "company_preview",
]


def url(name, company, *args):
    return reverse(f"exhibitors:{name}", args=[company.code, *args])


@pytest.mark.parametrize("name", PARTS)
@pytest.mark.parametrize("language", ["", "/en", "/fr"])
def test_each_part_is_for_the_people_of_the_company(client, desk, company, name, language):
    address = language + url(name, company)

    response = desk.get(address)

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    client.force_login(make_user())
    assert client.get(address).status_code == 404
    client.logout()
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("name", ["product_edit", "product_delete", "product_up", "contact_edit", "contact_delete"])
def test_a_thing_of_another_company_is_not_found(desk, company, name):
    other = make_exhibitor()
    thing = make_contact(exhibitor=other) if name.startswith("contact") else make_product(exhibitor=other)

    for address in (url(name, company, thing.pk), url(name, other, thing.pk)):
        assert desk.post(address, {"name_ar": "غيره", "name": "غيره"}).status_code == 404
    assert type(thing).objects.get() == thing


@pytest.mark.parametrize("name", ["product_delete", "product_up", "contact_delete"])
def test_changes_are_made_by_post_alone(desk, company, name):
    make = make_contact if name.startswith("contact") else make_product

    assert desk.get(url(name, company, make(exhibitor=company).pk)).status_code == 405


def test_overview_says_what_is_missing_and_leads_there(desk, company):
    page = desk.get(url("company", company)).content.decode()

    assert url("company_sectors", company) in page
    assert 'value="0"' in page
    assert company.get_absolute_url() not in page


def test_overview_leads_to_the_public_page_once_there_is_one(desk, user):
    company = make_approved()
    company.memberships.create(user=user)

    assert company.get_absolute_url() in desk.get(url("company", company)).content.decode()


# Sectors


def test_sectors_are_ticked_and_saved(desk, company):
    assert desk.post(url("company_sectors", company), {"sectors": ["10", "28"]}).status_code == 302

    assert [sector.code for sector in company.sectors.all()] == ["10", "28"]
    page = desk.get(url("company_sectors", company)).content.decode()
    assert page.count(" checked>") == 2
    assert page.count('type="checkbox" name="sectors"') == 88


def test_sectors_beyond_five_are_refused_and_stay_ticked(desk, company):
    ticked = ["10", "11", "13", "14", "15", "16"]

    response = desk.post(url("company_sectors", company), {"sectors": ticked})

    assert response.context["form"].has_error("sectors", code="too_many")
    assert response.content.decode().count(" checked>") == len(ticked)
    assert not company.sectors.exists()


@pytest.mark.parametrize("code", ["04", "C", "<script>", "10\0"])
def test_sector_that_is_none_is_refused(desk, company, code):
    response = desk.post(url("company_sectors", company), {"sectors": [code]})

    assert response.context["form"].has_error("sectors")


def test_sectors_may_all_be_unticked(desk, company):
    company.sectors.create(code="10")

    desk.post(url("company_sectors", company), {})

    assert not company.sectors.exists()


# Products


def test_product_is_entered_in_any_digits(desk, company):
    values = {"name_ar": "مضخة", "name_en": "Pump", "hs_code": "٨٤١٣٫٧٠"}

    response = desk.post(url("product_new", company), values)

    product = Product.objects.get()
    assert response.url == url("company_products", company)
    assert (product.exhibitor, product.name_en, product.hs_code) == (company, "Pump", "841370")
    assert 'value="8413.70"' in desk.get(url("product_edit", company, product.pk)).content.decode()


@pytest.mark.parametrize("code", ["77.01", "1", "99", "8413.7", "x" * 20, "9" * 300])
def test_product_with_a_wrong_code_is_shown_again_as_typed(desk, company, code):
    response = desk.post(url("product_new", company), {"name_ar": "مضخة", "description_ar": "وصف", "hs_code": code})

    assert response.context["form"].has_error("hs_code")
    page = response.content.decode()
    assert "مضخة" in page
    assert "وصف" in page
    assert f'value="{code}"' in page
    assert not Product.objects.exists()


def test_product_needs_its_arabic_name(desk, company):
    response = desk.post(url("product_new", company), {"name_en": "Pump"})

    assert response.context["form"].has_error("name_ar", code="required")


def test_product_beyond_the_twelfth_is_refused(desk, company):
    for _ in range(Product.MOST):
        make_product(exhibitor=company)

    assert desk.get(url("product_new", company)).status_code == 409
    assert desk.post(url("product_new", company), {"name_ar": "مضخة"}).status_code == 409
    assert company.shown_products.count() == Product.MOST


def test_product_is_deleted_and_moved(desk, company):
    first, second = make_product(exhibitor=company, order=1), make_product(exhibitor=company, order=2)

    desk.post(url("product_up", company, second.pk))
    assert list(company.shown_products.all()) == [second, first]
    desk.post(url("product_delete", company, second.pk))
    assert list(company.shown_products.all()) == [first]


def test_product_takes_nothing_else_from_the_form(desk, company):
    product = make_product(exhibitor=company)

    desk.post(
        url("product_edit", company, product.pk),
        {"name_ar": "مضخة", "exhibitor": make_exhibitor().pk, "order": 7, "id": 99, "picture": "exhibitors/x.png"},
    )

    product.refresh_from_db()
    assert (product.exhibitor, product.order, product.picture) == (company, 0, "")


@pytest.mark.parametrize("count", [1, 12])
def test_products_are_listed_with_constant_queries(desk, company, django_assert_max_num_queries, count):
    for _ in range(count):
        make_product(exhibitor=company)

    with django_assert_max_num_queries(6):
        desk.get(url("company_products", company))


# Links


def links(*pairs):
    rows = {"form-TOTAL_FORMS": len(pairs), "form-INITIAL_FORMS": 0}
    for number, (kind, address) in enumerate(pairs):
        rows |= {f"form-{number}-kind": kind, f"form-{number}-address": address}
    return rows


def test_links_are_saved_and_completed(desk, company):
    desk.post(url("company_links", company), links(("shop", "example.org/shop"), ("", "https://b.example/"), ("", "")))

    assert list(company.links.values_list("kind", "address")) == [
        ("shop", "https://example.org/shop"),
        ("other", "https://b.example/"),
    ]


def test_link_is_deleted_by_emptying_its_row(desk, company):
    company.links.create(kind="shop", address="https://a.example/", place=1)

    desk.post(url("company_links", company), links(("", ""), ("x", "https://x.com/a")))

    assert [link.kind for link in company.links.all()] == ["x"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://a.example/", "https://me:word@a.example/"])
def test_link_that_is_no_web_address_is_refused_and_kept_as_typed(desk, company, address):
    response = desk.post(url("company_links", company), links(("shop", address)))

    assert response.context["formset"].forms[0].has_error("address")
    assert f'value="{address}"' in response.content.decode()
    assert not company.links.exists()


def test_link_with_a_kind_alone_is_refused(desk, company):
    response = desk.post(url("company_links", company), links(("shop", "")))

    assert response.context["formset"].forms[0].has_error("address", code="required")


def test_links_beyond_six_are_refused(desk, company):
    response = desk.post(url("company_links", company), links(*[("shop", "https://a.example/")] * 7))

    assert response.status_code == 200
    assert not company.links.exists()


def test_links_without_their_management_are_a_page_and_no_error(desk, company):
    assert desk.post(url("company_links", company), {"form-TOTAL_FORMS": "x"}).status_code == 200


# Contacts

CONTACT = {"name": "سلمى", "office": "", "email": "salma@example.org", "phone": "٢٤٠٠ ٠٠٠٠"}


def test_contact_is_saved_and_shown_to_nobody(desk, company):
    page = desk.get(url("contact_new", company)).content.decode()
    assert page.count('type="checkbox"') == 4
    assert " checked" not in page

    desk.post(url("contact_new", company), CONTACT)

    contact = Contact.objects.get()
    assert (contact.exhibitor, contact.phone) == (company, "2400 0000")
    assert contact.shown() == {}


def test_contact_is_published_by_ticking(desk, company):
    desk.post(url("contact_new", company), CONTACT | {"publish_email": "on"})

    contact = Contact.objects.get()
    assert contact.shown() == {"email": "salma@example.org"}
    page = desk.get(url("contact_edit", company, contact.pk)).content.decode()
    assert page.count(" checked") == 1


def test_contact_that_says_nothing_is_refused(desk, company):
    response = desk.post(url("contact_new", company), dict.fromkeys(CONTACT, ""))

    assert response.context["form"].has_error("__all__", code="empty")


def test_contact_publishes_no_empty_part(desk, company):
    response = desk.post(url("contact_new", company), CONTACT | {"publish_office": "on"})

    assert response.context["form"].has_error("office", code="nothing")
    assert "salma@example.org" in response.content.decode()


def test_contacts_beyond_the_fourth_are_refused(desk, company):
    for _ in range(Contact.MOST):
        make_contact(exhibitor=company)

    assert desk.post(url("contact_new", company), CONTACT).status_code == 409


def test_contact_is_deleted(desk, company):
    desk.post(url("contact_delete", company, make_contact(exhibitor=company).pk))

    assert not Contact.objects.exists()


# Preview


def test_preview_is_what_visitors_will_see(desk, company):
    make_product(exhibitor=company, name_ar="مضخة الماء")
    make_contact(exhibitor=company, published=["office"])
    company.sectors.create(code="28")

    page = desk.get(url("company_preview", company)).content.decode()

    assert "مضخة الماء" in page
    assert "المبيعات" in page
    assert "salma@example.org" not in page
    assert "?sector=28" in page
