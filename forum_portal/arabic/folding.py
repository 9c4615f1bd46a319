"""Folding text, so that one spelling of a word finds the others and sorts beside them."""

import re
import unicodedata

# Bidirectional marks, zero-width characters, the soft hyphen and the byte-order mark.
INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Short vowels, tanwin, shadda, sukun, the superscript alef, Quranic signs; and tatweel.
MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0640]")
# ي and ى are one letter to whoever types; so are ة and ه at the end of a word.
LETTERS = str.maketrans("أإآٱؤئىیةکہ", "ااااويييهكه", "ء")
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬", "01234567890123456789.,")
ARABIC_LETTER = re.compile("[\u0621-\u064a\u0671-\u06d3]")
# Two letters must follow, so that ال سعود keeps its name.
ARTICLE = re.compile(r"\bال(?=\w{2})")


def clean(text):
    """``text`` as a person would have typed it: NFC, no invisible marks, single spaces."""
    text = INVISIBLE.sub("", unicodedata.normalize("NFC", text).replace("\0", ""))
    return re.sub(r"[ \t\u00a0]+", " ", text).strip()


def ascii_digits(text):
    """Eastern Arabic and Persian digits as 0-9, their decimal and thousands marks as ``.`` and ``,``."""
    return text.translate(DIGITS)


def fold(text):
    """
    ``text`` in the one form that is searched in: ``fold("أحْمَد") == fold("احمد")``.

    Hamza shapes, alef maqsura, ta marbuta, vowel marks, tatweel, presentation forms,
    Latin accents, case and the kind of digit are all folded away.
    """
    text = INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    text = MARKS.sub("", text).translate(LETTERS)
    decomposed = unicodedata.normalize("NFD", ascii_digits(text))
    text = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^\w.]+", " ", text.casefold()).split())


def sort_key(text, language, *, length=60):
    """
    A key by which ``text`` sorts in a list in ``language``, as ASCII hexadecimal.

    Arabic before Latin in Arabic lists, the reverse elsewhere; the article and the
    shape of hamza do not count. Hexadecimal, because its digits and letters stand in
    the same order under every collation: SQLite's and each of PostgreSQL's.
    ``length`` is in characters of the text; the key has four times as many.
    """
    folded = ARTICLE.sub("", fold(text))
    arabic = bool(ARABIC_LETTER.match(folded))
    first = arabic == (language == "ar")
    return ("0" if first else "1") + folded[:length].encode("utf-16-be").hex()


def first_letter(text):
    """The letter under which ``text`` stands in an index: ``أ`` and ``ا`` are one, the article is skipped."""
    folded = ARTICLE.sub("", fold(text))
    return folded[:1].upper()
