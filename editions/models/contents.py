"""What an edition was about and what came of it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries.fields import CountryField

from forum_portal.arabic.bidi import side_by_side
from forum_portal.arabic.countries import country_name

from .edition import Edition
from .evidence import EvidenceField
from .findable import Findable
from .series import Topic


def edition_key(related_name):
    """The foreign key of a part of an edition: it goes when the edition goes."""
    return models.ForeignKey(
        Edition, models.CASCADE, verbose_name=pgettext_lazy("field", "edition"), related_name=related_name
    )


class Part(models.Model):
    """One numbered or ordered part of an edition."""

    order = models.PositiveSmallIntegerField(_("order"), default=0)
    evidence = EvidenceField()

    class Meta:
        abstract = True
        ordering = ["order", "pk"]


class Axis(Part, Findable):
    """A line of work of one edition (محور); it may belong to a topic of the series."""

    sorted_by = "title"

    edition = edition_key("axes")
    title = models.CharField(_("title"), max_length=300)
    description = models.TextField(_("description"), blank=True)
    topic = models.ForeignKey(
        Topic,
        models.SET_NULL,
        verbose_name=pgettext_lazy("field", "topic"),
        related_name="axes",
        null=True,
        blank=True,
    )

    class Meta(Part.Meta):
        verbose_name = pgettext_lazy("forum", "axis")
        verbose_name_plural = pgettext_lazy("forum", "axes")

    def __str__(self):
        return self.title


class Objective(Part):
    """One thing that an edition set out to do."""

    edition = edition_key("objectives")
    text = models.TextField(_("text"))

    class Meta(Part.Meta):
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")

    def __str__(self):
        return self.text


class Detail(Part):
    """Something known of an edition that has no field of its own."""

    class Kind(models.TextChoices):
        PARTICIPATION = "participation", _("participation")
        EXPECTED = "expected", _("expected participants")
        SIDE_EVENT = "side_event", _("side event")
        BACKGROUND = "background", _("background")
        EARLIER_RESULT = "earlier_result", _("result of earlier editions")
        ATTENDING = "attending", _("how to attend")
        TRANSPORT = "transport", _("getting there")
        VISA = "visa", _("visa")
        STAYING = "staying", _("where to stay")

    # What a visitor asks before coming; it stands on a page of its own.
    FOR_VISITORS = [Kind.ATTENDING, Kind.TRANSPORT, Kind.VISA, Kind.STAYING]

    edition = edition_key("details")
    kind = models.CharField(_("kind"), max_length=15, choices=Kind)
    text = models.TextField(_("text"))

    class Meta(Part.Meta):
        verbose_name = _("detail")
        verbose_name_plural = _("details")

    def __str__(self):
        return self.text


class Delegation(Part):
    """A country that took part in an edition."""

    edition = edition_key("delegations")
    country = CountryField(_("country"), blank_label=_("Choose a country"))
    name_then = models.CharField(
        _("name at the time"),
        max_length=120,
        blank=True,
        help_text=_("Only if the country was called otherwise then."),
    )

    class Meta(Part.Meta):
        verbose_name = _("participating country")
        verbose_name_plural = _("participating countries")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "country"],
                name="delegation_once_per_country",
                violation_error_message=_("This country is listed already."),
            )
        ]

    def __str__(self):
        return self.name

    @property
    def name(self):
        """What the country was called at the edition, else what it is called today."""
        return self.name_then or country_name(self.country.code)


class Recommendation(Findable):
    """What an edition asked for, and of whom."""

    sorted_by = "text"

    edition = edition_key("recommendations")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("text"))
    axis = models.ForeignKey(
        Axis,
        models.SET_NULL,
        verbose_name=pgettext_lazy("field", "axis"),
        related_name="recommendations",
        null=True,
        blank=True,
    )
    addressed_to = models.CharField(_("addressed to"), max_length=250, blank=True)
    evidence = EvidenceField()

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "number"],
                name="recommendation_number_unique_in_edition",
                violation_error_message=_("This edition has a recommendation of this number already."),
            )
        ]

    def __str__(self):
        return self.text

    def clean(self):
        if self.axis_id and self.edition_id and self.axis.edition_id != self.edition_id:
            raise ValidationError({"axis": _("This axis belongs to another edition.")})

    def get_absolute_url(self):
        return f"{self.edition.get_absolute_url()}#recommendation-{self.number}"


class RecommendationUpdate(models.Model):
    """What became of a recommendation, as reported at a later edition."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("recommendation", "proposed")
        UNDER_WAY = "under_way", pgettext_lazy("recommendation", "under way")
        DONE = "done", pgettext_lazy("recommendation", "carried out")
        DROPPED = "dropped", pgettext_lazy("recommendation", "dropped")

    recommendation = models.ForeignKey(
        Recommendation, models.CASCADE, verbose_name=pgettext_lazy("field", "recommendation"), related_name="updates"
    )
    reported_at = models.ForeignKey(
        Edition,
        models.SET_NULL,
        verbose_name=_("reported at"),
        related_name="reported_updates",
        null=True,
        blank=True,
    )
    reported_on = models.DateField(_("reported on"), null=True, blank=True)
    status = models.CharField(pgettext_lazy("recommendation", "status"), max_length=10, choices=Status)
    text = models.TextField(_("text"))
    evidence_url = models.URLField(_("address of the evidence"), max_length=1000, blank=True)
    evidence = EvidenceField()

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["reported_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["proposed", "under_way", "done", "dropped"]),
                name="recommendation_update_status_known",
            )
        ]

    def __str__(self):
        return side_by_side(self.get_status_display(), self.text)


class Statement(Part):
    """What somebody said at an edition: who, in which office, the gist."""

    edition = edition_key("statements")
    person = models.CharField(_("person"), max_length=150)
    office = models.CharField(_("office at the time"), max_length=250, blank=True)
    gist = models.TextField(_("gist"))

    class Meta(Part.Meta):
        verbose_name = _("statement")
        verbose_name_plural = _("statements")

    def __str__(self):
        return self.person
