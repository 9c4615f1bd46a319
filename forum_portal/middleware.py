"""What every request passes through, beside Django's own."""

from django.conf import settings
from django.middleware.gzip import GZipMiddleware
from django.utils import translation
from django.utils.translation import get_language_from_path

from forum_portal.arabic.digits import html_in_one_kind
from forum_portal.views import bad_request, too_large


class CompressTexts(GZipMiddleware):
    """
    Compress pages and other texts, but no uploads and no pictures.

    Those are compressed already: it would cost a processor, and take the length of a download from its reader.
    """

    def process_response(self, request, response):
        if response.streaming or response.headers.get("Content-Type", "").startswith("image/"):
            return response
        return super().process_response(request, response)


class RefuseNulBytes:
    """
    Answer 400 to a NUL byte in the path, the query or a cookie.

    PostgreSQL cannot store one, so that a single cookie would break every page
    that reads the session. Forms are left to Django, whose fields refuse NUL. It stands
    before the session, and after what gives every answer its headers and its language.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        values = [request.path, request.META.get("QUERY_STRING", ""), *request.COOKIES.values()]
        if any("\0" in value or "%00" in value for value in values):
            return bad_request(request)
        return self.get_response(request)


class RefuseLargeBodies:
    """
    Answer 413 to what says of itself that it is larger than anything the portal takes.

    Nothing of it is read. Without a length nothing is read either, so nobody gets past it by
    leaving the length out. It stands before whatever looks into a form.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        length = request.headers.get("Content-Length") or "0"
        if length.isascii() and length.isdigit() and int(length[:18]) > settings.MAX_BODY_BYTES:
            return too_large(request)
        return self.get_response(request)


class PermissionsPolicy:
    """Say that no page of the portal uses the camera, the microphone or the visitor's place."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        return response


class OneKindOfDigit:
    """
    Show Arabic pages in one kind of digit, that of the site, whichever kind an editor typed.

    Here, since it concerns every text of every page. Where it has nothing to do, which without a
    setting is nearly always, it costs one look through the page.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if is_page and not response.streaming and getattr(request, "LANGUAGE_CODE", "") == "ar":
            page = response.content.decode(response.charset)
            shown = html_in_one_kind(page, settings.ARABIC_DIGITS)
            if shown is not page:
                response.content = shown
                response.headers["Content-Length"] = str(len(response.content))
        return response


class PathLanguage:
    """
    Speak the language that the address names, and no other.

    Django's LocaleMiddleware also asks the browser and a cookie. Here an address is
    one page for everybody, which is what lets a cache keep it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
