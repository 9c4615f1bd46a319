"""Invoices and credit notes: their numbers, what is kept in them, that nobody alters them, their letters."""

import datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from exhibitors import billing, payments
from exhibitors.models import Audit, BillingAddress, Invoice, InvoiceCounter, Outbox
from exhibitors.models.invoices import Standing
from exhibitors.refusals import Conflict, NotAllowed, NotApproved, NothingToBill, ReasonMissing
from tests.makers import (
    make_booth,
    make_category,
    make_discount,
    make_edition,
    make_editor,
    make_exhibition,
    make_exhibitor,
    make_invoice,
    make_organisation,
    make_payment,
    make_registration,
    make_series,
    make_user,
)

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2027, 3, 1, 9, tzinfo=datetime.UTC)


def approved(**fields):
    return make_registration(state="approved", **fields)


def test_invoices_are_numbered_from_1_each_year():
    numbers = [make_invoice(now=NOW).number for _ in range(3)]
    numbers.append(make_invoice(now=NOW.replace(year=2028)).number)

    assert numbers == ["2027-0001", "2027-0002", "2027-0003", "2028-0001"]


def test_year_is_that_of_the_organising_bodys_clock(settings):
    settings.TIME_ZONE = "Asia/Muscat"
    late = datetime.datetime(2027, 12, 31, 23, 30, tzinfo=datetime.UTC)  # there, 2028 has begun

    assert make_invoice(now=late).number == "2028-0001"


def test_credit_notes_and_the_demonstration_have_numbers_of_their_own():
    demo = make_exhibition(edition=make_edition(is_demo=True))
    real, invented = make_invoice(now=NOW), make_invoice(registration=approved(exhibition=demo), now=NOW)

    assert (real.number, invented.number) == ("2027-0001", "DEMO-2027-0001")
    assert billing.credit(real, reason="خطأ", now=NOW).number == "C-2027-0001"
    assert billing.credit(invented, reason="خطأ", now=NOW).number == "DEMO-C-2027-0001"
    assert make_invoice(now=NOW).number == "2027-0002"


def test_issue_that_fails_leaves_no_gap(monkeypatch):
    registration = approved()
    make_invoice(now=NOW)
    monkeypatch.setattr(billing, "tell", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        billing.issue(registration, now=NOW)
    monkeypatch.undo()

    assert make_invoice(registration=registration, now=NOW).number == "2027-0002"


def test_issued_twice_it_is_one_invoice_and_one_letter():
    registration = approved()

    assert make_invoice(registration=registration) == make_invoice(registration=registration)
    assert Invoice.objects.count() == 1
    assert Outbox.objects.filter(kind="invoice").count() == 1
    assert InvoiceCounter.objects.get().last == 1


def test_only_staff_issue():
    registration = approved()
    member = registration.exhibitor.members.get()

    for user in (member, make_user(), make_user(staff=True)):
        with pytest.raises(NotAllowed):
            billing.issue(registration, by=user)
    assert billing.issue(registration, by=make_editor())


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "rejected", "withdrawn"])
def test_only_an_approved_registration_is_invoiced(state):
    with pytest.raises(NotApproved):
        billing.issue(make_registration(state=state))


def test_booth_without_a_price_or_exhibition_without_a_currency_is_not_invoiced():
    exhibition = make_exhibition()
    free = make_category(exhibition=exhibition, price=None)
    registration = approved()
    registration.claims.update(booth=make_booth(exhibition=exhibition, category=free))
    no_currency = approved(exhibition=make_exhibition(currency=""))

    for impossible in (registration, no_currency):
        with pytest.raises(NothingToBill):
            billing.issue(impossible)


def test_invoice_of_nothing_after_a_whole_discount_is_paid_at_once():
    registration = approved()
    make_discount(exhibition=registration.exhibition, percent=100)
    invoice = make_invoice(registration=registration)

    assert Invoice.objects.with_paid().get().standing(timezone.localdate()) == Standing.PAID
    assert invoice.total == 0


