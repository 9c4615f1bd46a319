"""
What an uploaded document really is, by its content: its name is asked for nothing.

Taken are PDF, JPEG and PNG. A picture is decoded and written anew, so that nothing but its pixels
stays. A PDF is kept as it came, because staff may need it as it was signed; one that is encrypted,
that would run a program or that carries other files is refused. Such a thing could still be hidden
from the look taken here, which is why documents are only ever handed out to be saved.
"""

import hashlib
import re
import warnings
import zlib
from io import BytesIO
from typing import NamedTuple

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from exhibitors.refusals import BadFile
from forum_portal.images import STORED, encoded, in_srgb

MOST_BYTES = 10 * 1024 * 1024
# What is decoded at most. A JPEG of a telephone is larger, and is decoded at a half or a quarter.
MOST_PIXELS = 12_000_000
MOST_PIXELS_OF_JPEG = 50_000_000
# What the compressed parts of a PDF that are looked into may come to.
MOST_INFLATED = 32 * 1024 * 1024

PDF, JPEG, PNG = b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
TYPES = {"JPEG": "image/jpeg", "PNG": "image/png"}
STREAM = re.compile(rb"(<<.{0,600}?>>)\s*stream\r?\n(.*?)endstream", re.DOTALL)
# Names of what runs something, or holds another file. Each ends where a letter or digit does not follow.
FORBIDDEN = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)(?![A-Za-z0-9])")
ENCRYPTED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")


class Content(NamedTuple):
    """A document as it will be stored: its bytes, their type and how its name ends."""

    data: bytes
    content_type: str
    suffix: str

    @property
    def sha256(self):
        return hashlib.sha256(self.data).hexdigest()


def content_of(upload):
    """The Content of an uploaded file. Raise BadFile with a sentence for its sender."""
    if upload.size > MOST_BYTES:
        raise BadFile(_("This file is larger than 10 MB. Please choose a smaller one."), "too_large")
    upload.seek(0)
    data = upload.read(MOST_BYTES + 1)
    if not data:
        raise BadFile(_("This file is empty."), "empty")
    if data.startswith(PDF):
        return Content(checked_pdf(data), "application/pdf", ".pdf")
    if data.startswith((JPEG, PNG)):
        return redrawn(data)
    raise BadFile(_("Only PDF, JPEG and PNG files are accepted; this one is something else inside."), "type")


def checked_pdf(data):
    if b"%%EOF" not in data[-2048:]:
        raise BadFile(_("This PDF is not complete. Please save or scan it again."), "broken")
    outside = with_plain_names(STREAM.sub(rb"\1", data))
    if ENCRYPTED.search(outside):
        raise BadFile(_("This PDF is encrypted. Please save it without a password."), "encrypted")
    if FORBIDDEN.search(outside) or any(FORBIDDEN.search(with_plain_names(part)) for part in object_streams(data)):
        sentence = _("This PDF holds a program, a form or another file. Please print it to a new PDF and send that.")
        raise BadFile(sentence, "active")
    return data


def with_plain_names(data):
    """``data`` with /J#61vaScript as /JavaScript, which a reader takes for the same."""
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda match: bytes([int(match[1], 16)]), data)


def object_streams(data):
    """The compressed parts of a PDF that hold objects, each as far as the bound allows."""
    left = MOST_INFLATED
    for head, body in STREAM.findall(data):
        if b"ObjStm" in with_plain_names(head) and left > 0:
            try:
                part = zlib.decompressobj().decompress(body, left)
            except zlib.error:
                part = body
            left -= len(part)
            yield part


def redrawn(data):
    """The picture in ``data`` upright and with nothing but its pixels."""
    too_many = BadFile(_("This picture has too many pixels. Please choose a smaller one."), "too_many_pixels")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(data), formats=["JPEG", "PNG"])
        with picture:
            allowed = MOST_PIXELS_OF_JPEG if picture.format == "JPEG" else MOST_PIXELS
            if picture.width * picture.height > allowed:
                raise too_many
            part = next(part for part in (1, 2, 4) if picture.width * picture.height <= MOST_PIXELS * part**2)
            picture.draft("RGB", (picture.width // part, picture.height // part))  # what is no JPEG stays whole
            file_format = "PNG" if picture.format == "PNG" else "JPEG"
            picture.load()
            seen = in_srgb(ImageOps.exif_transpose(picture))
            seen.info = {}
            if file_format == "JPEG":
                seen = seen.convert("RGB")
            name, content = encoded(seen, *STORED[file_format])
    except BadFile:
        raise
    except Image.DecompressionBombError as error:
        raise too_many from error
    except Exception as error:  # a damaged picture may make Pillow raise anything
        raise BadFile(_("This picture cannot be read. Please save or take it again."), "broken") from error
    if len(content) > MOST_BYTES:
        raise too_many
    return Content(content, TYPES[file_format], name[name.rindex(".") :])
