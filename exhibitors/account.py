"""How a registration stands with its money: what it will cost, what was invoiced, what was paid, what is due."""

from decimal import Decimal
from typing import NamedTuple

from django.utils import timezone

from exhibitors.models.invoices import Standing
from exhibitors.prices import price_of


class Account(NamedTuple):
    """
    The money of one registration.

    ``price`` is None once an invoice is there; ``invoice`` is the one to be paid, or None. ``spare`` is
    what was paid beyond all that is due, by currency.
    """

    price: object
    invoice: object
    standing: str
    invoices: list
    payments: list
    spare: dict


def account_of(registration, now=None):
    """The Account of ``registration`` at ``now``. Causes at most 6 queries, however much was issued and paid."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    invoices = list(registration.invoices.with_paid().select_related("credits", "credit_note"))
    payments = list(registration.payments.select_related("invoice"))
    for invoice in invoices:
        invoice.standing_now = Standing(invoice.standing(today))
    current = next((invoice for invoice in invoices if invoice.is_current), None)
    spare = {}
    for payment in payments:
        if payment.state == payment.State.MATCHED:
            spare[payment.currency] = spare.get(payment.currency, Decimal(0)) + payment.amount
    if current and current.currency in spare:
        spare[current.currency] -= current.total
    return Account(
        price=None if current else price_of(registration, now),
        invoice=current,
        standing=current.standing_now if current else "",
        invoices=invoices,
        payments=payments,
        spare={currency: amount for currency, amount in spare.items() if amount > 0},
    )
