"""Who wears a badge."""

from django import forms

from exhibitors.models import Badge
from forum_portal.arabic.forms import CleanTexts


class BadgeForm(CleanTexts, forms.ModelForm):
    """One person, in at least one of the two scripts."""

    class Meta:
        model = Badge
        fields = ["name_arabic", "name_latin", "office"]
        widgets = {
            "name_arabic": forms.TextInput(attrs={"dir": "rtl", "lang": "ar", "autocomplete": "off"}),
            "name_latin": forms.TextInput(attrs={"dir": "ltr", "lang": "en", "autocomplete": "off"}),
            "office": forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        }

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not (cleaned.get("name_arabic") or cleaned.get("name_latin")):
            # The constraint says the same; here it stands beside a field.
            rule = next(rule for rule in Badge._meta.constraints if rule.name == "badge_has_name")
            self.add_error("name_arabic", forms.ValidationError(rule.violation_error_message, code="required"))
        return cleaned
