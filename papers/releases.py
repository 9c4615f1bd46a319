"""Publishing a programme, and what changed from one publication to the next."""

import datetime
import hashlib
import json
from dataclasses import dataclass

from django.db import models, transaction
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from editions.models import Edition
from papers.models import Release

LANGUAGES = ("ar", "en", "fr")


class NotPublished(Exception):
    """The programme cannot be published now; ``message`` says why."""


class NothingChanged(NotPublished):
    message = _("Nothing has changed since the last release.")


class EmptyProgramme(NotPublished):
    message = _("The programme has no session yet.")


class DraftEdition(NotPublished):
    message = _("The edition is a draft. Publish it first: visitors cannot see its programme yet.")


class Kind(models.TextChoices):
    """What became of a session between two releases; of several things, the first in this order."""

    CANCELLED = "cancelled", pgettext_lazy("session in a release", "Cancelled")
    RESTORED = "restored", pgettext_lazy("session in a release", "Held after all")
    NEW = "new", pgettext_lazy("session in a release", "New")
    MOVED = "moved", pgettext_lazy("session in a release", "Moved")
    RENAMED = "renamed", pgettext_lazy("session in a release", "Renamed")


class Placement:
    """
    Where a session stood in the programme at one time, and what it was called.

    ``values`` is what a release keeps of it, as placement_of() makes it. ``pk`` may be that of a
    session which is no more.
    """

    def __init__(self, pk, values):
        self.pk = int(pk)
        self.values = values
        self.day = values["day"] and datetime.date.fromisoformat(values["day"])
        self.starts_at, self.ends_at = (
            values[name] and datetime.time.fromisoformat(values[name]) for name in ("starts_at", "ends_at")
        )

    def __getattr__(self, name):
        # title_ar and its like, for the template tags that show translated fields
        field, _dash, language = name.rpartition("_")
        if field in ("title", "room_name") and language in LANGUAGES:
            return self.values[field].get(language, "")
        raise AttributeError(name)

    @property
    def title(self):
        return in_language(self.values["title"])

    @property
    def room_name(self):
        return in_language(self.values["room_name"])

    @property
    def room_id(self):
        return self.values["room"]

    @property
    def is_cancelled(self):
        return self.values["cancelled"]

    @property
    def sequence(self):
        return self.values["sequence"]

    def is_at_the_place_of(self, other):
        """Whether both are at the same time and in the same room; a room that was only renamed is the same."""
        same_time = (self.day, self.starts_at, self.ends_at) == (other.day, other.starts_at, other.ends_at)
        same_room = self.room_id == other.room_id or self.values["room_name"] == other.values["room_name"]
        return same_time and same_room


@dataclass(frozen=True)
class Change:
    """What became of one session: ``old`` and ``new`` are its Placements, of which either may be missing."""

    kind: Kind
    old: Placement | None
    new: Placement | None

    @property
    def placement(self):
        """The latest that is known of the session."""
        return self.new or self.old

    @property
    def is_gone(self):
        return self.new is None

    @property
    def is_move(self):
        return bool(self.old and self.new and not self.old.is_at_the_place_of(self.new))

    @property
    def has_another_title(self):
        """Whether it is called otherwise in the reader's language."""
        return bool(self.old and self.new and self.old.title != self.new.title)


@dataclass(frozen=True)
class Move:
    """That ``release`` took a session away from where it stood before, to where it stands now."""

    release: Release
    before: Placement
    now: Placement


def in_language(texts):
    return texts.get(get_language() or "ar") or texts.get("ar", "")


def names_of(room):
    return {language: getattr(room, f"name_{language}") or "" for language in LANGUAGES} if room else {}


def placement_of(session):
    return {
        "title": {language: getattr(session, f"title_{language}") or "" for language in LANGUAGES},
        "kind": session.kind,
        "day": session.day and session.day.isoformat(),
        "starts_at": session.starts_at and f"{session.starts_at:%H:%M}",
        "ends_at": session.ends_at and f"{session.ends_at:%H:%M}",
        "room": session.room_id,
        "room_name": names_of(session.room),
        "cancelled": session.is_cancelled,
        "sequence": session.sequence,
    }


def placements_of(edition):
    """Where each session of ``edition`` stands now, as a release keeps it. Causes one query."""
    return {str(session.pk): placement_of(session) for session in edition.sessions.select_related("room")}


