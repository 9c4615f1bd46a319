"""How a thing is invented that is in no database, and speaks the language of its column."""

import datetime

from django.utils.translation import get_language

# Far above the keys of any row, so that no link of the page leads to a real one.
KEYS = 900_000_000
NOON = datetime.datetime(1990, 3, 14, 12, tzinfo=datetime.UTC)


def invented(model, key, *, related=None, **fields):
    """An unsaved ``model`` with the key and the related things that it would have from the database."""
    item = model(pk=KEYS + key, **fields)
    # What prefetch_related() would have filled; there is no other way to tell a manager what it holds.
    item._prefetched_objects_cache = {"evidence": []} | (related or {})
    return item


def say(arabic, english):
    return arabic if get_language() == "ar" else english
