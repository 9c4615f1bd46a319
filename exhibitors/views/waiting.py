"""What a company does about waiting lists: join, leave, accept, decline."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from exhibitors import waiting
from exhibitors.models import BoothCategory
from exhibitors.views.at_desk import at_desk, own_registration
from forum_portal.arabic.cleaning import clean


def own_category(request, registration):
    categories = BoothCategory.objects.filter(exhibition=registration.exhibition_id)
    return get_object_or_404(categories, code=clean(request.POST.get("category", "")))


@require_POST
@at_desk
def join(request, public_id):
    registration = own_registration(request, public_id)
    waiting.join(registration, own_category(request, registration), by=request.user)
    messages.success(request, _("Your company is in the waiting list. We write to you when a booth comes free."))
    return redirect(registration)


@require_POST
@at_desk
def leave(request, public_id):
    """Leave a list, or decline what is offered from it."""
    registration = own_registration(request, public_id)
    waiting.leave(registration, own_category(request, registration), by=request.user)
    messages.success(request, _("Your company is not in the waiting list any more."))
    return redirect(registration)


@require_POST
@at_desk
def accept(request, public_id):
    registration = own_registration(request, public_id)
    waiting.accept(registration, own_category(request, registration), by=request.user)
    messages.success(request, _("The booth is yours."))
    return redirect(registration)
