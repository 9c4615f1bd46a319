"""What it takes to make one record of two, of whichever kind they are."""

from django.utils.translation import gettext as _

# Called with the model, the key of the row that goes and that of the row that stays, in the same transaction. For
# what points to records from outside their app; see forum_portal.corrections.follow_merge.
followers = []


class AlreadyMerged(Exception):
    """One of the two is no longer there: somebody else, or an earlier click, was faster."""


def plain(item, column):
    """The value of a column as text; empty where there is none, however that is stored."""
    value = getattr(item, column)
    return str(getattr(value, "code", value) or "")


def differing(one, other, columns):
    """Which of the ``columns`` the two fill differently."""
    return [column for column in columns if plain(one, column) != plain(other, column)]


def locked_pair(model, kept, gone):
    """
    The rows of ``kept`` and ``gone``, fresh and locked; raise AlreadyMerged where one is no longer there.

    By their keys, so that two who merge the same in opposite directions wait for each other.
    """
    rows = model.objects.select_for_update().filter(pk__in={kept.pk, gone.pk}).order_by("pk")
    locked = {item.pk: item for item in rows}
    if len(locked) < 2:
        raise AlreadyMerged
    return locked[kept.pk], locked[gone.pk]


def reason_of_change(gone):
    return _("%(code)s was merged into this record") % {"code": gone.code}


def hand_over_picture(kept, gone, name):
    """Let ``kept``, which names the file by now, have its renditions too; with ``gone`` they would be deleted."""
    record = f"{name}_renditions"
    setattr(kept, record, getattr(gone, record))
    type(kept).objects.filter(pk=kept.pk).update(**{record: getattr(kept, record)})
    setattr(gone, name, "")
    setattr(gone, record, {})


def follow(model, gone, kept):
    for follower in followers:
        follower(model, gone, kept)
