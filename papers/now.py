"""What is on and what comes next, room by room, by the clock of the host."""

from itertools import groupby

from django.utils import timezone


def now_and_next(edition, moment=None):
    """
    What is on in each room of ``edition`` at ``moment`` (this one, unless given), and what follows it that day.

    A list of {"room", "now", "next"}, in the order of the rooms, of those where something is on or
    still to come; a break that stands in no room comes under None. One query.
    """
    local = (moment or timezone.now()).astimezone(edition.zone)
    left = edition.sessions.filter(day=local.date(), ends_at__gt=local.time()).select_related("room", "axis")
    by_room = sorted(left, key=lambda session: (place(session.room), session.starts_at))
    rooms = []
    for _place, sessions in groupby(by_room, key=lambda session: place(session.room)):
        sessions = list(sessions)
        running = [session for session in sessions if session.starts_at <= local.time()]
        later = [session for session in sessions if session.starts_at > local.time()]
        rooms.append(
            {
                "room": sessions[0].room,
                "now": running[0] if running else None,
                "next": later[0] if later else None,
            }
        )
    return rooms


def place(room):
    """Where a room stands among the others; what is in no room stands first."""
    return (room.order, room.pk) if room else (-1, 0)
