"""The exhibition. Each module holds one idea; import from here."""

from .companies import Exhibitor, Membership
from .exhibition import Booth, BoothCategory, Exhibition, Standing
from .records import Audit, Document, Outbox
from .registration import (
    CLOSED_STATES,
    Claim,
    Registration,
    State,
)

__all__ = [
    "CLOSED_STATES",
    "Audit",
    "Booth",
    "BoothCategory",
    "Claim",
    "Document",
    "Exhibition",
    "Exhibitor",
    "Membership",
    "Outbox",
    "Registration",
    "Standing",
    "State",
]
