"""What the series knows of each country: one by one in figures, and of a single one all of it, over the years."""

from collections import Counter, defaultdict

from django.db.models import Q

from editions.models import Delegation, Edition
from exhibitors.models import Registration, State
from forum_portal.arabic.countries import MEMBERS, country_order
from papers.models import Paper, Presentation

# The columns of figures, in the order of the pages.
COUNTED = ["hosted", "taken_part", "papers", "speakers", "exhibitors"]


def delegations():
    """The countries that took part in editions of the series."""
    return Delegation.objects.filter(edition__in=Edition.objects.in_series())


def exhibited():
    """Companies at the exhibitions of real editions, as visitors may know of them."""
    return Registration.objects.filter(
        state=State.APPROVED, exhibition__edition__in=Edition.objects.in_series()
    ).order_by("exhibitor__sort_ar", "exhibitor")


def figures_by_country():
    """For each country on record how many of each it has, in the order of countries: 5 queries."""
    found = defaultdict(lambda: {name: set() for name in COUNTED})

    def note(name, pairs):
        for code, key in pairs:
            if code:
                found[code][name].add(key)

    note("hosted", Edition.objects.in_series().values_list("country", "pk"))
    note("taken_part", delegations().values_list("country", "edition"))
    parts = Presentation.objects.in_series().values_list("country", "speaker__country", "speaker", "paper")
    for then, today, speaker, paper in parts:
        note("speakers", [(then, speaker), (today, speaker)])
        note("papers", [(then or today, paper)] if paper else [])
    about = Paper.objects.in_series().exclude(countries="").values_list("countries", "pk")
    note("papers", ((code, paper) for codes, paper in about for code in codes.split(",")))
    note("exhibitors", exhibited().values_list("exhibitor__country", "exhibitor"))
    return {code: {name: len(found[code][name]) for name in COUNTED} for code in sorted(found, key=country_order)}


class CountryRecord:
    """All that the series knows of one country, each list with the newest edition first: 8 queries, however much."""

    def __init__(self, code):
        self.code = code
        self.hosted = list(Edition.objects.in_series().filter(country=code))
        self.delegations = list(delegations().filter(country=code).select_related("edition"))
        self.delegations.sort(key=lambda delegation: newest_first(delegation.edition))
        self.parts = self.find_parts()
        self.papers = self.find_papers()
        registrations = exhibited().filter(exhibitor__country=code)
        self.registrations = list(registrations.select_related("exhibitor", "exhibition__edition"))

    def __bool__(self):
        return any(self.totals().values())

    def find_parts(self):
        """The parts of people who were of the country then, or who are of it today."""
        parts = Presentation.objects.in_series().filter(Q(country=self.code) | Q(speaker__country=self.code))
        parts = list(parts.select_related("speaker", "paper__edition", "session__edition"))
        return sorted(parts, key=lambda part: newest_first(part.edition))

    def find_papers(self):
        """The papers that its people gave, and those that are about it."""
        keys = {part.paper_id for part in self.parts if part.paper_id and self.is_of_then(part)}
        papers = Paper.objects.in_series().filter(Q(pk__in=keys) | Q(countries__contains=self.code))
        return list(papers.order_by("-edition__starts_on", "number").select_related("edition").with_speakers())

    def is_of_then(self, part):
        """Whether the person was of the country then, as far as is known."""
        return (part.country or part.speaker.country) == self.code

    def papers_by_edition(self):
        return grouped(self.papers, lambda paper: paper.edition)

    def exhibitors_by_edition(self):
        return grouped(
            [(item.exhibition.edition, item.exhibitor) for item in self.registrations],
            lambda pair: pair[0],
            lambda pair: pair[1],
        )

    def speakers(self):
        """Each speaker once, with the parts taken for the country; none of these where they were of another one."""
        people = {}
        for part in self.parts:
            own = people.setdefault(part.speaker, [])
            if self.is_of_then(part):
                own.append(part)
        return sorted(people.items(), key=lambda pair: pair[0].sort_ar)

    def totals(self):
        return {
            "hosted": len(self.hosted),
            "taken_part": len(self.delegations),
            "papers": len(self.papers),
            "speakers": len({part.speaker_id for part in self.parts}),
            "exhibitors": len({registration.exhibitor_id for registration in self.registrations}),
        }

    def years(self):
        """For each edition that the country had a part in what it was, the newest first."""
        hosted, taken_part = set(self.hosted), {delegation.edition for delegation in self.delegations}
        papers = Counter(paper.edition for paper in self.papers)
        people = {(part.edition, part.speaker_id) for part in self.parts if self.is_of_then(part)}
        speakers = Counter(edition for edition, _speaker in people)
        exhibitors = Counter(registration.exhibition.edition for registration in self.registrations)
        editions = {*hosted, *taken_part, *papers, *speakers, *exhibitors}
        return [
            {
                "edition": edition,
                "hosted": edition in hosted,
                "taken_part": edition in taken_part,
                "papers": papers[edition],
                "speakers": speakers[edition],
                "exhibitors": exhibitors[edition],
            }
            for edition in sorted(editions, key=newest_first)
        ]


def neighbours(code, known):
    """The countries before and after ``code``, among the members of the League and those ``known``."""
    codes = sorted({*MEMBERS, *known, code}, key=country_order)
    place = codes.index(code)
    return codes[place - 1] if place else None, next(iter(codes[place + 1 :]), None)


def newest_first(edition):
    return -edition.starts_on.toordinal(), edition.slug


def grouped(items, edition_of, value=lambda item: item):
    """``items`` under their editions, the newest first."""
    groups = {}
    for item in items:
        groups.setdefault(edition_of(item), []).append(value(item))
    return sorted(groups.items(), key=lambda pair: newest_first(pair[0]))
