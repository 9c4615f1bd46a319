"""A kept book, for whoever asks."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .models import Book


@require_safe
def edition_book(request, slug):
    """The book of an edition in the language of the address, as it was made last; nothing is made here."""
    books = Book.objects.public().select_related("edition")
    book = get_object_or_404(books, edition__slug=slug, language=get_language())
    tag = quote_etag(f"{book.fingerprint}-{book.made_at.timestamp():.0f}")
    response = get_conditional_response(request, etag=tag) or sent(book)
    response.headers["ETag"] = tag
    patch_cache_control(response, public=True, max_age=600)
    return response


def sent(book):
    try:
        content = book.file.open()
    except OSError as error:
        raise Http404("the file of this book is lost") from error
    name = _("Book – %(edition)s") % {"edition": book.edition.title}
    # Saved and not shown, as all files of the portal: see forum_portal.views.serving.media.
    return FileResponse(content, as_attachment=True, filename=f"{name}.pdf", content_type="application/pdf")
