"""
What becomes of drafts that are forgotten: a reminder, and a week later they are deleted.

Nothing depends on it: whether a booth is free is decided by the clock when somebody asks.
Run twice or by two at once, it does the same once.
"""

from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from exhibitors import letters
from exhibitors.audit import record
from exhibitors.claims import give_up, lock_rows
from exhibitors.guards import lock
from exhibitors.models import Claim, Outbox, Registration, State, WaitingEntry
from exhibitors.offers import categories_of, lock_and_settle, lock_queues, settle
from exhibitors.refusals import Conflict

FORGOTTEN = timedelta(days=30)
WARNING = timedelta(days=7)


def candidates(now):
    """Drafts that were never sent and wait for no booth, left for as long as may lead to a reminder."""
    drafts = Registration.objects.filter(
        state=State.DRAFT, version=0, submitted_at=None, created_at__lte=now - FORGOTTEN + WARNING
    )
    return drafts.exclude(waiting__in=WaitingEntry.objects.open())


def touched_at(registration):
    """When somebody last wrote to the draft, or took a booth for it. Causes 3 queries."""
    moments = [
        registration.created_at,
        registration.history.aggregate(at=Max("history_date"))["at"],
        registration.claims.aggregate(at=Max("created_at"))["at"],
        registration.documents.aggregate(at=Max("created_at"))["at"],
    ]
    return max(moment for moment in moments if moment)


def tidy(*, now=None):
    """Remind of the drafts that are nearly forgotten and delete the others; return how many of each."""
    now = now or timezone.now()
    results = [tidy_one(registration, now) for registration in candidates(now)]
    return results.count("reminded"), results.count("deleted")


def tidy_one(registration, now):
    """Remind of one draft, or delete it if a reminder went out a week ago; return which, or None."""
    try:
        with transaction.atomic():
            registration = lock(registration, [State.DRAFT])
            untouched = now - touched_at(registration)
            if registration.version or registration.submitted_at or untouched < FORGOTTEN - WARNING:
                return None
            reminder = registration.letters.filter(kind=Outbox.Kind.REMINDER).first()
            if reminder is None and letters.addressee("reminder", registration)[0]:
                letters.write("reminder", registration, now=now)
                return "reminded"
            if untouched < FORGOTTEN or (reminder and now - reminder.created_at < WARNING):
                return None
            delete(registration, now)
            return "deleted"
    except Conflict:  # it was sent, withdrawn or deleted in the meantime
        return None


def delete(registration, now):
    """Delete a draft that the caller has locked, with its files; of it, the audit keeps the numbers."""
    queues, own = lock_queues(categories_of(registration)), Q(registration=registration)
    lock_and_settle(queues, registration.exhibition, own, now=now)
    for held in lock_rows(own):
        give_up(held, Claim.Released.EXPIRED, by=None, now=now)
    settle(queues, registration.exhibition, now=now)
    record("tidy", registration, by=None, now=now, before={"state": registration.state})
    for document in registration.documents.all():
        transaction.on_commit(partial(document.file.storage.delete, document.file.name), robust=True)
    pk = registration.pk
    registration.delete()
    # What its history kept of the contact person goes with it.
    Registration.history.filter(Q(id=pk)).delete()
