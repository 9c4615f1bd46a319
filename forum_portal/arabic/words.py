"""How words are put together: lists, quantities, names after a preposition; and the names of languages."""

import re

from babel import Locale
from django.utils.html import conditional_escape
from django.utils.safestring import SafeData, mark_safe
from django.utils.translation import get_language

from .folding import ARABIC_LETTER

NO_BREAK_SPACE = "\u00a0"
LAST = {"en": " and ", "fr": " et "}
# The tens of an ordinal decline: الملتقى العشرون, but برنامج الملتقى العشرين.
TENS = re.compile(r"(?<!\w)((?:و)?ال(?:عشر|ثلاث|أربع|خمس|ست|سبع|ثمان|تسع))ون(?!\w)")


def listed(parts):
    """
    ``parts`` as one enumerates them: "أ وب", "أ، وب، وج"; "a, b and c"; "a, b et c".

    Text if all of them are text, HTML if one of them is. Arabic writes و together with its word; a
    Latin word or a number stands off it by a space that does not break.
    """
    parts = [part for part in parts if part]
    is_html = any(isinstance(part, SafeData) for part in parts)
    if is_html:
        parts = [conditional_escape(part) for part in parts]
    language = get_language() or "ar"
    if language == "ar":
        comma = "، " if len(parts) > 2 else " "
        pieces = [*parts[:1], *(f"{comma}{_and(part)}{part}" for part in parts[1:])]
    else:
        last = LAST[language]
        pieces = [*parts[:1], *(f", {part}" for part in parts[1:-1]), *(f"{last}{part}" for part in parts[1:][-1:])]
    text = "".join(pieces)
    return mark_safe(text) if is_html else text  # noqa: S308  (each part was escaped)


def _and(part):
    """The و before ``part``, and the space after it where it cannot be joined."""
    read = re.sub("<[^>]*>|[\u2066-\u2069\u200e\u200f]", "", str(part)).lstrip('«“"(')
    return "و" if ARABIC_LETTER.match(read) else f"و{NO_BREAK_SPACE}"


def language_name(code):
    """The name of the language with this ISO 639 ``code``; ``code`` itself where nobody knows it."""
    return Locale((get_language() or "ar").split("-")[0]).languages.get(code, code)


def in_genitive(name):
    """
    The name of an edition as it stands after a preposition or another noun: الملتقى الحادي والعشرين.

    Editors write names as titles, in the nominative, and of an ordinal's words only the tens from
    twenty on show their case.
    """
    return TENS.sub(r"\1ين", name)
