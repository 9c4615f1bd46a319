"""Bar charts as SVG, their axis in the direction of the page. Pure geometry; a table beside has the words."""

from typing import NamedTuple

WIDTH, HEIGHT = 600, 220
# Room under the bars for their names and over them for their figures.
FOOT, HEAD = 30, 24


class Bar(NamedTuple):
    """One bar: its name, its figure (None where it is not known), its box and its middle, in the chart's units."""

    name: str
    figure: int | None
    x: float
    y: float
    width: float
    height: float
    middle: float


def bars(rows, *, rtl):
    """
    The bars of ``rows``, pairs of a name and a figure.

    The first stands where reading begins: at the right if ``rtl``. A figure that is not
    known has no bar, and one of zero has none either, but says 0.
    """
    highest = max((figure or 0 for _name, figure in rows), default=0) or 1
    slot = WIDTH / max(len(rows), 1)
    drawn = []
    for place, (name, figure) in enumerate(rows):
        start = WIDTH - slot * (place + 1) if rtl else slot * place
        height = (HEIGHT - FOOT - HEAD) * (figure or 0) / highest
        box = (round(start + slot * 0.2, 1), round(HEIGHT - FOOT - height, 1), round(slot * 0.6, 1), round(height, 1))
        drawn.append(Bar(name, figure, *box, round(start + slot / 2, 1)))
    return drawn
