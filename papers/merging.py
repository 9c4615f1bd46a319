"""
Making one record of two that are of the same person.

The one stays and takes over the parts, the evidence and the spellings of the other, which is deleted; its code is
kept and leads to the one that stays, for ever. This cannot be undone.
"""

from django.db import transaction
from modeltranslation.utils import get_translation_fields

from editions import merging
from editions.merging import follow, hand_over_picture, locked_pair, plain, reason_of_change
from editions.models import Evidence
from papers.models import FormerCode, Presentation, Speaker

# What the two may say differently. The text of a photograph goes with the photograph.
PHOTO = ["photo", *get_translation_fields("photo_alt")]
CHOSEN = [*get_translation_fields("name"), *get_translation_fields("honorific"), "country"]
CHOSEN += [*get_translation_fields("biography"), "photo"]
# What a part says of its person at the time, each field whole: an office in three languages is one office.
OF_A_PART = {
    "office": get_translation_fields("office"),
    "affiliation": get_translation_fields("affiliation"),
    "organisation": ["organisation_id"],
    "country": ["country"],
}
# What has no other value to differ from: the whole entry, and what is kept of both.
UNITED = ["", "other_spellings"]
SEVERITY = [Evidence.Certainty.STATED, Evidence.Certainty.PRESUMED, Evidence.Certainty.DISPUTED]


def differing(one, other):
    """Which of the columns of CHOSEN the two fill differently."""
    return merging.differing(one, other, CHOSEN)


@transaction.atomic
def merge(kept, gone, *, taken=()):
    """
    Make one record of ``kept`` and ``gone``, and return it: ``kept``, with ``taken`` columns from ``gone``.

    Raise AlreadyMerged where one of them is no longer there.
    """
    kept, gone = locked_pair(Speaker, kept, gone)
    taken = [column for column in differing(kept, gone) if column in taken]

    unite_evidence(kept, gone, replaced={column.removesuffix("_ar") for column in taken})
    move_parts(kept, gone)
    take_over(kept, gone, taken)
    kept._change_reason = reason_of_change(gone)
    kept.save()

    FormerCode.objects.filter(speaker=gone).update(speaker=kept)
    FormerCode.objects.create(code=gone.code, speaker=kept)
    follow(Speaker, gone.pk, kept.pk)
    if "photo" in taken:
        hand_over_picture(kept, gone, "photo")
    gone.delete()
    return kept


def take_over(kept, gone, taken):
    """Give ``kept`` the ``taken`` columns of ``gone``; every name that either had stays as a spelling."""
    known = [*kept.names(), *gone.names()]
    for column in taken:
        for name in PHOTO if column == "photo" else [column]:
            setattr(kept, name, getattr(gone, name))
    own = {getattr(kept, column) for column in get_translation_fields("name")}
    kept.other_spellings = "\n".join(dict.fromkeys(name for name in known if name not in own))


def move_parts(kept, gone):
    """
    Give the parts of ``gone`` to ``kept``.

    One that ``kept`` has too (the same role in the same paper or session) is not doubled: it
    fills what that one leaves empty. Saved one by one, for the history and the search.
    """
    twins = {key_of(part): part for part in kept.presentations.select_for_update()}
    for part in gone.presentations.select_for_update():
        if twin := twins.get(key_of(part)):
            absorb(twin, part)
        else:
            part.speaker = kept
            part.save()


def key_of(part):
    return part.paper_id, part.session_id, part.role


def doubled(one, other):
    """How many parts the two share, which one record would have once."""
    keys = [{key_of(part) for part in speaker.presentations.all()} for speaker in (one, other)]
    return len(keys[0] & keys[1])


def absorb(twin, part):
    """Let ``twin`` say all that it leaves empty and ``part``, which goes, does not."""
    replaced = set()
    for field, columns in OF_A_PART.items():
        if not any(plain(twin, column) for column in columns) and any(plain(part, column) for column in columns):
            replaced.add(field)
            for column in columns:
                setattr(twin, column, getattr(part, column))
    unite_evidence(twin, part, replaced=replaced)
    twin.save()
    follow(Presentation, part.pk, twin.pk)
    part.delete()


def unite_evidence(kept, gone, *, replaced):
    """
    Give the evidence of ``gone`` to ``kept``, each with the value that it is about.

    Of a field in ``replaced`` the value of ``gone`` stays, else that of ``kept``. The sources of a
    value that goes support the whole entry from then on: none is lost.
    """
    ours = {evidence.field: evidence for evidence in kept.evidence.all()}
    theirs = {evidence.field: evidence for evidence in gone.evidence.all()}
    for field in dict.fromkeys([*theirs, *ours]):
        own, other = ours.get(field), theirs.get(field)
        if field in replaced:
            if own:
                support_whole(kept, ours, own)
            if other:
                give(other, kept)
        elif other and field not in UNITED and says(kept, field) != says(gone, field):
            support_whole(kept, ours, other)
        elif own and other:
            unite(own, other)
        elif other:
            ours[field] = give(other, kept)


def says(item, field):
    column = f"{field}_ar"
    return plain(item, column if hasattr(item, column) else field)


def give(evidence, item):
    evidence.object_id = item.pk
    evidence.save()
    return evidence


def support_whole(item, ours, evidence):
    """Let the sources of ``evidence``, whose value goes, support the whole of ``item``."""
    sources = list(evidence.sources.all())
    evidence.delete()
    if not sources:
        return
    if "" not in ours:
        ours[""] = item.evidence.create(field="")
    ours[""].sources.add(*sources)


def unite(own, other):
    """Put two pieces of evidence for one value together: both notes, the greater doubt, all the sources."""
    own.certainty = max(own.certainty, other.certainty, key=SEVERITY.index)
    for column in get_translation_fields("note"):
        notes = dict.fromkeys(filter(None, [getattr(own, column), getattr(other, column)]))
        setattr(own, column, " ".join(notes))
    own.save()
    own.sources.add(*other.sources.all())
    other.delete()