def test_invoice_keeps_what_it_printed_when_everything_changes():
    series = make_series(owner=make_organisation(name_ar="المنظمة", name_en="The body"), contact_email="a@example.org")
    registration = approved(exhibitor=make_exhibitor(name_ar="شركة", name_en="Firm", members=[make_user()]))
    exhibition = registration.exhibition
    exhibition.bank_details_ar, exhibition.payment_days = "بنك", 10
    exhibition.save()
    invoice = make_invoice(registration=registration, now=NOW)
    before = dict(invoice.printed)

    registration.exhibitor.name_ar = series.owner.name_ar = "اسم آخر"
    registration.exhibitor.save()
    series.owner.save()
    exhibition.categories.update(price=1)
    exhibition.bank_details_ar = "بنك آخر"
    exhibition.save()

    invoice = Invoice.objects.get()
    assert invoice.printed == before
    assert before["seller"]["name"] == {"ar": "المنظمة", "en": "The body", "fr": ""}
    assert before["seller"]["email"] == "a@example.org"
    assert before["bill_to"]["name"]["en"] == "Firm"
    assert before["bill_to"]["address"]["en"] == "Oman"
    assert before["bank"]["ar"] == "بنك"
    assert [Decimal(line["amount"]) for line in before["lines"]] == [500]
    assert (invoice.total, invoice.currency) == (500, "OMR")
    assert (invoice.issued_on, invoice.due_on) == (datetime.date(2027, 3, 1), datetime.date(2027, 3, 11))


def test_invoice_is_addressed_as_the_company_asked():
    registration = approved()
    by = registration.exhibitor.members.get()
    fields = {"name": "Mother Company", "address": "1 Street\nMuscat", "tax_number": "OM1"}
    billing.address_to(registration, by=by, **fields)
    bill_to = make_invoice(registration=registration).printed["bill_to"]

    assert bill_to["name"]["ar"] == bill_to["name"]["fr"] == "Mother Company"
    assert bill_to["address"]["en"] == "1 Street\nMuscat"
    assert bill_to["tax_number"] == "OM1"


def test_nobody_else_gives_the_address():
    with pytest.raises(NotAllowed):
        billing.address_to(approved(), by=make_user(), name="Mine")
    assert not BillingAddress.objects.exists()


ALTERATIONS = [
    "UPDATE exhibitors_invoice SET total = total + 1",
    "UPDATE exhibitors_invoice SET number = 'X'",
    "UPDATE exhibitors_invoice SET printed = '{}'",
    "UPDATE exhibitors_invoice SET due_on = '2099-01-01', credited_at = '2027-01-01'",
    "UPDATE exhibitors_invoice SET credited_at = NULL",
    "DELETE FROM exhibitors_invoice",
]


@pytest.mark.parametrize("statement", ALTERATIONS)
def test_database_refuses_to_alter_an_invoice(statement):
    invoice = make_invoice()
    before = Invoice.objects.values().get()

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert Invoice.objects.values().get() == before
    assert invoice.number == before["number"]


