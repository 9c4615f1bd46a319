"""
Invoices and credit notes. The only code that issues them.

An invoice is never altered: a credit note cancels the whole of it, and then another may be
issued. Numbers run without gaps in each series and year, because the counter's row stays locked
until the transaction that took the number ends: what fails gives it back.
"""

from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override

from editions.models import Series
from exhibitors import letters
from exhibitors.audit import record
from exhibitors.guards import acts_for, decides, lock
from exhibitors.models import BillingAddress, Invoice, InvoiceCounter, State
from exhibitors.models.invoices import in_languages
from exhibitors.models.money import plain
from exhibitors.prices import price_of
from exhibitors.refusals import Conflict, NotAllowed, NotApproved, NothingToBill, ReasonMissing
from forum_portal.arabic.bidi import isolate
from forum_portal.arabic.countries import country_name
from forum_portal.arabic.dates import format_day


def issue(registration, *, by=None, now=None):
    """
    Issue the invoice of an approved registration. Pressed twice, the second answers with the first.

    Raise NotApproved, or NothingToBill where no booth with a price, or no currency, is there.
    """
    now = now or timezone.now()
    if not decides(by):
        raise NotAllowed
    try:
        with transaction.atomic():
            registration = lock_registration(registration)
            if there := registration.invoices.current().first():
                return there
            if registration.state != State.APPROVED:
                raise NotApproved
            price = price_of(registration, now)
            if not price.lines or not price.currency:
                raise NothingToBill
            today = timezone.localdate(now)
            invoice = Invoice.objects.create(
                **next_number("", registration, today),
                registration=registration,
                currency=price.currency,
                total=price.total,
                issued_on=today,
                due_on=today + timedelta(days=registration.exhibition.payment_days),
                printed=printed(registration, price.lines),
                created_at=now,
            )
            tell("invoice", registration, invoice, by=by, now=now)
            return invoice
    except IntegrityError:  # somebody was a millisecond earlier
        return found(registration.invoices.current().first())


def credit(invoice, *, reason, by=None, now=None):
    """Cancel the whole of ``invoice`` by a credit note, and return it. Pressed twice, it is issued once."""
    now = now or timezone.now()
    if not decides(by):
        raise NotAllowed
    if not reason.strip():
        raise ReasonMissing
    try:
        with transaction.atomic():
            registration = lock_registration(invoice.registration)
            invoice = Invoice.objects.select_for_update(no_key=True).get(pk=invoice.pk)
            if invoice.is_credit_note:
                raise Conflict
            if invoice.credited_at:
                return invoice.credit_note
            today = timezone.localdate(now)
            series = Invoice.CREDIT_SERIES
            lines = [line | {"amount": str(-Decimal(line["amount"]))} for line in invoice.printed["lines"]]
            note = Invoice.objects.create(
                **next_number(series, registration, today),
                registration=registration,
                credits=invoice,
                currency=invoice.currency,
                total=-invoice.total,
                issued_on=today,
                printed=invoice.printed
                | {"lines": lines, "credits": invoice.number, "reason": reason.strip(), "bank": {}},
                created_at=now,
            )
            invoice.credited_at = now
            invoice.save(update_fields=["credited_at"])
            tell("credit_note", registration, note, by=by, now=now, what="credit")
            return note
    except IntegrityError:  # somebody was a millisecond earlier
        return found(Invoice.objects.filter(credits=invoice.pk).first())


def found(invoice):
    """What somebody else has just issued; Conflict if it was something else that the database refused."""
    if invoice is None:
        raise Conflict from None
    return invoice


def lock_registration(registration):
    return lock(registration, State.values)


def next_number(series, registration, today):
    """
    The next number of ``series``, as fields of an Invoice. Its counter stays locked until the transaction ends.

    Those of the demonstration are counted by themselves, so that the real ones have no gap.
    """
    if registration.exhibition.edition.is_demo:
        series = "-".join(part for part in (Invoice.DEMO_SERIES, series) if part)
    InvoiceCounter.objects.get_or_create(series=series, year=today.year)
    counter = InvoiceCounter.objects.select_for_update(no_key=True).get(series=series, year=today.year)
    counter.last += 1
    counter.save(update_fields=["last"])
    number = f"{series}-{today.year}-{counter.last:04d}" if series else f"{today.year}-{counter.last:04d}"
    return {"series": series, "year": today.year, "serial": counter.last, "number": number}


def tell(kind, registration, invoice, *, by, now, what=None):
    """Write the audit entry and the letter of a new invoice or credit note."""
    registration.version += 1
    registration.save(update_fields=["version"])
    record(what or kind, registration, by=by, now=now, after={"invoice": invoice.number})
    letters.write(kind, registration, now=now, more=lambda: in_letter(invoice))


def in_letter(invoice):
    """What a letter says of ``invoice``, in the language that is spoken now."""
    return {
        "number": isolate(invoice.number),
        "credited": isolate(invoice.printed["credits"]),
        "amount": isolate(plain(abs(invoice.total), invoice.currency)),
        "due_on": isolate(format_day(invoice.due_on)) if invoice.due_on else "",
        "why": isolate(invoice.printed["reason"]),
        "link": settings.SITE_URL + invoice.get_absolute_url(),
    }


def printed(registration, lines):
    """Everything that an invoice shows beside its own columns, in all languages, as it is now."""
    exhibition = registration.exhibition
    return {
        "is_demo": exhibition.edition.is_demo,
        "seller": seller(),
        "bill_to": bill_to(registration),
        "edition": in_languages(exhibition.edition, "title"),
        "lines": [line._asdict() | {"amount": str(line.amount)} for line in lines],
        "bank": in_languages(exhibition, "bank_details"),
        "credits": "",
        "reason": "",
    }


def seller():
    """The organising body of the series; the series itself where none is entered."""
    series = Series.objects.select_related("owner").first()
    if series is None:
        return {"name": {}, "address": {}, "email": "", "phone": ""}
    return {
        "name": in_languages(series.owner or series, "name"),
        "address": in_languages(series, "contact_address"),
        "email": series.contact_email,
        "phone": series.contact_phone,
    }


def bill_to(registration):
    """Whom the invoice is addressed to: as the company gave it, else its name and its place."""
    given = BillingAddress.objects.filter(registration=registration).first()
    if given:
        everywhere = {code: given.name for code, _name in settings.LANGUAGES}
        address = dict.fromkeys(everywhere, given.address)
        return {"name": everywhere, "address": address, "tax_number": given.tax_number}
    company = registration.exhibitor
    place = {}
    for code, city in in_languages(company, "city").items():
        with override(code):
            parts = [city or company.city_ar or "", country_name(company.country.code)]
            place[code] = "\n".join(part for part in parts if part)
    return {"name": in_languages(company, "name"), "address": place, "tax_number": ""}


def address_to(registration, *, by, **fields):
    """Write to whom the next invoice is addressed; what is issued stays as it is."""
    if not (acts_for(by, registration.exhibitor) or decides(by)):
        raise NotAllowed
    address, _is_new = BillingAddress.objects.update_or_create(registration=registration, defaults=fields)
    return address
