"""
The Hijri date beside the Gregorian one, by the calendar of Umm al-Qura.

Countries that sight the moon may differ from it by a day or two, so it is always said to
be approximate and never stands alone.
"""

from datetime import timedelta

from django.utils.translation import get_language
from hijridate import Gregorian

MONTHS = {
    "ar": [
        "محرم",
        "صفر",
        "ربيع الأول",
        "ربيع الآخر",
        "جمادى الأولى",
        "جمادى الآخرة",
        "رجب",
        "شعبان",
        "رمضان",
        "شوال",
        "ذي القعدة",
        "ذي الحجة",
    ],
    "en": [
        "Muharram",
        "Safar",
        "Rabi al-Awwal",
        "Rabi al-Akhir",
        "Jumada al-Ula",
        "Jumada al-Akhirah",
        "Rajab",
        "Shaaban",
        "Ramadan",
        "Shawwal",
        "Dhu al-Qa’dah",
        "Dhu al-Hijjah",
    ],
    "fr": [
        "mouharram",
        "safar",
        "rabia al-awal",
        "rabia al-akhir",
        "joumada al-oula",
        "joumada al-akhira",
        "rajab",
        "chaabane",
        "ramadan",
        "chawwal",
        "dhou al-qi’da",
        "dhou al-hijja",
    ],
}
ERA = {"ar": "هـ", "en": "AH", "fr": "H"}


def format_hijri_period(start, end=None, *, correction=0, language=None):
    """
    A period of days in the Hijri calendar, written once: "28–29 ربيع الأول 1431 هـ".

    ``correction`` is in days: 1 where the month began a day earlier than by the calendar, so that
    its dates are higher by one. Raise OverflowError outside the years 1343–1500 AH (1924–2077), for
    which Umm al-Qura is tabulated.
    """
    language = language or get_language() or "ar"
    moved = timedelta(days=correction)
    first = Gregorian.fromdate(start + moved).to_hijri()
    last = Gregorian.fromdate((end or start) + moved).to_hijri()
    months, era = MONTHS[language], ERA[language]
    closing = f"{last.day} {months[last.month - 1]} {last.year} {era}"
    if first == last:
        return closing
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{closing}"
    if first.year == last.year:
        return f"{first.day} {months[first.month - 1]} – {closing}"
    return f"{first.day} {months[first.month - 1]} {first.year} – {closing}"
