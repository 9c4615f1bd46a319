"""Checks on what people upload, for the fields of every app."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MAX_IMAGE_BYTES = 5 * 1024 * 1024
MAX_IMAGE_PIXELS = 12_000_000
MAX_FILE_BYTES = 20 * 1024 * 1024


def validate_image_size(image):
    """Refuse a picture of more than 5 MB or 12 million pixels; its header tells before it is decoded."""
    if image.size > MAX_IMAGE_BYTES:
        raise ValidationError(_("This picture is larger than 5 MB. Please choose a smaller one."), code="too_large")
    if image.width and image.height and image.width * image.height > MAX_IMAGE_PIXELS:
        raise ValidationError(
            _("This picture has more than 12 million pixels. Please choose a smaller one."), code="too_many_pixels"
        )


def validate_file_size(file):
    """Refuse a file of more than 20 MB."""
    if file.size > MAX_FILE_BYTES:
        raise ValidationError(_("This file is larger than 20 MB. Please choose a smaller one."), code="too_large")


def validate_pdf_or_slides(file):
    """Refuse what is neither a PDF nor a presentation, by its first bytes rather than its name."""
    start = file.read(8)
    file.seek(0)
    if not (start.startswith((b"%PDF-", b"PK\x03\x04"))):
        raise ValidationError(_("Only PDF, PPTX, DOCX and ODF files are accepted."), code="type")
