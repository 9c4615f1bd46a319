"""Help for whoever types: titles that begin so, and what was perhaps meant where a word is nowhere."""

import re
from collections import Counter

from django.db.models import F, Q, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from forum_portal.arabic.analysis import is_stop_word, keys, surface, words_of
from forum_portal.arabic.cleaning import clean

from .asking import LONGEST, question_of
from .documents import DOCUMENTS
from .finding import any_of, counts_of, read, strictly, visible_entries

MOST_COMPLETIONS = 8
# A word of fewer letters is like too many others.
SHORTEST = 3
# Of ten letters seven must agree: one slip in a short word, two in a long one.
ALIKE = 0.7


def completions(typed):
    """
    Entries in whose titles the words of ``typed`` stand, the last of them perhaps only begun. At most eight.

    Causes one query.
    """
    text = typed[:LONGEST]
    words = words_of(text)
    begun = words.pop() if words and not text[words[-1].end :] else None
    conditions = Q()
    for word in words:
        if not is_stop_word(word.normal):
            conditions &= any_of("keys_title", keys(word.normal))
    if begun and len(begun.normal) > 1:
        conditions &= begins(begun.normal)
    if not conditions:
        return []
    entries = visible_entries().filter(conditions).order_by("is_demo", "title_count", "-year", "object_id")
    return read(entries[:MOST_COMPLETIONS])


def begins(word):
    """Whether a word of the titles begins with ``word``, which may be an article and a first letter."""
    condition = Q()
    for beginning in {surface(word), re.sub("^[وفبك]?ال", "", word), word}:
        if beginning:
            condition |= Q(GreaterThan(StrIndex(F("words"), Value(f" {surface(beginning)}")), 0))
    return condition


def did_you_mean(question):
    """
    The question with its unknown words replaced by the nearest known ones; None if that finds nothing either.

    Causes a query for the counts, one for the vocabulary, a few for each replaced word, and one to try.
    """
    if not question:
        return None
    _total, counts = counts_of([word.loose for word in question.words])
    unknown = [word.normal for word, count in zip(question.words, counts, strict=True) if not count]
    unknown = [word for word in unknown if len(word) >= SHORTEST and not word.isdigit()]
    if not unknown:
        return None
    known = vocabulary()
    replacements = {word: nearest(word, known) for word in unknown}
    if not all(replacements.values()):
        return None
    text = replaced(question.text[:LONGEST], {word: as_written(best) for word, best in replacements.items()})
    return text if strictly(question_of(text)).exists() else None


def vocabulary():
    """The words of all titles of the series, as one begins to type them, with how often each occurs."""
    lists = visible_entries().filter(is_demo=False).values_list("words", flat=True)
    return Counter(word for words in lists for word in words.split())


def nearest(word, known):
    """The known word that is most like ``word``, of equals the most frequent; None if none is like it."""
    found = extract(surface(word), known.keys(), scorer=OSA.normalized_similarity, score_cutoff=ALIKE, limit=8)
    return max(found, key=lambda one: (one[1], known[one[0]], one[0]))[0] if found else None


def as_written(known):
    """A known word as a title has it, with its hamzas and its accents."""
    entry = visible_entries().filter(any_of("words", [known]), is_demo=False).order_by("pk").first()
    document = DOCUMENTS[entry.kind]
    for item in document.visible().filter(pk=entry.object_id):
        for passage in document.passages(item):
            for word in words_of(passage.text) if passage.is_title else ():
                if surface(word.normal) == known:
                    return clean(passage.text[word.start : word.end])
    return known


def replaced(text, replacements):
    parts, end = [], 0
    for word in words_of(text):
        if (new := replacements.get(word.normal)) and word.start >= end:
            parts += [text[end : word.start], new]
            end = word.end
    return "".join([*parts, text[end:]])
