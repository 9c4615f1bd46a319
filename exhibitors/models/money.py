"""What money is counted in, and how it is rounded."""

from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

# How every amount is stored: as many decimals as the currency with the most of them.
DIGITS = {"max_digits": 12, "decimal_places": 3}


class Currency(models.TextChoices):
    """The currencies of the League's members, and the two that are used between them (ISO 4217)."""

    AED = "AED", _("UAE dirham")
    BHD = "BHD", _("Bahraini dinar")
    DJF = "DJF", _("Djiboutian franc")
    DZD = "DZD", _("Algerian dinar")
    EGP = "EGP", _("Egyptian pound")
    EUR = "EUR", _("euro")
    IQD = "IQD", _("Iraqi dinar")
    JOD = "JOD", _("Jordanian dinar")
    KMF = "KMF", _("Comorian franc")
    KWD = "KWD", _("Kuwaiti dinar")
    LBP = "LBP", _("Lebanese pound")
    LYD = "LYD", _("Libyan dinar")
    MAD = "MAD", _("Moroccan dirham")
    MRU = "MRU", _("Mauritanian ouguiya")
    OMR = "OMR", _("Omani rial")
    QAR = "QAR", _("Qatari riyal")
    SAR = "SAR", _("Saudi riyal")
    SDG = "SDG", _("Sudanese pound")
    SOS = "SOS", _("Somali shilling")
    SYP = "SYP", _("Syrian pound")
    TND = "TND", _("Tunisian dinar")
    USD = "USD", _("US dollar")
    YER = "YER", _("Yemeni rial")


# ISO 4217; all others have two.
DECIMALS = dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3) | {"DJF": 0, "KMF": 0}


def decimals_of(currency):
    """How many decimals an amount in ``currency`` (a code of ISO 4217) has."""
    return DECIMALS.get(currency, 2)


def rounded(amount, currency):
    """``amount``, a Decimal, in the smallest unit of ``currency``; half a unit counts as one."""
    return amount.quantize(Decimal(1).scaleb(-decimals_of(currency)), rounding=ROUND_HALF_UP)


def digits(amount, currency):
    """``amount`` with the decimals of ``currency``, as the reader's language writes numbers."""
    number = number_format(rounded(amount, currency), decimals_of(currency), use_l10n=True, force_grouping=True)
    return number.replace("-", "\u2212")


def price_in(amount, currency):
    """A price in the decimals of ``currency``; a round one without any."""
    if amount == amount.to_integral_value():
        return number_format(amount, 0, use_l10n=True, force_grouping=True)
    return digits(amount, currency)


def price_in_words(amount, currency):
    """A price with the name of its ``currency``, or what is said where ``amount`` is None."""
    if amount is None:
        return gettext("not for sale")
    # get_currency_display() would translate the names of all currencies, for each booth of a plan anew.
    name = Currency(currency).label if currency else ""
    return gettext("%(amount)s %(currency)s") % {"amount": price_in(amount, currency), "currency": name}


def plain(amount, currency):
    """``amount`` in a text without markup: 1250.500 OMR."""
    return f"{rounded(amount, currency):f} {currency}"


def validate_decimals(amount, currency):
    """Refuse an amount that is finer than the smallest unit of ``currency``."""
    if amount == rounded(amount, currency):
        return
    places = decimals_of(currency)
    if places == 0:
        raise ValidationError(_("Amounts in this currency have no decimals."), code="decimals")
    sentence = ngettext(
        "Amounts in this currency have at most %(count)d decimal.",
        "Amounts in this currency have at most %(count)d decimals.",
        places,
    )
    raise ValidationError(sentence % {"count": places}, code="decimals")
