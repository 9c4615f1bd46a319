"""
/accounts/: the pages of allauth that the portal offers, and none of the others.

Changing the address, signing in by a code and entering the password again are not offered
yet. No page of an account is kept by a cache.
"""

from allauth.account import urls as allauth_urls
from allauth.account.views import PasswordResetFromKeyView
from django.urls import URLPattern
from django.views.decorators.cache import never_cache

from forum_portal.accounts import ConfirmEmailView, NewPasswordForm

OFFERED = [
    "account_login",
    "account_logout",
    "account_signup",
    "account_inactive",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_change_password",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
]

# Where the portal asks or does more than allauth.
OURS = {
    "account_confirm_email": ConfirmEmailView.as_view(),
    "account_reset_password_from_key": PasswordResetFromKeyView.as_view(form_class=NewPasswordForm),
}

urlpatterns = [
    URLPattern(page.pattern, never_cache(OURS.get(page.name, page.callback)), page.default_args, page.name)
    for page in allauth_urls.urlpatterns
    if page.name in OFFERED
]
