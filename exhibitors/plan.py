"""The floor as it stands at one moment, for the plan and for the list beside it."""

from typing import NamedTuple

from exhibitors.models import Booth, Standing


class Stand(NamedTuple):
    """A booth at one moment: how it stands, and which company is there, if that is public."""

    booth: Booth
    standing: Standing
    company: object


def stands_of(exhibition, now):
    """Every booth of ``exhibition`` as it stands at ``now``, in the order of the signs. Causes 2 queries."""
    booths = sorted(exhibition.booths.select_related("category").with_claims(), key=Booth.sign_order)
    return [Stand(booth, booth.standing(now), booth.occupant(now)) for booth in booths]


def floor_size(exhibition, booths):
    """Width and depth of the floor in metres; where they are not entered, as much as the booths need."""
    if exhibition.width and exhibition.depth:
        return float(exhibition.width), float(exhibition.depth)
    corners = [corner for booth in booths for corner in booth.outline]
    return max(x for x, _y in corners), max(y for _x, y in corners)


def plan_of(exhibition, stands):
    """What the picture needs; None where there is no booth to draw."""
    if not stands:
        return None
    width, depth = floor_size(exhibition, [stand.booth for stand in stands])
    margin = 0.5
    box = f"{-margin} {-margin} {width + 2 * margin} {depth + 2 * margin}"
    return {"stands": stands, "box": box, "width": width, "depth": depth, "standings": used_standings(stands)}


def used_standings(stands):
    """The states that occur, in the order of their declaration: what the key beside the plan explains."""
    present = {stand.standing for stand in stands}
    return [standing for standing in Standing if standing in present]