def test_database_refuses_to_take_a_cancellation_back():
    billing.credit(make_invoice(), reason="خطأ")

    for value in ("NULL", "'2027-01-01'"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE exhibitors_invoice SET credited_at = {value} WHERE credited_at IS NOT NULL")


def test_insert_or_replace_replaces_no_invoice():
    if connection.vendor != "sqlite":
        pytest.skip("Only SQLite has this statement.")
    invoice = make_invoice()
    columns = [field.column for field in Invoice._meta.concrete_fields if field.column != "id"]
    names = ", ".join(columns)
    # By its key, and by each other rule that another row could stand in the way of.
    for key in (str(invoice.pk), "999"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"INSERT OR REPLACE INTO exhibitors_invoice (id, {names}) "
                f"SELECT {key}, {names} FROM exhibitors_invoice"
            )
    assert Invoice.objects.get() == invoice


def test_model_cannot_alter_an_invoice_either():
    invoice = make_invoice()
    invoice.total += 1

    with pytest.raises(DatabaseError), transaction.atomic():
        invoice.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        invoice.delete()


def test_database_has_one_uncredited_invoice_of_a_registration():
    invoice = make_invoice()
    values = {name: getattr(invoice, name) for name in ("registration", "currency", "total", "issued_on", "due_on")}
    values |= {"printed": invoice.printed, "created_at": invoice.created_at}

    with pytest.raises(IntegrityError), transaction.atomic():
        Invoice.objects.create(series="", year=2001, serial=1, number="2001-0001", **values)


def test_credit_note_gives_the_whole_back_and_another_invoice_may_follow():
    registration = approved()
    first = make_invoice(registration=registration, now=NOW)
    note = billing.credit(first, reason="خطأ في السعر", now=NOW)
    registration.exhibition.categories.update(price=450)
    second = make_invoice(registration=registration, now=NOW)

    assert note.total == -first.total
    assert sum(Decimal(line["amount"]) for line in note.printed["lines"]) == note.total
    assert (note.printed["credits"], note.printed["reason"]) == (first.number, "خطأ في السعر")
    assert (second.number, second.total) == ("2027-0002", 450)
    assert list(Invoice.objects.current()) == [second]


def test_credited_twice_it_is_one_credit_note():
    invoice = make_invoice()

    assert billing.credit(invoice, reason="خطأ") == billing.credit(invoice, reason="خطأ")
    assert Outbox.objects.filter(kind="credit_note").count() == 1


def test_credit_note_is_not_credited_and_needs_a_reason_and_staff():
    invoice = make_invoice()
    with pytest.raises(ReasonMissing):
        billing.credit(invoice, reason=" ")
    with pytest.raises(NotAllowed):
        billing.credit(invoice, reason="خطأ", by=invoice.registration.exhibitor.members.get())
    with pytest.raises(Conflict):
        billing.credit(billing.credit(invoice, reason="خطأ"), reason="خطأ")


def test_audit_names_numbers_and_no_persons():
    staff = make_editor()
    invoice = make_invoice(by=staff)
    note = billing.credit(invoice, reason="سبب سري", by=staff)

    entries = {entry.what: entry for entry in Audit.objects.filter(what__in=["invoice", "credit"])}
    assert entries["invoice"].after == {"invoice": invoice.number}
    assert entries["credit"].after == {"invoice": note.number}
    assert {entry.user_id for entry in entries.values()} == {staff.pk}
    assert {entry.object_id for entry in entries.values()} == {invoice.registration_id}


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_letters_are_in_the_companys_language_with_the_link(language):
    owner = make_user(language=language)
    registration = approved(exhibitor=make_exhibitor(members=[owner]))
    invoice = make_invoice(registration=registration)
    note = billing.credit(invoice, reason="خطأ في العنوان")

    prefix = "" if language == "ar" else f"/{language}"
    for kind, paper in (("invoice", invoice), ("credit_note", note)):
        letter = Outbox.objects.get(kind=kind)
        assert (letter.language, letter.recipient) == (language, owner.email)
        assert f"{prefix}/exhibit/invoices/{paper.number}/" in letter.body
        assert invoice.number in letter.subject
        assert paper.number in letter.body
    assert "خطأ في العنوان" in Outbox.objects.get(kind="credit_note").body
    assert "500.000 OMR" in Outbox.objects.get(kind="invoice").body


def test_standing_follows_the_day_and_what_was_paid():
    invoice = make_invoice(now=NOW)

    def standing(day=datetime.date(2027, 3, 31)):
        item = Invoice.objects.with_paid().get(pk=invoice.pk)
        found = item.standing(day)
        for choice in Standing:  # the filter and the property say the same
            assert Invoice.objects.with_paid().standing(choice, day).filter(pk=item.pk).exists() == (choice == found)
        return found

    assert standing() == Standing.DUE
    assert standing(datetime.date(2027, 4, 1)) == Standing.OVERDUE
    payments.match(make_payment(invoice=invoice, amount="499.900"))
    assert standing() == Standing.DUE
    payments.match(make_payment(invoice=invoice, amount="0.100"))
    assert standing() == Standing.PAID
    payments.match(make_payment(invoice=invoice, amount="0.001"))
    assert standing() == Standing.OVERPAID
    billing.credit(invoice, reason="خطأ")
    assert standing() == Standing.CREDITED
