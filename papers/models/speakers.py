"""People, and the parts they took."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries.fields import CountryField
from modeltranslation.utils import get_translation_fields

from editions.codes import new_code
from editions.models import EvidenceField, Findable, Organisation
from forum_portal.arabic.bidi import side_by_side
from forum_portal.images import Pictured, renditions_of_picture
from forum_portal.validators import validate_image_size

from .paper import Paper
from .programme import Session


class SpeakerQuerySet(models.QuerySet):
    def public(self):
        """Who has a part in something that visitors can see."""
        return self.filter(models.Exists(Presentation.objects.public().filter(speaker=models.OuterRef("pk"))))

    def in_series(self):
        """Who counts in the series: public for something else than the demonstration."""
        return self.filter(models.Exists(Presentation.objects.in_series().filter(speaker=models.OuterRef("pk"))))


class Speaker(Findable, Pictured):
    """
    A person who took part in the programme: one record over all editions.

    What changes with the years (office, affiliation, country) is on Presentation.
    """

    found_by = ("other_spellings", "code")
    PICTURES = {"photo": "photo_alt"}

    code = models.CharField(
        _("code"), max_length=8, unique=True, editable=False, help_text=_("Part of the address. It never changes.")
    )
    honorific = models.CharField(
        _("title before the name"), max_length=40, blank=True, help_text=_("As it is to be printed, such as د.")
    )
    name = models.CharField(_("name"), max_length=150, help_text=_("Without a title before it."))
    other_spellings = models.TextField(
        _("other spellings"), blank=True, help_text=_("One a line, in any script. They lead to this person.")
    )
    biography = models.TextField(_("biography"), blank=True)
    photo = models.ImageField(_("photograph"), upload_to="speakers/", blank=True, validators=[validate_image_size])
    photo_renditions = renditions_of_picture()
    photo_alt = models.CharField(
        _("what the photograph shows"), max_length=250, blank=True, help_text=_("For readers who cannot see it.")
    )
    country = CountryField(_("country"), blank=True, help_text=_("Empty if it is not known."))
    evidence = EvidenceField()

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["sort_ar", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(code=""), name="speaker_has_code")]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        if not self.code:
            self.code = new_code(Speaker, FormerCode)
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse("papers:speaker", args=[self.code])

    def names(self):
        """The person's names in each language and every other spelling on record, each once."""
        own = [getattr(self, column) for column in get_translation_fields("name")]
        return list(dict.fromkeys(filter(None, [*own, *self.spellings()])))

    def spellings(self):
        return [line.strip() for line in self.other_spellings.splitlines() if line.strip()]


class FormerCode(models.Model):
    """
    The code of a record that was merged into another: its address leads to that one for ever.

    It stays when the speaker is deleted, so that the code is given to nobody else.
    """

    code = models.CharField(_("code"), max_length=8, primary_key=True)
    speaker = models.ForeignKey(
        Speaker,
        models.SET_NULL,
        verbose_name=pgettext_lazy("field", "speaker"),
        related_name="former_codes",
        null=True,
    )
    merged_at = models.DateTimeField(_("merged on"), default=timezone.now)

    class Meta:
        verbose_name = _("former code")
        verbose_name_plural = _("former codes")
        ordering = ["code"]
        default_permissions = ()  # written by papers.merging alone

    def __str__(self):
        return self.code


class PresentationQuerySet(models.QuerySet):
    def public(self):
        """Parts in papers and sessions that visitors can see."""
        return self.filter(
            Q(paper__in=Paper.objects.published().values("pk")) | Q(session__in=Session.objects.public().values("pk"))
        )

    def in_series(self):
        """Public parts that are not of the demonstration."""
        return self.public().exclude(paper__edition__is_demo=True).exclude(session__edition__is_demo=True)


class Presentation(models.Model):
    """
    A speaker's part in a paper, or in a session without one.

    Office, affiliation and country are as they were then; later changes leave them.
    """

    class Role(models.TextChoices):
        SPEAKER = "speaker", pgettext_lazy("role", "speaker")
        AUTHOR = "author", pgettext_lazy("role", "author")
        CHAIR = "chair", pgettext_lazy("role", "chair")
        PANELLIST = "panellist", pgettext_lazy("role", "panellist")
        MODERATOR = "moderator", pgettext_lazy("role", "moderator")

    paper = models.ForeignKey(
        Paper,
        models.CASCADE,
        verbose_name=pgettext_lazy("field", "paper"),
        related_name="presentations",
        null=True,
        blank=True,
    )
    session = models.ForeignKey(
        Session,
        models.CASCADE,
        verbose_name=pgettext_lazy("field", "session"),
        related_name="presentations",
        null=True,
        blank=True,
    )
    speaker = models.ForeignKey(
        Speaker, models.PROTECT, verbose_name=pgettext_lazy("field", "speaker"), related_name="presentations"
    )
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.SPEAKER)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    office = models.CharField(_("office at the time"), max_length=250, blank=True)
    affiliation = models.CharField(_("affiliation at the time"), max_length=250, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        verbose_name=pgettext_lazy("field", "organisation"),
        related_name="presentations",
        null=True,
        blank=True,
        help_text=_("The affiliation’s record, if it has one; it joins papers to companies."),
    )
    country = CountryField(_("country at the time"), blank=True, help_text=_("Empty if it is not known."))
    evidence = EvidenceField()

    objects = PresentationQuerySet.as_manager()

    class Meta:
        verbose_name = _("part in the programme")
        verbose_name_plural = _("parts in the programme")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(paper__isnull=False, session__isnull=True) | Q(paper__isnull=True, session__isnull=False),
                name="presentation_of_paper_or_session",
                violation_error_message=_("A part is in a paper or in a session, not in both."),
            ),
            models.UniqueConstraint(
                fields=["paper", "speaker", "role"],
                name="presentation_once_per_paper_and_role",
                violation_error_message=_("This speaker has this role already."),
            ),
            models.UniqueConstraint(
                fields=["session", "speaker", "role"],
                name="presentation_once_per_session_and_role",
                violation_error_message=_("This speaker has this role already."),
            ),
        ]

    def __str__(self):
        return side_by_side(self.speaker, self.get_role_display())

    def in_full(self):
        return side_by_side(self, self.whole, self.edition)

    def clean(self):
        if bool(self.paper_id) and bool(self.session_id):
            raise ValidationError(_("A part is in a paper or in a session, not in both."))

    @property
    def whole(self):
        """What it is a part of."""
        return self.paper or self.session

    @property
    def edition(self):
        return self.whole.edition

    def others(self):
        """Who else has a part in the same paper or session, each once."""
        people = {part.speaker_id: part.speaker for part in self.whole.presentations.all()}
        people.pop(self.speaker_id, None)
        return list(people.values())
