"""Pictures that companies upload: what is kept of them, what is refused, and when there are enough."""

import random
import zlib
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from exhibitors import presenting, uploads
from exhibitors.models import Audit, Product
from exhibitors.refusals import TooManyPictures
from forum_portal import images
from forum_portal.validators import MAX_IMAGE_PIXELS
from tests.makers import make_exhibitor, make_picture_file, make_product
from tests.pictures import files_below, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825
NAMES = {"name_ar": "شركة", "name_en": "Company", "name_fr": "Entreprise"}


@pytest.fixture
def company(user):
    return make_exhibitor(members=[user], **NAMES)


def url(name, company, *args):
    return reverse(f"exhibitors:{name}", args=[company.code, *args])


def bring(desk, company, file):
    return desk.post(url("product_new", company), {"name_ar": "مضخة", "new_picture": file})


def encoded(file_format, size=(60, 40), **options):
    content = BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(content, file_format, **options)
    return content.getvalue()


# What is kept


def test_logo_is_kept_as_its_pixels_with_its_renditions(desk, company, save):
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[MAKER] = "Maker of telephones"
    exif.get_ifd(GPS)[1] = "N"
    file = make_picture_file(400, 200, name="شعار الشركة.jpg", exif=exif, comment=b"a secret")

    save(lambda: desk.post(url("company_logo", company), {"logo": file}))

    company.refresh_from_db()
    picture = opened(company.logo.name)
    assert picture.size == (200, 400)
    assert not picture.getexif()
    assert not {"exif", "comment", "icc_profile"} & set(picture.info)
    files = [company.logo.name, *images.files_of(company.logo.name, company.logo_renditions)]
    assert len(files) > 2
    for name in files:
        with default_storage.open(name) as stored:
            content = stored.read()
        assert b"Maker of" not in content
        assert b"a secret" not in content


@pytest.mark.parametrize("name", ["صورة المنتج الجديد.jpg", "../../x.jpg", "x" * 300 + ".jpg", "\u202egpj.x.jpg"])
def test_picture_is_stored_under_a_name_of_the_portals_own(desk, company, name):
    assert bring(desk, company, make_picture_file(name=name)).status_code == 302

    stored = Product.objects.get().picture.name
    assert stored.startswith("products/")
    assert images.is_named_by_content(stored)


@pytest.mark.parametrize(
    ("head", "tail"),
    [(b"", b"<script>alert(1)</script>"), (b"", b"PK\x03\x04 a zip"), (b"", b"<?php echo 1; ?>")],
)
@pytest.mark.parametrize("file_format", ["PNG", "JPEG", "WEBP", "GIF"])
def test_tail_of_a_polyglot_is_not_kept(desk, company, head, tail, file_format):
    suffix = {"JPEG": "jpg"}.get(file_format, file_format.lower())
    file = SimpleUploadedFile(f"x.{suffix}", head + encoded(file_format) + tail)

    bring(desk, company, file)

    for product in Product.objects.all():
        with product.picture.open() as stored:
            assert tail not in stored.read()


def test_picture_is_replaced_and_removed_with_its_files(desk, company, save, media):
    product = make_product(exhibitor=company)
    edit = url("product_edit", company, product.pk)
    save(lambda: desk.post(edit, {"name_ar": "مضخة", "new_picture": make_picture_file(colour="#222222")}))
    before = files_below(media)
    save(lambda: desk.post(edit, {"name_ar": "مضخة", "new_picture": make_picture_file(colour="#999999")}))
    assert before
    assert not before & files_below(media)

    save(lambda: desk.post(edit, {"name_ar": "مضخة", "remove_picture": "1"}))

    product.refresh_from_db()
    assert not product.picture
    assert not files_below(media)


def test_logo_is_removed(desk, company, save, media):
    save(lambda: desk.post(url("company_logo", company), {"logo": make_picture_file()}))
    assert files_below(media)

    save(lambda: desk.post(url("company_logo", company), {"remove": "1"}))

    company.refresh_from_db()
    assert not company.logo
    assert not files_below(media)


