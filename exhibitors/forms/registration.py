"""What a company asks of one exhibition, step by step."""

from django import forms
from django.utils.translation import gettext_lazy as _

from exhibitors.models import Exhibitor, Registration
from exhibitors.steps import CONTACT, REQUIREMENTS, SHOW, stamp
from exhibitors.transitions import terms_digest
from forum_portal.arabic.forms import CleanTexts, DecimalField, IntegerField

NUMBER = {"dir": "ltr", "autocomplete": "off", "class": "short"}


class StartForm(forms.Form):
    """Which of the person's companies registers; nothing is asked where there is but one."""

    exhibitor = forms.ModelChoiceField(Exhibitor.objects.none(), label=_("Company"), empty_label=None)

    def __init__(self, *args, companies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["exhibitor"].queryset = companies


class StepForm(CleanTexts, forms.ModelForm):
    """
    One step of a registration.

    Its fields say what sending will ask for, but keeping it asks for nothing: what is empty or
    wrong stays out, and the rest is kept.
    """

    # Upon which state of the step it was filled in. Kept from the reader, who could only spoil it.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    step = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen"] = stamp(self.instance, self.step)
        for name in self.step.required:
            self.fields[name].required = True

    def full_clean(self):
        required = [field for field in self.fields.values() if field.required]
        for field in required:
            field.required = False
        super().full_clean()
        for field in required:
            field.required = True

    @property
    def good(self):
        """What can be kept of what was typed, by the names of fields."""
        return {name: value for name, value in self.cleaned_data.items() if name in self.step.fields}

    def offer_again(self, registration, changed=()):
        """
        Let the form be sent again upon what is stored now in ``registration``.

        Each of the ``changed`` fields gets ``stored``, what stands there, to be shown beside what was typed.
        """
        self.data = self.data.copy()
        self.data["seen"] = stamp(registration, self.step)
        for name in changed:
            self.fields[name].stored = shown(registration, name)


def shown(registration, name):
    """A value of the registration as a reader says it."""
    value = getattr(registration, name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return _("nothing") if value in ("", None) else str(value)


class ContactForm(StepForm):
    """Whom the organisers write to about a registration."""

    step = CONTACT

    class Meta:
        model = Registration
        fields = CONTACT.fields
        widgets = {
            "contact_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "contact_email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "contact_phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
        }


class ShowForm(StepForm):
    """What the company shows at its booth."""

    step = SHOW

    class Meta:
        model = Registration
        fields = SHOW.fields
        widgets = {"products": forms.Textarea(attrs={"rows": 6})}


class RequirementsForm(StepForm):
    """What its booth needs. Everything may be left empty: that, too, is an answer."""

    step = REQUIREMENTS

    class Meta:
        model = Registration
        fields = REQUIREMENTS.fields
        # Of type text: Chromium empties a number's input that has Eastern digits.
        widgets = {
            "power_kw": forms.TextInput(attrs=NUMBER | {"inputmode": "decimal"}),
            "tables": forms.TextInput(attrs=NUMBER | {"inputmode": "numeric"}),
            "chairs": forms.TextInput(attrs=NUMBER | {"inputmode": "numeric"}),
            "requirements": forms.Textarea(attrs={"rows": 4}),
        }
        field_classes = {"power_kw": DecimalField, "tables": IntegerField, "chairs": IntegerField}


FORMS = {form.step.name: form for form in (ContactForm, ShowForm, RequirementsForm)}


class TermsForm(forms.Form):
    """The acceptance of the terms as they stand on the page, with which the registration is sent."""

    # Which text the company saw; it may have changed while the page was open.
    terms_version = forms.CharField(required=False, widget=forms.HiddenInput)
    terms_seen = forms.CharField(required=False, widget=forms.HiddenInput)
    accept_terms = forms.BooleanField(
        label=_("We accept the terms of the exhibition."),
        error_messages={"required": _("Please accept the terms before you send.")},
    )

    def __init__(self, *args, exhibition, **kwargs):
        super().__init__(*args, **kwargs)
        self.exhibition = exhibition
        self.now = {"terms_version": exhibition.terms_version, "terms_seen": terms_digest(exhibition)}
        self.initial |= self.now
        if not exhibition.terms:
            self.fields.clear()

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("accept_terms") and any(cleaned.get(name) != value for name, value in self.now.items()):
            self.data = self.data.copy()
            self.data.update(self.now)
            self.data.pop("accept_terms")
            changed = _("The terms have changed. Please read them again, then accept them.")
            self.add_error("accept_terms", forms.ValidationError(changed, code="terms_changed"))
        return cleaned
