"""The one series, and the subjects that run through it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .evidence import EvidenceField
from .findable import Findable


class Series(models.Model):
    """The forum as an institution: its name, who owns it, what it is for. There is one row."""

    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=80, blank=True)
    tagline = models.CharField(_("tagline"), max_length=250, blank=True, help_text=_("One line under the name."))
    owner = models.ForeignKey(
        "editions.Organisation",
        models.SET_NULL,
        verbose_name=_("organising body"),
        related_name="+",
        null=True,
        blank=True,
    )
    about = models.TextField(_("about"), blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    contact_phone = models.CharField(_("contact telephone"), max_length=40, blank=True)
    contact_address = models.CharField(_("postal address"), max_length=250, blank=True)
    evidence = EvidenceField()

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="series_is_one_row")]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self.pk = 1
        super().save(**kwargs)


class Topic(Findable):
    """A subject that the forum comes back to, edition after edition; axes point to it."""

    code = models.SlugField(_("code"), max_length=40, unique=True, help_text=_("Part of the address; never changes."))
    name = models.CharField(_("name"), max_length=120)
    description = models.TextField(_("description"), blank=True)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["sort_ar"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("papers:topic", args=[self.code])
