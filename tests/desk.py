"""What a member of a company sends from the exhibitors' desk, and where to."""

from django.urls import reverse

DETAILS = {
    "contact_name": "سلمى",
    "contact_email": "contact@example.org",
    "contact_phone": "+968 2400 0000",
    "products": "مضخات",
    "requirements": "",
    "terms_version": "1",
    "accept_terms": "on",
}


def url(name, registration):
    return reverse(f"exhibitors:{name}", args=[registration.public_id])
