"""Outlines of booths: polygons of corners [x, y], in metres on the floor."""

import math

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

# In metres; no hall is larger.
FARTHEST = 1000
# More corners than any booth has; comparing outlines takes time by the square of them.
MOST_CORNERS = 60


def area_of(outline):
    """The area of a polygon in square metres (the shoelace formula)."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in walls_of(outline))) / 2


def validate_outline(outline):
    """A polygon: three points or more, each a pair of metres on the floor, around some area."""
    is_polygon = (
        isinstance(outline, list)
        and len(outline) >= 3
        and all(
            isinstance(point, list)
            and len(point) == 2
            and all(isinstance(n, int | float) and not isinstance(n, bool) for n in point)
            for point in outline
        )
    )
    if not is_polygon:
        raise ValidationError(
            _("The outline is a list of at least three points, such as [[0, 0], [3, 0], [3, 3]]."), code="outline"
        )
    if len(outline) > MOST_CORNERS:
        raise ValidationError(
            ngettext(
                "The outline has more than %(count)d corner.",
                "The outline has more than %(count)d corners.",
                MOST_CORNERS,
            ),
            code="outline_long",
            params={"count": MOST_CORNERS},
        )
    # Asked in this form, it refuses infinity and what is not a number too.
    if not all(0 <= n <= FARTHEST for point in outline for n in point):
        raise ValidationError(
            _("The numbers of the outline are metres from 0 to %(farthest)s."),
            code="outline_far",
            params={"farthest": FARTHEST},
        )
    if not area_of(outline):
        raise ValidationError(
            _("The outline encloses no area. Please enter the corners in the order in which they follow each other."),
            code="outline_flat",
        )


def walls_of(outline):
    """The walls of a polygon, each as its two corners."""
    return list(zip(outline, outline[1:] + outline[:1], strict=True))


def rectangle(x, y, width, depth):
    """The outline of a booth with four right angles, from its corner at the least x and y."""
    return [[x, y], [x + width, y], [x + width, y + depth], [x, y + depth]]


def box_of(outline):
    """The least and the greatest x and y: the box around an outline."""
    xs, ys = zip(*outline, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def distance_to_wall(point, start, end):
    """How far ``point`` is from the straight wall between two corners."""
    (x, y), (x1, y1), (x2, y2) = point, start, end
    length = (x2 - x1) ** 2 + (y2 - y1) ** 2
    along = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length if length else 0
    along = min(1, max(0, along))
    return math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1))


def encloses(walls, point):
    """Whether ``point`` lies inside: a line from it to the side crosses an odd number of walls."""
    x, y = point
    crossed = [1 for (x1, y1), (x2, y2) in walls if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1)]
    return len(crossed) % 2 == 1


def innermost(outline):
    """
    The point inside ``outline`` that is farthest from its walls, of a grid of points.

    In a rectangle that is the middle. In a booth with a corner cut out, the middle of the
    box around it may lie in the neighbour's booth.
    """
    xs, ys = zip(*outline, strict=True)
    middle = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    if len(outline) <= 4:
        return middle
    walls = walls_of(outline)
    steps = range(1, 16)
    grid = [
        (min(xs) + (max(xs) - min(xs)) * i / 16, min(ys) + (max(ys) - min(ys)) * j / 16) for i in steps for j in steps
    ]
    inside = [point for point in grid if encloses(walls, point)]
    return max(inside, key=lambda point: min(distance_to_wall(point, *wall) for wall in walls), default=middle)
