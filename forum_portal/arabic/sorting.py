"""
The order of names and titles in a list, and the letter under which they stand in an index.

ICU's collation for Arabic agrees but for آ, ؤ and ئ, which it files apart from ا, و and ي; a reader of an index
looks for them there.
"""

import re

from .cleaning import INVISIBLE
from .folding import ARABIC_LETTER, MARKS, fold
from .lexicon import OWN_AL

# Two letters must follow, so that ال سعود keeps its name. Written with a hamza (ألمانيا، إلياس), it is no article.
ARTICLE = re.compile(r"\b[اٱ]ل(?=\w{2})")
LATIN_ARTICLE = re.compile(r"\b(?:al|el)[-’'](?=\w{2})", re.IGNORECASE)
IGNORED_AT_THE_START = {
    "en": re.compile(r"^(?:the|an|a)\s+(?=\w)", re.IGNORECASE),
    "fr": re.compile(r"^(?:(?:les|le|la|une|un)\s+|l[’'])(?=\w)", re.IGNORECASE),
}


def sort_key(text, language, *, is_title=False, length=60):
    """
    A key by which ``text`` sorts in a list in ``language``, as ASCII hexadecimal.

    Arabic before Latin in Arabic lists, the reverse elsewhere; numbers before both. The article and
    the shape of hamza do not count; in a title, nor does the first article (The, Les). Hexadecimal,
    because its digits and letters stand in the same order under every collation: SQLite's and each
    of PostgreSQL's. ``length`` is in characters of the text; the key has four times as many.
    """
    folded = as_filed(text, language if is_title else "")
    own, other = ("1", "2") if language == "ar" else ("2", "1")
    script = "0" if folded[:1].isdigit() else own if ARABIC_LETTER.match(folded) else other
    return script + folded[:length].encode("utf-16-be").hex()


def first_letter(text):
    """The letter under which a name stands in an index: ``أ`` and ``ا`` are one, the article is skipped."""
    return as_filed(text)[:1].upper()


def as_filed(text, language_of_title=""):
    """``text`` folded, without the articles by which nobody looks it up."""
    text = MARKS.sub("", INVISIBLE.sub("", text)).strip()
    if ignored := IGNORED_AT_THE_START.get(language_of_title):
        text = ignored.sub("", text)
    return fold(ARTICLE.sub(_article, LATIN_ARTICLE.sub("", text)))


def _article(match):
    word = re.match(r"\w+", match.string[match.start() :])[0]
    return match[0] if fold(word).startswith(OWN_AL) else ""
