"""The directory of companies: what a visitor looks for, as the address says it."""

from collections import defaultdict
from typing import NamedTuple
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from editions.models import Edition
from exhibitors.isic import DIVISIONS
from exhibitors.models import Exhibitor, ExhibitorSector, Product, Registration, State
from forum_portal.arabic.cleaning import ascii_digits
from forum_portal.arabic.countries import country_name, country_order
from forum_portal.arabic.matching import WantedWords

# In the order in which they are offered.
FACETS = {
    "country": _("Country"),
    "sector": _("Sector"),
    "hs": _("Customs chapter of a product (HS)"),
    "edition": pgettext_lazy("field", "edition"),
}


class Choice(NamedTuple):
    """A value that a facet offers: what it is called, how many companies it leaves, whether it is chosen."""

    value: str
    label: str
    count: int
    is_chosen: bool


class Narrowing(NamedTuple):
    """One thing that was asked: what it is called, the companies without it, and the address that gives it up."""

    label: str | Promise
    value: str
    count: int
    query: str


class Entry:
    """What is known of one company when it is looked for: its texts, and the values of its facets."""

    def __init__(self, company):
        self.company = company
        self.texts = [company.search_text]
        self.values = defaultdict(set, {"country": {company.country.code}})


def entries():
    """Every public company as it is looked for: 4 queries, however many there are."""
    companies = Exhibitor.objects.public().with_is_invented().order_by("is_invented", f"sort_{get_language()}", "pk")
    found = {company.pk: Entry(company) for company in companies}
    for key, code in ExhibitorSector.objects.values_list("exhibitor", "code"):
        if key in found:
            found[key].values["sector"].add(code)
            found[key].texts.append(" ".join(DIVISIONS[code][2:]))
    for key, code, text in Product.objects.order_by().values_list("exhibitor", "hs_code", "search_text"):
        if key in found:
            found[key].values["hs"] |= {code[:2]} - {""}
            found[key].texts.append(text)
    approved = Registration.objects.filter(
        state=State.APPROVED, exhibition__edition__status=Edition.Status.PUBLISHED
    ).order_by()
    for key, slug in approved.values_list("exhibitor", "exhibition__edition__slug"):
        if key in found:
            found[key].values["edition"].add(slug)
    return list(found.values())


class Directory:
    """
    The companies that fit all that is asked: a value a facet, and words (``q``). Causes 5 queries.

    A value that no company has is ignored, and so is none offered that would find nothing.
    """

    def __init__(self, parameters):
        self.entries = entries()
        self.titles = {edition.slug: edition for edition in Edition.objects.published()}
        self.q = " ".join(parameters.get("q", "")[:300].split())
        self.wanted = WantedWords(self.q)
        self.with_words = {entry for entry in self.entries if not self.wanted or self.wanted.are_in(entry.texts)}
        self.chosen = {}
        for name in FACETS:
            value = ascii_digits(parameters.get(name, "").strip()[:60])
            value = value.upper() if name == "country" else value
            if any(value in entry.values[name] for entry in self.entries):
                self.chosen[name] = value

    @property
    def is_empty(self):
        """Whether there is no company at all yet."""
        return not self.entries

    @property
    def is_active(self):
        return bool(self.chosen or self.wanted)

    def fitting(self, *, without=""):
        """The entries that fit all that is asked, or all but one thing of it."""
        return [
            entry
            for entry in self.entries
            if (without == "q" or entry in self.with_words)
            and all(value in entry.values[name] for name, value in self.chosen.items() if name != without)
        ]

    def found(self):
        return [entry.company for entry in self.fitting()]

    def facets(self):
        """Each facet with its choices, counted among what fits the rest; those of a single value are left out."""
        for name, label in FACETS.items():
            counts = defaultdict(int)
            for entry in self.fitting(without=name):
                for value in entry.values[name]:
                    counts[value] += 1
            chosen = self.chosen.get(name)
            if chosen and chosen not in counts:
                counts[chosen] = 0
            choices = [
                Choice(value, self.label_of(name, value), counts[value], value == chosen)
                for value in sorted(counts, key=self.order_of(name))
            ]
            if choices:
                yield name, label, choices

    def narrowings(self):
        """What was asked, each with what giving it up would leave."""
        asked = ([("q", _("Words"))] if self.wanted else []) + [
            (name, label) for name, label in FACETS.items() if name in self.chosen
        ]
        for name, label in asked:
            value = self.q if name == "q" else self.label_of(name, self.chosen[name])
            yield Narrowing(label, value, len(self.fitting(without=name)), self.address(without=name))

    def address(self, *, without):
        kept = ({"q": self.q} if self.wanted else {}) | self.chosen
        kept.pop(without, None)
        return f"?{urlencode(kept)}" if kept else "."

    def label_of(self, name, value):
        if name == "country":
            return country_name(value)
        if name == "sector":
            return str(DIVISIONS[value])
        if name == "edition":
            return self.titles[value].title if value in self.titles else value
        return value

    def order_of(self, name):
        if name == "country":
            return country_order
        if name == "edition":
            return lambda slug: (-self.titles[slug].starts_on.toordinal(), slug) if slug in self.titles else (0, slug)
        return str


def load(companies):
    """``companies`` of one page with their sectors: 1 query."""
    companies = list(companies)
    sectors = defaultdict(list)
    for sector in ExhibitorSector.objects.filter(exhibitor__in=companies):
        sectors[sector.exhibitor_id].append(sector)
    for company in companies:
        company.shown_sectors = sectors[company.pk]
    return companies
