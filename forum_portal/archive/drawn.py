"""Pictures for the demonstration, drawn from the portal's own rosettes: invented, and no photograph of anything."""

from io import BytesIO

from PIL import Image, ImageDraw

from forum_portal import geometry

PETROL, QUIET, COPPER, SAND = "#12434d", "#1d5560", "#d98f56", "#e9d9bd"
# Drawn larger and then made smaller, which smooths the lines.
FINER = 2


def banner():
    """A row of rosettes of growing symmetry before two large quiet ones, 1600 by 640, as the bytes of a JPEG."""
    picture = Image.new("RGB", (1600 * FINER, 640 * FINER), PETROL)
    draw = ImageDraw.Draw(picture)
    for number, across in ((3, 190), (9, 1410)):
        draw_rosette(draw, number, (across, 320), 560, QUIET, width=4)
    for place in range(7):
        colour = COPPER if place % 2 else SAND
        draw_rosette(draw, 1 + place, (164 + 212 * place, 320), 96, colour, width=3)
    return as_file(picture, "JPEG", quality=90)


def emblem(number):
    """One rosette alone on nothing, 480 by 480, as the bytes of a PNG."""
    picture = Image.new("RGBA", (480 * FINER, 480 * FINER), (0, 0, 0, 0))
    draw_rosette(ImageDraw.Draw(picture), number, (240, 240), 225, PETROL, width=6)
    return as_file(picture, "PNG")


def draw_rosette(draw, number, centre, radius, colour, *, width):
    scale = radius * FINER / 100
    left, top = centre[0] * FINER, centre[1] * FINER
    for figure in geometry.rosette(number).split("M")[1:]:
        points = [tuple(map(float, point.split())) for point in figure.rstrip("Z").split("L")]
        if figure.endswith("Z"):
            points.append(points[0])
        line = [(left + x * scale, top + y * scale) for x, y in points]
        draw.line(line, fill=colour, width=width * FINER, joint="curve")


def as_file(picture, file_format, **options):
    content = BytesIO()
    picture.reduce(FINER).save(content, file_format, **options)
    return content.getvalue()
