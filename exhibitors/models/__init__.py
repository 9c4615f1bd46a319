"""The exhibition. Each module holds one idea; import from here."""

from .badges import Badge
from .booths import Booth, BoothCategory, Standing
from .companies import Exhibitor, FormerCode, Membership
from .discounts import Discount
from .exhibition import Exhibition
from .invitations import Invitation
from .invoices import BillingAddress, Invoice, InvoiceCounter
from .money import Currency
from .papers import Acceptance, Document, RequiredDocument
from .pavilions import Coordinator, Pavilion
from .payments import Payment
from .records import Audit, Outbox
from .registration import (
    CLOSED_STATES,
    Claim,
    Registration,
    State,
)
from .shown import Contact, ExhibitorSector, Link, Product, Publication
from .steps import Note, Phrase, Step
from .waiting import WaitingEntry

__all__ = [
    "CLOSED_STATES",
    "Acceptance",
    "Audit",
    "Badge",
    "BillingAddress",
    "Booth",
    "BoothCategory",
    "Claim",
    "Contact",
    "Coordinator",
    "Currency",
    "Discount",
    "Document",
    "Exhibition",
    "Exhibitor",
    "ExhibitorSector",
    "FormerCode",
    "Invitation",
    "Invoice",
    "InvoiceCounter",
    "Link",
    "Membership",
    "Note",
    "Outbox",
    "Pavilion",
    "Payment",
    "Phrase",
    "Product",
    "Publication",
    "Registration",
    "RequiredDocument",
    "Standing",
    "State",
    "Step",
    "WaitingEntry",
]
