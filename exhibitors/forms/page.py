"""The parts of a company’s page, a form each."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modeltranslation.utils import get_translation_fields

from exhibitors import hs
from exhibitors.isic import DIVISIONS, by_section
from exhibitors.models import Contact, ExhibitorSector, Link, Product
from exhibitors.presenting import CONSENT
from forum_portal.arabic.forms import CleanTexts, take_typed_text

from .company import LANGUAGES, SiteField
from .pictures import PictureField


class LogoForm(forms.Form):
    logo = PictureField(label=_("Logo"), required=True)


class SectorsForm(forms.Form):
    """The sectors, a box each. With a browser that opens and shuts their sections by itself."""

    sectors = forms.MultipleChoiceField(
        label=_("Sectors"),
        required=False,
        choices=lambda: [(division.code, str(division)) for division in DIVISIONS.values()],
        widget=forms.CheckboxSelectMultiple,
    )

    def clean_sectors(self):
        chosen = self.cleaned_data["sectors"]
        if len(chosen) > ExhibitorSector.MOST:
            sentence = _("You have ticked %(count)d sectors. Please leave no more than %(most)d.")
            raise forms.ValidationError(
                sentence, code="too_many", params={"count": len(chosen), "most": ExhibitorSector.MOST}
            )
        return chosen

    def sections(self):
        """Each section with its divisions, (division, whether it is ticked), and how many of these are."""
        ticked = set(self["sectors"].value() or ())
        for section, divisions in by_section():
            boxes = [(division, division.code in ticked) for division in divisions]
            yield section, boxes, sum(is_ticked for _division, is_ticked in boxes)


class HSCodeField(forms.CharField):
    """A code of the Harmonized System in any spelling: with the dot or without, in any digits."""

    def to_python(self, value):
        return hs.plain(super().to_python(value))


class ProductForm(CleanTexts, forms.ModelForm):
    """A product in up to three languages; its picture is taken apart, since it is stored outside the transaction."""

    hs_code = HSCodeField(
        label=_("HS code"),
        required=False,
        max_length=20,
        help_text=_("The customs code, if you know it: 4 or 6 digits, as in 8413.70."),
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "decimal"}),
    )
    new_picture = PictureField(label=_("Picture"))

    class Meta:
        model = Product
        fields = [*get_translation_fields("name"), *get_translation_fields("description"), "hs_code"]
        labels = {
            "name_ar": _("Name in Arabic"),
            "name_en": _("Name in English"),
            "name_fr": _("Name in French"),
            "description_ar": _("Description in Arabic"),
            "description_en": _("Description in English"),
            "description_fr": _("Description in French"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if (language := name[-2:]) in LANGUAGES and name[-3] == "_":
                field.widget.attrs |= {"lang": language, "dir": LANGUAGES[language]}
                if name.startswith("description"):
                    field.widget.attrs["rows"] = 3
        if self.instance.hs_code:
            self.initial["hs_code"] = self.instance.dotted_hs_code


class LinkForm(forms.Form):
    """One link. An address without a kind is another page."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("link", "Kind"),
        required=False,
        choices=lambda: [("", _("Choose a kind")), *Link.Kind.choices],
    )
    address = SiteField(label=_("Address"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        take_typed_text(self.fields["address"])

    def clean(self):
        if self.cleaned_data.get("kind") and not self.cleaned_data.get("address") and "address" not in self.errors:
            self.add_error("address", forms.ValidationError(_("Please give the address too."), code="required"))

    def link(self):
        """The pair of a kind and an address; None where the row is left empty."""
        address = self.cleaned_data.get("address")
        return (self.cleaned_data.get("kind") or Link.Kind.OTHER, address) if address else None


LinksFormSet = forms.formset_factory(LinkForm, extra=2, max_num=Link.MOST, absolute_max=Link.MOST, validate_max=True)


class ContactOnPageForm(CleanTexts, forms.ModelForm):
    """A contact; beside each part a box that is not ticked, without which nobody sees it."""

    class Meta:
        model = Contact
        fields = Contact.PARTS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for part in Contact.PARTS:
            label = self.fields[part].label
            self.fields[part].label = capfirst(label)
            self.fields[f"publish_{part}"] = forms.BooleanField(label=CONSENT, required=False)
        self.fields["name"].widget.attrs |= {"autocomplete": "name", "dir": "auto"}
        self.fields["office"].widget.attrs |= {"autocomplete": "organization-title", "dir": "auto"}
        self.fields["phone"].widget = forms.TelInput(attrs={"autocomplete": "tel"})
        if self.instance.pk:
            for publication in self.instance.publications.all():
                self.initial[f"publish_{publication.part}"] = True

    def clean(self):
        super().clean()
        data = self.cleaned_data
        if not self.errors and not any(data.get(part) for part in Contact.PARTS):
            raise forms.ValidationError(_("Please fill in one of these at least."), code="empty")
        for part in Contact.PARTS:
            if data.get(f"publish_{part}") and part in data and not data[part]:
                self.add_error(part, forms.ValidationError(_("There is nothing here to publish."), code="nothing"))

    def pairs(self):
        """Each part with its box."""
        return [(self[part], self[f"publish_{part}"]) for part in Contact.PARTS]

    def published(self):
        return {part for part in Contact.PARTS if self.cleaned_data[f"publish_{part}"]}
