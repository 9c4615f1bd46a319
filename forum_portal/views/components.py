"""The page of all components, for whoever works on them."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from forum_portal.components import COLOURS, PARTS, SPACES, STEPS, columns


@require_safe
def components(request):
    """
    Every component in every state, in both directions; only while DEBUG is on.

    Causes no query, but those by which Django learns the content types once in a process.
    """
    if not settings.DEBUG:
        raise Http404("The page of components is not shown in production.")
    context = {
        "parts": PARTS,
        "columns": list(columns()),
        "colours": COLOURS,
        "steps": STEPS,
        "spaces": SPACES,
        "is_private": True,  # nothing on it is to be found by searching, or shared
    }
    return render(request, "components/components.html", context)
