"""
A day of the programme by the clock: which row and which column each session takes.

A row is a unit of time, the same all day; a column is a room. The style sheet has a class for
each place (``t-3``: begins at the third row, ``d-6``: lasts six), since a page may carry no
style of its own. On a telephone, in print and without a style sheet the places mean nothing,
and the same list stands in its order.
"""

import datetime
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

# Minutes; the widest that all beginnings and ends of a day fall on.
UNITS = (30, 15, 10, 5)
# As many as static/css/programme.css has classes for. A day that needs more is a list.
MOST_ROWS, MOST_COLUMNS = 180, 12
COLUMNS_ON_A_PAGE = 4
# The room of what is held in none while rooms are in use.
NOWHERE = None


class Column(NamedTuple):
    """A room over the columns that it needs: more than one where its sessions overlap."""

    room: object
    first: int
    width: int


class Entry(NamedTuple):
    """A session at its place, or the mark of a full hour."""

    session: object
    hour: datetime.time | None
    place: str


class Day:
    """The sessions of one day, in their order; ``day`` is None for those of which it is not known."""

    def __init__(self, day, sessions, *, as_list=False):
        self.day = day
        self.sessions = sessions
        self.as_list = as_list

    @cached_property
    def is_grid(self):
        """Whether the day can be drawn by the clock: all its times are known and there is room for them."""
        if self.as_list or not self.sessions or any(not session.starts_at for session in self.sessions):
            return False
        return self.rows <= MOST_ROWS and self.width <= MOST_COLUMNS

    @property
    def is_sliding(self):
        """Whether the rooms of a grid are more than a page is wide for."""
        return self.is_grid and self.width > COLUMNS_ON_A_PAGE

    @cached_property
    def unit(self):
        """The minutes of a row."""
        minutes = [minute for session in self.sessions for minute in span(session)]
        return next((unit for unit in UNITS if all(minute % unit == 0 for minute in minutes)), UNITS[-1])

    @cached_property
    def begins(self):
        """The minute of the day at which the first row begins."""
        return min(span(session)[0] for session in self.sessions) // self.unit * self.unit

    @property
    def rows(self):
        return -(-(max(span(session)[1] for session in self.sessions) - self.begins) // self.unit)

    @cached_property
    def outside(self):
        """The sessions in no room that have to stand beside others: they overlap one in a room, or each other."""
        in_rooms = [session for session in self.sessions if session.room]
        loose = [session for session in self.sessions if not session.room]
        beside = [session for session in loose if any(overlap(session, other) for other in in_rooms)]
        rest = [session for session in loose if session not in beside]
        return beside + [one for one in rest if any(overlap(one, other) for other in rest if other is not one)]

    @cached_property
    def lanes(self):
        """[(room, [its sessions that do not overlap, in each lane])], in the order of the rooms; none comes last."""
        rooms = {}
        for session in self.sessions:
            if session.room or session in self.outside:
                rooms.setdefault(session.room or NOWHERE, []).append(session)
        order = sorted(rooms, key=lambda room: (1, 0, 0) if room is NOWHERE else (0, room.order, room.pk))
        return [(room, side_by_side(rooms[room])) for room in order]

    @property
    def width(self):
        return sum(len(lanes) for _room, lanes in self.lanes) or 1

    @cached_property
    def columns(self):
        columns, first = [], 1
        for room, lanes in self.lanes:
            columns.append(Column(room, first, len(lanes)))
            first += len(lanes)
        return columns

    @property
    def entries(self):
        """The sessions with their places and, in a grid, the hours between them."""
        if not self.is_grid:
            return [Entry(session, None, "") for session in self.sessions]
        lane_of = {}
        for column, (_room, lanes) in zip(self.columns, self.lanes, strict=True):
            for number, sessions in enumerate(lanes):
                lane_of |= {session.pk: column.first + number for session in sessions}
        entries = [Entry(session, None, self.place(session, lane_of.get(session.pk))) for session in self.sessions]
        entries += [Entry(None, clock(minute), f"t-{self.row(minute)}") for minute in self.full_hours()]
        # An hour stands before what begins at it, for whoever reads the list without the style sheet.
        return sorted(entries, key=lambda entry: (entry.hour or entry.session.starts_at, entry.hour is None))

    def place(self, session, lane):
        begin, end = span(session)
        rows = -(-(end - self.begins) // self.unit) - (self.row(begin) - 1)
        return f"t-{self.row(begin)} d-{rows} {f'c-{lane}' if lane else self.breadth(session)}"

    def breadth(self, session):
        """The place of a session for everybody: the whole width, or that of the rooms where one stands beside it."""
        rooms = sum(len(lanes) for room, lanes in self.lanes if room is not NOWHERE)
        is_beside = rooms and any(overlap(session, other) for other in self.outside)
        return f"c-1 x-{rooms}" if is_beside else "c-all"

    def row(self, minute):
        return (minute - self.begins) // self.unit + 1

    def full_hours(self):
        end = self.begins + self.rows * self.unit
        return [minute for minute in range(self.begins, end) if minute % 60 == 0]


def days_of(sessions, *, as_list=False):
    """The days of ``sessions``, which stand in the order of the programme; what begins together, by its rooms."""
    grouped = groupby(sessions, key=lambda session: session.day)
    return [Day(day, sorted(items, key=by_clock_and_room), as_list=as_list) for day, items in grouped]


def by_clock_and_room(session):
    if not session.starts_at:
        return (1,)
    return (0, session.starts_at, *((session.room.order, session.room.pk) if session.room else (-1, 0)))


def span(session):
    """The minutes of the day at which a session begins and ends."""
    return tuple(time.hour * 60 + time.minute for time in (session.starts_at, session.ends_at))


def overlap(one, other):
    """Whether two sessions of a day are held at one time. One that ends when the other begins does not overlap."""
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def side_by_side(sessions):
    """``sessions`` in as few lanes as hold them without an overlap."""
    lanes = []
    for session in sorted(sessions, key=span):
        lane = next((lane for lane in lanes if lane[-1].ends_at <= session.starts_at), None)
        if lane is None:
            lanes.append([session])
        else:
            lane.append(session)
    return lanes


def clock(minute):
    return datetime.time(minute // 60 % 24, minute % 60)
