"""The exhibition of an edition."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editions.models import Edition, EvidenceField

from .money import Currency


class ExhibitionQuerySet(models.QuerySet):
    def public(self):
        # See also Exhibition.is_public
        return self.filter(edition__status=Edition.Status.PUBLISHED)

    def open(self, now=None):
        # See also Exhibition.is_open
        now = now or timezone.now()
        return self.public().filter(opens_at__lte=now, closes_at__gt=now)

    def in_priority(self, now=None):
        # See also Exhibition.is_in_priority
        now = now or timezone.now()
        return self.public().filter(priority_opens_at__lte=now, opens_at__gt=now, closes_at__gt=now)

    def open_to_user(self, user, now=None):
        """Exhibitions that a company of ``user`` may register for at ``now``. Causes 1 query for each in priority."""
        now = now or timezone.now()
        first = [
            exhibition.pk
            for exhibition in self.in_priority(now).select_related("edition")
            if exhibition.returning().of(user).exists()
        ]
        return self.open(now) | self.public().filter(pk__in=first)


class Exhibition(models.Model):
    """
    The exhibition beside an edition.

    Of an old one only ``about`` may be known. Companies register from ``opens_at`` to
    ``closes_at`` and may withdraw by themselves until ``lock_at``.
    """

    edition = models.OneToOneField(
        Edition, models.CASCADE, verbose_name=pgettext_lazy("field", "edition"), related_name="exhibition"
    )
    about = models.TextField(_("about"), blank=True)
    opens_at = models.DateTimeField(_("registration opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("registration closes"), null=True, blank=True)
    priority_opens_at = models.DateTimeField(
        _("registration opens for returning exhibitors"),
        null=True,
        blank=True,
        help_text=_("Before it opens for all. Empty: for all at once."),
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("time to accept an offer"),
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(24 * 14)],
        help_text=_("In hours: how long a booth is kept for the head of a waiting list."),
    )
    lock_at = models.DateTimeField(
        _("withdrawal until"), null=True, blank=True, help_text=_("After it, only staff can withdraw a company.")
    )
    requirements_due_at = models.DateTimeField(
        _("requirements until"),
        null=True,
        blank=True,
        help_text=_("Until then a company may say what its booth needs, also after it has sent its registration."),
    )
    documents_due_at = models.DateTimeField(
        _("documents until"),
        null=True,
        blank=True,
        help_text=_("The same for its documents, of which each may have a date of its own below."),
    )
    badges_due_at = models.DateTimeField(
        _("badges until"),
        null=True,
        blank=True,
        help_text=_("Until then, companies enter who wears their badges; afterwards only staff can."),
    )
    width = models.DecimalField(
        _("width of the floor"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("In metres."),
    )
    depth = models.DecimalField(
        _("depth of the floor"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("In metres."),
    )
    gangway = models.DecimalField(
        _("least width of a gangway"),
        max_digits=4,
        decimal_places=2,
        default=Decimal(3),
        validators=[MinValueValidator(0), MaxValueValidator(20)],
        help_text=_("In metres. The plan is checked for narrower ones; 0 asks for no check."),
    )
    currency = models.CharField(_("currency"), max_length=3, choices=Currency, blank=True)
    payment_days = models.PositiveSmallIntegerField(
        _("days to pay"),
        default=30,
        validators=[MaxValueValidator(365)],
        help_text=_("From the day of an invoice to the day by which it is to be paid."),
    )
    bank_details = models.TextField(
        _("bank details"),
        blank=True,
        help_text=_("Printed on invoices: who holds the account, the bank, IBAN and BIC, each on a line."),
    )
    terms = models.TextField(_("terms"), blank=True, help_text=_("What a company accepts when it registers."))
    terms_version = models.CharField(
        _("version of the terms"), max_length=20, blank=True, help_text=_("Change it whenever the terms change.")
    )
    evidence = EvidenceField()

    objects = ExhibitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("exhibition")
        verbose_name_plural = _("exhibitions")
        ordering = ["-edition__starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="exhibition_closes_after_opening",
                violation_error_message=_("Registration closes after it opens."),
            ),
            models.CheckConstraint(
                condition=Q(priority_opens_at=None)
                | (Q(opens_at__isnull=False) & Q(priority_opens_at__lt=F("opens_at"))),
                name="exhibition_priority_before_opening",
                violation_error_message=_("Returning exhibitors register before all others."),
            ),
            models.CheckConstraint(
                condition=Q(offer_hours__gte=1, offer_hours__lte=24 * 14), name="exhibition_offer_1_hour_to_14_days"
            ),
        ]

    def __str__(self):
        return str(self.edition)

    def clean(self):
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": _("Registration closes after it opens.")})
        if self.priority_opens_at and not (self.opens_at and self.priority_opens_at < self.opens_at):
            raise ValidationError({"priority_opens_at": _("Returning exhibitors register before all others.")})

    def get_absolute_url(self):
        return reverse("exhibitors:exhibition", args=[self.edition.slug])

    @property
    def is_public(self):
        # See also ExhibitionQuerySet.public
        return self.edition.is_published

    def is_open(self, now=None):
        # See also ExhibitionQuerySet.open
        now = now or timezone.now()
        return bool(self.is_public and self.opens_at and self.closes_at and self.opens_at <= now < self.closes_at)

    def is_in_priority(self, now=None):
        """Whether only returning exhibitors may register at ``now``."""
        now = now or timezone.now()
        return bool(
            self.is_public
            and self.priority_opens_at
            and self.closes_at
            and self.priority_opens_at <= now < self.opens_at
        )

    def is_open_to(self, exhibitor, now=None):
        """Whether this company may register at ``now``. Causes 1 query while only returning exhibitors may."""
        return self.is_open(now) or (self.is_in_priority(now) and self.returning().filter(pk=exhibitor.pk).exists())

    def returning(self):
        """
        Companies that were approved at an earlier edition.

        What happened in the demonstration counts for the demonstration alone.
        """
        from .companies import Exhibitor
        from .registration import Registration, State

        kinds = [False, True] if self.edition.is_demo else [False]
        earlier = Registration.objects.filter(
            exhibitor=models.OuterRef("pk"),
            state=State.APPROVED,
            exhibition__edition__starts_on__lt=self.edition.starts_on,
            exhibition__edition__is_demo__in=kinds,
        )
        return Exhibitor.objects.filter(models.Exists(earlier))
