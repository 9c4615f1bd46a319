"""Halls for the tests of the plan's editor, and how the page sends them."""

import json

from django.urls import reverse

from exhibitors.forms import PlanForm
from exhibitors.outlines import rectangle
from tests.makers import make_booth, make_category, make_exhibition


def make_hall(**fields):
    """An exhibition with a floor of 30 × 20 metres, two categories, and A1, A2 and A3 in a row along the wall."""
    exhibition = make_exhibition(width=30, depth=20, **fields)
    category = make_category(exhibition=exhibition, code="plain", name_ar="عادي", name_en="Plain")
    make_category(exhibition=exhibition, code="corner", name_ar="ركني", name_en="Corner", order=1)
    for number in (1, 2, 3):
        outline = rectangle(3 * number - 3, 0, 3, 3)
        make_booth(exhibition=exhibition, category=category, code=f"A{number}", outline=outline)
    return exhibition


def url(exhibition, page="plan", *args):
    return reverse(f"admin:exhibitors_exhibition_{page}", args=[exhibition.pk, *args])


def opened(exhibition):
    """The plan as the page has it when it is opened: its rows by the booths' codes, and the snapshot."""
    plan = PlanForm.stored(exhibition, list(exhibition.categories.all()))
    rows = {row["code"]: row for row in json.loads(plan.plan_text())["rows"]}
    return rows, plan.snapshot_text()


def new_row(exhibition, code, x, y, width=3, depth=3, **texts):
    texts = {"code": code, "category": str(exhibition.categories.first().pk), "outline": ""} | texts
    return {"key": f"new-{code}", "x": str(x), "y": str(y), "width": str(width), "depth": str(depth)} | texts


def as_sent(rows, snapshot, *, removed=(), **fields):
    return {"plan": json.dumps({"rows": list(rows), "removed": list(removed)}), "snapshot": snapshot} | fields


def as_fields(rows, snapshot, *, removed=(), **fields):
    """The same as the table sends it without the script."""
    data = {f"{row['key']}-{name}": text for row in rows for name, text in row.items() if name != "key"}
    return data | {f"{key}-delete": "on" for key in removed} | {"snapshot": snapshot} | fields
