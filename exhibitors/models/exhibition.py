"""The exhibition of an edition and its floor."""

import math
import re

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editions.models import Edition, EvidenceField


class Currency(models.TextChoices):
    """The currencies of the League's members, and the two that are used between them (ISO 4217)."""

    AED = "AED", _("UAE dirham")
    BHD = "BHD", _("Bahraini dinar")
    DJF = "DJF", _("Djiboutian franc")
    DZD = "DZD", _("Algerian dinar")
    EGP = "EGP", _("Egyptian pound")
    EUR = "EUR", _("euro")
    IQD = "IQD", _("Iraqi dinar")
    JOD = "JOD", _("Jordanian dinar")
    KMF = "KMF", _("Comorian franc")
    KWD = "KWD", _("Kuwaiti dinar")
    LBP = "LBP", _("Lebanese pound")
    LYD = "LYD", _("Libyan dinar")
    MAD = "MAD", _("Moroccan dirham")
    MRU = "MRU", _("Mauritanian ouguiya")
    OMR = "OMR", _("Omani rial")
    QAR = "QAR", _("Qatari riyal")
    SAR = "SAR", _("Saudi riyal")
    SDG = "SDG", _("Sudanese pound")
    SOS = "SOS", _("Somali shilling")
    SYP = "SYP", _("Syrian pound")
    TND = "TND", _("Tunisian dinar")
    USD = "USD", _("US dollar")
    YER = "YER", _("Yemeni rial")


class ExhibitionQuerySet(models.QuerySet):
    def public(self):
        return self.filter(edition__status=Edition.Status.PUBLISHED)

    def open(self, now=None):
        # See also Exhibition.is_open
        now = now or timezone.now()
        return self.public().filter(opens_at__lte=now, closes_at__gt=now)


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
    lock_at = models.DateTimeField(
        _("withdrawal until"), null=True, blank=True, help_text=_("After it, only staff can withdraw a company.")
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
    currency = models.CharField(_("currency"), max_length=3, choices=Currency, blank=True)
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
            )
        ]

    def __str__(self):
        return str(self.edition)

    def clean(self):
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": _("Registration closes after it opens.")})

    def get_absolute_url(self):
        return reverse("exhibitors:exhibition", args=[self.edition.slug])

    def is_open(self, now=None):
        # See also ExhibitionQuerySet.open
        now = now or timezone.now()
        return bool(
            self.edition.is_published and self.opens_at and self.closes_at and self.opens_at <= now < self.closes_at
        )


class BoothCategory(models.Model):
    """A class of booths with one price."""

    exhibition = models.ForeignKey(
        Exhibition, models.CASCADE, verbose_name=pgettext_lazy("field", "exhibition"), related_name="categories"
    )
    code = models.SlugField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=80)
    description = models.TextField(_("description"), blank=True, help_text=_("What is included."))
    price = models.DecimalField(
        _("price"),
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("In the exhibition’s currency; empty if it is not for sale."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("booth category")
        verbose_name_plural = _("booth categories")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["exhibition", "code"], name="booth_category_code_unique_in_exhibition")
        ]

    def __str__(self):
        return self.name


# In metres; no hall is larger.
FARTHEST = 1000


def area_of(outline):
    """The area of a polygon in square metres (the shoelace formula)."""
    pairs = zip(outline, outline[1:] + outline[:1], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def validate_outline(outline):
    """A polygon: three points or more, each a pair of metres on the floor, around some area."""
    is_polygon = (
        isinstance(outline, list)
        and len(outline) >= 3
        and all(
            isinstance(point, list)
            and len(point) == 2
            and all(isinstance(n, int | float) and not isinstance(n, bool) for n in point)
            for point in outline
        )
    )
    if not is_polygon:
        raise ValidationError(
            _("The outline is a list of at least three points, such as [[0, 0], [3, 0], [3, 3]]."), code="outline"
        )
    # Asked in this form, it refuses infinity and what is not a number too.
    if not all(0 <= n <= FARTHEST for point in outline for n in point):
        raise ValidationError(
            _("The numbers of the outline are metres from 0 to %(farthest)s."),
            code="outline_far",
            params={"farthest": FARTHEST},
        )
    if not area_of(outline):
        raise ValidationError(
            _("The outline encloses no area. Please enter the corners in the order in which they follow each other."),
            code="outline_flat",
        )


def distance_to_wall(point, start, end):
    """How far ``point`` is from the straight wall between two corners."""
    (x, y), (x1, y1), (x2, y2) = point, start, end
    length = (x2 - x1) ** 2 + (y2 - y1) ** 2
    along = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length if length else 0
    along = min(1, max(0, along))
    return math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1))


