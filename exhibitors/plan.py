"""The floor as it stands at one moment: who stands where, in words for the list, in metres for the plan."""

from dataclasses import dataclass
from functools import cache, cached_property, partial
from hashlib import sha256
from typing import NamedTuple

from django.db.models import prefetch_related_objects
from django.template.defaultfilters import floatformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from exhibitors.lettering import lettering
from exhibitors.models import Booth, Standing
from exhibitors.models.money import price_in_words
from exhibitors.queues import owed_booths
from forum_portal.templatetags.forum import shown_language
from forum_portal.together import Together

# Round the floor, in metres: room for the entrance above it, for the scale below it.
MARGIN, ABOVE, BELOW = 0.5, 1.7, 1.9
# How many patterns there are, for as many categories; more begin again with the first.
PATTERNS = 6


@dataclass(frozen=True)
class Stand:
    """A booth at one moment: how it stands, and which company is there, if that is public."""

    booth: Booth
    standing: Standing
    company: object

    @cached_property
    def fingerprint(self):
        """
        A text that is another one as soon as anything that is shown of it is.

        What was drawn is kept by it, and by that of the exhibition. It is made of all values of the rows, so that
        nobody who changes one has to remember what is to be drawn anew.
        """
        rows = (self.booth, self.booth.category, self.company)
        return digest([self.standing.value, *map(values_of, rows)])

    @property
    def anchor(self):
        """Where a page lists it."""
        return f"booth-{self.booth.code}"

    @property
    def is_free(self):
        return self.standing == Standing.FREE

    def is_claimed_by(self, registration):
        """Whether ``registration`` holds it, even if the time has run out, or is offered it."""
        return any(claim.registration_id == registration.pk for claim in self.booth.open_claims)

    @property
    def state(self):
        """How it stands, in words, with the company where there is one."""
        label = self.standing.label
        if self.company is None:
            return label
        return pgettext("state of a booth", "%(state)s: %(company)s") % {"state": label, "company": self.company.name}

    def in_words(self, exhibition):
        """The whole of it in one line, for whoever does not see where it lies on the plan."""
        return _("%(booth)s, %(category)s, %(area)s m², %(state)s, %(price)s") % {
            "booth": self.booth.code,
            "category": self.booth.category.name,
            "area": floatformat(self.booth.area),
            "state": self.state,
            "price": price_in_words(self.booth.category.price, exhibition.currency),
        }


class Floor(NamedTuple):
    """The stands at the moment ``now``."""

    now: object
    stands: list


@dataclass(frozen=True)
class Drawn:
    """
    A stand as the plan shows it; ``pattern`` is that of its category, from 1.

    What is written in it is worked out when it is drawn, which it seldom is: see drawn_booth.html.
    """

    stand: Stand
    exhibition: object
    pattern: int
    is_left_out: bool
    is_yours: bool

    def name(self):
        return self.stand.in_words(self.exhibition)

    def lettering(self):
        return lettering(self.stand.booth, self.stand.company)


class Kind(NamedTuple):
    """A category that occurs on the floor, with its pattern."""

    category: object
    pattern: int


def floor_now(exhibition):
    """
    The Floor as it stands now. Causes the queries of stands_of().

    Whoever asks at the same time shares it: in a scramble, reading it is a good part of what an answer costs. Not for
    what is to be read within a transaction, which others do not see.
    """
    return READERS.ask(exhibition.pk, partial(read_floor, exhibition))


READERS = Together()


def read_floor(exhibition):
    now = timezone.now()
    return Floor(now, stands_of(exhibition, now))


def stands_of(exhibition, now):
    """
    Every booth of ``exhibition`` as it stands at ``now``, in the order of the signs. One that a waiting list is owed
    stands as held. Causes 4 queries, 2 more if a company stands in one, and 2 if anybody waits for one.
    """
    booths = sorted(exhibition.booths.prefetch_related("category").with_claims(), key=Booth.sign_order)
    taken = [booth.current_claim(now) for booth in booths if booth.standing(now) == Standing.TAKEN]
    prefetch_related_objects(taken, "registration__exhibitor")
    owed = owed_booths(exhibition, now)
    return [Stand(booth, standing_of(booth, owed, now), booth.occupant(now)) for booth in booths]


