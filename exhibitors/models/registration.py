"""A company at an exhibition, and its hold on a booth."""

import math
import uuid

from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forum_portal.arabic.bidi import side_by_side

from .booths import Booth
from .exhibition import Exhibition

# What one booth can ask for: a firm that needs more writes it in words.
MOST_KILOWATTS = 200
MOST_FURNITURE = 50
# In characters, of what a company tells of itself: a page and a half.
LONGEST_TEXT = 3000


class State(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("registration", "draft")
    SUBMITTED = "submitted", pgettext_lazy("registration", "submitted")
    RETURNED = "returned", pgettext_lazy("registration", "returned for correction")
    APPROVED = "approved", pgettext_lazy("registration", "approved")
    REJECTED = "rejected", pgettext_lazy("registration", "rejected")
    WITHDRAWN = "withdrawn", pgettext_lazy("registration", "withdrawn")


# The states that leave a company free to register again. Outside Registration so that
# its constraint can use the same list: Meta cannot see the class around it.
CLOSED_STATES = [State.REJECTED, State.WITHDRAWN]


class RegistrationQuerySet(models.QuerySet):
    def open(self):
        # See also Registration.is_open
        return self.exclude(state__in=CLOSED_STATES)

    def waiting(self):
        """Those that wait for a decision of staff, the one that waits longest first."""
        return self.filter(state=State.SUBMITTED).order_by("submitted_at", "pk")

    def of(self, user):
        """Registrations of the companies that ``user`` acts for: none, where nobody is signed in."""
        return self.filter(exhibitor__memberships__user__in=[user.pk])


class Registration(models.Model):
    """
    A company's wish to exhibit at one edition.

    Its state changes only through exhibitors.transitions, its booths only through
    exhibitors.booking.
    """

    # What may still be written to, and hold a booth for a while.
    EDITABLE_STATES = [State.DRAFT, State.RETURNED]
    # What the organisers have, and which may be completed until its deadlines. See also exhibitors.steps.
    SENT_STATES = [State.SUBMITTED, State.APPROVED]

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    exhibition = models.ForeignKey(
        Exhibition, models.CASCADE, verbose_name=pgettext_lazy("field", "exhibition"), related_name="registrations"
    )
    exhibitor = models.ForeignKey(
        "exhibitors.Exhibitor",
        models.PROTECT,
        verbose_name=pgettext_lazy("field", "company"),
        related_name="registrations",
    )
    state = models.CharField(
        pgettext_lazy("registration", "state"), max_length=10, choices=State, default=State.DRAFT, editable=False
    )
    contact_name = models.CharField(_("contact person"), max_length=150)
    contact_email = models.EmailField(_("contact e-mail"))
    contact_phone = models.CharField(_("contact telephone"), max_length=40, blank=True)
    products = models.TextField(_("products on show"), blank=True, validators=[MaxLengthValidator(LONGEST_TEXT)])
    power_kw = models.DecimalField(
        _("electric power"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(MOST_KILOWATTS)],
        help_text=_("In kilowatts; 3.5 for example. The sum of what all your devices draw at the same time."),
    )
    water = models.BooleanField(_("a water connection, with its drain"), default=False)
    internet = models.BooleanField(_("a wired internet connection"), default=False)
    tables = models.PositiveSmallIntegerField(
        _("tables"), null=True, blank=True, validators=[MaxValueValidator(MOST_FURNITURE)]
    )
    chairs = models.PositiveSmallIntegerField(
        _("chairs"), null=True, blank=True, validators=[MaxValueValidator(MOST_FURNITURE)]
    )
    requirements = models.TextField(
        _("other requirements"),
        blank=True,
        help_text=_("Heavy machines, compressed air, cold storage, anything else."),
        validators=[MaxLengthValidator(LONGEST_TEXT)],
    )
    # Empty until the company has said what it needs, which may be nothing.
    requirements_at = models.DateTimeField(_("requirements told on"), null=True, blank=True, editable=False)
    copied_from = models.ForeignKey(
        "self",
        models.SET_NULL,
        verbose_name=_("begun as a copy of"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    pavilion = models.ForeignKey(
        "exhibitors.Pavilion",
        models.SET_NULL,
        verbose_name=_("country pavilion"),
        related_name="registrations",
        null=True,
        blank=True,
        editable=False,
        help_text=_("Where the company asks for a place."),
    )
    terms_accepted_at = models.DateTimeField(_("terms accepted on"), null=True, blank=True, editable=False)
    terms_version = models.CharField(_("version of the terms"), max_length=20, blank=True, editable=False)
    reason = models.TextField(
        _("reason"), blank=True, editable=False, help_text=_("What staff told the company last.")
    )
    created_at = models.DateTimeField(_("begun on"), default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(_("submitted on"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    more_badges = models.PositiveSmallIntegerField(
        _("more badges"), default=0, help_text=_("On top of those that come with the booth’s category.")
    )

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("exhibition", "registration")
        verbose_name_plural = pgettext_lazy("exhibition", "registrations")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["exhibition", "exhibitor"],
                condition=~Q(state__in=CLOSED_STATES),
                name="one_open_registration_per_company",
                violation_error_message=_("This company has a registration for this exhibition already."),
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="registration_state_known"),
        ]

    def __str__(self):
        return side_by_side(self.exhibitor, self.exhibition)

    def get_absolute_url(self):
        return reverse("exhibitors:registration", args=[self.public_id])

    @property
    def is_open(self):
        # See also RegistrationQuerySet.open
        return self.state not in CLOSED_STATES

    @property
    def is_editable(self):
        return self.state in self.EDITABLE_STATES

    @property
    def is_sent(self):
        """Whether the organisers have it: they read it, or they have confirmed it."""
        return self.state in self.SENT_STATES

    def held_claim(self, slot=1):
        """Its claim on a booth that is not released, whether the hold has run out or not. Causes 1 query."""
        return self.claims.held().filter(slot=slot).select_related("booth__category").first()

    def may_be_withdrawn(self, now):
        """Whether the company may withdraw by itself."""
        return self.is_open and (self.exhibition.lock_at is None or now < self.exhibition.lock_at)


class ClaimQuerySet(models.QuerySet):
    def unreleased(self):
        return self.filter(released_at=None)

    def held(self):
        """Claims on the booths that companies have chosen or were given: no offers, and none that are released."""
        # See also Claim.is_held
        return self.unreleased().filter(entry=None, registration__isnull=False)

    def offers(self):
        """Claims that keep a booth for the head of a waiting list, and are not released."""
        return self.unreleased().filter(entry__isnull=False)

    def current(self, now=None):
        """Claims that keep others out at the moment ``now``."""
        # See also Claim.is_current
        return self.unreleased().filter(Q(expires_at=None) | Q(expires_at__gt=now or timezone.now()))


class Claim(models.Model):
    """
    A registration's hold on a booth: the only record of who has it.

    Without a registration it is staff who keep the booth, and ``note`` says why. It has
    no state: whether it counts follows from ``released_at`` and ``expires_at``.
    """

    class Released(models.TextChoices):
        EXPIRED = "expired", pgettext_lazy("claim", "expired")
        MOVED = "moved", pgettext_lazy("claim", "moved to another booth")
        RELEASED = "released", pgettext_lazy("claim", "given back")
        REJECTED = "rejected", pgettext_lazy("claim", "registration rejected")
        WITHDRAWN = "withdrawn", pgettext_lazy("claim", "registration withdrawn")
        STAFF = "staff", pgettext_lazy("claim", "released by staff")
        ACCEPTED = "accepted", pgettext_lazy("claim", "offer accepted")
        DECLINED = "declined", pgettext_lazy("claim", "offer declined")
        TAKEN_BACK = "taken_back", pgettext_lazy("claim", "taken back by the pavilion")

    booth = models.ForeignKey(
        Booth, models.PROTECT, verbose_name=pgettext_lazy("field", "booth"), related_name="claims"
    )
    registration = models.ForeignKey(
        Registration,
        models.CASCADE,
        verbose_name=pgettext_lazy("field", "registration"),
        related_name="claims",
        null=True,
        blank=True,
    )
    entry = models.ForeignKey(
        "exhibitors.WaitingEntry",
        models.CASCADE,
        verbose_name=_("place in a waiting list"),
        related_name="claims",
        null=True,
        blank=True,
        help_text=_("Then the claim is an offer, which the company may accept until it ends."),
    )
    # An offer stands beside the booths that a company has: in slot 0, one for each of its waiting lists.
    slot = models.PositiveSmallIntegerField(
        _("slot"), default=1, validators=[MinValueValidator(0), MaxValueValidator(3)]
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("claimed on"), default=timezone.now)
    expires_at = models.DateTimeField(_("held until"), null=True, blank=True)
    released_at = models.DateTimeField(_("released on"), null=True, blank=True)
    released_why = models.CharField(_("released because"), max_length=10, choices=Released, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["pk"]
        constraints = [
            # booking.claim() refuses first, politely. This is the floor under it.
            models.UniqueConstraint(
                fields=["booth"],
                condition=Q(released_at=None),
                name="one_unreleased_claim_per_booth",
                violation_error_message=_("This booth is taken."),
            ),
            models.UniqueConstraint(
                fields=["registration", "slot"],
                condition=Q(released_at=None, entry=None),
                name="one_unreleased_claim_per_slot",
                violation_error_message=_("This registration holds a booth already."),
            ),
            models.CheckConstraint(
                condition=Q(released_at=None, released_why="") | (Q(released_at__isnull=False) & ~Q(released_why="")),
                name="claim_released_with_reason",
            ),
            models.UniqueConstraint(
                fields=["entry"], condition=Q(released_at=None), name="one_unreleased_offer_per_waiting_entry"
            ),
            models.CheckConstraint(
                condition=Q(slot__gte=1, slot__lte=3, entry=None)
                | Q(slot=0, entry__isnull=False, registration__isnull=False, expires_at__isnull=False),
                name="claim_slot_1_to_3_or_offer",
            ),
        ]

    def __str__(self):
        return side_by_side(self.booth, self.registration or self.note)

    @property
    def is_held(self):
        # See also ClaimQuerySet.held
        return self.released_at is None and self.entry_id is None and self.registration_id is not None

    def is_current(self, now=None):
        # See also ClaimQuerySet.current
        return self.released_at is None and (self.expires_at is None or self.expires_at > (now or timezone.now()))

    def seconds_left(self, now):
        """How long the hold lasts yet, in seconds begun: None without an end, 0 when it has run out."""
        if self.expires_at is None:
            return None
        return max(0, math.ceil((self.expires_at - now).total_seconds()))

    def minutes_left(self, now):
        """As seconds_left(), in minutes begun."""
        seconds = self.seconds_left(now)
        return None if seconds is None else math.ceil(seconds / 60)
