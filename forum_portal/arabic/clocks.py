"""Whose clock a time is told by, in words: nobody lives by "Africa/Casablanca"."""

from babel.core import get_global
from django.utils.translation import gettext as _

from .countries import country_name


def clock_in_words(time_zone):
    """
    The clock of a zone of the IANA database by its country: "Morocco time".

    The name of the zone itself where no one country keeps it, as with "UTC".
    """
    code = get_global("zone_territories").get(time_zone)
    return _("%(country)s time") % {"country": country_name(code)} if code else time_zone
