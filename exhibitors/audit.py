"""Writing down what was done, and reading it. The rows cannot be changed afterwards, not even here."""

from django.contrib.auth import get_user_model

from exhibitors.models import Audit, Booth, Claim, Exhibition, Exhibitor, Pavilion, Registration, WaitingEntry

# What is written about, besides registrations, and what its name is made of.
JOINED = {
    Claim: ["booth", "registration__exhibitor", "registration__exhibition__edition"],
    Exhibition: ["edition"],
    Exhibitor: [],
    WaitingEntry: ["category", "registration__exhibitor"],
}


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
    The ``entries`` with what their numbers stand for. Causes a query a kind of thing, however many they are.

    ``person`` and ``item`` are None where there is none any more; ``named`` has the booths,
    registrations, people and pavilions that ``before`` and ``after`` speak of.
    """
    entries = list(entries)
    people = {entry.user_id for entry in entries if entry.user_id} | values_of(entries, "person")
    people = get_user_model().objects.in_bulk(people)
    registrations = Registration.objects.select_related("exhibitor", "exhibition__edition")
    registrations = registrations.in_bulk(numbers_of(entries, Registration) | values_of(entries, "registration"))
    booths = Booth.objects.in_bulk(values_of(entries, "booth"))
    pavilions = Pavilion.objects.in_bulk(values_of(entries, "pavilion"))
    items = {Registration._meta.label_lower: registrations}
    for model, joined in JOINED.items():
        rows = model.objects.select_related(*joined) if joined else model.objects
        items[model._meta.label_lower] = rows.in_bulk(numbers_of(entries, model))
    for entry in entries:
        entry.person = people.get(entry.user_id)
        entry.item = items.get(entry.model, {}).get(entry.object_id)
        entry.named = {"booth": booths, "registration": registrations, "person": people, "pavilion": pavilions}
    return entries


def numbers_of(entries, model):
    return {entry.object_id for entry in entries if entry.model == model._meta.label_lower}


def values_of(entries, name):
    return {values[name] for entry in entries for values in (entry.before, entry.after) if values.get(name)}
