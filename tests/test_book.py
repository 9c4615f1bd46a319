"""The book of an edition: what stands in it, what can be copied from it, how its Arabic looks, who may have it."""

import datetime
import re
import sys

import pypdfium2
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from PIL import Image, ImageChops, ImageDraw, ImageFile, ImageFont, ImageStat

from editions.models import Edition
from forum_portal.book import making, rendering
from forum_portal.book.content import content_of
from forum_portal.book.models import Book
from tests.makers import (
    make_booth,
    make_edition,
    make_exhibition,
    make_paper,
    make_presentation,
    make_recommendation,
    make_registration,
    make_room,
    make_session,
    make_speaker,
)

TITLE = "الأثر الإقليمي لأنظمة الائتمان في الصناعات الصغيرة"
MIXED = "الأثر الإقليمي لأنظمة Industry 4.0 في المصانع الصغيرة"
# With lam-alef, vowel marks, and letters that a face may kern.
ABSTRACT = "وُضع البحث في سلطنة عُمان، ويتتبّع الآليات الملائمة لأكبر المصانع، ولا يكتفي بالأرقام الأولى."
PRESENTATION_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc\ufffd]")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def books_in_a_folder_of_their_own(settings, tmp_path):
    options = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"private": options}


@pytest.fixture
def edition():
    edition = make_edition(
        number=12, title_ar="الملتقى العربي الثاني عشر", title_en="Twelfth Forum", theme_ar="لا نماء بلا صناعة"
    )
    room = make_room(edition=edition, name_ar="القاعة الكبرى")
    times = {"starts_at": datetime.time(9), "ends_at": datetime.time(10, 30)}
    session = make_session(edition=edition, title_ar="الجلسة الأولى", day=edition.starts_on, room=room, **times)
    speaker = make_speaker(name_ar="سالم بن ناصر الحارثي", name_en="Salim Al-Harthy")
    make_paper(
        session=session, speakers=[speaker], title_ar=TITLE, title_en="Credit systems", abstract_ar=ABSTRACT, number=1
    )
    make_paper(session=session, title_ar=MIXED, number=2)
    make_paper(session=session, title_ar="ورقة لم تُنشر", published=False, number=3)
    make_presentation(session=session, speaker=speaker, role="chair")
    make_recommendation(edition=edition, text_ar="إنشاء صندوق عربي")
    return edition


def pdf_of(edition, language="ar"):
    with override(language):
        return pypdfium2.PdfDocument(rendering.pdf_of(edition))


def text_of(document):
    """What can be copied from all pages, on one line."""
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    return " ".join(text.replace("\ufffe", "").split())


def test_this_machine_makes_books():
    assert rendering.weasyprint(), "See requirements-pdf.txt; `make test` brings what it names as root."


def test_arabic_can_be_copied_in_the_order_of_its_letters(edition):
    text = text_of(pdf_of(edition))

    for words in (TITLE, ABSTRACT, "سالم بن ناصر الحارثي", "القاعة الكبرى", "لا نماء بلا صناعة", "إنشاء صندوق عربي"):
        assert words in text
    assert "Industry" in text
    assert "12-01" in text
    assert not PRESENTATION_FORMS.search(text)


def test_english_book_shows_english_and_falls_back_to_arabic(edition):
    text = text_of(pdf_of(edition, "en"))

    assert "Credit systems" in text
    assert "Salim Al-Harthy" in text
    assert ABSTRACT in text


def test_draft_paper_is_in_no_book(edition):
    assert "12-02" in text_of(pdf_of(edition))
    assert "12-03" not in text_of(pdf_of(edition))


def test_book_names_itself_and_opens_at_its_chapters(edition):
    document = pdf_of(edition, "en")

    assert "Twelfth Forum" in document.get_metadata_value("Title")
    chapters = {entry.get_title(): entry.get_dest().get_index() for entry in document.get_toc() if entry.level == 0}
    assert list(chapters) == [
        "Contents",
        "The edition",
        "Programme",
        "Abstracts",
        "Index of speakers",
        "Recommendations",
    ]
    assert list(chapters.values()) == [1, 2, 3, 4, 5, 6]
    assert len(document) == 7
    # The speaker chairs on the page of the programme and speaks on that of the abstracts.
    assert "Salim Al-Harthy, 4, 5" in text_of(document)
    assert {tuple(round(side) for side in page.get_size()) for page in document} == {(595, 842)}


