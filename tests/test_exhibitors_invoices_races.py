"""
Numbers without a gap while many press at once: threads, each with its own connection.

On SQLite one writer goes in at a time; what is proven here is proven on PostgreSQL.
"""

import datetime

import pytest

from exhibitors import billing, payments
from exhibitors.models import Invoice, InvoiceCounter, Outbox, Payment
from exhibitors.refusals import Refused
from tests.makers import make_booth, make_exhibition, make_invoice, make_payment, make_receipt, make_registration
from tests.test_exhibitors_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime.datetime(2027, 3, 1, 9, tzinfo=datetime.UTC)


def twenty():
    exhibition = make_exhibition()
    category = make_booth(exhibition=exhibition).category
    booths = [make_booth(exhibition=exhibition, category=category) for _ in range(20)]
    return [make_registration(booth=booth, state="approved") for booth in booths]


def test_twenty_at_once_are_numbered_from_1_to_20_without_a_gap():
    registrations = twenty()

    at_once([lambda item=item: billing.issue(item, now=NOW) for item in registrations])

    assert sorted(Invoice.objects.values_list("serial", flat=True)) == list(range(1, 21))
    assert InvoiceCounter.objects.get().last == 20


def test_those_that_fail_among_twenty_leave_no_gap(monkeypatch):
    registrations, tell = twenty(), billing.tell

    def fail_for_some(kind, registration, *args, **kwargs):
        if registration.pk in fails:
            raise Refused
        tell(kind, registration, *args, **kwargs)

    fails = {item.pk for item in registrations[::3]}
    monkeypatch.setattr(billing, "tell", fail_for_some)
    at_once([lambda item=item: billing.issue(item, now=NOW) for item in registrations])

    issued = 20 - len(fails)
    assert sorted(Invoice.objects.values_list("serial", flat=True)) == list(range(1, issued + 1))


def test_pressed_by_ten_at_once_a_registration_has_one_invoice():
    registration = make_registration(state="approved")

    invoices = at_once([lambda: billing.issue(registration, now=NOW)] * 10)

    assert len({invoice.number for invoice in invoices}) == 1
    assert Invoice.objects.count() == Outbox.objects.filter(kind="invoice").count() == 1
    assert InvoiceCounter.objects.get().last == 1


def test_cancelled_by_ten_at_once_an_invoice_has_one_credit_note():
    invoice = make_invoice(now=NOW)

    notes = at_once([lambda: billing.credit(invoice, reason="خطأ", now=NOW)] * 10)

    assert len({note.number for note in notes}) == 1
    assert Invoice.objects.count() == 2


def test_payment_matched_by_ten_at_once_counts_once():
    payment = make_payment(invoice=make_invoice())

    at_once([lambda: payments.match(payment)] * 10)

    assert Invoice.objects.with_paid().get().paid == payment.amount
    assert Outbox.objects.filter(kind="payment_matched").count() == 1


def test_reference_reported_ten_times_at_once_counts_once():
    invoice = make_invoice()
    method = payments.payment_method()
    report = {"external_reference": "TX-1", "amount": invoice.total, "paid_on": invoice.issued_on}

    found = at_once([lambda: method.confirm(invoice, **report)] * 10)

    assert len({payment.pk for payment in found}) == 1
    assert Payment.objects.count() == 1


def test_same_receipt_sent_ten_times_at_once_is_one_payment():
    invoice = make_invoice()
    content = make_receipt().read()

    at_once([lambda: make_payment(invoice=invoice, receipt=make_receipt(content=content))] * 10)

    assert Payment.objects.count() == 1
