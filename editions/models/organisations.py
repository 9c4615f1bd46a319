"""The bodies behind the forum and the part each took in an edition."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries.fields import CountryField

from forum_portal.arabic.bidi import side_by_side
from forum_portal.images import Pictured, renditions_of_picture
from forum_portal.validators import validate_image_size

from .edition import Edition
from .evidence import EvidenceField
from .findable import Findable


class Organisation(Findable, Pictured):
    """A body: an organisation, a ministry, a chamber, a bank, a company. One over all editions."""

    class Kind(models.TextChoices):
        INTERNATIONAL = "international", _("international organisation")
        GOVERNMENT = "government", _("ministry or public authority")
        AGENCY = "agency", _("public agency")
        REGION = "region", _("regional or local council")
        CHAMBER = "chamber", _("chamber or federation")
        BANK = "bank", _("bank or fund")
        COMPANY = "company", _("company")
        UNIVERSITY = "university", _("university or institute")
        ASSOCIATION = "association", _("association")
        OTHER = "other", pgettext_lazy("organisation", "other")

    found_by = ("short_name", "former_names")
    PICTURES = {"logo": "name"}

    name = models.CharField(_("name"), max_length=250)
    short_name = models.CharField(_("short name"), max_length=80, blank=True)
    former_names = models.TextField(_("former names"), blank=True, help_text=_("One a line, in any language."))
    kind = models.CharField(_("kind"), max_length=15, choices=Kind, default=Kind.OTHER)
    country = CountryField(_("country"), blank=True, help_text=_("Empty for an international organisation."))
    logo = models.ImageField(_("logo"), upload_to="organisations/", blank=True, validators=[validate_image_size])
    logo_renditions = renditions_of_picture()
    site = models.URLField(_("web site"), blank=True)
    evidence = EvidenceField()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["sort_ar"]

    def __str__(self):
        return self.name


class Involvement(models.Model):
    """The part an organisation took in an edition, under the name it had then."""

    class Role(models.TextChoices):
        HOST = "host", pgettext_lazy("role", "host")
        ORGANISER = "organiser", pgettext_lazy("role", "organiser")
        CO_ORGANISER = "co_organiser", pgettext_lazy("role", "co-organiser")
        PARTNER = "partner", pgettext_lazy("role", "partner")
        SPONSOR = "sponsor", pgettext_lazy("role", "sponsor")
        MEDIA_PARTNER = "media_partner", pgettext_lazy("role", "media partner")

    edition = models.ForeignKey(Edition, models.CASCADE, verbose_name=pgettext_lazy("field", "edition"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name=pgettext_lazy("field", "organisation"))
    role = models.CharField(_("role"), max_length=15, choices=Role)
    name_then = models.CharField(
        _("name at the time"), max_length=250, blank=True, help_text=_("Only if it differed from today’s.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0, help_text=_("The order of protocol."))
    evidence = EvidenceField()

    class Meta:
        verbose_name = _("involvement")
        verbose_name_plural = _("involvements")
        ordering = ["order", "pk"]
        default_related_name = "involvements"
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "organisation", "role"],
                name="involvement_once_per_role",
                violation_error_message=_("This organisation has this role already."),
            )
        ]

    def __str__(self):
        return side_by_side(self.name_then or self.organisation, self.get_role_display())

    def in_full(self):
        return side_by_side(self, self.edition)
