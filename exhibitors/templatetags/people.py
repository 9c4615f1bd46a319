"""What the desk says of the people of companies."""

from django import template
from django.utils import timezone

from exhibitors import people
from exhibitors.models import Invitation

register = template.Library()


@register.inclusion_tag("exhibitors/includes/people_link.html")
def people_link(company):
    """The way to the people of a company, named for those who do not see what stands around it."""
    return {"company": company}


@register.inclusion_tag("exhibitors/includes/invitations.html")
def invitations_for(user):
    """The companies that invite ``user``. Causes 2 queries."""
    invitations = Invitation.objects.open(timezone.now()).filter(email__in=people.addresses_of(user))
    return {"invitations": invitations.select_related("exhibitor")}


@register.filter
def veiled(email):
    """An address of which its owner knows it again, and others learn little: s…@example.org."""
    name, _at, host = email.partition("@")
    return f"{name[:1]}…@{host}"
