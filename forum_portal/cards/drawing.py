"""
Drawing a card: 1200 by 630 pixels, the size that every network shows whole.

All places are counted from the side where the card's language begins, so that one layout
serves both directions: ``Sheet`` turns them round for Arabic.
"""

import io
import re
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw

from forum_portal import geometry, mark

from .colour import COPPER, INK, INK_SOFT, NOTE, NOTE_WASH, PAPER, RULE, hue_colour
from .text import ELLIPSIS, LEADING, direction_of, drawable, face, fit, require_shaping, script, shorten, width_of

WIDTH, HEIGHT = 1200, 630
MARGIN = 76
# Where the body may begin; on the card of the series, under a larger mark.
HEAD, HEAD_OF_SERIES = 152, 214
# How wide a column of text may be, so that the rosette has room beside it.
COLUMN = 812
FULL = WIDTH - 2 * MARGIN
# The rosette is drawn larger by this and made smaller, for clean lines.
FINE = 3
ROSETTE_SIZE, ROSETTE_LINE = 860, 2.2
# The centre of the rosette: from the end of the card, and from its top.
ROSETTE_AT = (96, 315)
# Of 255: it fades from the end of the card towards the words, and is hardly there behind them.
FADED, STRONG = 18, 190

TITLE_SIZES = {
    "series": (74, 68, 60),
    "edition": (56, 52, 48, 44, 40, 36),
    "paper": (60, 55, 50, 46, 42, 38, 35),
    "speaker": (78, 72, 66, 60, 54, 48, 42),
    "company": (78, 70, 62, 56, 50, 44),
}
GRAPHIC, SMALL_GRAPHIC = (138, 122, 108, 96, 84), (104, 94, 84)
BAND, FOOT_SIZE = 62, 30
# From one part of the foot to the next, with the dot.
BETWEEN = 38
OPENING = "«“"
# From this size on, type is set by its strokes.
LARGE = 40


def draw(card):
    """``card`` as the bytes of a PNG. Raises NoShaping where Arabic cannot be shaped."""
    require_shaping()
    card = card.in_digits_of_site()
    sheet = Sheet(card.direction)
    lay_rosette(sheet, card)
    bottom = HEIGHT - (BAND if card.invented else 0)
    lay_head(sheet, card)
    if card.invented:
        lay_invented(sheet, card)
    floor = lay_foot(sheet, card, bottom)
    lay_body(sheet, card, top=HEAD_OF_SERIES if card.kind == "series" else HEAD, floor=floor)
    return sheet.png()


class Sheet:
    """A picture on which x is counted from the side where reading begins."""

    def __init__(self, direction):
        self.direction = direction
        self.image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
        self.pen = ImageDraw.Draw(self.image)

    @property
    def rtl(self):
        return self.direction == "rtl"

    def text(self, x, baseline, text, *, weight, size, colour, direction=None, optical=False):
        """
        Set ``text`` from ``x`` on; return where it ends.

        ``optical`` puts the first stroke itself at ``x``, not the air before it, and a quotation mark outside.
        """
        direction = direction or direction_of(text, self.direction)
        if optical:
            x -= self.overhang(text, weight=weight, size=size, direction=direction)
        place, anchor = (WIDTH - x, "rs") if self.rtl else (x, "ls")
        self.pen.text(
            (place, baseline), text, font=face(weight, size), fill=colour, anchor=anchor, **script(direction)
        )
        return x + width_of(text, weight=weight, size=size, direction=direction)

    def overhang(self, text, *, weight, size, direction):
        """How far large type moves out, that its edge stands where that of small type does."""
        opening = text[0] if text[0] in OPENING else ""
        if opening:
            rest = text[1:].lstrip("\u00a0")
            return sum(
                width_of(part, weight=weight, size=size, direction=direction)
                for part in (opening, text[1 : len(text) - len(rest)])
            )
        inset = ink_inset(text, weight=weight, size=size, direction=direction, rtl=self.rtl)
        # Small type has some air too.
        return inset * (1 - FOOT_SIZE / size)

    def box(self, x, top, width, height, colour):
        start = WIDTH - x - width if self.rtl else x
        self.pen.rectangle((start, top, start + width - 1, top + height - 1), fill=colour)

    def stamp(self, mask, centre, colour):
        """Lay ``colour`` on where ``mask`` says, its middle at ``centre``."""
        x = WIDTH - centre[0] if self.rtl else centre[0]
        place = (round(x - mask.width / 2), round(centre[1] - mask.height / 2))
        self.image.paste(Image.new("RGB", mask.size, colour), place, mask)

    def png(self):
        file = io.BytesIO()
        self.image.save(file, "PNG")
        return file.getvalue()


