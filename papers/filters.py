"""What of a programme a visitor wants to see, as the address says it."""

from forum_portal.arabic.cleaning import ascii_digits
from forum_portal.arabic.countries import country_order
from forum_portal.arabic.folding import fold
from papers.models import Session


class ProgrammeFilter:
    """
    The filter of a programme: ``day``, ``country``, ``axis``, ``kind`` and words (``q``).

    It works on the sessions in memory, loaded with_contents(): the choices it offers
    come from them, so that no choice is empty. A value that is not among them is ignored.
    """

    def __init__(self, parameters, *, sessions):
        self.sessions = sessions
        self.days = sorted({session.day for session in sessions if session.day})
        self.kinds = [kind for kind in Session.Kind if any(session.kind == kind for session in sessions)]
        axes = {axis.pk: axis for session in sessions for axis in axes_of(session)}
        self.axes = sorted(axes.values(), key=lambda axis: axis.order)
        self.countries = sorted({code for session in sessions for code in countries_of(session)}, key=country_order)

        self.day = {day.isoformat(): day for day in self.days}.get(ascii_digits(parameters.get("day", "")))
        self.kind = {kind.value: kind for kind in self.kinds}.get(parameters.get("kind"))
        self.axis = {str(axis.pk): axis for axis in self.axes}.get(parameters.get("axis"))
        self.country = {code: code for code in self.countries}.get(parameters.get("country", "").upper())
        self.q = parameters.get("q", "")[:300]

    @property
    def is_active(self):
        return bool(self.day or self.kind or self.axis or self.country or fold(self.q))

    def matching(self):
        """The sessions that fit all of what was chosen, in the order of the programme."""
        words = fold(self.q).split()
        return [
            session
            for session in self.sessions
            if (not self.day or session.day == self.day)
            and (not self.kind or session.kind == self.kind)
            and (not self.axis or self.axis in axes_of(session))
            and (not self.country or self.country in countries_of(session))
            and (not words or all(word in words_of(session) for word in words))
        ]


def axes_of(session):
    papers = [paper.axis for paper in session.papers.all() if paper.axis]
    return [session.axis, *papers] if session.axis else papers


def people_of(session):
    return [
        *session.presentations.all(),
        *(part for paper in session.papers.all() for part in paper.presentations.all()),
    ]


def countries_of(session):
    return {part.country.code for part in people_of(session) if part.country}


def words_of(session):
    """All that can be searched of a session, folded."""
    texts = [session.search_text, *(paper.search_text for paper in session.papers.all())]
    return " ".join([*texts, *(part.speaker.search_text for part in people_of(session))])
