"""Pictures: what is kept of an upload, what is made of it, and what becomes of the files."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms

from editions.models import Photo
from forum_portal import images
from papers.models import Speaker
from tests import makers
from tests.makers import make_picture_file
from tests.pictures import files_below, make_renditions, opened, render

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

ORIENTATION, GPS = 0x0112, 0x8825
TURN_RIGHT = 6


# What is made


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (200, [200]),
        (320, [320]),
        (700, [320, 640, 700]),
        (1500, [320, 640, 1280, 1500]),
        (2400, [320, 640, 1280, 1920]),
    ],
)
def test_renditions_have_both_formats_and_are_never_wider_than_the_picture(save, width, expected):
    photo = save(makers.make_photo, image=make_picture_file(width, width // 2))

    files = photo.image_renditions["files"]
    assert list(files) == ["image/avif", "image/webp"]
    for mime, widths in files.items():
        assert [int(key) for key in widths] == expected
        assert [opened(name).size for name in widths.values()] == [(w, w // 2) for w in expected]
        assert {opened(name).get_format_mimetype() for name in widths.values()} == {mime}


@pytest.mark.parametrize(("width", "expected"), [(200, 200), (1280, 1280), (1500, 1280), (2400, 1280)])
def test_fallback_has_the_format_of_the_upload_and_its_own_size(save, width, expected):
    photo = save(makers.make_photo, image=make_picture_file(width, width // 2))

    fallback = photo.image_renditions["fallback"]
    picture = opened(fallback["name"])
    assert picture.format == "JPEG"
    assert picture.size == (fallback["width"], fallback["height"]) == (expected, expected // 2)


@pytest.mark.usefixtures("in_memory")
def test_pictures_need_no_local_files(save):
    photo = save(makers.make_photo, image=make_picture_file(700, 350))

    assert [int(width) for width in photo.image_renditions["files"]["image/avif"]] == [320, 640, 700]
    assert default_storage.exists(photo.image_renditions["fallback"]["name"])
    assert images.make(photo, "image") is False


@pytest.mark.parametrize(
    ("name", "file_format", "kept_as"),
    [("a.jpg", "JPEG", "JPEG"), ("a.png", "PNG", "PNG"), ("a.gif", "GIF", "PNG"), ("a.webp", "WEBP", "WEBP")],
)
def test_upload_is_kept_in_a_format_of_browsers(save, name, file_format, kept_as):
    photo = save(makers.make_photo, image=make_picture_file(name=name, file_format=file_format))

    assert opened(photo.image.name).format == kept_as


def test_photograph_of_a_telephone_with_a_second_picture_behind_it_is_kept_as_a_jpeg(save):
    content = BytesIO()
    picture = Image.new("RGB", (400, 300))
    picture.save(content, "MPO", save_all=True, append_images=[picture])
    photo = save(makers.make_photo, image=SimpleUploadedFile("a.jpg", content.getvalue()))

    assert opened(photo.image.name).format == "JPEG"
    assert photo.image_renditions["width"] == 400


@pytest.mark.parametrize(("width", "height", "expected"), [(700, 17_000, ["320", "640"]), (1, 17_000, [])])
def test_picture_too_high_for_a_format_does_without_its_renditions(save, width, height, expected):
    photo = save(makers.make_photo, image=make_picture_file(width, height))

    assert [list(widths) for widths in photo.image_renditions["files"].values()] == [expected] * 2 * bool(expected)
    assert 'srcset=""' not in render(photo, "image")
    assert f'width="{expected[-1] if expected else width}"' in render(photo, "image")
    assert images.make(photo, "image") is False


@pytest.mark.parametrize("has_profile", [True, False])
def test_photograph_is_turned_upright_and_says_nothing_of_where_it_was_taken(save, media, has_profile):
    exif = Image.Exif()
    exif[ORIENTATION] = TURN_RIGHT
    exif.get_ifd(GPS).update({1: "N", 2: (34.0, 1.0, 0.0)})
    profile = {"icc_profile": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()}
    upload = make_picture_file(1600, 1200, exif=exif, comment=b"at home", **(profile if has_profile else {}))

    photo = save(makers.make_photo, image=upload)

    assert (photo.image_renditions["width"], photo.image_renditions["height"]) == (1200, 1600)
    assert len(files_below(media)) == 1 + 3 + 3
    for name in files_below(media):
        picture = opened(name)
        assert not picture.getexif()
        assert not {"icc_profile", "exif", "xmp", "comment"} & set(picture.info)
        assert picture.width < picture.height
        red, green, _blue = picture.convert("RGB").getpixel((picture.width - 5, 5))  # it was at the left
        assert red > 200 > 60 > green


def test_logo_keeps_what_is_transparent(save):
    content = BytesIO()
    Image.new("RGBA", (400, 200), (0, 0, 0, 0)).save(content, "PNG")

    body = save(makers.make_organisation, logo=SimpleUploadedFile("logo.png", content.getvalue()))

    for widths in body.logo_renditions["files"].values():
        for name in widths.values():
            assert opened(name).convert("RGBA").getpixel((10, 10))[3] == 0


def test_wide_colours_are_brought_into_those_of_the_web():
    """A profile that swaps red and green, in place of a camera's: without it the colours are others."""
    swapped = swap_red_and_green(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    upload = make_picture_file(64, 64, icc_profile=swapped, colour="#0000ff")

    picture, _format = images.upright(upload)

    red, green, _blue = picture.getpixel((4, 4))
    assert green > 200 > 60 > red


def swap_red_and_green(profile):
    """``profile`` with the tags of its red and its green colorant exchanged."""
    return profile.replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ").replace(b"????", b"gXYZ")


def test_name_of_a_file_follows_its_content(save, media):
    first = save(makers.make_photo, image=make_picture_file(name="one.jpg"))
    other = save(makers.make_photo, image=make_picture_file(name="one.jpg", colour="#c77b43"))

    assert "one" not in first.image.name
    assert not images.files_of(first.image.name, first.image_renditions) & images.files_of(
        other.image.name, other.image_renditions
    )
    assert all(images.is_named_by_content(name) for name in files_below(media))


# What becomes of the files


def test_replaced_picture_goes_with_its_renditions(save, photo, media):
    before = files_below(media)

    photo.image = make_picture_file(400, 300, colour="#c77b43")
    save(photo.save)

    assert not files_below(media) & before
    assert files_below(media) == images.files_of(photo.image.name, photo.image_renditions)


def test_picture_taken_away_goes_with_its_renditions(save, media):
    speaker = save(makers.make_speaker, photo=make_picture_file())

    speaker.photo = ""
    save(speaker.save)

    assert not files_below(media)
    assert Speaker.objects.get().photo_renditions == {}
    assert render(speaker, "photo") == ""


def test_picture_goes_with_the_edition_that_has_it(save, photo, media):
    assert files_below(media)

    save(photo.edition.delete)

    assert not files_below(media)


def test_picture_stays_when_the_save_that_replaces_it_is_undone(save, photo, media):
    before = files_below(media)

    photo.image = make_picture_file(400, 300)
    photo.save()  # nothing is committed

    assert before <= files_below(media)


def test_same_picture_of_two_things_is_kept_when_one_goes(save, media):
    first = save(makers.make_organisation, logo=make_picture_file())
    second = save(makers.make_organisation, logo=make_picture_file())

    save(first.delete)

    assert files_below(media) == images.files_of(second.logo.name, second.logo_renditions)


def test_somebody_elses_older_copy_does_not_undo_the_renditions(save, media):
    photo = save(makers.make_photo)
    before = {path: path.stat().st_mtime_ns for path in media.rglob("*.*")}
    older = Photo.objects.get()
    older.image_renditions = {"of": photo.image.name, "width": 800, "height": 600}

    older.caption_ar = "شرح"
    save(older.save)

    assert Photo.objects.get().image_renditions == photo.image_renditions
    assert {path: path.stat().st_mtime_ns for path in media.rglob("*.*")} == before


def test_picture_saved_alone_keeps_its_renditions(save):
    speaker = makers.make_speaker()

    speaker.photo = make_picture_file()
    save(speaker.save, update_fields=["photo"])

    assert "files" in Speaker.objects.get().photo_renditions
    assert Speaker.objects.get().photo.name.startswith("speakers/")


def test_history_keeps_no_notes_of_renditions(photo):
    assert not hasattr(photo.history.first(), "image_renditions")
    assert photo.history.first().image == photo.image.name


# Making them again


def test_command_makes_what_is_missing(save, photo, media):
    default_storage.delete(photo.image_renditions["files"]["image/avif"]["640"])

    save(make_renditions)

    photo.refresh_from_db()
    assert files_below(media) == images.files_of(photo.image.name, photo.image_renditions)
    assert opened(photo.image_renditions["files"]["image/avif"]["640"]).size == (640, 427)


def test_command_leaves_what_is_there(save, photo, media):
    before = {path: path.stat().st_mtime_ns for path in media.rglob("*")}

    save(make_renditions)

    assert {path: path.stat().st_mtime_ns for path in media.rglob("*")} == before


def test_command_looks_after_a_picture_from_before_there_were_renditions(save, media):
    exif = Image.Exif()
    exif[ORIENTATION] = TURN_RIGHT
    default_storage.save("speakers/ahmed at home.jpg", ContentFile(make_picture_file(exif=exif).read()))
    speaker = makers.make_speaker()
    Speaker.objects.filter(pk=speaker.pk).update(photo="speakers/ahmed at home.jpg")

    save(make_renditions)
    speaker.refresh_from_db()

    assert (speaker.photo_renditions["width"], speaker.photo_renditions["height"]) == (600, 800)
    assert files_below(media) == images.files_of(speaker.photo.name, speaker.photo_renditions)
    assert "speakers/ahmed at home.jpg" not in files_below(media)
