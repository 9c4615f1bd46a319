"""The books of an edition, and what their pages say again and again."""

from django import template
from django.conf import settings
from django.utils.translation import get_language

from forum_portal.templatetags.forum import doubt, isolated

register = template.Library()


@register.simple_tag
def books_of(edition):
    """The books of an edition that were made, that of the page's language first. Causes 1 query."""
    return sorted(edition.books.all(), key=lambda book: book.language != get_language())


@register.simple_tag
def language_in_itself(code):
    """The name of a language of the site in that language, marked as such: العربية, English."""
    return isolated(settings.LANGUAGE_NAMES[code], code)


@register.inclusion_tag("book/includes/doubt.html")
def doubt_in_print(item, field=""):
    """As ``doubt``, in words that stand open: paper folds nothing out."""
    return doubt(item, field)
