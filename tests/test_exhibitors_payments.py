"""Payments: what a company may say it paid and send with it, what staff make of it, and how it adds up."""

import datetime
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from exhibitors import billing, payments
from exhibitors.account import account_of
from exhibitors.checklist import Status, checklist, with_checklist
from exhibitors.content import MOST_BYTES
from exhibitors.forms import AmountField
from exhibitors.models import Audit, Invoice, Outbox, Payment, Registration
from exhibitors.receipts import validate_receipt
from exhibitors.refusals import (
    AlreadyAnnounced,
    Conflict,
    NotAllowed,
    NothingToPay,
    ReasonMissing,
    TooManyPayments,
)
from tests.makers import (
    make_editor,
    make_invoice,
    make_payment,
    make_picture_file,
    make_receipt,
    make_registration,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_folder")]
PDF = b"%PDF-1.4\n1\n%%EOF\n"


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1250", "1250"),
        ("1250.5", "1250.5"),
        ("1250,5", "1250.5"),
        ("1,250.500", "1250.500"),
        ("1,250,000", "1250000"),
        ("1 250,50", "1250.50"),
        ("1\u202f250,50", "1250.50"),
        ("1’250.50", "1250.50"),
        ("١٢٥٠٫٥", "1250.5"),
        ("١٬٢٥٠٫٥٠٠", "1250.500"),
        ("١٬٢٥٠", "1250"),
        ("۱۲۵۰", "1250"),
        ("\u200f1250\u200f", "1250"),
        ("0.001", "0.001"),
    ],
)
def test_amounts_are_read_as_they_are_written(typed, amount):
    assert AmountField(currency="OMR").clean(typed) == Decimal(amount)


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "0", "0.000", "-5", "+5", "1e5", "NaN", "Infinity", "-Infinity", "sNaN", "0x10", "1_000"),
        *("1.2.3", "1,2,3", "12,34,567", "١٢٫٣٫٤", "٫", ".", ",", "1.", ".5", "9" * 10, "9" * 5000, "½", "²"),
        *("百", "1250 OMR", "<b>1</b>", "1.2345", "1,250", "=1+1", "1\x00,5,0", "๑๒", "१२"),
    ],
)
def test_what_is_no_amount_or_could_be_two_is_refused(typed):
    with pytest.raises(ValidationError):
        AmountField(currency="OMR").clean(typed)


@pytest.mark.parametrize(("currency", "typed"), [("MAD", "1.005"), ("DJF", "1.5"), ("KMF", "0.1")])
def test_amount_finer_than_the_currency_is_refused(currency, typed):
    with pytest.raises(ValidationError):
        AmountField(currency=currency).clean(typed)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("receipt.pdf", PDF),
        ("إيصال.PDF", PDF),
        ("a.jpg", make_picture_file().read()),
        ("a.png", make_picture_file(file_format="PNG").read()),
        # Its content says what it is, whatever it is called.
        ("a.jpg", PDF),
        ("a.pdf.exe", PDF),
        ("a", PDF),
        ("a.pdf", make_picture_file().read()),
    ],
)
def test_receipts_that_are_taken(name, content):
    validate_receipt(SimpleUploadedFile(name, content))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF-1.4 cut short"),
        ("a.pdf", b"<html>%PDF-</html>%%EOF"),
        ("a.pdf", PDF.replace(b"%%EOF", b"<< /S /JavaScript /JS (app.alert(1)) >>\n%%EOF")),
        ("a.jpg", b"\xff\xd8\xff nothing"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"),
        ("a.pdf", PDF + b"\x00" * MOST_BYTES),
    ],
)
def test_receipts_that_are_refused(name, content):
    with pytest.raises(ValidationError):
        validate_receipt(SimpleUploadedFile(name, content))


def test_bomb_of_a_picture_is_refused_before_it_is_decoded():
    bomb = make_picture_file(5000, 4000, file_format="PNG", name="a.png")

    with pytest.raises(ValidationError):
        validate_receipt(bomb)


def test_announced_payment_waits_and_counts_nothing_yet(private_folder):
    invoice = make_invoice()
    payment = make_payment(invoice=invoice, amount=500, receipt=make_receipt(name="إيصال ../../x.pdf"))

    assert payment.state == Payment.State.CLAIMED
    assert Invoice.objects.with_paid().get().paid == 0
    assert payment.original_name.endswith("x.pdf")
    assert "x.pdf" not in payment.file.name.removesuffix(".pdf")
    assert (private_folder / payment.file.name).read_bytes().startswith(b"%PDF-")
    entry = Audit.objects.get(what="pay")
    assert entry.after == {"payment": str(payment.public_id), "invoice": invoice.number}


def test_same_receipt_is_taken_once_and_its_second_file_is_gone(private_folder):
    invoice = make_invoice()
    make_payment(invoice=invoice, receipt=make_receipt(content=PDF))

    with pytest.raises(AlreadyAnnounced), transaction.atomic():
        make_payment(invoice=invoice, receipt=make_receipt(content=PDF))
    assert len(list((private_folder / "receipts").iterdir())) == 1


def test_receipt_of_a_refused_payment_may_be_sent_again():
    invoice = make_invoice()
    payments.refuse(make_payment(invoice=invoice, receipt=make_receipt(content=PDF)), reason="لم يصل")

    assert make_payment(invoice=invoice, receipt=make_receipt(content=PDF)).state == Payment.State.CLAIMED