def lay_rosette(sheet, card):
    """The rosette of the edition, large and quiet, running out at the end of the card."""
    of_series = card.kind in ("series", "company")
    # The mark of the series has eight points.
    number = 1 if of_series else card.number
    colour = COPPER if of_series else hue_colour(geometry.hue(number))
    mask = line_mask(geometry.woven_rosette(number), ROSETTE_SIZE, ROSETTE_LINE)
    mask = ImageChops.multiply(mask, fade(ROSETTE_SIZE, rtl=sheet.rtl))
    sheet.stamp(mask, (WIDTH - ROSETTE_AT[0], ROSETTE_AT[1]), colour)


def lay_head(sheet, card):
    """The mark and the name of the series; on the card of the series the name is the title."""
    top, unit = (64, 5) if card.kind == "series" else (50, 3)
    ink, star = mark_masks(unit)
    centre = (MARGIN + ink.width / 2, top + ink.height / 2)
    sheet.stamp(ink, centre, INK)
    sheet.stamp(star, centre, COPPER)
    if card.kind != "series":
        sheet.text(MARGIN + ink.width + 22, top + 47, card.series, weight=600, size=30, colour=INK)


def lay_invented(sheet, card):
    """The band that says that nothing on the card is real."""
    sheet.box(0, HEIGHT - BAND, WIDTH, BAND, NOTE_WASH)
    sheet.box(0, HEIGHT - BAND, WIDTH, 2, NOTE)
    sheet.text(MARGIN, HEIGHT - 21, card.invented, weight=600, size=29, colour=NOTE)


def lay_foot(sheet, card, bottom):
    """What stands under the rule, one line; return where the body must end."""
    parts = [drawable(part) for part in card.foot]
    parts = [part for part in parts if part]
    while len(parts) > 2 and sum(part_width(sheet, part, 600, FOOT_SIZE) + BETWEEN for part in parts) > FULL:
        del parts[1]
    if not parts:
        return bottom - 56
    rule = bottom - 104
    sheet.box(MARGIN, rule, FULL, 2, RULE)
    x, size = MARGIN, FOOT_SIZE
    # The last part, the dates, is kept whole; what is long before it gives way.
    room = FULL - sum(part_width(sheet, part, 400, size) + BETWEEN for part in parts[1:])
    for place, part in enumerate(parts):
        weight, colour = (600, INK) if place == 0 else (400, INK_SOFT)
        setting = {"weight": weight, "size": size, "direction": direction_of(part, sheet.direction)}
        shown = shorten(part, width=room, **setting) if place == 0 else part
        if place:
            sheet.text(x + size * 0.4, rule + 63, "•", weight=400, size=size, colour=COPPER)
            x += BETWEEN
        x = sheet.text(x, rule + 62, shown, weight=weight, size=size, colour=colour)
    return rule - 34


def part_width(sheet, part, weight, size):
    return width_of(part, weight=weight, size=size, direction=direction_of(part, sheet.direction))


