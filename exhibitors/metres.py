"""Metres and corners as people type them, and as they are shown to be typed over."""

import json
import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from exhibitors.outlines import box_of, rectangle
from forum_portal.arabic.cleaning import ascii_digits, clean

# Millimetres are kept; nobody draws finer.
DECIMALS = 3
NUMBER = re.compile(r"[+-]?(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})")


def read_metres(text):
    """The number in ``text``: any digits, a point or a comma before the decimals. Raise ValidationError."""
    typed = ascii_digits(clean(text)).replace("،", ".").replace(",", ".")
    typed = typed.removesuffix("m").removesuffix("م").strip()
    if not NUMBER.fullmatch(typed):
        raise ValidationError(_("Please enter a number of metres, such as 3 or 2.5."), code="metres")
    return tidy(float(typed))


def write_metres(number):
    """A number of metres as it is typed, without zeros that say nothing."""
    return f"{number:.{DECIMALS}f}".rstrip("0").rstrip(".")


def read_corners(text):
    """The outline in ``text``, such as «0 0; 3 0; 3 3», or as JSON. Raise ValidationError."""
    typed = ascii_digits(clean(text)).replace("؛", ";").replace("،", ",")
    if typed.startswith("["):
        return read_json(typed)
    corners = []
    for corner in filter(str.strip, typed.split(";")):
        # A comma with a digit on both sides belongs to a number only where spaces part the two.
        parts = corner.split() if len(corner.split()) == 2 else re.split(r"[\s,]+", corner.strip())
        if len(parts) != 2:
            raise ValidationError(_("Please enter the corners as pairs, such as 0 0; 3 0; 3 3."), code="corners")
        corners.append([read_metres(part.strip(",")) for part in parts])
    return corners


def read_json(typed):
    try:
        corners = json.loads(typed)
        return [[tidy(float(x)), tidy(float(y))] for x, y in corners]
    except (ValueError, TypeError, OverflowError, RecursionError):
        raise ValidationError(_("Please enter the corners as pairs, such as 0 0; 3 0; 3 3."), code="corners") from None


def write_corners(outline):
    return "; ".join(f"{write_metres(x)} {write_metres(y)}" for x, y in outline)


def tidy(number):
    """A number to the millimetre, whole where it is whole, as an outline stores it. Raise ValueError for infinity."""
    number = round(number, DECIMALS)
    return int(number) if number == int(number) else number


def as_rectangle(outline):
    """Its x, y, width and depth, if ``outline`` is a rectangle along the floor's walls; None otherwise."""
    x, y, right, bottom = box_of(outline)
    if normal(outline) != normal(rectangle(x, y, right - x, bottom - y)):
        return None
    return tidy(x), tidy(y), tidy(right - x), tidy(bottom - y)


def normal(outline):
    """The same for all outlines that go round the same corners, wherever and in whichever way they begin."""
    corners = [(round(x, DECIMALS), round(y, DECIMALS)) for x, y in outline]
    ways = []
    for way in (corners, corners[::-1]):
        start = way.index(min(way))
        ways.append(way[start:] + way[:start])
    return min(ways)
