"""How a registration begins: with what the portal knows already, so that nothing is asked twice."""

from django.utils import timezone

from exhibitors import transitions
from exhibitors.models import Registration
from exhibitors.steps import DETAILS


def last_of(exhibitor):
    """The last registration of a company at any edition, or None."""
    return Registration.objects.filter(exhibitor=exhibitor).order_by("-created_at", "-pk").first()


def begin(exhibition, exhibitor, *, by, now=None):
    """
    Begin the registration of a company: as its last one said, else with the name and address of ``by``.

    The terms are accepted anew, and documents sent anew: both may have changed. Raise as transitions.start().
    """
    now = now or timezone.now()
    last = last_of(exhibitor)
    if last is None:
        details = {"contact_name": by.name, "contact_email": by.email}
    else:
        details = {name: getattr(last, name) for name in DETAILS} | {"copied_from": last}
    return transitions.start(exhibition, exhibitor, by=by, now=now, **details)
