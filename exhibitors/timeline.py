"""What happened to a registration, one line after the other: its steps, and its booths from the audit."""

from dataclasses import dataclass

from exhibitors.models import Audit, Claim, Step


@dataclass
class Change:
    """
    A booth that was taken, changed or given up at one moment; ``why`` is a Claim.Released.

    ``offered`` is one that a waiting list offered then, ``refused`` one whose offer ended otherwise than
    by being accepted.
    """

    taken: str = ""
    left: str = ""
    why: str = ""
    offered: str = ""
    refused: str = ""


@dataclass
class Entry:
    """One line: when, for whom and by which person, a step or else a change of booth alone."""

    at: object
    actor: str
    person_id: int | None
    step: Step | None = None
    change: Change | None = None

    @property
    def person(self):
        return self.step.by if self.step else None


def entries_of(registration):
    """The lines of a registration, the latest first. Causes 4 queries, however many they are."""
    steps = {step.at: step for step in registration.steps.select_related("by")}
    members = set(registration.exhibitor.memberships.values_list("user", flat=True))
    entries = {at: Entry(at=at, actor=step.actor, person_id=step.by_id, step=step) for at, step in steps.items()}
    claims = list(registration.claims.values_list("pk", "booth__code", "entry"))
    codes = {pk: code for pk, code, _entry in claims}
    offers = {pk for pk, _code, entry in claims if entry}
    for row in Audit.objects.filter(model=Claim._meta.label_lower, object_id__in=codes).order_by("pk"):
        why = row.after.get("why", "")
        if row.object_id in offers and why == Claim.Released.ACCEPTED:
            continue  # what is told of it is that the booth is taken
        entry = entries.setdefault(
            row.at, Entry(at=row.at, actor=actor_of(row.user_id, members), person_id=row.user_id)
        )
        entry.change = entry.change or Change()
        if row.what == Audit.What.CLAIM:
            entry.change.taken = codes[row.object_id]
        elif row.what == Audit.What.OFFER:
            entry.change.offered = codes[row.object_id]
        elif row.object_id in offers:
            entry.change.refused = codes[row.object_id]
        else:
            entry.change.left, entry.change.why = codes[row.object_id], why
    return sorted(entries.values(), key=lambda entry: entry.at, reverse=True)


def actor_of(number, members):
    if number is None:
        return Step.Actor.PORTAL
    return Step.Actor.COMPANY if number in members else Step.Actor.STAFF
