"""Pictures: what is kept of an upload, what is made of it, what pages show of it, what editors are asked."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.template import Context, Template
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import override
from PIL import Image, ImageCms

from editions.models import Edition, Organisation, Photo
from exhibitors.models import Exhibitor
from forum_portal import images
from forum_portal.archive.demo import load_demo
from papers.models import Speaker
from tests import makers
from tests.makers import make_picture_file
from tests.pages import LANGUAGES
from tests.test_admin_entry import EVIDENCE, edition_form, errors, formsets

pytestmark = pytest.mark.django_db

ORIENTATION, GPS = 0x0112, 0x8825
TURN_RIGHT = 6


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """An empty folder for uploads."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def in_memory(settings):
    """A storage that has no paths, as one at a provider has none."""
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}


@pytest.fixture
def save(django_capture_on_commit_callbacks):
    """Call a function as a request does: what waits for the end of its transaction is then done."""

    def call(function, **arguments):
        with django_capture_on_commit_callbacks(execute=True):
            return function(**arguments)

    return call


@pytest.fixture
def photo(save):
    return save(makers.make_photo, image=make_picture_file(1500, 1000))


@pytest.fixture
def editor(client):
    client.force_login(makers.make_editor())
    return client


def files_below(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def opened(name):
    """The stored picture of this name."""
    with default_storage.open(name) as file:
        picture = Image.open(file)
        picture.load()
        return picture


def render(item, name, language="ar", **options):
    arguments = " ".join(f"{key}={value!r}" for key, value in options.items())
    template = Template(f"{{% load pictures %}}{{% picture item name {arguments} %}}")
    with override(language):
        return template.render(Context({"item": item, "name": name})).strip()


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


# What pages show


@pytest.mark.parametrize(("language", "alt"), [("ar", "قاعة"), ("en", "A hall"), ("fr", "Une salle")])
def test_tag_offers_each_format_and_says_what_the_picture_shows(photo, language, alt):
    html = render(photo, "image", language, sizes="(min-width: 60rem) 30rem, 100vw")

    assert html.startswith("<picture>")
    assert html.index('type="image/avif"') < html.index('type="image/webp"') < html.index("<img")
    assert html.count('sizes="(min-width: 60rem) 30rem, 100vw"') == 2
    for widths in photo.image_renditions["files"].values():
        assert f'srcset="{", ".join(f"/media/{name} {width}w" for width, name in widths.items())}"' in html
    assert f'src="/media/{photo.image_renditions["fallback"]["name"]}" width="1280" height="853"' in html
    assert f'alt="{alt}"' in html
    assert 'loading="lazy"' in html and 'decoding="async"' in html
    assert "style=" not in html and 'lang="ar"' not in html


def test_tag_loads_at_once_what_is_seen_first(photo):
    html = render(photo, "image", eager=True)

    assert "loading=" not in html and 'fetchpriority="high"' in html


@pytest.mark.parametrize("language", ["en", "fr"])
def test_text_that_fell_back_to_arabic_says_so(save, language):
    photo = save(makers.make_photo, alt_en=None, alt_fr=None)

    assert 'alt="قاعة" lang="ar" dir="rtl"' in render(photo, "image", language)


def test_upload_itself_is_shown_until_its_renditions_are_made(save, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as waiting:
        photo = makers.make_photo(image=make_picture_file(900, 600))

    html = render(photo, "image")
    assert f'src="/media/{photo.image.name}" width="900" height="600"' in html
    assert "<source" not in html and len(waiting) == 1


@pytest.mark.parametrize("count", [1, 5])
def test_pictures_cost_no_queries_and_no_look_at_the_files(save, django_assert_num_queries, monkeypatch, count):
    edition = makers.make_edition()
    for _ in range(count):
        save(makers.make_photo, edition=edition)

    def forbidden(*args, **kwargs):
        raise AssertionError("the storage was asked")

    for method in ("_open", "exists", "size", "path"):
        monkeypatch.setattr(type(default_storage._wrapped), method, forbidden)
    with django_assert_num_queries(1):
        html = [render(photo, "image") for photo in edition.photos.all()]

    assert len([part for part in html if "<picture>" in part]) == count


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_a_speaker_and_of_a_company_show_their_pictures(client, save, language):
    texts = {"photo_alt_ar": "صورة", "photo_alt_en": "Portrait", "photo_alt_fr": "Portrait"}
    speaker = save(makers.make_speaker, photo=make_picture_file(), **texts)
    makers.make_paper(speakers=[speaker])
    company = save(makers.make_exhibitor, logo=make_picture_file(), name_en="Pumps", name_fr="Pompes")
    makers.make_registration(exhibitor=company, state="approved")

    for item, name in ((speaker, "photo"), (company, "logo")):
        with override(language):
            response = client.get(item.get_absolute_url())
        text = getattr(item, f"{item.PICTURES[name]}_{language}")
        assert f'width="800" height="600" alt="{text}"' in response.content.decode()


@pytest.mark.usefixtures("in_memory")
def test_pages_do_not_fail_where_the_file_is_lost(client, save):
    speaker = save(makers.make_speaker, photo=make_picture_file())
    makers.make_paper(speakers=[speaker])
    for name in images.files_of(speaker.photo.name, speaker.photo_renditions):
        default_storage.delete(name)

    assert client.get(speaker.get_absolute_url()).status_code == 200


def test_damaged_file_is_not_shown_and_stops_nothing(client, save):
    speaker = save(makers.make_speaker, photo=SimpleUploadedFile("a.jpg", b"\xff\xd8\xff no picture"))
    makers.make_paper(speakers=[speaker])

    make_renditions()

    page = client.get(speaker.get_absolute_url())
    assert page.status_code == 200
    assert "<picture>" not in page.content.decode()
    assert speaker.photo.name not in page.content.decode()


@pytest.mark.parametrize(("suffix", "mime"), [("avif", "image/avif"), ("webp", "image/webp"), ("jpg", "image/jpeg")])
def test_renditions_are_served_as_pictures_and_kept_for_ever(client, photo, media, suffix, mime):
    name = next(name for name in files_below(media) if name.endswith(suffix))

    response = client.get(f"/media/{name}")
    response.close()

    assert response.headers["Content-Type"] == mime
    assert "immutable" in response.headers["Cache-Control"]
    assert "Content-Disposition" not in response.headers or "inline" in response.headers["Content-Disposition"]


def test_file_whose_name_may_get_another_content_is_asked_for_again(client, media):
    (media / "old.jpg").write_bytes(make_picture_file().read())

    response = client.get("/media/old.jpg")
    response.close()

    assert "Cache-Control" not in response.headers


# What becomes of the files


def test_pictures_and_cards_are_not_compressed_a_second_time_and_pages_are(client, photo):
    def headers(path):
        response = client.get(path, headers={"accept-encoding": "gzip"})
        assert response.getvalue()  # which closes the file
        return response.headers

    for path in [photo.image.url, "/cards/series.png"]:
        assert "Content-Encoding" not in headers(path)
    assert headers(photo.image.url)["Content-Length"] == str(photo.image.size)
    assert headers("/editions/")["Content-Encoding"] == "gzip"


def test_name_longer_than_any_file_can_have_is_not_found(client):
    assert client.get(f"/media/{'x' * 300}.png").status_code == 404


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


def make_renditions():
    call_command("make_renditions", verbosity=0)


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


# What editors are asked


def speaker_form(**fields):
    return {"name_ar": "متحدث"} | formsets(EVIDENCE) | fields


def test_editor_adds_a_photograph_that_says_in_each_language_what_it_shows(editor, save):
    texts = {"photo_alt_ar": "صورة", "photo_alt_en": "Portrait", "photo_alt_fr": "Portrait"}

    response = save(
        editor.post,
        path=reverse("admin:papers_speaker_add"),
        data=speaker_form(photo=make_picture_file(), **texts),
    )

    assert response.status_code == 302
    assert "fallback" in Speaker.objects.get().photo_renditions


@pytest.mark.parametrize("left_out", ["ar", "en", "fr"])
@pytest.mark.parametrize(
    ("model", "picture", "text"),
    [(Speaker, "photo", "photo_alt"), (Edition, "cover", "cover_alt"), (Organisation, "logo", "name")],
    ids=str,
)
def test_picture_without_its_text_in_a_language_is_refused_at_that_field(editor, model, picture, text, left_out):
    texts = {f"{text}_{language}": "نص" for language in LANGUAGES} | {f"{text}_{left_out}": " "}
    form = {
        Speaker: speaker_form,
        Edition: lambda **fields: edition_form(number=3, **fields),
        Organisation: lambda **fields: {"kind": "other"} | formsets(EVIDENCE) | fields,
    }[model]
    data = form(**{picture: make_picture_file()} | texts)

    response = editor.post(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add"), data)

    assert errors(response) == {f"{text}_{left_out}"}
    assert not model.objects.exists()


@pytest.mark.parametrize("left_out", ["ar", "en", "fr"])
def test_picture_in_the_gallery_is_refused_without_its_text_in_a_language(editor, left_out):
    row = {"image": make_picture_file(), "order": 0, "alt_ar": "قاعة", "alt_en": "A hall", "alt_fr": "Une salle"}
    data = edition_form(number=3, rows={"photos": [row | {f"alt_{left_out}": ""}]})

    response = editor.post(reverse("admin:editions_edition_add"), data)

    assert response.status_code == 200
    formsets_shown = [inline.formset for inline in response.context["inline_admin_formsets"]]
    assert {name for formset in formsets_shown for row in formset.errors for name in row} == {f"alt_{left_out}"}


def test_edition_without_a_cover_needs_no_text(editor):
    response = editor.post(reverse("admin:editions_edition_add"), edition_form(number=3))

    assert response.status_code == 302


def bomb(width, height):
    """A PNG of a few bytes that announces ``width`` by ``height`` pixels."""
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"")),
        (b"IEND", b""),
    ]
    content = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return SimpleUploadedFile("bomb.png", b"\x89PNG\r\n\x1a\n" + content)


