"""
The colours of the style sheet: every pair that meets on a page, in light and in dark, by the contrast of WCAG.

The values are read from static/css/identity.css, what is made of them from site.css; which ground a colour stands on
is written here.
"""

import re
from functools import cache
from math import cos, radians, sin
from pathlib import Path

import pytest

SHEETS = Path(__file__).parent.parent / "static" / "css"
TOKENS, SHEET = SHEETS / "identity.css", SHEETS / "site.css"
SCHEMES = ["light", "dark", "light, more contrast", "dark, more contrast"]
TEXT, GRAPHIC = 7, 3
HUES = range(12)

GROUNDS = ["paper", "surface"]
WASHES = ["good-wash", "warn-wash", "bad-wash"]
# What is read, and the grounds that it is read on.
READ = {
    "ink": [*GROUNDS, *WASHES, "edition-wash"],
    "ink-soft": [*GROUNDS, "edition-wash"],
    "link": [*GROUNDS, *WASHES, "edition-wash"],
    "copper": [*GROUNDS, "edition-wash"],
    "good": [*GROUNDS, "good-wash"],
    "warn": [*GROUNDS, "warn-wash", "edition-wash"],
    "bad": [*GROUNDS, "bad-wash"],
    "edition-ink": [*GROUNDS, "edition-wash"],
    "paper": ["link", "link-under-the-pointer"],
    "on-night": ["night"],
    "on-night-soft": ["night"],
    "gold": ["night"],
    "on-gold": ["gold"],
    "free": GROUNDS,
    "held": GROUNDS,
    "taken": GROUNDS,
}
# What is only seen: the edges of inputs, the ring of the focus, signs and thin bars.
SEEN = {
    "rule-strong": [*GROUNDS, "edition-wash"],
    "copper-bright": [*GROUNDS, *WASHES, "edition-wash"],
    "edition-line": [*GROUNDS, "edition-wash"],
    "good": ["good-wash"],
    "warn": ["warn-wash", "edition-wash"],
    "bad": ["bad-wash"],
    "gold": ["night"],
    "free": ["surface"],
    "held": ["surface"],
    "taken": ["surface"],
}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_has_a_contrast_of_seven_on_each_of_its_grounds(scheme):
    assert too_weak(READ, scheme, least=TEXT) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_edges_and_signs_have_a_contrast_of_three_on_each_of_their_grounds(scheme):
    assert too_weak(SEEN, scheme, least=GRAPHIC) == []


def test_every_colour_that_the_sheet_reads_in_is_looked_at():
    sheet = without_comments(SHEET.read_text())
    used = set(re.findall(r"[{;\s](?:color|fill): var\(--([a-z-]+)", sheet))
    grounds = {ground for grounds in READ.values() for ground in grounds}

    # The edge of a rosette, of a bar or of the land is not text.
    assert used - set(READ) - set(SEEN) - grounds - {"rule"} == set()


def test_contrast_is_that_of_wcag():
    assert round(contrast(rgb_of("#767676"), rgb_of("#fff")), 2) == 4.54
    assert contrast(rgb_of("#000"), rgb_of("#fff")) == pytest.approx(21)


def test_oklch_is_that_of_css():
    # From the examples of CSS Color 4: these are the same colours.
    assert oklch(0.627955, 0.257683, 29.2339) == pytest.approx((1, 0, 0), abs=0.001)
    assert oklch(0.519752, 0.176858, 142.4953) == pytest.approx((0, 128 / 255, 0), abs=0.001)


def too_weak(pairs, scheme, *, least):
    """The pairs that have less than ``least``, with what they have."""
    weak = []
    for colour, grounds in pairs.items():
        for ground in grounds:
            for hue in HUES if "edition-" in colour + ground else [None]:
                ratio = contrast(colour_of(colour, scheme, hue), colour_of(ground, scheme, hue))
                if ratio < least:
                    weak.append(f"{colour} on {ground}{'' if hue is None else f', hue {hue}'}: {ratio:.2f}")
    return weak


def colour_of(name, scheme, hue=None):
    tokens = tokens_of(scheme)
    if name.startswith("edition-"):
        return edition_colour(name, tokens, hue)
    if name == "link-under-the-pointer":
        return mix_with_ink(tokens)
    if name == "on-gold" and "on-gold" not in tokens:
        return rgb_of(re.search(r"\.front \.button \{[^}]*[; ]color: (#\w+)", SHEET.read_text())[1])
    return rgb_of(tokens[name])


def edition_colour(name, tokens, hue):
    """One of the colours that an edition takes from its hue, as ``[class*="hue-"]`` makes it."""
    lightness, chroma = re.search(rf"--{name}: oklch\((\S+) (\S+) var\(--hue\)\)", SHEET.read_text()).groups()
    values = [tokens.get(value.removeprefix("var(--").removesuffix(")"), value) for value in (lightness, chroma)]
    degrees = int(re.search(rf"\.hue-{hue} \{{ --hue: (\d+)", SHEET.read_text())[1])
    return oklch(*(number(value) for value in values), degrees)


def mix_with_ink(tokens):
    share = int(re.search(r"\.button:hover \{[^}]*var\(--link\) (\d+)%, var\(--ink\)", SHEET.read_text())[1]) / 100
    pairs = zip(rgb_of(tokens["link"]), rgb_of(tokens["ink"]), strict=True)
    return tuple(link * share + ink * (1 - share) for link, ink in pairs)


@cache
def tokens_of(scheme):
    """The custom properties of :root: those of the dark over those of the light, those of more contrast over both."""
    light, rest = without_comments(TOKENS.read_text()).split("@media (prefers-color-scheme: dark)", 1)
    dark, more = rest.split("@media (prefers-contrast: more)", 1)
    layers = [light, dark if "dark" in scheme else "", more.split("}", 1)[0] if "more" in scheme else ""]
    tokens = dict(pair for layer in layers for pair in re.findall(r"--([a-z0-9-]+): ([^;]+);", layer))
    return {name: value_of(name, tokens) for name in tokens}


def value_of(name, tokens):
    """The value of a custom property, also where it is that of another."""
    value = tokens[name]
    while named := re.fullmatch(r"var\(--([a-z0-9-]+)\)", value):
        value = tokens[named[1]]
    return value


def without_comments(sheet):
    return re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)


def number(value):
    return float(value.removesuffix("%")) / 100 if value.endswith("%") else float(value)


def rgb_of(value):
    digits = value.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    return tuple(int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))


def oklch(lightness, chroma, hue):
    """A colour in sRGB, by the matrices of CSS Color 4; what sRGB does not hold is cut off, as browsers do."""
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return tuple(gamma(min(1, max(0, channel))) for channel in linear)


def gamma(channel):
    return channel * 12.92 if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
