"""What of a programme a visitor wants to see, as the address says it."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forum_portal.arabic.cleaning import ascii_digits
from forum_portal.arabic.countries import country_name, country_order
from forum_portal.arabic.dates import format_weekday
from forum_portal.arabic.matching import WantedWords
from papers.models import Session
from papers.models.programme import Language

# In the order in which they are offered.
FACETS = {
    "day": _("Day"),
    "country": _("Country of the speaker"),
    "axis": _("Axis"),
    "kind": _("Kind of session"),
    "room": pgettext_lazy("field", "room"),
    "language": pgettext_lazy("paper", "language"),
}


class Choice(NamedTuple):
    """A value that a facet offers: what it is called, how many sessions it leaves, and the address of choosing it."""

    value: str
    label: str
    count: int
    is_chosen: bool
    query: str


class Loosening(NamedTuple):
    """What may be given up when nothing matches: its name, the sessions that then match, the address."""

    label: str
    count: int
    query: str


class Item:
    """What is given at once: a paper, or a session for itself. ``values`` holds what each facet may ask for."""

    def __init__(self, session, paper=None):
        self.session, self.paper = session, paper
        self.parts = (paper or session).presentations.all()
        axis = (paper and paper.axis) or session.axis
        self.axes = [axis] if axis else []
        self.values = {
            "day": {session.day.isoformat()} if session.day else set(),
            "country": {part.country.code for part in self.parts if part.country},
            "axis": {str(axis.pk) for axis in self.axes},
            "kind": {session.kind},
            "room": {str(session.room_id)} if session.room_id else set(),
            "language": {paper.language} if paper and paper.language else set(session.languages),
        }

    def texts(self):
        """The texts that are seen of it, in all languages: those of the session too, which stand over a paper."""
        for thing in filter(None, (self.session, self.paper)):
            yield from (thing.title_ar, thing.title_en, thing.title_fr)
        if self.paper:
            yield self.paper.code
        for part in self.parts:
            speaker = part.speaker
            yield from (speaker.name_ar, speaker.name_en, speaker.name_fr, speaker.other_spellings)
            if part.country:
                yield country_name(part.country.code)


class ProgrammeFilter:
    """
    The filter of a programme: a value a facet, and words (``q``). All of them must fit.

    It works on the sessions in memory, loaded with_contents(): the choices come from them, so that none is
    empty. A value that is not among them is ignored. Of a session, the papers that fit are shown; all of
    them where it is the session itself that fits.
    """

    def __init__(self, parameters, *, sessions):
        self.sessions = sessions
        self.items = [Item(session, paper) for session in sessions for paper in (None, *session.papers.all())]
        self.offered = {name: {value for item in self.items for value in item.values[name]} for name in FACETS}
        self.chosen = {}
        # Whether the address names a value that there is not.
        self.has_unknown = False
        for name in FACETS:
            value = ascii_digits(parameters.get(name, "").strip()[:40])
            value = value.upper() if name == "country" else value
            if value in self.offered[name]:
                self.chosen[name] = value
            elif value:
                self.has_unknown = True
        self.q = " ".join(parameters.get("q", "")[:300].split())
        self.wanted = WantedWords(self.q)
        self.with_words = {item for item in self.items if self.wanted.are_in(item.texts())} if self.wanted else None

    @property
    def is_active(self):
        return bool(self.chosen or self.wanted)

    @property
    def is_by_day_alone(self):
        """Whether whole days are shown, one or all."""
        return not self.wanted and set(self.chosen) <= {"day"}

    def matching(self):
        """
        The sessions that fit, in the order of the programme.

        Each has ``shown_papers``, those of it to show, and ``hidden_papers``, how many are left out.
        """
        fitting = self.fitting()
        shown = []
        for session in self.sessions:
            items = fitting.get(session.pk)
            if items is None:
                continue
            papers = list(session.papers.all())
            session.shown_papers = [item.paper for item in items if item.paper] or papers
            session.hidden_papers = len(papers) - len(session.shown_papers)
            shown.append(session)
        return shown

    def fitting(self, *, leaving_out=""):
        """The items that fit all that is chosen, by the key of their session; of one facet, any value fits."""
        found = {}
        for item in self.items:
            if self.with_words is not None and leaving_out != "q" and item not in self.with_words:
                continue
            if all(value in item.values[name] for name, value in self.chosen.items() if name != leaving_out):
                found.setdefault(item.session.pk, []).append(item)
        return found

    def choices(self, name):
        """What facet ``name`` offers beside the rest that is chosen, in the order of its kind."""
        counts = {}
        for items in self.fitting(leaving_out=name).values():
            for value in {value for item in items for value in item.values[name]}:
                counts[value] = counts.get(value, 0) + 1
        chosen = self.chosen.get(name)
        return [
            Choice(value, label, counts.get(value, 0), value == chosen, self.query(**{name: value}))
            for value, label in self.labels(name)
        ]

    def labels(self, name):
        """[(value, label)] of all that facet ``name`` may offer."""
        offered = self.offered[name]
        if name == "day":
            days = sorted({session.day for session in self.sessions if session.day})
            return [(day.isoformat(), format_weekday(day)) for day in days]
        if name == "country":
            return [(code, country_name(code)) for code in sorted(offered, key=country_order)]
        if name == "axis":
            axes = {axis.pk: axis for item in self.items for axis in item.axes}
            return [(str(axis.pk), axis.title) for axis in sorted(axes.values(), key=lambda axis: axis.order)]
        if name == "room":
            rooms = {session.room_id: session.room for session in self.sessions if session.room_id}
            return [(str(room.pk), room.name) for room in sorted(rooms.values(), key=lambda room: room.order)]
        known = Session.Kind if name == "kind" else Language
        return [(choice.value, choice.label) for choice in known if choice.value in offered]

    @property
    def days(self):
        return self.choices("day")

    @property
    def countries(self):
        return [choice for choice in self.choices("country") if choice.count or choice.is_chosen]

    @property
    def selects(self):
        """(name, label, choices) of the facets that a list offers, where there is anything to choose between."""
        found = [(name, FACETS[name], self.choices(name)) for name in ("axis", "kind", "room", "language")]
        return [(name, label, choices) for name, label, choices in found if len(choices) > 1]

    @property
    def folded(self):
        """How many conditions are set among those that stand folded away on a telephone."""
        return len(set(self.chosen) - {"day", "country"}) + bool(self.wanted)

    @property
    def chosen_labels(self):
        """What is chosen, in words."""
        labels = [dict(self.labels(name))[value] for name, value in self.chosen.items()]
        return [*labels, self.q] if self.wanted else labels

    @property
    def without_day(self):
        return self.query(day="")

    @property
    def without_country(self):
        return self.query(country="")

    def loosenings(self):
        """What could be given up, one condition at a time, where nothing matches all of them."""
        found = []
        for name, value in self.chosen.items():
            label = dict(self.labels(name))[value]
            found.append(Loosening(label, len(self.fitting(leaving_out=name)), self.query(**{name: ""})))
        if self.wanted:
            found.append(Loosening(self.q, len(self.fitting(leaving_out="q")), self.query(q="")))
        return [loosening for loosening in found if loosening.count]

    def query(self, **changes):
        """The address of this filter with ``changes``; one that asks for nothing is the bare page."""
        values = self.chosen | {"q": self.q} | changes
        values = {name: value.lower() if name == "country" else value for name, value in values.items() if value}
        return f"?{urlencode(values)}" if values else "."