def encloses(walls, point):
    """Whether ``point`` lies inside: a line from it to the side crosses an odd number of walls."""
    x, y = point
    crossed = [1 for (x1, y1), (x2, y2) in walls if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1)]
    return len(crossed) % 2 == 1


def innermost(outline):
    """
    The point inside ``outline`` that is farthest from its walls, of a grid of points.

    In a rectangle that is the middle. In a booth with a corner cut out, the middle of the
    box around it may lie in the neighbour's booth.
    """
    xs, ys = zip(*outline, strict=True)
    middle = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    if len(outline) <= 4:
        return middle
    walls = list(zip(outline, outline[1:] + outline[:1], strict=True))
    steps = range(1, 16)
    grid = [
        (min(xs) + (max(xs) - min(xs)) * i / 16, min(ys) + (max(ys) - min(ys)) * j / 16) for i in steps for j in steps
    ]
    inside = [point for point in grid if encloses(walls, point)]
    return max(inside, key=lambda point: min(distance_to_wall(point, *wall) for wall in walls), default=middle)


class BoothQuerySet(models.QuerySet):
    def for_sale(self):
        """Booths that a company can ask for; the others are placed by staff."""
        # See also Booth.is_for_sale
        return self.filter(category__price__isnull=False)

    def free(self, now):
        """Booths that nobody has at the moment ``now``."""
        from .registration import Claim

        return self.exclude(models.Exists(Claim.objects.current(now).filter(booth=models.OuterRef("pk"))))

    def with_claims(self):
        """With the claims that are not released, and who made them: 1 query more."""
        from .registration import Claim

        claims = Claim.objects.unreleased().select_related("registration__exhibitor")
        return self.prefetch_related(models.Prefetch("claims", claims, to_attr="open_claims"))


class Standing(models.TextChoices):
    """How a booth stands for a visitor at one moment. It is worked out, never stored."""

    FREE = "free", pgettext_lazy("booth", "free")
    HELD = "held", pgettext_lazy("booth", "being booked")
    RESERVED = "reserved", pgettext_lazy("booth", "reserved")
    TAKEN = "taken", pgettext_lazy("booth", "taken")
    KEPT = "kept", pgettext_lazy("booth", "kept by the organisers")


class Booth(models.Model):
    """
    A place on the floor.

    Who has it is recorded by Claim alone; a booth that staff close is a claim
    without a registration.
    """

    exhibition = models.ForeignKey(
        Exhibition, models.CASCADE, verbose_name=pgettext_lazy("field", "exhibition"), related_name="booths"
    )
    category = models.ForeignKey(
        BoothCategory, models.PROTECT, verbose_name=pgettext_lazy("booth", "category"), related_name="booths"
    )
    code = models.CharField(_("code"), max_length=8, help_text=_("As on the sign, such as A12."))
    outline = models.JSONField(
        _("outline"),
        validators=[validate_outline],
        help_text=_("Its corners as [x, y] in metres from the corner of the floor where the entrance is."),
    )

    objects = BoothQuerySet.as_manager()

    class Meta:
        verbose_name = _("booth")
        verbose_name_plural = _("booths")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["exhibition", "code"],
                name="booth_code_unique_in_exhibition",
                violation_error_message=_("Another booth of this exhibition has this code."),
            )
        ]

    def __str__(self):
        return self.code

    def clean(self):
        if self.category_id and self.exhibition_id and self.category.exhibition_id != self.exhibition_id:
            raise ValidationError({"category": _("This category belongs to another exhibition.")})

    @property
    def area(self):
        """Its area in square metres."""
        return area_of(self.outline)

    def svg_points(self):
        """The outline for the ``points`` of an SVG polygon, in metres."""
        return " ".join(f"{x},{y}" for x, y in self.outline)

    def centre(self):
        """Where its code is written, in metres: the point that is farthest from its walls."""
        return innermost(self.outline)

    def sign_order(self):
        """The order of the signs in the hall: A2 before A10."""
        return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", self.code)]

    @property
    def is_for_sale(self):
        # See also BoothQuerySet.for_sale
        return self.category.price is not None

    def current_claim(self, now):
        """The claim that counts at ``now``. Needs with_claims()."""
        return next((held for held in self.open_claims if held.is_current(now)), None)

    def standing(self, now):
        """How the booth stands at ``now``. Needs with_claims()."""
        from .registration import State

        held = self.current_claim(now)
        if held is None:
            return Standing.FREE if self.is_for_sale else Standing.KEPT
        if held.registration is None:
            return Standing.KEPT
        if held.registration.state == State.APPROVED:
            return Standing.TAKEN
        return Standing.HELD if held.expires_at else Standing.RESERVED

    def occupant(self, now):
        """The company that stands here, once staff have approved it. Needs with_claims()."""
        if self.standing(now) == Standing.TAKEN:
            return self.current_claim(now).registration.exhibitor
        return None
