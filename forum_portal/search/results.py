"""A page of results: the things that were found, why each was, and how they can be narrowed."""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import get_language

from editions.models import Edition
from forum_portal.arabic.countries import country_name, country_order

from .documents import DOCUMENTS
from .marking import Marker

PER_PAGE = 20
# Of the texts that say why something was found.
MOST_REASONS = 2


@dataclass(frozen=True)
class Reason:
    """A text beside the title that has what was asked for: what it is called, and the words around."""

    label: str
    html: str
    language: str


@dataclass(frozen=True)
class Result:
    """One thing that was found. ``title`` is HTML in ``language``, with marks; ``plain_title`` the same without."""

    item: object
    document: object
    plain_title: str
    title: str
    language: str
    reasons: list
    countries: list

    @property
    def kind(self):
        return self.document.kind

    @property
    def url(self):
        return self.item.get_absolute_url()

    @property
    def edition(self):
        """The edition that it is of, where it is of one."""
        editions = self.document.editions(self.item)
        return editions[0] if len(editions) == 1 and editions[0] != self.item else None

    @property
    def is_demo(self):
        return self.document.is_demo(self.item)


def results_of(matches, question, step):
    """The things behind ``matches``, in their order. Causes some queries for each kind among them."""
    marker = Marker(question, step)
    items = {}
    for kind, group in groupby(sorted(matches, key=lambda match: match.kind), key=lambda match: match.kind):
        keys = [match.object_id for match in group]
        items |= {(kind, item.pk): item for item in DOCUMENTS[kind].visible().filter(pk__in=keys)}
    # One that was withdrawn since it was indexed is left out.
    return [
        result_of(items[match.kind, match.object_id], DOCUMENTS[match.kind], marker)
        for match in matches
        if (match.kind, match.object_id) in items
    ]


def result_of(item, document, marker):
    passages = list(document.passages(item))
    title = title_of(passages)
    open_places = marker.everything() - marker.met(title.text)
    return Result(
        item=item,
        document=document,
        plain_title=title.text,
        title=marker.excerpt(title.text),
        language=title.language,
        reasons=reasons_of([passage for passage in passages if passage != title], marker, open_places),
        countries=[code for code in dict.fromkeys(document.shown_countries(item)) if code],
    )


def title_of(passages):
    """The title that is shown: in the page's language, or in Arabic where it has none."""
    titles = [passage for passage in passages if passage.is_title and not passage.hidden]
    of_field = [passage for passage in titles if passage.label == titles[0].label]
    return next((passage for passage in of_field if passage.language == get_language()), of_field[0])


def reasons_of(passages, marker, open_places):
    """The texts that have what the title lacks: as few as say most, those in the page's language first."""
    reasons = []
    ordered = sorted(passages, key=lambda passage: passage.language != get_language())
    while open_places and len(reasons) < MOST_REASONS:
        best = max(ordered, key=lambda passage: len(marker.met(passage.text) & open_places), default=None)
        if best is None or not (new := marker.met(best.text) & open_places):
            break
        open_places = open_places - new
        ordered.remove(best)
        reasons.append(Reason(best.label, marker.excerpt(best.text), best.language))
    return reasons


class Narrowing:
    """
    How results are narrowed: by kind, edition and country, as the address says.

    What is chosen in one leaves the counts of that one alone, so that a reader sees what the
    others would give. A value that no result has is ignored.
    """

    def __init__(self, parameters, matches):
        self.matches = matches
        self.editions = editions_of(matches)
        kinds = {match.kind for match in matches}
        countries = counted(match.countries for match in matches)
        slugs = {edition.slug: edition for edition in self.editions.values()}
        self.kind = chosen(parameters.get("kind", ""), kinds)
        self.edition = slugs.get(parameters.get("edition", ""))
        self.country = chosen(parameters.get("country", "").upper(), countries)

    def __bool__(self):
        return bool(self.kind or self.edition or self.country)

    def narrowed(self, *, without=""):
        """The matches that fit what was chosen; ``without`` one of the three choices."""
        found = self.matches
        if self.kind and without != "kind":
            found = [match for match in found if match.kind == self.kind]
        if self.edition and without != "edition":
            found = [match for match in found if f" {self.edition.pk} " in match.editions]
        if self.country and without != "country":
            found = [match for match in found if f" {self.country} " in match.countries]
        return found

    def kinds(self):
        counts = Counter(match.kind for match in self.narrowed(without="kind"))
        return [(DOCUMENTS[kind], counts[kind]) for kind in DOCUMENTS if counts[kind]]

    def of_editions(self):
        counts = counted(match.editions for match in self.narrowed(without="edition"))
        known = [edition for edition in self.editions.values() if counts[str(edition.pk)]]
        known.sort(key=lambda edition: (edition.is_demo, -edition.year, -(edition.number or 0)))
        return [(edition, counts[str(edition.pk)]) for edition in known]

    def of_countries(self):
        counts = counted(match.countries for match in self.narrowed(without="country"))
        codes = sorted(counts, key=country_order)
        return [(code, country_name(code), counts[code]) for code in codes]


def chosen(value, choices):
    return value if value in choices else ""


def counted(lists):
    """How often each value occurs in texts that hold several between spaces."""
    counts = Counter()
    for values, times in Counter(lists).items():
        for value in values.split():
            counts[value] += times
    return counts


def editions_of(matches):
    keys = counted(match.editions for match in matches)
    return Edition.objects.published().in_bulk([int(key) for key in keys])
