"""How people open an account and sign in: what allauth leaves to the site."""

from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import get_language


class AccountAdapter(DefaultAccountAdapter):
    def save_user(self, request, user, form, commit=True):
        # The letters that follow come in the language the account was opened in.
        user.language = get_language()
        return super().save_user(request, user, form, commit)
