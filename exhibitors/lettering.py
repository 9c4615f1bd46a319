"""What is written in a booth on the plan: its code, the sign of its state, and a company's name where it fits."""

from typing import NamedTuple

from forum_portal.arabic.bidi import direction_of
from forum_portal.templatetags.forum import shown_language

# How high the letters of a name may be, in metres: the largest with which it fits.
SIZES = (0.7, 0.55, 0.42)
# How far lines stand apart, and how wide a letter is on average, for its height.
LINE, LETTER = 1.12, 0.52
# In metres: what stays free of the walls, and what code and sign need over a name, made somewhat smaller.
FREE, HEAD, SMALLER = 0.15, 1.14, 0.7
MOST_LINES = 3


class Lettering(NamedTuple):
    """
    Where the words of a booth stand, in metres.

    ``head`` is how code and sign make room for the ``lines`` of a name, each a height below
    the middle and its words; ``size`` is how high the letters of those are.
    """

    x: float
    y: float
    head: str
    size: float
    lines: list
    direction: str
    language: str


def lettering(booth, company):
    """The words of ``booth`` on the plan; of a name that does not fit there is no line."""
    x, y = (round(number, 2) for number in booth.centre())
    size, words = fitting(company.name, *inner_size(booth)) if company else (0, [])
    if not words:
        return Lettering(x, y, "translate(0 0)", 0, [], "ltr", "")
    # Head and lines together stand in the middle.
    block = HEAD + size * LINE * len(words)
    first = HEAD - block / 2 + size * 0.8
    lines = [(round(first + size * LINE * place, 2), line) for place, line in enumerate(words)]
    head = f"translate(0 {round(0.48 - block / 2, 2)}) scale({SMALLER})"
    language = shown_language(company, "name")
    return Lettering(x, y, head, size, lines, direction_of(company.name, language), language)


def inner_size(booth):
    """Width and depth in metres that a booth has for words; nothing where it is no rectangle along the walls."""
    xs, ys = {x for x, _y in booth.outline}, {y for _x, y in booth.outline}
    if len(booth.outline) != 4 or len(xs) != 2 or len(ys) != 2:
        return 0, 0
    return max(xs) - min(xs) - 2 * FREE, max(ys) - min(ys) - 2 * FREE


def fitting(name, width, depth):
    """The largest size with which ``name`` fits, and its lines; no line where it is too long for all."""
    for size in SIZES:
        longest, most = int(width / (size * LETTER)), min(MOST_LINES, int((depth - HEAD) / (size * LINE)))
        lines = in_lines(name, longest)
        if len(lines) <= most and all(len(line) <= longest for line in lines):
            return size, lines
    return 0, []


def in_lines(text, longest):
    """``text`` in lines of at most ``longest`` letters, but for words that are longer than that."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) > longest and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
