"""What a member of a company sends from the exhibitors' desk, and where to."""

from django.urls import reverse

from exhibitors.steps import WRITTEN, stamp
from exhibitors.transitions import terms_digest

CONTACT = {"contact_name": "سلمى", "contact_email": "contact@example.org", "contact_phone": "+968 2400 0000"}
SHOW = {"products": "مضخات"}
REQUIREMENTS = {"power_kw": "٣٫٥", "water": "on", "tables": "2", "chairs": "٤", "requirements": "هواء مضغوط"}
# What each step of a registration is sent with, and what its acceptance is.
TYPED = {"contact": CONTACT, "show": SHOW, "requirements": REQUIREMENTS}


def url(name, registration):
    return reverse(f"exhibitors:{name}", args=[registration.public_id])


def typed(name, registration, **fields):
    """What a page of the step ``name`` sends that was opened now."""
    registration.refresh_from_db()
    return TYPED[name] | {"seen": stamp(registration, WRITTEN[name])} | fields


def acceptance(registration, **fields):
    """What the last page sends when the terms are accepted as they stand."""
    exhibition = registration.exhibition
    seen = {"terms_version": exhibition.terms_version, "terms_seen": terms_digest(exhibition)}
    return seen | {"accept_terms": "on"} | fields
