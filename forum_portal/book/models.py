"""Books that were made. Found by Django through forum_portal.models."""

from django.core.files.storage import storages
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from editions.models import Edition


def book_storage():
    # Not among the public uploads, which anybody may open: a book goes out of sight with its edition.
    return storages["private"]


class BookQuerySet(models.QuerySet):
    def public(self):
        return self.filter(edition__status=Edition.Status.PUBLISHED)


class Book(models.Model):
    """The book of an edition in one language, as it was made last."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, verbose_name=pgettext_lazy("field", "edition"), related_name="books"
    )
    language = models.CharField(pgettext_lazy("text", "language"), max_length=2)
    file = models.FileField(_("file"), upload_to="books/", storage=book_storage)
    size = models.PositiveIntegerField(_("size"), help_text=_("In bytes."))
    fingerprint = models.CharField(max_length=64, help_text=_("Of all that stands in it: changes with any of it."))
    made_at = models.DateTimeField(_("made on"), default=timezone.now)

    objects = BookQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("edition", "book")
        verbose_name_plural = pgettext_lazy("edition", "books")
        ordering = ["edition", "language"]
        constraints = [models.UniqueConstraint(fields=["edition", "language"], name="book_once_per_language")]

    def __str__(self):
        return self.file.name

    def get_absolute_url(self):
        """Its address, which is that of its own language."""
        with override(self.language):
            return reverse("edition_book", args=[self.edition.slug])

    def made_on(self):
        """The day at the host's place on which it was made."""
        return self.made_at.astimezone(self.edition.zone).date()
