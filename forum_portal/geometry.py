"""
The rosette of an edition, drawn from its number.

The girih rosette of n-fold symmetry: a star at the heart, a ring of petals each of which
lies between two points of that star, and kites that close the ring to a rim. Edition n has
n + 7 petals. Pure geometry, in a square of 200 by 200 units around the origin.
"""

from math import asin, cos, pi, sin

# Radii, from the heart to the rim: valleys and points of the star, shoulders and tips of the
# petals, points of the rim between two tips.
VALLEY, POINT, SHOULDER, TIP, RIM = 25, 40, 74, 97, 86
# How much wider a petal is at its shoulders than at its foot.
FLARE = 1.3
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
    """The rosette of edition ``number`` as the data of one SVG path."""
    count = folds(number)
    half = pi / count
    shoulder = asin(min(1, FLARE * POINT * sin(half) / SHOULDER))
    axes = [2 * pi * place / count for place in range(count)]
    star = [at for axis in axes for at in (place_at(axis, VALLEY), place_at(axis + half, POINT))]
    rim = [at for axis in axes for at in (place_at(axis, TIP), place_at(axis + half, RIM))]
    petals = [
        [
            place_at(axis - half, POINT),
            place_at(axis - shoulder, SHOULDER),
            place_at(axis, TIP),
            place_at(axis + shoulder, SHOULDER),
            place_at(axis + half, POINT),
        ]
        for axis in axes
    ]
    kites = [
        [
            place_at(axis + shoulder, SHOULDER),
            place_at(axis + half, RIM),
            place_at(axis + 2 * half - shoulder, SHOULDER),
        ]
        for axis in axes
    ]
    closed = "".join(f"M{'L'.join(figure)}Z" for figure in (star, rim))
    return closed + "".join(f"M{'L'.join(figure)}" for figure in [*petals, *kites])


def place_at(angle, radius):
    """The point at ``angle`` radians clockwise from the top, to a tenth of a unit."""
    return f"{radius * sin(angle):.1f} {-radius * cos(angle):.1f}"
