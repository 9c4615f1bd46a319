"""What the whole site promises, whatever it holds: wrong addresses, drafts, errors, constant queries."""

import datetime
import io
import logging
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image

from editions.models import Document, Edition
from forum_portal.logs import RefusalsInOneLine
from forum_portal.models import User
from forum_portal.wsgi import application
from papers.models import PaperFile, Speaker
from tests import makers
from tests.pages import LANGUAGES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "path", ["/nothing/", "/editions/99/", "/papers/9-99/", "/speakers/zzzzz/", "/countries/zz/", "/topics/nothing/"]
)
def test_a_wrong_address_is_answered_in_the_readers_language(client, language, path):
    response = client.get(path if language == "ar" else f"/{language}{path}")

    assert response.status_code == 404
    assert f'<html lang="{language}"' in response.content.decode()
    assert reverse("home") in response.content.decode()


@pytest.mark.parametrize("page", ["edition", "papers:programme", "papers:edition_papers", "papers:programme_ics"])
def test_a_draft_edition_is_not_there(client, page):
    edition = makers.make_edition(published=False)

    assert client.get(reverse(page, args=[edition.slug])).status_code == 404


@pytest.mark.parametrize("page", ["papers:paper", "papers:paper_bib", "papers:paper_ris", "papers:paper_json"])
@pytest.mark.parametrize("hidden", ["paper", "edition"])
def test_a_draft_paper_is_not_there(client, page, hidden):
    edition = makers.make_edition(published=hidden != "edition")
    paper = makers.make_paper(edition=edition, published=hidden != "paper")

    assert client.get(reverse(page, args=[paper.code])).status_code == 404


def test_a_speaker_of_drafts_alone_is_not_there(client):
    speaker = makers.make_speaker()
    makers.make_paper(speakers=[speaker], published=False)

    assert client.get(speaker.get_absolute_url()).status_code == 404
    assert speaker.name not in client.get("/speakers/").content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/editions/1%00/",
        "/?q=%00",
        "/editions/demo/programme/?day=2026-99-99&country=%F0%9F%98%80&axis=1e9&kind=x&q=" + "ا" * 4000,
        "/countries/%D8%B9/",
        "/papers/3-01.bib%00",
    ],
)
def test_bad_input_in_an_address_is_not_an_error_of_ours(client, path):
    makers.make_edition(slug="demo")

    assert client.get(path).status_code < 500


@pytest.mark.parametrize("parameter", ["charset=rot13", "charset=utf-7", "x*=nope''x"])
def test_a_made_up_content_type_does_not_change_how_a_request_is_read(parameter):
    environ = {"QUERY_STRING": "q=+2AA-%D8%A7", "CONTENT_TYPE": f"text/plain; {parameter}"}
    setup_testing_defaults(environ)

    assert application.request_class(environ).GET["q"] == " 2AA-ا"


def test_a_refused_host_is_answered_without_an_error(client):
    response = client.get("/", headers={"host": "evil.example"})

    assert response.status_code == 400


def test_a_database_in_trouble_is_answered_503(client, monkeypatch):
    from django.db import OperationalError

    def fail(*args):
        raise OperationalError

    monkeypatch.setattr("forum_portal.views.front.series_totals", fail)
    client.raise_request_exception = False

    response = client.get("/en/")

    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert '<html lang="en"' in response.content.decode()


def test_a_page_of_error_that_fails_itself_still_says_something(client, monkeypatch):
    def fail(*args, **kwargs):
        raise ValueError

    monkeypatch.setattr("forum_portal.views.front.series_totals", fail)
    monkeypatch.setattr("forum_portal.context_processors.get_language", fail)
    client.raise_request_exception = False

    response = client.get("/")

    assert response.status_code == 500
    assert "يُرجى المحاولة" in response.content.decode()


def test_an_english_page_marks_what_it_shows_in_arabic(client):
    edition = makers.make_edition(title_ar="الملتقى", title_en="")

    html = client.get(f"/en/editions/{edition.slug}/").content.decode()

    assert '<bdi lang="ar" dir="rtl">الملتقى</bdi>' in html


