"""The pavilion of a country: booths that a coordinator hands out to the country's companies."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries.fields import CountryField

from forum_portal.arabic.bidi import side_by_side

from .exhibition import Exhibition


class PavilionQuerySet(models.QuerySet):
    def of(self, user):
        """Pavilions that ``user`` coordinates."""
        return self.filter(coordinators=user)


class Pavilion(models.Model):
    """
    A block of booths for the companies of one country.

    Its booths are not offered to anybody else. Its limit is the booths in it, and who gets
    one is its coordinators' choice; the claim is written by exhibitors.booking as any other.
    """

    exhibition = models.ForeignKey(
        Exhibition, models.CASCADE, verbose_name=pgettext_lazy("field", "exhibition"), related_name="pavilions"
    )
    name = models.CharField(_("name"), max_length=120)
    country = CountryField(_("country"), blank_label=_("Choose a country"))
    note = models.TextField(_("note"), blank=True, help_text=_("For the coordinators; companies do not see it."))
    coordinators = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="exhibitors.Coordinator", related_name="pavilions"
    )

    objects = PavilionQuerySet.as_manager()

    class Meta:
        verbose_name = _("country pavilion")
        verbose_name_plural = _("country pavilions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["exhibition", "country"],
                name="one_pavilion_per_country",
                violation_error_message=_("This country has a pavilion at this exhibition already."),
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("exhibitors:pavilion", args=[self.pk])


class Coordinator(models.Model):
    """A person who hands out the booths of a pavilion."""

    pavilion = models.ForeignKey(
        Pavilion, models.CASCADE, verbose_name=_("country pavilion"), related_name="coordinations"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("person"), related_name="coordinations"
    )

    class Meta:
        verbose_name = _("coordinator of a pavilion")
        verbose_name_plural = _("coordinators of a pavilion")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pavilion", "user"],
                name="coordinator_once_per_person",
                violation_error_message=_("This person coordinates this pavilion already."),
            )
        ]

    def __str__(self):
        return side_by_side(self.user, self.pavilion)


def validate_pavilion(pavilion, *, exhibition_id):
    """Refuse a pavilion of another exhibition, beside its field."""
    if pavilion and pavilion.exhibition_id != exhibition_id:
        raise ValidationError({"pavilion": _("This pavilion belongs to another exhibition.")})