def test_what_an_edition_does_not_have_is_left_out():
    document = pdf_of(make_edition(title_en="Bare"), "en")

    assert [entry.get_title() for entry in document.get_toc()] == ["Contents", "The edition"]


def test_exhibitors_and_the_plan_are_in_it():
    booth = make_booth(exhibition=make_exhibition(), code="B7")
    make_registration(booth=booth, state="approved")
    make_registration(booth=make_booth(exhibition=booth.exhibition, code="B8"), state="submitted")

    with override("ar"):
        content = content_of(booth.exhibition.edition)

    ((_company, booths),) = content["companies"]
    assert booths == [booth]
    assert [drawn.stand.standing for drawn in content["plan"]["stands"]] == ["taken", "free"]
    drawn = render_to_string("book/includes/plan.html", {"plan": content["plan"]})
    assert f'points="{booth.svg_points()}" fill="#d2d2d2"' in drawn
    assert f">{booth.code}</text>" in drawn
    *_pages, landscape = pdf_of(booth.exhibition.edition)
    assert landscape.get_width() > landscape.get_height()
    assert "B8" in landscape.get_textpage().get_text_range()


def test_book_of_the_demonstration_says_on_every_page_that_it_is_invented():
    edition = make_edition(is_demo=True)
    make_paper(edition=edition, title_ar=TITLE)

    for page in pdf_of(edition, "en"):
        assert "invented" in page.get_textpage().get_text_range()


def test_book_costs_the_same_queries_for_one_paper_and_for_many(edition, django_assert_num_queries):
    with CaptureQueriesContext(
        connection,
    ) as few:
        rendering.html_of(edition)
    session = edition.sessions.get()
    for number in range(10, 14):
        make_paper(session=session, speakers=[make_speaker()], number=number)
        make_recommendation(edition=edition)

    with django_assert_num_queries(len(few)):
        rendering.html_of(edition)


# The height of a line of a title, in points.
LINE = 13 * 1.35

# How it looks: the title of a paper, beside the same words drawn by Pillow with the same face.


def title_in_book(document):
    """The picture of a paper's title with Latin words in it, at the place to which its bookmark leads."""
    (place,) = (entry.get_dest() for entry in document.get_toc() if entry.get_title() == MIXED)
    page, scale = document[place.get_index()], 4
    _kind, (_left, top, *_zoom) = place.get_view()
    above = (page.get_height() - top) * scale
    picture = page.render(scale=scale).to_pil().convert("L")
    return ink(picture.crop((0, round(above), picture.width, round(above + (LINE + 3) * scale))))


def title_drawn():
    face = ImageFont.truetype(rendering.HERE / "fonts/plex-600.ttf", 52, layout_engine=ImageFont.Layout.RAQM)
    picture = Image.new("L", (2400, 160), 255)
    ImageDraw.Draw(picture).text((2300, 110), MIXED, font=face, fill=0, anchor="rs", direction="rtl", language="ar")
    return ink(picture)


def ink(picture):
    """``picture`` cut down to what is drawn on it, dark on light turned round."""
    picture = ImageChops.invert(picture).point(lambda value: value if value > 40 else 0)
    return picture.crop(picture.getbbox())


def likeness(one, other):
    """How far two pictures agree, from 0 to 1 (normalised correlation), brought to one size."""
    one, other = one.resize((800, 60)), other.resize((800, 60))
    first, second = list(one.tobytes()), list(other.tobytes())
    first_mean, second_mean = ImageStat.Stat(one).mean[0], ImageStat.Stat(other).mean[0]
    first, second = [value - first_mean for value in first], [value - second_mean for value in second]
    both = sum(a * b for a, b in zip(first, second, strict=True))
    return both / (sum(a * a for a in first) * sum(b * b for b in second)) ** 0.5


def test_arabic_looks_as_it_is_written(edition):
    assert likeness(title_in_book(pdf_of(edition)), title_drawn()) > 0.9