def lay_body(sheet, card, *, top, floor):
    """The words themselves, as one block in the room between head and foot."""
    blocks = blocks_of(sheet, card, floor - top)
    if blocks is None:
        blocks = blocks_of(sheet, card, floor - top, tight=True)
    height = sum(block.height for block in blocks)
    # A little above the middle, where the eye looks for it.
    y = top + max(0, floor - top - height) * 0.45
    for block in blocks:
        block.lay(sheet, y)
        y += block.height


class Block:
    """Lines of one setting, with the room above the first. A line is its parts, of which the first stands out."""

    def __init__(self, lines, *, size, colour, weight, direction, above=0, leading=None, quiet=None):
        self.lines, self.size, self.colour, self.weight = lines, size, colour, weight
        self.direction, self.above, self.quiet = direction, above, quiet
        self.step = size * (leading or LEADING[direction])

    @property
    def height(self):
        return self.above + self.step * len(self.lines)

    @property
    def first_baseline(self):
        # The middle of the letters in the middle of the line: capitals are 0.7 of the size.
        return self.above + self.step / 2 + self.size * 0.33

    @property
    def is_cut(self):
        return bool(self.lines) and self.lines[-1][-1].endswith(ELLIPSIS)

    def lay(self, sheet, y):
        baseline = y + self.first_baseline
        for parts in self.lines:
            x = MARGIN
            for place, part in enumerate(parts):
                weight, colour = (self.weight, self.colour) if place == 0 else (400, self.quiet or self.colour)
                direction = self.direction if len(parts) == 1 else None
                x += 0 if place == 0 else self.size * 0.55
                optical = self.size > LARGE and place == 0
                x = sheet.text(
                    x,
                    baseline,
                    part,
                    weight=weight,
                    size=self.size,
                    colour=colour,
                    direction=direction,
                    optical=optical,
                )
            baseline += self.step


def blocks_of(sheet, card, room, *, tight=False):
    """
    What the body of ``card`` consists of, from top to bottom; the title takes the room that the rest leaves.

    None where the title would be cut, unless ``tight``, which makes the rest as small as it goes.
    """
    before, after = [], []
    if card.graphic:
        before.append(graphic(sheet, card, sizes=SMALL_GRAPHIC if tight else GRAPHIC))
    if card.label:
        before.append(setting(sheet, card.label, sizes=(32,), weight=600, colour=COPPER, most_lines=1, leading=1.3))
    if card.kind == "speaker" and card.text:
        lines = 1 if tight else 2
        after.append(setting(sheet, card.text, sizes=(36, 32), colour=INK, most_lines=lines, above=14))
    if card.lines:
        after.append(people(sheet, (card.brief or card.lines) if tight else card.lines))
    if card.kind != "speaker" and card.text and not tight:
        size, lines = ((34, 31), 3) if card.kind == "series" else ((30,), 2)
        after.append(setting(sheet, card.text, sizes=size, colour=INK_SOFT, most_lines=lines, above=20))
    title = setting(
        sheet,
        card.title,
        sizes=TITLE_SIZES[card.kind],
        weight=700 if card.kind in ("series", "speaker", "company") else 600,
        colour=INK,
        most_lines=4 if card.kind in ("paper", "edition") else 3,
        height=room - sum(block.height for block in before + after),
        above=4,
    )
    if title.is_cut and not tight:
        return None
    return [*before, title, *after]


def setting(sheet, text, *, sizes, colour, most_lines, weight=400, height=HEIGHT, above=0, leading=None):
    """A block of ``text`` in the column of the card, as large as ``sizes`` and ``height`` allow."""
    text = drawable(text)
    direction = direction_of(text, sheet.direction)
    size, lines = fit(
        text,
        weight=weight,
        sizes=sizes,
        direction=direction,
        width=COLUMN,
        height=height - above,
        most_lines=most_lines,
    )
    lines = [[line] for line in lines if line]
    return Block(lines, size=size, colour=colour, weight=weight, direction=direction, above=above, leading=leading)


