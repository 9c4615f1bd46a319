"""What is kept about registrations: papers they sent, what was done, letters that go out."""

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forum_portal.arabic.bidi import side_by_side

from .registration import Registration


def private_storage():
    return storages["private"]


class Document(models.Model):
    """A file that a company sent to the organisers; stored under a random name, for staff and the company only."""

    class Kind(models.TextChoices):
        LICENCE = "licence", pgettext_lazy("document", "trade licence")
        OTHER = "other", pgettext_lazy("document", "other")

    registration = models.ForeignKey(
        Registration, models.CASCADE, verbose_name=pgettext_lazy("field", "registration"), related_name="documents"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.OTHER)
    file = models.FileField(_("file"), upload_to="documents/", storage=private_storage)
    original_name = models.CharField(_("name"), max_length=200)
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
                condition=models.Q(size__gt=0, size__lte=20 * 1024 * 1024), name="document_size_1_byte_to_20_mb"
            )
        ]

    def __str__(self):
        return self.original_name


class Audit(models.Model):
    """
    What was done, when and by whom. The database refuses to change or delete a row.

    It holds identifiers only, no personal values: these lie in tables that can be emptied.
    """

    class What(models.TextChoices):
        START = "start", pgettext_lazy("audit", "registration begun")
        SUBMIT = "submit", pgettext_lazy("audit", "registration sent")
        RETURN = "return", pgettext_lazy("audit", "registration returned for correction")
        APPROVE = "approve", pgettext_lazy("audit", "registration approved")
        REJECT = "reject", pgettext_lazy("audit", "registration rejected")
        WITHDRAW = "withdraw", pgettext_lazy("audit", "registration withdrawn")
        REOPEN = "reopen", pgettext_lazy("audit", "registration opened again")
        CLAIM = "claim", pgettext_lazy("audit", "booth taken")
        RELEASE = "release", pgettext_lazy("audit", "booth released")
        BLOCK = "block", pgettext_lazy("audit", "booth kept by the organisers")

    at = models.DateTimeField(_("when"), default=timezone.now)
    # Not a foreign key: deleting a person would have to change the row.
    user_id = models.BigIntegerField(_("who"), null=True, blank=True, help_text=_("Empty if the portal did it."))
    what = models.CharField(_("what"), max_length=30, choices=What)
    model = models.CharField(_("of what"), max_length=60)
    object_id = models.BigIntegerField(_("number"))
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["model", "object_id"], name="audit_by_object")]

    def __str__(self):
        return side_by_side(self.get_what_display(), self.object_id)


class OutboxQuerySet(models.QuerySet):
    def due(self, now):
        """Letters that nobody has sent or is just sending."""
        free = models.Q(leased_until=None) | models.Q(leased_until__lte=now)
        return self.filter(free, sent_at=None)


class Outbox(models.Model):
    """A letter that is to go out. It is written with the change it tells of, and sent after it."""

    class Kind(models.TextChoices):
        RECEIVED = "received", pgettext_lazy("letter", "registration received")
        RETURNED = "returned", pgettext_lazy("letter", "returned for correction")
        APPROVED = "approved", pgettext_lazy("letter", "approval")
        REJECTED = "rejected", pgettext_lazy("letter", "rejection")
        WITHDRAWN = "withdrawn", pgettext_lazy("letter", "withdrawal, to the company")
        WITHDRAWN_STAFF = "withdrawn_staff", pgettext_lazy("letter", "withdrawal, to the organisers")
        REOPENED = "reopened", pgettext_lazy("letter", "opened again")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    registration = models.ForeignKey(
        Registration, models.CASCADE, verbose_name=pgettext_lazy("field", "registration"), related_name="letters"
    )
    version = models.PositiveIntegerField(_("version"), help_text=_("The registration’s version it tells of."))
    recipient = models.EmailField(_("recipient"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="ar")
    subject = models.CharField(_("subject"), max_length=250)
    body = models.TextField(_("text"))
    created_at = models.DateTimeField(_("written on"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent on"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("attempts"), default=0)
    # One sender has the letter to itself until then.
    leased_until = models.DateTimeField(null=True, blank=True, editable=False)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["kind", "registration", "version"], name="no_letter_twice")]

    def __str__(self):
        return self.subject
