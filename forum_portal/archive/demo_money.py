"""Money in the demonstration: discounts, an invoice that is paid, one that is due, and one with its credit note."""

from datetime import timedelta

from exhibitors import billing, payments
from exhibitors.models import Discount, State
from exhibitors.refusals import Refused


def load_discounts(merge, exhibition, rows, *, first_day):
    """The discounts of ``rows``; a last day moves with the days of the edition."""
    for row in rows:
        values = {name: value for name, value in row.items() if name not in ("code", "until")}
        merge.put(
            f"discount/{row['code']}",
            Discount,
            lookup={"exhibition": exhibition, "name_ar": row["name"]["ar"]},
            exhibition_id=exhibition.pk,
            until=first_day + timedelta(days=row["until"]) if "until" in row else None,
            **values,
        )


def load_invoices(merge, exhibition, rows):
    """Issue the invoices of ``rows`` once, as staff issue them; what staff did with them since stays."""
    for row in rows:
        key = f"demo/invoiced/{row['company']}"
        registration = exhibition.registrations.filter(exhibitor__code=row["company"], state=State.APPROVED).first()
        if registration is None or key in merge.records:
            continue
        try:
            invoice = billing.issue(registration)
            if row["became"] == "paid":
                reference = f"{exhibition.edition.slug}-{row['company']}"
                payments.payment_method().confirm(
                    invoice, external_reference=reference, amount=invoice.total, paid_on=invoice.issued_on
                )
            if row["became"] == "credited":
                billing.credit(invoice, reason=row["reason"])
        except Refused:  # staff took its price or its booth away
            continue
        merge.remember(key, None, registration, {}, None)
