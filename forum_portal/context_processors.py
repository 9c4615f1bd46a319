"""What every page knows."""

from django.conf import settings
from django.urls import translate_url
from django.utils.translation import get_language


def languages(request):
    """
    The language of the page and its addresses in the others. Causes no query.

    ``alternates`` has code, own name and address of this very page in each language.
    """
    names = {"ar": "العربية", "en": "English", "fr": "Français"}
    path = request.get_full_path()
    alternates = [
        {"code": code, "name": names[code], "url": translate_url(path, code)} for code, _label in settings.LANGUAGES
    ]
    language = get_language() or settings.LANGUAGE_CODE
    return {
        "LANGUAGE_CODE": language,
        "DIRECTION": "rtl" if language == "ar" else "ltr",
        "alternates": alternates,
    }
