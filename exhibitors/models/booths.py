"""The booths of an exhibition, by category, and how they stand at one moment."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exhibitors.outlines import area_of, innermost, validate_outline

from .exhibition import Exhibition
from .money import DIGITS, validate_decimals
from .pavilions import validate_pavilion


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
        **DIGITS,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("In the exhibition’s currency; empty if it is not for sale."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    badges = models.PositiveSmallIntegerField(
        _("badges"), default=3, help_text=_("How many people of a company with such a booth get a badge.")
    )

    class Meta:
        verbose_name = _("booth category")
        verbose_name_plural = _("booth categories")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["exhibition", "code"], name="booth_category_code_unique_in_exhibition")
        ]

    def __str__(self):
        return self.name

    def clean(self):
        if self.price is not None and self.exhibition_id and self.exhibition.currency:
            try:
                validate_decimals(self.price, self.exhibition.currency)
            except ValidationError as error:
                raise ValidationError({"price": error}) from None


class BoothQuerySet(models.QuerySet):
    def for_sale(self):
        """Booths that a company can ask for; the others are placed by staff."""
        # See also Booth.is_for_sale
        return self.filter(category__price__isnull=False)

    def open_to_all(self):
        """Booths for sale that are not set aside for the companies of a country."""
        # See also Booth.is_open_to_all
        return self.for_sale().filter(pavilion=None)

    def free(self, now):
        """Booths that nobody has at the moment ``now``."""
        from .registration import Claim

        return self.exclude(models.Exists(Claim.objects.current(now).filter(booth=models.OuterRef("pk"))))

    def with_claims(self):
        """With the claims that are not released, and the state of the registrations that made them: 1 query more."""
        from .registration import Claim

        claims = Claim.objects.unreleased().annotate(state=models.F("registration__state"))
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

    pavilion = models.ForeignKey(
        "exhibitors.Pavilion",
        models.SET_NULL,
        verbose_name=_("country pavilion"),
        related_name="booths",
        null=True,
        blank=True,
        help_text=_("Set aside for the companies of this country."),
    )
    # Since when it stands in its category, open to all or not. A waiting list is owed it from then on.
    placed_at = models.DateTimeField(default=timezone.now, editable=False)

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
        validate_pavilion(self.pavilion, exhibition_id=self.exhibition_id)

    def save(self, **kwargs):
        """Save, noting the moment if the booth came into another category or pavilion. Causes 1 query more."""
        placed = Booth.objects.filter(pk=self.pk).values_list("category", "pavilion").first()
        if placed and placed != (self.category_id, self.pavilion_id):
            self.placed_at = timezone.now()
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "placed_at"}
        super().save(**kwargs)

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

    @property
    def is_open_to_all(self):
        # See also BoothQuerySet.open_to_all
        return self.is_for_sale and self.pavilion_id is None

    def current_claim(self, now):
        """The claim that counts at ``now``. Needs with_claims()."""
        return next((held for held in self.open_claims if held.is_current(now)), None)

    def standing(self, now):
        """
        How the booth stands at ``now``, if no waiting list is owed it. Needs with_claims().

        Whether one is, only the whole category tells: see exhibitors.plan.stands_of().
        """
        from .registration import State

        held = self.current_claim(now)
        if held is None and self.is_for_sale:
            return Standing.FREE if self.is_open_to_all else Standing.RESERVED
        if held is None:
            return Standing.KEPT
        if held.entry_id:
            return Standing.HELD
        if held.registration_id is None:
            return Standing.KEPT
        if held.state == State.APPROVED:
            return Standing.TAKEN
        return Standing.HELD if held.expires_at else Standing.RESERVED

    def occupant(self, now):
        """The company that stands here, once staff have approved it. Needs with_claims()."""
        if self.standing(now) == Standing.TAKEN:
            return self.current_claim(now).registration.exhibitor
        return None
