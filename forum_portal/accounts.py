"""How people open an account and sign in: what allauth leaves to the site."""

from allauth.account import views
from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.fields import PasswordField
from allauth.account.forms import LoginForm, ResetPasswordForm, ResetPasswordKeyForm, SignupForm
from allauth.account.models import EmailAddress
from django import forms
from django.db import transaction
from django.urls import reverse, translate_url
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from forum_portal.arabic.forms import CleanTexts
from forum_portal.mail import compose
from forum_portal.models import User


class AccountAdapter(DefaultAccountAdapter):
    def save_user(self, request, user, form, commit=True):
        # The letters that follow come in the language the account was opened in.
        user.language = get_language()
        return super().save_user(request, user, form, commit)

    def send_mail(self, template_prefix, email, context):
        """Send the letter in its reader's language, with links to pages in it; a stranger's is that of the page."""
        language = User.objects.filter(email=email).values_list("language", flat=True).first() or get_language()
        addresses = {name: translate_url(context[name], language) for name in context if name.endswith("_url")}
        with override(language):
            super().send_mail(template_prefix, email, context | addresses)

    def render_mail(self, template_prefix, email, context, headers=None):
        plain = super().render_mail(template_prefix, email, context, headers)
        return compose(plain.subject, plain.body, get_language(), to=plain.to)

    def get_password_change_redirect_url(self, request):
        return reverse("exhibitors:desk")


# allauth's forms, which take an address as it was pasted, with an invisible mark at its end.


class CleanLoginForm(CleanTexts, LoginForm):
    pass


class CleanSignupForm(CleanTexts, SignupForm):
    pass


class CleanResetPasswordForm(CleanTexts, ResetPasswordForm):
    pass


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


class ConfirmationForm(forms.Form):
    """
    The password that was chosen with the account, asked of whoever opens the letter.

    An account on this address may have been opened by somebody else; with the button alone,
    the owner of the address would open it to that person's password.
    """

    password = PasswordField(label=_("Password"), autocomplete="current-password")

    def __init__(self, *args, request, address, **kwargs):
        super().__init__(*args, **kwargs)
        self.request, self.address = request, address

    def clean_password(self):
        password = self.cleaned_data["password"]
        # Counted together with the attempts at signing in, and slowed down like them.
        user = get_adapter().authenticate(self.request, email=self.address.email, password=password)
        if user is None or user.pk != self.address.user_id:
            raise forms.ValidationError(
                _("This is not the password that was chosen when the account was opened."), code="wrong_password"
            )
        return password


class ConfirmEmailView(views.ConfirmEmailView):
    """allauth's page behind the link of the letter, which asks for the password too."""

    def post(self, *args, **kwargs):
        self.object = self.get_object()
        if not self.get_form().is_valid():
            return self.render_to_response(self.get_context_data())
        return super().post(*args, **kwargs)

    def get_form(self):
        if not hasattr(self, "form"):
            data = self.request.POST if self.request.method == "POST" else None
            self.form = ConfirmationForm(data, request=self.request, address=self.object.email_address)
        return self.form

    def get_context_data(self, **kwargs):
        form = self.get_form() if self.object else None
        return super().get_context_data(**kwargs) | {"form": form}


class NewPasswordForm(ResetPasswordKeyForm):
    """A new password by a link that came by mail, so the address is proven with it."""

    def save(self):
        with transaction.atomic():
            super().save()
            keep_address(self.user, vouched_for=True)
