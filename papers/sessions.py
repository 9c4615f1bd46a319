"""The page of a session."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from editions.evidence import attach_evidence
from papers import releases
from papers.models import Session


@require_safe
def session_detail(request, pk):
    """One session with its papers and people; where it stood before, if a release moved it."""
    sessions = Session.objects.public().with_contents().select_related("edition", "axis__topic", "room")
    session = get_object_or_404(sessions, pk=pk)
    papers = list(session.papers.all())
    people = list(session.presentations.all())
    sources = attach_evidence(
        [session], people, papers, (part for paper in papers for part in paper.presentations.all())
    )
    previous, following = neighbours(session)
    context = {
        "session": session,
        "edition": session.edition,
        "is_demo": session.edition.is_demo,
        "people": people,
        "papers": papers,
        "sources": sources,
        "moved": releases.last_move(session, releases.history(session.edition)),
        "previous": previous,
        "following": following,
    }
    return render(request, "papers/session_detail.html", context)


def neighbours(session):
    """The sessions before and after it in the programme of its edition, breaks left out. Causes one query."""
    sessions = [
        other for other in session.edition.sessions.all() if other.kind != Session.Kind.BREAK or other.pk == session.pk
    ]
    place = next(number for number, other in enumerate(sessions) if other.pk == session.pk)
    return sessions[place - 1] if place else None, sessions[place + 1] if place + 1 < len(sessions) else None
