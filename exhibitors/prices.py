"""
What the booth of a registration costs, before an invoice and for it.

Decimal numbers only. Each line is rounded by itself to the smallest unit of the currency, half a
unit upwards, and the total is the sum of the rounded lines.

Of the discounts that a company could have, **the one that saves it the most counts, alone**; of
two that save the same, the one that was entered first. It is taken off the sum of the booths.
"""

from decimal import Decimal
from typing import NamedTuple

from django.utils import timezone

from exhibitors.models import Audit, Discount, Registration, State
from exhibitors.models.invoices import in_languages
from exhibitors.models.money import rounded


class Line(NamedTuple):
    """One line: its ``texts`` by language, an amount, and the booth or the percentage that it is about, or ""."""

    texts: dict
    amount: Decimal
    booth: str = ""
    percent: str = ""


class Price(NamedTuple):
    """What a registration costs: its lines, in ``currency``, a code of ISO 4217."""

    lines: list
    currency: str

    @property
    def total(self):
        return sum((line.amount for line in self.lines), Decimal(0))


def price_of(registration, now=None):
    """
    The Price of the booths that ``registration`` holds; without lines where none of them is for sale.

    Causes at most 4 queries.
    """
    currency = registration.exhibition.currency
    held = registration.claims.held().select_related("booth__category").order_by("slot", "pk")
    lines = [
        Line(in_languages(category, "name"), rounded(category.price, currency), booth=claim.booth.code)
        for claim in held
        if (category := claim.booth.category).price is not None
    ]
    price = Price(lines, currency)
    if lines and (discount := best_discount(registration, price, now or timezone.now())):
        off = discount.saving(price.total, currency)
        percent = "" if discount.percent is None else f"{discount.percent.normalize():f}"
        lines.append(Line(in_languages(discount, "name"), -off, percent=percent))
    return price


def best_discount(registration, price, now):
    """The discount that takes the most off ``price``; None if none takes anything."""
    discounts = list(registration.exhibition.discounts.order_by("pk"))
    if not discounts:
        return None
    day = sent_at(registration, now).astimezone(registration.exhibition.edition.zone).date()
    is_returning = any(discount.who == Discount.For.RETURNING for discount in discounts) and has_exhibited(
        registration
    )
    usable = [discount for discount in discounts if is_for(discount, registration, day, is_returning)]
    # The first of those that save the same: max() keeps it.
    best = max(usable, key=lambda discount: discount.saving(price.total, price.currency), default=None)
    return best if best and best.saving(price.total, price.currency) else None


def is_for(discount, registration, day, is_returning):
    if discount.until and day > discount.until:
        return False
    return {
        Discount.For.EVERYBODY: True,
        Discount.For.RETURNING: is_returning,
        Discount.For.COUNTRY: discount.country == registration.exhibitor.country,
        Discount.For.GRANTED: discount.registration_id == registration.pk,
    }[discount.who]


def sent_at(registration, now):
    """
    When the company sent the registration first; ``now`` if it has not.

    The first time: what the organisers returned for correction loses nothing by that.
    """
    if registration.submitted_at is None:
        return now
    sent = Audit.objects.filter(
        what=Audit.What.SUBMIT, model=Registration._meta.label_lower, object_id=registration.pk
    )
    return sent.order_by("at").values_list("at", flat=True).first() or registration.submitted_at


def has_exhibited(registration):
    """Whether the company had an approved registration at an earlier edition."""
    return (
        Registration.objects.filter(
            exhibitor=registration.exhibitor_id,
            state=State.APPROVED,
            exhibition__edition__starts_on__lt=registration.exhibition.edition.starts_on,
        )
        .exclude(pk=registration.pk)
        .exists()
    )
