"""Who acts for a company."""

from django import forms
from django.utils.translation import gettext_lazy as _

from exhibitors.models import Invitation, Membership
from forum_portal.arabic.forms import CleanTexts

ROLES = {
    Membership.Role.MEMBER: _("Member: acts for the company"),
    Membership.Role.OWNER: _("Owner: manages its people too"),
}


class InvitationForm(CleanTexts, forms.ModelForm):
    """Whom to invite, and as what. The rules are those of exhibitors.people."""

    role = forms.ChoiceField(
        label=_("What this person may do"),
        choices=list(ROLES.items()),
        initial=Membership.Role.MEMBER,
        widget=forms.Select,
    )

    class Meta:
        model = Invitation
        fields = ["email", "role"]
        widgets = {"email": forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"})}

    def _post_clean(self):
        """Leave the rules of the model to people.invite(), which knows the company."""
