from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from editions.models import Edition
from forum_portal.book.making import editions_with_a_book, make
from forum_portal.book.rendering import NoRenderer, weasyprint

LANGUAGES = [code for code, _name in settings.LANGUAGES]


class Command(BaseCommand):
    help = (
        "Make the book of an edition as a PDF and offer it for download; without an address, of every published "
        "edition that has a programme or papers. A book in which nothing changed stays as it is. Needs the packages "
        "of requirements-pdf.txt. To be run after changes, or every night."
    )

    def add_arguments(self, parser):
        parser.add_argument("slug", nargs="?", help="The last part of the edition's address, such as 3.")
        parser.add_argument("--language", choices=[*LANGUAGES, "all"], default="all", help="All unless said.")
        parser.add_argument("--out", metavar="FILE", help="Write a copy here; needs one edition and one language.")
        parser.add_argument("--anew", action="store_true", help="Make it even where nothing changed.")

    def handle(self, *, slug, language, out, anew, **options):
        if out and (slug is None or language == "all"):
            raise CommandError("A copy is of one book: name an edition and a --language beside --out.")
        editions = [edition_at(slug)] if slug else list(editions_with_a_book())
        try:
            weasyprint()
        except NoRenderer as trouble:
            raise CommandError(str(trouble)) from None
        for edition in editions:
            for code in LANGUAGES if language == "all" else [language]:
                book, is_new = make(edition, code, anew=anew)
                self.stdout.write(f"{edition.slug} {code}: {'made' if is_new else 'nothing new'}, {book.size} bytes")
        if out:
            copy(book, out)


def edition_at(slug):
    edition = Edition.objects.filter(slug=slug).first()
    if edition is None:
        raise CommandError(f"There is no edition at /editions/{slug}/.")
    if not edition.is_published:
        raise CommandError(f"The edition at /editions/{slug}/ is a draft: publish it first, then make its book.")
    return edition


def copy(book, out):
    try:
        with book.file.open() as content, open(out, "wb") as target:
            target.write(content.read())
    except OSError as error:
        raise CommandError(f"The copy cannot be written to {out}: {error.strerror}.") from error
