"""A registration as a whole: begun, looked at, sent or withdrawn."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exhibitors import booking, returning, transitions
from exhibitors.checklist import checklist, next_of, with_checklist
from exhibitors.completeness import missing
from exhibitors.forms import StartForm, TermsForm
from exhibitors.models import Exhibition, Exhibitor, Registration, State
from exhibitors.refusals import AlreadyRegistered, Closed, Conflict, Incomplete, NoBooth, ReturningOnly
from exhibitors.steps import SEND, WRITTEN
from exhibitors.views.at_desk import at_desk, own_registration, page


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def start(request, slug):
    """Begin with one press; who acts for several companies says for which."""
    exhibition = get_object_or_404(Exhibition.objects.public().select_related("edition"), edition__slug=slug)
    own = Exhibitor.objects.of(request.user)
    now = timezone.now()
    if exhibition.is_in_priority(now):
        own = own.filter(pk__in=exhibition.returning())
        if not own.exists():
            raise ReturningOnly
    elif not exhibition.is_open(now):
        raise Closed
    count = own.count()
    if not count:
        return redirect(f"{reverse('exhibitors:company_new')}?for={exhibition.edition.slug}")
    only = own.get() if count == 1 else None
    data = request.POST if request.method == "POST" else None
    if only and data is not None and "exhibitor" not in data:
        data = {"exhibitor": only.pk}
    form = StartForm(data, companies=own)
    if form.is_valid():
        exhibitor = form.cleaned_data["exhibitor"]
        try:
            registration = returning.begin(exhibition, exhibitor, by=request.user)
        except AlreadyRegistered as refusal:
            registration = get_object_or_404(exhibition.registrations.open(), exhibitor=exhibitor)
            messages.info(request, refusal.message)
            return redirect(registration)
        return redirect("exhibitors:booths", registration.public_id)
    context = {"form": form, "exhibition": exhibition, "only": only}
    return page(request, "exhibitors/start.html", context, status=422 if form.errors else 200)


@require_safe
@at_desk
def registration_detail(request, public_id):
    """Where the registration stands, what is to be done by whom, and what was written."""
    registration = own_registration(request, public_id)
    registration = with_checklist(Registration.objects.filter(pk=registration.pk)).get()
    now = timezone.now()
    held = booking.booth_claim(registration, now)
    items = checklist(registration, now)
    context = {
        "registration": registration,
        "exhibition": registration.exhibition,
        "items": items,
        "next": next_of(items),
        "claim": held,
        "minutes": held.minutes_left(now) if held else None,
        "may_withdraw": registration.may_be_withdrawn(now),
        "open_steps": [step.name for step in WRITTEN.values() if step.is_open(registration, now)],
        "acceptance": registration.acceptances.last(),
    }
    return page(request, "exhibitors/registration_detail.html", context)


@require_safe
@at_desk
def send(request, public_id):
    """The last step: what is missing yet, the terms, and the button that sends."""
    registration = own_registration(request, public_id)
    if not registration.is_editable:
        return redirect(registration)
    return send_page(request, registration, TermsForm(exhibition=registration.exhibition))


def send_page(request, registration, form, *, refusal=None, status=200):
    context = {
        "step": SEND,
        "registration": registration,
        "exhibition": registration.exhibition,
        "form": form,
        "missing": missing(registration),
        "refusal": refusal,
    }
    return page(request, "exhibitors/send.html", context, status=status)


@require_POST
@at_desk
def submit(request, public_id):
    """Send the registration. Pressed twice, it is sent once."""
    registration = own_registration(request, public_id)
    if registration.state == State.SUBMITTED:
        return sent_already(request, registration)
    if not registration.is_editable:
        raise Conflict
    form = TermsForm(request.POST, exhibition=registration.exhibition)
    if not form.is_valid():
        return send_page(request, registration, form, status=422)
    try:
        terms_version = form.cleaned_data.get("terms_version")
        transitions.move(registration, "submit", by=request.user, terms_version=terms_version)
    except (NoBooth, Incomplete) as refusal:
        return send_page(request, registration, form, refusal=refusal, status=refusal.status)
    except Conflict:
        registration.refresh_from_db()
        if registration.state != State.SUBMITTED:
            raise
        return sent_already(request, registration)  # by the first of two presses
    messages.success(request, _("The registration is sent. The organisers will write to you."))
    return redirect(registration)


def sent_already(request, registration):
    messages.info(request, _("The registration is sent already."))
    return redirect(registration)


@require_POST
@at_desk
def withdraw(request, public_id):
    registration = own_registration(request, public_id)
    if registration.state != State.WITHDRAWN:
        transitions.move(registration, "withdraw", by=request.user)
    messages.success(request, _("The registration is withdrawn."))
    return redirect(registration)