def test_only_people_of_the_company_announce_and_only_what_is_to_be_paid(private_folder):
    invoice = make_invoice()
    with pytest.raises(NotAllowed):
        make_payment(invoice=invoice, by=make_user())
    billing.credit(invoice, reason="خطأ")
    with pytest.raises(NothingToPay):
        make_payment(invoice=invoice)

    assert not Payment.objects.exists()
    assert not any(path.is_file() for path in private_folder.rglob("*"))


def test_company_announces_so_many_at_once_and_no_more():
    invoice = make_invoice()
    for _number in range(payments.MOST_WAITING):
        make_payment(invoice=invoice)

    with pytest.raises(TooManyPayments):
        make_payment(invoice=invoice)


def test_parts_add_up_and_what_is_too_much_is_said():
    invoice = make_invoice()  # of 500
    account = lambda: account_of(invoice.registration)  # noqa: E731
    for amount, left in (("200.005", "299.995"), ("299.995", "0"), ("50", "-50")):
        payments.match(make_payment(invoice=invoice, amount=amount))
        assert account().invoice.outstanding() == Decimal(left)

    assert account().spare == {"OMR": 50}


def test_what_was_paid_counts_for_the_invoice_after_a_credit_note():
    invoice = make_invoice()
    payments.match(make_payment(invoice=invoice, amount=500))
    billing.credit(invoice, reason="خطأ")
    registration = invoice.registration
    assert account_of(registration).spare == {"OMR": 500}

    registration.exhibition.categories.update(price=600)
    second = billing.issue(registration)

    account = account_of(registration)
    assert (account.invoice, account.invoice.outstanding(), account.spare) == (second, 100, {})


def test_only_staff_match_and_refuse():
    payment = make_payment(invoice=make_invoice())
    member = payment.registration.exhibitor.members.get()

    with pytest.raises(NotAllowed):
        payments.match(payment, by=member)
    with pytest.raises(NotAllowed):
        payments.refuse(payment, reason="لا", by=member)
    assert payments.match(payment, by=make_editor()).state == Payment.State.MATCHED


def test_refusal_needs_a_reason_which_the_company_reads():
    payment = make_payment(invoice=make_invoice())
    with pytest.raises(ReasonMissing):
        payments.refuse(payment, reason="  ")

    payments.refuse(payment, reason="لم نجده في الكشف")

    assert "لم نجده في الكشف" in Outbox.objects.get(kind="payment_refused").body
    assert Audit.objects.get(what="refuse_payment").after["payment"] == str(payment.public_id)
    with pytest.raises(Conflict):
        payments.match(payment)


def test_matched_twice_there_is_one_letter():
    payment = make_payment(invoice=make_invoice())
    payments.match(payment)
    payments.match(payment)

    letter = Outbox.objects.get(kind="payment_matched")
    assert "100.000 OMR" in letter.body
    assert Audit.objects.filter(what="match").count() == 1


def test_money_that_the_bank_reports_counts_once_for_each_reference():
    invoice = make_invoice()
    method = payments.payment_method()
    for amount in (300, 300, 999):
        payment = method.confirm(
            invoice, external_reference="TX-1", amount=Decimal(amount), paid_on=timezone.localdate()
        )

    assert payment.amount == 300
    assert Invoice.objects.with_paid().get().paid == 300
    with pytest.raises(ValueError):
        method.confirm(invoice, external_reference="", amount=Decimal(1), paid_on=timezone.localdate())
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.create(
            registration=invoice.registration,
            invoice=invoice,
            method=method.code,
            external_reference="TX-1",
            amount=1,
            currency="OMR",
            paid_on=timezone.localdate(),
        )


def test_way_to_pay_is_the_one_that_the_setting_names(settings):
    settings.PAYMENT_METHOD = "tests.test_exhibitors_payments.Provider"
    invoice = make_invoice()

    assert payments.payment_method().start(invoice) == f"https://provider.example/{invoice.number}"


class Provider(payments.BankTransfer):
    code = "provider"

    def start(self, invoice):
        return f"https://provider.example/{invoice.number}"


@pytest.mark.parametrize(
    "fields",
    [
        {"amount": 0},
        {"amount": -1},
        {"state": "lost"},
        {"state": "refused", "decided_at": datetime.datetime(2027, 1, 1, tzinfo=datetime.UTC)},
        {"state": "matched"},
        {"decided_at": datetime.datetime(2027, 1, 1, tzinfo=datetime.UTC)},
    ],
)
def test_database_refuses_a_payment_that_makes_no_sense(fields):
    invoice = make_invoice()
    values = {"amount": 5, "currency": "OMR", "paid_on": timezone.localdate(), "method": "bank_transfer"}

    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.create(registration=invoice.registration, invoice=invoice, **values | fields)


def test_checklist_names_what_is_due_until_it_is_paid():
    registration = make_registration(state="approved")
    assert items_about_money(registration) == []

    invoice = make_invoice(registration=registration)
    [item] = items_about_money(registration)
    assert invoice.number in item.title
    assert item.status == Status.TODO
    assert item.due_at.astimezone(registration.exhibition.edition.zone).date() == invoice.due_on + timedelta(days=1)
    assert item.address == reverse("exhibitors:pay", args=[registration.public_id])

    payments.match(make_payment(invoice=invoice, amount=500))
    assert [item.status for item in items_about_money(registration)] == [Status.DONE]


def items_about_money(registration):
    """The lines of the checklist that name an invoice."""
    registration = with_checklist(Registration.objects.filter(pk=registration.pk)).get()
    numbers = [invoice.number for invoice in registration.invoices.all()]
    items = checklist(registration, timezone.now())
    return [item for item in items if any(number in item.title for number in numbers)]
