"""
Finding what a question asks for, and putting it in order. The same on SQLite and on PostgreSQL.

Steps, each taken only if those before found nothing: every word, as it stands (STRICT); every word, with particles
taken off and words that may be stop words left out (LOOSE); the names by their sound (SOUNDS); for four words or more,
as many as make up most of the question's weight, where rare words weigh more (MOST).
"""

from dataclasses import dataclass, field
from enum import Enum
from math import log
from typing import NamedTuple

from django.db.models import Case, Count, F, FloatField, IntegerField, Q, Value, When
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan
from django.utils import timezone

from forum_portal.models import SearchEntry

IN_TITLE, ELSEWHERE = 3, 1
# From how many words on a part of them is enough, and how much of their weight that is.
ENOUGH_WORDS, ENOUGH_WEIGHT = 4, 0.6
# Names are short questions; a sentence has words that sound like somebody. And all names of a question together
# must have so many sounds, since one of two is like too many.
MOST_NAMES, FEWEST_SOUNDS = 4, 3


class Step(Enum):
    STRICT = "strict"
    LOOSE = "loose"
    SOUNDS = "sounds"
    MOST = "most"


class Match(NamedTuple):
    """An entry that was found, with what it is narrowed by: lists between spaces, as they are stored."""

    kind: str
    object_id: int
    editions: str
    countries: str


@dataclass(frozen=True)
class Found:
    """What a question found, best first, and by which step."""

    matches: list = field(default_factory=list)
    step: Step = Step.STRICT


def find(question):
    """The matches of ``question``. Causes one query for each step that is taken, and one more for the last."""
    if not question:
        return Found()
    steps = {Step.STRICT: strictly, Step.LOOSE: loosely, Step.SOUNDS: by_sound, Step.MOST: mostly}
    for step, take in steps.items():
        entries = take(question)
        if entries is not None and (matches := read(entries)):
            return Found(matches, step)
    return Found()


def strictly(question):
    return with_words([word.strict for word in question.words])


def loosely(question):
    """None where it would ask the same as the step before."""
    needed = [word.loose for word in question.words if not word.may_be_left_out]
    if not needed or needed == [word.strict for word in question.words]:
        return None
    return with_words(needed)


def by_sound(question):
    """People, and papers by people, all of whose asked names sound like one of theirs."""
    if len(question.names) > MOST_NAMES or sum(len(min(sounds, key=len)) for sounds in question.names) < FEWEST_SOUNDS:
        return None
    conditions = Q()
    for sounds in question.names:
        conditions &= any_of("sounds", sounds)
    # A person before the papers of the person.
    return in_order(visible_entries().filter(conditions), score=Case(When(kind="speaker", then=1), default=0))


def people_by_sound(question, matches, *, most=5):
    """People whose names sound like what is asked for and who are not among ``matches``. One query, or none."""
    entries = by_sound(question)
    if entries is None:
        return []
    found = {match.object_id for match in matches if match.kind == SearchEntry.Kind.SPEAKER}
    people = read(entries.filter(kind=SearchEntry.Kind.SPEAKER)[: most + len(found)])
    return [person for person in people if person.object_id not in found][:most]


def mostly(question):
    """Entries that have most of what is asked for; None where a part of so few words is not enough."""
    if len(question.words) < ENOUGH_WORDS:
        return None
    asked = [word.loose for word in question.words]
    total, counts = counts_of(asked)
    # How much a word says. One that nobody uses says as much as the rarest, and cannot be found. Rounded, so
    # that no database's last digit decides what is enough.
    weights = [round(log(1 + total / max(count, 1)), 3) for count in counts]
    enough = ENOUGH_WEIGHT * sum(weights)
    if sum(weight for weight, count in zip(weights, counts, strict=True) if count) < enough:
        return None
    weight = sum(
        Case(When(any_of("keys", keys), then=Value(weight)), default=Value(0.0), output_field=FloatField())
        for keys, weight in zip(asked, weights, strict=True)
    )
    points = sum(points_of(keys, otherwise=0) for keys in asked)
    return in_order(visible_entries().annotate(weight=weight).filter(weight__gte=enough), score=points)


def counts_of(asked):
    """How many entries there are, and how many have each of the words, given by their keys. One query."""
    counts = visible_entries().aggregate(
        total=Count("pk"),
        **{f"word{place}": Count("pk", filter=any_of("keys", keys)) for place, keys in enumerate(asked)},
    )
    return counts.pop("total"), list(counts.values())


def with_words(asked):
    """Entries that have every word, each given by its keys; those with more of them in their titles first."""
    conditions = Q()
    for keys in asked:
        conditions &= any_of("keys", keys)
    points = sum(points_of(keys, otherwise=ELSEWHERE) for keys in asked)
    return in_order(visible_entries().filter(conditions), score=points)


def points_of(keys, *, otherwise):
    return Case(When(any_of("keys_title", keys), then=IN_TITLE), default=otherwise, output_field=IntegerField())


def any_of(column, values):
    """Whether ``column``, a list of values between spaces, has one of ``values``."""
    condition = Q()
    for value in values:
        # Not LIKE: a search for a plain text is faster on both, and has no wildcards to escape.
        condition |= Q(GreaterThan(StrIndex(F(column), Value(f" {value} ")), 0))
    return condition


def visible_entries():
    return SearchEntry.objects.filter(Q(visible_from=None) | Q(visible_from__lte=timezone.now()))


def in_order(entries, *, score):
    """
    The best first. Of equals, what says little else in its title; then the newer, then by kind.

    The demonstration stands behind everything that is real.
    """
    by_kind = Case(*(When(kind=kind, then=place) for place, kind in enumerate(SearchEntry.Kind)), default=99)
    return entries.annotate(score=score).order_by("is_demo", "-score", "title_count", "-year", by_kind, "object_id")


def read(entries):
    return [Match(*row) for row in entries.values_list(*Match._fields)]
