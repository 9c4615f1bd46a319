"""What every page of the exhibitors’ desk asks for: people whose address was verified."""

from functools import wraps

from allauth.account.decorators import verified_email_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from exhibitors.models import Registration
from exhibitors.refusals import Refused


def at_desk(view):
    """
    For people of companies: signed in, address verified, never kept by a cache.

    A refusal that the view does not answer itself becomes a page that says why. Somebody
    whose session ended before they pressed a button comes back to the desk, because the
    button's own address cannot be opened.
    """

    @never_cache
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if not request.user.is_authenticated:
            back = request.get_full_path() if request.method in ("GET", "HEAD") else reverse("exhibitors:desk")
            return redirect_to_login(back)
        return verified_email_required(answered)(request, *args, **kwargs)

    def answered(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Refused as refusal:
            context = {"refusal": refusal, "registration": None}
            if "public_id" in kwargs:
                context["registration"] = own_registration(request, kwargs["public_id"])
            return page(request, "exhibitors/refused.html", context, status=refusal.status)

    return wrapped


def page(request, template, context, status=200):
    return render(request, template, {"is_private": True} | context, status=status)


def own_registration(request, public_id):
    """The registration, if it is of a company that this person acts for."""
    registrations = Registration.objects.of(request.user).select_related("exhibition__edition", "exhibitor")
    registration = get_object_or_404(registrations, public_id=public_id)
    if not registration.exhibition.is_public:
        raise Http404
    return registration
