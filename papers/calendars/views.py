"""The calendars by their addresses. None of them has anything of a draft."""

import re
from datetime import date

from django.db.models import Count, Max, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from editions.models import Edition, Series
from forum_portal.arabic.dates import format_day
from papers.choices import KEY, Choice, named
from papers.models import Paper, Presentation, Release, Room, Session, Speaker
from papers.releases import Placement, gone_sessions

from . import events

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def answer(request, entries, *, name, path, filename):
    """The calendar of ``entries``, those that have a day."""
    origin = f"{request.scheme}://{request.get_host()}"
    found = events.calendar(filter(None, entries), name=str(name), origin=origin, path=path)
    response = HttpResponse(found.to_ical(), content_type="text/calendar; charset=utf-8")
    # A telephone asks whether to add what is "inline" to its calendar; an attachment it only saves.
    response.headers["Content-Disposition"] = f'inline; filename="{filename}.ics"'
    return response


def published_edition(slug):
    return get_object_or_404(Edition.objects.published(), slug=slug)


def versions_of(model, keys):
    """How often those of ``model`` with these keys were saved or deleted, and when last: {key: (count, moment)}."""
    rows = model.history.filter(id__in=keys).order_by().values("id")
    return {
        row["id"]: (row["count"], row["last"]) for row in rows.annotate(count=Count("id"), last=Max("history_date"))
    }


def entries_of(edition, sessions, *, gone=lambda placement: False):
    """Those of ``sessions``, and of what releases once announced and is no more, what ``gone`` says of a Placement."""
    yield from (events.session_entry(session, edition) for session in sessions)
    present = set(edition.sessions.values_list("pk", flat=True))
    yield from gone_entries({edition.pk: edition}, edition.releases.all(), present=present, wanted=gone)


def gone_entries(editions, releases, *, present, wanted=lambda placement: True):
    """What ``releases`` of ``editions``, by their keys, once announced and is no more, as cancelled entries."""
    releases = list(releases.order_by("number"))
    found = [placement for placement in gone_sessions(releases, present=present).values() if wanted(placement)]
    versions = versions_of(Session, [placement.pk for placement in found])
    for placement in found:
        release = next(release for release in reversed(releases) if str(placement.pk) in release.placements)
        yield events.gone_entry(placement, editions[release.edition_id], release, versions.get(placement.pk))


@require_safe
def programme_ics(request, slug):
    """All sessions of an edition that have a day; those without times as whole days."""
    edition = published_edition(slug)
    return answer(
        request,
        entries_of(edition, edition.sessions.with_contents(), gone=lambda placement: True),
        name=edition.title,
        path=reverse("papers:programme", args=[edition.slug]),
        filename=f"programme-{edition.slug}",
    )


@require_safe
def day_ics(request, slug, day):
    """One day of an edition; a day on which nothing was ever announced has no calendar."""
    edition = published_edition(slug)
    day = as_day(day)
    entries = list(
        entries_of(
            edition, edition.sessions.with_contents().filter(day=day), gone=lambda placement: placement.day == day
        )
    )
    if not entries:
        raise Http404
    return answer(
        request,
        entries,
        name=events.side_by_side(format_day(day, country=edition.country.code or "", weekday=True), edition.title),
        path=reverse("papers:programme", args=[edition.slug]) + f"#day-{day.isoformat()}",
        filename=f"programme-{edition.slug}-{day.isoformat()}",
    )


def as_day(text):
    try:
        return date.fromisoformat(text if ISO_DAY.fullmatch(text) else "")
    except ValueError:
        raise Http404 from None


@require_safe
def session_ics(request, pk):
    """One session; one that was announced and taken out of the programme is sent as cancelled."""
    session = Session.objects.public().with_contents().select_related("edition").filter(pk=pk).first()
    if session is None:
        return gone_session_ics(request, pk)
    return answer(
        request,
        [events.session_entry(session, session.edition)],
        name=session.title,
        path=session.get_absolute_url(),
        filename=f"session-{pk}",
    )


