"""Writing down what was done, and reading it. The rows cannot be changed afterwards, not even here."""

from django.contrib.auth import get_user_model

from exhibitors.models import Audit, Booth, Claim, Registration


def record(what, item, *, by, now, before=None, after=None):
    """Note that ``by`` did ``what`` to ``item``; ``before`` and ``after`` hold identifiers, no personal values."""
    return Audit.objects.create(
        at=now,
        user_id=by.pk if by else None,
        what=what,
        model=item._meta.label_lower,
        object_id=item.pk,
        before=before or {},
        after=after or {},
    )


def with_names(entries):
    """
    The ``entries`` with what their numbers stand for. Causes 4 queries, however many they are.

    ``person`` and ``item`` are None where there is none any more; ``named`` has the booths
    and registrations that ``before`` and ``after`` speak of.
    """
    entries = list(entries)
    people = get_user_model().objects.in_bulk({entry.user_id for entry in entries if entry.user_id})
    claims = Claim.objects.select_related("booth", "registration__exhibitor", "registration__exhibition__edition")
    claims = claims.in_bulk(numbers_of(entries, Claim))
    registrations = Registration.objects.select_related("exhibitor", "exhibition__edition")
    registrations = registrations.in_bulk(
        numbers_of(entries, Registration) | values_of(entries, "registration"),
    )
    booths = Booth.objects.in_bulk(values_of(entries, "booth"))
    items = {Claim._meta.label_lower: claims, Registration._meta.label_lower: registrations}
    for entry in entries:
        entry.person = people.get(entry.user_id)
        entry.item = items.get(entry.model, {}).get(entry.object_id)
        entry.named = {"booth": booths, "registration": registrations}
    return entries


def numbers_of(entries, model):
    return {entry.object_id for entry in entries if entry.model == model._meta.label_lower}


def values_of(entries, name):
    return {values[name] for entry in entries for values in (entry.before, entry.after) if values.get(name)}
