"""The PDF of an invoice: what can be copied from it, how it looks in Arabic and in English, that it stays the same."""

import datetime
import re

import pypdfium2
import pytest
from django.utils.translation import override
from PIL import ImageChops

from exhibitors import billing
from exhibitors.models import Invoice
from forum_portal.invoices.rendering import html_of, pdf_of
from tests.makers import (
    make_discount,
    make_edition,
    make_exhibition,
    make_exhibitor,
    make_invoice,
    make_organisation,
    make_registration,
    make_series,
    make_user,
)

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2027, 3, 1, 9, tzinfo=datetime.UTC)
PRESENTATION_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc\ufffd]")
BANK = "بنك المثال\nIBAN OM81 0180 0000 0129 9123 456"


@pytest.fixture
def invoice():
    owner = make_organisation(name_ar="المنظمة العربية للتنمية الصناعية", name_en="Arab Industrial Organisation")
    make_series(owner=owner, contact_address_ar="شارع فرنسا، الرباط", contact_email="forum@example.org")
    edition = make_edition(title_ar="الملتقى الثاني عشر", title_en="Twelfth Forum")
    exhibition = make_exhibition(edition=edition, bank_details_ar=BANK)
    company = make_exhibitor(name_ar="شركة Acme 3D للمضخات", name_en="Acme 3D Pumps", members=[make_user()])
    registration = make_registration(exhibition=exhibition, exhibitor=company, state="approved")
    exhibition.categories.update(name_ar="جناح ركني", name_en="Corner booth", price=1250)
    make_discount(exhibition=exhibition, percent=10, name_ar="خصم التسجيل المبكر", name_en="Early registration")
    return make_invoice(registration=registration, now=NOW)


def document_of(invoice, language="ar"):
    with override(language):
        return pypdfium2.PdfDocument(pdf_of(invoice))


def text_of(document):
    """What can be copied from all pages, on one line."""
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    return " ".join(text.replace("\ufffe", "").split())


def test_arabic_can_be_copied_in_the_order_of_its_letters(invoice):
    text = text_of(document_of(invoice))

    for words in ("المنظمة العربية للتنمية الصناعية", "شارع فرنسا", "ركني", "المبكر", "بنك المثال"):
        assert words in text
    # In a line of Arabic, a number beside Latin words is seen right and may be copied in another order.
    for part in (invoice.number, "Acme", "IBAN OM81 0180 0000 0129 9123 456", "1,125.000", "1,250.000", "−125.000"):
        assert part in text
    assert not PRESENTATION_FORMS.search(text)


def test_english_has_its_own_words_and_falls_back_to_arabic(invoice):
    text = text_of(document_of(invoice, "en"))

    for part in ("Invoice 2027-0001", "Arab Industrial Organisation", "Acme 3D Pumps", "Corner booth", "بنك المثال"):
        assert part in text
    assert "1 March 2027" in text
    assert "31 March 2027" in text


def test_french_writes_numbers_its_own_way(invoice):
    text = text_of(document_of(invoice, "fr")).replace("\u202f", " ")

    assert "1 125,000" in text


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_it_is_one_page_that_names_itself_and_its_language(invoice, language):
    document = document_of(invoice, language)

    assert len(document) == 1
    assert invoice.number in document.get_metadata_value("Title")
    with override(language):
        assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in html_of(invoice)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_same_invoice_gives_the_same_file_whatever_changes_around_it(invoice, language):
    with override(language):
        before = pdf_of(invoice)
        invoice.registration.exhibitor.name_ar = "اسم آخر"
        invoice.registration.exhibitor.save()
        invoice.registration.exhibition.categories.update(price=1, name_ar="فئة أخرى")
        billing.credit(invoice, reason="خطأ")

        assert pdf_of(Invoice.objects.get(pk=invoice.pk)) == before


def ink(document):
    """The first page as a picture in grey, and the box of what is printed on it."""
    picture = document[0].render(scale=2).to_pil().convert("L")
    return picture, ImageChops.invert(picture).point(lambda value: 255 if value > 60 else 0).getbbox()


def darkness(picture, left, top, right, bottom):
    part = picture.crop((int(left), int(top), int(right), int(bottom)))
    return sum(count for value, count in enumerate(part.histogram()) if value < 128)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_page_begins_at_the_side_of_its_language(invoice, language):
    picture, (left, top, right, bottom) = ink(document_of(invoice, language))
    width, height = picture.size
    # The seller stands in the first sixth of the page, at the side at which a line begins.
    half = width / 2
    at_left = darkness(picture, 0, top, half, top + (height / 25))
    at_right = darkness(picture, half, top, width, top + (height / 25))

    assert (at_right > 3 * at_left) if language == "ar" else (at_left > 3 * at_right)
    # Nothing runs over the edge of the paper.
    assert left > width / 20
    assert right < width * 19 / 20
    assert bottom < height * 19 / 20


def test_amounts_stand_in_the_last_column(invoice):
    for language in ("ar", "en"):
        page = document_of(invoice, language)[0]
        text = page.get_textpage()
        found = text.search("1,250.000", match_case=True).get_next()
        assert found, language
        left, _bottom, right, _top = text.get_charbox(found[0])
        width = page.get_width()
        assert (right < width / 2) if language == "ar" else (left > width / 2)


def test_digits_of_an_amount_run_from_left_to_right_in_arabic(invoice):
    text = document_of(invoice)[0].get_textpage()
    start, count = text.search("1,250.000").get_next()
    lefts = [text.get_charbox(index)[0] for index in range(start, start + count)]

    assert lefts == sorted(lefts)


def test_demonstration_says_on_the_paper_that_it_is_worth_nothing():
    demo = make_exhibition(edition=make_edition(is_demo=True))
    invented = make_invoice(registration=make_registration(exhibition=demo, state="approved"), now=NOW)
    real = make_invoice(now=NOW)

    assert "worth nothing" in text_of(document_of(invented, "en"))
    assert "worth nothing" in text_of(document_of(billing.credit(invented, reason="x"), "en"))
    assert "worth nothing" not in text_of(document_of(real, "en"))


def test_credit_note_names_what_it_cancels_and_why(invoice):
    note = billing.credit(invoice, reason="خطأ في السعر", now=NOW)
    text = text_of(document_of(note, "en"))

    for part in ("Credit note C-2027-0001", invoice.number, "خطأ في السعر", "−1,125.000"):
        assert part in text
    assert "IBAN" not in text


def test_names_made_to_harm_are_only_text():
    company = make_exhibitor(name_ar='<img src="file:///etc/passwd"><script>', members=[make_user()])
    registration = make_registration(exhibitor=company, state="approved")
    fields = {"name": "<b>x</b>" * 20, "address": "سطر\n" * 60 + "{{ 7|add:7 }}", "tax_number": '"><style>'}
    billing.address_to(registration, by=company.members.get(), **fields)
    text = text_of(document_of(make_invoice(registration=registration)))

    assert "<b>x</b>" in text
    assert "{{ 7|add:7 }}" in text


def test_eastern_digits_where_the_site_shows_them(invoice, settings):
    settings.ARABIC_DIGITS = "eastern"
    text = text_of(document_of(invoice))

    assert "١٬١٢٥٫٠٠٠" in text
    assert invoice.number in text
