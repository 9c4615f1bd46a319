"""The index of speakers: in which order, of which country and edition, called how; as the address says it."""

from collections import Counter
from itertools import groupby
from typing import NamedTuple

from django.db.models import Prefetch
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from forum_portal.arabic.cleaning import ascii_digits, clean
from forum_portal.arabic.countries import country_order
from forum_portal.arabic.folding import fold
from forum_portal.arabic.sorting import first_letter
from papers.models import Presentation, Speaker
from papers.naming import sounding_so, written_so

ORDERS = {"letter": _("By letter"), "country": _("By country"), "edition": _("By edition")}
LONGEST = 100


def speakers_with_parts():
    """The speakers of the series in the order of the page's language, with their parts in it: 2 queries."""
    parts = Presentation.objects.in_series().select_related("paper__edition", "session__edition")
    return (
        Speaker.objects.in_series()
        .order_by(f"sort_{get_language()}", "pk")
        .prefetch_related(Prefetch("presentations", parts, to_attr="parts"))
    )


class Row(NamedTuple):
    """A speaker in a list: from which countries, at how many parts."""

    speaker: Speaker
    countries: list
    parts: int


class Choice(NamedTuple):
    """A value that the list can be narrowed by: as the address has it, and how many speakers it leaves."""

    value: str
    item: object
    count: int


class Group(NamedTuple):
    """Rows under one heading: a letter, the code of a country (empty if it is not known), or an edition."""

    heading: object
    rows: list


class SpeakerIndex:
    """
    The speakers that fit ``country``, ``edition`` and words (``q``), grouped ``by`` letter, country or edition.

    It works in memory on ``speakers``, which come with their ``parts``. What is not among the values
    that they have is ignored.
    """

    def __init__(self, parameters, *, speakers):
        self.speakers = list(speakers)
        editions = {edition.slug: edition for speaker in self.speakers for edition in editions_of(speaker)}
        countries = {code for speaker in self.speakers for code in countries_of(speaker)}

        self.by = {name: name for name in ORDERS}.get(parameters.get("by"), "letter")
        self.country = {code: code for code in countries}.get(parameters.get("country", "").upper(), "")
        self.edition = editions.get(ascii_digits(parameters.get("edition", "")))
        self.q = clean(parameters.get("q", "")[:LONGEST])

        called = written_so(self.speakers, self.q) if fold(self.q) else self.speakers
        alike = [speaker for speaker in sounding_so(self.speakers, self.q) if speaker not in called]
        self.shown = [speaker for speaker in called if self.fits(speaker)]
        self.alike = [self.row(speaker) for speaker in alike if self.fits(speaker)]
        self.countries = self.count_countries([*called, *alike])
        self.editions = self.count_editions([*called, *alike], editions.values())

    @property
    def is_active(self):
        return bool(self.country or self.edition or fold(self.q))

    def fits(self, speaker):
        return (not self.edition or self.edition in editions_of(speaker)) and (
            not self.country or self.country in countries_of(speaker, self.edition)
        )

    def row(self, speaker, edition=None):
        edition = edition or self.edition
        return Row(speaker, countries_of(speaker, edition), len(parts_of(speaker, edition)))

    def count_countries(self, speakers):
        """The countries of those of ``speakers`` who fit the edition, in their order."""
        fitting = [speaker for speaker in speakers if not self.edition or self.edition in editions_of(speaker)]
        counts = Counter(code for speaker in fitting for code in countries_of(speaker, self.edition))
        codes = {*counts, self.country} - {""}
        return [Choice(code.lower(), code, counts[code]) for code in sorted(codes, key=country_order)]

    def count_editions(self, speakers, editions):
        """The editions of those of ``speakers`` who fit the country, the newest first."""
        counts = Counter()
        for speaker in speakers:
            counts.update(
                edition.slug
                for edition in editions_of(speaker)
                if not self.country or self.country in countries_of(speaker, edition)
            )
        kept = [edition for edition in editions if counts[edition.slug] or edition == self.edition]
        return [Choice(edition.slug, edition, counts[edition.slug]) for edition in sorted(kept, key=newest_first)]

    def groups(self):
        return {"letter": self.by_letter, "country": self.by_country, "edition": self.by_edition}[self.by]()

    def by_letter(self):
        lettered = groupby(self.shown, key=lambda speaker: first_letter(speaker.name) or "#")
        return [Group(letter, [self.row(speaker) for speaker in people]) for letter, people in lettered]

    def by_country(self):
        """Whoever came from several countries stands under each of them; the unknown country is the last."""
        groups = {}
        for speaker in self.shown:
            row = self.row(speaker)
            for code in [self.country] if self.country else row.countries or [""]:
                groups.setdefault(code, []).append(row)
        return [Group(code, groups[code]) for code in sorted(groups, key=lambda code: (not code, country_order(code)))]

    def by_edition(self):
        """Each with the parts and the country of that edition; the newest edition first."""
        groups = {}
        for speaker in self.shown:
            for edition in [self.edition] if self.edition else editions_of(speaker):
                if not self.country or self.country in countries_of(speaker, edition):
                    groups.setdefault(edition, []).append(self.row(speaker, edition))
        return [Group(edition, groups[edition]) for edition in sorted(groups, key=newest_first)]


def newest_first(edition):
    return -edition.starts_on.toordinal(), edition.slug


def parts_of(speaker, edition=None):
    return [part for part in speaker.parts if edition is None or part.edition == edition]


def editions_of(speaker):
    return list(dict.fromkeys(part.edition for part in speaker.parts))


def countries_of(speaker, edition=None):
    """
    The codes of the countries that ``speaker`` was of, at ``edition`` or at any, the newest first.

    Where none is on record for then, the one of the person.
    """
    parts = sorted(parts_of(speaker, edition), key=lambda part: newest_first(part.edition))
    codes = list(dict.fromkeys(part.country.code for part in parts if part.country))
    return codes or ([speaker.country.code] if speaker.country else [])
