"""
The map of the series: its host cities, the road through them, the countries that took part.

Pure geometry, and knows no model: an edition is here whatever has a city, a latitude and a
longitude. The coastline lies in static/img/land.svg, drawn once from the 1:50m land of
Natural Earth (naturalearthdata.com, public domain) in the projection below: coasts only, no
border between states, and no name but those of cities.
"""

from itertools import pairwise
from math import cos, hypot, radians
from typing import NamedTuple

# Degrees: from the Atlantic to the Arabian Sea, from the Comoros to above Tunis and Algiers.
WEST, EAST, SOUTH, NORTH = -18.5, 61.5, -13, 42.5
# The parallel that is drawn true; both directions have one scale there.
TRUE_LATITUDE = 22

WIDTH = 1000
ACROSS = WIDTH / (EAST - WEST)
DOWN = ACROSS / cos(radians(TRUE_LATITUDE))
HEIGHT = round((NORTH - SOUTH) * DOWN, 1)

# The least and the most that is drawn from the north down: the empty south only where a place lies there.
LEAST_HEIGHT, BELOW = 540, 100

# What a city's sign and its two lines of words take, in units of the map. The width of a
# letter is a guess on the wide side: no server knows the face that will be used.
SIGN, LETTER, YEAR, YEAR_GAP, LINE = 13, 12.5, 48, 10, 27
# A name further than this from what it must not touch is as good as one further still.
CLEAR = 4
# How far a leg of the road swings out, as a share of its length.
SWING = 0.12

