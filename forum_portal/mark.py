"""
The mark of the series: the word «الملتقى» in square Kufi, whose four dots meet in one star.

Every stroke lies on a grid and every gap is one unit wide. Strokes of two units fill a grid of 24 by 24: the mark as
it is meant. Strokes of one unit fill a grid of 16 by 16, which is what the tab of a browser has. Between the dots,
two of ت and two of ق, roads cross.

``python -m forum_portal.mark`` draws the files of static/img that show it; the README there tells what each is for.
"""

from math import sqrt
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

LARGE, SMALL = 2, 1
# Where the middle of the star is, from the top, and how wide the roads are. At 16 px a wide road would take the
# colour out of the dots.
STAR = {LARGE: 7.5, SMALL: 6}
ROAD = {LARGE: 0.9, SMALL: 0.4}

# Ink and accent: on paper, and on the night or on petrol.
PETROL, COPPER = "#12343b", "#9a4a1c"
SAND, SAFFRON = "#f1ebdd", "#efa56d"

# The icons: their side, the pixels of one unit of the grid, and the radius of the corners, in pixels.
ICONS = {
    "icon-32.png": (32, 1, 7),
    "icon-192.png": (192, 5, 42),
    "icon-512.png": (512, 13, 112),
    "icon-maskable-512.png": (512, 12, 0),
    "apple-touch-icon.png": (180, 5, 0),
}
# An icon is drawn this much larger and then made small, so that slopes are smooth.
FINENESS = 8


def side(stroke):
    """The side of the grid that the word fills."""
    return 8 * stroke + 8


def letters(stroke):
    """The word without its dots: the outlines, and the holes in mim and qaf, as lists of corners."""
    end, loop = side(stroke), 2 * stroke + 1
    tail, foot = end - stroke, end - 2 * stroke
    line, head = foot - stroke, foot - loop
    # Where each letter begins, from the left, which is from the end of the word: ya is a unit before qaf.
    qaf = 1
    ta = qaf + loop + 1
    second_lam = ta + stroke + 1
    mim = second_lam + stroke + 1
    first_lam = mim + loop + 1
    alif = first_lam + stroke + 1
    word = [
        (0, line),
        *risen(qaf, loop, line, head),
        *risen(ta, stroke, line, head),
        *risen(second_lam, stroke, line, 0),
        *risen(mim, loop, line, head),
        *risen(first_lam, stroke, line, 0)[:3],
        *[(first_lam + stroke, foot), (stroke, foot)],
        # The tail of ya goes back under the whole word.
        *[(stroke, tail), (end, tail), (end, end), (0, end)],
    ]
    holes = [hole(start + stroke, head + stroke) for start in (qaf, mim)]
    return [word, [(alif, 0), (end, 0), (end, foot), (alif, foot)]], holes


def risen(start, width, line, top):
    """A letter that rises from the line of writing, corner by corner from left to right."""
    return [(start, line), (start, top), (start + width, top), (start + width, line)]


def hole(x, y):
    """One unit, turned against the outline so that it stays empty."""
    return [(x, y), (x, y + 1), (x + 1, y + 1), (x + 1, y)]


def dots(stroke):
    """The four dots, lozenges around the crossing of two roads, as wide as the space beside lam."""
    reach = (3 * stroke + 3) / 2
    half = (reach - ROAD[stroke] / sqrt(2)) / 2
    away = reach - half
    x, y = reach, STAR[stroke]
    return [lozenge(*middle, half) for middle in ((x, y - away), (x + away, y), (x, y + away), (x - away, y))]


def lozenge(x, y, half):
    return [(x, y - half), (x + half, y), (x, y + half), (x - half, y)]


def path(figures):
    """Closed figures as the data of one SVG path."""
    return "".join(f"M{'L'.join(f'{place(x)} {place(y)}' for x, y in figure)}Z" for figure in figures)


def place(coordinate):
    """A coordinate to a hundredth of a unit, as short as it can be written."""
    return f"{round(coordinate, 2) + 0:g}"


def drawing(stroke, pen=PETROL, accent=COPPER):
    """The two paths of the mark: what is written with the pen, and the star."""
    outlines, holes = letters(stroke)
    ink, star = path(outlines + holes), path(dots(stroke))
    return f'<path fill="{pen}" d="{ink}"/><path class="star" fill="{accent}" d="{star}"/>'


def mark():
    """The mark for screens: the small drawing under 40 px, the large one from there on; light strokes on dark."""
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" width="48" height="48">
<style>
@media (min-width: 40px) {{ .small {{ display: none }} .large {{ display: inline }} }}
@media (prefers-color-scheme: dark) {{ path {{ fill: {SAND} }} .star {{ fill: {SAFFRON} }} }}
</style>
<g class="small" transform="scale(3)">{drawing(SMALL)}</g>
<g class="large" transform="scale(2)" display="none">{drawing(LARGE)}</g>
</svg>
"""


def mark_large(pen=PETROL, accent=COPPER):
    """The large drawing alone, in colours that do not change: for paper, or for grounds that are always dark."""
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="480" height="480">
{drawing(LARGE, pen, accent)}
</svg>
"""


def icon(size, unit, radius):
    """The large drawing in sand and saffron on a ground of petrol, ``unit`` pixels to a unit of the grid."""
    fine = Image.new("RGBA", (size * FINENESS, size * FINENESS), f"{PETROL}00")
    ground = (0, 0, fine.width - 1, fine.height - 1)
    ImageDraw.Draw(fine).rounded_rectangle(ground, radius * FINENESS, fill=PETROL)
    margin = (size - unit * side(LARGE)) / 2
    outlines, holes = letters(LARGE)
    for figures, colour in ((outlines, SAND), (holes, PETROL), (dots(LARGE), SAFFRON)):
        scaled = [[((margin + unit * x) * FINENESS, (margin + unit * y) * FINENESS) for x, y in f] for f in figures]
        fine.paste(colour, mask=filled(scaled, fine.size))
    drawn = fine.resize((size, size), Image.Resampling.BOX)
    return drawn if radius else drawn.convert("RGB")


def filled(figures, size):
    """A mask of the figures. Pillow fills a pixel too far to the right and below: what two drawings share is exact."""
    masks = [Image.new("1", size) for _ in range(2)]
    for step, mask in enumerate(masks):
        for figure in figures:
            ImageDraw.Draw(mask).polygon([(x - step, y - step) for x, y in figure], fill=1)
    return ImageChops.logical_and(*masks)


def main(folder):
    """Draws every file of the mark into ``folder``; those with the name beside it are drawn by lockup.py."""
    (folder / "mark.svg").write_text(mark())
    (folder / "mark-large.svg").write_text(mark_large())
    (folder / "mark-night.svg").write_text(mark_large(SAND, SAFFRON))
    for name, measures in ICONS.items():
        icon(*measures).save(folder / name, optimize=True)


if __name__ == "__main__":
    main(Path(__file__).parents[1] / "static" / "img")
