"""What happened to a registration, in words that people may read; and what staff note for themselves."""

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forum_portal.arabic.bidi import side_by_side

from .registration import LONGEST_TEXT, Registration, State


class Step(models.Model):
    """
    One step of a registration: when, by whom, from which state to which, and why.

    It is written with the audit entry of the same step, which holds no words. ``why`` is what
    the company was told. It goes with the registration when that is deleted.
    """

    class Event(models.TextChoices):
        START = "start", pgettext_lazy("step", "begun")
        SUBMIT = "submit", pgettext_lazy("step", "sent to the organisers")
        RETURN = "return", pgettext_lazy("step", "returned for correction")
        APPROVE = "approve", pgettext_lazy("step", "approved")
        REJECT = "reject", pgettext_lazy("step", "rejected")
        WITHDRAW = "withdraw", pgettext_lazy("step", "withdrawn")
        REOPEN = "reopen", pgettext_lazy("step", "opened again")
        MOVE = "move", pgettext_lazy("step", "moved to another booth")

    class Actor(models.TextChoices):
        COMPANY = "company", pgettext_lazy("step", "the company")
        STAFF = "staff", pgettext_lazy("step", "the organisers")
        PORTAL = "portal", pgettext_lazy("step", "the portal")

    registration = models.ForeignKey(
        Registration, models.CASCADE, verbose_name=pgettext_lazy("field", "registration"), related_name="steps"
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    event = models.CharField(_("what"), max_length=10, choices=Event)
    actor = models.CharField(pgettext_lazy("step", "for whom"), max_length=10, choices=Actor)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("who"),
        related_name="+",
        null=True,
        blank=True,
    )
    before = models.CharField(_("state before"), max_length=10, choices=State, blank=True)
    after = models.CharField(_("state after"), max_length=10, choices=State)
    why = models.TextField(_("what the company was told"), blank=True)
    # When the organisers' digest named it; only of a submission.
    digested_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("step of a registration")
        verbose_name_plural = _("steps of registrations")
        ordering = ["at", "pk"]
        indexes = [
            models.Index(
                fields=["at"], condition=models.Q(event="submit", digested_at=None), name="step_not_in_a_digest"
            )
        ]

    def __str__(self):
        return side_by_side(self.registration, self.get_event_display())


class Note(models.Model):
    """What staff note about a registration for each other. The company never sees it."""

    registration = models.ForeignKey(
        Registration, models.CASCADE, verbose_name=pgettext_lazy("field", "registration"), related_name="notes"
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("who"), related_name="+", null=True, blank=True
    )
    text = models.TextField(_("note"), validators=[MaxLengthValidator(LONGEST_TEXT)])

    class Meta:
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")
        ordering = ["at", "pk"]

    def __str__(self):
        return self.text[:60]


class Phrase(models.Model):
    """A reason that staff give again and again, in one language, ready to be chosen."""

    class For(models.TextChoices):
        RETURN = "return", pgettext_lazy("registration", "Return for correction")
        REJECT = "reject", pgettext_lazy("registration", "Reject")
        WITHDRAW = "withdraw", pgettext_lazy("registration", "Withdraw")

    step = models.CharField(_("step"), max_length=10, choices=For)
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=settings.LANGUAGES,
        default="ar",
        help_text=_("It is offered for companies that read this language."),
    )
    text = models.TextField(_("text"), validators=[MaxLengthValidator(LONGEST_TEXT)])

    class Meta:
        verbose_name = _("frequent reason")
        verbose_name_plural = _("frequent reasons")
        ordering = ["step", "language", "pk"]

    def __str__(self):
        return self.text if len(self.text) <= 90 else self.text[:89] + "…"
