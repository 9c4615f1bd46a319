"""Polygons side by side: whether they overlap, and how much room is left between them. All in metres."""

import math
from itertools import pairwise
from typing import NamedTuple

from exhibitors.outlines import box_of, distance_to_wall, encloses, walls_of

# What is closer than a millimetre touches: numbers such as 0.1 + 0.2 are not exact.
TOUCH = 0.001
# Overlaps under a square centimetre are rounding, too.
LEAST_OVERLAP = 0.0001
# Between two parallel walls it is measured in the middle, and this far from both ends.
INSET = 0.01


class Gap(NamedTuple):
    """The room between two walls at one place."""

    width: float
    start: tuple
    end: tuple


def overlap(one, other):
    """
    The area that two polygons share; 0 where they only touch. Concave ones are right too.

    The floor is cut into strips at the height of every corner and of every crossing of
    walls. In one strip no two walls cross, so that half way up tells of the whole strip.
    """
    if boxes_apart(box_of(one), box_of(other)) > 0:
        return 0
    walls, others = walls_of(one), walls_of(other)
    heights = {y for _x, y in (*one, *other)}
    heights |= {y for wall in walls for against in others if (y := height_of_crossing(wall, against)) is not None}
    area = 0
    heights = sorted(heights)
    for low, high in pairwise(heights):
        middle = (low + high) / 2
        shared = shared_length(spans_at(walls, middle), spans_at(others, middle))
        area += shared * (high - low)
    return area if area > LEAST_OVERLAP else 0


def spans_at(walls, y):
    """The parts of the level ``y`` that lie inside, each from x to x."""
    xs = sorted(x1 + (y - y1) * (x2 - x1) / (y2 - y1) for (x1, y1), (x2, y2) in walls if (y1 > y) != (y2 > y))
    return list(zip(xs[::2], xs[1::2], strict=False))


def shared_length(spans, others):
    return sum(max(0, min(end, far) - max(start, near)) for start, end in spans for near, far in others)


def crossing(wall, against):
    """Where two walls cross, as shares of their lengths; None for parallel ones and where they do not meet."""
    ((x1, y1), (x2, y2)), ((x3, y3), (x4, y4)) = wall, against
    across = (x2 - x1) * (y4 - y3) - (y2 - y1) * (x4 - x3)
    if not across:
        return None
    t = ((x3 - x1) * (y4 - y3) - (y3 - y1) * (x4 - x3)) / across
    u = ((x3 - x1) * (y2 - y1) - (y3 - y1) * (x2 - x1)) / across
    return (t, u) if 0 <= t <= 1 and 0 <= u <= 1 else None


def height_of_crossing(wall, against):
    met = crossing(wall, against)
    return None if met is None else wall[0][1] + met[0] * (wall[1][1] - wall[0][1])


def crosses_itself(outline):
    """Whether two walls of one polygon meet anywhere but in the corner they share."""
    walls = walls_of(outline)
    count = len(walls)
    for i, wall in enumerate(walls):
        for j in range(i + 1, count):
            if j - i in (1, count - 1):  # neighbours, which may only fold back on each other
                first, second = (wall, walls[j]) if j - i == 1 else (walls[j], wall)
                if folds_back(first, second):
                    return True
            elif distance_of_walls(wall, walls[j]) < TOUCH:
                return True
    return False


def folds_back(wall, following):
    (x1, y1), (x2, y2) = wall
    (_x, _y), (x3, y3) = following
    across = (x2 - x1) * (y3 - y2) - (y2 - y1) * (x3 - x2)
    return abs(across) < TOUCH**2 and (x2 - x1) * (x3 - x2) + (y2 - y1) * (y3 - y2) <= 0


def distance_of_walls(wall, against):
    if crossing(wall, against):
        return 0
    ends = [distance_to_wall(point, *against) for point in wall]
    return min(*ends, *(distance_to_wall(point, *wall) for point in against))


def boxes_apart(one, other):
    """How far two boxes are apart, as they are given by box_of; 0 where they meet."""
    aside = max(0, other[0] - one[2], one[0] - other[2])
    below = max(0, other[1] - one[3], one[1] - other[3])
    return math.hypot(aside, below)


def touch(walls, others):
    """Whether two lists of walls meet somewhere."""
    return any(distance_of_walls(wall, against) < TOUCH for wall in walls for against in others)


def narrowest_gap(walls, others, limit, between=()):
    """
    The narrowest room under ``limit`` between two lists of walls that is open to walk in; None if there is none.

    ``between`` are outlines of booths. Where one of them stands in the room, or along it,
    there is no gangway: three booths in a row leave none between the first and the third.
    """
    gaps = []
    for wall in walls:
        for against in others:
            if boxes_apart(box_of(wall), box_of(against)) < limit:
                gaps += gaps_of_walls(wall, against)
    for gap in sorted(gap for gap in gaps if TOUCH < gap.width < limit - TOUCH):
        around = box_of((gap.start, gap.end))
        near = [outline for outline in between if boxes_apart(around, box_of(outline)) <= TOUCH]
        if not any(blocks(outline, gap) for outline in near):
            return gap
    return None


def gaps_of_walls(wall, against):
    """The places at which the room between two walls is measured."""
    (x, y), (x2, y2) = wall
    length = math.hypot(x2 - x, y2 - y)
    if not length:
        return
    along = [((px - x) * (x2 - x) + (py - y) * (y2 - y)) / length for px, py in against]
    low, high = max(0, min(along)), min(length, max(along))
    if high - low > 2 * INSET:  # they face each other along some way
        places = [low + INSET, (low + high) / 2, high - INSET]
        points = [(x + at * (x2 - x) / length, y + at * (y2 - y) / length) for at in places]
        for point in points:
            yield gap_to(point, against)
    else:
        yield min(gap_to(point, against) for point in wall)
        yield min(gap_to(point, wall) for point in against)


def gap_to(point, wall):
    (x, y), ((x1, y1), (x2, y2)) = point, wall
    length = (x2 - x1) ** 2 + (y2 - y1) ** 2
    along = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length if length else 0
    along = min(1, max(0, along))
    end = (x1 + along * (x2 - x1), y1 + along * (y2 - y1))
    return Gap(math.dist(point, end), tuple(point), end)


def blocks(outline, gap):
    """Whether a part of the way across ``gap`` lies in the booth or along its wall."""
    walls = walls_of(outline)
    (x1, y1), (x2, y2) = gap.start, gap.end
    met = [met[0] for wall in walls if (met := crossing((gap.start, gap.end), wall))]
    # Corners that the way passes: along a parallel wall nothing crosses.
    for px, py in outline:
        along = ((px - x1) * (x2 - x1) + (py - y1) * (y2 - y1)) / gap.width**2
        if 0 < along < 1:
            met.append(along)
    places = sorted({0, 1, *met})
    for low, high in pairwise(places):
        if (high - low) * gap.width < TOUCH:
            continue
        middle = (low + high) / 2
        point = (x1 + middle * (x2 - x1), y1 + middle * (y2 - y1))
        if encloses(walls, point) or min(distance_to_wall(point, *wall) for wall in walls) < TOUCH:
            return True
    return False
