"""The field through which a company brings a picture."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from forum_portal.images import validate_readable
from forum_portal.validators import suffix, validate_image_size

ACCEPTED = "image/png,image/jpeg,image/webp,image/gif"
HELP = _(
    "JPEG, PNG, WebP or GIF, up to 5 MB and 12 million pixels. Data about where and when it was taken is removed."
)


def validate_picture(file):
    """Refuse what is no picture that can be kept as its pixels. One mistake, one sentence."""
    if suffix(file.name) in (".svg", ".svgz"):
        sentence = _("An SVG may hold a program, so it is not accepted. Please save the drawing as PNG.")
        raise ValidationError(sentence, code="svg")
    validate_image_size(file)
    validate_readable(file)


class PictureField(forms.FileField):
    """A new picture. Its name does not matter, however long or in whichever script: the portal gives another."""

    default_validators = [validate_picture]

    def __init__(self, **kwargs):
        widget = forms.FileInput(attrs={"accept": ACCEPTED})
        super().__init__(**{"widget": widget, "help_text": HELP, "required": False} | kwargs)
