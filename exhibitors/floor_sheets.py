"""The plan as a spreadsheet: written as CSV and XLSX, and read again from files that people made elsewhere."""

import csv
import io
import re
import zipfile
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext
from openpyxl import load_workbook

from exhibitors.floor_checks import fault_of
from exhibitors.metres import as_rectangle, write_corners, write_metres
from forum_portal.arabic.bidi import isolate
from forum_portal.arabic.cleaning import clean
from forum_portal.arabic.folding import fold
from forum_portal.arabic.words import listed

# No hall has more booths, and no honest file is larger.
MOST_ROWS = 1000
MOST_COLUMNS = 40
MOST_BYTES = 2_000_000
# Unpacked. An XLSX file is a zip archive, and a small one may hold gigabytes.
MOST_UNPACKED = 20_000_000
MOST_PARTS = 500

COLUMNS = ("code", "category", "x", "y", "width", "depth", "outline")
# What people call them besides the headings that the portal writes.
OTHER_HEADINGS = {
    "code": (
        "booth",
        "stand",
        "number",
        "no",
        "رمز",
        "الرمز",
        "رمز الجناح",
        "الجناح",
        "رقم الجناح",
        "الرقم",
        "numero",
    ),
    "category": ("kind", "type", "نوع", "النوع", "فئة", "الفئة", "categorie"),
    "x": ("س", "left"),
    "y": ("ص", "top"),
    "width": ("العرض", "عرض", "largeur"),
    "depth": ("length", "العمق", "عمق", "الطول", "طول", "profondeur"),
    "outline": ("corners", "shape", "الأركان", "أركان", "coins", "angles"),
}
# An apostrophe with which as_csv leads what would be run as a formula.
GUARDED = re.compile(r"^'(?=[=+\-@\t\r])")


class Unreadable(Exception):
    """The file as a whole is of no use; the message says why."""


class Line(NamedTuple):
    """A row of a file that was read: its number there, and its texts by the name of the column."""

    number: int
    texts: dict


def headings():
    """The headings of the columns in the language that is spoken now."""
    return {
        "code": pgettext("spreadsheet", "Code"),
        "category": pgettext("spreadsheet", "Category"),
        "x": pgettext("spreadsheet", "x"),
        "y": pgettext("spreadsheet", "y"),
        "width": pgettext("spreadsheet", "Width"),
        "depth": pgettext("spreadsheet", "Depth"),
        "outline": pgettext("spreadsheet", "Corners"),
    }


def known_headings():
    """Which column a heading names, in any of the languages."""
    known = {fold(heading): name for name in COLUMNS for heading in (name, *OTHER_HEADINGS[name])}
    for language, _name in settings.LANGUAGES:
        with override(language):
            known |= {fold(heading): name for name, heading in headings().items()}
    return known


def row_of(code, category, outline):
    """A booth as texts, the same in the editor's table and in a spreadsheet; ``category`` is what names it there."""
    texts = dict.fromkeys(COLUMNS, "") | {"code": code, "category": category}
    four = None if fault_of(outline) else as_rectangle(outline)
    if four:
        texts |= dict(zip(("x", "y", "width", "depth"), map(write_metres, four), strict=True))
    elif outline:
        texts["outline"] = write_corners(outline)
    return texts


# Reading


def read_sheet(content):
    """The Lines of a CSV or XLSX file, empty ones left out. Raise Unreadable."""
    if len(content) > MOST_BYTES:
        raise Unreadable(_("The file is larger than 2 MB."))
    rows = rows_of_xlsx(content) if content[:2] == b"PK" else rows_of_csv(content)
    rows = [(number, [clean(text[:2000]) for text in row]) for number, row in rows]
    rows = [(number, row) for number, row in rows if any(row)]
    if not rows:
        raise Unreadable(_("The file is empty."))
    columns = columns_of(rows[0][1])
    if len(rows) - 1 > MOST_ROWS:
        raise Unreadable(
            ngettext("The file has more than %(count)d row.", "The file has more than %(count)d rows.", MOST_ROWS)
            % {"count": MOST_ROWS}
        )
    return [
        Line(
            number,
            {name: GUARDED.sub("", row[place]) if place < len(row) else "" for place, name in columns.items()},
        )
        for number, row in rows[1:]
    ]


def columns_of(row):
    """Which place of a row holds which column, from the row of the headings."""
    known = known_headings()
    columns = {}
    for place, heading in enumerate(row):
        name = known.get(fold(re.sub(r"\(.*?\)", "", heading)))
        if name and name in columns.values():
            raise Unreadable(_("Two columns have the heading %(heading)s.") % {"heading": isolate(heading)})
        if name:
            columns[place] = name
    found = set(columns.values())
    lacking = [name for name in ("code", "category") if name not in found]
    if not {"x", "y", "width", "depth"} <= found and "outline" not in found:
        lacking += [name for name in ("x", "y", "width", "depth") if name not in found]
    if lacking:
        names = listed([headings()[name] for name in lacking])
        raise Unreadable(_("The first row must hold the headings. These are missing: %(names)s.") % {"names": names})
    return columns


def rows_of_csv(content):
    """The numbered rows of a CSV file, in the encodings and with the separators of the spreadsheet programs."""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        # What Excel writes on Arabic Windows; the letters of French have the same places in it.
        text = content.decode("windows-1256", errors="replace")
    if "\0" in text:
        raise Unreadable(_("The file is neither CSV nor XLSX."))
    first_line = text.lstrip("\r\n").partition("\n")[0]
    separator = max(";\t,،", key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows = []
    try:
        for row in reader:
            rows.append((reader.line_num, row[:MOST_COLUMNS]))
            if len(rows) > MOST_ROWS + 50:  # some may be empty
                break
    except csv.Error:
        raise Unreadable(_("The file is neither CSV nor XLSX.")) from None
    return rows


def rows_of_xlsx(content):
    """The numbered rows of the first sheet of an XLSX file, as texts."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise Unreadable(_("The file holds far more than a plan."))
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        rows = book.worksheets[0].iter_rows(max_row=MOST_ROWS + 50, max_col=MOST_COLUMNS, values_only=True)
        return [(number, [text_of(value) for value in row]) for number, row in enumerate(rows, 1)]
    except Unreadable:
        raise
    except Exception:  # whatever a broken archive or a broken sheet makes of openpyxl
        raise Unreadable(_("The XLSX file cannot be read.")) from None


def text_of(value):
    if value is None:
        return ""
    if isinstance(value, float):
        return write_metres(value) if abs(value) < 1e9 else str(value)
    return str(value)


def find_category(text, categories):
    """The category that ``text`` names: by its code, or by its name in any language. Raise ValidationError."""
    wanted = fold(text)
    for category in categories:
        names = [category.code, *(getattr(category, f"name_{language}") for language, _name in settings.LANGUAGES)]
        if wanted and wanted in {fold(name) for name in names if name}:
            return category
    raise ValidationError(
        _("There is no category «%(name)s» in this exhibition.") % {"name": isolate(text)}, code="category"
    )
