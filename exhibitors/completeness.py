"""What is still missing in a registration before it can be sent."""

from typing import NamedTuple

from django.utils import timezone

from exhibitors.models import Registration
from exhibitors.steps import BOOTH, DOCUMENTS, STEPS


class Missing(NamedTuple):
    """One thing that is missing: in which step, what it is called, and the id of where to give it."""

    step: object
    label: str
    anchor: str = ""


def missing_details(registration):
    """What the company must write yet."""
    for step in STEPS:
        for name in step.required:
            if not getattr(registration, name).strip():
                yield Missing(step, Registration._meta.get_field(name).verbose_name, f"id_{name}")


def missing_documents(registration, now):
    """The documents that cannot wait: required, and without a date or with one that has passed."""
    exhibition = registration.exhibition
    required = [wanted for wanted in exhibition.required_documents.all() if wanted.is_required]
    pressing = [wanted for wanted in required if (due := wanted.due(exhibition)) is None or due <= now]
    sent = {document.wanted_id for document in registration.documents.all()} if pressing else ()
    return [
        Missing(DOCUMENTS, wanted.name, f"id_document_{wanted.pk}") for wanted in pressing if wanted.pk not in sent
    ]


def missing(registration, now=None, *, has_booth=None):
    """
    All that is missing, in the order of the steps.

    ``has_booth`` is whether the registration holds a booth, where that is known. Causes at most 3 queries, and 1
    fewer then.
    """
    now = now or timezone.now()
    if has_booth is None:
        has_booth = any(claim.is_held for claim in registration.claims.all())
    found = [] if has_booth else [Missing(BOOTH, BOOTH.title)]
    return [*found, *missing_details(registration), *missing_documents(registration, now)]
