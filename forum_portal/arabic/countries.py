"""
The 22 members of the League of Arab States, in three languages.

Other countries take their names from the Unicode CLDR, which does not call some members as their own people do. No
official page gives the League's order: it is taken to be the Arabic alphabet of the short names without the article,
with جزر القمر as القمر. The members stand below in it.
"""

from functools import cache
from typing import NamedTuple

from babel import Locale
from django.utils.functional import SimpleLazyObject, lazy
from django.utils.translation import get_language, override

from .sorting import sort_key


class CountryName(NamedTuple):
    """A country's name in one language: the everyday one and the one of protocol."""

    short: str
    official: str


LEAGUE = {
    "JO": {
        "ar": CountryName("الأردن", "المملكة الأردنية الهاشمية"),
        "en": CountryName("Jordan", "Hashemite Kingdom of Jordan"),
        "fr": CountryName("Jordanie", "Royaume hachémite de Jordanie"),
    },
    "AE": {
        "ar": CountryName("الإمارات", "دولة الإمارات العربية المتحدة"),
        "en": CountryName("United Arab Emirates", "United Arab Emirates"),
        "fr": CountryName("Émirats arabes unis", "Émirats arabes unis"),
    },
    "BH": {
        "ar": CountryName("البحرين", "مملكة البحرين"),
        "en": CountryName("Bahrain", "Kingdom of Bahrain"),
        "fr": CountryName("Bahreïn", "Royaume de Bahreïn"),
    },
    "TN": {
        "ar": CountryName("تونس", "الجمهورية التونسية"),
        "en": CountryName("Tunisia", "Republic of Tunisia"),
        "fr": CountryName("Tunisie", "République tunisienne"),
    },
    "DZ": {
        "ar": CountryName("الجزائر", "الجمهورية الجزائرية الديمقراطية الشعبية"),
        "en": CountryName("Algeria", "People’s Democratic Republic of Algeria"),
        "fr": CountryName("Algérie", "République algérienne démocratique et populaire"),
    },
    "DJ": {
        "ar": CountryName("جيبوتي", "جمهورية جيبوتي"),
        "en": CountryName("Djibouti", "Republic of Djibouti"),
        "fr": CountryName("Djibouti", "République de Djibouti"),
    },
    "SA": {
        "ar": CountryName("السعودية", "المملكة العربية السعودية"),
        "en": CountryName("Saudi Arabia", "Kingdom of Saudi Arabia"),
        "fr": CountryName("Arabie saoudite", "Royaume d’Arabie saoudite"),
    },
    "SD": {
        "ar": CountryName("السودان", "جمهورية السودان"),
        "en": CountryName("Sudan", "Republic of the Sudan"),
        "fr": CountryName("Soudan", "République du Soudan"),
    },
    "SY": {
        "ar": CountryName("سوريا", "الجمهورية العربية السورية"),
        "en": CountryName("Syria", "Syrian Arab Republic"),
        "fr": CountryName("Syrie", "République arabe syrienne"),
    },
    "SO": {
        "ar": CountryName("الصومال", "جمهورية الصومال الفيدرالية"),
        "en": CountryName("Somalia", "Federal Republic of Somalia"),
        "fr": CountryName("Somalie", "République fédérale de Somalie"),
    },
    "IQ": {
        "ar": CountryName("العراق", "جمهورية العراق"),
        "en": CountryName("Iraq", "Republic of Iraq"),
        "fr": CountryName("Irak", "République d’Irak"),
    },
    "OM": {
        "ar": CountryName("عُمان", "سلطنة عُمان"),
        "en": CountryName("Oman", "Sultanate of Oman"),
        "fr": CountryName("Oman", "Sultanat d’Oman"),
    },
    "PS": {
        "ar": CountryName("فلسطين", "دولة فلسطين"),
        "en": CountryName("Palestine", "State of Palestine"),
        "fr": CountryName("Palestine", "État de Palestine"),
    },
    "QA": {
        "ar": CountryName("قطر", "دولة قطر"),
        "en": CountryName("Qatar", "State of Qatar"),
        "fr": CountryName("Qatar", "État du Qatar"),
    },
    "KM": {
        "ar": CountryName("جزر القمر", "جمهورية القمر المتحدة"),
        "en": CountryName("Comoros", "Union of the Comoros"),
        "fr": CountryName("Comores", "Union des Comores"),
    },
    "KW": {
        "ar": CountryName("الكويت", "دولة الكويت"),
        "en": CountryName("Kuwait", "State of Kuwait"),
        "fr": CountryName("Koweït", "État du Koweït"),
    },
    "LB": {
        "ar": CountryName("لبنان", "الجمهورية اللبنانية"),
        "en": CountryName("Lebanon", "Lebanese Republic"),
        "fr": CountryName("Liban", "République libanaise"),
    },
    "LY": {
        "ar": CountryName("ليبيا", "دولة ليبيا"),
        "en": CountryName("Libya", "State of Libya"),
        "fr": CountryName("Libye", "État de Libye"),
    },
    "EG": {
        "ar": CountryName("مصر", "جمهورية مصر العربية"),
        "en": CountryName("Egypt", "Arab Republic of Egypt"),
        "fr": CountryName("Égypte", "République arabe d’Égypte"),
    },
    "MA": {
        "ar": CountryName("المغرب", "المملكة المغربية"),
        "en": CountryName("Morocco", "Kingdom of Morocco"),
        "fr": CountryName("Maroc", "Royaume du Maroc"),
    },
    "MR": {
        "ar": CountryName("موريتانيا", "الجمهورية الإسلامية الموريتانية"),
        "en": CountryName("Mauritania", "Islamic Republic of Mauritania"),
        "fr": CountryName("Mauritanie", "République islamique de Mauritanie"),
    },
    "YE": {
        "ar": CountryName("اليمن", "الجمهورية اليمنية"),
        "en": CountryName("Yemen", "Republic of Yemen"),
        "fr": CountryName("Yémen", "République du Yémen"),
    },
}

MEMBERS = list(LEAGUE)


def country_name(code, language=None):
    """The short name of the country with this ISO 3166-1 ``code``, or ``code`` itself where nobody knows it."""
    language = (language or get_language() or "ar").split("-")[0]
    if names := LEAGUE.get(code):
        return names[language].short
    return Locale(language).territories[code] if code in _iso_codes() else code


def official_name(code, language=None):
    """The name of protocol of a member; the short name of any other country."""
    language = (language or get_language() or "ar").split("-")[0]
    if names := LEAGUE.get(code):
        return names[language].official
    return country_name(code, language)


def country_order(code):
    """A key that puts the members first, in the League's order, then the others as the page's language has them."""
    if code in LEAGUE:
        return 0, MEMBERS.index(code)
    language = (get_language() or "ar").split("-")[0]
    return 1, sort_key(country_name(code, language), language)


# For django-countries, whose own names and order are others. Its codes need Django's settings, which need this module:
# hence no list here, but the way to it.


@cache
def _iso_codes():
    # The CLDR names more than countries: unions, continents, an unknown region.
    from django_countries.data import COUNTRIES

    return frozenset(COUNTRIES)


def _override():
    return {code: lazy(country_name, str)(code) for code in _iso_codes()}


def _order():
    def codes(language):
        with override(language):
            return sorted(COUNTRY_OVERRIDES, key=country_order)

    return {language: codes(language) for language in ("ar", "en", "fr")}


COUNTRY_OVERRIDES = SimpleLazyObject(_override)
COUNTRY_ORDERS = SimpleLazyObject(_order)
