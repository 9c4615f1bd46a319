"""All that the page of one company shows, for visitors and for the preview at the desk."""

from django.utils import timezone

from exhibitors.models import Exhibition, Registration, State
from exhibitors.plan import plan_of, stands_of


def page_of(company):
    """
    What the template needs of ``company``: at most 8 queries, two more for each edition that is not over.

    ``appearances`` are its approved registrations at published editions, the newest first; ``floors`` show where it
    stands at those that are not over.
    """
    appearances = list(
        Registration.objects.filter(
            exhibitor=company, state=State.APPROVED, exhibition__in=Exhibition.objects.public()
        )
        .select_related("exhibition__edition")
        .prefetch_related("claims__booth")
        .order_by("-exhibition__edition__starts_on")
    )
    for appearance in appearances:
        appearance.booths = [claim.booth for claim in appearance.claims.all() if claim.is_held]
    contacts = [shown for contact in company.contacts.prefetch_related("publications") if (shown := contact.shown())]
    return {
        "company": company,
        "appearances": appearances,
        "floors": floors_of(appearances),
        "sectors": list(company.sectors.all()),
        "products": list(company.shown_products.all()),
        "links": list(company.links.all()),
        "contacts": contacts,
    }


def floors_of(appearances):
    """The plan of each edition that is not over, with the booth of the company."""
    now = timezone.now()
    floors = []
    for appearance in appearances:
        edition = appearance.exhibition.edition
        if appearance.booths and not edition.is_past:
            exhibition, booth = appearance.exhibition, appearance.booths[0]
            plan = plan_of(exhibition, stands_of(exhibition, now), yours=booth.code)
            floors.append({"edition": edition, "booth": booth, "plan": plan, "url": exhibition.get_absolute_url()})
    return floors