def cut_short():
    content = make_picture_file(1200, 900).read()
    return SimpleUploadedFile("cut.jpg", content[: len(content) // 2])


@pytest.mark.parametrize(
    ("upload", "code"),
    [
        (lambda: bomb(4001, 3000), "too_many_pixels"),
        (lambda: bomb(12_000, 9_000), "too_many_pixels"),
        (lambda: bomb(60_000, 60_000), "too_many_pixels"),
        (lambda: SimpleUploadedFile("large.png", b"\x89PNG" + bytes(5 * 1024 * 1024)), "too_large"),
        (lambda: make_picture_file(name="a.png", file_format="TIFF"), "type"),
        (lambda: SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n"), "type"),
        (cut_short, "invalid_image"),
    ],
)
def test_bombs_and_damaged_pictures_are_refused_at_the_field(editor, upload, code):
    texts = {f"photo_alt_{language}": "نص" for language in LANGUAGES}
    data = speaker_form(photo=upload(), **texts)

    response = editor.post(reverse("admin:papers_speaker_add"), data)

    assert errors(response) == {"photo"}
    assert response.context["adminform"].form.has_error("photo", code)


def test_editor_may_save_what_has_lost_its_picture(editor, save):
    texts = {"photo_alt_ar": "صورة", "photo_alt_en": "Portrait", "photo_alt_fr": "Portrait"}
    speaker = save(makers.make_speaker, photo=make_picture_file(), **texts)
    default_storage.delete(speaker.photo.name)
    page = reverse("admin:papers_speaker_change", args=[speaker.pk])

    assert editor.get(page).status_code == 200
    response = save(editor.post, path=page, data=speaker_form(name_ar="اسم آخر", **texts))

    assert response.status_code == 302
    assert Speaker.objects.get().name_ar == "اسم آخر"


# The demonstration


@pytest.fixture
def demonstration():
    load_demo()
    return Edition.objects.get(is_demo=True)


def test_demonstration_has_pictures_that_say_what_they_show(demonstration):
    company = Exhibitor.objects.exclude(logo="").get()

    for language in LANGUAGES:
        cover, logo = render(demonstration, "cover", language), render(company, "logo", language)
        assert f'alt="{getattr(demonstration, f"cover_alt_{language}")}"' in cover
        assert f'alt="{escape(getattr(company, f"name_{language}"))}"' in logo
        assert "<source" in cover and "<source" in logo


def test_demonstration_leaves_a_picture_that_staff_took_away(demonstration, media):
    demonstration.cover = ""
    demonstration.save()
    before = files_below(media)

    load_demo()

    demonstration.refresh_from_db()
    assert not demonstration.cover
    assert files_below(media) == before
