"""What else there is to read beside a paper."""

from django.db.models import Exists, OuterRef

from papers.citations.facts import AUTHOR_ROLES
from papers.models import Paper, Presentation

MOST = 6


class Beside:
    """
    The papers before and after ``paper`` in its session, or in its edition where its session has no other.

    Causes one query.
    """

    def __init__(self, paper):
        # Without their abstracts, of which a page of one paper has no use.
        others = Paper.objects.published().filter(edition=paper.edition_id).order_by("number")
        papers = list(others.defer("abstract_ar", "abstract_en", "abstract_fr"))
        in_session = [other for other in papers if paper.session_id and other.session_id == paper.session_id]
        self.is_session = len(in_session) > 1
        place = place_in_session if self.is_session else place_in_edition
        papers = sorted(in_session, key=place) if self.is_session else papers
        self.previous = next((other for other in reversed(papers) if place(other) < place(paper)), None)
        self.following = next((other for other in papers if place(other) > place(paper)), None)


def place_in_session(paper):
    return paper.order, paper.number


def place_in_edition(paper):
    return paper.number


class Selection(list):
    """The newest papers of a kind, and in ``has_more`` whether they are not all."""

    def __init__(self, papers):
        papers = list(papers[: MOST + 1])
        super().__init__(papers[:MOST])
        self.has_more = len(papers) > MOST


def of_the_same_kind(paper):
    """Other papers of all editions: of the series for one of the series, invented ones for an invented one."""
    papers = Paper.objects.published().filter(edition__is_demo=paper.edition.is_demo).exclude(pk=paper.pk)
    return papers.select_related("edition").with_speakers().order_by("-edition__starts_on", "number")


def by_the_same_speakers(paper, speakers):
    """Other papers that one of ``speakers`` gave. Causes at most three queries."""
    parts = Presentation.objects.filter(paper=OuterRef("pk"), speaker__in=speakers, role__in=AUTHOR_ROLES)
    return Selection(of_the_same_kind(paper).filter(Exists(parts)))


def on_the_same_topic(paper, *, besides=()):
    """Other papers on the topic of its axis, without those that are shown already. Causes at most three queries."""
    if not paper.axis or not paper.axis.topic:
        return []
    papers = of_the_same_kind(paper).filter(axis__topic=paper.axis.topic)
    return Selection(papers.exclude(pk__in=[other.pk for other in besides]))
