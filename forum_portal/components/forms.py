"""A form with a field of each kind, in each of its states."""

from django import forms
from django.utils.translation import get_language

from .invention import say


class EveryField(forms.Form):
    """A field of each kind; ``say`` in the labels makes it speak the language in which it is made."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        countries = [("", "—"), ("OM", say("عُمان", "Oman")), ("TN", say("تونس", "Tunisia"))]
        self.fields["name"] = forms.CharField(label=say("اسم الشركة", "Name of the company"))
        self.fields["email"] = forms.EmailField(
            label=say("البريد الإلكتروني", "E-mail"),
            help_text=say("نكتب إليكم على هذا العنوان.", "This is where we write to you."),
        )
        self.fields["country"] = forms.ChoiceField(label=say("البلد", "Country"), choices=countries)
        self.fields["about"] = forms.CharField(
            label=say("نبذة", "About"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=say("لزوار المعرض: ما تعمله الشركة.", "For visitors: what the company does."),
        )
        self.fields["file"] = forms.FileField(label=say("ملف", "File"), required=False)
        self.fields["terms"] = forms.BooleanField(
            label=say("أوافق على شروط المشاركة في هذا المعرض المثال", "I accept the terms of this sample exhibition"),
            help_text=say("تُقرأ قبل الإرسال.", "Please read them before sending."),
        )


class ClosedField(forms.Form):
    """A field that cannot be filled in."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["closed"] = forms.CharField(label=say("الرمز", "Code"), disabled=True, initial="d-01")


def forms_of_every_kind():
    """The same form empty, filled in, and refused."""
    code = get_language()
    filled = {
        "name": say("شركة المثال للأغذية", "Sample Foods"),
        "email": "sample@example.org",
        "country": "OM",
        "about": say("تصنع أمثلة.", "Makes samples."),
        "terms": "on",
    }
    wrong = EveryField({"name": "", "email": "sample@", "country": "OM"}, auto_id=f"{code}-wrong-%s")
    wrong.add_error(None, say("لم يُحفظ شيء بعد.", "Nothing is saved yet."))
    wrong.add_error("country", say("لا يشارك هذا البلد.", "This country does not take part."))
    wrong.add_error("about", say("النص أطول مما ينبغي.", "This text is too long."))
    return {
        "form_empty": EveryField(auto_id=f"{code}-empty-%s"),
        "form_filled": EveryField(filled, auto_id=f"{code}-filled-%s"),
        "form_wrong": wrong,
        "form_closed": ClosedField(auto_id=f"{code}-closed-%s"),
    }
