"""What the portal holds about the person who is signed in: to read, to take away, to erase."""

from django.contrib.auth.models import AnonymousUser
from django.core.serializers.json import DjangoJSONEncoder
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from exhibitors.personal import current_registrations, obstacles
from exhibitors.views.at_desk import at_desk, page
from forum_portal import personal


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def account_data(request):
    """What is held; the button sends it all as one file."""
    if request.method == "POST":
        options = {"ensure_ascii": False, "indent": 2}
        file = JsonResponse(personal.held_about(request.user), encoder=DjangoJSONEncoder, json_dumps_params=options)
        file.headers["Content-Disposition"] = 'attachment; filename="my-data.json"'
        return file
    return page(request, "account/data.html", {"held": personal.held_about(request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def account_erase(request):
    """Erase the account, once its person has entered the password, and no company would be lost with it."""
    now = timezone.now()
    form = personal.ErasureForm(request.POST if request.method == "POST" else None, request=request)
    if form.is_valid():
        personal.erase(request.user, now=now)
        request.session.flush()
        request.user = AnonymousUser()
        return redirect("account_erased")
    needed = [(company, current_registrations(company, now)) for company in obstacles(request.user, now=now)]
    context = {"form": form, "needed": needed, "may_be_erased": personal.may_be_erased(request.user)}
    return page(request, "account/erase.html", context)


@require_safe
def account_erased(request):
    return render(request, "account/erased.html", {"is_private": True})
