"""Keeping the entries of the search as what they speak of is."""

from threading import local

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from forum_portal.arabic.analysis import is_stop_word, keys_of_text, surface, words_of
from forum_portal.arabic.names import sounds_of_name
from forum_portal.models import SearchEntry

from .documents import DOCUMENTS

# Enough for any edition at once, and not too much for a statement of either database.
BATCH = 200
COLUMNS = [
    "kind",
    "is_demo",
    "year",
    "visible_from",
    "editions",
    "countries",
    "keys",
    "keys_title",
    "title_count",
    "words",
    "sounds",
]

_changed = local()


def refresh_soon(kind, primary_keys):
    """
    Bring these entries up to date once the change that they follow from is committed, all of them together.

    Robust: what was saved stays saved, whatever becomes of the index. A mark that a rollback
    leaves behind does no harm: the entry is compared with what is there.
    """
    changed = vars(_changed).setdefault("entries", {})
    changed.setdefault(kind, set()).update(primary_keys)
    # Each time, though the first does the work of all: a savepoint that is rolled back takes its own with it.
    transaction.on_commit(_refresh_changed, robust=True)


def _refresh_changed():
    changed = vars(_changed).pop("entries", {})
    for kind, primary_keys in changed.items():
        refresh(kind, primary_keys)


def refresh(kind, primary_keys):
    """Bring the entries of these rows of ``kind`` up to date: written anew if visitors can see them, else deleted."""
    document = DOCUMENTS[kind]
    content_type = ContentType.objects.get_for_model(document.model)
    # By their order, so that two who refresh at once wait for each other rather than for ever.
    ordered = sorted(set(primary_keys))
    for start in range(0, len(ordered), BATCH):
        batch = ordered[start : start + BATCH]
        with transaction.atomic():
            entries = [entry_of(document, item) for item in document.visible().filter(pk__in=batch).order_by("pk")]
            gone = set(batch).difference(entry.object_id for entry in entries)
            if gone:
                SearchEntry.objects.filter(content_type=content_type, object_id__in=gone).delete()
            SearchEntry.objects.bulk_create(
                entries,
                update_conflicts=True,
                update_fields=COLUMNS,
                unique_fields=["content_type", "object_id"],
            )


def rebuild():
    """Make the whole index anew, in one transaction; return how many entries it has."""
    with transaction.atomic():
        SearchEntry.objects.all().delete()
        for kind, document in DOCUMENTS.items():
            refresh(kind, document.visible().values_list("pk", flat=True))
    return SearchEntry.objects.count()


def entry_of(document, item):
    """The entry of ``item`` as it should be stored."""
    keys, title_keys, words = {}, {}, {}
    for passage in document.passages(item):
        of_passage = dict.fromkeys(keys_of_text(passage.text, language=passage.language))
        keys |= of_passage
        if passage.is_title:
            title_keys |= of_passage
            if not passage.hidden:
                words |= dict.fromkeys(surfaces_of(passage.text))
    sounds = {sound for name in document.people(item) for sound in sounds_of_name(name)}
    return SearchEntry(
        kind=document.kind,
        content_type=ContentType.objects.get_for_model(document.model),
        object_id=item.pk,
        is_demo=document.is_demo(item),
        year=document.year(item),
        visible_from=document.visible_from(item),
        editions=padded(edition.pk for edition in document.editions(item)),
        countries=padded(dict.fromkeys(filter(None, document.countries(item)))),
        keys=padded(keys),
        keys_title=padded(title_keys),
        title_count=len(title_keys),
        words=padded(words),
        sounds=padded(sorted(sounds)),
    )


def surfaces_of(text):
    """The words of a title as one begins to type them."""
    return [surface(word.normal) for word in words_of(text) if not is_stop_word(word.normal)]


def padded(values):
    """``values`` in one text, each between spaces."""
    return f" {' '.join(map(str, values))} "
