"""
How money comes in, and the only code that records it.

A company announces a payment (claimed); staff find it on the account (matched) or do not (refused).
What is matched adds up for the registration.

The seam for a payment provider is PaymentMethod: another way to pay is a class of its own, named by
the setting PAYMENT_METHOD, that sends the reader to the provider in ``start`` and calls ``confirm``
when the provider reports. There is one today: BankTransfer.
"""

from typing import Protocol

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from exhibitors import letters, receipts
from exhibitors.audit import record
from exhibitors.billing import in_letter
from exhibitors.guards import acts_for, decides, lock
from exhibitors.models import Payment, State
from exhibitors.models.money import plain
from exhibitors.refusals import (
    AlreadyAnnounced,
    Conflict,
    NotAllowed,
    NothingToPay,
    ReasonMissing,
    TooManyPayments,
)
from forum_portal.arabic.bidi import isolate

# Payments of one registration that wait for staff at the same time.
MOST_WAITING = 5


class PaymentMethod(Protocol):
    """A way to pay an invoice."""

    # Stands in Payment.method.
    code: str

    def start(self, invoice):
        """The address to which the reader is sent to pay ``invoice``, in the language that is spoken now."""

    def confirm(self, invoice, *, external_reference, amount, paid_on, by=None, now=None):
        """
        Record that money for ``invoice`` came in, and return the Payment.

        Called as often as the sender likes with the same ``external_reference``: it counts once, as it
        came first.
        """


class BankTransfer:
    """The company transfers the amount to the account on the invoice, with its number as the reference."""

    code = "bank_transfer"

    def start(self, invoice):
        return reverse("exhibitors:pay", args=[invoice.registration.public_id])

    def confirm(self, invoice, *, external_reference, amount, paid_on, by=None, now=None):
        return receive(self, invoice, external_reference, amount=amount, paid_on=paid_on, by=by, now=now)


def payment_method():
    """The way to pay that the setting PAYMENT_METHOD names."""
    return import_string(settings.PAYMENT_METHOD)()


def receive(method, invoice, external_reference, *, amount, paid_on, by=None, now=None):
    """Record money that the bank or a provider reports: matched at once, and once for each reference."""
    now = now or timezone.now()
    if not decides(by):
        raise NotAllowed
    if not external_reference:
        raise ValueError("Without a reference nobody can tell whether the money was counted.")
    known = Payment.objects.filter(method=method.code, external_reference=external_reference)
    if there := known.first():
        return there
    try:
        with transaction.atomic():
            registration = lock(invoice.registration, State.values)
            payment = Payment.objects.create(
                registration=registration,
                invoice=invoice,
                method=method.code,
                external_reference=external_reference,
                amount=amount,
                currency=invoice.currency,
                paid_on=paid_on,
                state=Payment.State.MATCHED,
                created_at=now,
                decided_at=now,
            )
            tell("payment_matched", "match", registration, payment, by=by, now=now)
            return payment
    except IntegrityError:  # reported twice at once
        if there := known.first():
            return there
        raise Conflict from None


def announce(invoice, *, amount, paid_on, receipt, by, now=None):
    """
    Record what a company says it paid for ``invoice``, with the file that shows it.

    Raise NothingToPay for an invoice that was cancelled, AlreadyAnnounced if this receipt was sent before.
    """
    now = now or timezone.now()
    if not acts_for(by, invoice.registration.exhibitor):
        raise NotAllowed
    kept = receipts.stored(receipt)
    try:
        with transaction.atomic():
            registration = lock(invoice.registration, State.values)
            if not registration.invoices.current().filter(pk=invoice.pk).exists():
                raise NothingToPay
            if registration.payments.claimed().count() >= MOST_WAITING:
                raise TooManyPayments
            payment = Payment.objects.create(
                registration=registration,
                invoice=invoice,
                method=BankTransfer.code,
                amount=amount,
                currency=invoice.currency,
                paid_on=paid_on,
                created_at=now,
                **kept,
            )
            after = {"payment": str(payment.public_id), "invoice": invoice.number}
            record("pay", registration, by=by, now=now, after=after)
            return payment
    except IntegrityError:
        receipts.forget(kept)
        raise AlreadyAnnounced from None
    except Exception:
        receipts.forget(kept)
        raise


def match(payment, *, by=None, now=None):
    """Staff found the payment on the account: it counts. Pressed twice, it counts once."""
    return decide(payment, Payment.State.MATCHED, by=by, now=now)


def refuse(payment, *, reason, by=None, now=None):
    """Staff did not find the payment, and tell the company why."""
    if not reason.strip():
        raise ReasonMissing
    return decide(payment, Payment.State.REFUSED, by=by, now=now, reason=reason.strip())


def decide(payment, state, *, by, now, reason=""):
    now = now or timezone.now()
    if not decides(by):
        raise NotAllowed
    with transaction.atomic():
        registration = lock(payment.registration, State.values)
        payment = Payment.objects.select_for_update(no_key=True).get(pk=payment.pk)
        if payment.state == state:
            return payment
        if payment.state != Payment.State.CLAIMED:
            raise Conflict
        payment.state, payment.reason, payment.decided_at = state, reason, now
        payment.save(update_fields=["state", "reason", "decided_at"])
        kinds = {
            Payment.State.MATCHED: ("payment_matched", "match"),
            Payment.State.REFUSED: ("payment_refused", "refuse_payment"),
        }
        tell(*kinds[state], registration, payment, by=by, now=now)
    return payment


def tell(kind, what, registration, payment, *, by, now):
    """Write the audit entry and the letter of a decision."""
    registration.version += 1
    registration.save(update_fields=["version"])
    after = {"payment": str(payment.public_id), "invoice": payment.invoice.number}
    record(what, registration, by=by, now=now, after=after)
    words = {"amount": isolate(plain(payment.amount, payment.currency)), "why": isolate(payment.reason)}
    letters.write(kind, registration, now=now, more=lambda: in_letter(payment.invoice) | words)
