"""How people open an account and sign in: what allauth leaves to the site."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils.translation import get_language


class AccountAdapter(DefaultAccountAdapter):
    def save_user(self, request, user, form, commit=True):
        # The letters that follow come in the language the account was opened in.
        user.language = get_language()
        return super().save_user(request, user, form, commit)

    def get_password_change_redirect_url(self, request):
        return reverse("exhibitors:desk")


def keep_address(user, *, vouched_for):
    """
    Make the e-mail address of ``user`` the only one that allauth knows of them.

    With ``vouched_for`` it counts as verified; else it stays as it was, and a new one
    has to be verified by the letter that follows the next attempt to sign in.
    """
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
    address, _created = EmailAddress.objects.get_or_create(user=user, email=user.email)
    address.primary = True
    address.verified = address.verified or vouched_for
    address.save()
