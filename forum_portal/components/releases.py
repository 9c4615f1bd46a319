"""An invented release of an invented programme, in which a session is moved and another cancelled."""

import datetime
from copy import deepcopy

from django.utils import timezone

from papers.models import Release
from papers.releases import Move, Placement, compare, placement_of

from .invention import invented


def release(edition, sessions):
    """A release with its changes, and the last move of the first of ``sessions``."""
    before = {str(session.pk): placement_of(session) for session in sessions}
    after = deepcopy(before)
    moved, cancelled = (after[str(session.pk)] for session in sessions[:2])
    moved |= {"starts_at": "11:00:00", "ends_at": "12:30:00"}
    cancelled["cancelled"] = True
    told = invented(
        Release,
        1,
        edition=edition,
        number=2,
        published_at=timezone.make_aware(datetime.datetime.combine(edition.starts_on, datetime.time(8))),
        placements=after,
        note_ar="ملاحظة مثال.",
        note_en="A sample note.",
    )
    told.changes = compare(before, after)
    key = str(sessions[0].pk)
    return {"release": told, "move": Move(told, Placement(key, before[key]), Placement(key, after[key]))}
