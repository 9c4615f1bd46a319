"""The exhibitors’ desk: what a person finds there, and the companies that they enter."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from exhibitors import companies
from exhibitors.checklist import checklist, next_due, next_of, with_checklist
from exhibitors.forms import CompanyForm
from exhibitors.models import Exhibition, Exhibitor, Registration
from exhibitors.views.at_desk import at_desk, page


@require_safe
@at_desk
def home(request):
    """My companies, what became of their registrations, and where they could register."""
    now = timezone.now()
    registrations = Registration.objects.of(request.user).filter(exhibition__in=Exhibition.objects.public())
    registrations = list(with_checklist(registrations))
    for registration in registrations:
        items = checklist(registration, now)
        registration.next_item, registration.next_due = next_of(items), next_due(items)
    companies = list(Exhibitor.objects.of(request.user))
    registered = {(each.exhibition_id, each.exhibitor_id) for each in registrations if each.is_open}
    exhibitions = list(Exhibition.objects.open_to_user(request.user, now).select_related("edition"))
    for exhibition in exhibitions:
        exhibition.left = [company for company in companies if (exhibition.pk, company.pk) not in registered]
    context = {"companies": companies, "registrations": registrations, "exhibitions": exhibitions}
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
