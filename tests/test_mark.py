"""The mark of the series: its files, and the code that draws them."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageChops

from forum_portal.mark import (
    ICONS,
    LARGE,
    SAFFRON,
    SAND,
    SMALL,
    dots,
    drawing,
    icon,
    letters,
    mark,
    mark_large,
    side,
)
from tests.repository import ROOT

IMAGES = ROOT / "static" / "img"
DRAWINGS = ["mark.svg", "mark-large.svg", "mark-night.svg", "lockup-ar.svg", "lockup-en.svg", "lockup-fr.svg"]


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_stands_alone(name):
    tree = ElementTree.parse(IMAGES / name)
    width, height = (float(n) for n in tree.getroot().get("viewBox").split()[2:])

    assert width >= height > 0
    assert {re.sub("{.*}", "", element.tag) for element in tree.iter()} <= {"svg", "g", "path", "style"}
    assert not [key for element in tree.iter() for key in element.attrib if "href" in key or key.startswith("on")]
    assert "url(" not in (IMAGES / name).read_text()


@pytest.mark.parametrize(
    ("name", "drawn"),
    [("mark.svg", mark()), ("mark-large.svg", mark_large()), ("mark-night.svg", mark_large(SAND, SAFFRON))],
)
def test_the_mark_is_as_the_code_draws_it(name, drawn):
    assert (IMAGES / name).read_text() == drawn
    assert len(drawn) < 6000


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_a_lockup_holds_the_large_mark(language):
    assert drawing(LARGE) in (IMAGES / f"lockup-{language}.svg").read_text()


@pytest.mark.parametrize("name", ICONS)
def test_an_icon_is_as_the_code_draws_it(name):
    with Image.open(IMAGES / name) as shipped:
        assert shipped.size == (ICONS[name][0],) * 2
        assert ImageChops.difference(shipped.convert("RGBA"), icon(*ICONS[name]).convert("RGBA")).getbbox() is None


def test_the_strokes_of_the_smallest_icon_are_whole_pixels():
    drawn = icon(*ICONS["icon-32.png"]).convert("RGB")
    sand = tuple(bytes.fromhex(SAND[1:]))

    # Across the three ascenders: two pixels of stroke each, and no shade between stroke and ground.
    row = [drawn.getpixel((x, 6)) for x in range(13, 29)]
    assert row.count(sand) == 6
    assert len(set(row)) == 2


@pytest.mark.parametrize("stroke", [SMALL, LARGE])
def test_the_word_fills_its_grid_and_the_star_touches_no_letter(stroke):
    outlines, holes = letters(stroke)
    corners = [corner for outline in outlines for corner in outline]
    star = [corner for dot in dots(stroke) for corner in dot]
    second_lam = 3 * stroke + 4

    assert {edge for corner in corners for edge in corner} >= {0, side(stroke)}
    assert all(0 <= edge <= side(stroke) for corner in corners for edge in corner)
    assert all(a[0] == b[0] or a[1] == b[1] for outline in outlines + holes for a, b in pairwise(outline))
    assert max(x for x, _ in star) == pytest.approx(second_lam - 1)
    assert min(x for x, _ in star) == pytest.approx(0)
    assert min(y for _, y in star) > 0
    assert max(y for _, y in star) < 4 * stroke + 7


def test_the_maskable_icon_keeps_the_mark_within_its_circle():
    size, unit, _ = ICONS["icon-maskable-512.png"]

    assert unit * side(LARGE) * 2**0.5 <= 0.8 * size


@pytest.mark.django_db
def test_what_reads_no_page_and_no_svg_finds_the_mark(client):
    response = client.get("/favicon.ico")

    assert response.status_code == 302
    assert response.url.endswith(".png")
