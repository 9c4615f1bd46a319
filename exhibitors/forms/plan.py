"""The plan as a form: a row of texts for each booth, typed in the table, drawn, or read from a spreadsheet."""

import json

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exhibitors.floor_checks import Place
from exhibitors.floor_editing import Drawing, places_of, snapshot_of
from exhibitors.floor_sheets import COLUMNS, MOST_ROWS, find_category, row_of
from exhibitors.metres import read_corners, read_metres
from exhibitors.models import Booth
from exhibitors.outlines import rectangle, validate_outline
from forum_portal.arabic.bidi import isolate
from forum_portal.arabic.forms import CleanTexts

FOUR = ("x", "y", "width", "depth")
# Empty rows at the end of the table, in which booths are added without the script.
EMPTY_ROWS = 3
LONGEST = Booth._meta.get_field("code").max_length


class MetresField(forms.CharField):
    """A number of metres, as people type it."""

    widget = forms.TextInput(attrs={"dir": "ltr", "inputmode": "decimal", "autocomplete": "off", "size": 5})

    def clean(self, value):
        text = super().clean(value)
        return read_metres(text) if text else None


class CornersField(forms.CharField):
    """The corners of a booth that is no rectangle."""

    widget = forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "size": 12})

    def clean(self, value):
        text = super().clean(value)
        return read_corners(text) if text else None


class PlaceForm(CleanTexts, forms.Form):
    """One booth: its sign, its category, and its place; either four numbers or the corners."""

    code = forms.CharField(
        label=_("code"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "size": 6}),
    )
    category = forms.TypedChoiceField(label=pgettext_lazy("booth", "category"), coerce=int, empty_value=None)
    x = MetresField(label=pgettext_lazy("plan", "x"), required=False, max_length=20)
    y = MetresField(label=pgettext_lazy("plan", "y"), required=False, max_length=20)
    width = MetresField(label=pgettext_lazy("plan", "width"), required=False, max_length=20)
    depth = MetresField(label=pgettext_lazy("plan", "depth"), required=False, max_length=20)
    outline = CornersField(label=pgettext_lazy("plan", "corners"), required=False, max_length=2000)

    def __init__(self, texts, *, key, categories, **kwargs):
        self.key = key
        data = None if texts is None else {f"{key}-{name}": text for name, text in texts.items()}
        super().__init__(data, prefix=key, **kwargs)
        self.fields["category"].choices = [("", "–"), *((category.pk, str(category)) for category in categories)]

    def clean(self):
        data = super().clean()
        if self.errors.keys() & {*FOUR, "outline"}:
            return data
        if not data.get("outline"):
            data["outline"] = self.outline_of_numbers(data)
        if data["outline"]:
            try:
                validate_outline(data["outline"])
            except ValidationError as error:
                self.add_error("outline", error)
        return data

    def outline_of_numbers(self, data):
        lacking = [name for name in FOUR if data.get(name) is None]
        for name in lacking:
            self.add_error(
                name, ValidationError(_("Please enter a number of metres, such as 3 or 2.5."), code="metres")
            )
        for name in ("width", "depth"):
            if name not in lacking and data[name] <= 0:
                self.add_error(name, ValidationError(_("This is more than 0 m."), code="no_size"))
        if self.errors.keys() & set(FOUR):
            return None
        return [[round(x, 3), round(y, 3)] for x, y in rectangle(*(data[name] for name in FOUR))]

    def place(self):
        """The booth as far as it can be read; what cannot be is None, and a finding of the checks says so."""
        self.is_valid()
        data = self.cleaned_data
        outline = None if self.errors.keys() & {*FOUR, "outline"} else data.get("outline")
        return Place(self.key, data.get("code", ""), data.get("category"), outline)

    @property
    def is_rectangle(self):
        return not self["outline"].value()

    @property
    def is_new(self):
        return not self.key.isdigit()


class PlanForm:
    """
    A whole plan as it was sent, or as it is stored.

    ``rows`` are texts by name, ``snapshot`` what the plan was when it was opened. Nothing
    typed is lost, whatever it is.
    """

    def __init__(self, rows, *, categories, snapshot, removed=()):
        self.categories = categories
        self.snapshot = snapshot
        self.removed = frozenset(removed)
        self.forms = [PlaceForm(texts, key=key, categories=categories) for key, texts in rows.items()]

    @classmethod
    def stored(cls, exhibition, categories):
        places = places_of(exhibition)
        return cls.of_places(places, categories=categories, snapshot=snapshot_of(places))

    @classmethod
    def of_places(cls, places, **options):
        rows = {place.key: row_of(place.code, str(place.category or ""), place.outline) for place in places}
        return cls(rows, **options)

    @classmethod
    def sent(cls, data, *, exhibition, categories):
        """The plan in a POST: as one piece from the script, or field by field. Raise BadPlan."""
        snapshot = read_snapshot(data.get("snapshot", ""))
        own = {str(pk) for pk in exhibition.booths.values_list("pk", flat=True)} | snapshot.keys()
        if "plan" in data:
            rows, removed = read_plan(data["plan"])
        else:
            rows, removed = rows_of_fields(data)
        # The number of a booth of another exhibition means nothing here.
        rows = {key if key in own or not key.isdigit() else f"new-{key}": texts for key, texts in rows.items()}
        removed = [key for key in removed if key in own]
        untouched = {key: row_of(code, str(category), outline) for key, (code, category, outline) in snapshot.items()}
        kept = {key: texts for key, texts in (untouched | rows).items() if key not in removed}
        return cls(kept, categories=categories, snapshot=snapshot, removed=removed)

    def remove(self, keys):
        """Delete the booths of ``keys`` when the plan is saved."""
        self.removed |= frozenset(keys)
        self.forms = [form for form in self.forms if form.key not in self.removed]

    def is_valid(self):
        return not [form for form in self.forms if not form.is_valid()]

    def drawing(self):
        return Drawing([form.place() for form in self.forms], self.removed)

    def with_errors_of(self, other):
        """Rows that cannot be read stay as they were typed in ``other``, where their keys agree."""
        typed = {form.key: form for form in other.forms if not form.is_valid()}
        self.forms = [typed.get(form.key.removeprefix("again-"), form) for form in self.forms]
        return self

    def empty_forms(self):
        return [PlaceForm(None, key=f"new-empty{n}", categories=self.categories) for n in range(EMPTY_ROWS)]

    def snapshot_text(self):
        return json.dumps(self.snapshot, separators=(",", ":"))

    def plan_text(self):
        """The plan in one piece, as ``sent`` reads it."""
        rows = [{"key": form.key} | {name: form[name].value() or "" for name in COLUMNS} for form in self.forms]
        return json.dumps({"rows": rows, "removed": sorted(self.removed)}, separators=(",", ":"))


