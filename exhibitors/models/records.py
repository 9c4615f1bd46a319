"""What is kept about registrations and people: what was done, and the letters that go out."""

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forum_portal.arabic.bidi import side_by_side

from .invitations import Invitation
from .registration import Registration


def private_storage():
    return storages["private"]


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
        INVITE = "invite", pgettext_lazy("audit", "colleague invited")
        INVITE_AGAIN = "invite_again", pgettext_lazy("audit", "invitation sent again")
        REVOKE = "revoke", pgettext_lazy("audit", "invitation withdrawn")
        ACCEPT = "accept", pgettext_lazy("audit", "invitation accepted")
        CHANGE_ROLE = "change_role", pgettext_lazy("audit", "role changed")
        REMOVE = "remove", pgettext_lazy("audit", "colleague removed")
        LEAVE = "leave", pgettext_lazy("audit", "company left")
        ERASE = "erase", pgettext_lazy("audit", "account erased")
        PICTURE = "picture", pgettext_lazy("audit", "picture uploaded")
        PUBLISH = "publish", pgettext_lazy("audit", "contact published")
        UNPUBLISH = "unpublish", pgettext_lazy("audit", "contact no longer published")
        MERGE = "merge", pgettext_lazy("audit", "companies merged")
        EDIT = "edit", pgettext_lazy("audit", "step changed after sending")
        DOCUMENT = "document", pgettext_lazy("audit", "document sent")
        DOCUMENT_REMOVED = "document_removed", pgettext_lazy("audit", "document removed")
        PLAN = "plan", pgettext_lazy("audit", "floor plan drawn")
        JOIN = "join", pgettext_lazy("audit", "waiting list joined")
        LEAVE_LIST = "leave_list", pgettext_lazy("audit", "waiting list ended")
        OFFER = "offer", pgettext_lazy("audit", "booth offered to the waiting list")
        ASK = "ask", pgettext_lazy("audit", "place in a pavilion asked for")
        INVOICE = "invoice", pgettext_lazy("audit", "invoice issued")
        CREDIT = "credit", pgettext_lazy("audit", "credit note issued")
        PAY = "pay", pgettext_lazy("audit", "payment announced")
        MATCH = "match", pgettext_lazy("audit", "payment matched")
        REFUSE_PAYMENT = "refuse_payment", pgettext_lazy("audit", "payment not found")
        MOVE = "move", pgettext_lazy("audit", "moved to another booth by the organisers")
        TIDY = "tidy", pgettext_lazy("audit", "forgotten draft deleted")

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
        indexes = [
            models.Index(fields=["model", "object_id"], name="audit_by_object"),
            models.Index(fields=["user_id", "what", "at"], name="audit_by_person"),
        ]

    def __str__(self):
        return side_by_side(self.get_what_display(), self.object_id)


class OutboxQuerySet(models.QuerySet):
    def due(self, now):
        """Letters that nobody has sent or is just sending."""
        free = models.Q(leased_until=None) | models.Q(leased_until__lte=now)
        return self.filter(free, sent_at=None)


class Outbox(models.Model):
    """
    A letter that is to go out. It is written with the change it tells of, and sent after it.

    A digest tells the organisers of several registrations, and belongs to none.
    """

    class Kind(models.TextChoices):
        RECEIVED = "received", pgettext_lazy("letter", "registration received")
        RETURNED = "returned", pgettext_lazy("letter", "returned for correction")
        APPROVED = "approved", pgettext_lazy("letter", "approval")
        REJECTED = "rejected", pgettext_lazy("letter", "rejection")
        WITHDRAWN = "withdrawn", pgettext_lazy("letter", "withdrawal, to the company")
        WITHDRAWN_STAFF = "withdrawn_staff", pgettext_lazy("letter", "withdrawal, to the organisers")
        REOPENED = "reopened", pgettext_lazy("letter", "opened again")
        INVITATION = "invitation", pgettext_lazy("letter", "invitation of a colleague")
        OFFER = "offer", pgettext_lazy("letter", "offer from the waiting list")
        OFFER_LAPSED = "offer_lapsed", pgettext_lazy("letter", "offer not answered in time")
        ALLOTTED = "allotted", pgettext_lazy("letter", "booth in a pavilion")
        TAKEN_BACK = "taken_back", pgettext_lazy("letter", "booth in a pavilion taken back")
        INVOICE = "invoice", pgettext_lazy("letter", "invoice")
        CREDIT_NOTE = "credit_note", pgettext_lazy("letter", "credit note")
        PAYMENT_MATCHED = "payment_matched", pgettext_lazy("letter", "payment received")
        PAYMENT_REFUSED = "payment_refused", pgettext_lazy("letter", "payment not found")
        MOVED = "moved", pgettext_lazy("letter", "moved to another booth")
        REMINDER = "reminder", pgettext_lazy("letter", "reminder of a draft")
        DIGEST = "digest", pgettext_lazy("letter", "what was sent in, to the organisers")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    registration = models.ForeignKey(
        Registration,
        models.CASCADE,
        verbose_name=pgettext_lazy("field", "registration"),
        related_name="letters",
        null=True,
        blank=True,
        help_text=_("Empty for a digest, which tells of several, and for an invitation."),
    )
    invitation = models.ForeignKey(
        Invitation,
        models.CASCADE,
        verbose_name=_("invitation"),
        related_name="letters",
        null=True,
        blank=True,
    )
    # The number of the claim it tells of, where one version of a registration is told of several; else 0.
    claim_number = models.PositiveBigIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(
        _("version"), help_text=_("The registration’s version it tells of; of a digest, the hour since 1970.")
    )
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
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "registration", "version", "claim_number"], name="no_letter_twice"
            ),
            models.UniqueConstraint(fields=["invitation", "version"], name="no_invitation_letter_twice"),
            models.UniqueConstraint(
                fields=["kind", "version"], condition=models.Q(kind="digest"), name="no_digest_twice"
            ),
            models.CheckConstraint(
                condition=models.Q(kind="digest", registration=None, invitation=None)
                | models.Q(registration=None, invitation__isnull=False)
                | models.Q(registration__isnull=False, invitation=None),
                name="letter_about_one_thing",
            ),
        ]

    def __str__(self):
        return self.subject
