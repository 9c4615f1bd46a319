"""
The days on which a country rests.

As the Unicode CLDR gives them (release 48, checked in the tests against Babel's copy). Where CLDR only has the world's
default for a member of the League that is known to rest otherwise, nothing is said.
"""

from django.utils import dates as django_dates
from django.utils.translation import get_language, override

from .words import listed

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
WEEKDAYS = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]

ON_FRIDAY_AND_SATURDAY = frozenset(["BH", "DZ", "EG", "IQ", "JO", "KW", "LY", "OM", "QA", "SA", "SD", "SY", "YE"])
NOT_SAID = frozenset(["DJ", "PS", "SO"])


def weekend_of(country):
    """The numbers, from Monday 0 on, of the days on which ``country`` (ISO 3166-1) rests; empty if it is not said."""
    if not country or country in NOT_SAID:
        return ()
    return (FRIDAY, SATURDAY) if country in ON_FRIDAY_AND_SATURDAY else (SATURDAY, SUNDAY)


def weekday_name(number, *, language=None):
    """The name of a weekday, from Monday 0 on."""
    language = language or get_language() or "ar"
    if language == "ar":
        return WEEKDAYS[number]
    with override(language):
        return str(django_dates.WEEKDAYS[number])


def weekend_in_words(country):
    """The weekend of ``country``: "الجمعة والسبت"; empty if it is not said."""
    return listed([weekday_name(number) for number in weekend_of(country)])