class BadPlan(Exception):
    """What was sent is no plan at all: no page of ours sends it."""


def read_snapshot(text):
    """What the plan was; everything in it is checked, as it comes back from outside."""
    data = read_object(text or "{}")
    for key, entry in data.items():
        if not (is_key(key) and isinstance(entry, list) and len(entry) == 3):
            raise BadPlan
        if not (isinstance(entry[0], str) and isinstance(entry[1], int)):
            raise BadPlan
        try:
            validate_outline(entry[2])
        except ValidationError:
            raise BadPlan from None
    return data


def read_plan(text):
    data = read_object(text)
    rows, removed = data.get("rows"), data.get("removed", [])
    if not (isinstance(rows, list) and isinstance(removed, list) and len(rows) <= MOST_ROWS):
        raise BadPlan
    if not all(isinstance(row, dict) and all(isinstance(value, str) for value in row.values()) for row in rows):
        raise BadPlan
    by_key = {row.get("key", ""): {name: row.get(name, "") for name in COLUMNS} for row in rows}
    if len(by_key) < len(rows) or not all(is_key(key) for key in by_key):
        raise BadPlan
    return by_key, [key for key in removed if isinstance(key, str)]


def read_object(text):
    try:
        data = json.loads(text)
        json.dumps(data, ensure_ascii=False).encode()  # half a pair of surrogates is no text
    except (ValueError, RecursionError):
        raise BadPlan from None
    if not isinstance(data, dict):
        raise BadPlan
    return data


def is_key(key):
    return 0 < len(key) <= 40 and key.isascii() and key.replace("-", "").isalnum()


def rows_of_fields(data):
    """The rows of the table without the script: fields such as ``12-code``."""
    rows, removed = {}, []
    for field in data:
        key, _dash, name = field.rpartition("-")
        if not is_key(key):
            continue
        if name == "delete":
            removed.append(key)
        elif name in COLUMNS:
            rows.setdefault(key, dict.fromkeys(COLUMNS, ""))[name] = data[field]
    # An empty row at the end of the table asks for nothing.
    filled = {key: texts for key, texts in rows.items() if key.isdigit() or any(texts.values())}
    if len(filled) > MOST_ROWS:
        raise BadPlan
    return {key: texts for key, texts in filled.items() if key in removed or any(texts.values())}, removed


def imported(lines, *, stored, categories):
    """
    The plan of ``stored``, a PlanForm, as the Lines of a spreadsheet would make it, and what is wrong with them.

    Booths are known by their code. What is wrong are pairs of a row's number and a sentence.
    """
    rows = {form.key: {name: form[name].value() or "" for name in COLUMNS} for form in stored.forms}
    by_code = {texts["code"]: key for key, texts in rows.items()}
    faults, seen = [], {}
    for line in lines:
        texts = dict.fromkeys(COLUMNS, "") | line.texts
        code = texts["code"]
        if code and code in seen:
            sentence = _("The code %(code)s stands in row %(row)s already.")
            faults.append((line.number, sentence % {"code": isolate(code), "row": seen[code]}))
            continue
        seen[code] = line.number
        try:
            texts["category"] = str(find_category(texts["category"], categories).pk)
        except ValidationError as error:
            faults.append((line.number, error.messages[0]))
            texts["category"] = ""
        key = by_code.get(code, f"row-{line.number}")
        form = PlaceForm(texts, key=key, categories=categories)
        for name, errors in form.errors.items():
            if name != "category":
                label = form.fields[name].label
                faults += [(line.number, f"{label}: {error}") for error in errors]
        rows[key] = texts
    named = {by_code[code] for code in seen if code in by_code}
    plan = PlanForm(rows, categories=categories, snapshot=stored.snapshot)
    return plan, faults, [key for key in by_code.values() if key not in named]


class SheetForm(forms.Form):
    """A spreadsheet with a plan."""

    file = forms.FileField(
        label=_("file"),
        help_text=_("CSV or XLSX, of at most 2 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )
    removes = forms.BooleanField(label=_("Delete the booths that are not in the file"), required=False)
