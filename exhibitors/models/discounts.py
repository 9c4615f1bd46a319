"""What is taken off the price of a booth, and for whom."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries.fields import CountryField

from .exhibition import Exhibition
from .money import DIGITS, rounded, validate_decimals
from .registration import Registration


class Discount(models.Model):
    """
    A part of the price, or an amount, that some companies need not pay at one exhibition.

    Of several that a company could have, the one that saves it the most counts, alone:
    see exhibitors.prices.
    """

    class For(models.TextChoices):
        EVERYBODY = "everybody", pgettext_lazy("discount", "everybody who registers in time")
        RETURNING = "returning", pgettext_lazy("discount", "companies that exhibited at an earlier edition")
        COUNTRY = "country", pgettext_lazy("discount", "companies of one country")
        GRANTED = "granted", pgettext_lazy("discount", "one registration")

    exhibition = models.ForeignKey(
        Exhibition, models.CASCADE, verbose_name=pgettext_lazy("field", "exhibition"), related_name="discounts"
    )
    name = models.CharField(_("name"), max_length=120, help_text=_("As the company reads it on its invoice."))
    who = models.CharField(_("for whom"), max_length=10, choices=For, default=For.EVERYBODY)
    percent = models.DecimalField(
        _("percent"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("Of the price, 0 to 100. Either this or an amount."),
    )
    amount = models.DecimalField(
        _("amount"),
        **DIGITS,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("In the exhibition’s currency; never more than the price."),
    )
    until = models.DateField(
        _("last day"),
        null=True,
        blank=True,
        help_text=_("The registration must have been sent by then, by the clock of the host."),
    )
    country = CountryField(_("country"), blank=True)
    registration = models.ForeignKey(
        Registration,
        models.CASCADE,
        verbose_name=pgettext_lazy("field", "registration"),
        related_name="discounts",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = pgettext_lazy("price", "discount")
        verbose_name_plural = pgettext_lazy("price", "discounts")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(percent=None, amount__isnull=False) | Q(percent__isnull=False, amount=None),
                name="discount_is_percent_or_amount",
                violation_error_message=_("Please give either a percentage or an amount."),
            ),
            models.CheckConstraint(
                condition=Q(percent=None) | Q(percent__gte=0, percent__lte=100),
                name="discount_percent_0_to_100",
                violation_error_message=_("A percentage is from 0 to 100."),
            ),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0),
                name="discount_amount_not_negative",
                violation_error_message=_("The amount cannot be negative."),
            ),
            models.CheckConstraint(
                condition=~Q(who="everybody") | Q(until__isnull=False),
                name="discount_for_everybody_has_last_day",
                violation_error_message=_("A discount for everybody needs its last day."),
            ),
            models.CheckConstraint(
                condition=(Q(who="country") & ~Q(country="")) | (~Q(who="country") & Q(country="")),
                name="discount_country_when_for_country",
                violation_error_message=_("Please choose a country for a discount of a country, and for no other."),
            ),
            models.CheckConstraint(
                condition=Q(who="granted", registration__isnull=False) | (~Q(who="granted") & Q(registration=None)),
                name="discount_registration_when_granted",
                violation_error_message=_(
                    "Please choose a registration for a discount of one registration, and for no other."
                ),
            ),
            models.CheckConstraint(
                condition=Q(who__in=["everybody", "returning", "country", "granted"]), name="discount_who_known"
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        if self.registration_id and self.registration.exhibition_id != self.exhibition_id:
            raise ValidationError({"registration": _("This registration belongs to another exhibition.")})
        if self.amount is not None and self.exhibition_id:
            try:
                validate_decimals(self.amount, self.exhibition.currency)
            except ValidationError as error:
                raise ValidationError({"amount": error}) from None

    def saving(self, price, currency):
        """How much of ``price``, a Decimal, it takes off: rounded, and never more than all of it."""
        off = self.amount if self.percent is None else price * self.percent / Decimal(100)
        return min(rounded(off, currency), price)
