"""The pages of error, which must not fail in their turn."""

import sys

from django.db import Error as DatabaseError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from editions.models import Edition

LAST_RESORT = """<!doctype html>
<html lang="ar" dir="rtl"><meta charset="utf-8"><title>تعذر عرض الصفحة</title>
<p>تعذر عرض هذه الصفحة. يُرجى المحاولة بعد قليل.</p>
<p lang="en" dir="ltr">This page could not be shown. Please try again in a moment.</p>
<p lang="fr" dir="ltr">Cette page n’a pas pu être affichée. Veuillez réessayer dans un instant.</p>
</html>"""


def bad_request(request, exception=None):
    context = {"title": _("This request could not be read"), "is_private": True}
    return render(request, "errors/400.html", context, status=400)


def permission_denied(request, exception=None):
    context = {"title": _("This page is not open to you"), "is_private": True}
    return render(request, "errors/403.html", context, status=403)


def csrf_failure(request, reason=""):
    """A form that was open for too long, or in two tabs while somebody signed in."""
    return permission_denied(request)


def too_large(request):
    """What was sent is larger than anything that the portal takes, and was not read."""
    context = {"title": _("This is too large to be sent here"), "is_private": True}
    return render(request, "errors/413.html", context, status=413)


def page_not_found(request, exception=None):
    context = {"title": _("There is no page at this address"), "editions": safe_editions(), "is_private": True}
    return render(request, "errors/404.html", context, status=404)


def safe_editions():
    """The latest editions for a page of error, which must not fail in its turn."""
    try:
        return list(Edition.objects.in_series()[:3])
    except DatabaseError:
        return []


def server_error(request):
    """503 when it was the database, which comes back; 500 otherwise. Needs neither database nor session."""
    trouble = isinstance(sys.exc_info()[1], DatabaseError)
    status = 503 if trouble else 500
    try:
        response = render(request, "errors/500.html", {"is_temporary": trouble, "is_private": True}, status=status)
    except Exception:  # whatever broke the page may break this one too
        response = HttpResponse(LAST_RESORT, status=status)
    if trouble:
        response.headers["Retry-After"] = "10"
    return response
