"""Pictures: what editors are asked, and what is refused."""

import struct
import zlib

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from editions.models import Edition, Organisation
from papers.models import Speaker
from tests import makers
from tests.makers import make_picture_file
from tests.pages import LANGUAGES
from tests.test_admin_entry import EVIDENCE, edition_form, errors, formsets

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


@pytest.fixture
def editor(client):
    client.force_login(makers.make_editor())
    return client


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
