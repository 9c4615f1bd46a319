"""Country pavilions: a company asks for a place, a coordinator hands the booths out."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from exhibitors import pavilions
from exhibitors.models import Exhibition, Pavilion, State
from exhibitors.plan import plan_of, stands_of
from exhibitors.refusals import Refused
from exhibitors.views.at_desk import at_desk, own_registration, page
from forum_portal.arabic.cleaning import clean


@require_POST
@at_desk
def ask(request, public_id):
    """Ask for a place in the pavilion of the company's country, or ask no more."""
    registration = own_registration(request, public_id)
    number = clean(request.POST.get("pavilion", ""))
    pavilion = None
    if number:
        choosable = pavilions.pavilions_for(registration)
        pavilion = get_object_or_404(choosable, pk=number if number.isdecimal() and len(number) < 10 else None)
    pavilions.ask(registration, pavilion, by=request.user)
    messages.success(request, _("The coordinators see it.") if pavilion else _("You ask for no place any more."))
    return redirect(registration)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def pavilion_detail(request, pk):
    """The booths of the pavilion and the companies of the country. A POST hands out a booth or takes it back."""
    own = Pavilion.objects.of(request.user).filter(exhibition__in=Exhibition.objects.public())
    pavilion = get_object_or_404(own.select_related("exhibition__edition"), pk=pk)
    refusal = None
    if request.method == "POST":
        booth = get_object_or_404(pavilion.booths, code=clean(request.POST.get("booth", "")))
        firms = pavilion.exhibition.registrations.filter(exhibitor__country=pavilion.country)
        firm = get_object_or_404(firms, exhibitor__code=clean(request.POST.get("firm", "")), state__in=OPEN)
        try:
            answer = act(pavilion, booth, firm, by=request.user, back="back" in request.POST)
        except Refused as error:
            refusal = error
        else:
            messages.success(request, answer)
            return redirect(pavilion)
    now = timezone.now()
    stands = [stand for stand in stands_of(pavilion.exhibition, now) if stand.booth.pavilion_id == pavilion.pk]
    context = {
        "pavilion": pavilion,
        "exhibition": pavilion.exhibition,
        "rows": [(stand, holder_of(stand.booth, now)) for stand in stands],
        "plan": plan_of(pavilion.exhibition, stands),
        "firms": pavilions.firms_of(pavilion),
        "refusal": refusal,
    }
    return page(request, "exhibitors/pavilion_detail.html", context, status=refusal.status if refusal else 200)


OPEN = [State.DRAFT, State.SUBMITTED, State.RETURNED, State.APPROVED]


def act(pavilion, booth, firm, *, by, back):
    if back:
        pavilions.take_back(pavilion, booth, firm, by=by)
        return _("The booth is taken back, and the company is told.")
    pavilions.allot(pavilion, booth, firm, by=by)
    return _("The booth is handed out, and the company is told.")


def holder_of(booth, now):
    """The registration that has the booth, if one has."""
    held = booth.current_claim(now)
    return held and held.registration
