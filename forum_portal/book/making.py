"""Making books and keeping them: anew only where something in them has changed."""

import hashlib
from functools import cache

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import override

from editions.models import Edition
from forum_portal.arabic.dates import format_day
from papers.models import Paper, Session

from .models import Book
from .rendering import HERE, html_of, pdf_of, sheet


def editions_with_a_book():
    """Published editions of which a book has something to say: a programme or papers."""
    sessions = Session.objects.filter(edition=OuterRef("pk"))
    papers = Paper.objects.published().filter(edition=OuterRef("pk"))
    return Edition.objects.published().filter(Exists(sessions) | Exists(papers)).order_by("starts_on")


def make(edition, language, *, anew=False):
    """
    Make the book of ``edition`` in ``language`` and keep it: (book, whether it was made now).

    One in which nothing would change is left as it is, with its day, unless ``anew``.
    """
    with override(language):
        fingerprint = hashlib.sha256(f"{look()}{html_of(edition)}{sheet()}".encode()).hexdigest()
        kept = Book.objects.filter(edition=edition, language=language).first()
        if kept and kept.fingerprint == fingerprint and not anew and is_there(kept):
            return kept, False
        now = timezone.now()
        made_on = format_day(timezone.localdate(now), country=edition.country.code or "")
        return keep(edition, language, pdf_of(edition, made_on), fingerprint, now), True


def keep(edition, language, pdf, fingerprint, now):
    """Write ``pdf`` beside the one it follows, which goes when the new one is on record."""
    name = f"{edition.slug}-{language}-{fingerprint[:12]}.pdf"
    with transaction.atomic():
        book = Book.objects.select_for_update().filter(edition=edition, language=language).first()
        book = book or Book(edition=edition, language=language)
        storage, before = book.file.storage, book.file.name
        book.file.save(name, ContentFile(pdf), save=False)
        book.size, book.fingerprint, book.made_at = len(pdf), fingerprint, now
        book.save()
        if before:
            transaction.on_commit(lambda: storage.delete(before))
    return book


def is_there(book):
    return book.file.storage.exists(book.file.name)


@cache
def look():
    """Changes when books are set otherwise."""
    seen = hashlib.sha256(settings.ARABIC_DIGITS.encode())
    for path in [HERE / "rendering.py", *sorted(HERE.glob("fonts/*.ttf"))]:
        seen.update(path.read_bytes())
    return seen.hexdigest()
