"""What a company may put on its page, and what the database says to it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

from editions.codes import new_code
from exhibitors import hs, isic, presenting
from exhibitors.models import Audit, Exhibitor, ExhibitorSector, FormerCode, Link, Product, Publication
from exhibitors.refusals import NoRoom
from tests.makers import make_contact, make_exhibitor, make_product

pytestmark = pytest.mark.django_db


# Sectors


def test_isic_has_21_sections_and_88_divisions_in_three_languages():
    assert len(isic.SECTIONS) == 21
    assert len(isic.DIVISIONS) == 88
    assert all(all(title) for title in isic.TITLES)
    assert {division.section for division in isic.DIVISIONS.values()} == set(isic.SECTIONS)


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("ar", "صنع المنتجات الغذائية"),
        ("en", "Manufacture of food products"),
        ("fr", "Fabrication de produits alimentaires"),
    ],
)
def test_isic_speaks_the_language_of_the_page(language, title):
    with override(language):
        assert str(isic.DIVISIONS["10"]) == title


def test_sectors_are_chosen_anew_each_time(company):
    presenting.choose_sectors(company, ["10", "13", "10"])
    presenting.choose_sectors(company, ["13", "28"])

    assert [(sector.code, sector.place) for sector in company.sectors.all()] == [("13", 1), ("28", 2)]


def test_sectors_are_at_most_five(company):
    with pytest.raises(NoRoom):
        presenting.choose_sectors(company, ["10", "11", "13", "14", "15", "16"])

    assert not company.sectors.exists()


def test_sector_that_is_no_division_is_left_out(company):
    presenting.choose_sectors(company, ["04", "C", "10", ""])

    assert [sector.code for sector in company.sectors.all()] == ["10"]


@pytest.mark.parametrize(
    ("code", "place", "name"),
    [("04", 1, "sector_is_a_division"), ("10", 6, "sector_at_most_five"), ("10", 0, "sector_at_most_five")],
)
def test_database_refuses_a_sector_that_cannot_be(company, code, place, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ExhibitorSector.objects.create(exhibitor=company, code=code, place=place)


# Customs codes


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("8413", "8413"),
        ("84.13", "8413"),
        ("8413.70", "841370"),
        ("84.13.70", "841370"),
        ("841370", "841370"),
        ("8413 70", "841370"),
        ("٨٤١٣٫٧٠", "841370"),
        ("٠١٠١", "0101"),
        ("9706", "9706"),
        (" 8413\u200f", "8413"),
    ],
)
def test_hs_code_is_taken_in_any_spelling(typed, stored):
    code = hs.plain(typed)

    hs.validate_code(code)
    assert code == stored


@pytest.mark.parametrize(
    "typed", ["841", "84137", "8413701", "abcd", "84-", "7701", "0001", "9801", "9900", "84.1.370"]
)
def test_hs_code_that_cannot_be_is_refused(typed):
    with pytest.raises(ValidationError):
        hs.validate_code(hs.plain(typed))


def test_hs_code_is_read_with_its_dot():
    assert [hs.dotted(code) for code in ("8413", "841370")] == ["8413", "8413.70"]


@pytest.mark.parametrize("code", ["7701", "0001", "98", "9801"])
def test_database_refuses_a_code_of_no_chapter(company, code):
    with pytest.raises(IntegrityError, match="product_hs_code_in_a_chapter"), transaction.atomic():
        Product.objects.create(exhibitor=company, name_ar="منتج", hs_code=code)


# Products


def test_products_are_at_most_twelve(company, user):
    for _ in range(Product.MOST):
        presenting.save_product(Product(exhibitor=company, name_ar="منتج"), by=user)

    with pytest.raises(NoRoom):
        presenting.save_product(Product(exhibitor=company, name_ar="منتج"), by=user)
    assert company.shown_products.count() == Product.MOST


def test_product_moves_before_the_one_above_it(company, user):
    products = [presenting.save_product(Product(exhibitor=company, name_ar=name), by=user) for name in "ابج"]

    presenting.move_up(products[2])
    presenting.move_up(products[0])

    assert [product.name_ar for product in company.shown_products.all()] == ["ا", "ج", "ب"]


def test_product_is_found_by_its_texts_and_code():
    product = make_product(name_ar="مضخّة", description_en="Cast iron", hs_code="8413")

    assert all(word in product.search_text for word in ("مضخه", "cast iron", "8413"))


# Links


def test_links_are_written_as_a_whole(company):
    presenting.write_links(company, [("shop", "https://a.example/"), ("x", "https://b.example/")])
    presenting.write_links(company, [("video", "https://c.example/")])

    assert list(company.links.values_list("kind", "address", "place")) == [("video", "https://c.example/", 1)]


def test_links_are_at_most_six(company):
    with pytest.raises(NoRoom):
        presenting.write_links(company, [("other", "https://a.example/")] * (Link.MOST + 1))


def test_database_refuses_a_link_that_is_no_web_address(company):
    with pytest.raises(IntegrityError, match="link_is_a_web_address"), transaction.atomic():
        company.links.create(kind="other", address="javascript:alert(1)")


# Contacts: consent is given part by part, and stored


def test_contact_shows_nothing_unless_it_was_published():
    assert make_contact().shown() == {}


def test_contact_shows_just_what_was_published():
    assert make_contact(published=["office", "email"]).shown() == {
        "office": "المبيعات",
        "email": "salma@example.org",
    }


def test_consent_is_stored_with_its_moment_and_its_text():
    contact = make_contact(published=["email"])

    consent = contact.publications.get()
    assert consent.published_at
    assert consent.text_version == presenting.CONSENT_VERSION
    entry = Audit.objects.get(what=Audit.What.PUBLISH)
    assert (entry.model, entry.object_id) == ("exhibitors.exhibitor", contact.exhibitor_id)
    assert entry.after == {"contact": contact.pk}


def test_consent_stays_as_it_was_given_while_the_value_stays(user):
    contact = make_contact(published=["email", "phone"])
    before = {consent.part: consent.pk for consent in contact.publications.all()}
    contact.phone = "+968 2400 1111"

    presenting.save_contact(contact, published=["email", "phone"], by=user)

    after = {consent.part: consent.pk for consent in contact.publications.all()}
    assert after["email"] == before["email"]
    assert after["phone"] != before["phone"]


def test_consent_is_withdrawn_by_unticking(user):
    contact = make_contact(published=["email"])

    presenting.save_contact(contact, published=[], by=user)

    contact = type(contact).objects.get()
    assert contact.shown() == {}
    assert Audit.objects.filter(what=Audit.What.UNPUBLISH, user_id=user.pk).count() == 1


def test_consent_to_nothing_is_none():
    assert not make_contact(phone="", published=["phone"]).publications.exists()


def test_contact_that_is_deleted_is_gone(user):
    contact = make_contact(published=["email"])

    presenting.delete_contact(contact, by=user)

    assert not Publication.objects.exists()
    assert Audit.objects.filter(what=Audit.What.UNPUBLISH).exists()


def test_database_refuses_a_contact_that_says_nothing(company):
    with pytest.raises(IntegrityError, match="contact_says_something"), transaction.atomic():
        company.contacts.create()


# How complete the page is


def test_page_tells_what_is_there(company, user):
    assert not any(part.is_done for part in presenting.parts_of(company))

    presenting.choose_sectors(company, ["10"])
    make_product(exhibitor=company)
    make_contact(exhibitor=company)
    company.site = "https://example.org/"

    done = {part.name for part in presenting.parts_of(company) if part.is_done}
    assert done == {"company_sectors", "company_products", "company_links"}


def test_code_of_a_merged_company_is_given_to_no_other(monkeypatch):
    letters = iter("2222233333")
    monkeypatch.setattr("editions.codes.secrets.choice", lambda alphabet: next(letters))
    company = make_exhibitor(code="44444")
    company.former_codes.create(code="22222")
    company.delete()

    assert new_code(Exhibitor, FormerCode) == "33333"
