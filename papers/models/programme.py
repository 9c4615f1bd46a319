"""Rooms and sessions: who meets where, when."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editions.models import Axis, Edition, EvidenceField, Findable

from .revisions import Revised


class Language(models.TextChoices):
    ARABIC = "ar", _("Arabic")
    ENGLISH = "en", _("English")
    FRENCH = "fr", _("French")
    SPANISH = "es", _("Spanish")
    TURKISH = "tr", _("Turkish")


def validate_languages(codes):
    if not isinstance(codes, list) or any(code not in Language.values for code in codes):
        raise ValidationError(_("Choose from the languages listed."), code="language")


class Room(models.Model):
    """A hall of an edition."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, verbose_name=pgettext_lazy("field", "edition"), related_name="rooms"
    )
    name = models.CharField(_("name"), max_length=120)
    capacity = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.name


class SessionQuerySet(models.QuerySet):
    def public(self):
        return self.filter(edition__status=Edition.Status.PUBLISHED)

    def in_series(self):
        """What counts in the series: public, and not of the demonstration."""
        return self.public().filter(edition__is_demo=False)

    def with_contents(self):
        """With all that a programme shows of a session: 5 queries, however many sessions."""
        from .paper import Paper
        from .speakers import Presentation

        people = Presentation.objects.select_related("speaker")
        papers = Paper.objects.published().order_by("order", "number").select_related("axis")
        return self.select_related("room", "axis").prefetch_related(
            models.Prefetch("presentations", people),
            models.Prefetch("papers", papers.prefetch_related(models.Prefetch("presentations", people))),
            "evidence__sources",
        )


class Session(Revised, Findable):
    """
    One item of the programme.

    Its times are those of the host's clock. Where they are not known, a session has
    only a day and an order in it; where not even the day is known, only the order.
    One that was cancelled stays in the programme and says so.
    """

    class Kind(models.TextChoices):
        OPENING = "opening", pgettext_lazy("session", "opening")
        PAPERS = "papers", pgettext_lazy("session", "papers")
        PANEL = "panel", pgettext_lazy("session", "panel")
        BREAK = "break", pgettext_lazy("session", "break")
        MEETING = "meeting", pgettext_lazy("session", "side meeting")
        VISIT = "visit", pgettext_lazy("session", "visit")
        CLOSING = "closing", pgettext_lazy("session", "closing")

    sorted_by = "title"
    found_by = ("description",)
    SHOWN = (
        *("title_ar", "title_en", "title_fr", "description_ar", "description_en", "description_fr"),
        *("day", "starts_at", "ends_at", "room_id", "is_cancelled"),
    )

    edition = models.ForeignKey(
        Edition, models.CASCADE, verbose_name=pgettext_lazy("field", "edition"), related_name="sessions"
    )
    title = models.CharField(_("title"), max_length=250)
    description = models.TextField(_("description"), blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PAPERS)
    axis = models.ForeignKey(
        Axis,
        models.SET_NULL,
        verbose_name=pgettext_lazy("field", "axis"),
        related_name="sessions",
        null=True,
        blank=True,
    )
    day = models.DateField(_("day"), null=True, blank=True, help_text=_("Empty if it is not known."))
    starts_at = models.TimeField(_("starts at"), null=True, blank=True, help_text=_("By the host’s clock."))
    ends_at = models.TimeField(_("ends at"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Its place in the day where times are not known.")
    )
    room = models.ForeignKey(
        Room,
        models.SET_NULL,
        verbose_name=pgettext_lazy("field", "room"),
        related_name="sessions",
        null=True,
        blank=True,
    )
    is_cancelled = models.BooleanField(
        pgettext_lazy("session", "cancelled"),
        default=False,
        db_default=False,
        help_text=_("It stays in the programme and is shown as cancelled, in calendars too."),
    )
    languages = models.JSONField(_("languages spoken"), default=list, blank=True, validators=[validate_languages])
    interpretation = models.JSONField(_("interpreted into"), default=list, blank=True, validators=[validate_languages])
    evidence = EvidenceField()

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("programme", "session")
        verbose_name_plural = pgettext_lazy("programme", "sessions")
        # Unknown days and times last, on either database.
        ordering = [F("day").asc(nulls_last=True), F("starts_at").asc(nulls_last=True), "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at=None, ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="session_ends_after_start",
                violation_error_message=_("A session ends after it starts; give both times or neither."),
            ),
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(day__isnull=False),
                name="session_time_needs_day",
                violation_error_message=_("A time needs a day."),
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        errors = {}
        if bool(self.starts_at) != bool(self.ends_at):
            missing = "ends_at" if self.starts_at else "starts_at"
            errors[missing] = _("Give both times or neither.")
        elif self.starts_at and self.ends_at <= self.starts_at:
            errors["ends_at"] = _("A session ends after it starts.")
        if self.starts_at and not self.day:
            errors["day"] = _("A time needs a day.")
        if self.edition_id:
            if self.room_id and self.room.edition_id != self.edition_id:
                errors["room"] = _("This room belongs to another edition.")
            if self.axis_id and self.axis.edition_id != self.edition_id:
                errors["axis"] = _("This axis belongs to another edition.")
            if self.day and self.edition.date_precision == "day":
                last = self.edition.ends_on
                if self.day < self.edition.starts_on or (last and self.day > last):
                    errors["day"] = _("The edition was not being held on this day.")
        if errors:
            raise ValidationError(errors)

    def get_absolute_url(self):
        return reverse("papers:session", args=[self.pk])

    def get_programme_url(self):
        """Its place in the programme of its edition."""
        return reverse("papers:programme", args=[self.edition.slug]) + f"#session-{self.pk}"

    def follow_revision(self):
        # A paper stands in calendars at the time and in the room of its session.
        self.papers.update(sequence=F("sequence") + 1, changed_at=self.changed_at)

    def language_names(self):
        return [Language(code).label for code in self.languages if code in Language.values]

    def interpretation_names(self):
        return [Language(code).label for code in self.interpretation if code in Language.values]
