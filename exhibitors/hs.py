"""
Codes of the Harmonized System, by which customs name goods: a heading of 4 digits or a subheading of 6.

The first two digits are the chapter, 01 to 97; 77 is kept free by the system. Codes are stored without the dot.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from forum_portal.arabic.cleaning import ascii_digits, clean

CHAPTERS = [f"{number:02}" for number in range(1, 98) if number != 77]
WRITTEN = re.compile(r"(\d{4})(?:[. -]?(\d{2}))?")


def plain(text):
    """
    A code as it is stored: 84.13, 8413.70 and ٨٤١٣ are 8413, 841370 and 8413; what is none is left as it is.

    The dot may stand after the chapter too, as in 84.13.70.
    """
    digits = ascii_digits(clean(text))
    digits = re.sub(r"^(\d\d)[. -](?=\d\d)", r"\1", digits)
    match = WRITTEN.fullmatch(digits)
    return "".join(filter(None, match.groups())) if match else digits


def validate_code(code):
    if not re.fullmatch(r"\d{4}(\d{2})?", code):
        raise ValidationError(_("A code of the Harmonized System has 4 or 6 digits, as in 8413.70."), code="form")
    if code[:2] not in CHAPTERS:
        raise ValidationError(
            _("No chapter of the Harmonized System has this number: they go from 01 to 97, without 77."),
            code="chapter",
        )


def chapter_of(code):
    return code[:2]


def dotted(code):
    """A code as it is read: 8413, 8413.70."""
    return f"{code[:4]}.{code[4:]}" if len(code) == 6 else code
