"""Checks on what people upload, for the fields of every app."""

import warnings
from math import inf
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image

MAX_IMAGE_BYTES = 5 * 1024 * 1024
MAX_IMAGE_PIXELS = 12_000_000
MAX_FILE_BYTES = 20 * 1024 * 1024

# The pictures that every browser shows. SVG is a document that may hold scripts.
IMAGE_FORMATS = ["JPEG", "PNG", "WEBP", "GIF"]
IMAGE_SUFFIXES = [".jpg", ".jpeg", ".png", ".webp", ".gif"]
# Those that may be shown, with what is made here of the accepted ones.
SHOWN_SUFFIXES = [*IMAGE_SUFFIXES, ".avif"]

ZIP = b"PK\x03\x04"
# What a file of each name begins with. The name decides as what the file is served, so both must fit.
DOCUMENT_STARTS = {".pdf": b"%PDF-", ".pptx": ZIP, ".docx": ZIP, ".odt": ZIP, ".odp": ZIP}


def suffix(name):
    return PurePath(name).suffix.lower()


def validate_image_size(image):
    """
    Refuse a picture of another format, of more than 5 MB or of more than 12 million pixels.

    Its header tells all this before it is decoded. One that is stored already was looked at when
    it came, and may have been lost since.
    """
    if getattr(image, "_committed", False):
        return
    if image.size > MAX_IMAGE_BYTES:
        raise ValidationError(_("This picture is larger than 5 MB. Please choose a smaller one."), code="too_large")
    if suffix(image.name) not in IMAGE_SUFFIXES or not (pixels := pixels_of(image)):
        raise ValidationError(_("Only JPEG, PNG, WebP and GIF pictures are accepted."), code="type")
    if pixels > MAX_IMAGE_PIXELS:
        raise ValidationError(
            _("This picture has more than 12 million pixels. Please choose a smaller one."), code="too_many_pixels"
        )


def pixels_of(image):
    """How many pixels the header of ``image`` announces; None if its bytes are in no accepted format."""
    image.open()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(image, formats=IMAGE_FORMATS)
        return picture.width * picture.height
    except Image.DecompressionBombError:
        return inf
    except Exception:  # a header made to harm may raise anything
        return None
    finally:
        image.seek(0)


def validate_file_size(file):
    """Refuse a file of more than 20 MB."""
    if file.size > MAX_FILE_BYTES:
        raise ValidationError(_("This file is larger than 20 MB. Please choose a smaller one."), code="too_large")


def validate_pdf_or_slides(file):
    """Refuse what is neither a PDF nor a text or a presentation, by its name and by its first bytes."""
    start = file.read(8)
    file.seek(0)
    expected = DOCUMENT_STARTS.get(suffix(file.name))
    if not (expected and start.startswith(expected)):
        raise ValidationError(_("Only PDF, PPTX, DOCX and ODF files are accepted."), code="type")
