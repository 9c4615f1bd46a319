"""What visitors were told of a programme, and when."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editions.models import Edition
from forum_portal.arabic.bidi import side_by_side


class ReleaseQuerySet(models.QuerySet):
    def public(self):
        return self.filter(edition__status=Edition.Status.PUBLISHED)


class Release(models.Model):
    """
    One publication of the programme of an edition.

    Made through papers.releases.publish(), which numbers it. ``placements`` holds where each
    session stood then, by its primary key, as releases.placement_of() writes it; it never changes.
    """

    DERIVED = ["placements"]

    edition = models.ForeignKey(
        Edition, models.CASCADE, verbose_name=pgettext_lazy("field", "edition"), related_name="releases"
    )
    number = models.PositiveIntegerField(_("number"), editable=False)
    published_at = models.DateTimeField(_("published on"), default=timezone.now, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("published by"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    note = models.TextField(
        pgettext_lazy("release", "note"),
        blank=True,
        help_text=_("A word to visitors about this publication; the list of what changed is made by itself."),
    )
    placements = models.JSONField(default=dict, editable=False)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("programme", "release")
        verbose_name_plural = pgettext_lazy("programme", "releases")
        ordering = ["-published_at", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="release_number_unique_in_edition"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="release_numbered_from_one"),
        ]

    def __str__(self):
        return _("Release %(number)d") % {"number": self.number}

    def get_absolute_url(self):
        return reverse("papers:changes", args=[self.edition.slug]) + f"#release-{self.number}"

    def in_full(self):
        return side_by_side(self, self.edition)
