"""What a visitor typed, as the search understands it."""

from dataclasses import dataclass

from forum_portal.arabic.analysis import is_stop_word, keys, may_be_stop_word, words_of
from forum_portal.arabic.cleaning import clean
from forum_portal.arabic.names import sounds_asked_for
from forum_portal.models import BrokenPlural

# In characters and in words; what comes after is not searched for.
LONGEST, MOST_WORDS = 300, 16


@dataclass(frozen=True)
class AskedWord:
    """
    One word of a question.

    ``strict`` are the keys it is looked for under at first, ``loose`` those with a particle taken
    off too. ``may_be_left_out`` if it may be a word without a subject that lost its hamza.
    """

    normal: str
    strict: tuple
    loose: tuple
    may_be_left_out: bool


@dataclass(frozen=True)
class Question:
    """A question: its text as it is shown again, its words, and the names in it by their sound."""

    text: str
    words: tuple
    names: tuple
    was_cut: bool = False

    def __bool__(self):
        return bool(self.words)

    @property
    def has_only_stop_words(self):
        return bool(self.text) and not self.words


def question_of(typed):
    """Read what was ``typed``. Causes one query, for the broken plurals."""
    text = clean(typed)
    cut = text[:LONGEST]
    found = list(dict.fromkeys(word.normal for word in words_of(cut) if not is_stop_word(word.normal)))
    plurals = broken_plurals() if found else {}
    words = tuple(asked_word(normal, plurals) for normal in found[:MOST_WORDS])
    names = tuple(sounds_asked_for(cut)[:MOST_WORDS])
    return Question(text, words, names, was_cut=len(text) > LONGEST or len(found) > MOST_WORDS)


def asked_word(normal, plurals):
    strict = with_plurals(keys(normal), plurals)
    loose = with_plurals(keys(normal, loosely=True), plurals)
    return AskedWord(normal, strict, loose, may_be_stop_word(normal))


def with_plurals(own, plurals):
    """The keys of a word, with those of its broken plural or of its singular."""
    return tuple(dict.fromkeys([*own, *(other for key in own for other in plurals.get(key, ()))]))


def broken_plurals():
    """For each key of a singular or a plural, the keys of the other."""
    pairs = {}
    for singular, plural in BrokenPlural.objects.values_list("singular", "plural"):
        ours, theirs = keys_of_noun(singular), keys_of_noun(plural)
        for key in ours:
            pairs.setdefault(key, []).extend(theirs)
        for key in theirs:
            pairs.setdefault(key, []).extend(ours)
    return pairs


def keys_of_noun(noun):
    words = words_of(noun)
    return keys(words[0].normal) if words else ()
