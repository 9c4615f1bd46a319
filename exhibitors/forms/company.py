"""What a company tells of itself, once for all editions."""

from django import forms
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import get_translation_fields

from exhibitors.models import Exhibitor
from exhibitors.models.companies import validate_site
from forum_portal.arabic.forms import CleanTexts

LANGUAGES = {"ar": "rtl", "en": "ltr", "fr": "ltr"}


class SiteField(forms.URLField):
    """The address of a web site; without http:// or https:// it is completed. One mistake, one sentence."""

    default_validators = [validate_site]

    def __init__(self, **kwargs):
        super().__init__(**{"assume_scheme": "https", "max_length": 200} | kwargs)


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
