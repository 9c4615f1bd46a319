"""
The mark with the name of the forum beside it, for paper: posters, letterheads, PDF files.

The lettering is IBM Plex in outlines, so that whoever prints it needs no font. Drawing it needs uharfbuzz, fonttools
and brotli, which the portal does not: ``python -m forum_portal.lockup`` where they are installed.
"""

from io import BytesIO
from pathlib import Path

from forum_portal.mark import LARGE, PETROL, drawing, place, side

STATIC = Path(__file__).parents[1] / "static"
BOLD = Path(__file__).parent / "cards/fonts/plex-700.ttf"
# The name in two lines.
NAMES = {
    "ar": ["الملتقى العربي", "للصناعات الصغيرة والمتوسطة"],
    "en": ["Arab Forum", "for Small and Medium Industries"],
    "fr": ["Forum arabe", "des petites et moyennes industries"],
}
# From where to where the tall letters of each line reach, in units of the grid of the mark: the first begin where it
# does, the second are as high as its line of writing and the tail under it.
LINES = ((0, 10), (18, 24))
# Between the mark and the name.
BETWEEN = 5


def lockup(language):
    """The mark and the name in one drawing. In Arabic the mark is at the right, where reading begins."""
    lines = NAMES[language]
    face, end, rtl = Face(BOLD), side(LARGE), language == "ar"
    tall = face.extent("ل" if rtl else "F")[3]
    sizes = [(baseline - top) / tall for top, baseline in LINES]
    extents = [[edge * size for edge in face.extent(line)] for line, size in zip(lines, sizes, strict=True)]
    width = max(right - left for left, _, right, _ in extents)
    depth = max(0, -extents[-1][1])
    outlines = [
        face.outline(line, size, width - right if rtl else end + BETWEEN - left, baseline)
        for line, size, (left, _, right, _), (_, baseline) in zip(lines, sizes, extents, LINES, strict=True)
    ]
    box = f"0 0 {place(end + BETWEEN + width)} {place(end + depth)}"
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">
<g transform="translate({place(BETWEEN + width) if rtl else 0})">{drawing(LARGE)}</g>
<path fill="{PETROL}" d="{"".join(outlines)}"/>
</svg>
"""


class Face:
    """A font file whose text can be had as outlines; measures are in sizes of the letter, upwards from the line."""

    def __init__(self, file):
        import uharfbuzz
        from fontTools.ttLib import TTFont

        self.harfbuzz = uharfbuzz
        self.tables = TTFont(file)
        plain = BytesIO()
        self.tables.save(plain)
        self.font = uharfbuzz.Font(uharfbuzz.Face(plain.getvalue()))
        self.body = self.tables["head"].unitsPerEm
        self.glyphs = self.tables.getGlyphSet()

    def draw(self, text, pen, size=1, start=0, baseline=0):
        """Shapes ``text`` from left to right as it is seen, and draws it with the line at ``baseline``, downwards."""
        from fontTools.pens.transformPen import TransformPen

        words = self.harfbuzz.Buffer()
        words.add_str(text)
        words.guess_segment_properties()
        self.harfbuzz.shape(self.font, words)
        scale, x = size / self.body, 0
        for glyph, at in zip(words.glyph_infos, words.glyph_positions, strict=True):
            left, down = (x + at.x_offset) * scale + start, baseline - at.y_offset * scale
            name = self.tables.getGlyphName(glyph.codepoint)
            self.glyphs[name].draw(TransformPen(pen, (scale, 0, 0, -scale, left, down)))
            x += at.x_advance

    def outline(self, text, size, start, baseline):
        from fontTools.pens.svgPathPen import SVGPathPen

        pen = SVGPathPen(self.glyphs, ntos=place)
        self.draw(text, pen, size, start, baseline)
        return pen.getCommands()

    def extent(self, text):
        """The left, lowest, right and highest edge of ``text``."""
        from fontTools.pens.boundsPen import BoundsPen

        pen = BoundsPen(self.glyphs)
        self.draw(text, pen)
        left, top, right, bottom = pen.bounds
        return left, -bottom, right, -top


if __name__ == "__main__":
    for language in NAMES:
        (STATIC / "img" / f"lockup-{language}.svg").write_text(lockup(language))
