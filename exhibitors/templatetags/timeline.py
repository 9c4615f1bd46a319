"""What happened to a registration, as its company reads it and as staff do."""

from django import template

from exhibitors.timeline import entries_of

register = template.Library()


@register.inclusion_tag("exhibitors/includes/timeline.html", takes_context=True)
def timeline(context, registration):
    """For the company: when, what, and by whom of the four that it knows. No person of the organisers is named."""
    return {
        "entries": entries_of(registration),
        "reader": context["request"].user.pk,
        "company": registration.exhibitor,
        "edition": registration.exhibition.edition,
    }


@register.inclusion_tag("admin/exhibitors/registration/timeline.html")
def timeline_for_staff(registration):
    """The same for staff, with the persons."""
    return {
        "entries": entries_of(registration),
        "company": registration.exhibitor,
        "edition": registration.exhibition.edition,
    }
