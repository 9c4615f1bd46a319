"""
All flags in one file, so that a page of many countries asks for one picture.

``python -m forum_portal.flags`` writes static/flags/sprite.svg anew from the files beside it; a test
tells when it is behind them. A page shows one by ``<use href="sprite.svg#tn">``.
"""

import re
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "static" / "flags"
SPRITE = FOLDER / "sprite.svg"

SVG = re.compile(r"<svg\b(?P<attributes>[^>]*)>(?P<drawing>.*)</svg>", re.DOTALL)
VIEW_BOX = re.compile(r'viewBox="([^"]+)"')
# A symbol cuts at its frame by itself, and that is all that these do.
FRAME = re.compile(r"<clipPath\b.*?</clipPath>|\sclip-path=\"[^\"]*\"", re.DOTALL)
EMPTY = re.compile(r"<defs>\s*</defs>")


def sprite():
    """The text of the sprite: a symbol for each flag, under its ISO 3166-1 code in lower case."""
    files = sorted(path for path in FOLDER.glob("??.svg"))
    symbols = "".join(symbol(path.stem, path.read_text()) for path in files)
    return f'<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>\n'


def symbol(code, text):
    found = SVG.search(text)
    drawing = EMPTY.sub("", FRAME.sub("", found["drawing"]))
    drawing = re.sub(r">\s+<", "><", drawing).replace("xlink:href", "href").strip()
    return f'<symbol id="{code}" viewBox="{VIEW_BOX.search(found["attributes"])[1]}">{drawing}</symbol>'


if __name__ == "__main__":
    SPRITE.write_text(sprite())
