"""
Pictures: what is uploaded, and the renditions of it that pages show.

An upload is stored upright and with nothing but its pixels, since a telephone writes into a
photograph where and when it was taken. Its renditions are made once it is in the database, after
the transaction: on SQLite nobody else could write meanwhile. Each file is named after its
content, so that it can be cached for ever. What was made is noted beside the picture, and pages
read neither the storage nor another table to show it.
"""

import hashlib
import logging
import re
import threading
from functools import partial
from io import BytesIO
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import get_translation_fields
from PIL import Image, ImageCms, ImageOps

from forum_portal.validators import IMAGE_FORMATS, MAX_IMAGE_PIXELS

logger = logging.getLogger(__name__)

# The widths of renditions; a picture is never made wider than it is.
WIDTHS = (320, 640, 1280, 1920)
# The one for browsers that know neither AVIF nor WebP.
FALLBACK_WIDTH = 1280
# What WebP holds; of what is higher at every width there are no renditions.
HIGHEST = 16_383
RENDITIONS = {
    "image/avif": ("AVIF", ".avif", {"quality": 60, "speed": 8}),
    "image/webp": ("WEBP", ".webp", {"quality": 80}),
}
# What came without loss is mostly lines and plain colours, which lossy WebP makes larger and worse.
LOSSLESS_WEBP = ("WEBP", ".webp", {"lossless": True})
# As what an upload of each format is stored. Of a picture that moves, the first frame.
STORED = {
    "JPEG": ("JPEG", ".jpg", {"quality": 90, "progressive": True}),
    # A JPEG with further pictures behind the first, as many telephones write it.
    "MPO": ("JPEG", ".jpg", {"quality": 90, "progressive": True}),
    "PNG": ("PNG", ".png", {"optimize": True}),
    "GIF": ("PNG", ".png", {"optimize": True}),
    "WEBP": ("WEBP", ".webp", {"quality": 90}),
}
TEXT_MISSING = _("Please say in this language too what the picture shows, for readers who cannot see it.")
NAME_MISSING = _("The logo is read out as the name. Please give the name in this language too.")
# A decoded picture takes up to 50 MB, several times over; a process takes no more of them at once.
AT_ONCE = threading.BoundedSemaphore(2)
SRGB = ImageCms.createProfile("sRGB")


class Unreadable(Exception):
    """What should be a picture cannot be read as one."""


def renditions_of_picture():
    """
    The field beside a picture that notes what is known of its file.

    ``of`` is the name of the file that it speaks of, ``width`` and ``height`` its size, ``files``
    the names of the renditions by type and width, ``fallback`` the one of its own format. Without
    ``width`` the file could not be read.
    """
    return models.JSONField(default=dict, blank=True, editable=False)


class Pictured(models.Model):
    """
    A thing with pictures: ``PICTURES`` says of each field which other one tells what it shows.

    Beside each picture stands a field of the same name with ``_renditions``. Its text is required
    in every language as soon as there is a picture. A logo is read out as the name that it shows,
    so its text is the name. QuerySet.update() makes no renditions.
    """

    PICTURES = {}

    class Meta:
        abstract = True

    def clean_fields(self, exclude=None):
        errors = {}
        try:
            super().clean_fields(exclude=exclude)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        for column, sentence in self.missing_texts():
            if column not in errors and column not in (exclude or ()):
                errors[column] = [ValidationError(sentence, code="alt_missing")]
        if errors:
            raise ValidationError(errors)

    def missing_texts(self):
        """The columns that should say what a picture shows and are empty, each with a sentence to the editor."""
        for name, text in self.PICTURES.items():
            for column in get_translation_fields(text) if getattr(self, name) else ():
                if not (getattr(self, column) or "").strip():
                    yield column, NAME_MISSING if text == "name" else TEXT_MISSING

    def save(self, **kwargs):
        only = kwargs.get("update_fields")
        names = [name for name in self.PICTURES if only is None or name in only]
        before = in_database(self, names)
        for name in names:
            note(self, name, *before.get(name, ("", {})))
        if only is not None:
            kwargs["update_fields"] = {*only, *(f"{name}_renditions" for name in names)}
        super().save(**kwargs)
        for name in names:
            file, record = getattr(self, name), getattr(self, f"{name}_renditions")
            forget(self, name, files_of(*before.get(name, ("", {}))) - files_of(file.name, record))
            if file and "files" not in record:
                transaction.on_commit(partial(make, self, name), robust=True)


