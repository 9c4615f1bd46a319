"""What machines ask for: robots, uploads, the mark, whether the portal lives."""

from errno import ENAMETOOLONG

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.static import serve

from forum_portal.images import is_named_by_content
from forum_portal.validators import SHOWN_SUFFIXES, suffix


@require_safe
def robots(request):
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /exhibit/", "Disallow: /accounts/"]
    # A link to it stands beside each fact, so robots meet it in every language.
    lines += [*(f"Disallow: {prefix}/correct/" for prefix in ("", "/en", "/fr")), ""]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def media(request, path):
    """
    A public upload. Only a picture is shown; all else is saved, whatever its bytes may be read as.

    A PDF too: Chromium shows none under a policy that would keep it from the rest of the portal.
    """
    try:
        response = serve(request, path, document_root=settings.MEDIA_ROOT)
    except OSError as error:
        if error.errno != ENAMETOOLONG:
            raise
        raise Http404("no file has so long a name") from error
    if suffix(path) not in SHOWN_SUFFIXES:
        response.headers["Content-Disposition"] = "attachment"
        response.headers["Content-Security-Policy"] = "sandbox"
    elif is_named_by_content(path):
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@require_safe
def favicon(request):
    """For what asks for the mark without having read a page: mostly browsers and readers that draw no SVG."""
    return redirect(static("img/icon-32.png"))


@never_cache
@require_safe
def livez(request):
    """Whether the process answers; asks no database."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request):
    """Whether it can serve pages: 503 while the database cannot be reached."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")
