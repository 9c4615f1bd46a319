"""The organisers' digest: at most one letter an hour, which names what was sent in since the one before."""

from functools import partial

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from editions.models import Series
from exhibitors import letters
from exhibitors.models import Outbox, Step
from forum_portal.arabic.bidi import isolate

HOUR = 3600  # seconds


def write_digest(*, now=None):
    """
    Put the digest into the outbox and return it; None if nothing is new or this hour has one.

    The steps that it names are marked in the same transaction, so that none is named twice
    or left out, whoever runs this at the same moment.
    """
    now = now or timezone.now()
    series = Series.objects.first()
    if not (series and series.contact_email):
        return None
    try:
        with transaction.atomic():
            new = Step.objects.filter(event=Step.Event.SUBMIT, digested_at=None, at__lte=now)
            # Only the steps are locked, and nobody waits for them: a company that sends inserts another row.
            locked = list(new.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
            if not locked:
                return None
            letter = compose(locked, to=series.contact_email, now=now)
            Step.objects.filter(pk__in=locked).update(digested_at=now)
            transaction.on_commit(partial(letters.deliver, letter.pk), robust=True)
            return letter
    except IntegrityError:  # this hour has its digest
        return None


def compose(numbers, *, to, now):
    steps = Step.objects.filter(pk__in=numbers).order_by("at", "pk")
    steps = list(steps.select_related("registration__exhibitor", "registration__exhibition__edition"))
    with override("ar"):
        lines = [
            f"{isolate(step.registration.exhibitor.name)} – {isolate(step.registration.exhibition.edition.title)}"
            for step in steps
        ]
        context = {
            "count": len(steps),
            "lines": lines,
            "is_demo": all(step.registration.exhibition.edition.is_demo for step in steps),
            "link": settings.SITE_URL + reverse("admin:exhibitors_registration_changelist"),
        }
        subject = render_to_string("exhibitors/letters/digest_subject.txt", context)
        body = render_to_string("exhibitors/letters/digest.txt", context)
    return Outbox.objects.create(
        kind=Outbox.Kind.DIGEST,
        registration=None,
        version=int(now.timestamp()) // HOUR,
        recipient=to,
        language="ar",
        subject=" ".join(subject.split())[:250],
        body=body.strip() + "\n",
        created_at=now,
    )