def forget_pictures(sender, instance, **kwargs):
    """Take the files of a deleted thing away: a receiver, since what is deleted with something else is not asked."""
    for name in instance.PICTURES:
        forget(instance, name, files_of(getattr(instance, name).name, getattr(instance, f"{name}_renditions")))


def in_database(item, names):
    """The file name and the note of each of ``names`` as they are stored; they may be newer than ``item``."""
    columns = [column for name in names for column in (name, f"{name}_renditions")]
    row = item.pk and columns and type(item)._base_manager.filter(pk=item.pk).values(*columns).first()
    return {name: (row[name], row[f"{name}_renditions"]) for name in names} if row else {}


def files_of(name, record):
    """The names of a picture's own file and of its renditions."""
    renditions = {file for widths in record.get("files", {}).values() for file in widths.values()}
    return {name, record.get("fallback", {}).get("name"), *renditions} - {None, ""}


def forget(item, name, files):
    """Delete ``files`` from where the pictures in ``name`` of ``item`` lie, once that is certain."""
    storage = item._meta.get_field(name).storage
    for file in files:
        transaction.on_commit(partial(storage.delete, file), robust=True)


def upright(file):
    """The picture in ``file`` as it is to be seen, in sRGB and without metadata, and the format it came in."""
    try:
        file.seek(0)
        with AT_ONCE, Image.open(file, formats=IMAGE_FORMATS) as picture:
            if picture.width * picture.height > MAX_IMAGE_PIXELS:
                raise Unreadable(f"{picture.width} × {picture.height} pixels")
            picture.load()
            seen = in_srgb(ImageOps.exif_transpose(picture))
            seen.info = {}  # some formats would write parts of it again
            return seen, picture.format
    except Unreadable:
        raise
    except Exception as error:  # a damaged picture may make Pillow raise anything
        raise Unreadable(str(error)) from error


def validate_readable(image):
    """
    Refuse a picture that cannot be decoded to its end, of which the header alone may be good.

    For what companies upload: it must not be kept as it came, as what staff upload is.
    """
    if getattr(image, "_committed", False):
        return
    try:
        upright(image)
    except Unreadable:
        raise ValidationError(_("This picture is damaged and cannot be read."), code="damaged") from None
    finally:
        image.seek(0)


def in_srgb(picture):
    """``picture`` in the colours of the web; a profile that cannot be read is left out."""
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    if profile := picture.info.get("icc_profile"):
        source = picture if picture.mode in (mode, "CMYK", "L") else picture.convert(mode)
        try:
            return ImageCms.profileToProfile(source, ImageCms.ImageCmsProfile(BytesIO(profile)), SRGB, outputMode=mode)
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    return picture.convert(mode)


def note(item, name, stored_name, record):
    """
    Store a new upload in ``name`` of ``item`` as its pixels alone, and note its size.

    ``record`` is what is noted of the file ``stored_name`` that was there before.
    """
    file = getattr(item, name)
    if file and not file._committed:
        record = stored(file)
    elif not file or file.name != stored_name:
        record = {}
    setattr(item, f"{name}_renditions", record)


def stored(file):
    """Put a new upload into its storage, and return what is to be noted of it."""
    try:
        picture, arrived_as = upright(file.file)
    except Unreadable as error:
        logger.warning("%s is no picture: %s", file.name, error)
        return {}
    name, content = encoded(picture, *STORED[arrived_as])
    file.save(name, ContentFile(content), save=False)
    return {"of": file.name, "width": picture.width, "height": picture.height}