SPOILED = {
    "letters apart": "h2 { letter-spacing: 2pt }",
    "one name for two files": """
        @font-face { font-family: "One"; src: url("../../static/fonts/plex-latin-600.woff2"); }
        @font-face { font-family: "One"; src: url("../../static/fonts/plex-arabic-600.woff2"); }
        h2 { font-family: "One" }
    """,
}


@pytest.mark.parametrize("spoiled", SPOILED.values(), ids=SPOILED)
def test_arabic_that_looks_otherwise_is_seen(edition, monkeypatch, spoiled):
    sheet = rendering.sheet()
    monkeypatch.setattr(rendering, "sheet", lambda: sheet + spoiled)

    assert likeness(title_in_book(pdf_of(edition)), title_drawn()) < 0.7


# Making it, and having it.


def test_book_is_made_anew_only_where_something_changed(edition, django_capture_on_commit_callbacks):
    book, is_new = making.make(edition, "ar")
    assert is_new
    assert making.make(edition, "ar") == (book, False)

    Edition.objects.filter(pk=edition.pk).update(theme_ar="موضوع آخر")
    with django_capture_on_commit_callbacks(execute=True):
        changed, is_new = making.make(Edition.objects.get(pk=edition.pk), "ar")

    assert is_new
    assert changed.file.name != book.file.name
    assert not book.file.storage.exists(book.file.name)
    assert Book.objects.count() == 1


def test_book_can_be_downloaded_in_its_language(client, edition):
    address = reverse("edition_book", args=[edition.slug])
    assert client.get(address).status_code == 404
    making.make(edition, "ar")

    response = client.get(address)

    assert b"".join(response.streaming_content).startswith(b"%PDF-")
    assert response.headers["Content-Type"] == "application/pdf"
    assert "attachment" in response.headers["Content-Disposition"]
    assert not response.cookies
    assert client.get(address, headers={"if-none-match": response.headers["ETag"]}).status_code == 304
    assert client.get(f"/en{address}").status_code == 404


def test_book_goes_out_of_sight_with_its_edition(client, edition):
    making.make(edition, "ar")
    Edition.objects.update(status=Edition.Status.DRAFT)

    assert client.get(reverse("edition_book", args=[edition.slug])).status_code == 404


def test_book_whose_file_is_lost_is_no_error(client, edition):
    book, _is_new = making.make(edition, "ar")
    book.file.storage.delete(book.file.name)

    assert client.get(reverse("edition_book", args=[edition.slug])).status_code == 404


def links(edition):
    template = Template('{% include "includes/book_link.html" with edition=edition only %}')
    return re.findall(r'href="([^"]*)" hreflang="(\w\w)"', template.render(Context({"edition": edition})))


def test_pages_offer_the_books_that_there_are(client, edition):
    with override("ar"):
        assert links(edition) == []
        for language in ("en", "ar"):
            making.make(edition, language)

        assert links(edition) == [("/editions/12/book.pdf", "ar"), ("/en/editions/12/book.pdf", "en")]
    assert "/editions/12/book.pdf" in client.get(edition.get_absolute_url()).content.decode()


def test_command_makes_the_book_of_all_editions_that_have_one(edition, capsys):
    make_edition(title_ar="دورة بلا برنامج")
    make_paper(edition=make_edition(published=False))

    call_command("make_book", language="ar")

    assert [book.edition for book in Book.objects.all()] == [edition]
    assert "12 ar: made" in capsys.readouterr().out


def test_command_writes_a_copy(edition, tmp_path):
    call_command("make_book", "12", language="en", out=str(tmp_path / "copy.pdf"))

    assert (tmp_path / "copy.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "no edition"),
        (["draft"], "draft"),
        (["12", "--out", "/tmp/x.pdf"], "--language"),
        (["12", "--language", "ar", "--out", "/nowhere/x.pdf"], "cannot be written"),
    ],
)
def test_command_says_what_is_wrong(edition, arguments, said):
    make_edition(slug="draft", published=False)

    with pytest.raises(CommandError, match=said):
        call_command("make_book", *arguments)


def test_command_says_what_to_install(edition, monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)

    with pytest.raises(CommandError, match=r"requirements-pdf\.txt.*libpango"):
        call_command("make_book", "12")


def test_making_books_leaves_the_check_of_uploads_as_it_was():
    rendering.weasyprint()

    assert not ImageFile.LOAD_TRUNCATED_IMAGES
