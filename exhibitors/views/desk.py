"""The exhibitors' desk: what a company does here, by people whose address was verified."""

from functools import wraps

from allauth.account.decorators import verified_email_required
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exhibitors import booking, companies, transitions
from exhibitors.forms import CompanyForm, RegistrationForm, StartForm
from exhibitors.models import Exhibition, Exhibitor, Registration, State
from exhibitors.plan import plan_of, stands_of
from exhibitors.refusals import AlreadyRegistered, Closed, Conflict, NoBooth, Refused, Taken
from forum_portal.arabic.cleaning import clean


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
    return get_object_or_404(registrations, public_id=public_id, exhibition__in=Exhibition.objects.public())


@require_safe
@at_desk
def home(request):
    """My companies, what became of their registrations, and where they could register."""
    registrations = Registration.objects.of(request.user).filter(exhibition__in=Exhibition.objects.public())
    context = {
        "companies": Exhibitor.objects.of(request.user),
        "registrations": registrations.select_related("exhibition__edition", "exhibitor"),
        "exhibitions": Exhibition.objects.open(timezone.now()).select_related("edition"),
    }
    return page(request, "exhibitors/desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def company_new(request):
    """A new company, whose first member is the person who enters it."""
    companies.require_room(request.user)  # before anything is typed
    form = CompanyForm(request.POST or None)
    # The exhibition that this person was about to register for, if any.
    exhibition = Exhibition.objects.public().filter(edition__slug=request.GET.get("for", "")).first()
    if form.is_valid():
        companies.enter(form.save(commit=False), by=request.user)
        messages.success(request, _("The company is entered."))
        return redirect("exhibitors:start", exhibition.edition.slug) if exhibition else redirect("exhibitors:desk")
    return page(request, "exhibitors/company_form.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def company_edit(request, code):
    company = get_object_or_404(Exhibitor.objects.of(request.user), code=code)
    form = CompanyForm(request.POST or None, instance=company)
    if form.is_valid():
        form.save()
        messages.success(request, _("The company’s page is saved."))
        return redirect("exhibitors:desk")
    return page(request, "exhibitors/company_form.html", {"form": form, "company": company})


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def start(request, slug):
    """Choose the company that registers and say whom to write to."""
    exhibition = get_object_or_404(Exhibition.objects.public().select_related("edition"), edition__slug=slug)
    own = Exhibitor.objects.of(request.user)
    if not exhibition.is_open():
        raise Closed
    if not own.exists():
        return redirect(f"{reverse('exhibitors:company_new')}?for={exhibition.edition.slug}")
    initial = {"contact_name": request.user.name, "contact_email": request.user.email}
    form = StartForm(request.POST or None, companies=own, initial=initial)
    if form.is_valid():
        try:
            registration = transitions.start(exhibition, by=request.user, **form.cleaned_data)
        except AlreadyRegistered as refusal:
            open_now = exhibition.registrations.open()
            registration = get_object_or_404(open_now, exhibitor=form.cleaned_data["exhibitor"])
            messages.info(request, refusal.message)
        return redirect(registration)
    return page(request, "exhibitors/start.html", {"form": form, "exhibition": exhibition})


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def registration_detail(request, public_id):
    """Where the registration stands, and what comes next. A POST keeps what was typed."""
    registration = own_registration(request, public_id)
    form = RegistrationForm(request.POST or None, instance=registration)
    if form.is_valid():
        transitions.write_details(registration, form.cleaned_data, by=request.user)
        messages.success(request, _("What you typed is saved."))
        if "booths" in request.POST:
            return redirect("exhibitors:booths", public_id)
        return redirect(registration)
    return registration_page(request, registration, form)


def registration_page(request, registration, form, *, refusal=None, status=200):
    """The truth about a registration: its state, its booth, its form."""
    now = timezone.now()
    held = registration.claims.unreleased().select_related("booth__category").first()
    context = {
        "registration": registration,
        "exhibition": registration.exhibition,
        "form": form,
        "claim": held,
        "minutes": held.minutes_left(now) if held else None,
        "may_withdraw": registration.may_be_withdrawn(now),
        "refusal": refusal,
    }
    return page(request, "exhibitors/registration_detail.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def booths(request, public_id):
    """The free booths. A POST takes one; who comes too late gets the list afresh, the nearest first."""
    registration = own_registration(request, public_id)
    if not registration.is_editable:
        raise Conflict
    taken = None
    if request.method == "POST":
        booth = get_object_or_404(registration.exhibition.booths, code=clean(request.POST.get("booth", "")))
        try:
            booking.claim(registration, booth, by=request.user)
        except Taken:
            taken = booth
        else:
            messages.success(request, _("The booth is yours."))
            return redirect(registration)
    return booths_page(request, registration, taken=taken)


def booths_page(request, registration, *, taken=None):
    now = timezone.now()
    exhibition = registration.exhibition
    free = booking.free_booths(exhibition, now)
    context = {
        "registration": registration,
        "exhibition": exhibition,
        "booths": free,
        "taken": taken,
        "nearest": booking.nearest(taken, free) if taken else [],
        "plan": plan_of(exhibition, stands_of(exhibition, now)),
        "claim": registration.claims.unreleased().select_related("booth").first(),
    }
    return page(request, "exhibitors/booths.html", context, status=Taken.status if taken else 200)


@require_POST
@at_desk
def release(request, public_id):
    registration = own_registration(request, public_id)
    booking.release(registration, by=request.user)
    messages.success(request, _("You have given the booth back."))
    return redirect(registration)


@require_POST
@at_desk
def submit(request, public_id):
    """Send the registration. Pressed twice, it is sent once."""
    registration = own_registration(request, public_id)
    if registration.state == State.SUBMITTED:
        messages.info(request, _("The registration is sent already."))
        return redirect(registration)
    form = RegistrationForm(request.POST, instance=registration, sending=True)
    if not form.is_valid():
        return registration_page(request, registration, form, status=422)
    transitions.write_details(registration, form.cleaned_data, by=request.user)
    try:
        terms_version = form.cleaned_data.get("terms_version")
        transitions.move(registration, "submit", by=request.user, terms_version=terms_version)
    except NoBooth as refusal:
        return registration_page(request, registration, form, refusal=refusal, status=refusal.status)
    messages.success(request, _("The registration is sent. The organisers will write to you."))
    return redirect(registration)


@require_POST
@at_desk
def withdraw(request, public_id):
    registration = own_registration(request, public_id)
    if registration.state != State.WITHDRAWN:
        transitions.move(registration, "withdraw", by=request.user)
    messages.success(request, _("The registration is withdrawn."))
    return redirect(registration)
