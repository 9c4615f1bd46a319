"""The people of a company: who acts for it, whom it invites, and the page behind an invitation."""

from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from exhibitors import people
from exhibitors.forms import InvitationForm
from exhibitors.models import Exhibitor, Invitation, Membership
from exhibitors.refusals import InvitationOver, NotAllowed, OnlyOwners, Refused, TooManyLetters
from exhibitors.views.at_desk import at_desk, page


def own_company(request, code):
    return get_object_or_404(Exhibitor.objects.of(request.user), code=code)


def may_send(request, email):
    """Count a letter that this person has sent, and that goes to ``email``; whether there were not too many."""
    return ratelimit.consume(request, action="invite", key=email.lower())


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def people_list(request, code):
    """Who acts for the company, who is invited, and the form that invites."""
    company = own_company(request, code)
    form, status = InvitationForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST" and not people.owns(request.user, company):
        raise OnlyOwners
    if form.is_valid():
        email = form.cleaned_data["email"]
        try:
            if not may_send(request, email):
                raise TooManyLetters
            people.invite(company, email, role=form.cleaned_data["role"], by=request.user)
        except NotAllowed:
            raise
        except Refused as refusal:
            form.add_error("email", ValidationError(refusal.message, code="refused"))
            status = refusal.status
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("exhibitors:people", company.code)
    return people_page(request, company, form, status=status)


def people_page(request, company, form, *, status=200):
    now = timezone.now()
    is_owner = people.owns(request.user, company)
    invitations = company.invitations.unanswered() if is_owner else []
    context = {
        "company": company,
        "is_owner": is_owner,
        "memberships": company.memberships.select_related("user"),
        "invitations": [(invitation, invitation.is_open(now)) for invitation in invitations],
        "form": form,
        "roles": Membership.Role,
    }
    return page(request, "exhibitors/people.html", context, status=status)


@require_POST
@at_desk
def member(request, code, user_id):
    """Change what a person may do, or take them out of the company."""
    company = own_company(request, code)
    membership = get_object_or_404(company.memberships.select_related("exhibitor"), user=user_id)
    role = request.POST.get("role")
    if role in Membership.Role.values:
        people.change_role(membership, role, by=request.user)
        messages.success(request, _("The role is changed."))
    elif "remove" in request.POST:
        people.remove(membership, by=request.user)
        messages.success(request, _("This person does not act for the company any more."))
    return to_people(request, company)


@require_POST
@at_desk
def leave(request, code):
    company = own_company(request, code)
    people.leave(company, by=request.user)
    messages.success(request, _("You do not act for the company any more."))
    return redirect("exhibitors:desk")


@require_POST
@at_desk
def invitation_step(request, code, pk):
    """Send an invitation again, or withdraw it."""
    company = own_company(request, code)
    chosen = get_object_or_404(company.invitations.select_related("exhibitor"), pk=pk)
    if "again" in request.POST:
        if not people.owns(request.user, company):
            raise OnlyOwners
        if not may_send(request, chosen.email):
            raise TooManyLetters
        people.invite_again(chosen, by=request.user)
        messages.success(request, _("The invitation is on its way again."))
    elif "revoke" in request.POST:
        people.revoke(chosen, by=request.user)
        messages.success(request, _("The invitation is withdrawn."))
    return to_people(request, company)


def to_people(request, company):
    """The list, or the desk for somebody who has just taken themselves out."""
    if company.memberships.filter(user=request.user).exists():
        return redirect("exhibitors:people", company.code)
    return redirect("exhibitors:desk")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, token):
    """
    The page behind the link of the letter: it says which company invites, and asks.

    A visit spends nothing, because mail scanners follow links. Whoever is not signed in
    reads it as well, and comes back after signing in.
    """
    found = Invitation.objects.by_token(token).select_related("exhibitor").first()
    if request.method == "POST":
        return answer(request, found)
    context = {"invitation": None, "fits": False}
    if found and found.is_open(timezone.now()):
        user = request.user
        context["invitation"] = found
        context["fits"] = user.is_authenticated and found.email in people.addresses_of(user) | {user.email}
    return page(request, "exhibitors/invitation.html", context, status=200 if context["invitation"] else 410)


@at_desk
def answer(request, found):
    if found is None:
        raise InvitationOver
    people.accept(found, by=request.user)
    messages.success(request, _("You act for the company now."))
    return redirect("exhibitors:desk")
