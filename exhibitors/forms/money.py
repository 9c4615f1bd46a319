"""What a company writes about money: whom to bill, and what it paid."""

import datetime
import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exhibitors.models import BillingAddress
from exhibitors.models.invoices import ADDRESS_LENGTH
from exhibitors.models.money import validate_decimals
from exhibitors.receipts import validate_receipt
from forum_portal.arabic.cleaning import ascii_digits, clean
from forum_portal.arabic.forms import CleanTexts, DateField

# Nine digits before the mark, as the column has them.
PLAIN = re.compile(r"\d{1,9}(\.\d+)?")
GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
COMMA_FOR_POINT = re.compile(r"\d{1,9},\d+")
# In some of our countries 1,250 is more than a thousand, in others little more than one.
AMBIGUOUS = re.compile(r"\d{1,3},\d{3}")


class AmountField(forms.Field):
    """
    An amount of money above zero, in any kind of digits, with any mark before its decimals.

    What could be read in two ways is not guessed at.
    """

    default_error_messages = {
        "required": _("Please enter the amount."),
        "invalid": _("Please enter an amount such as 1250.50."),
        "ambiguous": _("Please write the amount without a mark between the thousands, such as 1250 or 1.250."),
        "positive": _("The amount must be more than zero."),
    }

    def __init__(self, *, currency="", **kwargs):
        self.currency = currency
        widget = forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr", "autocomplete": "off", "maxlength": 30})
        super().__init__(widget=widget, **kwargs)

    def to_python(self, value):
        text = re.sub(r"[\s'’]", "", clean(value or ""))
        if not text:
            return None
        # The Eastern marks mean one thing each.
        is_plain = "٫" in text or "٬" in text
        text = ascii_digits(text.replace("٬", ",").replace("٫", "."))
        if AMBIGUOUS.fullmatch(text) and not is_plain:
            raise ValidationError(self.error_messages["ambiguous"], code="ambiguous")
        if GROUPED.fullmatch(text):
            text = text.replace(",", "")
        elif COMMA_FOR_POINT.fullmatch(text):
            text = text.replace(",", ".")
        if not PLAIN.fullmatch(text) or not text.isascii():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return Decimal(text)

    def validate(self, value):
        super().validate(value)
        if value is None:
            return
        if value <= 0:
            raise ValidationError(self.error_messages["positive"], code="positive")
        validate_decimals(value, self.currency)


class BillingAddressForm(CleanTexts, forms.ModelForm):
    """To whom the invoice is addressed."""

    class Meta:
        model = BillingAddress
        fields = ["name", "address", "tax_number"]
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "organization", "dir": "auto"}),
            "address": forms.Textarea(
                attrs={"rows": 4, "autocomplete": "street-address", "dir": "auto", "maxlength": ADDRESS_LENGTH}
            ),
            "tax_number": forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
        }
        help_texts = {"tax_number": _("If your country asks for one on invoices.")}


class PaymentForm(CleanTexts, forms.Form):
    """What a company paid by bank transfer, and the file that shows it."""

    amount = AmountField(label=_("Amount that you paid"))
    paid_on = DateField(
        label=_("Day of the transfer"),
        widget=forms.DateInput(attrs={"dir": "ltr", "placeholder": False, "autocomplete": "off"}),
        help_text=_("Such as 2027-03-15 or 15/03/2027."),
        error_messages={"invalid": _("Please enter a date such as 2027-03-15.")},
    )
    receipt = forms.FileField(
        label=_("Receipt of the bank"),
        validators=[validate_receipt],
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        help_text=_("PDF, JPEG or PNG, at most 10 MB."),
        error_messages={"required": _("Please choose the receipt."), "empty": _("This file is empty.")},
        max_length=200,
    )

    def __init__(self, *args, invoice, **kwargs):
        super().__init__(*args, **kwargs)
        self.invoice = invoice
        self.fields["amount"].currency = invoice.currency
        self.fields["amount"].help_text = _("In %(currency)s.") % {"currency": invoice.get_currency_display()}

    def clean_paid_on(self):
        day = self.cleaned_data["paid_on"]
        # The company may live where the day begins earlier.
        if day > timezone.localdate() + datetime.timedelta(days=1):
            raise ValidationError(_("This day has not come yet."), code="future")
        if day < self.invoice.issued_on - datetime.timedelta(days=366):
            raise ValidationError(_("This day is long before the invoice."), code="past")
        return day
