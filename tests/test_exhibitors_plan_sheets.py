"""The plan from and to a spreadsheet."""

import io
import random
import zipfile
from contextlib import suppress

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from exhibitors.floor_sheets import MOST_ROWS, Unreadable, read_sheet
from exhibitors.metres import as_rectangle, normal, read_corners, read_metres, write_corners, write_metres
from exhibitors.outlines import rectangle
from tests.makers import make_booth, make_editor
from tests.plans import make_hall, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall():
    return make_hall()


@pytest.fixture(autouse=True)
def editor(client):
    user = make_editor()
    client.force_login(user)
    return user


def send(client, hall, content, *, name="plan.csv", **fields):
    content = content.encode() if isinstance(content, str) else content
    return client.post(url(hall, "plan_import"), {"file": SimpleUploadedFile(name, content)} | fields)


def apply(client, response, hall, **fields):
    plan = response.context["plan"]
    data = {"plan": plan.plan_text(), "snapshot": plan.snapshot_text(), "action": "save"}
    return client.post(url(hall), data | fields)


def as_book(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


HEAD = "code,category,x,y,width,depth\n"


# Round trip


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_what_is_downloaded_is_read_as_the_same_plan(client, hall, extension):
    make_booth(exhibition=hall, code="=1+1", outline=[[20, 10], [24, 10], [24, 11.5], [22, 11.5], [22, 14], [20, 14]])
    make_booth(exhibition=hall, code="ب٧", outline=rectangle(10, 10, 2.25, 3))

    sheet = client.get(url(hall, "plan_sheet", extension))
    response = send(client, hall, sheet.content, name=f"plan.{extension}")

    assert "attachment" in sheet["Content-Disposition"]
    assert (response.context["faults"], response.context["changes"]) == ([], [])
    assert response.context["absent"] == []


def test_downloads_start_no_formula(client, hall):
    for number, code in enumerate(["=1+1", "+A", "-A", "@x"]):
        make_booth(exhibition=hall, code=code, outline=rectangle(3 * number, 10, 3, 3))

    text = client.get(url(hall, "plan_sheet", "csv")).content.decode("utf-8-sig")
    book = load_workbook(io.BytesIO(client.get(url(hall, "plan_sheet", "xlsx")).content))

    assert not [cell for line in text.splitlines() for cell in line.split(",") if cell.strip('"')[:1] in ("=", "@")]
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"s", "inlineStr", "n"}
    assert "'=1+1" in text and "'+A" in text and "'-A" in text


def test_template_holds_the_headings_alone(client, hall):
    content = client.get(url(hall, "plan_sheet", "csv"), {"empty": ""}).content.decode("utf-8-sig")

    assert len(content.splitlines()) == 1


# Reading


@pytest.mark.parametrize(
    "content",
    [
        "code,category,x,y,width,depth\nB1,plain,10,10,3,3\n",
        "\ufeffcode;category;x;y;width;depth\r\nB1;Plain;10;10;3;3\r\n",
        "Code\tCategory\tx\ty\tWidth (m)\tDepth (m)\nB1\tعادي\t10\t10\t3\t3\n",
        "الرمز؛x\nB1؛1\n".replace("؛x\nB1؛1", ";الفئة;س;ص;العرض;العمق\nB1;عادي;١٠;١٠;٣٫٠;٣"),
        "\n\ncode,category,corners\nB1,plain,10 10; 13 10; 13 13; 10 13\n",
        'code;category;outline\nB1;plain;"[[10,10],[13,10],[13,13],[10,13]]"\n',
        'depth,width,y,x,category,code,note\n3,"3,0",10,10.000,PLAIN,B1,unused\n',
    ],
)
def test_files_of_many_kinds_are_read(client, hall, content):
    response = send(client, hall, content)

    assert response.context["faults"] == []
    assert [kind for kind, _sentence in response.context["changes"]] == ["added"]
    assert not hall.booths.filter(code="B1").exists()
    assert apply(client, response, hall).status_code == 302
    assert as_rectangle(hall.booths.get(code="B1").outline) == (10, 10, 3, 3)


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1256"])
def test_encodings_of_spreadsheet_programs_are_read(client, hall, encoding):
    content = "الرمز;الفئة;x;y;العرض;العمق\nB1;عادي;10;10;3;3\n".encode(encoding)

    assert [kind for kind, _text in send(client, hall, content).context["changes"]] == ["added"]


def test_xlsx_with_numbers_is_read(client, hall):
    content = as_book(["code", "category", "x", "y", "width", "depth"], ["B1", "plain", 10, 10.0, 2.5, 3], [None] * 6)

    response = send(client, hall, content, name="plan.xlsx")

    assert apply(client, response, hall).status_code == 302
    assert as_rectangle(hall.booths.get(code="B1").outline) == (10, 10, 2.5, 3)


