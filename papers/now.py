"""What is on and what comes next, by the clock of the host: now, or at a moment that somebody rehearses."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property, wraps
from itertools import groupby

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from forum_portal.arabic.cleaning import ascii_digits, clean
from papers import minutes
from papers.models import Presentation, Room, Session

# 2026-11-21T10:20, with or without seconds and an offset, whose + an address turns into a space.
AT = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?: ?(Z)|([+ -])([0-9]{2}):?([0-9]{2}))?",
    re.IGNORECASE,
)
# Beyond these no clock of a place is known, and Python knows no moment beyond the year 9999.
YEARS = range(1900, 2200)
# What begins later than in so many minutes is told by its time alone.
SOON = 90
CHAIRS = (Presentation.Role.CHAIR, Presentation.Role.MODERATOR)


def moment_of(request, edition):
    """The moment that ``?at=`` rehearses, by the clock of the host; None where it asks for none that can be."""
    match = AT.fullmatch(clean(ascii_digits(request.GET.get("at", "")[:60])))
    if not match or int(match[1]) not in YEARS:
        return None
    year, month, day, time, utc, sign, hours, minutes_off = match.groups()
    offset = f"{sign.replace(' ', '+')}{hours}:{minutes_off}" if sign else "+00:00" if utc else ""
    try:
        moment = datetime.fromisoformat(f"{year}-{month}-{day}T{time}{offset}")
    except ValueError:
        return None
    return moment.astimezone(edition.zone) if offset else moment.replace(tzinfo=edition.zone)


def rehearsable(view):
    """Let no cache keep what ``view`` answers to an address that asks for a moment of its own or a fresh answer."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if "at" in request.GET or "fresh" in request.GET:
            response.headers["Cache-Control"] = "no-store"
        return response

    return answer


def now_in(request, edition, *, sessions=None):
    """
    What a page says of the present of ``edition``, for its context: ``now``, and ``rehearsal`` where it is none.

    ``now`` is None while the edition does not run and nobody rehearses, and where no session has a
    time. One query, if any; none where the ``sessions`` of the edition are loaded already. The view
    must be ``rehearsable``.
    """
    rehearsed = moment_of(request, edition)
    if not rehearsed and not runs(request, edition):
        return {"now": None, "rehearsal": None}
    now = Now(edition, rehearsed, address=address_without(request, "at"), sessions=sessions)
    return {"now": now if now.has_programme else None, "rehearsal": now if rehearsed else None}


def runs(request, edition):
    """Whether ``edition`` is being held, at this moment or at the one that is rehearsed."""
    moment = moment_of(request, edition) or timezone.now().astimezone(edition.zone)
    return edition.runs_on(moment.date())


def address_without(request, name):
    """The address of this page, with its query but for ``name``."""
    parameters = request.GET.copy()
    parameters.pop(name, None)
    return f"{request.path}?{parameters.urlencode()}" if parameters else request.path


class Now:
    """
    What is on in an edition at ``rehearsed``, or at this moment.

    ``address`` leads from a rehearsal back to the present; ``sessions`` are those that count, all unless given:
    a queryset, or a list of those that are loaded.
    """

    def __init__(self, edition, rehearsed=None, *, address="", sessions=None):
        self.edition = edition
        self.moment = (rehearsed or timezone.now()).astimezone(edition.zone)
        self.is_rehearsed = bool(rehearsed)
        self.address = address
        self._sessions = edition.sessions.select_related("room") if sessions is None else sessions

    @property
    def time(self):
        """By the clock of the host; in a template, the moment would be shown by that of the portal's own seat."""
        return self.moment.time()

    @property
    def days(self):
        """This day, and the next on which there is anything."""
        later = [session.day for session in self.sessions if session.day > self.moment.date()]
        return [self.moment.date(), *later[:1]]

    @property
    def minutes_old(self):
        return minutes.forms(minutes.minutes_old)

    @property
    def query(self):
        """What keeps the rehearsal in the addresses that the page leads to."""
        return f"?at={self.moment:%Y-%m-%dT%H:%M:%S}" if self.is_rehearsed else ""

    @cached_property
    def sessions(self):
        """Those of the day and of the next that has any, with the last one before. One query, or none for a list."""
        day = self.moment.date()
        if isinstance(self._sessions, list):
            return near(self._sessions, day)
        # See also near()
        timed = self._sessions.filter(starts_at__isnull=False)
        before = timed.filter(day__lt=day).order_by("-day", "-starts_at").values("pk")[:1]
        next_day = timed.filter(day__gt=day).order_by("day").values("day")[:1]
        return list(timed.filter(Q(day=day) | Q(day__in=next_day) | Q(pk__in=before)))

    @property
    def has_programme(self):
        return bool(self.sessions)

    @property
    def is_before(self):
        """Whether nothing of the programme has been yet."""
        return all(
            (session.day, session.starts_at) > (self.moment.date(), self.moment.time()) for session in self.sessions
        )

    @property
    def has_today(self):
        return any(session.day == self.moment.date() for session in self.sessions)

    @cached_property
    def places(self):
        """A Place for each room with something on or still to come today; what is for everybody stands first."""
        today = [session for session in self.sessions if session.day == self.moment.date()]
        places = (Place(room, items) for room, items in by_room(today, self))
        return [place for place in places if place.now or place.next or place.cancelled]

    @property
    def coming(self):
        """The first session of a later day, where today has nothing more."""
        later = (Item(session, self) for session in self.sessions if session.day > self.moment.date())
        return next((item for item in later if not item.is_cancelled), None)

    @property
    def running(self):
        return [item for place in self.places for item in place.now]

    @property
    def part(self):
        """The address of what a script fetches again and again; none in a rehearsal, whose moment stands still."""
        return "" if self.is_rehearsed else reverse("papers:now_part", args=[self.edition.slug])

    @property
    def lobby(self):
        return reverse("papers:now", args=[self.edition.slug]) + self.query


