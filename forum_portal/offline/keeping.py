"""What a telephone keeps of an edition: the addresses of its pages in the reader's language."""

import hashlib

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from editions.models import Edition
from exhibitors.models import Exhibition
from papers.models import Presentation, Speaker

from .release import release

# More than an edition has. What comes last is what a visitor misses least.
MOST = 400


def near_edition():
    """The edition of the series that is running or comes next; None if none is to come."""
    coming = [edition for edition in Edition.objects.in_series() if not edition.is_past]
    return coming[-1] if coming else None


def is_kept(edition):
    """Whether a visitor's telephone keeps ``edition``: not what is over, but the demonstration always."""
    return edition.is_demo or not edition.is_past


class Kept:
    """
    The pages of ``edition`` that a telephone keeps, the first the most wanted.

    ``version`` changes with what the pages show and with the release. As many queries for a large
    programme as for a small one.
    """

    def __init__(self, edition):
        self.edition = edition
        self.sessions = list(edition.sessions.values())
        self.papers = list(edition.papers.published().order_by("number").values())
        parts = Presentation.objects.public()
        self.parts = list(
            (parts.filter(paper__edition=edition) | parts.filter(session__edition=edition)).order_by("pk").values()
        )
        speakers = Speaker.objects.filter(pk__in={part["speaker_id"] for part in self.parts})
        self.speakers = list(speakers.order_by("pk").values())
        self.rooms = list(edition.rooms.order_by("pk").values())
        self.has_exhibition = Exhibition.objects.filter(edition=edition).exists()

    def pages(self):
        slug = self.edition.slug
        programme = reverse("papers:programme", args=[slug])
        days = dict.fromkeys(session["day"].isoformat() for session in self.sessions if session["day"])
        pages = [programme, reverse("papers:mine", args=[slug])]
        pages += [address("papers:now", slug), address("papers:changes", slug)]
        pages += [f"{programme}?day={day}" for day in days] if len(days) > 1 else []
        pages += [self.edition.get_absolute_url(), reverse("home"), reverse("editions:visit", args=[slug])]
        pages += [reverse("exhibitors:exhibition", args=[slug])] if self.has_exhibition else []
        pages += [reverse("papers:edition_papers", args=[slug])]
        pages += [address("papers:session", session["id"]) for session in self.sessions]
        pages += [reverse("papers:paper", args=[paper["code"]]) for paper in self.papers]
        pages += [reverse("papers:speaker", args=[speaker["code"]]) for speaker in self.speakers]
        return [page for page in pages if page][:MOST]

    def version(self):
        rows = [self.edition.pk, str(self.edition), self.sessions, self.rooms, self.papers, self.parts, self.speakers]
        said = repr([release(), get_language(), self.pages(), rows])
        return hashlib.sha256(said.encode()).hexdigest()[:16]


def address(name, *args):
    """The address of a page that the portal may not have."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return None
