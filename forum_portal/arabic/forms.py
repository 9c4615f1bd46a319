"""
Form fields and forms that take what people type: any kind of digit, any keyboard, pasted text.

What is done to it, and what is left alone, is said in ``cleaning``.
"""

import re
from functools import partial

from django import forms

from .cleaning import ascii_digits, clean, clean_lines

# Fields whose content machines read, by the type of their input. Digits in them are kept as 0-9.
FOR_MACHINES = ("email", "tel", "url")


def take_typed_text(field):
    """Let a form field keep its text as the rule has it; a password and what nobody types are left alone."""
    widget = field.widget
    if isinstance(field, forms.CharField) and not (widget.is_hidden or isinstance(widget, forms.PasswordInput)):
        field.to_python = partial(_to_python, field)


def _to_python(field, value):
    if isinstance(value, str):
        value = clean_lines(value) if isinstance(field.widget, forms.Textarea) else clean(value)
        if isinstance(field, forms.SlugField) or getattr(field.widget, "input_type", "") in FOR_MACHINES:
            value = ascii_digits(value)
    return type(field).to_python(field, value)


class CleanTexts:
    """
    Mix-in for a form: its texts are kept as the rule has it.

    What holds nothing else counts as empty. Cleaned before it is checked, so that an address with a
    mark at its end, as copied from an Arabic page, is a good address.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            take_typed_text(field)


class AnyDigits:
    """Mix-in for a form field: ٢٠١٠ is read as 2010, and invisible marks are dropped."""

    def to_python(self, value):
        return super().to_python(ascii_digits(clean(value)) if isinstance(value, str) else value)


class DateField(AnyDigits, forms.DateField):
    """A date, the day first or the year first, with any mark between them: 2027/03/10 is 2027-03-10."""

    YEAR_FIRST = re.compile(r"(\d{4})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})")

    def to_python(self, value):
        if isinstance(value, str):
            text = ascii_digits(clean(value))
            match = self.YEAR_FIRST.fullmatch(text)
            value = "-".join(match.groups()) if match else text
        return super().to_python(value)


class TimeField(AnyDigits, forms.TimeField):
    pass


class IntegerField(AnyDigits, forms.IntegerField):
    pass


class DecimalField(AnyDigits, forms.DecimalField):
    pass


class SplitDateTimeField(forms.SplitDateTimeField):
    def clean(self, value):
        if isinstance(value, list | tuple):
            value = [ascii_digits(clean(part)) if isinstance(part, str) else part for part in value]
        return super().clean(value)
