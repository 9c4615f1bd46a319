"""What somebody typed whose session had ended: kept until they are signed in again."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import JsonResponse, QueryDict
from django.views.decorators.cache import never_cache

KEY = "typed"
# In characters as they were sent: the longest step, with every sign of it escaped.
MOST = 40_000


def keeps_typed(view):
    """
    For a page that is opened and sent at one address.

    Somebody who is not signed in (any more) and sends it is asked to sign in, comes back to the
    same page, and finds there what they typed, not yet saved. A script that saves by itself is told
    so, and keeps the page as it is.
    """

    @never_cache
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if request.method != "POST" or request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if asks_for_json(request):
            return JsonResponse({"signed_out": True}, status=401)
        typed = request.POST.copy()
        typed.pop("csrfmiddlewaretoken", None)
        if len(typed.urlencode()) <= MOST:
            # One page at a time, so that a stranger cannot fill the table of sessions.
            request.session[KEY] = [request.path, typed.urlencode()]
        return redirect_to_login(request.get_full_path())

    return wrapped


def take_typed(request):
    """What was typed on this page before signing in, or None; it is handed out once."""
    path, typed = request.session.get(KEY, (None, ""))
    if path != request.path:
        return None
    del request.session[KEY]
    return QueryDict(typed)


def asks_for_json(request):
    """Whether it is the script of the page that asks, and not the browser."""
    return request.headers.get("Accept") == "application/json"
