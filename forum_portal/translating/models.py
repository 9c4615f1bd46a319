"""What is known of one translation. Django finds it by way of forum_portal.models."""

from django.conf import settings
from django.contrib.auth import get_permission_codename
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .texts import digest, translated_models


def types_for(user, *actions):
    """The content types of the translated models on which ``user`` may do one of ``actions``."""
    return [
        ContentType.objects.get_for_model(model)
        for model in translated_models()
        if any(
            user.has_perm(f"{model._meta.app_label}.{get_permission_codename(action, model._meta)}")
            for action in actions
        )
    ]


class TranslationState(models.TextChoices):
    """How a text stands in one language beside its Arabic."""

    NOT_NEEDED = "not_needed", pgettext_lazy("translation", "not needed")
    MISSING = "missing", pgettext_lazy("translation", "missing")
    OUTDATED = "outdated", pgettext_lazy("translation", "older than the Arabic")
    TO_REVIEW = "to_review", pgettext_lazy("translation", "to be reviewed")
    REVIEWED = "reviewed", pgettext_lazy("translation", "reviewed")


class TranslationRecordQuerySet(models.QuerySet):
    def of(self, items):
        """The records of ``items``, which may be of several models."""
        keys = {}
        for item in items:
            keys.setdefault(ContentType.objects.get_for_model(item), []).append(item.pk)
        wanted = Q(pk=None)
        for content_type, pks in keys.items():
            wanted |= Q(content_type=content_type, object_id__in=pks)
        return self.filter(wanted)

    def named(self, words):
        """The records whose keys are among ``words``, whatever a form may have sent."""
        keys = [int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 18]
        return self.filter(pk__in=keys)

    def needed(self):
        return self.exclude(state=TranslationState.NOT_NEEDED)

    def visible_to(self, user):
        return self.filter(content_type__in=types_for(user, "view", "change"))

    def changeable_by(self, user):
        return self.filter(content_type__in=types_for(user, "change"))

    def mark_reviewed(self, *, by):
        """Say that those that ``by`` may change fit the Arabic of today; return how many did not say so before."""
        waiting = self.changeable_by(by).filter(state__in=TranslationRecord.WAITING)
        return waiting.update(source=F("arabic"), reviewed_at=timezone.now(), reviewed_by=by)


class TranslationRecord(models.Model):
    """
    What is known of one field of one object in one language.

    ``arabic`` and ``text`` are marks of the two texts as they are now, ``source`` of the Arabic
    that the translation was written from, or last read against. Written by follow() on every
    save of the object; QuerySet.update() of a text leaves it behind until the next sweep.
    """

    class Language(models.TextChoices):
        ENGLISH = "en", _("English")
        FRENCH = "fr", _("French")

    # What a review can settle.
    WAITING = [TranslationState.OUTDATED, TranslationState.TO_REVIEW]
    # What is left to do.
    WORK = [TranslationState.MISSING, *WAITING]

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    item = GenericForeignKey()
    field = models.CharField(max_length=40)
    language = models.CharField(max_length=2, choices=Language)
    # The record goes with its object, as that goes with its edition. A cascade from here would name every
    # record on the page that asks before an edition is deleted.
    edition = models.ForeignKey("editions.Edition", models.DO_NOTHING, related_name="+", null=True, blank=True)
    arabic = models.CharField(max_length=32, blank=True)
    source = models.CharField(max_length=32, blank=True)
    text = models.CharField(max_length=32, blank=True)
    reviewed_at = models.DateTimeField(_("reviewed on"), null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("reviewed by"),
        related_name="+",
        null=True,
        blank=True,
    )
    # The one place that says which state follows from what is known.
    state = models.GeneratedField(
        expression=Case(
            When(arabic="", then=Value(TranslationState.NOT_NEEDED.value)),
            When(text="", then=Value(TranslationState.MISSING.value)),
            When(~Q(source=F("arabic")), then=Value(TranslationState.OUTDATED.value)),
            When(reviewed_at=None, then=Value(TranslationState.TO_REVIEW.value)),
            default=Value(TranslationState.REVIEWED.value),
        ),
        output_field=models.CharField(max_length=10),
        db_persist=True,
    )

    objects = TranslationRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        ordering = ["pk"]
        default_permissions = ()  # who may change the object may do this work
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "field", "language"], name="translation_once_per_text"
            ),
            models.CheckConstraint(condition=Q(language__in=["en", "fr"]), name="translation_language_known"),
            models.CheckConstraint(condition=~Q(arabic="", text=""), name="translation_of_some_text"),
            models.CheckConstraint(
                condition=~Q(text="") | Q(source="", reviewed_at=None), name="translation_missing_has_no_past"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | Q(reviewed_at__isnull=False), name="translation_reviewed_at_some_time"
            ),
        ]

    def __str__(self):
        return f"{self.column} {self.object_id}"

    @property
    def key(self):
        return self.content_type_id, self.object_id, self.field, self.language

    @property
    def column(self):
        """The column of the object that holds the translation."""
        return f"{self.field}_{self.language}"

    @property
    def version(self):
        """What a reader saw: another one as soon as either text is another."""
        return f"{self.arabic[:8]}{self.text[:8]}"

    def follow(self, *, arabic, text):
        """
        Take note of both texts as they are now.

        A new translation is one of today's Arabic, and nobody has read it. A new Arabic text
        leaves the translation behind, until it is the old one again.
        """
        arabic, text = digest(arabic), digest(text)
        if text != self.text:
            self.source = arabic if text else ""
            self.reviewed_at = self.reviewed_by = None
        self.arabic, self.text = arabic, text
