"""What companies fill in. The forms explain; the rules are elsewhere."""

from .badges import BadgeForm
from .company import CompanyForm, SiteField
from .floor import OutlineField
from .money import AmountField, BillingAddressForm, PaymentForm
from .papers import UploadForm
from .people import InvitationForm
from .plan import BadPlan, PlaceForm, PlanForm, SheetForm, imported
from .registration import FORMS, StartForm, TermsForm

__all__ = [
    "FORMS",
    "AmountField",
    "BadPlan",
    "BadgeForm",
    "BillingAddressForm",
    "CompanyForm",
    "InvitationForm",
    "OutlineField",
    "PaymentForm",
    "PlaceForm",
    "PlanForm",
    "SheetForm",
    "SiteField",
    "StartForm",
    "TermsForm",
    "UploadForm",
    "imported",
]
