"""The waiting list of a category of booths."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forum_portal.arabic.bidi import side_by_side

from .booths import BoothCategory
from .registration import Registration


class WaitingEntryQuerySet(models.QuerySet):
    def open(self):
        # See also WaitingEntry.is_open
        return self.filter(ended_at=None)


class WaitingEntry(models.Model):
    """
    A registration's place in the list of a category that is full.

    Who joined first is offered the first booth: a Claim with ``entry`` and ``expires_at``.
    Entries are written by exhibitors.waiting alone, and kept once they have ended.
    """

    class Ended(models.TextChoices):
        ACCEPTED = "accepted", pgettext_lazy("waiting list", "offer accepted")
        DECLINED = "declined", pgettext_lazy("waiting list", "offer declined")
        LAPSED = "lapsed", pgettext_lazy("waiting list", "offer not answered in time")
        LEFT = "left", pgettext_lazy("waiting list", "left by the company")
        PLACED = "placed", pgettext_lazy("waiting list", "another booth of the category taken")
        CLOSED = "closed", pgettext_lazy("waiting list", "registration withdrawn or rejected")
        REMOVED = "removed", pgettext_lazy("waiting list", "removed by the organisers")

    category = models.ForeignKey(
        BoothCategory, models.PROTECT, verbose_name=pgettext_lazy("booth", "category"), related_name="waiting"
    )
    registration = models.ForeignKey(
        Registration, models.CASCADE, verbose_name=pgettext_lazy("field", "registration"), related_name="waiting"
    )
    joined_at = models.DateTimeField(_("joined on"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended on"), null=True, blank=True)
    ended_why = models.CharField(_("ended because"), max_length=10, choices=Ended, blank=True)
    reason = models.TextField(_("reason"), blank=True, help_text=_("What the company is told."))

    objects = WaitingEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("place in a waiting list")
        verbose_name_plural = _("waiting lists")
        ordering = ["joined_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "category"],
                condition=Q(ended_at=None),
                name="one_open_waiting_entry_per_category",
                violation_error_message=_("This registration is in the waiting list already."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_why="") | (Q(ended_at__isnull=False) & ~Q(ended_why="")),
                name="waiting_entry_ended_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["category", "joined_at"], condition=Q(ended_at=None), name="waiting_in_line")]

    def __str__(self):
        return side_by_side(self.registration.exhibitor, self.category)

    @property
    def is_open(self):
        # See also WaitingEntryQuerySet.open
        return self.ended_at is None