def test_booths_are_known_by_their_code_and_the_rest_is_left(client, hall):
    response = send(client, hall, HEAD + "A1,corner,0,0,3,3\nA2,plain,3,0,3,3\n")

    assert [kind for kind, _text in response.context["changes"]] == ["changed"]
    assert response.context["absent"] == ["A3"]
    apply(client, response, hall)
    assert hall.booths.get(code="A1").category.code == "corner"
    assert hall.booths.count() == 3


def test_booths_that_are_not_in_the_file_are_deleted_when_asked(client, hall):
    response = send(client, hall, HEAD + "A1,plain,0,0,3,3\n", removes="on")

    assert [kind for kind, _text in response.context["changes"]] == ["removed", "removed"]
    assert apply(client, response, hall).status_code == 302
    assert list(hall.booths.values_list("code", flat=True)) == ["A1"]


def test_faults_name_the_row_of_the_file_and_nothing_is_applied(client, hall):
    lines = [
        "B1,plain,10,10,3,3",
        "",
        "B2,castle,10,10,3,3",
        "B3,plain,x,10,3,3",
        "B1,plain,1,1,1,1",
        ",plain,1,1,1,1",
    ]

    response = send(client, hall, HEAD + "\n".join(lines))

    assert [row for row, _sentence in response.context["faults"]] == [4, 5, 6, 7]
    assert "castle" in response.content.decode()
    assert b'name="plan"' not in response.content
    assert hall.booths.count() == 3


def test_overlaps_in_the_file_are_shown_and_can_be_mended_in_the_editor(client, hall):
    response = send(client, hall, HEAD + "B1,plain,1,1,3,3\n")

    assert response.context["is_faulty"]
    shown = apply(client, response, hall, action="show")
    assert shown.status_code == 200
    assert "B1" in [form["code"].value() for form in shown.context["plan"].forms]
    assert apply(client, response, hall).status_code == 409
    assert hall.booths.count() == 3


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"\0\1\2",
        b"PK\3\4 no archive",
        b"a,b,c\n1,2,3",
        b"code,code,category,x,y,width,depth\n",
        b"code,category,x\nA,b,1",
        b'code,category,x,y,width,depth\n"' + b"x" * 200_000,
        b"\xff\xfe\x00",
        b"%PDF-1.7",
        b"<html>",
    ],
)
def test_file_that_is_no_plan_is_refused_beside_its_field(client, hall, content):
    response = send(client, hall, content)

    assert response.status_code == 200
    assert response.context["form"].has_error("file") or response.context["faults"]
    assert hall.booths.count() == 3


def test_file_too_large_or_too_long_is_refused(client, hall):
    assert send(client, hall, b"x" * 2_000_001).context["form"].has_error("file")
    long = HEAD + "".join(f"B{n},plain,0,0,1,1\n" for n in range(MOST_ROWS + 1))
    assert send(client, hall, long).context["form"].has_error("file")


def test_archive_that_unpacks_to_far_more_is_refused():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    assert len(content.getvalue()) < 100_000

    with pytest.raises(Unreadable):
        read_sheet(content.getvalue())


def test_sheet_that_claims_a_million_rows_is_read_as_far_as_a_hall_goes():
    book = Workbook()
    book.active.append(["code", "category", "x", "y", "width", "depth"])
    book.active.cell(1_048_576, 1, "end")
    content = io.BytesIO()
    book.save(content)

    assert read_sheet(content.getvalue()) == []


def test_broken_files_never_break_the_page():
    sound = as_book(["code", "category", "x", "y", "width", "depth"], ["B1", "plain", 10, 10, 3, 3])
    chance = random.Random(6)
    for _ in range(150):
        broken = bytearray(sound)
        for _ in range(chance.randint(1, 20)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        with suppress(Unreadable):
            read_sheet(bytes(broken))


@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_read_or_refused(content):
    with suppress(Unreadable):
        read_sheet(content)


# Numbers


@given(st.integers(0, 1_000_000).map(lambda millimetres: millimetres / 1000))
def test_metres_are_read_as_they_are_written(number):
    assert read_metres(write_metres(number)) == number


@pytest.mark.parametrize(("text", "number"), [("3", 3), ("٢٫٥", 2.5), ("2,5", 2.5), (" 1.50 m", 1.5), (".5", 0.5)])
def test_metres_are_read_as_people_write_them(text, number):
    assert read_metres(text) == number


@given(st.lists(st.tuples(st.integers(0, 9999), st.integers(0, 9999)), min_size=3, max_size=9))
def test_corners_are_read_as_they_are_written(corners):
    outline = [[x / 10, y / 10] for x, y in corners]

    assert normal(read_corners(write_corners(outline))) == normal(outline)
