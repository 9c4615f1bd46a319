"""
What is wrong with a plan: its booths compared with each other and with the floor.

Nothing here asks the database: the editor, the import and the saving ask about a plan
before it is stored.
"""

from collections import defaultdict
from itertools import combinations
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from exhibitors.outlines import box_of, rectangle, validate_outline, walls_of
from exhibitors.polygons import TOUCH, boxes_apart, crosses_itself, narrowest_gap, overlap, touch
from forum_portal.arabic.bidi import isolate


class Level(models.TextChoices):
    """An error is never saved; a warning is, once staff say that they mean it."""

    ERROR = "error", pgettext_lazy("finding", "error")
    WARNING = "warning", pgettext_lazy("finding", "warning")


class Place(NamedTuple):
    """A booth as a plan has it: ``key`` names it within the plan, whatever its code is."""

    key: str
    code: str
    category: object
    outline: list


class Finding(NamedTuple):
    """One fault: the keys of the booths concerned, and the sentence that staff read."""

    level: str
    kind: str
    keys: tuple
    sentence: str


def findings_of(places, *, floor=None, gangway=0):
    """
    Everything that is wrong with ``places``, errors first.

    ``floor`` is its width and depth, None where it is not known; ``gangway`` the least width
    of the room between booths that do not touch, 0 for any.
    """
    sound = [place for place in places if not fault_of(place.outline)]
    found = [
        *missing(places),
        *doubled(places),
        *unsound(places),
        *overlapping(sound),
        *outside(sound, floor),
    ]
    return found + list(narrow(sound, floor, gangway))


def name_of(place):
    return isolate(place.code) if place.code else _("a booth without a code")


def metres(number):
    return isolate(number_format(f"{number:.2f}".rstrip("0").rstrip(".")))


def fault_of(outline):
    """Why ``outline`` is none; empty if it is one."""
    try:
        validate_outline(outline)
    except ValidationError as error:
        return error.messages[0]
    if crosses_itself(outline):
        return _("The walls of the outline cross or touch each other.")
    return ""


def missing(places):
    for place in places:
        if not place.code:
            yield Finding(Level.ERROR, "code", (place.key,), _("A booth has no code."))
        if place.category is None:
            sentence = _("%(booth)s has no category.") % {"booth": name_of(place)}
            yield Finding(Level.ERROR, "category", (place.key,), capfirst(sentence))


def doubled(places):
    by_code = defaultdict(list)
    for place in places:
        if place.code:
            by_code[place.code].append(place.key)
    for code, keys in by_code.items():
        if len(keys) > 1:
            sentence = ngettext(
                "%(count)d booth has the code %(code)s.", "%(count)d booths have the code %(code)s.", len(keys)
            )
            values = {"count": len(keys), "code": isolate(code)}
            yield Finding(Level.ERROR, "doubled", tuple(keys), sentence % values)


def unsound(places):
    for place in places:
        if fault := fault_of(place.outline):
            sentence = _("%(booth)s: %(fault)s") % {"booth": name_of(place), "fault": fault}
            yield Finding(Level.ERROR, "outline", (place.key,), capfirst(sentence))


def overlapping(places):
    for one, other in pairs_within(places, 0):
        if area := overlap(one.outline, other.outline):
            sentence = _("%(one)s and %(other)s overlap by %(area)s m².") % {
                "one": name_of(one),
                "other": name_of(other),
                "area": metres(max(area, 0.01)),
            }
            yield Finding(Level.ERROR, "overlap", (one.key, other.key), capfirst(sentence))


def outside(places, floor):
    if not floor:
        return
    width, depth = floor
    for place in places:
        _x, _y, right, bottom = box_of(place.outline)  # nothing lies before 0, see validate_outline
        if right > width + TOUCH or bottom > depth + TOUCH:
            sentence = _("%(booth)s lies outside the floor.") % {"booth": name_of(place)}
            yield Finding(Level.ERROR, "outside", (place.key,), capfirst(sentence))


def narrow(places, floor, gangway):
    if not gangway:
        return
    boxes = [(place, box_of(place.outline)) for place in places]
    for one, other in pairs_within(places, gangway):
        walls, others = walls_of(one.outline), walls_of(other.outline)
        if touch(walls, others) or overlap(one.outline, other.outline):
            continue
        if gap := narrowest_gap(walls, others, gangway, near(boxes, one, gangway)):
            sentence = _("Between %(one)s and %(other)s there are only %(width)s m; a gangway needs %(least)s m.")
            values = {"one": name_of(one), "other": name_of(other)}
            yield narrow_finding(sentence, values, (one.key, other.key), gap, gangway)
    for place, side in beside_walls(places, floor, gangway):
        walls = walls_of(place.outline)
        if gap := narrowest_gap(walls, [side], gangway, near(boxes, place, gangway)):
            sentence = _("Between %(one)s and the wall there are only %(width)s m; a gangway needs %(least)s m.")
            yield narrow_finding(sentence, {"one": name_of(place)}, (place.key,), gap, gangway)


def narrow_finding(sentence, values, keys, gap, gangway):
    values |= {"width": metres(gap.width), "least": metres(gangway)}
    return Finding(Level.WARNING, "narrow", keys, sentence % values)


def near(boxes, place, reach):
    """The outlines of what stands within ``reach`` of ``place``, its own among them."""
    around = box_of(place.outline)
    return [other.outline for other, box in boxes if boxes_apart(around, box) <= reach]


def beside_walls(places, floor, gangway):
    """Each booth with each wall of the floor that it is near and does not touch."""
    if not floor:
        return
    for side in walls_of(rectangle(0, 0, *floor)):
        for place in places:
            is_near = boxes_apart(box_of(place.outline), box_of(side)) < gangway
            if is_near and not touch(walls_of(place.outline), [side]):
                yield place, side


def pairs_within(places, reach):
    """The pairs of booths whose boxes are no farther apart than ``reach``."""
    boxes = [(place, box_of(place.outline)) for place in places]
    for (one, box), (other, other_box) in combinations(boxes, 2):
        if boxes_apart(box, other_box) <= reach:
            yield one, other
