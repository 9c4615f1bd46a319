"""Which of the booths a reader looks for, and in which order. It works on the stands in memory."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exhibitors.plan import Stand, categories_of
from forum_portal.arabic.cleaning import ascii_digits

FREE, ALL = "free", "all"
SHOWN = {ALL: _("All booths"), FREE: _("Free booths only")}
SORTS = {
    "sign": pgettext_lazy("order", "by sign"),
    "price": pgettext_lazy("order", "by price"),
    "area": pgettext_lazy("order", "by area"),
}


class Choice(NamedTuple):
    """One value that can be chosen, in words."""

    value: str
    label: str
    is_chosen: bool


class Row(NamedTuple):
    """A stand in the list; one that is left out is there too, since it may turn while the page is open."""

    stand: Stand
    is_left_out: bool
    is_kind: bool
    is_yours: bool


class FloorFilter:
    """
    The filter of a floor: category, least area, free booths alone, and an order.

    A value that there is not is ignored. Without a choice, ``shown`` says whether the free
    booths alone are listed. ``yours`` is the code of the reader's own booth.
    """

    def __init__(self, parameters, stands, *, shown=ALL, yours=""):
        self.all = stands
        self.yours = yours
        codes = {category.code for category in categories_of(stands)}
        self.areas = sorted({stand.booth.area for stand in stands})
        self.shown = known(parameters.get("show"), SHOWN, shown)
        self.sort = known(parameters.get("sort"), SORTS, "sign")
        self.category = known(parameters.get("category"), codes, "")
        areas = {f"{area:g}": area for area in self.areas}
        self.area = known(ascii_digits(parameters.get("area", "")[:20]), areas, "")
        self.least = areas.get(self.area, 0)

    @property
    def chosen(self):
        """All that was chosen, as a short text."""
        return f"{self.category} {self.area} {self.shown} {self.sort}"

    @property
    def rows(self):
        """All stands in the chosen order."""
        ordered = sorted(self.all, key=self.order) if self.sort != "sign" else self.all
        return [
            Row(stand, not self.fits(stand), self.looks_for(stand), stand.booth.code == self.yours)
            for stand in ordered
        ]

    def order(self, stand):
        if self.sort == "area":
            return stand.booth.area
        price = stand.booth.category.price
        return (price is None, price or 0)

    def looks_for(self, stand):
        """Whether the stand is of the kind looked for, however it stands."""
        is_kind = not self.category or stand.booth.category.code == self.category
        return is_kind and stand.booth.area >= self.least

    def fits(self, stand):
        return self.looks_for(stand) and (self.shown == ALL or stand.is_free)

    @property
    def left_out(self):
        """The codes of the booths that are not looked for."""
        return {stand.booth.code for stand in self.all if not self.fits(stand)}

    @property
    def other_kinds(self):
        """The codes of the booths that are not of the kind looked for, whether free or not."""
        return {stand.booth.code for stand in self.all if not self.looks_for(stand)}

    @property
    def is_active(self):
        """Whether the reader looks for something, or in another order than that of the signs."""
        return bool(self.category or self.area or self.sort != "sign")

    @property
    def count(self):
        return len(self.all) - len(self.left_out)

    @property
    def choices_of_category(self):
        return [
            Choice(category.code, category.name, category.code == self.category)
            for category in categories_of(self.all)
        ]

    @property
    def choices_of_area(self):
        return [Choice(f"{area:g}", area, f"{area:g}" == self.area) for area in self.areas]

    @property
    def choices_shown(self):
        return [Choice(value, label, value == self.shown) for value, label in SHOWN.items()]

    @property
    def choices_of_order(self):
        return [Choice(value, label, value == self.sort) for value, label in SORTS.items()]


def known(value, values, otherwise):
    return value if value in values else otherwise
