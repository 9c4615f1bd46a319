"""What companies fill in. The forms explain; the rules are elsewhere."""

from django import forms
from django.forms.fields import InvalidJSONInput
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import get_translation_fields

from exhibitors.models import Exhibitor, Registration
from exhibitors.models.companies import validate_site
from exhibitors.models.exhibition import validate_outline
from forum_portal.arabic.cleaning import ascii_digits
from forum_portal.arabic.forms import CleanTexts

LANGUAGES = {"ar": "rtl", "en": "ltr", "fr": "ltr"}


class SiteField(forms.URLField):
    """The address of a web site; without http:// or https:// it is completed. One mistake, one sentence."""

    default_validators = [validate_site]

    def __init__(self, **kwargs):
        super().__init__(**{"assume_scheme": "https", "max_length": 200} | kwargs)


class OutlineField(forms.JSONField):
    """The outline of a booth; what cannot be read as one is refused in a sentence, whatever it is."""

    def to_python(self, value):
        if isinstance(value, str):
            value = ascii_digits(value).replace("،", ",")
        try:
            outline = super().to_python(value)
        except (forms.ValidationError, ValueError, RecursionError):
            outline = value  # which validate_outline refuses, as it is no list
        if outline not in self.empty_values or outline == []:
            validate_outline(outline)
        return outline

    def bound_data(self, data, initial):
        return initial if self.disabled else InvalidJSONInput(data)  # shown again as it was typed


class CompanyForm(CleanTexts, forms.ModelForm):
    """The public page of a company, in up to three languages."""

    site = SiteField(
        label=Exhibitor._meta.get_field("site").verbose_name,
        help_text=_("With https:// before it."),
        required=False,
        widget=forms.URLInput(attrs={"autocomplete": "url"}),
    )

    class Meta:
        model = Exhibitor
        fields = [
            *get_translation_fields("name"),
            "country",
            *get_translation_fields("city"),
            *get_translation_fields("description"),
            "site",
        ]
        labels = {
            "name_ar": _("Name in Arabic"),
            "name_en": _("Name in English"),
            "name_fr": _("Name in French"),
            "city_ar": _("City in Arabic"),
            "city_en": _("City in English"),
            "city_fr": _("City in French"),
            "description_ar": _("Description in Arabic"),
            "description_en": _("Description in English"),
            "description_fr": _("Description in French"),
        }
        help_texts = {
            "name_ar": _("As it should stand on the Arabic pages."),
            "name_en": _("If it is empty, the Arabic name is shown."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["country"].widget.attrs["autocomplete"] = "country"
        for name, field in self.fields.items():
            if (language := name[-2:]) in LANGUAGES and name[-3] == "_":
                field.widget.attrs |= {"lang": language, "dir": LANGUAGES[language]}
                if name.startswith("description"):
                    field.widget.attrs["rows"] = 5


class ContactForm(CleanTexts, forms.ModelForm):
    """Whom the organisers write to about a registration."""

    class Meta:
        model = Registration
        fields = ["contact_name", "contact_email", "contact_phone"]
        widgets = {
            "contact_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "contact_email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "contact_phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
        }


class StartForm(ContactForm):
    """Which of the person's companies registers, and who speaks for it."""

    exhibitor = forms.ModelChoiceField(Exhibitor.objects.none(), label=_("Company"), empty_label=None)

    field_order = ["exhibitor"]

    def __init__(self, *args, companies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["exhibitor"].queryset = companies

    def _post_clean(self):
        """Leave the rules of the model to transitions.start(), which knows the whole registration."""


class RegistrationForm(ContactForm):
    """
    What a company tells the organisers.

    With ``sending`` it must be complete and the terms accepted; else it is kept as it is.
    """

    # Which text the company saw; it may have changed while the page was open.
    terms_version = forms.CharField(required=False, widget=forms.HiddenInput)
    accept_terms = forms.BooleanField(
        label=_("We accept the terms of the exhibition."),
        error_messages={"required": _("Please accept the terms before you send.")},
    )

    class Meta(ContactForm.Meta):
        fields = [*ContactForm.Meta.fields, "products", "requirements"]
        widgets = ContactForm.Meta.widgets | {
            "products": forms.Textarea(attrs={"rows": 4}),
            "requirements": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, sending=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.exhibition = self.instance.exhibition
        self.initial["terms_version"] = self.exhibition.terms_version
        # A page that is opened says what sending will ask for.
        self.fields["products"].required = self.fields["accept_terms"].required = sending or not self.is_bound
        if not self.exhibition.terms:
            del self.fields["accept_terms"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("accept_terms") and cleaned.get("terms_version") != self.exhibition.terms_version:
            self.data = self.data.copy()
            self.data["terms_version"] = self.exhibition.terms_version
            self.data.pop("accept_terms")
            changed = _("The terms have changed. Please read them again, then accept them.")
            self.add_error("accept_terms", forms.ValidationError(changed, code="terms_changed"))
        return cleaned
