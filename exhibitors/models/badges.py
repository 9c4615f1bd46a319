"""The badges that a company's people wear at an exhibition."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editions.codes import new_code

from .registration import Registration

# Of an alphabet of 27 signs: 57 bits, which nobody guesses at a door or from afar.
CODE_LENGTH = 12


class Badge(models.Model):
    """
    One person of a company at one exhibition; written only by exhibitors.badges.

    Its ``code``, which the QR holds, says nothing of the person: only staff who are signed in learn whose it is.
    """

    registration = models.ForeignKey(
        Registration, models.CASCADE, verbose_name=pgettext_lazy("field", "registration"), related_name="badges"
    )
    code = models.CharField(_("code"), max_length=CODE_LENGTH, unique=True, editable=False)
    name_arabic = models.CharField(_("name in Arabic letters"), max_length=80, blank=True)
    name_latin = models.CharField(_("name in Latin letters"), max_length=80, blank=True)
    office = models.CharField(pgettext_lazy("person", "office"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("badge")
        verbose_name_plural = _("badges")
        ordering = ["registration", "pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(code=""), name="badge_has_code"),
            models.CheckConstraint(
                condition=~models.Q(name_arabic="", name_latin=""),
                name="badge_has_name",
                violation_error_message=_("Please enter the name in at least one of the two scripts."),
            ),
        ]

    def __str__(self):
        return self.name_arabic or self.name_latin

    def save(self, **kwargs):
        if not self.code:
            self.code = new_code(Badge, length=CODE_LENGTH)
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse("exhibitors:badge_check", args=[self.code])
