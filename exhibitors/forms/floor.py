"""Booths on the floor."""

from django import forms
from django.forms.fields import InvalidJSONInput

from exhibitors.outlines import validate_outline
from forum_portal.arabic.cleaning import ascii_digits


class OutlineField(forms.JSONField):
    """The outline of a booth; what cannot be read as one is refused in a sentence, whatever it is."""

    def to_python(self, value):
        if isinstance(value, str):
            value = ascii_digits(value).replace("،", ",")
        try:
            outline = super().to_python(value)
        except (forms.ValidationError, ValueError, RecursionError):
            outline = value  # which validate_outline refuses, as it is no list
        if outline not in self.empty_values or outline == []:
            validate_outline(outline)
        return outline

    def bound_data(self, data, initial):
        return initial if self.disabled else InvalidJSONInput(data)  # shown again as it was typed
