"""A registration's booth, and how long it is held: for the overview of a registration and for the plan."""

from django import template
from django.utils import timezone

from exhibitors.booking import booth_claim

register = template.Library()


@register.inclusion_tag("exhibitors/includes/booth_section.html")
def booth_section(registration):
    """The section about the booth of ``registration``, and what can be done about it. Causes a few queries."""
    claim = booth_claim(registration, timezone.now())
    exhibition = registration.exhibition
    return {"registration": registration, "exhibition": exhibition, "claim": claim} | time_left(claim)


@register.inclusion_tag("exhibitors/includes/hold.html")
def hold(registration, claim, at_plan=False):
    """How long ``claim`` holds the booth yet, counted down, and the button that holds it anew. Causes no query."""
    return {"registration": registration, "claim": claim, "at_plan": at_plan} | time_left(claim)


def time_left(claim):
    """
    What is left of a hold by the server's clock: seconds, and the same in minutes begun.

    A browser's clock may be wrong, so it is told how long, never until when.
    """
    now = timezone.now()
    if claim is None:
        return {"seconds": None, "minutes": None}
    return {"seconds": claim.seconds_left(now), "minutes": claim.minutes_left(now)}
