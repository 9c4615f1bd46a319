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
    sent = {document.wanted_id for document in registration.documents.all()}
    exhibition = registration.exhibition
    for wanted in exhibition.required_documents.all():
        due = wanted.due(exhibition)
        if wanted.is_required and wanted.pk not in sent and (due is None or due <= now):
            yield Missing(DOCUMENTS, wanted.name, f"id_document_{wanted.pk}")


def missing(registration, now=None):
    """All that is missing, in the order of the steps. Causes 3 queries."""
    now = now or timezone.now()
    found = []
    if not any(claim.is_held for claim in registration.claims.all()):
        found.append(Missing(BOOTH, BOOTH.title))
    return [*found, *missing_details(registration), *missing_documents(registration, now)]
