"""
The screens at the doors of the rooms and in the lobby, and the part of a page that says what is on.

A screen holds its whole day, and the next, in each language of its turn: its script works out by
itself what is on, so that it stays right without a network. Without a script it shows one
language and leads to the next after a while.
"""

from django.conf import settings
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import translate_url
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from editions.models import Edition
from forum_portal.arabic.bidi import DIRECTIONS
from forum_portal.arabic.digits import html_in_one_kind
from papers import minutes
from papers.models import Room
from papers.now import Item, Now, Place, address_without, moment_of, now_in, rehearsable

# Of the page's own script, as in base.html.
FONTS = {
    "ar": ["fonts/plex-arabic-400.woff2", "fonts/plex-arabic-600.woff2"],
    "": ["fonts/plex-latin-400.woff2", "fonts/plex-latin-600.woff2"],
}


@rehearsable
@cache_control(public=True, max_age=20)
@require_safe
def now_part(request, slug):
    """What is on, alone, for the script of the pages that say so."""
    edition = get_object_or_404(Edition.objects.published(), slug=slug)
    now = now_in(request, edition)["now"] or Now(edition)
    if not now.has_programme:
        raise Http404("there is no programme with times")
    response = render(request, "papers/includes/now_places.html", {"now": now})
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@rehearsable
@cache_control(public=True, max_age=20)
@require_safe
def door(request, pk):
    """The screen beside the door of a room."""
    rooms = Room.objects.filter(edition__in=Edition.objects.published()).select_related("edition")
    room = get_object_or_404(rooms, pk=pk)
    edition = room.edition
    sessions = edition.sessions.with_contents().filter(Q(room=room) | Q(room=None))
    now = Now(edition, moment_of(request, edition), address=address_without(request, "at"), sessions=sessions)
    items = current(now)
    place = Place(
        room,
        [item for item in items if item.session.room_id],
        [item for item in items if not item.session.room_id],
    )
    return show(request, "door", now, {"room": room, "place": place})


@rehearsable
@cache_control(public=True, max_age=20)
@require_safe
def lobby(request, slug):
    """The screen for all rooms."""
    edition = get_object_or_404(Edition.objects.published(), slug=slug)
    now = Now(edition, moment_of(request, edition), address=address_without(request, "at"))
    items = current(now)
    shared = [item for item in items if not item.session.room_id]
    places = [Place(None, shared)] if shared else []
    places += [
        Place(room, [item for item in items if item.session.room_id == room.pk]) for room in edition.rooms.all()
    ]
    return show(request, "lobby", now, {"places": places})


@require_safe
def screen_list(request, slug):
    """The addresses of an edition's screens, for whoever sets them up."""
    edition = get_object_or_404(Edition.objects.published(), slug=slug)
    context = {"edition": edition, "rooms": list(edition.rooms.all()), "is_demo": edition.is_demo, "is_private": True}
    return render(request, "papers/screens/screen_list.html", context)


def current(now):
    """The items of this day and the next that has any."""
    return [Item(session, now) for session in now.sessions if session.day >= now.moment.date()]


def show(request, name, now, context):
    """The screen ``name`` in each language of its turn, of which the first is shown to begin with."""
    languages = turn_of(request)
    context |= {
        "now": now,
        "edition": now.edition,
        "is_demo": now.edition.is_demo,
        "rehearsal": now if now.is_rehearsed else None,
        "updated": int(timezone.now().timestamp()),
        "fetched": timezone.now().astimezone(now.edition.zone).time(),
        "moment": int(now.moment.timestamp()),
        # The browser may know the zones of another year than the server, whose clock is the one that counts.
        "offset": int(now.moment.utcoffset().total_seconds()),
        "fonts": FONTS["ar" if get_language() == "ar" else ""],
        "fresh": proof_of(request),
    }
    context["turns"] = [
        {"language": language, "direction": DIRECTIONS[language], "html": said_in(language, name, context)}
        for language in languages
    ]
    context["next_url"] = translate_url(address_without(request, "fresh"), (languages * 2)[1])
    context["digits"] = settings.ARABIC_DIGITS
    return render(request, f"papers/screens/{name}.html", context)


def turn_of(request):
    """
    The languages in which a screen is shown in turn, that of its address first if it is among them.

    All, or those that ``?langs=ar,en`` names.
    """
    known = [code for code, _name in settings.LANGUAGES]
    named = request.GET.get("langs", "")[:60].lower().split(",")
    languages = [code for code in dict.fromkeys(name.strip() for name in named) if code in known] or known
    page = get_language()
    start = languages.index(page) if page in languages else 0
    return [*languages[start:], *languages[:start]]


def said_in(language, name, context):
    """The screen ``name`` in one language, with the sentences that its script counts on by itself."""
    with override(language):
        words = {sentence.__name__: minutes.forms(sentence) for sentence in minutes.SENTENCES}
        html = render_to_string(f"papers/screens/{name}_turn.html", {**context, "words": words})
    # The page as a whole may be in another language, and then nobody else sees to its digits.
    if language == "ar":
        html = html_in_one_kind(html, settings.ARABIC_DIGITS)
    return mark_safe(html)  # noqa: S308  (a template's)


def proof_of(request):
    """
    A number that the script made up, to be given back: an answer that has it comes from no cache.

    Only such an answer may correct the clock of the device that hangs at the door.
    """
    number = request.GET.get("fresh", "")
    return number if number.isascii() and number.isdecimal() and len(number) < 20 else ""
