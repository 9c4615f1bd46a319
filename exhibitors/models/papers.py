"""What a company hands in: the documents that staff ask for, those it sent, and the terms it accepted."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forum_portal.arabic.bidi import side_by_side

from .exhibition import Exhibition
from .records import private_storage
from .registration import Registration

# In characters. Longer names are cut before their ending.
LONGEST_NAME = 200


class RequiredDocument(models.Model):
    """A document that staff ask of every company at one exhibition, such as its trade licence."""

    exhibition = models.ForeignKey(
        Exhibition,
        models.CASCADE,
        verbose_name=pgettext_lazy("field", "exhibition"),
        related_name="required_documents",
    )
    name = models.CharField(_("name"), max_length=120)
    explanation = models.TextField(_("explanation"), blank=True, help_text=_("What exactly it is, and who issues it."))
    is_required = models.BooleanField(
        _("required"),
        default=True,
        help_text=_("Without a date, nobody can send a registration before it is there."),
    )
    due_at = models.DateTimeField(
        _("due"), null=True, blank=True, help_text=_("If it is empty, the date of the exhibition’s documents holds.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("document asked for")
        verbose_name_plural = _("documents asked for")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.name

    def due(self, exhibition):
        """Until when it may be handed in; None without a date. ``exhibition`` is its own, which the caller has."""
        return self.due_at or exhibition.documents_due_at


class Document(models.Model):
    """A file that a company sent to the organisers; stored under a random name, for staff and the company only."""

    registration = models.ForeignKey(
        Registration, models.CASCADE, verbose_name=pgettext_lazy("field", "registration"), related_name="documents"
    )
    wanted = models.ForeignKey(
        RequiredDocument,
        models.SET_NULL,
        verbose_name=_("asked for as"),
        related_name="documents",
        null=True,
        blank=True,
        help_text=_("Empty if the company sent it by itself."),
    )
    file = models.FileField(_("file"), upload_to="documents/", storage=private_storage)
    original_name = models.CharField(_("name"), max_length=LONGEST_NAME)
    content_type = models.CharField(_("content type"), max_length=100)
    size = models.PositiveIntegerField(_("size"), help_text=_("In bytes."))
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(_("sent on"), default=timezone.now)

    class Meta:
        verbose_name = _("document of a registration")
        verbose_name_plural = _("documents of registrations")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gt=0, size__lte=20 * 1024 * 1024), name="document_size_1_byte_to_20_mb"
            ),
            # documents.add() replaces under the registration's lock. This is the floor under it.
            models.UniqueConstraint(fields=["registration", "wanted"], name="one_document_for_each_wanted"),
        ]

    def __str__(self):
        return self.original_name


class Acceptance(models.Model):
    """
    That a company accepted the terms: which text, in which language, when, and who did it.

    The database refuses to change a row, so that it stays as it was accepted.
    """

    registration = models.ForeignKey(
        Registration, models.CASCADE, verbose_name=pgettext_lazy("field", "registration"), related_name="acceptances"
    )
    version = models.CharField(_("version of the terms"), max_length=20, blank=True)
    language = models.CharField(_("language"), max_length=2)
    text = models.TextField(_("text"), help_text=_("As it was shown."))
    accepted_at = models.DateTimeField(_("accepted on"))
    # Not a foreign key: deleting a person would have to change the row.
    user_id = models.BigIntegerField(_("who"), null=True, blank=True, help_text=_("Empty if the portal did it."))

    class Meta:
        verbose_name = _("acceptance of the terms")
        verbose_name_plural = _("acceptances of the terms")
        ordering = ["pk"]

    def __str__(self):
        return side_by_side(self.registration, self.version)
