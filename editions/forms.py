"""Form fields that accept what people type: Eastern digits, and dates that are known in part."""

import datetime
import re
from typing import NamedTuple

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django_countries.widgets import LazySelect

from forum_portal.arabic.cleaning import ascii_digits, clean
from forum_portal.arabic.dates import month_of
from forum_portal.arabic.forms import DateField
from forum_portal.images import Unreadable, upright
from forum_portal.validators import validate_image_size

from .models import Edition
from .models.edition import DatePrecision


class ImageField(forms.ImageField):
    """
    A picture: whole, and not too large.

    Looked at here, before Django opens it: of one with too many pixels it says that it is damaged,
    and of one whose end is missing it says nothing.
    """

    def to_python(self, data):
        if data in self.empty_values:
            return super().to_python(data)
        validate_image_size(data)
        file = super().to_python(data)
        try:
            upright(file)
        except Unreadable as error:
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error
        file.seek(0)
        return file


class PartialDate(NamedTuple):
    """A date as far as it is known: what ``precision`` leaves out of ``day`` is 1."""

    day: datetime.date
    precision: str

    def __str__(self):
        formats = {DatePrecision.YEAR: "%Y", DatePrecision.MONTH: "%m/%Y"}
        return self.day.strftime(formats.get(self.precision, "%d/%m/%Y"))


class PartialDateField(DateField):
    """
    A date that may lack its day or its month. Gives a PartialDate.

    "15/02/2004", "11/2007" and "2007" are such, and "مارس 2007", "15 شباط 2004" or "March 2007".
    """

    MONTH = re.compile(
        r"(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4})|(?P<iso_year>\d{4})\s*[/.-]\s*(?P<iso_month>\d{1,2})"
    )
    IN_WORDS = re.compile(r"(?:(?P<day>\d{1,2}) )?(?P<name>[^\d\W][^\d]*?) (?P<year>\d{4})")

    def to_python(self, value):
        if isinstance(value, PartialDate) or value in self.empty_values:
            return value or None
        text = self._in_digits(ascii_digits(clean(str(value))))
        if re.fullmatch(r"\d{4}", text):
            return self._first_day(text, 1, DatePrecision.YEAR)
        if match := self.MONTH.fullmatch(text):
            year, month = match["year"] or match["iso_year"], match["month"] or match["iso_month"]
            return self._first_day(year, month, DatePrecision.MONTH)
        return PartialDate(super().to_python(text), DatePrecision.DAY)

    def _in_digits(self, text):
        match = self.IN_WORDS.fullmatch(text)
        month = match and month_of(match["name"])
        if not month:
            return text
        return "/".join(part for part in (match["day"], str(month), match["year"]) if part)

    def _first_day(self, year, month, precision):
        try:
            return PartialDate(datetime.date(int(year), int(month), 1), precision)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def has_changed(self, initial, data):
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class CountrySelect(LazySelect):
    """A list of countries, written in one go: Django renders a template for each of its 249 options."""

    def render(self, name, value, attrs=None, renderer=None):
        widget = self.get_context(name, value, attrs)["widget"]
        options = (
            (option["value"], mark_safe(" selected") if option["selected"] else "", option["label"])
            for _group, group_options, _index in widget["optgroups"]
            for option in group_options
        )
        return format_html(
            '<select name="{}"{}>{}</select>',
            widget["name"],
            flatatt(widget["attrs"]),
            format_html_join("", '<option value="{}"{}>{}</option>', options),
        )


class EditionForm(forms.ModelForm):
    """What staff enter of an edition. How far its date is known follows from what they typed."""

    starts_on = PartialDateField(
        label=capfirst(Edition._meta.get_field("starts_on").verbose_name),
        widget=AdminDateWidget(attrs={"dir": "ltr"}),
        help_text=_("As far as it is known: 15/02/2004, or 02/2004, or 2004 alone."),
    )

    class Meta:
        model = Edition
        exclude = ["date_precision"]  # noqa: DJ006 - the admin's fieldsets name the fields

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.starts_on:
            self.initial["starts_on"] = str(PartialDate(self.instance.starts_on, self.instance.date_precision))

    def clean_starts_on(self):
        day, self.instance.date_precision = self.cleaned_data["starts_on"]
        return day
