"""
The rosette of an edition, drawn from its number.

The girih rosette of n-fold symmetry: a star at the heart, a ring of petals each of which lies between two points of
that star, and a kite between the shoulders of two petals. As with the old masters, every line runs straight on where
another crosses it: the edges of the star become the sides of the petals, and the edges of their tips those of the
kites. So two bands draw it all, and can be woven. Edition n has n + 7 petals.

Pure geometry, in a square of 200 by 200 units around the origin. A point is a complex number, and to turn it about
the heart is to multiply it.
"""

from cmath import exp
from itertools import pairwise
from math import cos, pi, sin

# How far from the heart the points of the star and the tips of the petals are.
POINT, TIP = 47, 95
# How far a tip rises above the shoulders of its petal, in half widths of the petal; how far a kite rises above them,
# in half widths of the space between two petals; how wide a band is, in half widths of a petal, and at most.
SLOPE, RISE, BAND, WIDEST = 1.35, 1.5, 0.34, 4.2
# The hues of the editions, and the steps by which they follow each other: steps of five go
# round all twelve before one comes again. See also .hue-0 to .hue-11 in site.css.
HUES, HUE_STEP = 12, 5


def folds(number):
    """The petals of the rosette of edition ``number``; what has no number has seven."""
    return (number or 0) + 7


def hue(number):
    """The place of the hue of edition ``number`` among the twelve."""
    return (number or 0) * HUE_STEP % HUES


def rosette(number):
    """The rosette of edition ``number`` in single lines, as the data of one SVG path: its sign, where it is small."""
    count = folds(number)
    step = exp(2j * pi / count)
    star, tips = bands(count)
    # From one kite to the next, the band of the star goes backwards.
    rings = [(star, 1 / step), (tips, step)]
    return "".join(f"M{line([p * turn**k for k in range(count) for p in band[:-1]])}Z" for band, turn in rings)


def woven_rosette(number):
    """The rosette of edition ``number`` in bands that go over and under each other in turn, as one SVG path."""
    count = folds(number)
    step = exp(2j * pi / count)
    star, tips = bands(count)
    valley, right, rim, left, valley_before = star
    tip, kite, next_tip = tips
    width = min(WIDEST, BAND * right.real)
    # A piece runs both ways from its middle, until it meets the band under which it goes at either end.
    pieces = [
        (star, 2, [tip, kite], [valley, right]),
        ([left, valley_before, right / step, rim / step], 1, [valley, right], [tip / step, kite / step]),
        ([kite / step, tip, kite, next_tip], 1, [p / step for p in star[2:]], star[2:]),
    ]
    lines = [
        [*reversed(until(edge[middle::-1], edges(first, width))), *until(edge[middle:], edges(last, width))[1:]]
        for piece, middle, first, last in pieces
        for edge in edges(piece, width)
    ]
    return "".join(f"M{line([p * step**k for p in points])}" for points in lines for k in range(count))


def bands(count):
    """
    The middles of the two bands of a rosette of ``count`` petals, as far as one step of each: from a valley of the
    star along a petal, round a kite and back along the next petal; and from tip to tip.
    """
    half = pi / count
    step = exp(2j * half)
    width = POINT * sin(half)
    height = TIP - SLOPE * width
    shoulder = complex(width, -height)
    # An edge of the star that starts here runs on along a petal, parallel to its middle.
    valley = place(0, POINT / (2 * cos(half)))
    top = abs(shoulder) + RISE * (height - POINT * cos(half)) * sin(half)
    # Where the edge of a tip, run on past the shoulder, meets that of the next petal.
    foot = TIP / (cos(half) + SLOPE * sin(half))
    star = [valley * step, shoulder, place(half, top), -shoulder.conjugate() * step, valley]
    return star, [place(0, TIP), place(half, foot), place(0, TIP) * step]


def edges(middle, width):
    """The two edges of a band of ``width``, mitred where it bends."""
    return [beside(middle, width / 2), beside(middle, -width / 2)]


def beside(points, distance):
    moved = []
    for start, end in pairwise(points):
        across = 1j * distance * (end - start) / abs(end - start)
        moved.append((start + across, end + across))
    corners = [a + crossing(a, b, c, d) * (b - a) for (a, b), (c, d) in pairwise(moved)]
    return [moved[0][0], *corners, moved[-1][1]]


def until(points, lines):
    """The points as far as one of the lines, and the place where it is met."""
    walls = [wall for line in lines for wall in pairwise(line)]
    for number, (a, b) in enumerate(pairwise(points), start=1):
        met = [along for c, d in walls if 0 < (along := crossing(a, b, c, d)) <= 1 and 0 <= crossing(c, d, a, b) <= 1]
        if met:
            return [*points[:number], a + min(met) * (b - a)]
    return points


def crossing(a, b, c, d):
    """How far from ``a`` to ``b`` the line through ``c`` and ``d`` is met; 1 is at ``b``."""
    return cross(c - a, d - c) / cross(b - a, d - c)


def cross(a, b):
    return (a.conjugate() * b).imag


def place(angle, radius):
    """The point at ``angle`` radians clockwise from the top."""
    return -1j * radius * exp(1j * angle)


def line(points):
    """The points as SVG writes them, to a tenth of a unit."""
    return "L".join(f"{p.real:.1f} {p.imag:.1f}" for p in points)
