"""What the portal holds about one person: collected into one file for them, and erased for them."""

import json
import re

from allauth.account.adapter import get_adapter
from allauth.account.fields import PasswordField
from allauth.account.models import EmailAddress
from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exhibitors import personal
from exhibitors.audit import record
from exhibitors.models import Audit
from exhibitors.refusals import Refused, StaffAccount
from forum_portal.models import Correction, User


class ErasureForm(forms.Form):
    """The password, so that nobody else erases an account on a computer that was left open."""

    password = PasswordField(label=_("Password"), autocomplete="current-password")

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self):
        password = self.cleaned_data["password"]
        # Counted together with the attempts at signing in, and slowed down like them.
        user = get_adapter().authenticate(self.request, email=self.request.user.email, password=password)
        if user != self.request.user:
            raise forms.ValidationError(_("This is not your password."), code="wrong_password")
        return password


def held_about(user):
    """Everything that the portal holds about ``user``, as plain values."""
    addresses = EmailAddress.objects.filter(user=user)
    corrections = Correction.objects.filter(email__in=personal.Traces(user).emails)
    return {
        "account": {
            "number": user.pk,
            "email": user.email,
            "name": user.name,
            "language": user.language,
            "opened_on": user.date_joined,
            "last_signed_in": user.last_login,
        },
        "addresses": list(addresses.values("email", "verified", "primary")),
        "corrections": list(
            corrections.values("page", "sentence", "proposal", "source", "name", "email", "created_at", "state")
        ),
        **personal.held_about(user),
    }


def may_be_erased(user):
    """Whether the account is the person's own: that of staff is the organisers'."""
    return not (user.is_staff or user.is_superuser)


def erase(user, *, now=None):
    """
    Erase the account of ``user`` and what tells of them. Their number stays in the audit.

    Raise StaffAccount, or OnlyOwnerLeft while a company would be lost with them.
    """
    now, pk = now or timezone.now(), user.pk
    if not may_be_erased(user):
        raise StaffAccount
    try:
        with transaction.atomic():
            traces = personal.Traces(user)
            personal.erase(user, now=now)
            corrections = Correction.objects.filter(traces.has_address("email"))
            corrections.update(name="", email="")
            erase_from_log(user, traces)
            record(Audit.What.ERASE, user, by=user, now=now)
            user.delete()
    except IntegrityError:  # in another tab, this person is just joining a company
        raise Refused from None
    end_sessions(pk)


def erase_from_log(user, traces):
    """What staff did in the admin stays, without the person's name and address."""
    account = ContentType.objects.get_for_model(User)
    LogEntry.objects.filter(content_type=account, object_id=user.pk).update(object_repr=str(user.pk))
    values = traces.of_companies()
    # Django keeps the message as JSON, in which Arabic letters are escaped.
    forms_of = values | {json.dumps(value)[1:-1] for value in values}
    holds = [Q(change_message__icontains=value) | Q(object_repr__icontains=value) for value in forms_of]
    pattern = re.compile("|".join(sorted(map(re.escape, forms_of), key=len, reverse=True)), re.IGNORECASE)
    for entry in LogEntry.objects.filter(personal.any_of(holds)):
        entry.object_repr = pattern.sub(personal.GONE, entry.object_repr)
        entry.change_message = pattern.sub(personal.GONE, entry.change_message)
        entry.save(update_fields=["object_repr", "change_message"])


def end_sessions(pk):
    """End every session of the account ``pk``; each holds the address it was signed in with."""
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(pk):
            session.delete()