def gone_session_ics(request, pk):
    if Session.objects.filter(pk=pk).exists():
        raise Http404  # of a draft
    releases = Release.objects.public().filter(placements__has_key=str(pk)).select_related("edition")
    release = releases.order_by("number").last()
    if release is None:
        raise Http404
    placement = Placement(pk, release.placements[str(pk)])
    return answer(
        request,
        [events.gone_entry(placement, release.edition, release, versions_of(Session, [pk]).get(placement.pk))],
        name=placement.title,
        path=reverse("papers:changes", args=[release.edition.slug]),
        filename=f"session-{pk}",
    )


@require_safe
def room_ics(request, pk):
    room = get_object_or_404(Room.objects.select_related("edition"), pk=pk, edition__in=Edition.objects.published())
    edition = room.edition
    return answer(
        request,
        entries_of(
            edition,
            edition.sessions.with_contents().filter(room=room),
            gone=lambda placement: placement.room_id == room.pk,
        ),
        name=events.side_by_side(room.name, edition.title),
        path=reverse("papers:programme", args=[edition.slug]),
        filename=f"room-{room.pk}",
    )


@require_safe
def speaker_ics(request, code):
    """The sessions in which a person has a part, of all editions."""
    speaker = get_object_or_404(Speaker.objects.public(), code=code)
    parts = Presentation.objects.public().filter(speaker=speaker)
    sessions = Session.objects.public().filter(
        Q(pk__in=parts.values("session"))
        | Q(pk__in=Paper.objects.published().filter(pk__in=parts.values("paper")).values("session"))
    )
    return answer(
        request,
        [
            events.session_entry(session, session.edition)
            for session in sessions.with_contents().select_related("edition")
        ],
        name=speaker.name,
        path=speaker.get_absolute_url(),
        filename=f"speaker-{code}",
    )


@require_safe
def series_ics(request):
    """The editions of the series as whole days, and their sessions."""
    editions = {edition.pk: edition for edition in Edition.objects.in_series()}
    versions = versions_of(Edition, editions)
    sessions = Session.objects.in_series()
    releases = Release.objects.public().filter(edition__is_demo=False)
    present = set(sessions.values_list("pk", flat=True))
    return answer(
        request,
        [
            *(events.edition_entry(edition, versions.get(edition.pk)) for edition in editions.values()),
            *(events.session_entry(session, editions[session.edition_id]) for session in sessions.with_contents()),
            *gone_entries(editions, releases, present=present),
        ],
        name=Series.objects.first() or _("Arab Forum for Small and Medium Industries"),
        path=reverse("home"),
        filename="programme",
    )


@require_safe
def mine_ics(request, slug):
    """What a visitor chose, as the address says it (see papers.choices); what is dead or forged in it is left out."""
    edition = published_edition(slug)
    choice = Choice(request.GET, edition=edition)
    keys = {int(key) for key in named(request.GET.get("s", ""), KEY)}
    return answer(
        request,
        [
            *entries_of(edition, choice.sessions, gone=lambda placement: placement.pk in keys),
            *chosen_papers(edition, choice.papers),
        ],
        name=events.side_by_side(pgettext("calendar", "My programme"), edition.title),
        path=reverse("papers:programme", args=[edition.slug]),
        filename=f"mine-{edition.slug}",
    )


def chosen_papers(edition, papers):
    """``papers`` as entries, each until the next one in its session begins. Causes one query."""
    sessions = {paper.session_id for paper in papers if paper.session_id}
    times = edition.papers.published().filter(session__in=sessions, starts_at__isnull=False)
    starts = sorted(times.values_list("session", "starts_at"))
    for paper in papers:
        own = [at for session, at in starts if session == paper.session_id]
        later = (at for at in own if paper.starts_at and at > paper.starts_at)
        yield events.paper_entry(paper, edition, until=next(later, None))