# The capitals of the members of the League of Arab States, in degrees north and east.
CAPITALS = {
    "AE": (24.45, 54.38),
    "BH": (26.22, 50.58),
    "DJ": (11.59, 43.15),
    "DZ": (36.75, 3.06),
    "EG": (30.04, 31.24),
    "IQ": (33.31, 44.37),
    "JO": (31.95, 35.93),
    "KM": (-11.70, 43.26),
    "KW": (29.38, 47.98),
    "LB": (33.89, 35.50),
    "LY": (32.89, 13.19),
    "MA": (34.02, -6.84),
    "MR": (18.08, -15.98),
    "OM": (23.59, 58.38),
    "PS": (31.78, 35.23),
    "QA": (25.29, 51.53),
    "SA": (24.71, 46.68),
    "SD": (15.50, 32.56),
    "SO": (2.05, 45.32),
    "SY": (33.51, 36.29),
    "TN": (36.81, 10.18),
    "YE": (15.37, 44.19),
}


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def shared_with(self, other):
        """The area that two boxes share."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across * down if across > 0 and down > 0 else 0

    def holds(self, x, y):
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def wider_by(self, margin):
        return Box(self.left - margin, self.top - margin, self.right + margin, self.bottom + margin)


MAP = Box(0, 0, WIDTH, HEIGHT)


def project(latitude, longitude):
    """Where a place of the earth lies on the map: x from the west, y from the north."""
    return round((float(longitude) - WEST) * ACROSS, 1), round((NORTH - float(latitude)) * DOWN, 1)


def has_place(edition):
    """Whether the edition has a place on the map; one held online, or far from it, has none."""
    if edition.latitude is None or edition.longitude is None:
        return False
    return MAP.holds(*project(edition.latitude, edition.longitude))


def map_of(editions, countries=(), rtl=False):
    """
    All that includes/map.html draws, from editions in any order and the codes of participating countries.

    ``rtl`` says that the page is read from right to left, and so the years of a city.
    A country beyond the map, or whose capital is a host city, has no ring; the list has them all.
    """
    editions = sorted(editions, key=lambda edition: edition.starts_on)
    codes = list(dict.fromkeys(str(code).upper() for code in countries))
    stops = stops_of(editions)
    rings = rings_of(codes, stops)
    legs = legs_of(editions)
    height = height_for([*stops, *rings])
    place_labels(stops, rings, legs, height=height, rtl=rtl)
    return {
        "width": WIDTH,
        "height": height,
        "land_height": HEIGHT,
        "editions": editions,
        "stops": stops,
        "route": "".join(path_of(leg) for leg in legs),
        "rings": rings,
        "countries": [code.lower() for code in codes],
    }


def height_for(places):
    """How far down the map must go to show the southernmost place and what is written under it."""
    return min(HEIGHT, max([LEAST_HEIGHT, *(place["y"] + BELOW for place in places)]))


def stops_of(editions):
    """The host cities in the order of their first edition, each with all of its editions."""
    stops = {}
    for edition in editions:
        if has_place(edition):
            x, y = project(edition.latitude, edition.longitude)
            stop = stops.setdefault((x, y), {"city": edition.city, "x": x, "y": y, "editions": []})
            stop["editions"].append(edition)
    return list(stops.values())


def rings_of(codes, stops):
    """The capitals of the countries of which the map has them, save where a host city stands."""
    rings = []
    for code in codes:
        if code in CAPITALS:
            x, y = project(*CAPITALS[code])
            if all(hypot(stop["x"] - x, stop["y"] - y) > SIGN for stop in stops):
                rings.append({"code": code.lower(), "x": x, "y": y})
    return rings


def legs_of(editions):
    """The road from place to place in time, as (start, control, end) of quadratic curves."""
    places = [project(edition.latitude, edition.longitude) for edition in editions if has_place(edition)]
    legs = []
    for start, end in pairwise(places):
        if start != end:
            (x1, y1), (x2, y2) = start, end
            # All swing to the left hand of who travels, so that there and back are two roads.
            control = (x1 + x2) / 2 + (y2 - y1) * SWING, (y1 + y2) / 2 - (x2 - x1) * SWING
            legs.append((start, control, end))
    return legs


def path_of(leg):
    """A leg as the data of an SVG path."""
    (x1, y1), (cx, cy), (x2, y2) = leg
    return f"M{x1} {y1}Q{cx:.1f} {cy:.1f} {x2} {y2}"


def along(leg, steps=24):
    """Points along a leg, without its ends."""
    (x1, y1), (cx, cy), (x2, y2) = leg
    for step in range(1, steps):
        t = step / steps
        yield (
            (1 - t) ** 2 * x1 + 2 * t * (1 - t) * cx + t**2 * x2,
            (1 - t) ** 2 * y1 + 2 * t * (1 - t) * cy + t**2 * y2,
        )


def place_labels(stops, rings=(), legs=(), height=HEIGHT, rtl=False):
    """
    Give each stop ``label_x``, ``label_y`` and ``anchor``, clear of all signs and of the other names.

    The most crowded first, each on the side where it touches least; then all again, now
    that each knows the others. ``anchor`` is start, middle or end of a text written from left to
    right: the map has no mirror image. Each year gets its own place, in ``years``.
    """
    frame = Box(0, 0, WIDTH, height)
    signs = [sign_of(place) for place in [*stops, *rings]]
    road = [point for leg in legs for point in along(leg)]
    chosen = {}
    crowded = sorted(range(len(stops)), key=lambda index: crowd(stops[index], stops))
    for index in crowded * 3:
        names = [box for other, (_anchor, _x, box) in chosen.items() if other != index]
        sides = sides_of(stops[index])
        chosen[index] = min(sides, key=lambda side: cost(side[2], frame, signs, names, road))
    for index, (anchor, x, box) in chosen.items():
        write(stops[index], anchor, x, box, rtl)
    return stops


def write(stop, anchor, x, box, rtl):
    """Put the name of a stop at the top of its box, and the years under it."""
    baseline, width = box.top + LINE * 0.8, years_of(stop)
    left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
    starts = [left + place * (YEAR + YEAR_GAP) for place in range(len(stop["editions"]))]
    if rtl:
        starts.reverse()
    stop |= {
        "anchor": anchor,
        "label_x": round(x, 1),
        "label_y": round(baseline, 1),
        "target": rectangle(around(box, sign_of(stop))),
        "years": [
            {
                "edition": edition,
                "x": round(start + YEAR / 2, 1),
                "y": round(baseline + LINE, 1),
                "target": rectangle(year_box(start, box)),
            }
            for edition, start in zip(stop["editions"], starts, strict=True)
        ],
    }


def year_box(left, box):
    """What takes a finger for one year among several."""
    return Box(left - YEAR_GAP / 2, box.top + LINE, left + YEAR + YEAR_GAP / 2, box.bottom + 10)


def sign_of(place):
    """The square that the sign of a place takes."""
    return Box(place["x"], place["y"], place["x"], place["y"]).wider_by(SIGN)


def crowd(stop, stops):
    """How far the nearest other city is."""
    others = [hypot(stop["x"] - other["x"], stop["y"] - other["y"]) for other in stops if other is not stop]
    return min(others, default=WIDTH)


def years_of(stop):
    """The width of the line of years under the name of a city."""
    count = len(stop["editions"])
    return count * YEAR + (count - 1) * YEAR_GAP


def sides_of(stop):
    """Where the words may stand beside a city: (anchor, x, box), the best looking first."""
    x, y, height, gap = stop["x"], stop["y"], 2 * LINE, SIGN + 5
    width = max(len(stop["city"] or "") * LETTER, years_of(stop))
    for top in (y - LINE, y - height, y):
        yield "start", x + gap, Box(x + gap, top, x + gap + width, top + height)
        yield "end", x - gap, Box(x - gap - width, top, x - gap, top + height)
    for top in (y + gap, y - gap - height):
        yield "middle", x, Box(x - width / 2, top, x + width / 2, top + height)


def cost(box, frame, signs, names, road):
    """How much words in ``box`` would hide, or be hidden by the edge of the map."""
    beyond = (box.right - box.left) * (box.bottom - box.top) - box.shared_with(frame)
    hidden = sum(map(box.shared_with, signs)) + sum(map(box.wider_by(CLEAR).shared_with, names))
    return 40 * beyond + 20 * hidden + 40 * sum(box.holds(*point) for point in road)


def around(one, other):
    """The smallest box that holds two others."""
    return Box(*map(min, one[:2], other[:2]), *map(max, one[2:], other[2:]))


def rectangle(box):
    """A box as the attributes of an SVG rect: the area that takes a finger and shows the focus."""
    left, top, right, bottom = box
    return {"x": round(left, 1), "y": round(top, 1), "width": round(right - left, 1), "height": round(bottom - top, 1)}
