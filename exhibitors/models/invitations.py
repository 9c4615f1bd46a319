"""How colleagues come to act for a company: somebody who owns it invites them by mail."""

import hashlib
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forum_portal.arabic.bidi import side_by_side

from .companies import Exhibitor, Membership


def hash_of(token):
    """How the token of a link is kept: who reads the table cannot open the link."""
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet):
    def unanswered(self):
        """Neither accepted nor revoked; their time may be over."""
        # See also Invitation.is_unanswered
        return self.filter(accepted_at=None, revoked_at=None)

    def open(self, now):
        """Those that can be accepted at ``now``."""
        # See also Invitation.is_open
        return self.unanswered().filter(expires_at__gt=now)

    def by_token(self, token):
        return self.filter(token_hash=hash_of(token))


class Invitation(models.Model):
    """
    An offer to act for a company, sent to an address.

    Written by exhibitors.people alone. The token of its link is in no table: it is worked
    out from ``nonce`` and the secret key of the portal, and found by its hash.
    """

    exhibitor = models.ForeignKey(
        Exhibitor, models.CASCADE, verbose_name=pgettext_lazy("field", "company"), related_name="invitations"
    )
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(
        pgettext_lazy("company", "role"), max_length=6, choices=Membership.Role, default=Membership.Role.MEMBER
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="ar")
    nonce = models.UUIDField(default=uuid.uuid4, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("invited by"),
        related_name="+",
        null=True,
        blank=True,
    )
    created_at = models.DateTimeField(_("invited on"), default=timezone.now)
    sent_at = models.DateTimeField(_("last sent on"), default=timezone.now)
    sent_count = models.PositiveSmallIntegerField(_("how often it was sent"), default=1)
    expires_at = models.DateTimeField(_("good until"))
    accepted_at = models.DateTimeField(_("accepted on"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("withdrawn on"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "exhibitor",
                Lower("email"),
                condition=Q(accepted_at=None, revoked_at=None),
                name="one_open_invitation_per_address",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(revoked_at=None), name="invitation_accepted_or_revoked"
            ),
        ]

    def __str__(self):
        return side_by_side(self.email, self.exhibitor)

    def save(self, **kwargs):
        self.email = self.email.lower()
        self.token_hash = hash_of(self.token)
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse("exhibitors:invitation", args=[self.token])

    @property
    def token(self):
        return salted_hmac("exhibitors.invitation", str(self.nonce), algorithm="sha256").hexdigest()

    @property
    def is_unanswered(self):
        # See also InvitationQuerySet.unanswered
        return self.accepted_at is None and self.revoked_at is None

    def is_open(self, now):
        # See also InvitationQuerySet.open
        return self.is_unanswered and self.expires_at > now
