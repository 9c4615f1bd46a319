"""One gathering of the forum."""

import zoneinfo

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries.fields import CountryField

from forum_portal.arabic import dates
from forum_portal.arabic.countries import country_order
from forum_portal.arabic.hijri import format_hijri_period
from forum_portal.images import Pictured, renditions_of_picture
from forum_portal.validators import validate_image_size

from .evidence import EvidenceField
from .findable import Findable


class DatePrecision(models.TextChoices):
    DAY = "day", pgettext_lazy("precision", "day")
    MONTH = "month", pgettext_lazy("precision", "month")
    YEAR = "year", pgettext_lazy("precision", "year")


class DelegationOrder(models.TextChoices):
    PROTOCOL = "protocol", _("the host first, then by the Arabic alphabet")
    ALPHABET = "alphabet", _("by the Arabic alphabet, as in the League")
    ENTERED = "entered", _("as they are numbered below")


class HijriCorrection(models.IntegerChoices):
    """By how many days the host's own Hijri dates are higher than those of Umm al-Qura."""

    TWO_LESS = -2, _("two days less")
    ONE_LESS = -1, _("one day less")
    NONE = 0, _("as in the calendar of Umm al-Qura")
    ONE_MORE = 1, _("one day more")
    TWO_MORE = 2, _("two days more")


def validate_time_zone(name):
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("Unknown time zone. An example is Africa/Casablanca."), code="time_zone")


class EditionQuerySet(models.QuerySet):
    def published(self):
        # See also Edition.is_published
        return self.filter(status=Edition.Status.PUBLISHED)

    def in_series(self):
        """What counts in the series: published, and not the demonstration."""
        return self.published().filter(is_demo=False)

    def with_evidence(self):
        return self.prefetch_related("evidence__sources")


