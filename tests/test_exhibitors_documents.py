"""The documents of a registration: what is taken, where it lies, who reads it."""

import random
import re
import struct
import zlib
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from exhibitors import documents
from exhibitors.content import content_of, object_streams
from exhibitors.models import Audit, Document
from exhibitors.refusals import BadFile, NotAllowed, QuotaFull, StepClosed
from tests.desk import url
from tests.makers import (
    make_document,
    make_editor,
    make_exhibition,
    make_exhibitor,
    make_pdf_file,
    make_picture_file,
    make_registration,
    make_required_document,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def private(settings, tmp_path):
    """An empty folder for what companies send."""
    options = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"private": options}
    field = Document._meta.get_field("file")
    kept, field.storage = field.storage, field._storage_callable()
    yield tmp_path
    field.storage = kept


def files_in(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def upload(content, name="document.pdf"):
    return SimpleUploadedFile(name, content)


def chunk(kind, data):
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def png_that_says(width, height, *more):
    """The head of a PNG that announces a size, with further chunks behind it and no pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(more) + chunk(b"IEND", b"")


# What is taken


@pytest.mark.parametrize(
    ("file", "content_type"),
    [
        (make_pdf_file, "application/pdf"),
        (make_picture_file, "image/jpeg"),
        (lambda: make_picture_file(file_format="PNG", name="x.png"), "image/png"),
        # Its content decides, not its name.
        (lambda: make_picture_file(file_format="PNG", name="x.pdf"), "image/png"),
    ],
)
def test_pdf_jpeg_and_png_are_taken(file, content_type):
    document = make_document(registration=make_registration(), upload=file())

    assert document.content_type == content_type
    assert len(document.sha256) == 64
    assert re.fullmatch(r"documents/[0-9a-f]{32}\.(pdf|jpg|png)", document.file.name)


def test_picture_keeps_nothing_but_its_pixels():
    exif = Image.Exif()
    exif[0x010F] = "SECRETMAKER"
    exif.get_ifd(0x8825)[2] = (23.0, 36.0, 0.0)
    file = make_picture_file(exif=exif, comment=b"SECRETCOMMENT")
    tail = upload(file.read() + b"<script>SECRETTAIL</script>", "scan.jpg")

    content = content_of(tail)

    assert b"SECRET" not in content.data
    assert not Image.open(BytesIO(content.data)).getexif()


def test_photograph_of_a_telephone_is_taken_and_made_smaller():
    content = content_of(make_picture_file(8000, 6000, quality=30))

    assert Image.open(BytesIO(content.data)).size == (4000, 3000)


def test_encoded_pdf_of_object_streams_is_looked_into():
    inside = zlib.compress(b"<< /S /JavaScript /JS (app.alert(1)) >>")
    body = b"<< /Type /ObjStm /Filter /FlateDecode >>\nstream\n" + inside + b"\nendstream"
    file = b"%PDF-1.5\n" + body + b"\n%%EOF"

    assert any(b"JavaScript" in part for part in object_streams(file))
    with pytest.raises(BadFile) as refusal:
        content_of(upload(file))
    assert refusal.value.code == "active"


def docx():
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        archive.writestr("word/document.xml", "x")
    return content.getvalue()


BAD = {
    "empty": (b"", "empty"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "type"),
    "html": (b"<!doctype html><script>alert(1)</script>", "type"),
    "gif and javascript": (b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)", "type"),
    "docx": (docx(), "type"),
    "eicar": (rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-TEST-FILE", "type"),
    "pdf behind something": (b"\n" * 2000 + b"%PDF-1.4\n%%EOF", "type"),
    "pdf without its end": (make_pdf_file().read()[:-10], "broken"),
    "pdf with javascript": (make_pdf_file(inside=b"/OpenAction << /S /JavaScript /JS (x) >>").read(), "active"),
    "pdf with a hidden name": (make_pdf_file(inside=b"/OpenAction << /S /J#61vaScript >>").read(), "active"),
    "pdf that starts a program": (make_pdf_file(inside=b"/OpenAction << /S /Launch >>").read(), "active"),
    "pdf with a file in it": (make_pdf_file(inside=b"/Names << /EmbeddedFiles 9 0 R >>").read(), "active"),
    "encrypted pdf": (make_pdf_file(inside=b"/Encrypt 9 0 R").read(), "encrypted"),
    "png of 50,000 squared": (png_that_says(50_000, 50_000), "too_many_pixels"),
    "png of nothing": (png_that_says(0, 0), "broken"),
    "png cut off": (make_picture_file(file_format="PNG").read()[:200], "broken"),
    "png with a text of 200 MB": (
        png_that_says(10, 10, chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(200_000_000)))),
        "broken",
    ),
    "png with a profile of 200 MB": (
        png_that_says(10, 10, chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(200_000_000)))),
        "broken",
    ),
}


@pytest.mark.parametrize(("content", "code"), BAD.values(), ids=BAD)
@pytest.mark.parametrize("name", ["scan.png", "scan.pdf"])
def test_what_is_something_else_inside_is_refused(content, code, name):
    with pytest.raises(BadFile) as refusal:
        content_of(upload(content, name))

    assert refusal.value.code == code


@pytest.mark.rounds(1, 25)
@pytest.mark.parametrize("make", [make_pdf_file, make_picture_file, lambda: make_picture_file(file_format="PNG")])
def test_mutated_files_are_taken_or_refused_and_nothing_else(make, _round):
    chance, good = random.Random(2026 + _round), make().read()
    outcomes = set()
    for _ in range(150):
        content = bytearray(good)
        for _ in range(chance.choice([1, 4, 40])):
            content[chance.randrange(len(content))] = chance.randrange(256)
        if chance.random() < 0.3:
            del content[chance.randrange(len(content)) :]
        try:
            outcomes.add(content_of(upload(bytes(content))).content_type)
        except BadFile as refusal:
            outcomes.add(refusal.code)

    assert len(outcomes) >= 2  # some are taken, some are not


def test_a_file_that_is_too_large_is_refused_unread(desk, company):
    registration = make_registration(exhibitor=company)
    large = upload(b"%PDF-" + bytes(10 * 1024 * 1024))

    response = desk.post(url("documents", registration), {"file": large})

    assert response.status_code == 422
    assert response.context["form"].errors["file"]
    assert "10" in response.content.decode()


# Their names


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("رخصة تجارية.pdf", "رخصة تجارية.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("..\\..\\boot.ini", "boot.ini.pdf"),
        ("a\0b.pdf", "ab.pdf"),
        ("licence\u202efdp.exe", "licencefdp.exe.pdf"),
        ("x.html", "x.html.pdf"),
        ("", "وثيقة.pdf"),
        ("...", "وثيقة.pdf"),
        ("م" * 300 + ".pdf", "م" * 196 + ".pdf"),
    ],
)
def test_name_is_kept_as_text_that_ends_as_what_the_file_is(name, kept):
    assert documents.kept_name(name, ".pdf").replace("document", "وثيقة") == kept


def test_arabic_name_survives_in_the_download(desk, company):
    registration = make_registration(exhibitor=company)
    desk.post(url("documents", registration), {"file": make_pdf_file(name="رخصة تجارية.pdf")})
    document = registration.documents.get()

    response = desk.get(reverse("exhibitors:document", args=[registration.public_id, document.pk]))
    assert b"".join(response.streaming_content)

    assert document.original_name == "رخصة تجارية.pdf"
    expected = "attachment; filename*=utf-8''%D8%B1%D8%AE%D8%B5%D8%A9%20%D8%AA%D8%AC%D8%A7%D8%B1%D9%8A%D8%A9.pdf"
    assert response.headers["Content-Disposition"] == expected
    assert "رخصة تجارية.pdf" in desk.get(url("documents", registration)).content.decode()


# Who reads them


def test_download_is_saved_and_never_shown(desk, company):
    registration = make_registration(exhibitor=company)
    document = make_document(registration=registration)

    response = desk.get(reverse("exhibitors:document", args=[registration.public_id, document.pk]))

    assert b"".join(response.streaming_content) == make_pdf_file().read()
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in response.headers["Cache-Control"]


def test_nobody_else_finds_a_document(desk, company):
    theirs = make_registration()
    documents_of_others = [make_document(registration=theirs) for _ in range(3)]
    mine = make_registration(exhibitor=company)

    found = 0
    for registration in (theirs, mine):
        for number in range(documents_of_others[0].pk - 50, documents_of_others[-1].pk + 50):
            address = reverse("exhibitors:document", args=[registration.public_id, max(number, 0)])
            found += desk.get(address).status_code != 404
    for document in documents_of_others:
        found += desk.get(f"/media/{document.file.name}").status_code != 404
        found += desk.get(f"/media/../private/{document.file.name}").status_code not in (400, 404)
        remove = reverse("exhibitors:document_remove", args=[mine.public_id, document.pk])
        found += desk.post(remove).status_code != 404

    assert found == 0
    assert theirs.documents.count() == 3
    stranger = Client().get(reverse("exhibitors:document", args=[theirs.public_id, documents_of_others[0].pk]))
    assert stranger.url.startswith(reverse("account_login"))


def test_staff_see_and_save_documents_in_the_admin(client):
    registration = make_registration()
    document = make_document(registration=registration)
    page = reverse("admin:exhibitors_registration_change", args=[registration.pk])
    address = reverse("admin:exhibitors_registration_document", args=[registration.pk, document.pk])
    client.force_login(make_editor())

    assert f'href="{address}"' in client.get(page).content.decode()
    response = client.get(address)
    assert b"".join(response.streaming_content)
    assert "attachment" in response.headers["Content-Disposition"]
    other = reverse("admin:exhibitors_registration_document", args=[make_registration().pk, document.pk])
    assert client.get(other).status_code == 404
    client.force_login(make_user(staff=True))
    assert client.get(address).status_code == 403
    client.force_login(make_user())
    assert client.get(address).status_code == 302


def test_a_file_that_is_gone_is_not_found(desk, company, private):
    registration = make_registration(exhibitor=company)
    document = make_document(registration=registration)
    (private / document.file.name).unlink()

    address = reverse("exhibitors:document", args=[registration.public_id, document.pk])
    assert desk.get(address).status_code == 404


# Sent, replaced, removed


def test_document_is_sent_replaced_and_removed(desk, company, private, django_capture_on_commit_callbacks):
    registration = make_registration(exhibitor=company)
    wanted = make_required_document(exhibition=registration.exhibition)
    address = url("documents", registration)

    with django_capture_on_commit_callbacks(execute=True):
        desk.post(address, {"wanted": wanted.pk, "file": make_pdf_file(name="first.pdf")})
        desk.post(address, {"wanted": wanted.pk, "file": make_pdf_file(name="second.pdf")})
    assert [document.original_name for document in registration.documents.all()] == ["second.pdf"]
    assert len(files_in(private)) == 1

    document = registration.documents.get()
    with django_capture_on_commit_callbacks(execute=True):
        response = desk.post(reverse("exhibitors:document_remove", args=[registration.public_id, document.pk]))
    assert response.url == address
    assert files_in(private) == []
    what = Audit.objects.filter(what__startswith="document").order_by("pk").values_list("what", flat=True)
    assert list(what) == ["document", "document", "document_removed"]


def test_button_that_removes_carries_its_token(user, company):
    registration = make_registration(exhibitor=company)
    make_document(registration=registration)
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(user)

    page = careful.get(url("documents", registration)).content.decode()

    assert page.count("csrfmiddlewaretoken") == page.count('<form method="post"') + page.count('<form class="form" m')


@pytest.mark.parametrize("number", ["x", "-1", "٣", "9" * 40, "0"])
def test_document_that_nobody_asked_for_is_no_answer_to_it(desk, company, number):
    registration = make_registration(exhibitor=company)

    response = desk.post(url("documents", registration), {"wanted": number, "file": make_pdf_file()})

    assert response.status_code in (302, 404)
    assert not registration.documents.exclude(wanted=None).exists()


def test_document_asked_for_elsewhere_is_not_found(desk, company):
    registration = make_registration(exhibitor=company)
    elsewhere = make_required_document(exhibition=make_exhibition())

    response = desk.post(url("documents", registration), {"wanted": elsewhere.pk, "file": make_pdf_file()})

    assert response.status_code == 404


def test_quota_is_said_and_nothing_is_left_behind(desk, company, private, monkeypatch):
    monkeypatch.setattr(documents, "MOST_DOCUMENTS", 3)
    registration = make_registration(exhibitor=company)
    answers = [desk.post(url("documents", registration), {"file": make_pdf_file()}) for _ in range(6)]

    assert [answer.status_code for answer in answers] == [302] * 3 + [422] * 3
    assert "3" in str(answers[-1].context["form"].errors["file"])
    assert len(files_in(private)) == registration.documents.count() == 3


def test_quota_counts_bytes_and_not_what_is_replaced(monkeypatch, private):
    size = make_pdf_file().size
    monkeypatch.setattr(documents, "MOST_BYTES", size)
    registration = make_registration()
    wanted = make_required_document(exhibition=registration.exhibition)
    make_document(registration=registration, wanted=wanted)

    make_document(registration=registration, wanted=wanted)
    with pytest.raises(QuotaFull):
        make_document(registration=registration)
    assert registration.documents.count() == 1
    assert len(files_in(private)) == 2  # the one before goes with the end of the transaction


@pytest.mark.parametrize("state", ["draft", "returned", "submitted", "approved"])
def test_document_may_be_sent_until_its_date_after_sending(state):
    now = timezone.now()
    exhibition = make_exhibition()
    registration = make_registration(exhibition=exhibition, state=state)
    wanted = make_required_document(exhibition=exhibition, due_at=now)

    documents.add(registration, make_pdf_file(), wanted=wanted, now=now - timedelta(seconds=1))
    if state in ("draft", "returned"):
        documents.add(registration, make_pdf_file(), wanted=wanted, now=now)
    else:
        with pytest.raises(StepClosed):
            documents.add(registration, make_pdf_file(), wanted=wanted, now=now)
        with pytest.raises(StepClosed):
            documents.remove(registration.documents.get(), now=now)


def test_other_people_send_nothing():
    registration = make_registration()
    make_exhibitor(members=[somebody := make_user()])

    with pytest.raises(NotAllowed):
        documents.add(registration, make_pdf_file(), by=somebody)
