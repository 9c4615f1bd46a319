"""What the pages of a registration show of its steps and its checklist."""

from django import template
from django.utils import timezone

from exhibitors.checklist import address_of
from exhibitors.completeness import missing
from exhibitors.steps import REQUIREMENTS, SEND, STEPS, neighbours

register = template.Library()


@register.inclusion_tag("exhibitors/includes/progress.html")
def progress(registration, name, has_booth=None):
    """Where the step ``name`` stands among the others, and which of them are done. Causes the queries of missing()."""
    now = timezone.now()
    lacking = {item.step.name for item in missing(registration, now, has_booth=has_booth)}
    if registration.requirements_at is None:
        lacking.add(REQUIREMENTS.name)
    if not registration.is_sent:
        lacking.add(SEND.name)
    rows = [
        {
            "step": step,
            "address": address_of(step, registration) if step.is_open(registration, now) else "",
            "is_done": step.name not in lacking,
            "is_here": step.name == name,
        }
        for step in STEPS
    ]
    here = next((number for number, row in enumerate(rows, start=1) if row["is_here"]), 0)
    return {"rows": rows, "here": here, "count": len(rows)}


@register.simple_tag
def step_before(registration, step):
    """The address of the page before ``step``; empty at the first one, and where that one is closed."""
    before, _after = neighbours(step)
    return address_of(before, registration) if before and before.is_open(registration, timezone.now()) else ""


@register.simple_tag
def step_address(registration, step):
    """Where a step is written."""
    return address_of(step, registration)