def encoded(picture, file_format, suffix, options):
    """``picture`` as a file: its name, which follows from its bytes, and these."""
    content = BytesIO()
    picture.save(content, file_format, **options)
    return hashlib.sha256(content.getvalue()).hexdigest()[:20] + suffix, content.getvalue()


def is_named_by_content(name):
    """Whether a file with this name never changes; the storage may have set seven letters after it."""
    return re.fullmatch(r"[0-9a-f]{20}(_\w{7})?", PurePath(name).stem) is not None


def make(item, name):
    """Make the renditions of a picture unless they are there; say whether they had to be made."""
    file, record = getattr(item, name), getattr(item, f"{name}_renditions")
    if not file or is_complete(file, record):
        return False
    try:
        with file.storage.open(file.name) as content:
            if record.get("of") != file.name or "width" not in record:
                return adopt(item, name, content)
            new = rendered(file, *upright(content))
    except (Unreadable, OSError) as error:
        logger.warning("No renditions of %s: %s", file.name, error)
        new = {"of": file.name, "files": {}}
    # By now somebody may have put another picture in its place.
    is_there = type(item)._base_manager.filter(pk=item.pk, **{name: file.name})
    if is_there.update(**{f"{name}_renditions": new}):
        setattr(item, f"{name}_renditions", new)
        forget(item, name, files_of(file.name, record) - files_of(file.name, new))
    else:
        forget(item, name, files_of("", new) - {file.name})
    return True


def is_complete(file, record):
    return (
        record.get("of") == file.name
        and "fallback" in record
        and all(file.storage.exists(name) for name in files_of(file.name, record))
    )


def adopt(item, name, content):
    """Store again, as an upload, a file that came here by another way."""
    upright(content)  # what is no picture stays as it is
    content.seek(0)
    setattr(item, name, ContentFile(content.read(), name=PurePath(content.name).name))
    item.save(update_fields=[name])
    return True


def rendered(file, picture, file_format):
    """Make the renditions of ``picture``, which lies in ``file``; return what is to be noted of it."""
    widths = [width for width in WIDTHS if width < picture.width] + [picture.width]
    widths = [width for width in widths if width <= WIDTHS[-1] and height_at(picture, width) <= HIGHEST]
    sizes = {width: (width, height_at(picture, width)) for width in widths}
    with AT_ONCE:
        seen = {width: picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3) for width, size in sizes.items()}
    formats = RENDITIONS | ({"image/webp": LOSSLESS_WEBP} if file_format == "PNG" else {})
    files = {
        mime: {str(width): put(file, seen[width], *how) for width in widths} for mime, how in formats.items() if widths
    }
    width = max((width for width in widths if width <= FALLBACK_WIDTH), default=picture.width)
    fallback = file.name if width == picture.width else put(file, seen[width], *STORED[file_format])
    return {
        "of": file.name,
        "width": picture.width,
        "height": picture.height,
        "files": files,
        "fallback": {"name": fallback, "width": width, "height": height_at(picture, width)},
    }


def height_at(picture, width):
    return max(1, round(picture.height * width / picture.width))


def put(file, picture, *how):
    """Store ``picture`` beside ``file``; return the name it got."""
    name, content = encoded(picture, *how)
    return file.storage.save(str(PurePath(file.name).with_name(name)), ContentFile(content))


def shown(item, name):
    """
    What a page needs to show a picture: its sources, and the picture for whoever takes none of them.

    Nothing where there is no picture, or a damaged one; the upload itself where its renditions
    are still to be made.
    """
    file, record = getattr(item, name), getattr(item, f"{name}_renditions")
    if not file:
        return None
    if record.get("of") != file.name:
        return {"src": file.url}
    if "width" not in record:
        return None
    if "fallback" not in record:
        return {"src": file.url, "width": record["width"], "height": record["height"]}
    url = file.storage.url
    sources = [
        (mime, ", ".join(f"{url(rendition)} {width}w" for width, rendition in widths.items()))
        for mime, widths in record["files"].items()
    ]
    return record["fallback"] | {"sources": sources, "src": url(record["fallback"]["name"])}