def test_an_unchanged_page_is_answered_304(client):
    makers.make_edition(number=1)
    tag = client.get("/editions/").headers["ETag"]

    assert client.get("/editions/", headers={"if-none-match": tag}).status_code == 304


def test_an_empty_portal_has_a_home_page(client):
    response = client.get("/")

    assert response.status_code == 200
    assert not Edition.objects.exists()


@pytest.mark.parametrize("path", ["/nothing/", "/en/nothing/", "/fr/nothing/?q=1", "/fr/editions/99/"])
def test_a_wrong_address_leads_to_itself_in_the_other_languages(client, path):
    bare = path.removeprefix("/en").removeprefix("/fr")

    alternates = client.get(path).context["alternates"]

    assert [alternate["url"] for alternate in alternates] == [bare, f"/en{bare}", f"/fr{bare}"]


@pytest.mark.parametrize(("path", "language"), [("/?q=%00", "ar"), ("/en/?q=%00", "en")])
def test_a_nul_byte_is_refused_with_all_headers_in_the_readers_language(client, path, language):
    response = client.get(path)

    assert response.status_code == 400
    assert f'<html lang="{language}"' in response.content.decode()
    for header in ["Content-Security-Policy", "X-Content-Type-Options", "Permissions-Policy"]:
        assert response.headers[header]


def test_a_nul_byte_in_a_cookie_does_not_reach_the_session(client):
    client.cookies["sessionid"] = "a%00"

    assert client.get("/accounts/login/").status_code == 400


def test_a_forged_host_is_one_line_in_the_log(client, settings):
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(RefusalsInOneLine())
    handler.setFormatter(logging.Formatter(settings.LOGGING["formatters"]["line"]["format"], style="{"))
    logging.getLogger().addHandler(handler)
    try:
        client.get("/", headers={"host": "evil.example"})
    finally:
        logging.getLogger().removeHandler(handler)

    assert "evil.example" in stream.getvalue()
    assert "ERROR" not in stream.getvalue()
    assert "Traceback" not in stream.getvalue()
    assert settings.LOGGING["handlers"]["stderr"]["filters"] == ["refusals"]


@pytest.mark.parametrize("name", ["evil.html", "evil.svg", "evil.pdf", "evil", "paper.docx"])
def test_an_upload_that_is_no_picture_is_saved_and_not_shown(client, settings, name):
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    (settings.MEDIA_ROOT / name).write_bytes(b"%PDF-<script>alert(1)</script>")

    response = client.get(f"/media/{name}")
    response.close()

    assert response.headers["Content-Disposition"] == "attachment"
    assert response.headers["Content-Security-Policy"] == "sandbox"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("name", "content", "accepted"),
    [
        ("paper.pdf", b"%PDF-1.7", True),
        ("paper.PDF", b"%PDF-1.7", True),
        ("slides.pptx", b"PK\x03\x04....", True),
        ("evil.html", b"%PDF-<script>", False),
        ("evil.svg", b"PK\x03\x04....", False),
        ("paper.pdf", b"PK\x03\x04....", False),
        ("slides.pptx", b"%PDF-1.7", False),
        ("paper", b"%PDF-1.7", False),
    ],
)
@pytest.mark.parametrize("field", [PaperFile._meta.get_field("file"), Document._meta.get_field("file")], ids=str)
def test_a_file_is_accepted_if_its_name_and_its_bytes_fit(field, name, content, accepted):
    assert is_accepted(field, ContentFile(content, name=name)) == accepted


@pytest.mark.parametrize(
    ("name", "image_format", "accepted"),
    [
        ("a.png", "PNG", True),
        ("a.JPG", "JPEG", True),
        ("a.webp", "WEBP", True),
        ("a.html", "PNG", False),
        ("a.svg", "PNG", False),
        ("a.png", "TIFF", False),
        ("a.tiff", "TIFF", False),
    ],
)
def test_a_picture_is_accepted_in_the_formats_of_browsers(name, image_format, accepted):
    content = io.BytesIO()
    Image.new("RGB", (2, 2)).save(content, image_format)
    photo = Speaker._meta.get_field("photo")
    speaker = Speaker(photo=ContentFile(content.getvalue(), name=name))

    assert is_accepted(photo, speaker.photo) == accepted


