"""What stands in the book of an edition: only what a visitor of the portal can see, and nothing that is not there."""

from dataclasses import replace
from itertools import groupby

from django.utils import timezone
from django.utils.translation import get_language

from editions.evidence import attach_evidence
from editions.models import Series
from exhibitors.models import Exhibition, Standing, State
from exhibitors.plan import plan_of, stands_of
from forum_portal.arabic.sorting import first_letter
from forum_portal.booklet import facts_of


def content_of(edition, pages=None):
    """
    What the template needs, by name. Causes the same number of queries whatever there is of each.

    ``pages`` are those on which each anchor stands, once the book is laid out.
    """
    parts = {
        "bodies": list(edition.involvements.select_related("organisation")),
        "axes": list(edition.axes.all()),
        "objectives": list(edition.objectives.all()),
        "delegations": edition.delegations_in_order(),
        "recommendations": list(edition.recommendations.all()),
        "statements": list(edition.statements.all()),
    }
    sessions = list(edition.sessions.with_contents())
    papers = list(
        edition.papers.published().with_speakers().select_related("session__room", "axis").order_by("number")
    )
    exhibition = Exhibition.objects.filter(edition=edition).first()
    sources = attach_evidence(
        [edition],
        *parts.values(),
        papers,
        [part for paper in papers for part in paper.presentations.all()],
        [exhibition] if exhibition else [],
    )
    known, _unknown = facts_of(edition)
    return {
        "edition": edition,
        "series": Series.objects.first(),
        "is_demo": edition.is_demo,
        "language": get_language(),
        **parts,
        "known": known,
        "days": [(day, list(found)) for day, found in groupby(sessions, key=lambda session: session.day)],
        "papers": papers,
        "has_abstracts": any(paper.abstract for paper in papers),
        "letters": index_of(papers, sessions, pages or {}),
        "exhibition": exhibition,
        **floor_of(exhibition),
        "sources": sources,
    }


def index_of(papers, sessions, pages):
    """
    The speakers by the letter of their names: [(letter, [(speaker, {page: anchor})])].

    An anchor is that of a paper or a session in which they have a part, the first on its page.
    """
    parts = [(part, f"session-{session.pk}") for session in sessions for part in session.presentations.all()]
    parts += [(part, f"paper-{paper.code}") for paper in papers for part in paper.presentations.all()]
    found = {}
    for part, anchor in parts:
        _speaker, places = found.setdefault(part.speaker_id, (part.speaker, {}))
        places.setdefault(pages.get(anchor, anchor), anchor)
    key = f"sort_{get_language()}"
    people = sorted(found.values(), key=lambda entry: (getattr(entry[0], key), entry[0].pk))
    return [(letter, list(group)) for letter, group in groupby(people, key=lambda entry: first_letter(entry[0].name))]


def floor_of(exhibition):
    """The companies that were approved, each with its booths, and the plan on which these are shaded."""
    if exhibition is None:
        return {"companies": [], "plan": None}
    approved = exhibition.registrations.filter(state=State.APPROVED).select_related("exhibitor")
    stands = stands_of(exhibition, timezone.now())
    booths = {}
    for stand in stands:
        if stand.company:
            booths.setdefault(stand.company.pk, []).append(stand.booth)
    companies = sorted((registration.exhibitor for registration in approved), key=in_list)
    return {
        "companies": [(company, booths.get(company.pk, [])) for company in companies],
        "plan": plan_of(exhibition, [replace(stand, standing=printed(stand)) for stand in stands]),
    }


def in_list(company):
    return getattr(company, f"sort_{get_language()}"), company.pk


def printed(stand):
    """How a booth stands on paper, which does not follow what is held for an hour: it has a company, or none."""
    return Standing.TAKEN if stand.company else Standing.FREE
