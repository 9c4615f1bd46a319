"""What a company shows of itself on its page, besides its name and its description."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editions.models import Findable
from exhibitors import hs
from exhibitors.isic import DIVISIONS
from forum_portal.images import Pictured, renditions_of_picture
from forum_portal.validators import validate_image_size

from .companies import Exhibitor, validate_site

# In characters, of what a company tells of one product.
LONGEST_DESCRIPTION = 600


def of_company(related_name):
    return models.ForeignKey(
        Exhibitor, models.CASCADE, verbose_name=pgettext_lazy("field", "company"), related_name=related_name
    )


class ExhibitorSector(models.Model):
    """A division of ISIC Rev. 4 in which a company works. It has at most five, in ``place`` 1 to 5."""

    MOST = 5

    exhibitor = of_company("sectors")
    code = models.CharField(_("sector"), max_length=2, choices=[(code, code) for code in DIVISIONS])
    place = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["exhibitor", "code"], name="sector_once_per_company"),
            models.UniqueConstraint(fields=["exhibitor", "place"], name="sector_place_once_per_company"),
            models.CheckConstraint(condition=Q(code__in=list(DIVISIONS)), name="sector_is_a_division"),
            models.CheckConstraint(condition=Q(place__gte=1, place__lte=5), name="sector_at_most_five"),
        ]

    def __str__(self):
        return str(self.title)

    @property
    def title(self):
        return DIVISIONS[self.code]


class Product(Findable, Pictured):
    """Something that a company makes or sells. Its picture is read out as its name, if need be in Arabic."""

    MOST = 12

    found_by = ("description", "hs_code")
    PICTURES = {"picture": "name"}

    exhibitor = of_company("shown_products")
    name = models.CharField(_("name"), max_length=120)
    description = models.TextField(_("description"), blank=True, validators=[MaxLengthValidator(LONGEST_DESCRIPTION)])
    hs_code = models.CharField(
        _("HS code"),
        max_length=6,
        blank=True,
        help_text=_("4 or 6 digits, as in 8413.70."),
        validators=[hs.validate_code],
    )
    picture = models.ImageField(_("picture"), upload_to="products/", blank=True, validators=[validate_image_size])
    picture_renditions = renditions_of_picture()
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(hs_code="") | (Q(hs_code__gte="0100", hs_code__lt="98") & ~Q(hs_code__startswith="77")),
                name="product_hs_code_in_a_chapter",
            )
        ]

    def __str__(self):
        return self.name

    def missing_texts(self):
        return ()

    @property
    def dotted_hs_code(self):
        return hs.dotted(self.hs_code)


class Link(models.Model):
    """An address of a company elsewhere. It has at most six, in ``place`` 1 to 6. The portal never fetches it."""

    MOST = 6

    class Kind(models.TextChoices):
        SHOP = "shop", pgettext_lazy("link", "shop")
        CATALOGUE = "catalogue", pgettext_lazy("link", "catalogue")
        VIDEO = "video", pgettext_lazy("link", "video")
        FACEBOOK = "facebook", "Facebook"
        INSTAGRAM = "instagram", "Instagram"
        LINKEDIN = "linkedin", "LinkedIn"
        X = "x", "X"
        YOUTUBE = "youtube", "YouTube"
        OTHER = "other", pgettext_lazy("link", "another page")

    exhibitor = of_company("links")
    kind = models.CharField(pgettext_lazy("link", "kind"), max_length=10, choices=Kind)
    address = models.URLField(_("address"), validators=[validate_site])
    place = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["exhibitor", "place"], name="link_place_once_per_company"),
            models.CheckConstraint(condition=Q(place__gte=1, place__lte=6), name="link_at_most_six"),
            models.CheckConstraint(
                condition=Q(address__startswith="http://") | Q(address__startswith="https://"),
                name="link_is_a_web_address",
            ),
        ]

    def __str__(self):
        return self.address


class Contact(models.Model):
    """
    Somebody at a company whom visitors may turn to.

    Nothing of it is shown unless the company published just that: see Publication. It has no history, so that what
    is deleted is gone.
    """

    MOST = 4
    PARTS = ("name", "office", "email", "phone")

    exhibitor = of_company("contacts")
    name = models.CharField(_("name"), max_length=150, blank=True)
    office = models.CharField(_("office"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name="", office="", email="", phone=""), name="contact_says_something")
        ]

    def __str__(self):
        return next(value for value in (self.name, self.office, self.email, self.phone) if value)

    def shown(self):
        """What visitors see of it, by the name of the part; empty if nothing is published. Needs its publications."""
        published = {publication.part for publication in self.publications.all()}
        return {part: getattr(self, part) for part in self.PARTS if part in published and getattr(self, part)}


class Publication(models.Model):
    """A company's consent that visitors see one part of a contact: when it was given, and to which text."""

    class Part(models.TextChoices):
        NAME = "name", _("name")
        OFFICE = "office", _("office")
        EMAIL = "email", _("e-mail")
        PHONE = "phone", _("telephone")

    contact = models.ForeignKey(
        Contact, models.CASCADE, verbose_name=pgettext_lazy("field", "contact"), related_name="publications"
    )
    part = models.CharField(_("part"), max_length=6, choices=Part)
    published_at = models.DateTimeField(_("published on"), default=timezone.now)
    text_version = models.CharField(_("version of the text"), max_length=20)

    class Meta:
        verbose_name = _("consent to publish")
        verbose_name_plural = _("consents to publish")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["contact", "part"], name="part_of_contact_published_once"),
            models.CheckConstraint(
                condition=Q(part__in=["name", "office", "email", "phone"]), name="publication_part_known"
            ),
            models.CheckConstraint(condition=~Q(text_version=""), name="publication_has_its_text"),
        ]

    def __str__(self):
        return self.get_part_display()
