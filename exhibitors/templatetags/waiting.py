"""Sections about waiting lists, pavilions and the time for returning exhibitors."""

from django import template
from django.utils import timezone

from exhibitors.models import WaitingEntry
from exhibitors.pavilions import pavilions_for
from exhibitors.plan import categories_of, stands_of
from exhibitors.queues import queues_of

register = template.Library()


@register.simple_tag
def waiting_of(registration):
    """What waiting_lists.html shows: own places, offers and lists to join. Causes at most 14 queries."""
    now = timezone.now()
    queues = queues_of(registration.exhibition, now)
    own = [line_of(entry, queues, now) for entry in registration.waiting.open().select_related("category")]
    own = [line for line in own if line["offer"] or line["place"]]
    return {
        "lines": own,
        "has_offer": any(line["offer"] for line in own),
        "ended": ended_of(registration),
        "full": full_categories(registration, stands_of(registration.exhibition, now), now)
        if registration.is_open
        else [],
    }


def line_of(entry, queues, now):
    """How a place in a list stands at ``now``: its offer, or which of how many."""
    queue = queues[entry.category_id]
    offer = queue.offer_of(entry)
    hours, minutes = divmod(max(0, int((offer.end - now).total_seconds())) // 60, 60) if offer else (None, None)
    place = queue.place_of(entry)
    return {
        "entry": entry,
        "offer": offer,
        "place": place,
        "of": len(queue.waiting),
        "hours": hours,
        "minutes": minutes,
    }


def ended_of(registration):
    """The place that ended last for a reason that the company should read."""
    told = [WaitingEntry.Ended.LAPSED, WaitingEntry.Ended.REMOVED]
    return registration.waiting.filter(ended_why__in=told).select_related("category").order_by("ended_at").last()


def full_categories(registration, stands, now):
    """
    The categories in which no booth is free, and in which the company neither has nor waits for one.

    ``stands`` is the whole floor at ``now``. Causes at most 1 query, 2 while only returning exhibitors may register.
    """
    if registration.version == 0 and not registration.exhibition.is_open_to(registration.exhibitor, now):
        return []
    free = {stand.booth.category_id for stand in stands if stand.is_free}
    has = {stand.booth.category_id for stand in stands if stand.is_claimed_by(registration)}
    offered = categories_of(stand for stand in stands if stand.booth.is_open_to_all)
    full = [category for category in offered if category.pk not in free | has]
    waits = set(registration.waiting.open().values_list("category", flat=True)) if full else ()
    return [category for category in full if category.pk not in waits]


@register.inclusion_tag("exhibitors/includes/full_categories.html", takes_context=True)
def join_waiting_lists(context, registration, stands):
    """A line for each full category, with the button to join its list; ``stands`` is the floor of the page."""
    return {
        "registration": registration,
        "full": full_categories(registration, stands, timezone.now()),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("exhibitors/includes/pavilion_place.html", takes_context=True)
def pavilion_place(context, registration):
    """The pavilion of the company's country: who coordinates it, and a place asked for. Causes at most 3 queries."""
    pavilion = pavilions_for(registration).prefetch_related("coordinators").first()
    held = registration.held_claim() if pavilion else None
    return {
        "registration": registration,
        "pavilion": pavilion,
        "has_place": bool(held and held.booth.pavilion_id == pavilion.pk),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("exhibitors/includes/own_pavilions.html")
def own_pavilions(user):
    """The pavilions that this person coordinates. Causes 1 query."""
    pavilions = user.pavilions.filter(exhibition__edition__status="published")
    return {"pavilions": pavilions.select_related("exhibition__edition")}
