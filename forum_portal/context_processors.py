"""What every page knows."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.urls import reverse, translate_url
from django.utils.translation import get_language, get_language_from_path, override


def in_language(path, code, match=None):
    """
    The address of ``path`` in the language ``code``; of one that leads nowhere too, for its page of error.

    ``match`` is where the path leads, if that is known: to find it out takes longer than all the rest.
    """
    current = get_language_from_path(path) or settings.LANGUAGE_CODE
    if code == current:
        return path
    translated = address_of(match, path, code) if match and match.url_name else translate_url(path, code)
    if translated != path:
        return translated
    bare = path if current == settings.LANGUAGE_CODE else path.removeprefix(f"/{current}") or "/"
    return bare if code == settings.LANGUAGE_CODE else f"/{code}{bare}"


def address_of(match, path, code):
    with override(code):
        address = reverse(match.view_name, args=match.args, kwargs=match.kwargs)
    return urlsplit(path)._replace(path=address).geturl()


def languages(request):
    """
    The language of the page and its addresses in the others. Causes no query.

    ``alternates`` has code, own name and address of this very page in each language;
    ``origin`` is the scheme and host before it, empty where the host is refused (the
    page that says so must not fail in its turn).
    """
    names = {"ar": "العربية", "en": "English", "fr": "Français"}
    path = request.get_full_path()
    match = request.resolver_match
    alternates = [
        {"code": code, "name": names[code], "url": in_language(path, code, match)}
        for code, _label in settings.LANGUAGES
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
