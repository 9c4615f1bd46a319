"""
Who or what is wanted in two places at once.

A clash is a warning, not an error: a programme passes through clashes while it is
being made. Sessions of two editions never clash, since the times of each are those of
its own host's clock.
"""

from django.db.models import Exists, OuterRef, Q

from .models import Presentation, Session


def overlapping(session, prefix=""):
    """
    The condition that a session, reached through ``prefix``, is held at the same time as ``session``.

    ``session`` has the columns as attributes: a Session, or ``Columns`` of the outer query.
    """
    return Q(
        **{
            f"{prefix}edition_id": session.edition_id,
            f"{prefix}day": session.day,
            f"{prefix}starts_at__lt": session.ends_at,
            f"{prefix}ends_at__gt": session.starts_at,
            f"{prefix}is_cancelled": False,
        }
    )


def has_times(session):
    """Whether ``session`` is held, and it is known when. A form that was refused may have half of it."""
    return bool(not session.is_cancelled and session.day and session.starts_at and session.ends_at)


def room_clashes(session):
    """The other sessions in the room of ``session`` while it is held. Causes one query."""
    if not (session.room_id and has_times(session)):
        return Session.objects.none()
    return Session.objects.filter(overlapping(session), room=session.room_id).exclude(pk=session.pk)


def speaker_clashes(session):
    """
    The people of ``session`` who have a part in another one at the same time, as (speaker, session) pairs.

    A part is one in the session itself or in one of its papers. Nobody is expected at a
    break. Causes two queries.
    """
    if not (session.pk and has_times(session)) or session.kind == Session.Kind.BREAK:
        return []
    people = parts_in(session.pk).values("speaker")
    parts = (
        Presentation.objects.filter(speaker__in=people)
        .filter(elsewhere(session))
        .select_related("speaker", "session", "paper__session")
    )
    pairs = {(part.speaker, part.session or part.paper.session) for part in parts}
    return sorted(pairs, key=lambda pair: (pair[0].sort_ar, pair[1].starts_at, pair[1].pk))


def with_clashes(sessions):
    """``sessions`` with ``has_room_clash`` and ``has_speaker_clash``, found by the database."""
    here = Columns()
    in_the_room = Session.objects.filter(overlapping(here), room=OuterRef("room")).exclude(pk=OuterRef("pk"))
    there = Columns(depth=2)
    same_person = Presentation.objects.filter(elsewhere(there), speaker=OuterRef("speaker"))
    of_the_session = parts_in(OuterRef("pk")).filter(Exists(same_person))
    return sessions.annotate(
        has_room_clash=Exists(in_the_room),
        has_speaker_clash=Exists(of_the_session) & ~Q(kind=Session.Kind.BREAK),
    )


class Columns:
    """The columns of a session of an outer query, ``depth`` queries out."""

    def __init__(self, depth=1):
        self.depth = depth

    def __getattr__(self, column):
        reference = OuterRef(column)
        for _ in range(self.depth - 1):
            reference = OuterRef(reference)
        return reference


def parts_in(session_id):
    return Presentation.objects.filter(Q(session=session_id) | Q(paper__session=session_id))


def elsewhere(session):
    """The condition that a part is in another session than ``session``, at the same time, and not in a break."""
    return Q(overlapping(session, "session__") & ~Q(session=session.pk) & ~Q(session__kind=Session.Kind.BREAK)) | Q(
        overlapping(session, "paper__session__")
        & ~Q(paper__session=session.pk)
        & ~Q(paper__session__kind=Session.Kind.BREAK)
    )
