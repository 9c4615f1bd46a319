"""
The long texts that staff write, as HTML.

Their markup is what one types anyway: an empty line ends a paragraph, a line that begins
with ## is a sub-heading, and the address of a page or of a mailbox becomes a link. All
else is shown as it was typed, HTML too.
"""

import re
from typing import NamedTuple

from django.utils.html import Urlizer, linebreaks
from django.utils.safestring import mark_safe
from django.utils.text import Truncator

from forum_portal.arabic.bidi import each_in_its_direction

# Editors that write from right to left may leave an invisible mark before what was typed.
HEADING = re.compile(r"^[\s\u200e\u200f\ufeff]*##+[ \t]*(\S.*)$")
LONGEST_LINK = 60
LONGEST_SUMMARY = 155


class Linker(Urlizer):
    """Django's, which also knows the marks that end an Arabic or a French sentence, and the way an address runs."""

    trailing_punctuation_chars = f"{Urlizer.trailing_punctuation_chars}،؛؟…"
    wrapping_punctuation = [*Urlizer.wrapping_punctuation, ("«", "»"), ("“", "”")]
    url_template = '<a dir="ltr" href="{href}"{attrs}>{url}</a>'


with_links = Linker()


class Section(NamedTuple):
    """A heading, empty for what stands before the first, and the paragraphs below it as HTML."""

    anchor: str
    heading: str
    html: str


def sections(text, language):
    """The parts of ``text``, which is written in ``language``."""
    parts = [("", [])]
    for line in text.splitlines():
        if heading := HEADING.match(line):
            parts.append((heading[1].strip(), []))
        else:
            parts[-1][1].append(line.rstrip())
    return [
        Section(f"section-{number}", heading, paragraphs("\n".join(lines), language))
        for number, (heading, lines) in enumerate(parts)
        if heading or any(lines)
    ]


def paragraphs(text, language):
    linked = with_links(text.strip(), trim_url_limit=LONGEST_LINK, autoescape=True)
    html = each_in_its_direction(linebreaks(linked), language)
    return mark_safe(html) if linked else ""  # noqa: S308  (escaped by the linker)


def summary(text):
    """The beginning of the first paragraph of ``text``, as plain text for those who list the page."""
    lines = (line.strip() for line in text.splitlines() if not HEADING.match(line))
    return Truncator(next(filter(None, lines), "")).chars(LONGEST_SUMMARY)
