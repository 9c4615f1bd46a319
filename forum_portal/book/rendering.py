"""
From the content of a book to its PDF, by WeasyPrint: an extra that the portal does not need to start.

What it cannot do decides how the template and the sheet are written: tables and no grid, no lines between
columns, no letter-spacing, one name for each file of type.
"""

import re
import warnings
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language
from PIL import ImageFile

from forum_portal import geometry
from forum_portal.arabic.bidi import first_strong
from forum_portal.arabic.digits import EASTERN, html_in_one_kind
from forum_portal.cards.colour import hue_colour

from .content import content_of

HERE = Path(__file__).parent
# Its address would be of no use in a book: nothing is fetched.
BASE_URL = HERE.as_uri() + "/"
# Tagged, so that a screen reader can follow it.
VARIANT = "pdf/ua-1"
INSTALL = (
    "Books need WeasyPrint and Pango: run `.venv/bin/pip install -r requirements-pdf.txt` and "
    "`sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0`, then try again."
)


# An isolated value that leaves its direction to be found, and how it begins.
BARE_BDI = re.compile(r"<bdi(?P<attributes>(?: (?!dir=)[\w-]+=\"[^\"]*\")*)>(?=(?P<text>[^<]*))")


class NoRenderer(Exception):
    """This machine has no WeasyPrint, or not the libraries that it works with."""


def weasyprint():
    """The library, only now: the portal starts without it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            import weasyprint
        # It lets the whole process take a picture that is cut short for a whole one, and uploads are checked here too.
        ImageFile.LOAD_TRUNCATED_IMAGES = False
    except (ImportError, OSError) as error:
        raise NoRenderer(INSTALL) from error
    return weasyprint


def html_of(edition, made_on="", pages=None):
    """
    The book as one page of HTML in the language that is spoken now.

    ``made_on`` is the day that it names; ``pages`` are those on which each anchor stands, for the index.
    """
    number = edition.number
    context = content_of(edition, pages) | {
        "direction": "rtl" if get_language() == "ar" else "ltr",
        "rosette": geometry.woven_rosette(number),
        "colour": "#{:02x}{:02x}{:02x}".format(*hue_colour(geometry.hue(number))),
        "address": settings.SITE_URL + edition.get_absolute_url(),
        "made_on": made_on,
    }
    html = with_directions(render_to_string("book/book.html", context))
    return html_in_one_kind(html, settings.ARABIC_DIGITS) if get_language() == "ar" else html


def with_directions(html):
    """``html`` in which each <bdi> says its direction: WeasyPrint isolates it, and does not look for one."""
    return BARE_BDI.sub(lambda bdi: f'<bdi{bdi["attributes"]} dir="{first_strong(bdi["text"]) or "ltr"}">', html)


def sheet():
    """The style sheet; page numbers are counted in the digits of the language."""
    css = (HERE / "book.css").read_text(encoding="utf-8")
    eastern = get_language() == "ar" and settings.ARABIC_DIGITS == EASTERN
    return css.replace("page-digits", "arabic-indic" if eastern else "decimal")


def pdf_of(edition, made_on=""):
    """The PDF of an edition's book in the language that is spoken now. Raises NoRenderer where it cannot be made."""
    # Laid out twice: the index names pages, which are known only then. It comes after all that it points to.
    pages = pages_of(laid_out(html_of(edition, made_on)))
    return laid_out(html_of(edition, made_on, pages)).write_pdf(pdf_variant=VARIANT)


def laid_out(html):
    library = weasyprint()
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    style = library.CSS(string=sheet(), base_url=BASE_URL, font_config=fonts)
    return library.HTML(string=html, base_url=BASE_URL).render(
        stylesheets=[style], font_config=fonts, pdf_variant=VARIANT
    )


def pages_of(document):
    """The number of the page on which each anchor stands."""
    return {anchor: number for number, page in enumerate(document.pages, 1) for anchor in page.anchors}
