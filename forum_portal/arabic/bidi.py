"""
The direction of a value among others, and the marks that keep it there.

Rules: Unicode Standard Annex 9. A value that enters a sentence is isolated; where it stands in HTML by <bdi>, in plain
text by a first strong isolate and its end.
"""

import re

from django.utils.html import strip_tags
from django.utils.translation import get_language

from .folding import ARABIC_LETTER

# Left-to-right isolate, right-to-left isolate, first strong isolate; pop directional isolate.
OPEN_IN = {"ltr": "\u2066", "rtl": "\u2067", "": "\u2068"}
CLOSE = "\u2069"
LATIN_LETTER = re.compile("[A-Za-z\u00c0-\u024f]")
PARAGRAPH = re.compile("<p>(.*?)</p>", re.DOTALL)
DIRECTIONS = {"ar": "rtl", "en": "ltr", "fr": "ltr"}


def isolate(value):
    """
    ``value`` between the marks that keep its direction from its neighbours', as <bdi> does in a page.

    The direction is that of a text in the language that is spoken now; it is only said where the
    value would not find it by its first letter.
    """
    text = str(value)
    direction = direction_of(text, get_language() or "ar")
    return f"{OPEN_IN['' if first_strong(text) in ('', direction) else direction]}{text}{CLOSE}"


def isolate_if_needed(value):
    """As ``isolate``, but of nothing except letters of the language that is spoken now ``value`` itself."""
    own = ARABIC_LETTER if (get_language() or "ar") == "ar" else LATIN_LETTER
    return value if all(own.match(sign) or sign == " " for sign in value) else isolate(value)


def side_by_side(*parts):
    """Values with dashes between them, each isolated, as one plain text."""
    return " – ".join(isolate(part) for part in parts)


def direction_of(text, language):
    """
    In which direction a text of ``language`` runs: that of its language, however it begins.

    «Industrie 4.0 والمؤسسات» is Arabic and runs from right to left, though its first letter does
    not; a text without any letter of its language's script is in another one, and runs as that does.
    What has no letters, as a telephone number or an ISO date, runs from left to right everywhere.
    """
    has_arabic, has_latin = bool(ARABIC_LETTER.search(text)), bool(LATIN_LETTER.search(text))
    if has_arabic and has_latin:
        return DIRECTIONS[language]
    return "rtl" if has_arabic else "ltr"


def each_in_its_direction(html, language):
    """The paragraphs of ``html``, a text of ``language``, of which those in the other direction say so."""
    own = DIRECTIONS[language]

    def directed(match):
        direction = direction_of(strip_tags(match[1]), language)
        return match[0] if direction == own else f'<p dir="{direction}">{match[1]}</p>'

    return PARAGRAPH.sub(directed, html)


def first_strong(text):
    """The direction that <bdi>, or an isolate, finds by itself: that of the first letter; empty without any."""
    for letter in text:
        if ARABIC_LETTER.match(letter):
            return "rtl"
        if letter.isalpha():
            return "ltr"
    return ""
