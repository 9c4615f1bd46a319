"""The badges of a registration, on its page."""

from django import template

from exhibitors.badges import allowance
from exhibitors.models import State

register = template.Library()


@register.inclusion_tag("exhibitors/includes/badges_summary.html")
def badges_summary(registration):
    """How many badges are entered and until when more can be: 2 queries once it is approved, none before."""
    if registration.state != State.APPROVED:
        return {"registration": None}
    return {
        "registration": registration,
        "given": registration.badges.count(),
        "allowed": allowance(registration),
        "due_at": registration.exhibition.badges_due_at,
    }
