"""What every page knows."""

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.urls import translate_url
from django.utils.translation import get_language


def languages(request):
    """
    The language of the page and its addresses in the others. Causes no query.

    ``alternates`` has code, own name and address of this very page in each language;
    ``origin`` is the scheme and host before it, empty where the host is refused (the
    page that says so must not fail in its turn).
    """
    names = {"ar": "العربية", "en": "English", "fr": "Français"}
    path = request.get_full_path()
    alternates = [
        {"code": code, "name": names[code], "url": translate_url(path, code)} for code, _label in settings.LANGUAGES
    ]
    try:
        origin = f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:
        origin = ""
    language = get_language() or settings.LANGUAGE_CODE
    return {
        "LANGUAGE_CODE": language,
        "DIRECTION": "rtl" if language == "ar" else "ltr",
        "alternates": alternates,
        "origin": origin,
    }
