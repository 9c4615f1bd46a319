"""What staff do about money in the admin: issue, cancel, match, refuse, record, list and download."""

import csv
import datetime
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from exhibitors import billing, payments
from exhibitors.models import Discount, Invoice, Payment
from tests.makers import (
    make_discount,
    make_editor,
    make_exhibition,
    make_exhibitor,
    make_invoice,
    make_payment,
    make_registration,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_folder")]
INVOICES, PAYMENTS = "admin:exhibitors_invoice", "admin:exhibitors_payment"


@pytest.fixture
def staff(client):
    client.force_login(make_editor())
    return client


def in_list(client, page, *ids, action, **fields):
    data = {"action": action, "_selected_action": ids} | fields
    # The list of registrations shows those that wait, unless all are asked for.
    query = {"state": "all"} if page == "registration" else {}
    return client.post(reverse(f"admin:exhibitors_{page}_changelist", query=query), data)


def test_invoice_is_issued_by_a_button_after_a_look_at_its_lines(staff):
    registration = make_registration(state="approved")
    make_discount(exhibition=registration.exhibition, percent=10)
    page = reverse(f"{INVOICES}_issue", args=[registration.pk])
    assert page in staff.get(reverse("admin:exhibitors_registration_change", args=[registration.pk])).content.decode()

    look = staff.get(page)
    assert "450" in look.content.decode()
    assert not Invoice.objects.exists()
    for _press in range(2):
        assert staff.post(page).status_code == 302
    assert Invoice.objects.get().total == 450


def test_several_are_issued_from_the_list_and_what_cannot_be_is_named(staff):
    good = [make_registration(state="approved") for _ in range(2)]
    bad = make_registration(state="submitted")
    in_list(staff, "registration", *(item.pk for item in [*good, bad]), action="issue_invoices")

    assert {invoice.registration for invoice in Invoice.objects.all()} == set(good)


def test_invoice_is_cancelled_with_a_reason(staff):
    invoice = make_invoice()
    page = reverse(f"{INVOICES}_credit", args=[invoice.pk])
    assert page in staff.get(reverse(f"{INVOICES}_change", args=[invoice.pk])).content.decode()

    assert staff.post(page, {"reason": ""}).status_code == 200
    assert Invoice.objects.count() == 1
    for _press in range(2):
        assert staff.post(page, {"reason": "خطأ في السعر"}).status_code == 302
    assert Invoice.objects.get(credits=invoice).printed["reason"] == "خطأ في السعر"


def test_nothing_about_an_invoice_is_written_in_the_admin(staff):
    invoice = make_invoice()

    assert staff.get(reverse(f"{INVOICES}_add")).status_code == 403
    assert staff.post(reverse(f"{INVOICES}_change", args=[invoice.pk]), {"number": "X"}).status_code == 403
    assert staff.post(reverse(f"{INVOICES}_delete", args=[invoice.pk]), {"post": "yes"}).status_code == 403
    in_list(staff, "invoice", invoice.pk, action="delete_selected", post="yes")
    assert Invoice.objects.get() == invoice


def test_payment_is_matched_and_refused_from_its_page_and_from_the_list(staff):
    invoice = make_invoice()
    one, two, three, four = (make_payment(invoice=invoice) for _ in range(4))

    staff.post(reverse(f"{PAYMENTS}_match", args=[one.pk]))
    staff.post(reverse(f"{PAYMENTS}_refuse", args=[two.pk]), {"reason": "لم يصل"})
    in_list(staff, "payment", three.pk, action="match_selected")
    ask = in_list(staff, "payment", four.pk, action="refuse_selected")
    assert ask.status_code == 200
    assert Payment.objects.get(pk=four.pk).state == "claimed"
    in_list(staff, "payment", four.pk, action="refuse_selected", confirmed="1", reason="لم يصل")

    states = dict(Payment.objects.values_list("pk", "state"))
    assert [states[item.pk] for item in (one, two, three, four)] == ["matched", "refused", "matched", "refused"]
    assert Payment.objects.get(pk=four.pk).reason == "لم يصل"


def test_list_of_payments_shows_how_each_differs_from_what_is_due(staff):
    invoice = make_invoice()  # of 500
    payments.match(make_payment(invoice=invoice, amount=100))
    for amount in ("400", "350.5", "450"):
        make_payment(invoice=invoice, amount=amount)
    page = staff.get(reverse(f"{PAYMENTS}_changelist"))

    shown = page.context["cl"].result_list
    admin = page.context["cl"].model_admin
    differences = {item.amount: admin.difference(item) for item in shown if item.state == "claimed"}
    assert str(differences.pop(Decimal(400))) not in ("0.000", "+0.000")
    assert differences == {Decimal("350.5"): "-49.500", Decimal(450): "+50.000"}
    assert {item.due for item in shown} == {400}
    assert shown[0].state == "claimed"


def test_money_from_the_statement_is_recorded_once(staff):
    invoice = make_invoice()
    page = reverse(f"{INVOICES}_received", args=[invoice.pk])
    sent = {"amount": "٥٠٠", "paid_on": "2027/03/01", "external_reference": "TX-9"}
    assert staff.post(page, sent | {"amount": "x"}).status_code == 200
    for _press in range(2):
        assert staff.post(page, sent).status_code == 302

    payment = Payment.objects.get()
    assert (payment.amount, payment.state, payment.external_reference) == (500, "matched", "TX-9")


def test_who_may_not_decide_only_reads(client):
    invoice = make_invoice()
    payment = make_payment(invoice=invoice)
    reader = make_user(staff=True)
    from django.contrib.auth.models import Permission

    reader.user_permissions.set(Permission.objects.filter(codename__in=["view_invoice", "view_payment"]))
    client.force_login(reader)

    assert client.get(reverse(f"{INVOICES}_changelist")).status_code == 200
    for address in [
        reverse(f"{INVOICES}_issue", args=[invoice.registration_id]),
        reverse(f"{INVOICES}_credit", args=[invoice.pk]),
        reverse(f"{INVOICES}_received", args=[invoice.pk]),
        reverse(f"{PAYMENTS}_match", args=[payment.pk]),
        reverse(f"{PAYMENTS}_refuse", args=[payment.pk]),
    ]:
        assert client.get(address).status_code == client.post(address, {"reason": "سبب"}).status_code == 403
    assert Payment.objects.get().state == "claimed"


@pytest.mark.parametrize("standing", ["due", "overdue", "paid", "overpaid", "credited", "credit_note", "nonsense"])
def test_list_of_invoices_is_filtered_by_how_they_stand(staff, standing):
    long_ago = timezone.now() - datetime.timedelta(days=90)
    found = {"due": make_invoice(), "overdue": make_invoice(now=long_ago)}
    for name, amount in (("paid", 500), ("overpaid", 501)):
        found[name] = make_invoice()
        payments.match(make_payment(invoice=found[name], amount=amount))
    found["credited"] = make_invoice()
    found["credit_note"] = billing.credit(found["credited"], reason="خطأ")
    page = staff.get(reverse(f"{INVOICES}_changelist"), {"standing": standing})

    expected = {found[standing]} if standing in found else set(found.values())
    assert set(page.context["cl"].result_list) == expected


def test_lists_cost_the_same_with_many(staff):
    def queries(page):
        with CaptureQueriesContext(connection) as found:
            assert staff.get(reverse(f"{page}_changelist")).status_code == 200
        return len(found)

    exhibition = make_exhibition()
    make_payment(invoice=make_invoice(registration=make_registration(exhibition=exhibition, state="approved")))
    queries(INVOICES)
    few = [queries(INVOICES), queries(PAYMENTS)]
    for _number in range(4):
        make_payment(invoice=make_invoice(registration=make_registration(exhibition=exhibition, state="approved")))

    assert [queries(INVOICES), queries(PAYMENTS)] == few


def test_invoices_are_downloaded_and_no_cell_is_a_formula(staff):
    company = make_exhibitor(name_ar="=HYPERLINK(1)", members=[make_user()])
    invoice = make_invoice(registration=make_registration(exhibitor=company, state="approved"))

    table = in_list(staff, "invoice", invoice.pk, action="download_csv").content.decode("utf-8-sig")
    [headings, row] = list(csv.reader(StringIO(table), delimiter=";" if ";" in table.splitlines()[0] else ","))
    assert len(headings) == len(row) == 10
    assert invoice.number in row
    assert "500.000" in row
    assert not any(cell.startswith("=") for cell in row)
    book = load_workbook(BytesIO(in_list(staff, "invoice", invoice.pk, action="download_xlsx").content))
    assert not any(cell.data_type == "f" for line in book.active.rows for cell in line)


def test_discount_is_entered_and_what_makes_no_sense_is_said_beside_it(staff):
    exhibition = make_exhibition(currency="MAD")
    page = reverse("admin:exhibitors_discount_add")
    sent = {"exhibition": exhibition.pk, "name_ar": "مبكر", "who": "everybody", "percent": "١٠", "until": "2027/03/01"}
    assert staff.post(page, sent).status_code == 302
    discount = Discount.objects.get()
    assert (discount.percent, discount.until) == (10, datetime.date(2027, 3, 1))

    for fields in (
        {"percent": "101"},
        {"amount": "5"},
        {"until": ""},
        {"country": "OM"},
        {"percent": "", "amount": "1.005"},
    ):
        response = staff.post(page, sent | fields)
        assert response.status_code == 200
        assert response.context["adminform"].form.errors
    assert Discount.objects.count() == 1


def test_audit_says_which_invoice(staff):
    invoice = make_invoice()
    page = staff.get(reverse("admin:exhibitors_audit_changelist"))

    assert invoice.number in page.content.decode()
