"""Files, pictures and news."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forum_portal.images import Pictured, renditions_of_picture
from forum_portal.validators import validate_file_size, validate_image_size, validate_pdf_or_slides

from .contents import edition_key
from .edition import Edition


class Document(models.Model):
    """A file about an edition: its programme, its final report, a declaration."""

    class Kind(models.TextChoices):
        PROGRAMME = "programme", pgettext_lazy("document", "programme")
        REPORT = "report", pgettext_lazy("document", "report")
        DECLARATION = "declaration", pgettext_lazy("document", "declaration")
        VENUE_PLAN = "plan", pgettext_lazy("document", "plan of the venue")
        OTHER = "other", pgettext_lazy("document", "other")

    edition = edition_key("documents")
    title = models.CharField(_("title"), max_length=250)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.OTHER)
    file = models.FileField(
        _("file"), upload_to="editions/documents/", validators=[validate_file_size, validate_pdf_or_slides]
    )
    language = models.CharField(
        pgettext_lazy("text", "language"), max_length=2, blank=True, help_text=_("Two letters, such as ar.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.title


class Photo(Pictured):
    """A picture from an edition."""

    PICTURES = {"image": "alt"}

    edition = edition_key("photos")
    image = models.ImageField(_("picture"), upload_to="editions/photos/", validators=[validate_image_size])
    image_renditions = renditions_of_picture()
    alt = models.CharField(_("what it shows"), max_length=250, help_text=_("For readers who cannot see it."))
    caption = models.CharField(_("caption"), max_length=250, blank=True)
    credit = models.CharField(_("photographer"), max_length=120, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.alt


class AnnouncementQuerySet(models.QuerySet):
    def published(self):
        """What visitors see: published, its moment has come, and its edition, if it has one, is published too."""
        return self.to_be_seen().filter(published_at__lte=timezone.now())

    def to_be_seen(self):
        """What visitors see from ``published_at`` on."""
        seen = models.Q(edition=None) | models.Q(edition__status=Edition.Status.PUBLISHED)
        return self.filter(seen, status=Announcement.Status.PUBLISHED)


class Announcement(models.Model):
    """News of the series, or of one edition."""

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("announcement", "draft")
        PUBLISHED = "published", pgettext_lazy("announcement", "published")

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=250)
    body = models.TextField(_("text"))
    edition = models.ForeignKey(
        Edition,
        models.CASCADE,
        verbose_name=pgettext_lazy("field", "edition"),
        related_name="announcements",
        null=True,
        blank=True,
        help_text=_("Empty if it concerns the whole series."),
    )
    published_at = models.DateTimeField(_("published on"), default=timezone.now)
    status = models.CharField(
        pgettext_lazy("announcement", "status"), max_length=10, choices=Status, default=Status.DRAFT
    )

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        ordering = ["-published_at"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("editions:announcement", args=[self.slug])
