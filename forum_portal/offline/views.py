import json
from functools import lru_cache

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from editions.models import Edition
from forum_portal.arabic.digits import EASTERN
from forum_portal.palette import tokens

from .keeping import Kept, is_kept, near_edition
from .release import release

# Its size, and whether the mark keeps within the circle that a telephone may cut out.
ICONS = [("icon-192.png", 192, "any"), ("icon-512.png", 512, "any"), ("icon-maskable-512.png", 512, "maskable")]


@require_safe
@cache_control(no_cache=True)
def service_worker(request):
    """At the root, for pages of every language; asked for anew each time, so that no release is trapped."""
    return HttpResponse(worker(release()), content_type="text/javascript; charset=utf-8")


@lru_cache(maxsize=1)
def worker(version):
    """The script of the worker, with what it has to know of the portal before it."""
    portal = {
        "version": version,
        "files": settings.STATIC_URL,
        "languages": {code: in_language(code) for code, _name in settings.LANGUAGES},
    }
    with open(finders.find("js/worker.js"), encoding="utf-8") as file:
        return f"self.PORTAL = {json.dumps(portal, ensure_ascii=False)};\n{file.read()}"


def in_language(code):
    with override(code):
        digits = "arab" if code == "ar" and settings.ARABIC_DIGITS == EASTERN else "latn"
        return {
            "offline": reverse("offline"),
            "line": render_to_string("offline/line.html"),
            "locale": f"{code}-u-ca-gregory-nu-{digits}",
        }


@require_safe
def offline(request):
    """What the worker shows in place of a page that it has not kept."""
    return render(request, "offline/offline.html", {"is_private": True})


@require_safe
@cache_control(no_cache=True)
def keep_near(request):
    """The list of the edition that is running or comes next, whichever page the visitor reads."""
    edition = near_edition()
    return redirect("offline_edition", edition.slug) if edition else HttpResponse(status=204)


@require_safe
@cache_control(no_cache=True)
def keep_edition(request, slug):
    """What the worker keeps of an edition, in the language of the address."""
    edition = get_object_or_404(Edition.objects.published(), slug=slug)
    if not is_kept(edition):
        raise Http404("this edition is over")
    kept = Kept(edition)
    return JsonResponse({"version": kept.version(), "name": edition.title, "pages": kept.pages()})


@require_safe
@cache_control(no_cache=True)
def manifest(request):
    """The portal as an app on a telephone, in the language of the address."""
    language = get_language()
    app = {
        "id": "/",
        "name": _("Arab Forum for Small and Medium Industries"),
        "short_name": _("The Forum"),
        "lang": language,
        "dir": "rtl" if language == "ar" else "ltr",
        "start_url": reverse("home"),
        "scope": "/",
        "display": "standalone",
        "theme_color": tokens()["surface"],
        "background_color": tokens()["paper"],
        "icons": [
            {"src": static(f"img/{name}"), "sizes": f"{side}x{side}", "type": "image/png", "purpose": purpose}
            for name, side, purpose in ICONS
        ],
    }
    return JsonResponse(app, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})