def test_files_of_a_deleted_product_go_too(desk, company, save, media):
    save(lambda: bring(desk, company, make_picture_file()))

    save(lambda: desk.post(url("product_delete", company, Product.objects.get().pk)))

    assert not files_below(media)


def test_logo_asks_for_the_names_first(desk, user):
    company = make_exhibitor(members=[user])

    response = desk.post(url("company_logo", company), {"logo": make_picture_file()})

    assert url("company_edit", company) in response.content.decode()
    company.refresh_from_db()
    assert not company.logo


# What is refused


def header_of_png(width, height):
    """A PNG whose header alone announces its size."""
    content = bytearray(encoded("PNG"))
    content[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    content[29:33] = zlib.crc32(content[12:29]).to_bytes(4, "big")
    return bytes(content)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
REFUSED = {
    "an SVG": ("x.svg", SVG, "svg"),
    "an SVG named .png": ("x.png", SVG, "type"),
    "an HTML page named .png": ("x.png", b"<!doctype html><script>alert(1)</script>", "type"),
    "a PDF named .jpg": ("x.jpg", b"%PDF-1.7 /JavaScript", "type"),
    "a PNG named .html": ("x.html", encoded("PNG"), "type"),
    "a GIF that is a script": ("x.gif", b"GIF89a/*" + b"\xff" * 20 + b"*/=1;alert(1)", "type"),
    "a TIFF": ("x.png", encoded("TIFF"), "type"),
    "a bomb of a header": ("x.png", header_of_png(50_000, 50_000), "too_many_pixels"),
    "one row too many": ("x.png", header_of_png(4000, MAX_IMAGE_PIXELS // 4000 + 1), "too_many_pixels"),
    "six megabytes": ("x.png", encoded("PNG") + b"\0" * 6_000_000, "too_large"),
    "half a picture": ("x.png", encoded("PNG", (300, 300))[:5000], "damaged"),
    "nothing": ("x.png", b"", "empty"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_good_picture_is_refused_with_one_sentence(desk, company, media, what):
    name, content, code = REFUSED[what]

    response = bring(desk, company, SimpleUploadedFile(name, content))

    errors = response.context["form"].errors.as_data()["new_picture"]
    assert [error.code for error in errors] == [code]
    assert "مضخة" in response.content.decode()
    assert not Product.objects.exists()
    assert not files_below(media)


def test_bomb_that_is_real_is_never_decoded(desk, company, monkeypatch):
    content = BytesIO()
    Image.new("1", (9000, 9000)).save(content, "PNG")
    monkeypatch.setattr(images, "upright", pytest.fail)

    response = bring(desk, company, SimpleUploadedFile("x.png", content.getvalue()))

    assert response.context["form"].has_error("new_picture", code="too_many_pixels")


def test_of_a_moving_picture_the_first_frame_is_kept(desk, company):
    frames = [Image.new("RGB", (40, 40), colour) for colour in ("red", "blue", "green")] * 20
    content = BytesIO()
    frames[0].save(content, "GIF", save_all=True, append_images=frames[1:])

    bring(desk, company, SimpleUploadedFile("x.gif", content.getvalue()))

    picture = opened(Product.objects.get().picture.name)
    assert getattr(picture, "n_frames", 1) == 1
    assert picture.convert("RGB").getpixel((5, 5)) == (255, 0, 0)


def mutated(content, chance):
    """``content`` with some bytes changed, cut out, doubled or cut off."""
    content = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(20, len(content))
        match chance.randrange(4):
            case 0:
                content[place] = chance.randrange(256)
            case 1:
                del content[place : place + chance.randint(1, 9)]
            case 2:
                content[place:place] = content[place : place + 40]
            case 3 if place > len(content) // 2:
                del content[place:]
    return bytes(content)


@pytest.mark.rounds(1, 25)
def test_mutated_pictures_are_kept_as_pictures_or_refused(_round):
    """Four hundred of them a round: whatever the field lets through can be decoded, and nothing else is raised."""
    from django.core.exceptions import ValidationError

    from exhibitors.forms.pictures import PictureField

    chance = random.Random(33 + _round)
    random_noise = [(name, encoded(name, (90, 70))) for name in ("PNG", "JPEG", "WEBP", "GIF")]
    accepted = 0
    for number in range(400):
        file_format, content = random_noise[number % 4]
        file = SimpleUploadedFile(f"x.{file_format.lower()}", mutated(content, chance))
        try:
            picture = PictureField().clean(file)
        except ValidationError:
            continue
        assert images.upright(picture)[0].mode in ("RGB", "RGBA")
        accepted += 1
    assert 40 < accepted < 360


# How many


def test_sixty_uploads_from_one_account_stop_at_the_quota(company, user):
    for _ in range(uploads.MOST_IN_A_DAY):
        uploads.count_one(company, by=user)

    for _ in range(60 - uploads.MOST_IN_A_DAY):
        with pytest.raises(TooManyPictures):
            uploads.count_one(company, by=user)
    assert Audit.objects.filter(what=Audit.What.PICTURE).count() == uploads.MOST_IN_A_DAY


def test_quota_is_of_the_account_and_of_a_day(company, user, django_user_model):
    from datetime import timedelta

    from django.utils import timezone

    yesterday = timezone.now() - timedelta(days=1, minutes=1)
    for _ in range(uploads.MOST_IN_A_DAY):
        uploads.count_one(company, by=user, now=yesterday)

    uploads.count_one(company, by=user)


def test_upload_beyond_the_quota_is_told_beside_the_field_and_loses_nothing(desk, company, user, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_IN_A_DAY", 1)
    bring(desk, company, make_picture_file())

    response = bring(desk, company, make_picture_file(colour="#222222"))

    assert response.context["form"].has_error("new_picture")
    assert "مضخة" in response.content.decode()
    assert Product.objects.count() == 1
    response = desk.post(url("company_logo", company), {"logo": make_picture_file()})
    assert response.context["form"].has_error("logo")


def test_what_was_refused_does_not_count(desk, company):
    bring(desk, company, SimpleUploadedFile("x.svg", SVG))

    assert not Audit.objects.filter(what=Audit.What.PICTURE).exists()


def test_no_more_than_two_pictures_are_decoded_at_once(monkeypatch):
    """Each of five threads waits in the middle of its decoding for a third one, which must not come."""
    import threading

    inside, most, third = [], [], threading.Event()
    plain = images.in_srgb

    def in_srgb(picture):
        inside.append(1)
        most.append(len(inside))
        if len(inside) > 2:
            third.set()
        third.wait(0.1)
        inside.pop()
        return plain(picture)

    monkeypatch.setattr(images, "in_srgb", in_srgb)
    content = encoded("PNG")
    threads = [threading.Thread(target=images.upright, args=[BytesIO(content)]) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(most) == 5
    assert max(most) <= 2


# What nobody can guess


def test_picture_of_an_unapproved_company_has_no_address_that_can_be_guessed(desk, company, save):
    save(lambda: desk.post(url("company_logo", company), {"logo": make_picture_file()}))

    company.refresh_from_db()
    files = images.files_of(company.logo.name, company.logo_renditions)
    assert all(images.is_named_by_content(name) and company.code not in name for name in files)


def test_product_that_cannot_be_saved_leaves_no_file(company, user, media):
    for _ in range(Product.MOST):
        make_product(exhibitor=company)
    from exhibitors.refusals import NoRoom

    with pytest.raises(NoRoom):
        presenting.save_product(Product(exhibitor=company, name_ar="منتج"), by=user, picture=make_picture_file())

    assert not files_below(media)
