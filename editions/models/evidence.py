"""Where a fact is known from, and how well."""

from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Source(models.Model):
    """A news item, a page or a document that facts are taken from."""

    code = models.SlugField(
        _("code"), max_length=30, unique=True, help_text=_("Short and lasting, such as okaz-2012.")
    )
    outlet = models.CharField(_("outlet"), max_length=200, help_text=_("Who published it."))
    url = models.URLField(_("address"), max_length=1000, blank=True)
    published = models.CharField(
        _("published"), max_length=120, blank=True, help_text=_("The date as far as it is known.")
    )
    language = models.CharField(
        pgettext_lazy("text", "language"), max_length=2, blank=True, help_text=_("Two letters, such as ar.")
    )

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["code"]

    def __str__(self):
        return self.outlet

    def delete(self, *args, **kwargs):
        if self.evidence.exists():
            raise models.ProtectedError(
                "The source is evidence; many-to-many rows would go without a word.", set(self.evidence.all())
            )
        return super().delete(*args, **kwargs)


class EvidenceQuerySet(models.QuerySet):
    def doubtful(self):
        # See also Evidence.is_doubtful
        return self.exclude(certainty=Evidence.Certainty.STATED)


class Evidence(models.Model):
    """
    What supports one field of one object, or the whole object if no field is named.

    A note is for the reader: it says in a sentence what is presumed or what is disputed.
    """

    class Certainty(models.TextChoices):
        STATED = "stated", pgettext_lazy("fact", "stated")
        PRESUMED = "presumed", pgettext_lazy("fact", "presumed")
        DISPUTED = "disputed", pgettext_lazy("fact", "disputed")

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    item = GenericForeignKey()
    field = models.CharField(
        _("field"), max_length=40, blank=True, help_text=_("Empty if this concerns the whole entry.")
    )
    certainty = models.CharField(_("certainty"), max_length=10, choices=Certainty, default=Certainty.STATED)
    note = models.TextField(_("note"), blank=True, help_text=_("One sentence for the reader."))
    sources = models.ManyToManyField(Source, verbose_name=_("sources"), related_name="evidence", blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = pgettext_lazy("plural", "evidence")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "field"],
                name="evidence_once_per_field",
                violation_error_message=_("The evidence for this field is entered already."),
            ),
            models.CheckConstraint(
                condition=models.Q(certainty__in=["stated", "presumed", "disputed"]),
                name="evidence_certainty_known",
            ),
        ]

    def __str__(self):
        return _("%(what)s: %(certainty)s") % {"what": self.what, "certainty": self.get_certainty_display()}

    @property
    def what(self):
        """What it supports, as the forms call it."""
        if not self.field:
            return _("The whole entry")
        model = ContentType.objects.get_for_id(self.content_type_id).model_class()
        try:
            return capfirst(model._meta.get_field(self.field).verbose_name)
        except FieldDoesNotExist:
            return self.field

    @property
    def is_doubtful(self):
        # See also EvidenceQuerySet.doubtful
        return self.certainty != self.Certainty.STATED


class EvidenceField(GenericRelation):
    """The evidence of an object, deleted with it."""

    def __init__(self, **kwargs):
        super().__init__("editions.Evidence", **kwargs)
