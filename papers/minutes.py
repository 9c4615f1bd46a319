"""Minutes in words, by the same sentences for the server and for what a script counts on by itself."""

import json

from babel import Locale
from django.utils.translation import get_language, ngettext

# One number of each kind that the plurals of our languages tell apart.
SAMPLES = (0, 1, 2, 3, 11, 100)


def left(n):
    return ngettext("%(n)s minute left", "%(n)s minutes left", n)


def until(n):
    return ngettext("in %(n)s minute", "in %(n)s minutes", n)


def minutes_old(n):
    return ngettext("Updated %(n)s minute ago", "Updated %(n)s minutes ago", n)


def hours_old(n):
    return ngettext("Updated %(n)s hour ago", "Updated %(n)s hours ago", n)


def in_words(sentence, n):
    """One of the sentences above about ``n``."""
    return sentence(n) % {"n": n}


def forms(sentence):
    """
    All forms of one of the sentences above, as JSON: {"few": "{n} minutes left"}.

    The names are those of CLDR, by which ``Intl.PluralRules`` chooses in a browser.
    """
    plural = Locale(get_language() or "ar").plural_form
    return json.dumps({plural(n): sentence(n) % {"n": "{n}"} for n in SAMPLES}, ensure_ascii=False)


SENTENCES = (left, until, minutes_old, hours_old)
