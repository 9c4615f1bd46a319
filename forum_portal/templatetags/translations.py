"""A text beside its translation, on the pages about translations."""

from django import template
from django.utils.html import linebreaks
from django.utils.safestring import mark_safe
from django.utils.text import Truncator

from forum_portal.arabic.bidi import DIRECTIONS, each_in_its_direction

register = template.Library()

# In words: what is longer is folded, and this is seen of it.
LONGEST, BEGINNING = 45, 40


@register.inclusion_tag("admin/translations/passage.html")
def passage(text, language):
    """``text`` in its ``language``, each paragraph in its direction; of a long one the beginning, which opens."""
    html = linebreaks(text, autoescape=True)
    return {
        "language": language,
        "direction": DIRECTIONS[language],
        "paragraphs": mark_safe(each_in_its_direction(html, language)),  # noqa: S308  (escaped by linebreaks)
        "beginning": Truncator(text).words(BEGINNING) if len(text.split()) > LONGEST else "",
    }
