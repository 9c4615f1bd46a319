"""The pages about the portal itself."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


# Outside Page so that its constraint can use it: Meta cannot see the class around it.
class PageCode(models.TextChoices):
    ABOUT = "about", _("About the forum")
    CONTACT = "contact", _("Contact")
    PRIVACY = "privacy", _("Privacy")


class Page(models.Model):
    """
    A text of the organisers about the portal, at an address of its own.

    There are three such addresses, with or without their record: where staff deleted it,
    the page says that its text is being prepared. How the text is written: editions.prose.
    """

    code = models.CharField(
        _("which page"),
        max_length=10,
        choices=PageCode,
        unique=True,
        error_messages={"unique": _("This page exists already. Please change its text in the list of pages.")},
    )
    title = models.CharField(_("title"), max_length=120)
    body = models.TextField(
        _("text"),
        help_text=_(
            "An empty line ends a paragraph. A line that begins with ## is a sub-heading. "
            "Web and e-mail addresses become links."
        ),
    )
    updated_at = models.DateTimeField(_("last changed on"), auto_now=True)

    class Meta:
        verbose_name = _("page about the portal")
        verbose_name_plural = _("pages about the portal")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(code__in=PageCode.values), name="page_code_known"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse(f"editions:{self.code}")
