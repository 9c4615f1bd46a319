"""Pictures: what pages show of them, and how they are served."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import escape
from django.utils.translation import override

from editions.models import Edition
from exhibitors.models import Exhibitor
from forum_portal import images
from forum_portal.archive.demo import load_demo
from tests import makers
from tests.makers import make_picture_file
from tests.pages import LANGUAGES
from tests.pictures import files_below, make_renditions, render

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


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
    assert "<source" not in html
    assert sum(getattr(function, "func", None) is images.make for function in waiting) == 1


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
