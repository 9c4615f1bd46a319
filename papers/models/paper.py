"""Papers, their files and their codes."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries.fields import CountryField

from editions.models import Axis, Edition, EvidenceField, Findable
from forum_portal.validators import validate_file_size, validate_pdf_or_slides

from .programme import Language, Session
from .revisions import Revised


class PaperQuerySet(models.QuerySet):
    def published(self):
        # See also Paper.is_published
        return self.filter(status=Paper.Status.PUBLISHED, edition__status=Edition.Status.PUBLISHED)

    def in_series(self):
        """What counts in the series: published, and not of the demonstration."""
        return self.published().filter(edition__is_demo=False)

    def with_speakers(self):
        return self.prefetch_related("presentations__speaker")


class Paper(Revised, Findable):
    """
    A paper given at one edition.

    Its code never changes: it is the paper's address and stands in citations.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("paper", "draft")
        PUBLISHED = "published", pgettext_lazy("paper", "published")

    sorted_by = "title"
    found_by = ("abstract", "code")
    SHOWN = ("title_ar", "title_en", "title_fr", "session_id", "starts_at", "status")

    edition = models.ForeignKey(
        Edition, models.CASCADE, verbose_name=pgettext_lazy("field", "edition"), related_name="papers"
    )
    code = models.CharField(
        _("code"),
        max_length=16,
        unique=True,
        editable=False,
        help_text=_("Given once, such as 3-07. It never changes."),
    )
    number = models.PositiveIntegerField(_("number"), editable=False)
    title = models.CharField(_("title"), max_length=350)
    abstract = models.TextField(_("abstract"), blank=True)
    session = models.ForeignKey(
        Session,
        models.SET_NULL,
        verbose_name=pgettext_lazy("field", "session"),
        related_name="papers",
        null=True,
        blank=True,
        help_text=_("Where in the programme it is given."),
    )
    order = models.PositiveSmallIntegerField(_("order in the session"), default=0)
    starts_at = models.TimeField(
        _("starts at"), null=True, blank=True, help_text=_("Only if the programme says when in the session.")
    )
    axis = models.ForeignKey(
        Axis,
        models.SET_NULL,
        verbose_name=pgettext_lazy("field", "axis"),
        related_name="papers",
        null=True,
        blank=True,
    )
    countries = CountryField(
        _("countries concerned"), multiple=True, blank=True, help_text=_("The countries the paper is about.")
    )
    language = models.CharField(
        pgettext_lazy("paper", "language"),
        max_length=2,
        choices=Language,
        blank=True,
        help_text=_("The language it was given in; empty if it is not known."),
    )
    status = models.CharField(
        pgettext_lazy("paper", "status"),
        max_length=10,
        choices=Status,
        default=Status.DRAFT,
        help_text=_("Visitors see a paper once it and its edition are published."),
    )
    evidence = EvidenceField()

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ["edition", "number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="paper_number_unique_in_edition"),
            models.CheckConstraint(condition=Q(status__in=["draft", "published"]), name="paper_status_known"),
            models.CheckConstraint(condition=~Q(code=""), name="paper_has_code"),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        errors = {}
        if self.edition_id:
            if self.session_id and self.session.edition_id != self.edition_id:
                errors["session"] = _("This session belongs to another edition.")
            if self.axis_id and self.axis.edition_id != self.edition_id:
                errors["axis"] = _("This axis belongs to another edition.")
        if self.session_id and self.starts_at:
            begin, end = self.session.starts_at, self.session.ends_at
            if not begin or not begin <= self.starts_at < end:
                errors["starts_at"] = _("The session is not being held at this time.")
        if errors:
            raise ValidationError(errors)

    def save(self, **kwargs):
        with transaction.atomic():
            if self._state.adding:
                self.number_it()
            super().save(**kwargs)

    def number_it(self):
        """Give the paper the next number of its edition, or keep the one that was printed."""
        if self.number is None:
            self.number = CodeCounter.objects.allot(self.edition.code_prefix)
        else:
            CodeCounter.objects.reserve(self.edition.code_prefix, self.number)
        self.code = f"{self.edition.code_prefix}-{self.number:02d}"

    def get_absolute_url(self):
        return reverse("papers:paper", args=[self.code])

    @property
    def is_published(self):
        # See also PaperQuerySet.published
        return self.status == self.Status.PUBLISHED and self.edition.is_published


class PaperFile(models.Model):
    """A file of a paper: its text, its slides."""

    class Kind(models.TextChoices):
        PAPER = "paper", pgettext_lazy("file", "paper")
        SLIDES = "slides", pgettext_lazy("file", "slides")
        OTHER = "other", pgettext_lazy("file", "other")

    paper = models.ForeignKey(
        Paper, models.CASCADE, verbose_name=pgettext_lazy("field", "paper"), related_name="files"
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.PAPER)
    file = models.FileField(_("file"), upload_to="papers/", validators=[validate_file_size, validate_pdf_or_slides])
    language = models.CharField(pgettext_lazy("text", "language"), max_length=2, choices=Language, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["order", "pk"]

    def __str__(self):
        return Path(self.file.name).name

    @property
    def format(self):
        """As it is commonly called, such as PDF or PPTX."""
        return Path(self.file.name).suffix.removeprefix(".").upper()

    @property
    def size(self):
        """In bytes; None for a file that is lost, which its page must outlive."""
        try:
            return self.file.size
        except OSError:
            return None

    @property
    def download_name(self):
        """A name that says, among a reader's other files, what it is: 3-07-slides-ar.pdf."""
        parts = [self.paper.code, self.kind, self.language]
        return "-".join(part for part in parts if part) + Path(self.file.name).suffix.lower()


class CodeCounterManager(models.Manager):
    def allot(self, prefix):
        """
        The next number under ``prefix``. It only rises, so that no code is given twice.

        Two editors who save at once are served one after the other: the row is locked.
        """
        with transaction.atomic():
            counter = self.locked(prefix)
            counter.last += 1
            counter.save(update_fields=["last"])
        return counter.last

    def reserve(self, prefix, number):
        """Keep ``number``, which comes from elsewhere, and all below it from being allotted."""
        with transaction.atomic():
            counter = self.locked(prefix)
            counter.last = max(counter.last, number)
            counter.save(update_fields=["last"])

    def locked(self, prefix):
        self.get_or_create(prefix=prefix)
        return self.select_for_update().get(prefix=prefix)


class CodeCounter(models.Model):
    """The last number that was given to a paper of an edition, whether or not the paper is still there."""

    prefix = models.CharField(max_length=8, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    objects = CodeCounterManager()

    class Meta:
        verbose_name = _("code counter")
        verbose_name_plural = _("code counters")

    def __str__(self):
        return f"{self.prefix}-{self.last:02d}"