def compare(before, after):
    """The Changes from one set of placements to a later one, in the order of the later programme."""
    old = {key: Placement(key, values) for key, values in before.items()}
    new = {key: Placement(key, values) for key, values in after.items()}
    found = []
    for key in {**new, **old}:
        if kind := kind_of_change(old.get(key), new.get(key)):
            found.append(Change(kind, old.get(key), new.get(key)))
    return sorted(found, key=lambda change: in_order(change.placement))


def kind_of_change(old, new):
    if new is None:
        return None if old.is_cancelled else Kind.CANCELLED  # it was said before
    if old is None:
        return Kind.NEW
    if old.is_cancelled != new.is_cancelled:
        return Kind.CANCELLED if new.is_cancelled else Kind.RESTORED
    if not new.is_at_the_place_of(old):
        return Kind.MOVED
    return Kind.RENAMED if new.values["title"] != old.values["title"] else None


def in_order(placement):
    """Days and times in their order, the unknown last, as in the programme."""
    return (placement.day or datetime.date.max, placement.starts_at or datetime.time.max, placement.pk)


def changes(release):
    """What ``release`` changed against the one before; nothing in the first. Causes one query."""
    before = Release.objects.filter(edition=release.edition_id, number__lt=release.number).order_by("number").last()
    return compare(before.placements, release.placements) if before else []


def history(edition):
    """The releases of ``edition``, newest first, each with its ``changes`` as a list. Causes one query."""
    releases = list(edition.releases.order_by("number"))
    for before, release in zip([None, *releases], releases, strict=False):
        release.changes = compare(before.placements, release.placements) if before else []
    return releases[::-1]


def last_move(session, releases):
    """
    The last Move of ``session`` by a release; None if it stands where it stood before.

    ``releases`` come from history().
    """
    now = Placement(session.pk, placement_of(session))
    for release in releases:
        for change in release.changes:
            if change.placement.pk == session.pk and change.is_move:
                return None if change.old.is_at_the_place_of(now) else Move(release, change.old, now)
    return None


def gone_sessions(releases, *, present):
    """
    What releases once announced and the programme no longer has: {primary key: the last Placement}.

    ``present`` are the primary keys of the sessions that are there.
    """
    found = {}
    for release in sorted(releases, key=lambda release: release.number):
        found |= {int(key): Placement(key, values) for key, values in release.placements.items()}
    return {pk: placement for pk, placement in found.items() if pk not in present}


def pending(edition):
    """
    What the next release of ``edition`` would tell: (the last release or None, Changes, a mark of the programme).

    The mark is another as soon as the programme is. Causes two queries.
    """
    last = edition.releases.order_by("number").last()
    now = placements_of(edition)
    mark = hashlib.blake2b(
        json.dumps([last.number if last else 0, now], sort_keys=True).encode(), digest_size=8
    ).hexdigest()
    return last, compare(last.placements, now) if last else [], mark


def refusal(edition, last, changes):
    """Why the programme cannot be published now, as a NotPublished; None where it can."""
    if not edition.is_published:
        return DraftEdition()
    if last is None:
        return None if edition.sessions.exists() else EmptyProgramme()
    return None if changes else NothingChanged()


def publish(edition, *, notes=None, by=None):
    """
    Make the next release of the programme of ``edition`` and return it.

    ``notes`` are by language. Raise NotPublished where there is nothing to tell. Two editors who
    publish at once are served one after the other: the row of the edition is locked.
    """
    with transaction.atomic():
        edition = Edition.objects.select_for_update().get(pk=edition.pk)
        last = edition.releases.order_by("number").last()
        placements = placements_of(edition)
        if refused := refusal(edition, last, last and compare(last.placements, placements)):
            raise refused
        return Release.objects.create(
            edition=edition,
            number=last.number + 1 if last else 1,
            placements=placements,
            published_by=by,
            **{f"note_{language}": text for language, text in (notes or {}).items()},
        )


def with_last_release(editions):
    """``editions``, a queryset, with what ``last_release`` asks of each."""
    newest = Release.objects.filter(edition=models.OuterRef("pk")).order_by("-number")
    return editions.annotate(
        release_number=models.Subquery(newest.values("number")[:1]),
        released_at=models.Subquery(newest.values("published_at")[:1]),
    )


def last_release(edition):
    """The number and moment of the last release of ``edition``, loaded with_last_release(); None before the first."""
    if edition.release_number is None:
        return None
    return Release(edition=edition, number=edition.release_number, published_at=edition.released_at)
