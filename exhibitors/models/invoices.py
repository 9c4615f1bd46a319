"""Invoices and credit notes. The database lets nobody change one."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Round
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from .money import DIGITS, Currency
from .registration import Registration

ADDRESS_LENGTH = 500


class BillingAddress(models.Model):
    """To whom the invoices of a registration are addressed, as the company gave it; else its name and place serve."""

    registration = models.OneToOneField(
        Registration,
        models.CASCADE,
        verbose_name=pgettext_lazy("field", "registration"),
        related_name="billing_address",
    )
    name = models.CharField(_("name on the invoice"), max_length=200)
    address = models.TextField(_("postal address"), max_length=ADDRESS_LENGTH, blank=True)
    tax_number = models.CharField(_("tax number"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("address for invoices")
        verbose_name_plural = _("addresses for invoices")
        ordering = ["pk"]

    def __str__(self):
        return self.name


class InvoiceCounter(models.Model):
    """The last number of one series and year. Its row is locked while the next invoice is written."""

    series = models.CharField(max_length=10, blank=True)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("counter of invoices")
        verbose_name_plural = _("counters of invoices")
        ordering = ["series", "year"]
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="invoice_counter_once_per_year")]

    def __str__(self):
        return f"{self.series} {self.year}: {self.last}"


class Standing(models.TextChoices):
    """How an invoice stands on one day. It is worked out, never stored."""

    DUE = "due", pgettext_lazy("invoice", "due")
    OVERDUE = "overdue", pgettext_lazy("invoice", "overdue")
    PAID = "paid", pgettext_lazy("invoice", "paid")
    OVERPAID = "overpaid", pgettext_lazy("invoice", "paid, with a rest in the company’s favour")
    CREDITED = "credited", pgettext_lazy("invoice", "cancelled by a credit note")
    CREDIT_NOTE = "credit_note", pgettext_lazy("invoice", "credit note")


class InvoiceQuerySet(models.QuerySet):
    def current(self):
        """Invoices that are to be paid: no credit notes, and none that one cancelled."""
        # See also Invoice.is_current
        return self.filter(credits=None, credited_at=None)

    def of(self, user):
        """Invoices of the companies that ``user`` acts for."""
        return self.filter(registration__exhibitor__memberships__user=user)

    def with_paid(self):
        """
        With ``paid``: what staff have matched for the registration, in the currency of the invoice.

        Payments belong to the registration, so that what was paid counts for the invoice that
        follows a credit note. Rounded, because SQLite adds floating-point numbers.
        """
        from .payments import Payment

        matched = Payment.objects.matched().filter(
            registration=models.OuterRef("registration"), currency=models.OuterRef("currency")
        )
        total = matched.order_by().values("registration").annotate(total=models.Sum("amount")).values("total")
        amount = models.DecimalField(**DIGITS)
        return self.annotate(
            paid=Round(
                Coalesce(models.Subquery(total, output_field=amount), models.Value(0, amount)),
                precision=3,
                output_field=amount,
            )
        )

    def standing(self, standing, today):
        """Those that stand so on ``today``. Needs with_paid()."""
        # See also Invoice.standing
        current = self.current()
        return {
            Standing.DUE: current.filter(paid__lt=F("total"), due_on__gte=today),
            Standing.OVERDUE: current.filter(paid__lt=F("total"), due_on__lt=today),
            Standing.PAID: current.filter(paid=F("total")),
            Standing.OVERPAID: current.filter(paid__gt=F("total")),
            Standing.CREDITED: self.filter(credited_at__isnull=False),
            Standing.CREDIT_NOTE: self.filter(credits__isnull=False),
        }[standing]


class Invoice(models.Model):
    """
    What a company is asked to pay for one registration, or the credit note that cancels it.

    Everything printed lies in its row, in all languages, and triggers refuse to change or
    delete it; ``credited_at`` alone is written later, once. Issued by exhibitors.billing.
    """

    # Of credit notes, and of the demonstration, whose numbers leave none out among the real ones.
    CREDIT_SERIES, DEMO_SERIES = "C", "DEMO"

    series = models.CharField(max_length=10, blank=True, editable=False)
    year = models.PositiveSmallIntegerField(editable=False)
    serial = models.PositiveIntegerField(editable=False)
    number = models.CharField(_("number"), max_length=30, unique=True, editable=False)
    registration = models.ForeignKey(
        Registration, models.PROTECT, verbose_name=pgettext_lazy("field", "registration"), related_name="invoices"
    )
    credits = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name=_("cancels"),
        related_name="credit_note",
        null=True,
        blank=True,
        help_text=_("The invoice that this credit note cancels."),
    )
    currency = models.CharField(_("currency"), max_length=3, choices=Currency)
    total = models.DecimalField(_("total"), **DIGITS)
    issued_on = models.DateField(_("issued on"))
    due_on = models.DateField(_("to be paid by"), null=True, blank=True)
    printed = models.JSONField(_("what is printed"), help_text=_("Parties, lines and bank details, as they were."))
    created_at = models.DateTimeField(_("written on"))
    credited_at = models.DateTimeField(_("cancelled on"), null=True, blank=True)

    objects = InvoiceQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("money", "invoice")
        verbose_name_plural = pgettext_lazy("money", "invoices")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "serial"], name="invoice_serial_once_per_year"),
            models.UniqueConstraint(
                fields=["registration"],
                condition=Q(credits=None, credited_at=None),
                name="one_uncredited_invoice_per_registration",
                violation_error_message=_("This registration has an invoice already."),
            ),
            models.CheckConstraint(condition=Q(serial__gte=1), name="invoice_serial_from_1"),
            models.CheckConstraint(
                condition=Q(credits=None, total__gte=0, due_on__isnull=False)
                | Q(credits__isnull=False, total__lte=0, due_on=None),
                name="invoice_asks_and_credit_note_gives_back",
            ),
            models.CheckConstraint(
                condition=Q(credits=None) | Q(credited_at=None), name="credit_note_is_never_cancelled"
            ),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("invoice", args=[self.number])

    @property
    def is_credit_note(self):
        return self.credits_id is not None

    @property
    def is_current(self):
        # See also InvoiceQuerySet.current
        return self.credits_id is None and self.credited_at is None

    @property
    def is_demo(self):
        return self.printed["is_demo"]

    def standing(self, today):
        """How it stands on ``today``. Needs with_paid()."""
        # See also InvoiceQuerySet.standing
        if self.is_credit_note:
            return Standing.CREDIT_NOTE
        if self.credited_at:
            return Standing.CREDITED
        if self.paid >= self.total:
            return Standing.OVERPAID if self.paid > self.total else Standing.PAID
        return Standing.OVERDUE if self.due_on < today else Standing.DUE

    def outstanding(self):
        """What is still to be paid; negative if more was paid. Needs with_paid()."""
        return self.total - self.paid


def in_languages(item, field):
    """A translated ``field`` of ``item`` in each language, for ``Invoice.printed``; "" where it has none."""
    return {code: getattr(item, f"{field}_{code}", None) or "" for code, _name in settings.LANGUAGES}


def said(texts):
    """(text, language) of what in_languages() kept, in the language that is spoken now; where empty, in Arabic."""
    language = get_language()
    return (texts[language], language) if texts.get(language) else (texts.get("ar", ""), "ar")