def standing_of(booth, owed, now):
    standing = booth.standing(now)
    return Standing.HELD if standing == Standing.FREE and booth.pk in owed else standing


def own_claim(stands, registration):
    """What ``registration`` holds among the ``stands``, even if the time has run out; None without a booth."""
    claims = (held for stand in stands for held in stand.booth.open_claims)
    return next((held for held in claims if held.registration_id == registration.pk and not held.entry_id), None)


def free_in_words(stands):
    """How many of the ``stands`` can be had."""
    count = sum(stand.is_free for stand in stands)
    return ngettext("%(count)s booth is free.", "%(count)s booths are free.", count) % {"count": count}


def floor_size(exhibition, booths):
    """Width and depth of the floor in metres; where they are not entered, as much as the booths need."""
    if exhibition.width and exhibition.depth:
        return float(exhibition.width), float(exhibition.depth)
    corners = [corner for booth in booths for corner in booth.outline]
    return max(x for x, _y in corners), max(y for _x, y in corners)


def plan_of(exhibition, stands, *, left_out=frozenset(), yours=""):
    """
    What the picture needs; None where there is no booth to draw.

    ``left_out`` has the codes of the booths that the reader does not look for, ``yours`` is
    the code of the reader's own.
    """
    if not stands:
        return None
    width, depth = floor_size(exhibition, [stand.booth for stand in stands])
    kinds = kinds_of(stands)
    patterns = {kind.category.pk: kind.pattern for kind in kinds}
    return {
        "stands": [
            Drawn(
                stand,
                exhibition,
                patterns[stand.booth.category_id],
                stand.booth.code in left_out,
                stand.booth.code == yours,
            )
            for stand in stands
        ],
        "fingerprint": digest(values_of(exhibition)),
        "box": f"{-MARGIN} {-ABOVE} {width + 2 * MARGIN} {round(depth + ABOVE + BELOW, 2)}",
        "width": width,
        "depth": depth,
        # In pixels, as large as it is drawn on a narrow screen: a booth of two metres is a target for a finger.
        "pixels": round(16 * (width + 2 * MARGIN)),
        "scale": scale_of(width),
        "standings": used_standings(stands),
        "kinds": kinds,
    }


def fingerprint_of(exhibition, stands):
    """As Stand.fingerprint, of an exhibition with all its ``stands``."""
    return digest([values_of(exhibition), exhibition.edition.slug, *[stand.fingerprint for stand in stands]])


def digest(values):
    return sha256(repr(values).encode()).hexdigest()


def values_of(row):
    """All values of a ``row``, of whichever language: as they were read, which is sooner done than asking for each."""
    return row and [vars(row).get(name) for name in columns_of(type(row))]


@cache
def columns_of(model):
    return [field.attname for field in model._meta.concrete_fields]


def scale_of(width):
    """How long the bar of the scale is, in metres: a round number, about a fifth of the floor."""
    return max(length for length in (1, 2, 5, 10, 20, 50, 100, 200) if length == 1 or length <= width / 4)


def kinds_of(stands):
    """The categories that occur, in their order, each with its pattern."""
    return [Kind(category, place % PATTERNS + 1) for place, category in enumerate(categories_of(stands))]


def categories_of(stands):
    """The categories that occur among ``stands``, in their order."""
    categories = {stand.booth.category_id: stand.booth.category for stand in stands}
    return sorted(categories.values(), key=lambda category: (category.order, category.pk))


def used_standings(stands):
    """The states that occur, in the order of their declaration: what the key beside the plan explains."""
    present = {stand.standing for stand in stands}
    return [standing for standing in Standing if standing in present]


def as_data(exhibition, stands):
    """The ``stands`` for a page that keeps itself fresh, in the language of the page."""
    return {"free": free_in_words(stands), "stands": [stand_as_data(exhibition, stand) for stand in stands]}


def stand_as_data(exhibition, stand):
    letters = lettering(stand.booth, stand.company)
    data = {
        "code": stand.booth.code,
        "standing": stand.standing,
        "state": str(stand.standing.label),
        "name": stand.in_words(exhibition),
        "head": letters.head,
    }
    if stand.company:
        data["company"] = {
            "name": stand.company.name,
            "lang": shown_language(stand.company, "name"),
            "url": stand.company.get_absolute_url(),
            "size": letters.size,
            "lines": letters.lines,
            "dir": letters.direction,
        }
    return data
