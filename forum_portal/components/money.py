"""An invented invoice, a price and a payment."""

import datetime
from decimal import Decimal

from exhibitors.account import Account
from exhibitors.models import Invoice, Payment, Registration
from exhibitors.models.invoices import Standing
from exhibitors.prices import Line, Price

from .invention import NOON, invented

BOOTH = Line({"ar": "جناح مجهز", "en": "Equipped booth"}, Decimal("1250.500"), booth="A2")
EARLY = Line({"ar": "التسجيل المبكر", "en": "Early registration"}, Decimal("-125.050"), percent="10")
LINES = [BOOTH, EARLY]


def money(exhibition, company):
    """What a company sees of its money before an invoice, and when a part of it is paid."""
    registration = invented(Registration, 1, exhibition=exhibition, exhibitor=company, state="approved")
    price = Price(LINES, "OMR")
    bill = invented(
        Invoice,
        1,
        number="DEMO-2027-0001",
        registration=registration,
        currency="OMR",
        total=price.total,
        issued_on=datetime.date(2027, 3, 1),
        due_on=datetime.date(2027, 3, 31),
        created_at=NOON,
        printed={
            "is_demo": True,
            "seller": {
                "name": {"ar": "منظمة المثال", "en": "Sample Organisation"},
                "address": {"ar": "شارع المثال"},
                "email": "sample@example.org",
                "phone": "+000 00 000 000",
            },
            "bill_to": {
                "name": {"ar": company.name_ar, "en": company.name_en},
                "address": {"ar": "صحار\nعمان", "en": "Sohar\nOman"},
                "tax_number": "OM 000",
            },
            "edition": {"ar": "دورة المثال", "en": "Sample edition"},
            "lines": [line._asdict() | {"amount": str(line.amount)} for line in LINES],
            "bank": {"ar": "بنك المثال\nIBAN OM00 0000"},
            "credits": "",
            "reason": "",
        },
    )
    bill.paid = Decimal(500)
    bill.standing_now = Standing.DUE
    payment = invented(
        Payment,
        1,
        registration=registration,
        invoice=bill,
        amount=bill.paid,
        currency="OMR",
        paid_on=datetime.date(2027, 3, 10),
        state=Payment.State.MATCHED,
    )
    return {
        "registration": registration,
        "before": Account(price, None, "", [], [], {}),
        "after": Account(None, bill, Standing.DUE, [bill], [payment], {}),
        "invoice": bill,
    }
