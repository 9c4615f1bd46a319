"""
Dates as the reader's country writes them.

Month names in Arabic come in five families (CLDR); the host country of an edition
chooses. Digits are 0-9 everywhere.
"""

from functools import cache

from django.utils import dates as django_dates
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _

from .folding import fold
from .weeks import weekday_name

FAMILIES = {
    "common": [
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ],
    "levant": [
        "كانون الثاني",
        "شباط",
        "آذار",
        "نيسان",
        "أيار",
        "حزيران",
        "تموز",
        "آب",
        "أيلول",
        "تشرين الأول",
        "تشرين الثاني",
        "كانون الأول",
    ],
    "algeria_tunisia": [
        "جانفي",
        "فيفري",
        "مارس",
        "أفريل",
        "ماي",
        "جوان",
        "جويلية",
        "أوت",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ],
    "morocco": [
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "ماي",
        "يونيو",
        "يوليوز",
        "غشت",
        "شتنبر",
        "أكتوبر",
        "نونبر",
        "دجنبر",
    ],
    "mauritania": [
        "يناير",
        "فبراير",
        "مارس",
        "إبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغشت",
        "شتمبر",
        "أكتوبر",
        "نوفمبر",
        "دجمبر",
    ],
}
DAYS_OF_MONTH, DAYS_OF_YEAR = 30.44, 365.25
FAMILY_OF = {
    "JO": "levant",
    "SY": "levant",
    "IQ": "levant",
    "PS": "levant",
    "LB": "levant",
    "DZ": "algeria_tunisia",
    "TN": "algeria_tunisia",
    "MA": "morocco",
    "MR": "mauritania",
}


def month_name(month, *, country="", language=None):
    """The name of ``month`` (1-12), in Arabic as ``country`` (ISO 3166-1) calls it."""
    language = language or get_language() or "ar"
    if language == "ar":
        return FAMILIES[FAMILY_OF.get(country, "common")][month - 1]
    with override(language):
        return str(django_dates.MONTHS[month])


def month_of(name):
    """The number of the month that ``name`` is in any of the languages and families; None if it is no month."""
    return _numbers_of_months().get(fold(name))


@cache
def _numbers_of_months():
    names = [(number, name) for family in FAMILIES.values() for number, name in enumerate(family, 1)]
    for language in ("en", "fr"):
        names += [(month, month_name(month, language=language)) for month in range(1, 13)]
    return {fold(name): number for number, name in names}


def month_for_all(month, *, country="", language=None):
    """``month_name``, with the common one beside it for readers of other countries: "نونبر (نوفمبر)"."""
    name, common = (month_name(month, country=place, language=language) for place in (country, ""))
    return name if fold(name) == fold(common) else f"{name} ({common})"


def format_day(day, *, country="", language=None, weekday=False, called=month_name):
    """``day`` written out: "14 مارس 2010", with the weekday before it if asked; the month as ``called`` names it."""
    text = f"{day.day} {called(day.month, country=country, language=language)} {day.year}"
    if weekday:
        return f"{weekday_name(day.weekday(), language=language)} {text}"
    return text


def format_weekday(day, *, language=None):
    """``day`` among the days of a few: its weekday and its number in the month, "الأربعاء 25"."""
    return f"{weekday_name(day.weekday(), language=language)} {day.day}"


def format_period(start, end=None, *, precision="day", country="", language=None, called=month_name):
    """
    A period written once: "14–15 مارس 2010", "30 نوفمبر – 2 ديسمبر 2024", "مارس 2010" or "1998".

    ``precision`` is ``day``, ``month`` or ``year``; what it leaves out of ``start`` is
    not known and not shown. ``called`` names the months.
    """
    if precision == "year":
        return str(start.year)
    words = {"country": country, "language": language}
    month = called(start.month, **words)
    if precision == "month":
        return f"{month} {start.year}"
    if end is None or end == start:
        return format_day(start, called=called, **words)
    last = format_day(end, called=called, **words)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{last}"
    if start.year == end.year:
        return f"{start.day} {month} – {last}"
    return f"{format_day(start, called=called, **words)} – {last}"


def relative_day(day, today):
    """How far ``day`` is from ``today``, in the nearest whole number: "tomorrow", "in 3 days", "2 months ago"."""
    days = (day - today).days
    if abs(days) < 2:
        return {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}[days]
    if abs(days) < 2 * DAYS_OF_MONTH:
        n = abs(days)
        later = ngettext("in %(n)d day", "in %(n)d days", n)
        text = later if days > 0 else ngettext("%(n)d day ago", "%(n)d days ago", n)
    elif abs(days) < 2 * DAYS_OF_YEAR:
        n = round(abs(days) / DAYS_OF_MONTH)
        later = ngettext("in %(n)d month", "in %(n)d months", n)
        text = later if days > 0 else ngettext("%(n)d month ago", "%(n)d months ago", n)
    else:
        n = round(abs(days) / DAYS_OF_YEAR)
        later = ngettext("in %(n)d year", "in %(n)d years", n)
        text = later if days > 0 else ngettext("%(n)d year ago", "%(n)d years ago", n)
    return text % {"n": n}


def format_opening(start, *, precision="day", country="", language=None, called=month_name):
    """As ``format_period``, for a period whose end is not known: "from 14 دجنبر 2016"."""
    text = format_period(start, precision=precision, country=country, language=language, called=called)
    if precision != "day":
        return text
    with override(language or get_language()):
        return _("from %(day)s") % {"day": text}
