"""
Tables for spreadsheet programs, as XLSX and as CSV, that read from right to left where their language does.

A cell is a paragraph of its own, so one value in it needs no isolates; several keep those that <bdi> gave them.
"""

import csv
import io
import re
from html import unescape

from django.utils.html import strip_tags
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from .bidi import CLOSE, DIRECTIONS, OPEN_IN, direction_of

# What a spreadsheet program takes for a formula, unless it is a number or a telephone number.
FORMULA = re.compile(r"^[=+\-@\t\r]")
NUMBER = re.compile(r"^[+-]?[\d\s().,-]+$")
BDI = re.compile(r"<bdi([^>]*)>(.*?)</bdi>", re.DOTALL)
READING_ORDER = {"ltr": 1, "rtl": 2}  # ECMA-376, 18.8.1
WIDEST, NARROWEST = 60, 10
# XLSX has no place for these (XML 1.0, 2.2).
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def as_csv(headings, rows):
    """
    The table as the bytes of a CSV file that Excel reads as UTF-8.

    What would be run as a formula is led by an apostrophe, since such programs run what they open.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([map(_guarded, row) for row in (headings, *rows)])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(title, headings, rows, language):
    """The table as the bytes of an XLSX file with one sheet, in the direction of ``language``."""
    book = Workbook()
    sheet = book.active
    sheet.title = re.sub(r"[\[\]:*?/\\]", " ", str(title))[:31]
    sheet.sheet_view.rightToLeft = DIRECTIONS[language] == "rtl"
    sheet.freeze_panes = "A2"
    widths = [NARROWEST] * len(headings)
    for number, row in enumerate((headings, *rows), 1):
        for place, value in enumerate(row):
            text = CONTROL.sub("", str(value))
            cell = sheet.cell(number, place + 1, text)
            cell.data_type = "s"  # a text, whatever it begins with
            order = READING_ORDER[direction_of(text, language)]
            cell.alignment = Alignment(readingOrder=order, vertical="top", wrap_text=number > 1)
            cell.font = Font(bold=number == 1)
            widths[place] = min(WIDEST, max(widths[place], *(len(line) + 2 for line in text.split("\n"))))
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def as_cell(html):
    """The text of a piece of HTML for a cell: what stood in <bdi> stands between isolates."""
    return unescape(strip_tags(BDI.sub(_isolated, str(html)))).strip()


def _isolated(match):
    direction = next((name for name in ("ltr", "rtl") if f'dir="{name}"' in match[1]), "")
    return f"{OPEN_IN[direction]}{match[2]}{CLOSE}"


def _guarded(value):
    text = str(value)
    return f"'{text}" if FORMULA.match(text) and not NUMBER.match(text) else text
