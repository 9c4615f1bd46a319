"""
One kind of digit in all that an Arabic reader sees, whichever was typed: 0-9, as the Maghreb writes, or ٠-٩.

Machine values stay ASCII: addresses, codes, e-mail and web addresses, ISO dates, whatever stands beside a Latin
letter. Persian digits are shown as the others.
"""

import re

from django.conf import settings

LATIN, EASTERN = "latin", "eastern"

TO_LATIN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
TO_EASTERN = str.maketrans("0123456789۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧٨٩")
# One class of letters, and no look behind: every Arabic page is searched for it, and so ten times as fast.
ANY_EASTERN = re.compile(r"[٠-٩۰-۹٪]")
NUMBER_WITH_EASTERN_MARKS = re.compile(r"(?<=\d)[٫٬](?=\d)|(?<=\d)٪")
NUMBER_WITH_LATIN_MARKS = re.compile(r"(?<=\d)[.,](?=\d)|(?<=\d)%")
MARKS = {"٫": ".", "٬": ",", "٪": "%"}
EASTERN_MARKS = {latin: eastern for eastern, latin in MARKS.items()}
# What is read by machines, or belongs to a Latin word: 2010-03-14, a@b.org, +212 5 …, ISO-9001, Industry 4.0.
LATIN_WORD = r"[^\s<>]*[A-Za-z\u00c0-\u024f@][^\s<>]*(?:[ \u00a0][\d.,]*\d)?"
KEPT = re.compile(rf"{LATIN_WORD}|\d{{4}}-\d\d-\d\d\S*|\+\d[\d\s()-]*")

SKIPPED = frozenset(["script", "style", "textarea", "code", "pre", "kbd"])
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905
TAG = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
NAME = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
MACHINE = re.compile(r"""\bclass="[^"]*\b(?:code|ltr)\b|\blang="(?!ar)|\btranslate="no\"""")
READ_ATTRIBUTE = re.compile(r"""(\b(?:title|alt|aria-label|placeholder|data-label)=")([^"]*)(")""")
READ_META = re.compile(r"""<meta (?:name|property)="(?:description|og:(?:title|description|image:alt))\"""")
CONTENT = re.compile(r"""(\bcontent=")([^"]*)(")""")
ENTITY = re.compile(r"(&#?\w+;)")


def in_one_kind(text, kind):
    """``text`` with its digits, and the marks of its numbers, in the ``kind`` LATIN or EASTERN."""
    if kind == LATIN:
        if not ANY_EASTERN.search(text):
            return text
        return NUMBER_WITH_EASTERN_MARKS.sub(lambda match: MARKS[match[0]], text.translate(TO_LATIN))
    parts, end = [], 0
    for kept in KEPT.finditer(text):
        parts += [_to_eastern(text[end : kept.start()]), kept[0]]
        end = kept.end()
    return "".join([*parts, _to_eastern(text[end:])])


def _to_eastern(text):
    return NUMBER_WITH_LATIN_MARKS.sub(lambda match: EASTERN_MARKS[match[0]], text.translate(TO_EASTERN))


def in_kind_of_site(text):
    """A text for Arabic readers that is no page, in the kind of digit that the site shows."""
    return in_one_kind(text, settings.ARABIC_DIGITS)


def html_in_one_kind(html, kind):
    """
    A page with the digits that are read in one ``kind``: of its texts, and of attributes that are read out.

    What is typed in, run or copied stays: scripts, styles, code, text areas, values, addresses; so
    does what is marked as code or as being in another language.
    """
    if kind == LATIN and not ANY_EASTERN.search(html):
        return html
    parts, skipped, depth = [], "", 0
    for piece in TAG.split(html):
        if not piece.startswith("<"):
            parts.append(piece if skipped else _text_in_one_kind(piece, kind))
            continue
        closing, name = match.groups() if (match := NAME.match(piece)) else ("", "")
        name = name.lower()
        if skipped:
            if name == skipped and not piece.endswith("/>"):
                depth += -1 if closing else 1
                skipped = skipped if depth else ""
        elif not closing and _opens_what_is_kept(name, piece):
            skipped, depth = name, 1
        parts.append(_tag_in_one_kind(piece, kind))
    return "".join(parts)


def _opens_what_is_kept(name, tag):
    """Whether what stands between ``tag`` and its end is for machines, or in another language."""
    if not name or name in VOID or tag.endswith("/>"):
        return False
    return name in SKIPPED or (name != "html" and bool(MACHINE.search(tag)))


def _text_in_one_kind(text, kind):
    # An entity is written in digits of its own.
    return "".join(part if part.startswith("&") else in_one_kind(part, kind) for part in ENTITY.split(text))


def _tag_in_one_kind(tag, kind):
    wanted = CONTENT if READ_META.match(tag) else READ_ATTRIBUTE
    return wanted.sub(lambda match: f"{match[1]}{_text_in_one_kind(match[2], kind)}{match[3]}", tag)
