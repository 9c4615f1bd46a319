"""The pages on which a company writes its registration, each saved on its own."""

from copy import copy

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from exhibitors import steps
from exhibitors.checklist import address_of
from exhibitors.forms import FORMS
from exhibitors.refusals import Overtaken, StepClosed
from exhibitors.views.at_desk import at_desk, own_registration, page
from exhibitors.views.typed import asks_for_json, keeps_typed, take_typed


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed
@at_desk
def step(request, public_id, name):
    """One step. A POST keeps what can be kept, and goes on if nothing in it is wrong."""
    registration = own_registration(request, public_id)
    here = steps.WRITTEN[name]
    if request.method != "POST":
        if not here.is_open(registration, timezone.now()):
            messages.info(request, StepClosed.message)
            return redirect(registration)
        typed = take_typed(request)
        form = FORMS[name](typed, instance=copy(registration))
        return step_page(request, registration, here, form, was_signed_out=bool(typed))
    # A form writes what was typed into its instance, kept or not; the page still needs what is stored.
    form = FORMS[name](request.POST, instance=copy(registration))
    is_good = form.is_valid()
    try:
        registration = steps.write(registration, here, form.good, seen=form.cleaned_data["seen"], by=request.user)
    except Overtaken as refusal:
        form.offer_again(refusal.registration, refusal.changed)
        return not_kept(request, registration, here, form, refusal)
    except StepClosed as refusal:
        return not_kept(request, registration, here, form, refusal)
    if asks_for_json(request):
        errors = {field: " ".join(sentences) for field, sentences in form.errors.items()}
        return JsonResponse({"seen": steps.stamp(registration, here), "errors": errors})
    if not is_good:
        form.offer_again(registration)
        return step_page(request, registration, here, form, status=422)
    messages.success(request, _("What you typed is saved."))
    return redirect(where_to(request, registration, here))


def not_kept(request, registration, here, form, refusal):
    if asks_for_json(request):
        return JsonResponse({"refused": refusal.message}, status=refusal.status)
    return step_page(request, registration, here, form, refusal=refusal, status=refusal.status)


def where_to(request, registration, here):
    """The page that the pressed button leads to."""
    before, after = steps.neighbours(here)
    if "back" in request.POST and before:
        return address_of(before, registration)
    if "later" in request.POST or registration.is_sent:
        return registration.get_absolute_url()
    return address_of(after, registration)


def step_page(request, registration, here, form, *, refusal=None, was_signed_out=False, status=200):
    context = {
        "step": here,
        "registration": registration,
        "exhibition": registration.exhibition,
        "form": form,
        "refusal": refusal,
        "is_closed": type(refusal) is StepClosed,
        "was_signed_out": was_signed_out,
        "due_at": here.due_at(registration.exhibition),
    }
    return page(request, "exhibitors/step.html", context, status=status)
