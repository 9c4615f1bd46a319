"""
Names of people across scripts: محمد, Mohamed, Mohammed and Muhammad are one; so are بن علي, Ben Ali and Benali.

A name is brought to its *sound*: its consonants in classes that both scripts share. Vowels, long ones too, are left
out but for the one that a name begins with, since every country writes them in its own way. Sounds are close, not
certain, so what they find is offered where nothing was found by spelling, and says so.
"""

import re
from functools import lru_cache
from itertools import islice, product
from typing import NamedTuple

from .analysis import WORD, normal
from .folding import ARABIC_LETTER

# What stands before a name and is written apart from it or joined to it.
PARTICLES = frozenset(
    """
    بن ابن بنت ابو أبو ابي أبي ابا أبا بو ام أم عبد ال آل بني ولد
    ben bin ibn bint bent abu abou aboo bou abi aba umm oum om abd abdu abdul abdel abdoul bani beni ould wuld
    al el ul ad as ash ech an ar az at ed es en er ez et
    """.split()  # noqa: SIM905
)
# What is written apart from the name before it or joined to it: صلاح الدين, Salaheddine.
ENDINGS = frozenset(["الدين", "eddine", "eddin", "ddine", "uddin", "uddine", "aldin", "eldin", "aldine", "eldine"])

ARABIC = {
    "ب": "b",
    "پ": "b",
    "ت": "t",
    "ط": "t",
    "ث": "ts",
    "ج": "jk",
    "چ": "j",
    "ح": "h",
    "ه": "h",
    "خ": "k",
    "د": "d",
    "ض": "d",
    "ذ": "dz",
    "ظ": "dz",
    "ر": "r",
    "ز": "z",
    "ژ": "jz",
    "س": "s",
    "ص": "s",
    "ش": "s",
    "غ": "k",
    "ف": "f",
    "ڤ": "fb",
    "ق": "k",
    "ڨ": "k",
    "ك": "k",
    "گ": "k",
    "ڭ": "k",
    "ل": "l",
    "م": "m",
    "ن": "n",
}
# A few letters together first. sh, s and the French ch are one class: Cherif, Sharif, شريف.
LATIN = {
    "sch": "s",
    "tch": "j",
    "dj": "j",
    "dh": "dz",
    "gh": "k",
    "kh": "k",
    "ch": "sk",
    "sh": "s",
    "ph": "f",
    "th": "ts",
    "ts": "ts",
    "qu": "k",
    "ck": "k",
    "b": "b",
    "c": "ks",
    "d": "d",
    "f": "f",
    "g": "kj",
    "h": "h",
    "j": "j",
    "k": "k",
    "l": "l",
    "m": "m",
    "n": "n",
    "p": "b",
    "q": "k",
    "r": "r",
    "s": "s",
    "t": "t",
    "v": "fb",
    "x": "ks",
    "z": "z",
}
GRAPHEME = re.compile("|".join(sorted(LATIN, key=len, reverse=True)) + "|[a-z]")
# Before a sun letter the l of the article is not spoken: عبد الرحمن is Abderrahmane, and Abdul Rahman too.
ASSIMILATED = re.compile("(?:^|(?<=عبد))ال(?=[تثدذرزسشصضطظلن])|ال(?=دين$)")
ASSIMILATED_LATIN = re.compile("(?<=abd)[aeou]+l(?=[tdrszln])|(?<=..)[aeu]l(?=dine?$)")
# An h at the end may be a letter, as in Salah, or the mark of a feminine, as in Fatimah; so may its Arabic ه.
LAST_H = re.compile("(?<=.)[هh]$")
# With so many readings a word is no name.
MOST_READINGS = 16


class Unit(NamedTuple):
    """A name of a text with the particles written before it: where they stand, and how they read as one word."""

    start: int
    end: int
    joined: str


def units_of(text):
    """The names of ``text``, each with its particles: of «محمد بن علي» محمد and بنعلي."""
    units, before = [], []
    for word in WORD.finditer(text):
        read = normal(word[0])
        before.append(Unit(word.start(), word.end(), read))
        together = Unit(before[0].start, word.end(), "".join(part.joined for part in before))
        if units and together.joined in ENDINGS:
            last = units.pop()
            units.append(Unit(last.start, together.end, last.joined + together.joined))
        elif read not in PARTICLES:
            units.append(together)
        else:
            continue
        before = []
    return [*units, together] if before else units


def sounds_of_name(text):
    """Every sound under which a name is indexed: of each of its words, and of each with the particles before it."""
    words = [normal(match[0]) for match in WORD.finditer(text)]
    units = [*words, *(unit.joined for unit in units_of(text))]
    return sorted({sound for unit in units for sound in sounds(unit)})


def sounds_asked_for(text):
    """For each name in ``text``, with the particles before it, the sounds of which one must be met."""
    return [found for unit in units_of(text) if (found := sounds(unit.joined))]


@lru_cache(maxsize=20_000)
def sounds(word):
    """The sounds of one normal word, at most a few; none for what holds no letter of either script."""
    if ARABIC_LETTER.search(word):
        letters = re.sub("(?<=.)ة$", "", word)
        spellings = [letters, letters.removeprefix("ال"), ASSIMILATED.sub("", letters)]
        read = _arabic
    else:
        letters = re.sub("[^a-z]", "", word)
        spellings = [letters, re.sub("^[ae]l(?=..)", "", letters), ASSIMILATED_LATIN.sub("", letters)]
        read = _latin
    spellings += [LAST_H.sub("", spelling) for spelling in spellings]
    readings = [reading for spelling in dict.fromkeys(spellings) if spelling for reading in read(spelling)]
    return tuple(dict.fromkeys(reading for reading in readings if len(reading) > 1))


def _arabic(letters):
    classes = [ARABIC[letter] for letter in letters if letter in ARABIC]
    return _readings(_beginning_of_arabic(letters), classes)


def _beginning_of_arabic(letters):
    if letters[0] in "اأإآعءٱ":
        return "a"
    return {"و": "w", "ي": "y", "ى": "y"}.get(letters[0], "")


def _latin(letters):
    beginning = ""
    # Walid and Oualid, Youssef and Iyad: a vowel before a vowel is spoken as a consonant.
    if re.match("w|ou[aeiy]", letters):
        beginning = "w"
    elif letters[0] == "y":
        beginning = "y"
    elif letters[0] in "aeiou":
        beginning = "a"
    classes = [LATIN[part] for part in GRAPHEME.findall(letters) if part in LATIN]
    return _readings(beginning, classes)


def _readings(beginning, classes):
    choices = islice(product(*classes), MOST_READINGS)
    return [re.sub(r"(.)\1+", r"\1", beginning + "".join(choice)) for choice in choices]
