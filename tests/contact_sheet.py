"""
All types of page on contact sheets: `.venv/bin/python -m tests.contact_sheet [FOLDER]`, after `make tools`.

Serves the portal with data of its own, takes each page in Arabic and English, on a telephone
and a desk, by day and in the dark, and lays the upper part of each on sheets.
FOLDER, a temporary one unless given, also holds each page in full length, in `pages/`.
"""

import argparse
import tempfile
from itertools import product
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from tests.temporary_portal import chromium_or_exit, temporary_portal

LANGUAGES = ["ar", "en"]
THEMES = ["light", "dark"]
BESIDE_THE_PUBLIC = ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/nothing-here/"]

# For each width: how wide a page stands on the sheet, how much of its length, and how many stand in a row.
WIDTHS = {390: (300, 1170, 6), 1280: (480, 1600, 4)}
ROWS = 2
GAP = 16
CAPTION = 34
# Between the two themes, so that the edge of a page shows in both.
TABLE = "#7d7d7d"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", metavar="FOLDER")
    folder = parser.parse_args().folder or Path(tempfile.mkdtemp(prefix="contact-sheet-"))
    chromium = chromium_or_exit()
    (folder / "pages").mkdir(parents=True, exist_ok=True)
    with temporary_portal() as origin:
        shots = list(take_all(origin, chromium, folder / "pages"))
    for path in lay_out(shots, folder):
        print(path)


def take_all(origin, chromium, folder):
    """Take every page in every way; give ((language, width, theme), address, picture) for each."""
    from playwright.sync_api import sync_playwright

    from tests.pages import one_of_each_type  # reads the models, so only once the portal is there

    paths = [*one_of_each_type(), *BESIDE_THE_PUBLIC]
    flags = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        for way in product(LANGUAGES, WIDTHS, THEMES):
            yield from take(browser, origin, paths, way, folder)
        browser.close()


def take(browser, origin, paths, way, folder):
    language, width, theme = way
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=theme, reduced_motion="reduce"
    )
    page = context.new_page()
    for number, path in enumerate(paths, 1):
        address = path if language == "ar" else f"/{language}{path}"
        page.goto(origin + address, wait_until="networkidle")
        file = folder / f"{language}-{width}-{theme}-{number:02}.png"
        page.screenshot(path=file, full_page=True)
        yield way, address, file
    context.close()


def lay_out(shots, folder):
    """Write the sheets of each way in which the pages were taken, and give their paths."""
    for way in dict.fromkeys(way for way, _address, _file in shots):
        language, width, theme = way
        of_this_way = [(address, file) for one, address, file in shots if one == way]
        on_one = ROWS * WIDTHS[width][2]
        for start in range(0, len(of_this_way), on_one):
            path = folder / f"sheet-{language}-{width}-{theme}-{start // on_one + 1}.png"
            sheet(of_this_way[start : start + on_one], width).save(path)
            yield path


def sheet(shots, width):
    across, length, columns = WIDTHS[width]
    down = length * across // width
    rows = -(-len(shots) // columns)
    picture = Image.new("RGB", (columns * (across + GAP) + GAP, rows * (down + CAPTION + GAP) + GAP), TABLE)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(15)
    for place, (address, file) in enumerate(shots):
        x = GAP + place % columns * (across + GAP)
        y = GAP + place // columns * (down + CAPTION + GAP)
        with Image.open(file) as page:
            caption = f"{file.stem[-2:]} {address}\n{page.width} x {page.height} px"
            upper = page.convert("RGB").crop((0, 0, page.width, min(page.height, length)))
        draw.text((x, y), caption, "white", font, spacing=0)
        # A page that is too wide shows itself by standing smaller.
        upper.thumbnail((across, down), Image.Resampling.LANCZOS)
        picture.paste(upper, (x, y + CAPTION))
    return picture


if __name__ == "__main__":
    main()
