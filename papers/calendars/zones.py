"""
Describing a time zone inside a calendar (RFC 5545, VTIMEZONE).

Not icalendar's own description: it gives the onset of a change by the clock after it, where the
standard asks for the clock before it, and is wrong by the length of the change.
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


@lru_cache(maxsize=100)
def described(name, first_year, last_year):
    """The zone ``name`` of the IANA database as it is from ``first_year`` to ``last_year``, both included."""
    zone = ZoneInfo(name)
    start = datetime(first_year, 1, 1, tzinfo=UTC) - DAY  # no place is further from UTC
    end = datetime(last_year + 1, 1, 1, tzinfo=UTC) + DAY
    component = Timezone()
    component.add("tzid", name)
    before = start.astimezone(zone)
    component.add_component(observance(before.replace(tzinfo=None), before.utcoffset(), before))
    for moment in changes(zone, start, end):
        before, after = (moment - SECOND).astimezone(zone), moment.astimezone(zone)
        onset = (moment + before.utcoffset()).replace(tzinfo=None)
        component.add_component(observance(onset, before.utcoffset(), after))
    return component


def observance(onset, offset_before, after):
    """What the clock of a zone shows from ``onset`` on, by the clock before; ``after`` is a time of the zone then."""
    component = TimezoneDaylight() if after.dst() else TimezoneStandard()
    component.add("dtstart", onset)
    component.add("tzoffsetfrom", offset_before)
    component.add("tzoffsetto", after.utcoffset())
    component.add("tzname", after.tzname())
    return component


def changes(zone, start, end):
    """The moments from ``start`` to ``end`` at which the clock of ``zone`` changes, to the second."""

    def shown(moment):
        local = moment.astimezone(zone)
        return local.utcoffset(), local.dst(), local.tzname()

    while start < end:
        early, late = start, start + DAY
        if shown(early) != shown(late):
            while late - early > SECOND:
                middle = early + (late - early) // 2
                middle = middle.replace(microsecond=0)
                early, late = (middle, late) if shown(middle) == shown(early) else (early, middle)
            yield late
        start += DAY
