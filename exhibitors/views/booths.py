"""Choosing a booth, holding it longer, and giving it back."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exhibitors import booking
from exhibitors.floor_filter import FREE, FloorFilter
from exhibitors.guards import require_open
from exhibitors.plan import fingerprint_of, floor_now, free_in_words, own_claim, plan_of
from exhibitors.refusals import Closed, Conflict, NoBooth, NotOffered, Taken
from exhibitors.views.at_desk import at_desk, own_registration, page
from forum_portal.arabic.cleaning import clean


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def booths(request, public_id):
    """The plan and the list of booths. A POST takes one; who comes too late gets both afresh, the nearest first."""
    registration = own_registration(request, public_id)
    code = clean(request.POST.get("booth", "")) if request.method == "POST" else ""
    if not registration.is_editable:
        return settled(request, registration, code)
    if request.method != "POST":
        return booths_page(request, registration)
    booth = registration.exhibition.booths.filter(code=code).select_related("category").first()
    try:
        if booth is None:
            raise NotOffered
        booking.claim(registration, booth, by=request.user)
    except (Taken, NotOffered, Closed) as refusal:
        return booths_page(request, registration, refusal=refusal, wanted=code)
    messages.success(request, _("The booth is yours."))
    if "stay" in request.POST:
        return redirect("exhibitors:booths", public_id)
    return redirect(registration)


def settled(request, registration, code):
    """The booth cannot be changed any more: Conflict, but for whoever asks for the one that they have."""
    if code and registration.claims.held().filter(booth__code=code).exists():
        messages.info(request, _("The booth is yours."))
        return redirect(registration)
    raise Conflict


def booths_page(request, registration, *, refusal=None, wanted=""):
    """The floor as it stands now; after a ``refusal``, why the ``wanted`` booth could not be had, and what is near."""
    exhibition = registration.exhibition
    now, stands = floor_now(exhibition)
    claim = own_claim(stands, registration)
    yours = claim.booth.code if claim else ""
    floor = FloorFilter(request.GET, stands, shown=FREE, yours=yours)
    free = [stand.booth for stand in stands if stand.is_free and stand.booth.code != yours]
    there = next((stand for stand in stands if stand.booth.code == wanted), None) if refusal else None
    context = {
        "registration": registration,
        "exhibition": exhibition,
        "stands": stands,
        "floor": floor,
        "free": free_in_words(stands),
        "booths": free,
        "may_take": is_open_to(registration, request.user, now),
        "refusal": refusal,
        "wanted": wanted,
        "there": there,
        "nearest": nearest_to(there, free) if refusal else [],
        "plan": lambda: plan_of(exhibition, stands, left_out=floor.other_kinds, yours=yours),
        "fingerprint": fingerprint_of(exhibition, stands),
        "claim": claim,
        "has_booth": claim is not None,
        "yours": yours,
    }
    return page(request, "exhibitors/booths.html", context, status=refusal.status if refusal else 200)


def is_open_to(registration, user, now):
    try:
        require_open(registration, user, now)
    except Closed:
        return False
    return True


def nearest_to(stand, free):
    """The free booths nearest to ``stand``; the first by their signs, where it is no longer on the plan."""
    return booking.nearest(stand.booth, free) if stand else free[:3]


@require_safe
@at_desk
def hold(request, public_id):
    """Which booth the registration holds, and for how many seconds yet (null: without an end, 0: run out)."""
    now = timezone.now()
    claim = booking.booth_claim(own_registration(request, public_id), now)
    seconds = claim.seconds_left(now) if claim else None
    return JsonResponse({"booth": claim.booth.code if claim else None, "seconds": seconds})


@require_POST
@at_desk
def release(request, public_id):
    """Give the booth back. Pressed twice, it is given back once."""
    registration = own_registration(request, public_id)
    try:
        booking.release(registration, by=request.user)
    except NoBooth:
        messages.info(request, _("The registration holds no booth."))
    else:
        messages.success(request, _("You have given the booth back."))
    return redirect(registration)
