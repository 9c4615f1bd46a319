"""The pages about money: what a company sees and sends, and that nobody else sees it."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from exhibitors import billing, payments
from exhibitors.models import BillingAddress, Payment, Registration
from exhibitors.models.money import price_in
from exhibitors.templatetags.money import money, money_section
from forum_portal.book.rendering import NoRenderer
from tests.desk import url
from tests.makers import (
    make_discount,
    make_editor,
    make_exhibitor,
    make_invoice,
    make_payment,
    make_receipt,
    make_registration,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_folder")]


@pytest.fixture
def registration(company):
    return make_registration(exhibitor=company, state="approved")


@pytest.fixture
def invoice(registration):
    return make_invoice(registration=registration)


def text_of(response):
    return " ".join(response.content.decode().split())


def sent(invoice, **fields):
    values = {"amount": "١٠٠٫٥", "paid_on": f"{timezone.localdate():%Y/%m/%d}", "receipt": make_receipt()}
    return {name: value for name, value in (values | fields).items() if value is not None}


def test_amounts_have_the_decimals_of_their_currency_and_are_isolated():
    with override("en"):
        assert money(Decimal("1250.5"), "OMR") == '<bdi class="nowrap" dir="ltr">1,250.500\u00a0OMR</bdi>'
        assert money(Decimal("-1250.5"), "DJF", False) == '<bdi class="nowrap" dir="ltr">−1,251</bdi>'
        assert price_in(Decimal("12500.000"), "MAD") == "12,500"
        assert price_in(Decimal("12500.250"), "MAD") == "12,500.25"


def test_price_stands_on_the_overview_before_there_is_an_invoice(desk, company):
    registration = make_registration(exhibitor=company, state="submitted")
    make_discount(exhibition=registration.exhibition, percent=10, name_en="Early birds")
    with override("en"):
        page = text_of(desk.get(registration.get_absolute_url()))

    assert "Early birds" in page
    assert "450.000 OMR" in page
    assert "the one that saves you the most counts, alone" in page


def test_overview_names_the_invoice_its_pdfs_what_is_due_and_what_was_paid(desk, invoice):
    payments.refuse(make_payment(invoice=invoice, amount=3), reason="لم نجده")
    payments.match(make_payment(invoice=invoice, amount=200))
    with override("en"):
        page = text_of(desk.get(invoice.registration.get_absolute_url()))

    assert "300.000 OMR" in page
    assert f"/en/exhibit/invoices/{invoice.number}.pdf" in page
    assert f'"/exhibit/invoices/{invoice.number}.pdf"' in page
    assert "لم نجده" in page
    assert reverse("exhibitors:pay", args=[invoice.registration.public_id]) in page


def test_section_costs_the_same_with_many_invoices_and_payments(registration):
    def queries():
        item = Registration.objects.select_related("exhibition__edition", "exhibitor").get(pk=registration.pk)
        with CaptureQueriesContext(connection) as found:
            money_section(item)
        return len(found)

    billing.credit(make_invoice(registration=registration), reason="خطأ")
    invoice = make_invoice(registration=registration)
    make_payment(invoice=invoice)
    one = queries()
    for _number in range(3):
        billing.credit(invoice, reason="خطأ")
        invoice = make_invoice(registration=registration)
        payments.match(make_payment(invoice=invoice))

    assert queries() == one <= 6


def test_company_says_that_it_paid_in_its_own_digits(desk, invoice):
    response = desk.post(url("pay", invoice.registration), sent(invoice))

    payment = Payment.objects.get()
    assert response.headers["Location"].endswith("#money")
    assert (payment.amount, payment.paid_on, payment.state) == (Decimal("100.5"), timezone.localdate(), "claimed")


def test_sent_twice_it_is_one_payment(desk, invoice):
    content = make_receipt().read()
    for _number in range(2):
        response = desk.post(
            url("pay", invoice.registration), sent(invoice, receipt=make_receipt(content=content)), follow=True
        )
        assert response.status_code == 200

    assert Payment.objects.count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"amount": "NaN"},
        {"amount": "1e400"},
        {"amount": "0"},
        {"amount": "-1"},
        {"amount": None},
        {"amount": "9" * 40},
        {"paid_on": "31/02/2027"},
        {"paid_on": "99999-01-01"},
        {"paid_on": "2999-01-01"},
        {"paid_on": "0001-01-01"},
        {"paid_on": None},
        {"receipt": None},
        {"receipt": make_receipt(name="a.svg", content=b"<svg/>")},
        {"receipt": make_receipt(name="x" * 300 + ".pdf")},
    ],
)
def test_mistake_stands_beside_its_field_and_nothing_typed_is_lost(desk, invoice, fields):
    response = desk.post(url("pay", invoice.registration), sent(invoice, **fields))

    assert response.status_code == 200
    [name] = fields
    assert list(response.context["form"].errors) == [name]
    if name != "amount":
        assert "١٠٠٫٥" in text_of(response) or "100.5" in text_of(response)
    assert not Payment.objects.exists()


def test_without_an_invoice_there_is_nothing_to_pay(desk, registration):
    assert desk.get(url("pay", registration)).status_code == 409


def test_address_for_invoices_is_kept_and_prefilled(desk, registration):
    page = desk.get(url("billing_address", registration))
    assert page.context["form"]["name"].value() == registration.exhibitor.name

    response = desk.post(url("billing_address", registration), {"name": "شركة الأم", "address": "شارع\nمسقط"})
    assert response.status_code == 302
    address = BillingAddress.objects.get()
    assert (address.registration, address.name, address.address) == (registration, "شركة الأم", "شارع\nمسقط")

    response = desk.post(url("billing_address", registration), {"name": "", "address": "x" * 501})
    assert set(response.context["form"].errors) == {"name", "address"}


def closed(response):
    """A response whose file, if it is one, is not left open."""
    if response.streaming:
        b"".join(response.streaming_content)
    return response


def addresses(invoice, payment):
    registration = invoice.registration
    return [
        invoice.get_absolute_url(),
        reverse("invoice_pdf", args=[invoice.number]),
        payment.get_receipt_url(),
        url("pay", registration),
        url("billing_address", registration),
    ]


def test_nobody_but_the_company_and_staff_opens_anything(client, desk, invoice):
    payment = make_payment(invoice=invoice)
    stranger, anonymous, helper, staff = Client(), Client(), Client(), Client()
    stranger.force_login(make_exhibitor(members=[make_user()]).members.get())
    helper.force_login(make_user(staff=True))  # without a permission
    staff.force_login(make_editor())

    for address in addresses(invoice, payment):
        own = closed(desk.get(address))
        assert own.status_code == 200, address
        assert "no-store" in own.headers["Cache-Control"], address
        assert stranger.get(address).status_code == 404, address
        assert stranger.post(address).status_code in (404, 405), address
        assert helper.get(address).status_code == 404, address
        assert "/accounts/login/" in anonymous.get(address).headers["Location"], address
    for address in addresses(invoice, payment)[:3]:
        answer = closed(staff.get(address))
        assert answer.status_code == 200, address
        assert "no-store" in answer.headers["Cache-Control"], address


def test_invoice_that_does_not_exist_is_not_found(desk, company):
    assert desk.get("/exhibit/invoices/2027-9999/").status_code == 404
    assert desk.get("/exhibit/invoices/2027-9999.pdf").status_code == 404


def test_nothing_is_changed_by_looking(desk, invoice):
    for address in (invoice.get_absolute_url(), reverse("invoice_pdf", args=[invoice.number])):
        assert desk.post(address).status_code == 405


def test_receipt_is_saved_and_runs_nothing(desk, invoice):
    payment = make_payment(invoice=invoice, receipt=make_receipt(name='إيصال "1".pdf'))
    response = closed(desk.get(payment.get_receipt_url()))

    assert response.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"].startswith("sandbox")


def test_receipt_that_is_lost_is_not_found(desk, invoice):
    payment = make_payment(invoice=invoice)
    payment.file.storage.delete(payment.file.name)

    assert desk.get(payment.get_receipt_url()).status_code == 404


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_invoice_page_shows_all_that_is_printed(desk, registration, language):
    registration.exhibition.bank_details_ar = "بنك\nIBAN OM00"
    registration.exhibition.save()
    invoice = make_invoice(registration=registration)
    with override(language):
        page = text_of(desk.get(invoice.get_absolute_url()))

    for part in (
        invoice.number,
        "IBAN OM00",
        registration.exhibitor.name_ar,
        "500.000" if language != "fr" else "500,000",
    ):
        assert part in page


def test_cancelled_invoice_says_so_and_its_credit_note_is_a_page(desk, invoice):
    note = billing.credit(invoice, reason="خطأ في السعر")

    assert note.number in text_of(desk.get(invoice.get_absolute_url()))
    page = text_of(desk.get(note.get_absolute_url()))
    assert invoice.number in page
    assert "خطأ في السعر" in page
    assert "−500.000" in page


def test_portal_that_makes_no_pdf_serves_the_page_and_says_so(desk, invoice, monkeypatch):
    def fail(invoice):
        raise NoRenderer

    monkeypatch.setattr("forum_portal.invoices.views.pdf_of", fail)
    with override("en"):
        response = desk.get(reverse("invoice_pdf", args=[invoice.number]))

    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/html")
    assert "cannot make PDF files" in text_of(response)


def test_invoice_stays_open_to_the_company_that_withdrew(desk, invoice):
    Registration.objects.filter(pk=invoice.registration_id).update(state="withdrawn")

    assert desk.get(invoice.get_absolute_url()).status_code == 200
    assert desk.get(invoice.registration.get_absolute_url()).status_code == 200


def test_overdue_invoice_is_marked(desk, registration):
    long_ago = timezone.now() - datetime.timedelta(days=60)
    make_invoice(registration=registration, now=long_ago)
    with override("en"):
        page = text_of(desk.get(registration.get_absolute_url()))

    assert "This was to be paid by" in page
