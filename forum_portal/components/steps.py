"""An invented registration: its steps, its checklist, what it needs and what was sent."""

from decimal import Decimal

from exhibitors.checklist import Item, Status, Who
from exhibitors.forms import UploadForm
from exhibitors.models import Document, Exhibitor, Registration
from exhibitors.steps import REQUIREMENTS, STEPS

from .invention import NOON, invented, say


def steps(exhibition):
    """A registration of which half is done."""
    company = invented(
        Exhibitor, 1, code="sample", name_ar="شركة المثال للأغذية", name_en="Sample Foods", country="OM"
    )
    registration = invented(
        Registration,
        1,
        exhibition=exhibition,
        exhibitor=company,
        power_kw=Decimal("3.5"),
        water=True,
        tables=2,
        chairs=6,
        requirements=say("هواء مضغوط", "Compressed air"),
    )
    name = say("رخصة تجارية", "Trade licence")
    document = invented(
        Document, 1, registration=registration, original_name=f"{name}.pdf", size=240_000, created_at=NOON
    )
    items = [
        Item(name, status, due_at=None if status == Status.NOT_NEEDED else NOON, address="#steps") for status in Status
    ]
    items.append(Item(say("القرار", "Decision"), Status.TODO, who=Who.ORGANISERS))
    rows = [
        {"step": step, "address": "#steps", "is_done": number < 3, "is_here": step is REQUIREMENTS}
        for number, step in enumerate(STEPS)
    ]
    return {
        "step": REQUIREMENTS,
        "step_rows": rows,
        "registration": registration,
        "items": items,
        "item": items[1],
        "moment": NOON,
        "documents": [document],
        "upload": UploadForm(),
    }
