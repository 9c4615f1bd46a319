"""
Drawing the floor: what becomes of a plan that staff have drawn. The only code that saves several booths at once.

Two people may draw at the same time. Each sends, with the plan, what it was when it was
opened (the snapshot); who comes second is told what the first has changed, and keeps
what the first did not touch.
"""

from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from exhibitors.audit import record
from exhibitors.floor_checks import Finding, Level, Place, fault_of, findings_of
from exhibitors.guards import draws
from exhibitors.metres import as_rectangle, normal, write_corners, write_metres
from exhibitors.models import Booth, Claim, Exhibition
from exhibitors.refusals import NotAllowed, PlanChanged, PlanDoubtful, PlanFaulty
from forum_portal.arabic.bidi import isolate, side_by_side


class Drawing(NamedTuple):
    """
    A plan as staff have drawn it.

    The key of a Place is the number of its booth, or anything else for a new one.
    ``removed`` has the keys of booths to delete; a booth that is in neither stays as it is.
    """

    places: list
    removed: frozenset = frozenset()


class Difference(NamedTuple):
    """What somebody else has changed meanwhile: the keys concerned, and a sentence."""

    keys: tuple
    sentence: str


def places_of(exhibition):
    """The stored booths of ``exhibition`` as a plan, in the order of the signs. Causes 1 query."""
    booths = sorted(exhibition.booths.all(), key=Booth.sign_order)
    return [Place(str(booth.pk), booth.code, booth.category_id, booth.outline) for booth in booths]


def snapshot_of(places):
    """What ``places`` are, to be compared later; plain enough for JSON."""
    return {place.key: [place.code, place.category, place.outline] for place in places}


def is_same(place, stored):
    """Whether ``place`` is as ``stored``, an entry of a snapshot."""
    code, category, outline = stored
    return place.code == code and place.category == category and same_shape(place.outline, outline)


def same_shape(one, other):
    if fault_of(one) or fault_of(other):
        return one == other
    return normal(one) == normal(other)


def faults_of(exhibition, drawing, now=None):
    """Every finding of the plan as it would be saved. Causes at most 5 queries."""
    booths = exhibition.booths.with_claims().prefetch_related("open_claims__registration__exhibitor")
    stored = {str(booth.pk): booth for booth in booths}
    floor = (float(exhibition.width), float(exhibition.depth)) if exhibition.width and exhibition.depth else None
    drawn = {place.key for place in drawing.places} | drawing.removed
    untouched = [
        Place(key, booth.code, booth.category_id, booth.outline) for key, booth in stored.items() if key not in drawn
    ]
    found = findings_of([*drawing.places, *untouched], floor=floor, gangway=float(exhibition.gangway))
    return [
        *kept_by_claims(drawing.removed, stored),
        *found,
        *changes_of_taken(drawing.places, stored, now or timezone.now()),
    ]


def kept_by_claims(removed, stored):
    """Booths that cannot go, since somebody has them or had them."""
    going = [stored[key] for key in removed if key in stored]
    had = set(Claim.objects.filter(booth__in=going).values_list("booth", flat=True)) if going else set()
    for booth in going:
        if booth.open_claims:
            sentence = _("%(booth)s cannot be deleted: it belongs to %(holder)s.")
            values = {"booth": isolate(booth.code), "holder": holder_of(booth.open_claims[0])}
        elif booth.pk in had:
            sentence = _("%(booth)s cannot be deleted: the records of a company that had it speak of it.")
            values = {"booth": isolate(booth.code)}
        else:
            continue
        yield Finding(Level.ERROR, "claimed", (str(booth.pk),), sentence % values)


def changes_of_taken(places, stored, now):
    """Booths that somebody has and that will be another size, at another place, or called otherwise."""
    for place in places:
        booth = stored.get(place.key)
        held = booth and booth.current_claim(now)
        if not held or is_same(place, (booth.code, booth.category_id, booth.outline)):
            continue
        values = {"booth": isolate(booth.code), "holder": holder_of(held), "new": isolate(place.code)}
        if place.code != booth.code:
            sentence = _("%(booth)s belongs to %(holder)s, and will be called %(new)s.")
        elif place.category != booth.category_id:
            sentence = _("%(booth)s belongs to %(holder)s, and gets another category.")
        else:
            sentence = _("%(booth)s belongs to %(holder)s, and is moved or gets another size.")
        yield Finding(Level.WARNING, "taken", (place.key,), sentence % values)


def holder_of(held):
    if held.registration is None:
        return _("the organisers (%(note)s)") % {"note": isolate(held.note)} if held.note else _("the organisers")
    return isolate(held.registration.exhibitor)


def save_plan(exhibition, drawing, snapshot, *, by, accepted=False, now=None):
    """
    Store the plan that staff have drawn, all of it or nothing; return how many booths were changed.

    ``snapshot`` is what the plan was when it was opened. Raise PlanChanged if it has changed
    since, PlanFaulty if it has errors, PlanDoubtful if it has warnings that are not ``accepted``.
    """
    now = now or timezone.now()
    if not draws(by):
        raise NotAllowed
    try:
        with transaction.atomic():
            # Two people who save take turns here; companies that book do not wait, see guards.lock().
            exhibition = Exhibition.objects.select_for_update(no_key=True).get(pk=exhibition.pk)
            booths = list(exhibition.booths.select_for_update(no_key=True).order_by("pk"))
            if differs(snapshot, snapshot_of(places_of(exhibition))):
                raise PlanChanged
            levels = {finding.level for finding in faults_of(exhibition, drawing, now)}
            if Level.ERROR in levels:
                raise PlanFaulty
            if levels and not accepted:
                raise PlanDoubtful
            return write(exhibition, drawing, {str(booth.pk): booth for booth in booths}, by=by, now=now)
    except (IntegrityError, ProtectedError):  # a company took a deleted booth at this very moment
        raise PlanChanged from None


