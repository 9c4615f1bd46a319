"""
What is done to a text that somebody typed or pasted, before it is kept. Nothing else is ever done to it.

- Letters are composed (Unicode NFC), and presentation forms, which programs that cannot join letters leave behind,
  become letters: ﺍﻟﺼﻨﺎﻋﺔ is الصناعة. Signs that are one by meaning stay: ﷺ, ﷲ, ﷼, ﴾ and ﴿.
- The Persian ک and ی and the Urdu ہ and ھ, which look alike and come from other keyboards, become ك, ي and ه; not in
  a word that has a letter which Arabic lacks, such as گ or چ, since it is not an Arabic word.
- Invisible marks go: those of direction, the zero-width space, the soft hyphen, the byte-order mark, control
  characters. The joiner and the non-joiner (U+200D, U+200C) stay between two signs, where they shape them.
- A run of spaces and tabs becomes one space; those at the ends go, with those at the ends of lines. A no-break space
  stays where French and numbers want it: before ; : ! ? » % €, after «, and between digits.
- Lines end in one way, and no more than one empty line stands between two paragraphs.

Vowel marks, tatweel, the kind of digit, the shape of quotation marks and the case of letters stay as they were typed.
In an address, a telephone number, a code, a number or a date, digits are kept as 0-9 besides (``ascii_digits``).
"""

import re
import unicodedata

# Bidirectional marks, zero-width characters, the soft hyphen, the byte-order mark.
INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufff9-\ufffb]")
# As INVISIBLE, without the two joiners.
UNWANTED = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
LOOSE_JOINER = re.compile(r"(?<!\S)[\u200c\u200d]+|[\u200c\u200d]+(?!\S)|(?<=[\u200c\u200d])[\u200c\u200d]+")

PRESENTATION = re.compile("[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdf1\ufdf3-\ufdf9\ufe70-\ufefc]")

LOOK_ALIKES = str.maketrans("کیہھ", "كيهه")
# Letters of the Arabic script that Arabic has no use for, so that their word belongs to another language. پ, چ, ژ, گ
# and ڤ also write foreign sounds in Arabic words; nothing in such a word is touched either.
FOREIGN = re.compile("[\u0679-\u0692\u0694-\u06a8\u06ab-\u06bd\u06c0\u06c3-\u06cb\u06cd-\u06d3]")
WORD = re.compile(r"[\w\u064b-\u065f\u0670]+")

NO_BREAK = "\u00a0\u202f"
NO_BREAK_THERE = re.compile(rf"[{NO_BREAK}](?=[;:!?»%€])|(?<=«)[{NO_BREAK}]|(?<=\d)[{NO_BREAK}](?=\d)")
SPACES = re.compile(r"[ \t\u1680\u2000-\u200a\u205f\u3000]+")

DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬", "01234567890123456789.,")


def clean(text):
    """A text of one line as the rule above keeps it; several lines become one."""
    return " ".join(filter(None, (_tidy(line) for line in text.splitlines())))


def clean_lines(text):
    """A text of several lines as the rule above keeps it."""
    lines = "\n".join(_tidy(line) for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def ascii_digits(text):
    """Eastern Arabic and Persian digits as 0-9, their decimal and thousands marks as ``.`` and ``,``."""
    return text.translate(DIGITS)


def _tidy(line):
    line = PRESENTATION.sub(_as_letters, line)
    line = unicodedata.normalize("NFC", line)
    line = LOOSE_JOINER.sub("", UNWANTED.sub("", CONTROL.sub("", line)))
    line = WORD.sub(lambda match: match[0] if FOREIGN.search(match[0]) else match[0].translate(LOOK_ALIKES), line)
    return SPACES.sub(" ", _plain_spaces(line)).strip(" ")


def _as_letters(match):
    """The letters of a presentation form; one of a vowel mark alone stands on a space or a tatweel, which goes."""
    return unicodedata.normalize("NFKC", match[0]).strip(" \u0640")


def _plain_spaces(line):
    """Make a plain space of every no-break space that is not where one belongs."""
    if not any(space in line for space in NO_BREAK):
        return line
    kept = {match.start() for match in NO_BREAK_THERE.finditer(line)}
    return "".join(" " if sign in NO_BREAK and place not in kept else sign for place, sign in enumerate(line))
