"""Folding text, so that one spelling of a word finds the others."""

import re
import unicodedata

from .cleaning import INVISIBLE, ascii_digits

# Short vowels, tanwin, shadda, sukun, the superscript alef, Quranic signs; and tatweel.
MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0640]")
# ي and ى are one letter to whoever types; so are ة and ه at the end of a word.
LETTERS = str.maketrans("أإآٱؤئىیةکڪہھ", "ااااويييهككهه", "ء")
# Latin letters that are no letter with an accent, and that a keyboard may not have.
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i"})
ARABIC_LETTER = re.compile("[\u0621-\u064a\u0671-\u06d3]")


def without_accents(text):
    """``text`` without the marks on its Latin letters, in lower case: Émile is emile."""
    decomposed = unicodedata.normalize("NFD", text.casefold().translate(LIGATURES))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def fold(text):
    """
    ``text`` in the one form that is searched in: ``fold("أحْمَد") == fold("احمد")``.

    Hamza shapes, alef maqsura, ta marbuta, vowel marks, tatweel, presentation forms,
    Latin accents, case and the kind of digit are all folded away.
    """
    text = INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    text = without_accents(ascii_digits(MARKS.sub("", text).translate(LETTERS)))
    return " ".join(re.sub(r"[^\w.]+", " ", text).split())