class Edition(Findable, Pictured):
    """
    One gathering of the forum: when, where, about what, by whom.

    ``starts_on`` is exact to ``date_precision``: an edition known by its year alone has
    1 January there. ``ends_on`` is empty where the last day is not known.
    """

    class Mode(models.TextChoices):
        IN_PERSON = "in_person", _("in person")
        ONLINE = "online", _("online")
        HYBRID = "hybrid", _("in person and online")

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("edition", "draft")
        PUBLISHED = "published", pgettext_lazy("edition", "published")

    sorted_by = "title"
    found_by = ("theme", "city", "slug")
    PICTURES = {"cover": "cover_alt"}

    number = models.PositiveSmallIntegerField(
        _("number"),
        unique=True,
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(99)],
        help_text=_("The edition’s place in the series, from 1. Empty for what is outside the series."),
        error_messages={"unique": _("Another edition has this number.")},
    )
    slug = models.SlugField(
        _("address"),
        max_length=40,
        unique=True,
        blank=True,
        help_text=_("The last part of the page’s address. Left empty, it is the number."),
    )
    code_prefix = models.SlugField(
        _("prefix of paper codes"),
        max_length=8,
        unique=True,
        blank=True,
        help_text=_("Papers are numbered after it: 3 gives 3-01. Left empty, it is the number. It never changes."),
    )
    title = models.CharField(_("title"), max_length=250)
    theme = models.CharField(_("theme"), max_length=300, blank=True, help_text=_("Without quotation marks."))
    about = models.TextField(_("about"), blank=True)
    starts_on = models.DateField(
        _("first day"), help_text=_("If only the month or the year is known, its first day; say so below.")
    )
    ends_on = models.DateField(_("last day"), null=True, blank=True, help_text=_("Empty if it is not known."))
    date_precision = models.CharField(
        _("the date is known to the"), max_length=5, choices=DatePrecision, default=DatePrecision.DAY
    )
    hijri_correction = models.SmallIntegerField(
        _("Hijri date"),
        choices=HijriCorrection,
        default=HijriCorrection.NONE,
        help_text=_("Another than by the calendar where the host country saw the moon on another day."),
    )
    mode = models.CharField(
        _("attendance mode"), max_length=10, choices=Mode, blank=True, help_text=_("Empty if it is not known.")
    )
    city = models.CharField(_("city"), max_length=120, blank=True)
    country = CountryField(_("country"), blank=True)
    venue = models.CharField(_("venue"), max_length=250, blank=True)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("In degrees, north positive."),
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("In degrees, east positive."),
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=50,
        default="Africa/Casablanca",
        validators=[validate_time_zone],
        help_text=_("The host’s, such as Africa/Cairo. All times of the programme are in it."),
    )
    delegation_order = models.CharField(
        _("order of the countries"),
        max_length=8,
        choices=DelegationOrder,
        default=DelegationOrder.PROTOCOL,
        help_text=_("How the participating countries follow each other on the edition’s page."),
    )
    patron = models.CharField(_("patron"), max_length=250, blank=True)
    opener = models.CharField(_("opening"), max_length=250, blank=True)
    cover = models.ImageField(
        _("cover picture"), upload_to="editions/covers/", blank=True, validators=[validate_image_size]
    )
    cover_renditions = renditions_of_picture()
    cover_alt = models.CharField(
        _("what the cover shows"), max_length=250, blank=True, help_text=_("For readers who cannot see it.")
    )
    status = models.CharField(
        pgettext_lazy("edition", "status"),
        max_length=10,
        choices=Status,
        default=Status.DRAFT,
        help_text=_("Visitors see an edition only once it is published."),
    )
    is_demo = models.BooleanField(
        _("demonstration"),
        default=False,
        help_text=_("Invented to show the portal. Each page says so, and no total counts it."),
    )
    organisations = models.ManyToManyField(
        "editions.Organisation", through="editions.Involvement", related_name="editions"
    )
    evidence = EvidenceField()

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("forum", "edition")
        verbose_name_plural = pgettext_lazy("forum", "editions")
        ordering = ["-starts_on", "-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="edition_ends_on_or_after_start",
                violation_error_message=_("The last day cannot be before the first day."),
            ),
            models.CheckConstraint(
                condition=Q(date_precision="day") | Q(starts_on__day=1, ends_on=None),
                name="edition_vague_date_has_no_days",
                violation_error_message=_("Only a date known to the day has a last day."),
            ),
            models.CheckConstraint(
                condition=~Q(date_precision="year") | Q(starts_on__month=1),
                name="edition_year_alone_has_no_month",
            ),
            models.CheckConstraint(
                condition=Q(is_demo=False) | Q(number=None),
                name="edition_demo_has_no_number",
                violation_error_message=_("A demonstration has no number in the series."),
            ),
            models.CheckConstraint(condition=Q(status__in=["draft", "published"]), name="edition_status_known"),
            models.CheckConstraint(
                condition=Q(delegation_order__in=DelegationOrder.values), name="edition_delegation_order_known"
            ),
            models.CheckConstraint(
                condition=Q(hijri_correction__in=HijriCorrection.values), name="edition_hijri_correction_known"
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        self.fill_in()
        errors = {}
        if self.starts_on and self.ends_on:
            if self.date_precision != DatePrecision.DAY:
                errors["ends_on"] = _("Only a date known to the day has a last day. Empty this field.")
            elif self.ends_on < self.starts_on:
                errors["ends_on"] = _("The last day cannot be before the first day.")
        if self.is_demo and self.number:
            errors["number"] = _("A demonstration has no number in the series.")
        if not self.slug:
            errors["slug"] = _("An edition without a number needs an address of its own.")
        if errors:
            raise ValidationError(errors)

    def validate_unique(self, exclude=None):
        try:
            super().validate_unique(exclude)
        except ValidationError as error:
            # What follows from the number is taken with it; one sentence at the number says so.
            if "number" in error.error_dict:
                for field in ("slug", "code_prefix"):
                    if getattr(self, field) == str(self.number):
                        error.error_dict.pop(field, None)
            raise

    def save(self, **kwargs):
        self.fill_in()
        super().save(**kwargs)

    def fill_in(self):
        """Complete what follows from other fields: the address, the prefix, the first day of a vague date."""
        self.slug = self.slug or (str(self.number) if self.number else "")
        self.code_prefix = self.code_prefix or (str(self.number) if self.number else self.slug[:8])
        if self.starts_on and self.date_precision == DatePrecision.YEAR:
            self.starts_on = self.starts_on.replace(month=1, day=1)
        elif self.starts_on and self.date_precision == DatePrecision.MONTH:
            self.starts_on = self.starts_on.replace(day=1)

    def get_absolute_url(self):
        return reverse("edition", args=[self.slug])

    @property
    def is_published(self):
        # See also EditionQuerySet.published
        return self.status == self.Status.PUBLISHED

    @property
    def year(self):
        return self.starts_on.year

    @property
    def zone(self):
        return zoneinfo.ZoneInfo(self.time_zone)

    def today(self):
        """The date at the host's place, now."""
        return timezone.now().astimezone(self.zone).date()

    @property
    def is_past(self):
        """Whether it is over; one known by its year alone is over when that year is."""
        today = self.today()
        if self.date_precision == DatePrecision.YEAR:
            return self.starts_on.year < today.year
        if self.date_precision == DatePrecision.MONTH:
            return (self.starts_on.year, self.starts_on.month) < (today.year, today.month)
        return (self.ends_on or self.starts_on) < today

    @property
    def is_running(self):
        """Whether today is one of its days."""
        return self.runs_on(self.today())

    def runs_on(self, day):
        if self.date_precision != DatePrecision.DAY:
            return False
        return self.starts_on <= day <= (self.ends_on or self.starts_on)

    def delegations_in_order(self):
        """
        The countries that took part, in the order that the edition asks for.

        By protocol the host comes first; the others follow in the order of the League.
        """
        found = list(self.delegations.all())
        if self.delegation_order != DelegationOrder.ENTERED:
            found.sort(key=lambda delegation: country_order(delegation.country.code))
        if self.delegation_order == DelegationOrder.PROTOCOL:
            found.sort(key=lambda delegation: delegation.country != self.country)
        return found

    def dates(self, called=dates.month_name):
        """The dates in words, in the reader's language and the host country's month names."""
        words = {"country": self.country.code or "", "called": called}
        if self.date_precision == DatePrecision.DAY and self.ends_on is None:
            return dates.format_opening(self.starts_on, **words)
        return dates.format_period(self.starts_on, self.ends_on, precision=self.date_precision, **words)

    def dates_for_all(self):
        """``dates``, with the common name of a month beside one that readers of other countries may not know."""
        return self.dates(called=dates.month_for_all)

    def hijri_dates(self):
        """
        The days by the calendar of Umm al-Qura, approximate; empty where they are not known.

        Empty too beyond 2077, where that calendar is not tabulated.
        """
        if self.date_precision != DatePrecision.DAY:
            return ""
        try:
            return format_hijri_period(self.starts_on, self.ends_on, correction=self.hijri_correction)
        except OverflowError:
            return ""
