"""
What a visitor chose of a programme, as an address carries it: ``?s=12,15&p=d-01,d-07``.

Sessions by their primary key, papers by their code. The choice itself lives in the visitor's
browser; the address is how it reaches another telephone, and a calendar.
"""

import datetime
import re
from dataclasses import dataclass, field
from itertools import combinations

from forum_portal.arabic.cleaning import ascii_digits
from papers.models import Paper, Session

# Far more than a programme has; what follows in an address that was made by hand is not read.
MOST = 300
KEY = re.compile(r"[1-9][0-9]{0,8}")
CODE = re.compile(r"[a-z0-9-]{1,16}")


class Choice:
    """
    The part of ``parameters`` that names sessions and published papers of ``edition``.

    What is dead, forged or of another edition is left out; ``is_incomplete`` tells that some was.
    Its queries are as many for a long choice as for a short one.
    """

    def __init__(self, parameters, *, edition):
        keys = named(",".join(parameters.getlist("s")), KEY)
        codes = named(",".join(parameters.getlist("p")).lower(), CODE)
        self.edition = edition
        self.sessions = list(edition.sessions.with_contents().filter(pk__in=keys)) if keys else []
        papers = edition.papers.published().select_related("session__room").with_speakers()
        self.papers = list(papers.filter(code__in=codes).order_by("number")) if codes else []
        self.is_incomplete = len(self.sessions) + len(self.papers) < len(keys) + len(codes)

    def __bool__(self):
        return bool(self.sessions or self.papers)

    def __contains__(self, item):
        return item in self.sessions or item in self.papers

    def query(self):
        """The choice as an address carries it, without the question mark."""
        parts = {
            "s": ",".join(str(session.pk) for session in self.sessions),
            "p": ",".join(paper.code for paper in self.papers),
        }
        return "&".join(f"{name}={value}" for name, value in parts.items() if value)


def named(text, pattern):
    """The names that stand in ``text``, separated by commas, each once; what is none is left out."""
    found = (ascii_digits(name.strip()) for name in text[: MOST * 20].split(","))
    return list(dict.fromkeys(name for name in found if pattern.fullmatch(name)))[:MOST]


@dataclass(eq=False)
class Item:
    """
    What a visitor can choose, a session or a paper of one, with when it is held by the host's clock.

    ``overlaps`` are the other items that nobody can follow beside it.
    """

    session: Session | None
    paper: Paper | None = None
    starts_at: datetime.time | None = None
    ends_at: datetime.time | None = None
    overlaps: list = field(default_factory=list)

    @property
    def subject(self):
        return self.paper or self.session

    @property
    def key(self):
        """How the visitor's browser names it; see also static/js/stars.js."""
        return f"p:{self.paper.code}" if self.paper else f"s:{self.session.pk}"

    @property
    def day(self):
        return self.session.day if self.session else None

    @property
    def is_cancelled(self):
        return bool(self.session and self.session.is_cancelled)

    @property
    def within(self):
        """The key of the session that a paper is given in."""
        return f"s:{self.session.pk}" if self.paper and self.session else ""

    def overlaps_in(self, choice):
        """What of ``choice`` it overlaps with. A session stands for its papers too; see also static/js/mine.js."""
        found = [other for other in self.overlaps if other.subject in choice]
        keys = {other.key for other in found}
        return [other for other in found if other.within not in keys]


def items_of(edition):
    """All that can be chosen of an edition, in the order of its programme. As many queries for few as for many."""
    items = []
    for session in edition.sessions.with_contents():
        items.append(Item(session, starts_at=session.starts_at, ends_at=session.ends_at))
        papers = list(session.papers.all())
        items += [Item(session, paper, *time_of(paper, session, papers)) for paper in papers]
    loose = edition.papers.published().filter(session=None).with_speakers().order_by("number")
    items += [Item(None, paper) for paper in loose]
    for one, other in combinations(items, 2):
        if overlap(one, other):
            one.overlaps.append(other)
            other.overlaps.append(one)
    return items


def time_of(paper, session, papers):
    """When ``paper`` is given: until the next of ``papers`` begins. All of its session, where no time is said."""
    if not (paper.starts_at and session.ends_at and paper.starts_at < session.ends_at):
        return session.starts_at, session.ends_at
    later = (other.starts_at for other in papers if other.starts_at and other.starts_at > paper.starts_at)
    return paper.starts_at, min([*later, session.ends_at])


def overlap(one, other):
    """
    Whether nobody can follow both of two items from beginning to end.

    A session and its papers are followed together, and what is cancelled is in nobody's way.
    """
    if one.session == other.session or one.is_cancelled or other.is_cancelled:
        return False
    if one.day is None or one.day != other.day or not (one.starts_at and other.starts_at):
        return False
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at