class Graphic(Block):
    """A word as large as a picture: it takes the room of its own strokes, however deep they go."""

    def __init__(self, text, **setting):
        super().__init__([[text]], colour=COPPER, **setting)
        box = face(self.weight, self.size).getbbox(text, anchor="ls", **script(self.direction))
        self.rise, self.depth = -box[1], box[3]

    @property
    def height(self):
        return self.rise + self.depth + max(20, self.size * 0.3 - self.depth)

    @property
    def first_baseline(self):
        return self.rise


def graphic(sheet, card, *, sizes):
    """The ordinal, in one line."""
    setting = {"weight": 700, "direction": direction_of(card.graphic, sheet.direction)}
    size, [word] = fit(card.graphic, sizes=sizes, width=COLUMN, height=HEIGHT, most_lines=1, **setting)
    return Graphic(word, size=size, **setting)


def people(sheet, told):
    """A line a person or a place, its second part quieter."""
    size = 32
    lines = []
    for line in told:
        parts = [part for part in map(drawable, line) if part]
        rest = sum(part_width(sheet, part, 400, size) + size * 0.55 for part in parts[1:])
        if parts:
            first = {"weight": 600, "size": size, "direction": direction_of(parts[0], sheet.direction)}
            lines.append([shorten(parts[0], width=max(COLUMN / 3, COLUMN - rest), **first), *parts[1:]])
    return Block(
        lines, size=size, colour=INK, quiet=INK_SOFT, weight=600, direction=sheet.direction, above=18, leading=1.3
    )


def ink_inset(text, *, weight, size, direction, rtl):
    """How much air stands between the place where ``text`` is set and its first stroke."""
    mask, offset = face(weight, size).getmask2(text, "L", anchor="rs" if rtl else "ls", **script(direction))
    ink = mask.getbbox()
    if not ink:
        return 0
    return -(offset[0] + ink[2]) if rtl else offset[0] + ink[0]


@lru_cache(maxsize=32)
def line_mask(path, size, width):
    """The lines of an SVG ``path`` in a square of 200 units around the origin, as a mask of ``size`` pixels."""
    scale = size * FINE / 200
    mask = Image.new("L", (size * FINE, size * FINE))
    pen = ImageDraw.Draw(mask)
    for figure in re.findall(r"M([^MZ]+)(Z?)", path):
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", figure[0])]
        points = [(scale * (100 + x), scale * (100 + y)) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
        if figure[1]:
            # Once round and over the first corner, so that it is mitred as the others are.
            points += points[:2]
        pen.line(points, fill=255, width=round(width * FINE), joint="curve")
    return mask.resize((size, size), Image.Resampling.LANCZOS)


@lru_cache(maxsize=2)
def fade(size, *, rtl):
    """A mask that grows stronger towards the end of the card, which it reaches at the middle of the rosette."""
    half = size // 2
    ramp = Image.linear_gradient("L").rotate(90).resize((half, size))
    ramp = ramp.point(lambda value: FADED + (STRONG - FADED) * value // 255)
    mask = Image.new("L", (size, size), STRONG)
    mask.paste(ramp, (0, 0))
    return mask.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if rtl else mask


@lru_cache(maxsize=4)
def mark_masks(unit):
    """The mark of the series with ``unit`` pixels to a unit of its grid: what is written, and its star."""
    size, scale = mark.side(mark.LARGE) * unit, unit * mark.FINENESS
    fine = (size * mark.FINENESS, size * mark.FINENESS)
    outlines, holes = mark.letters(mark.LARGE)
    ink, gaps, star = (
        mark.filled([[(x * scale, y * scale) for x, y in figure] for figure in figures], fine)
        for figures in (outlines, holes, mark.dots(mark.LARGE))
    )
    ink.paste(0, mask=gaps)
    return [mask.convert("L").resize((size, size), Image.Resampling.BOX) for mask in (ink, star)]
