"""Colours of the cards: those of the style sheet, as Pillow needs them."""

from math import cos, radians, sin

from forum_portal.palette import tokens

LIGHT = tokens("light")
PAPER, INK, INK_SOFT, RULE, COPPER = (LIGHT[name] for name in ("paper", "ink", "ink_soft", "rule", "copper"))
NOTE, NOTE_WASH = LIGHT["warn"], LIGHT["warn_wash"]
# Of the line of an edition's colour.
LINE_LIGHT = float(LIGHT["line_light"].removesuffix("%")) / 100


def hue_colour(place):
    """The colour of the ``place``-th of the twelve hues: ``--edition-line`` of the style sheet."""
    return oklch(LINE_LIGHT, 0.1, 20 + 30 * place)


def oklch(lightness, chroma, hue):
    """A colour of OKLCH in the bytes of sRGB, paler where a screen could not show it."""
    while chroma > 0 and not all(-0.001 <= channel <= 1.001 for channel in linear_rgb(lightness, chroma, hue)):
        chroma -= 0.001
    return tuple(round(255 * gamma(min(1, max(0, channel)))) for channel in linear_rgb(lightness, chroma, hue))


def linear_rgb(lightness, chroma, hue):
    """OKLCH in linear sRGB by the matrices of CSS Color 4, whose channels may lie outside 0 to 1."""
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def gamma(channel):
    return 12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055
