"""Tables for spreadsheet programs: direction, values, and nothing that runs."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils.html import format_html
from openpyxl import load_workbook

from forum_portal.arabic.sheets import as_cell, as_csv, as_xlsx
from tests import makers

HEADINGS = ["العنوان", "الرمز"]
VALUES = [
    "الصناعة 4.0 والمؤسسات",
    "Acme (MENA), Inc.",
    "+212 5 28 00 00 00",
    "2025-11-05",
    "سطر\nآخر",
    '«نص»، "نص"',
]


def read_csv(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def read_xlsx(content):
    return load_workbook(io.BytesIO(content)).active


@pytest.mark.parametrize("value", VALUES)
def test_a_value_comes_back_as_it_was(value):
    assert read_csv(as_csv(HEADINGS, [[value, "1"]]))[1][0] == value
    assert read_xlsx(as_xlsx("جدول", HEADINGS, [[value, "1"]], "ar")).cell(2, 1).value == value


def test_a_csv_file_says_that_it_is_utf_8():
    assert as_csv(HEADINGS, []).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("formula", ["=1+1", "@SUM(A1)", "-cmd|' /C calc'!A0", "+cmd", "\t=1"])
def test_nothing_is_run_as_a_formula(formula):
    assert read_csv(as_csv(HEADINGS, [[formula, ""]]))[1][0] == f"'{formula}"
    cell = read_xlsx(as_xlsx("جدول", HEADINGS, [[formula, ""]], "ar")).cell(2, 1)
    assert cell.data_type == "s"


@pytest.mark.parametrize("number", ["-5", "+212 (5) 28", "-1,234.5"])
def test_numbers_and_telephones_are_left_alone(number):
    assert read_csv(as_csv(HEADINGS, [[number, ""]]))[1][0] == number


@pytest.mark.parametrize(("language", "from_the_right"), [("ar", True), ("en", False)])
def test_a_sheet_and_its_cells_run_in_their_direction(language, from_the_right):
    sheet = read_xlsx(as_xlsx("جدول [1]/2", HEADINGS, [["الصناعة 4.0", "Acme, Inc."]], language))

    assert bool(sheet.sheet_view.rightToLeft) == from_the_right
    assert sheet.freeze_panes == "A2"
    assert sheet.cell(2, 1).alignment.readingOrder == 2
    assert sheet.cell(2, 2).alignment.readingOrder == 1


def test_values_that_share_a_cell_keep_apart():
    html = format_html('<a href="#"><bdi>{}</bdi></a> · <bdi dir="ltr">{}</bdi>', "مسقط & صور", "3-07")

    assert as_cell(html) == "\u2068مسقط & صور\u2069 · \u20663-07\u2069"


@pytest.mark.django_db
class TestListsOfTheAdmin:
    @pytest.fixture(autouse=True)
    def papers(self, client):
        client.force_login(makers.make_editor())
        edition = makers.make_edition(number=3, city_ar="مسقط")
        speakers = [makers.make_speaker(name_ar="سالم"), makers.make_speaker(name_ar="Hafedh")]
        self.paper = makers.make_paper(edition=edition, title_ar="=ورقة", speakers=speakers)
        makers.make_paper(edition=edition)

    def download(self, client, kind, *, model="papers_paper", keys=None):
        data = {"action": f"download_{kind}", "_selected_action": keys or [self.paper.pk]}
        return client.post(reverse(f"admin:{model}_changelist"), data)

    def test_what_is_chosen_comes_as_a_sheet(self, client):
        answer = self.download(client, "xlsx")
        sheet = read_xlsx(answer.content)

        assert answer.headers["Content-Disposition"] == 'attachment; filename="paper.xlsx"'
        assert [cell.value for cell in sheet[1]] == ["الرمز", "العنوان", "المتحدثون", "الجلسة", "حالة النشر"]
        assert [cell.value for cell in sheet[2]][:2] == ["3-01", "=ورقة"]
        assert sheet.cell(2, 3).value == "\u2068سالم\u2069 و\u00a0\u2068Hafedh\u2069"
        assert sheet.cell(2, 5).value == "منشورة"
        assert sheet.max_row == 2

    def test_what_is_chosen_comes_as_a_table(self, client):
        [headings, row] = read_csv(self.download(client, "csv").content)

        assert headings[0] == "الرمز"
        assert row[:2] == ["3-01", "'=ورقة"]

    @pytest.mark.parametrize("count", [1, 4])
    def test_many_rows_take_no_more_queries_than_one(self, client, count, django_assert_num_queries):
        speakers = [makers.make_paper(speakers=[makers.make_speaker()]).pk for _time in range(count)]
        self.download(client, "csv")

        with django_assert_num_queries(10):
            self.download(client, "csv", keys=speakers)

    def test_who_may_not_see_a_list_may_not_download_it(self, client):
        client.force_login(makers.make_user())

        assert self.download(client, "csv").status_code == 302