def test_a_document_in_the_clothes_of_a_picture_is_refused():
    speaker = Speaker(photo=ContentFile(b"<svg xmlns='http://www.w3.org/2000/svg'/>", name="a.png"))

    assert not is_accepted(Speaker._meta.get_field("photo"), speaker.photo)


def is_accepted(field, file):
    try:
        field.run_validators(file)
    except ValidationError:
        return False
    return True


def test_public_uploads_are_served_and_nothing_beside_them(client, settings):
    (settings.MEDIA_ROOT / "speakers").mkdir(parents=True, exist_ok=True)
    (settings.MEDIA_ROOT / "speakers" / "photo.png").write_bytes(b"picture")

    response = client.get("/media/speakers/photo.png")

    assert b"".join(response.streaming_content) == b"picture"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get("/media/../secret_key").status_code in (400, 404)
    assert client.get("/media/%2e%2e/db.sqlite3").status_code in (400, 404)
    assert client.get("/media/speakers/").status_code == 404


def test_a_session_is_one_event_from_whichever_host_the_calendar_is_fetched(client):
    session = makers.make_session(day=datetime.date(2010, 3, 14))
    page = reverse("papers:programme_ics", args=[session.edition.slug])

    calendars = [client.get(page, headers={"host": host}).content for host in ("testserver", "localhost:8001")]
    # All but the way to its page.
    calendars = [[line for line in calendar.split(b"\r\n") if not line.startswith(b"URL")] for calendar in calendars]

    assert calendars[0] == calendars[1]
    assert b"UID:session-%d@forum-portal" % session.pk in calendars[0]


def test_whoever_is_made_a_superuser_on_the_command_line_can_sign_in(client):
    User.objects.create_superuser("chief@example.org", makers.PASSWORD)

    client.post("/accounts/login/", {"login": "chief@example.org", "password": makers.PASSWORD})

    assert client.get("/admin/").status_code == 200


def full_edition(parts):
    """An edition with ``parts`` of everything in it."""
    edition = makers.make_edition(number=1, country="OM", city_ar="مسقط")
    source = makers.make_source()
    for _ in range(parts):
        axis = makers.make_axis(edition=edition, topic=makers.make_topic())
        session = makers.make_session(edition=edition, axis=axis, room=makers.make_room(edition=edition))
        speaker = makers.make_speaker(country="OM")
        makers.make_presentation(session=session, speaker=speaker, role="chair")
        paper = makers.make_paper(session=session, axis=axis, speakers=[speaker, makers.make_speaker()])
        makers.make_involvement(edition=edition)
        makers.make_recommendation(edition=edition, axis=axis)
        for item in (axis, session, paper, speaker):
            evidence = item.evidence.create(certainty="presumed", note_ar="سبب")
            evidence.sources.add(source)
    edition.delegations.create(country="OM")
    return edition


def count_queries(client, path):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(path).status_code == 200, path
    return len(queries)


def test_public_pages_ask_the_database_equally_often_with_one_object_and_with_many(client):
    paths = [
        "/",
        "/editions/",
        "/editions/1/",
        "/editions/1/programme/",
        "/editions/1/papers/",
        "/papers/1-01/",
        "/speakers/",
        "/countries/",
        "/countries/om/",
        "/topics/",
        "/recommendations/",
        "/editions/1/programme.ics",
    ]
    full_edition(1)
    for path in paths:  # the kinds of object are looked up once per process
        client.get(path)
    with_one = {path: count_queries(client, path) for path in paths}
    Edition.objects.all().delete()
    full_edition(5)

    with_many = {path: count_queries(client, path.replace("1-01", "1-06")) for path in paths}

    assert with_many == with_one
    assert max(with_many.values()) <= 25
