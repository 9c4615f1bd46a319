"""Badges: a company enters them, both sides print them, and staff at the door look up whose one is."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exhibitors import badges as rules
from exhibitors.forms import BadgeForm
from exhibitors.guards import decides
from exhibitors.models import Badge, Exhibition, Registration, State
from exhibitors.refusals import NoBadgeLeft
from exhibitors.views.at_desk import at_desk, own_registration, page


def registration_of(request, public_id):
    """The company's own registration; any one for staff who decide."""
    if not decides(request.user):
        return own_registration(request, public_id)
    registrations = Registration.objects.select_related("exhibition__edition", "exhibitor")
    return get_object_or_404(registrations, public_id=public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def badges(request, public_id):
    """The badges of a registration. A POST adds one."""
    registration = registration_of(request, public_id)
    form = BadgeForm(request.POST or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            rules.write(registration, form.save(commit=False), by=request.user)
        except NoBadgeLeft as error:
            refusal = error
        else:
            messages.success(request, _("The badge is entered."))
            return redirect("exhibitors:badges", public_id)
    now = timezone.now()
    given, allowed = registration.badges.all(), rules.allowance(registration)
    may_write = rules.is_open(registration, now) or (registration.state == State.APPROVED and decides(request.user))
    context = {
        "registration": registration,
        "exhibition": registration.exhibition,
        "badges": given,
        "allowed": allowed,
        "left": max(0, allowed - len(given)),
        "may_write": may_write,
        "form": form if refusal or (may_write and len(given) < allowed) else None,
        "refusal": refusal,
    }
    status = refusal.status if refusal else 422 if form.is_bound else 200
    return page(request, "exhibitors/badges.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def badge_edit(request, public_id, code):
    registration = registration_of(request, public_id)
    badge = get_object_or_404(registration.badges, code=code)
    form = BadgeForm(request.POST or None, instance=badge)
    if form.is_valid():
        rules.write(registration, form.save(commit=False), by=request.user)
        messages.success(request, _("The badge is changed."))
        return redirect("exhibitors:badges", public_id)
    context = {"registration": registration, "badge": badge, "form": form}
    return page(request, "exhibitors/badge_form.html", context, status=422 if form.is_bound else 200)


@require_POST
@at_desk
def badge_remove(request, public_id, code):
    """Take a badge back. Pressed twice, it is gone once."""
    registration = registration_of(request, public_id)
    badge = registration.badges.filter(code=code).first()
    if badge:
        rules.remove(badge, by=request.user)
    messages.success(request, _("The badge is taken back."))
    return redirect("exhibitors:badges", public_id)


@require_safe
@at_desk
def sheet(request, public_id):
    """The badges of one registration, ready for a printer."""
    registration = registration_of(request, public_id)
    context = {"registration": registration, "badges": rules.sheet_of(registration.badges.all())}
    return page(request, "exhibitors/badge_sheet.html", context | {"exhibition": registration.exhibition})


@require_safe
@at_desk
def exhibition_sheet(request, slug):
    """The badges of a whole exhibition, for staff; for others there is no such page."""
    exhibition = exhibition_for_staff(request, slug)
    context = {"exhibition": exhibition, "badges": rules.sheet_of(badges_of(exhibition))}
    return page(request, "exhibitors/badge_sheet.html", context)


def exhibition_for_staff(request, slug):
    if not decides(request.user):
        raise Http404
    return get_object_or_404(Exhibition.objects.select_related("edition"), edition__slug=slug)


def badges_of(exhibition):
    return Badge.objects.filter(registration__exhibition=exhibition, registration__state=State.APPROVED)


@require_safe
@never_cache
def badge_check(request, code):
    """
    Whose badge this is, for staff who are signed in.

    Nobody else learns whether there is such a badge: a stranger is asked to sign in, whatever
    the code, and who is no staff finds no page.
    """
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not (request.user.is_staff and request.user.has_perm("exhibitors.view_badge")):
        raise Http404
    found = rules.sheet_of(Badge.objects.filter(code=code))
    if not found:
        raise Http404
    badge = found[0]
    is_valid = badge.registration.state == State.APPROVED
    return page(request, "exhibitors/badge_check.html", {"badge": badge, "is_valid": is_valid})
