"""What stands in a calendar: a session, a chosen paper, a whole edition."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from icalendar import Calendar, Event, vUri

from editions.models import Edition
from forum_portal.arabic.bidi import isolate_if_needed
from forum_portal.arabic.words import listed
from papers.models import Session

from .zones import described

# How often a calendar that subscribed asks again.
REFRESH = timedelta(hours=1)


@dataclass(frozen=True)
class Entry:
    """
    One event as calendars are told of it.

    ``name`` is its own for ever, in whichever calendar and from whichever host it is fetched.
    Without times it fills its days, ``day`` to ``last_day``.
    """

    name: str
    title: str
    day: date
    edition: Edition
    sequence: int
    changed_at: datetime
    starts_at: time | None = None
    ends_at: time | None = None
    last_day: date | None = None
    room: str = ""
    lines: tuple = ()
    category: str = ""
    path: str = ""
    is_cancelled: bool = False

    def event(self, origin):
        event = Event()
        event.add("uid", f"{self.name}@forum-portal")
        # In a calendar that nobody is invited by, the moment of this revision.
        event.add("dtstamp", self.changed_at.astimezone(UTC))
        event.add("last-modified", self.changed_at.astimezone(UTC))
        event.add("sequence", self.sequence)
        # Not every calendar shows the state of an event.
        event.add(
            "summary", _("Cancelled: %(title)s") % {"title": self.title} if self.is_cancelled else str(self.title)
        )
        event.add("status", "CANCELLED" if self.is_cancelled else "CONFIRMED")
        self.add_times(event)
        if place := place_in_words(self.room, self.edition):
            event.add("location", place)
        lines = [*self.lines]
        if self.edition.is_demo:
            lines.append(_("This edition is a demonstration: all of it is invented."))
        if lines:
            event.add("description", "\n".join(lines))
        if self.category:
            event.add("categories", [self.category])
        if self.path:
            event.add("url", vUri(f"{origin}{self.path}"))
        return event

    def add_times(self, event):
        if self.starts_at:
            zone = self.edition.zone
            event.add("dtstart", datetime.combine(self.day, self.starts_at, tzinfo=zone))
            event.add("dtend", datetime.combine(self.day, self.ends_at, tzinfo=zone))
        else:
            event.add("dtstart", self.day)
            event.add("dtend", (self.last_day or self.day) + timedelta(days=1))
            event.add("transp", "TRANSPARENT")  # nobody is busy all day because a time is not known


def calendar(entries, *, name, origin, path):
    """The ``entries`` as a calendar called ``name``, whose page is at ``path``."""
    entries = list(entries)
    result = Calendar()
    result.add("prodid", "-//Arab Forum for Small and Medium Industries//Programme//AR")
    result.add("version", "2.0")
    result.add("calscale", "GREGORIAN")
    result.add("name", name)
    result.add("x-wr-calname", name)
    result.add("url", vUri(f"{origin}{path}"))
    result.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    result.add("x-published-ttl", "PT1H")
    zones = {}
    for entry in entries:
        zones.setdefault(entry.edition.time_zone, []).append(entry.day.year)
    if len(zones) == 1:
        result.add("x-wr-timezone", next(iter(zones)))
    for zone in sorted({entry.edition.time_zone for entry in entries if entry.starts_at}):
        result.add_component(described(zone, min(zones[zone]), max(zones[zone])))
    for entry in entries:
        result.add_component(entry.event(origin))
    return result


def side_by_side(*parts):
    """As in pages, but with marks of direction only around what needs them: not every calendar hides them."""
    return " – ".join(isolate_if_needed(str(part)) for part in parts)


def place_in_words(room, edition):
    comma = pgettext("list", ",") + " "
    return comma.join(isolate_if_needed(part) for part in (room, edition.venue, edition.city) if part)


def session_entry(session, edition):
    """A session loaded with_contents(); None where not even its day is known."""
    if not session.day:
        return None
    return Entry(
        name=f"session-{session.pk}",
        title=session.title,
        day=session.day,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        edition=edition,
        room=session.room.name if session.room else "",
        lines=tuple(session_lines(session)),
        category=capfirst(session.get_kind_display()),
        path=session.get_absolute_url(),
        sequence=session.sequence,
        changed_at=session.changed_at,
        is_cancelled=session.is_cancelled,
    )


def session_lines(session):
    if session.description:
        yield session.description
    for part in session.presentations.all():
        yield f"{capfirst(part.get_role_display())}: {isolate_if_needed(full_name(part))}"
    for paper in session.papers.all():
        at = f"{paper.starts_at:%H:%M} " if paper.starts_at else ""
        by = listed([isolate_if_needed(full_name(part)) for part in paper.presentations.all()])
        yield "• " + at + (f"{paper.title} – {by}" if by else paper.title)


def full_name(part):
    return " ".join(filter(None, (part.speaker.honorific, part.speaker.name)))


def gone_entry(placement, edition, release, versions):
    """
    A session that ``release`` still announced and that is no more; None where it had no day.

    ``versions`` are (how many, the last) of its history: more than its sequence ever was, however
    often it was changed after the release.
    """
    if not placement.day:
        return None
    count, last = versions or (placement.sequence + 1, release.published_at)
    return Entry(
        name=f"session-{placement.pk}",
        title=placement.title,
        day=placement.day,
        starts_at=placement.starts_at,
        ends_at=placement.ends_at,
        edition=edition,
        room=placement.room_name,
        category=capfirst(Session.Kind(placement.values["kind"]).label),
        sequence=count,
        changed_at=last,
        is_cancelled=True,
    )


def paper_entry(paper, edition, *, until=None):
    """A paper at its own time in its session, ``until`` the next one, or else at the session's; None without a day."""
    session = paper.session
    if session is None or not session.day:
        return None
    has_own_time = paper.starts_at and session.starts_at and session.starts_at <= paper.starts_at < session.ends_at
    lines = [
        f"{capfirst(part.get_role_display())}: {isolate_if_needed(full_name(part))}"
        for part in paper.presentations.all()
    ]
    return Entry(
        name=f"paper-{paper.code}",
        title=paper.title,
        day=session.day,
        starts_at=paper.starts_at if has_own_time else session.starts_at,
        ends_at=min(until, session.ends_at) if has_own_time and until else session.ends_at,
        edition=edition,
        room=session.room.name if session.room else "",
        lines=(*lines, f"{capfirst(pgettext('programme', 'session'))}: {isolate_if_needed(session.title)}"),
        category=capfirst(_("paper")),
        path=paper.get_absolute_url(),
        sequence=paper.sequence,
        changed_at=max(paper.changed_at, session.changed_at),
        is_cancelled=session.is_cancelled,
    )


def edition_entry(edition, versions):
    """A whole edition; None where its days are not known. ``versions`` are (how many, the last) of its history."""
    if edition.date_precision != "day":
        return None
    count, last = versions or (1, datetime(2026, 1, 1, tzinfo=UTC))
    return Entry(
        name=f"edition-{edition.pk}",
        title=edition.title,
        day=edition.starts_on,
        last_day=edition.ends_on,
        edition=edition,
        lines=(edition.theme,) if edition.theme else (),
        path=edition.get_absolute_url(),
        sequence=count - 1,
        changed_at=last,
    )