def near(sessions, day):
    """Of ``sessions`` those that Now asks for: of ``day``, of the next that has any, and the last before."""
    timed = [session for session in sessions if session.starts_at]
    next_day = min((session.day for session in timed if session.day > day), default=None)
    before = [session for session in timed if session.day < day]
    last = max(before, key=lambda session: (session.day, session.starts_at), default=None)
    return [session for session in timed if session.day in (day, next_day) or session is last]


@dataclass(frozen=True)
class Item:
    """A session as ``now`` sees it."""

    session: Session
    now: Now

    @cached_property
    def starts(self):
        return self.at(self.session.starts_at)

    @cached_property
    def ends(self):
        return self.at(self.session.ends_at)

    def at(self, time):
        """The moment of ``time`` on its day, by the clock of the host."""
        return datetime.combine(self.session.day, time, tzinfo=self.now.edition.zone)

    @property
    def chairs(self):
        """Who leads it. Like ``papers``, for sessions that were loaded with their contents."""
        return [part for part in self.session.presentations.all() if part.role in CHAIRS]

    @cached_property
    def papers(self):
        """Its papers as slots of time, where they have times: each runs until the next one, or to the end."""
        papers = list(self.session.papers.all())
        starts = [self.at(paper.starts_at) if paper.starts_at else None for paper in papers]
        slots = []
        for paper, begin in zip(papers, starts, strict=True):
            end = min((other for other in starts if begin and other and other > begin), default=self.ends)
            slots.append(
                {"paper": paper, "starts": begin, "ends": end, "is_on": begin and begin <= self.now.moment < end}
            )
        return slots

    @property
    def is_cancelled(self):
        return self.session.is_cancelled

    @property
    def is_running(self):
        return self.starts <= self.now.moment < self.ends

    @property
    def is_later(self):
        return self.starts > self.now.moment

    @property
    def is_today(self):
        return self.session.day == self.now.moment.date()

    @property
    def left(self):
        """How long it still runs, in words."""
        return minutes.in_words(minutes.left, whole_minutes(self.ends - self.now.moment))

    @property
    def until(self):
        """How soon it begins, in words; nothing where that is not soon."""
        wait = whole_minutes(self.starts - self.now.moment)
        return minutes.in_words(minutes.until, wait) if 0 < wait <= SOON else ""

    @property
    def portion(self):
        """How much of it has passed, of 100."""
        passed = (self.now.moment - self.starts) / (self.ends - self.starts)
        return round(100 * min(max(passed, 0), 1))

    @property
    def url(self):
        """The way to the session, which keeps a rehearsal."""
        path, mark, anchor = self.session.get_absolute_url().partition("#")
        return f"{path}{self.now.query}{mark}{anchor}"


def whole_minutes(span):
    """The minutes of ``span``, the last begun one counted: a session that ends in 20 seconds ends in one minute."""
    return -(-span // timedelta(minutes=1))


@dataclass(frozen=True)
class Place:
    """
    A room, or None for what stands in no room, with the ``items`` that may be on there, in order.

    ``shared`` are those for everybody, such as a break: they are on here too while nothing else is.
    """

    room: Room | None
    items: list
    shared: list = field(default_factory=list)

    @cached_property
    def now(self):
        return running(self.items) or running(self.shared)

    @cached_property
    def next(self):
        """
        What begins next: today here, today for everybody, or on a later day here.

        Of what stands in no room, such as the breaks, nobody asks for that of a later day.
        """
        own, shared = later(self.items), later(self.shared)
        today = [item for item in (*own, *shared) if item.is_today]
        return next(iter([*today, *own] if self.room else today), None)

    @property
    def has_more_today(self):
        return bool(self.next and self.next.is_today)

    @property
    def cancelled(self):
        """What would be on, had it not been cancelled."""
        return [item for item in self.items if item.is_running and item.is_cancelled]

    @property
    def all(self):
        """Every item with whether its time is now and whether it is the next, for a script that shows and hides."""
        every = sorted([*self.items, *self.shared], key=lambda item: item.starts)
        return [(item, item in self.now or item in self.cancelled, item is self.next) for item in every]


def running(items):
    return [item for item in items if item.is_running and not item.is_cancelled]


def later(items):
    return [item for item in items if item.is_later and not item.is_cancelled]


def by_room(sessions, now):
    """(room or None, Items in the order of their times), in the order of the rooms."""
    ordered = sorted(sessions, key=lambda session: (order_of(session.room), session.day, session.starts_at))
    for _place, found in groupby(ordered, key=lambda session: order_of(session.room)):
        items = [Item(session, now) for session in found]
        yield items[0].session.room, items


def order_of(room):
    """Where a room stands among the others; what is in no room stands first."""
    return (room.order, room.pk) if room else (-1, 0)
