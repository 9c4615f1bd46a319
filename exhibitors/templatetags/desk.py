"""What the pages of the desk and of accounts say again and again."""

from django import template
from django.conf import settings

register = template.Library()

LEFT_TO_RIGHT = ("email", "number", "tel", "url")


@register.simple_tag
def control(field):
    """
    The input of a form field, joined to its help and its errors by Django itself.

    Without the placeholder that allauth gives: the label stands above it already. What machines read
    runs from left to right.
    """
    direction = {"dir": "ltr"} if getattr(field.field.widget, "input_type", "") in LEFT_TO_RIGHT else {}
    return field.as_widget(attrs={"placeholder": False, **direction})


@register.inclusion_tag("includes/no_mail_server.html")
def mail_note():
    """Where letters are to be found on a portal without a mail server; nothing on any other."""
    return {"no_mail_server": not settings.EMAIL_HOST}


@register.filter
def booth_sign(standing):
    """The id of the sign that stands for a booth's state, so that colour is not needed."""
    return f"sign-{standing}"
