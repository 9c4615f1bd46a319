"""
The analysis of texts for the search: which words a text has, and under which keys each is found.

A word has several keys, and two words meet if they share one. An Arabic word is taken in two spellings: *folded*,
with the shapes of hamza, alef maqsura and ta marbuta made one, and *dropped*, without any of those letters, which is
how texts arrive that lost them and what also joins مسؤولية with مسئولية. Each spelling loses its article and its
particles, and goes through the Snowball stemmer with the article in front, since that stems a definite and an
indefinite plural differently. Latin words are taken without their accents, whole and as the stemmers of English and
French leave them.

Everything here is a pure function; broken plurals, which staff list, are brought by whoever asks.
"""

import re
import threading
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

from .cleaning import INVISIBLE, ascii_digits
from .folding import ARABIC_LETTER, LETTERS, MARKS, without_accents
from .lexicon import ARTICLES, OWN_AL, OWN_WAW, STOP_WORDS

# What stands inside a word without being one of its letters.
INSIDE = "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u0300-\u036f\u200c-\u200f\u061c\u00ad"
# A number may have a decimal mark: 4.0 is one word. An underscore is none.
WORD = re.compile(rf"\d+(?:[.,٫٬]\d+)+|[^\W_](?:[^\W_]|[{INSIDE}])*")

# Written as one word or as two: عبدالعزيز, أبوظبي.
COMPOUND = re.compile(r"^(عبد)(ال.{2,})$|^([أا]بو)([^\W\d].{2,})$")

DROPPED = re.compile("[أإآٱؤئءىةیہ]")
# The ta of a feminine word before a pronoun or the dual: إنتاجيتها, شركتين.
FEMININE = re.compile(r"(?<=\w{2})ت(?:ها|هم|هما|هن|ه|ك|كم|نا|ي|ان|ين)$")
ENDING = re.compile(r"(?<=\w{2})(?:ات|ة)$")
# A letter before a word without an article: بتونس, لتنمية, كمركز, فتمويل.
PREFIXES = "بلكف"

LATIN = {"en": "english", "fr": "french"}


class Stemmers(threading.local):
    """Snowball's stemmers, a set to each thread: one keeps the word that it is at in itself."""

    def __init__(self):
        self.arabic = snowballstemmer.stemmer("arabic").stemWord
        self.latin = {language: snowballstemmer.stemmer(name).stemWord for language, name in LATIN.items()}


STEMMERS = Stemmers()


class Word(NamedTuple):
    """A word of a text: where it stands, and how it reads without vowel marks, tatweel, accents and case."""

    start: int
    end: int
    normal: str


def words_of(text):
    """The words of ``text`` in their order. A compound that is also written as two words counts as two."""
    found = []
    for match in WORD.finditer(text):
        word = normal(match[0])
        parts = _parts(word)
        found += [Word(match.start(), match.end(), part) for part in parts]
    return found


@lru_cache(maxsize=50_000)
def normal(word):
    """``word`` without what a writer may leave out: vowel marks, tatweel, accents, case; with its hamzas."""
    word = MARKS.sub("", INVISIBLE.sub("", unicodedata.normalize("NFKC", word)))
    if ARABIC_LETTER.search(word):
        # Hamzas that were typed as a letter and a mark are composed by now.
        return ascii_digits(word).translate(str.maketrans("کڪہھ", "ككهه"))
    return without_accents(ascii_digits(word))


def _parts(word):
    if match := COMPOUND.match(word):
        return [part for part in match.groups() if part]
    return [word] if word else []


def is_arabic_word(text):
    """Whether ``text`` is one word in Arabic letters and nothing else."""
    return bool(WORD.fullmatch(text.strip()) and ARABIC_LETTER.search(text))


def is_stop_word(word):
    """Whether a normal ``word`` carries no subject. With its hamzas: على is one, the name علي is none."""
    return word in STOP_WORDS or (word[:1] == "و" and word[1:] in STOP_WORDS)


@lru_cache(maxsize=5_000)
def may_be_stop_word(word):
    """Whether a normal ``word`` is a stop word that was typed or copied without its hamzas and its last letter."""
    return bool({folded(word), dropped(word)} & _spoilt_stop_words())


@lru_cache(maxsize=1)
def _spoilt_stop_words():
    return frozenset(spoilt for word in STOP_WORDS for spoilt in (folded(word), dropped(word)) if spoilt)


def folded(word):
    """A normal word in the one spelling of its hamzas, and with ة for a final ه."""
    word = word.translate(LETTERS)
    return f"{word[:-1]}ة" if word[-1:] == "ه" and len(word) > 2 else word


def dropped(word):
    """A normal word without the letters that careless typing and bad conversions lose."""
    return DROPPED.sub("", word[:-1] if word[-1:] == "ه" and len(word) > 2 else word)


@lru_cache(maxsize=100_000)
def keys(word, *, loosely=False, language=""):
    """
    The keys under which a normal ``word`` is found, the first for the word as it stands.

    ``loosely``, a particle without an article counts as one too: texts are indexed so, and asked for
    so only when nothing was found otherwise, since it makes بنان of لبنان. A Latin word is stemmed in
    the ``language`` of its text; where that is not known, in both.
    """
    if not ARABIC_LETTER.search(word):
        named = language in LATIN
        stems = [stem(word) for name, stem in STEMMERS.latin.items() if not named or name == language]
        return tuple(dict.fromkeys((word, *stems)))
    found = {}
    for base in _bases(word, loosely=loosely):
        for spelling in (folded(base), dropped(base)):
            for form in _with_feminine(spelling):
                found.setdefault(_stemmed(form))
    found.pop("", None)
    return tuple(found) or (word,)


def keys_of_text(text, *, language="ar"):
    """The distinct keys of ``text`` as they are indexed, in the order of its words; stop words have none."""
    found = {}
    for word in words_of(text):
        if is_stop_word(word.normal):
            continue
        found.update(dict.fromkeys(keys(word.normal, loosely=True, language=language)))
    return list(found)


def surface(word):
    """A normal ``word`` as one begins to type it: folded, without an article. What typing ahead compares."""
    if not ARABIC_LETTER.search(word):
        return word
    return _without_article(word).translate(LETTERS)


def _bases(word, *, loosely):
    """The readings of ``word``: without its article or, where it has none, as it is and without a particle."""
    base = _without_article(word)
    bases = [base]
    if base != word:
        if len(base) < 4 or word.translate(LETTERS).startswith(OWN_AL):
            bases.append(word)
        return bases
    if word[0] == "و" and len(word) > 3 and not word.translate(LETTERS).startswith(OWN_WAW):
        bases.append(word[1:])
    if loosely:
        bases += [reading[1:] for reading in list(bases) if reading[0] in PREFIXES and len(reading) > 3]
    return bases


def _without_article(word):
    for article in ARTICLES:
        # A hamza on the alef says that it is none: إلكتروني. Behind للـ the article has lost its own.
        if word.startswith(article) and len(word) - len(article) >= 2:
            return word[len(article) :]
    return word


def _with_feminine(spelling):
    return (spelling, FEMININE.sub("ة", spelling)) if FEMININE.search(spelling) else (spelling,)


@lru_cache(maxsize=100_000)
def _stemmed(form):
    if len(form) < 2:
        return form
    # From a short word the stemmer takes its ending and leaves the article.
    stem = STEMMERS.arabic(f"ال{form}").removeprefix("ال")
    return stem if len(stem) > 1 and stem != "ال" else ENDING.sub("", form)
