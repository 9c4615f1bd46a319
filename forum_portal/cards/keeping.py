"""
Drawn cards, kept in a folder under the data: drawing takes a processor, and anybody may ask.

A card is kept by what is drawn on it, so that one which changed is another one, and an address
with a made-up version draws nothing new. The oldest go when there are too many. The folder may
be emptied at any time.
"""

import logging
import os
import tempfile
from threading import Lock

from django.conf import settings

from .drawing import draw

logger = logging.getLogger(__name__)

# At about 110 KB each.
MOST_KEPT = 2000
# Drawn one at a time in a process, and waited for no longer than this many seconds.
PATIENCE = 5
drawing = Lock()


class Busy(Exception):
    """Too many cards are asked for at once."""


def folder():
    return settings.DATA_DIR / "cards"


def picture_of(card):
    """The PNG of ``card``, drawn if it is not kept."""
    path = folder() / f"{card.version}.png"
    if kept := read(path):
        return kept
    if not drawing.acquire(timeout=PATIENCE):
        raise Busy
    try:
        # Somebody else may have drawn it meanwhile.
        return read(path) or keep(path, draw(card))
    finally:
        drawing.release()


def read(path):
    try:
        return path.read_bytes()
    except OSError:
        return None


def keep(path, picture):
    """Write ``picture`` whole or not at all. Where that fails, it is shown all the same."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(picture)
            os.replace(temporary, path)
        except OSError:
            os.unlink(temporary)
            raise
        drop_oldest(path.parent)
    except OSError:
        logger.warning("A social card could not be kept in %s.", path.parent, exc_info=True)
    return picture


def drop_oldest(place):
    """Keep the newest; a tenth more goes than must, so that not every card counts them all in vain."""
    with os.scandir(place) as found:
        entries = list(found)
    if len(entries) <= MOST_KEPT:
        return
    entries.sort(key=lambda entry: entry.stat().st_mtime_ns)
    for entry in entries[: len(entries) - MOST_KEPT * 9 // 10]:
        os.unlink(entry.path)
