"""The documents that a company hands in."""

from django import forms
from django.utils.translation import gettext_lazy as _

# What the window of the browser offers to choose from; what is taken, its content decides.
ACCEPTED = "application/pdf,image/jpeg,image/png,.pdf,.jpg,.jpeg,.png"


class UploadForm(forms.Form):
    """One file, for one of the documents that are asked for or beside them."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        allow_empty_file=True,  # content_of() says it in a sentence of its own
        error_messages={"required": _("Please choose a file first.")},
    )

    def __init__(self, *args, wanted=None, **kwargs):
        """``wanted`` is what is asked for, or None for what the company sends by itself."""
        super().__init__(*args, **kwargs)
        self.wanted = wanted
        field = self.fields["file"]
        field.widget.attrs["id"] = f"id_document_{wanted.pk}" if wanted else "id_document_other"
