"""
Words of a card: shaped, ordered from right to left where they run so, wrapped and fitted.

Pillow joins Arabic letters by raqm, which loads libfribidi0 when it can. Without it, Pillow
would draw them apart and backwards without a word; here nothing is drawn then.
"""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont, features

FONTS = Path(__file__).parent / "fonts"
# Read by the order of letters, not drawn: joiners and marks of direction.
UNSEEN = {"\u200c", "\u200d", "\u200e", "\u200f", "\u061c"}
ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
# Line height by direction: Arabic wants the room below.
LEADING = {"rtl": 1.45, "ltr": 1.22}
ELLIPSIS = "…"


class NoShaping(Exception):
    """This machine cannot shape Arabic, so no card is drawn."""


def can_shape():
    return features.check("raqm") and features.check("fribidi")


def require_shaping():
    if not can_shape():
        raise NoShaping("Arabic cannot be shaped on this machine, so no social card is drawn: install libfribidi0.")


@cache
def face(weight, size):
    return ImageFont.truetype(FONTS / f"plex-{weight}.ttf", size, layout_engine=ImageFont.Layout.RAQM)


@lru_cache(maxsize=4000)
def has_ink(character):
    return face(400, 20).getmask(character).getbbox() is not None


def drawable(text):
    """
    ``text`` on one line, of what the faces have: a company may write anything in its name.

    What could turn the order of a whole line is taken out, and so is what would leave a hole;
    a letter in one of its old presentation forms becomes the letter.
    """
    text = re.sub(r"[^\S\u00a0]+", " ", str(text).replace("\u202f", "\u00a0")).strip()
    return "".join(map(drawable_character, unicodedata.normalize("NFC", text)))


def drawable_character(character):
    if character in UNSEEN or character in " \u00a0":
        return character
    if unicodedata.category(character).startswith("C"):
        return ""
    if has_ink(character):
        return character
    return "".join(part for part in unicodedata.normalize("NFKC", character) if part == " " or has_ink(part))


def direction_of(text, card_direction):
    """
    The base direction of ``text`` on a card.

    On a card in Arabic a text with any Arabic in it runs from right to left, even if it begins
    with an abbreviation; on others the first letter decides.
    """
    if card_direction == "rtl":
        return "rtl" if ARABIC.search(text) or not re.search(r"[^\W\d_]", text) else "ltr"
    first = re.search(r"[^\W\d_]", text)
    return "rtl" if first and ARABIC.match(first[0]) else "ltr"


def script(direction):
    """How Pillow is told of a direction, and of the language whose forms a face may have."""
    return {"direction": direction, "language": "ar" if direction == "rtl" else "en"}


def width_of(text, *, weight, size, direction):
    return face(weight, size).getlength(text, **script(direction)) if text else 0


def wrap(text, *, weight, size, direction, width):
    """The lines of ``text``, filled one after the other; a word wider than ``width`` has a line of its own."""
    lines = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, weight=weight, size=size, direction=direction) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def balance(text, *, width, **setting):
    """As ``wrap``, with lines of nearly one length: the narrowest column that needs no line more."""
    lines = wrap(text, width=width, **setting)
    low, high = width // 2, width
    while high - low > 8:
        middle = (low + high) // 2
        tried = wrap(text, width=middle, **setting)
        if len(tried) == len(lines) and widest(tried, **setting) <= width:
            lines, high = tried, middle
        else:
            low = middle
    return lines


def widest(lines, **setting):
    return max((width_of(line, **setting) for line in lines), default=0)


def fit(text, *, weight, sizes, direction, width, height, most_lines):
    """
    The largest of ``sizes`` at which ``text`` fits, with its lines balanced.

    At the smallest size what is too long ends in an ellipsis.
    """
    for size in sizes:
        setting = {"weight": weight, "size": size, "direction": direction}
        lines = wrap(text, width=width, **setting)
        most = max(1, min(most_lines, int(height / (size * LEADING[direction]))))
        if len(lines) <= most and widest(lines, **setting) <= width:
            return size, balance(text, width=width, **setting)
    return size, cut(lines, most, width=width, **setting)


def cut(lines, most, *, width, **setting):
    """The first ``most`` of ``lines``, each within ``width``, with an ellipsis where something was left out."""
    kept = [shorten(line, width=width, **setting) for line in lines[:most]]
    if len(lines) > most:
        kept[-1] = shorten(kept[-1].rstrip(f"{ELLIPSIS} ") + ELLIPSIS, width=width, **setting)
    return kept


def shorten(text, *, width, **setting):
    """``text`` if it is no wider than ``width``, else as much of it as goes before an ellipsis."""
    if width_of(text, **setting) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(text[:middle].rstrip(f"{ELLIPSIS} ") + ELLIPSIS, **setting) <= width:
            low = middle
        else:
            high = middle - 1
    kept = text[:low]
    if " " in kept[low // 2 :] and text[low : low + 1] != " ":
        kept = kept[: kept.rindex(" ")]
    return kept.rstrip(f"{ELLIPSIS} ،,:؛;–") + ELLIPSIS
