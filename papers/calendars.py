"""The programme as a calendar file (RFC 5545)."""

from datetime import UTC, datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from editions.models import Edition
from forum_portal.arabic.bidi import isolate_if_needed


@require_safe
def programme_ics(request, slug):
    """The sessions of an edition that have a day; those without times as whole days."""
    edition = get_object_or_404(Edition.objects.published(), slug=slug)
    calendar = Calendar()
    calendar.add("prodid", "-//Arab Forum for Small and Medium Industries//Programme//AR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", edition.title)
    for session in edition.sessions.select_related("room").filter(day__isnull=False):
        calendar.add_component(session_event(session, edition))
    # Without this, icalendar writes times in a zone that the file does not describe.
    calendar.add_missing_timezones()
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="programme-{edition.slug}.ics"'
    return response


def session_event(session, edition):
    event = Event()
    # The same from whichever host it is fetched, or a calendar would hold the session twice.
    event.add("uid", f"session-{session.pk}@{edition.slug}.forum-portal")
    event.add("dtstamp", datetime(2026, 1, 1, tzinfo=UTC))
    event.add("summary", session.title)
    if session.starts_at:
        event.add("dtstart", datetime.combine(session.day, session.starts_at, tzinfo=edition.zone))
        event.add("dtend", datetime.combine(session.day, session.ends_at, tzinfo=edition.zone))
    else:
        event.add("dtstart", session.day)
        event.add("dtend", session.day + timedelta(days=1))
    place = [session.room.name] if session.room else []
    place += [part for part in (edition.venue, edition.city) if part]
    if place:
        event.add("location", (pgettext("list", ",") + " ").join(map(isolate_if_needed, place)))
    if session.description:
        event.add("description", session.description)
    return event
