"""Money that a company says it paid, and what staff found of it on the account."""

import uuid

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forum_portal.arabic.bidi import side_by_side

from .invoices import Invoice
from .money import DIGITS, Currency, plain
from .records import private_storage
from .registration import Registration


class PaymentQuerySet(models.QuerySet):
    def matched(self):
        return self.filter(state=Payment.State.MATCHED)

    def claimed(self):
        return self.filter(state=Payment.State.CLAIMED)

    def with_due(self):
        """With ``due``: what is still to be paid for the registration in their currency; None without an invoice."""
        invoices = (
            Invoice.objects.current()
            .with_paid()
            .filter(registration=models.OuterRef("registration"), currency=models.OuterRef("currency"))
        )
        due = invoices.annotate(left=models.F("total") - models.F("paid")).values("left")[:1]
        return self.annotate(due=models.Subquery(due, output_field=models.DecimalField(**DIGITS)))

    def of(self, user):
        """Payments of the companies that ``user`` acts for."""
        return self.filter(registration__exhibitor__memberships__user=user)


class Payment(models.Model):
    """
    One payment for a registration, as the company announced it or the bank reported it.

    It counts once staff have matched it. Its state changes only through exhibitors.payments.
    """

    class State(models.TextChoices):
        CLAIMED = "claimed", pgettext_lazy("payment", "waits for the organisers")
        MATCHED = "matched", pgettext_lazy("payment", "received")
        REFUSED = "refused", pgettext_lazy("payment", "not found")

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    registration = models.ForeignKey(
        Registration, models.PROTECT, verbose_name=pgettext_lazy("field", "registration"), related_name="payments"
    )
    invoice = models.ForeignKey(
        Invoice, models.PROTECT, verbose_name=pgettext_lazy("money", "invoice"), related_name="payments"
    )
    method = models.CharField(_("way of payment"), max_length=20)
    external_reference = models.CharField(
        _("reference of the bank"),
        max_length=100,
        blank=True,
        help_text=_("As on the statement of account. The same one counts once."),
    )
    amount = models.DecimalField(_("amount"), **DIGITS, validators=[MinValueValidator(0)])
    currency = models.CharField(_("currency"), max_length=3, choices=Currency)
    paid_on = models.DateField(_("paid on"))
    state = models.CharField(
        pgettext_lazy("payment", "state"), max_length=10, choices=State, default=State.CLAIMED, editable=False
    )
    reason = models.TextField(_("reason"), blank=True, help_text=_("What the company is told."))
    file = models.FileField(_("receipt"), upload_to="receipts/", storage=private_storage, blank=True)
    original_name = models.CharField(_("name"), max_length=200, blank=True)
    content_type = models.CharField(_("content type"), max_length=100, blank=True)
    size = models.PositiveIntegerField(_("size"), default=0, help_text=_("In bytes."))
    sha256 = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(_("sent on"), default=timezone.now)
    decided_at = models.DateTimeField(_("decided on"), null=True, blank=True)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_amount_positive"),
            models.CheckConstraint(
                condition=Q(state__in=["claimed", "matched", "refused"]), name="payment_state_known"
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(reason=""), name="payment_refused_with_reason"),
            models.CheckConstraint(
                condition=Q(state="claimed", decided_at=None) | (~Q(state="claimed") & Q(decided_at__isnull=False)),
                name="payment_decided_with_date",
            ),
            models.UniqueConstraint(
                fields=["method", "external_reference"],
                condition=~Q(external_reference=""),
                name="payment_once_per_external_reference",
                violation_error_message=_("A payment with this reference is recorded already."),
            ),
            models.UniqueConstraint(
                fields=["registration", "sha256"],
                condition=~Q(sha256="") & ~Q(state="refused"),
                name="payment_receipt_counts_once",
                violation_error_message=_("This receipt was sent already."),
            ),
        ]

    def __str__(self):
        return side_by_side(self.invoice, plain(self.amount, self.currency))

    def get_receipt_url(self):
        return reverse("exhibitors:receipt", args=[self.public_id])