def write(exhibition, drawing, booths, *, by, now):
    """Delete, change and add booths, one by one: update() would leave out the history."""
    gone = [booths[key] for key in sorted(drawing.removed) if key in booths]
    changed, renamed, new = [], [], []
    for place in drawing.places:
        booth = booths.get(place.key)
        if booth is None:
            new.append(
                Booth(exhibition=exhibition, code=place.code, category_id=place.category, outline=place.outline)
            )
        elif not is_same(place, (booth.code, booth.category_id, booth.outline)):
            if booth.code != place.code:
                renamed.append(booth)
            if not same_shape(place.outline, booth.outline):
                booth.outline = place.outline
            booth.code, booth.category_id = place.code, place.category
            changed.append(booth)
    numbers = {"removed": [booth.pk for booth in gone]}
    for booth in gone:
        booth.delete()
    for booth in renamed:
        # Two booths may swap their codes, and no two may have one code even for a moment.
        Booth.objects.filter(pk=booth.pk).update(code=f"\ue000{booth.pk:x}")
    for booth in (*changed, *new):
        booth.save()
    numbers |= {"changed": [booth.pk for booth in changed], "added": [booth.pk for booth in new]}
    if count := len(gone) + len(changed) + len(new):
        record("plan", exhibition, by=by, now=now, after=numbers)
    return count


# Somebody else was faster


def differs(snapshot, current):
    return snapshot.keys() != current.keys() or any(
        snapshot[key][:2] != current[key][:2] or not same_shape(snapshot[key][2], current[key][2]) for key in snapshot
    )


def join(drawing, snapshot, current, categories):
    """
    ``drawing`` with what somebody else has saved since ``snapshot``, and a Difference for each.

    What only one of the two has touched is as that one left it. What both have touched
    stays as it is drawn here. ``categories`` are names by number.
    """
    places, removed, found = {place.key: place for place in drawing.places}, set(drawing.removed), []
    for key in {**snapshot, **current}:
        before, after, mine = snapshot.get(key), current.get(key), places.get(key)
        if not differs({key: before} if before else {}, {key: after} if after else {}):
            continue
        untouched = key not in removed and (mine is None or (before and is_same(mine, before)))
        values = {"booth": isolate((before or after)[0])}
        if after is None:
            removed.discard(key)
            if untouched or mine is None:
                places.pop(key, None)
                sentence = _("%(booth)s was deleted by somebody else.")
            else:
                places[key] = mine._replace(key=f"again-{key}")
                sentence = _("%(booth)s was deleted by somebody else. You have changed it, so it is added again.")
        elif before is None:
            places[key] = Place(key, *after)
            sentence = _("%(booth)s was added by somebody else.")
        else:
            values["change"] = change_in_words(before, after, categories)
            if untouched:
                places[key] = Place(key, *after)
                sentence = _("%(booth)s was changed by somebody else, and is so here too: %(change)s.")
            else:
                sentence = _("%(booth)s was changed by somebody else (%(change)s). Here it stays as you have it.")
        key = places[key].key if key in places else key
        found.append(Difference((key,), sentence % values))
    return Drawing(list(places.values()), frozenset(removed)), found


def changes_of(drawing, snapshot, categories):
    """What ``drawing`` would change, as pairs of a kind ("added", "changed", "removed") and a sentence."""
    changes = []
    for place in drawing.places:
        before, after = snapshot.get(place.key), [place.code, place.category, place.outline]
        if before is None:
            words = [str(categories.get(place.category, "–")), shape_in_words(place.outline)]
            changes.append(("added", side_by_side(place.code, *words)))
        elif not is_same(place, before):
            changes.append(("changed", side_by_side(before[0], change_in_words(before, after, categories))))
    return changes + [("removed", isolate(snapshot[key][0])) for key in sorted(drawing.removed) if key in snapshot]


def change_in_words(before, after, categories):
    """What differs between two entries of a snapshot, such as "A1 → A2"."""
    parts = []
    if before[0] != after[0]:
        parts.append((before[0], after[0]))
    if before[1] != after[1]:
        parts.append((categories.get(before[1], "–"), categories.get(after[1], "–")))
    if not same_shape(before[2], after[2]):
        parts.append((shape_in_words(before[2]), shape_in_words(after[2])))
    arrow = _("%(before)s → %(after)s")
    return "; ".join(arrow % {"before": isolate(old), "after": isolate(new)} for old, new in parts)


def shape_in_words(outline):
    """Where a booth lies and how large it is, in metres: "x 3, y 6, 3 × 3"; of another shape its corners."""
    if fault_of(outline):
        return "–"
    if four := as_rectangle(outline):
        x, y, width, depth = map(write_metres, four)
        return f"x {x}, y {y}, {width} × {depth}"
    return write_corners(outline)
