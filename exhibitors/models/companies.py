"""Companies, and the people who act for them."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries.fields import CountryField

from editions.codes import new_code
from editions.models import Edition, Findable, Organisation
from forum_portal.arabic.bidi import side_by_side
from forum_portal.arabic.matching import WantedWords
from forum_portal.images import Pictured, renditions_of_picture
from forum_portal.validators import validate_image_size

from .registration import LONGEST_TEXT, Registration, State


def validate_site(address):
    """Refuse what is not the address of a web page that everybody may open."""
    URLValidator(schemes=["http", "https"])(address)
    if "@" in urlsplit(address).netloc:
        raise ValidationError(_("Please leave out the user name and the password before the @."), code="user")


def approved_registrations():
    """Approved registrations of the company of the outer query, at editions that visitors can see."""
    return Registration.objects.filter(
        exhibitor=models.OuterRef("pk"),
        state=State.APPROVED,
        exhibition__edition__status=Edition.Status.PUBLISHED,
    )


class ExhibitorQuerySet(models.QuerySet):
    def public(self):
        """Companies with an approved registration at an edition that visitors can see."""
        return self.filter(models.Exists(approved_registrations()))

    def in_series(self):
        """Public companies of real editions, not of the demonstration."""
        return self.filter(models.Exists(approved_registrations().filter(exhibition__edition__is_demo=False)))

    def with_is_invented(self):
        """Say of each company whether only the demonstration knows it: ``is_invented``."""
        real = approved_registrations().filter(exhibition__edition__is_demo=False)
        return self.annotate(is_invented=~models.Exists(real))

    def matching(self, question):
        """Companies whose texts have every word of ``question``, in some form. Reads their texts: 1 query."""
        wanted = WantedWords(question)
        if not wanted:
            return self
        texts = self.order_by().values_list("pk", "search_text")
        return self.filter(pk__in=[pk for pk, text in texts if wanted.are_in([text])])

    def of(self, user):
        """Companies that ``user`` acts for."""
        return self.filter(memberships__user=user)


class Exhibitor(Findable, Pictured):
    """A company over all editions; what it wants at one of them is its Registration."""

    found_by = ("city", "code")
    PICTURES = {"logo": "name"}

    code = models.CharField(_("code"), max_length=8, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    country = CountryField(_("country"), blank_label=_("Choose a country"))
    city = models.CharField(_("city"), max_length=120, blank=True)
    description = models.TextField(
        _("description"),
        blank=True,
        help_text=_("For visitors: what the company does."),
        validators=[MaxLengthValidator(LONGEST_TEXT)],
    )
    logo = models.ImageField(_("logo"), upload_to="exhibitors/", blank=True, validators=[validate_image_size])
    logo_renditions = renditions_of_picture()
    site = models.URLField(_("web site"), blank=True, validators=[validate_site])
    organisation = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        verbose_name=pgettext_lazy("field", "organisation"),
        related_name="exhibitors",
        null=True,
        blank=True,
        help_text=_("Its record among the organisations, which joins it to papers and roles."),
    )
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="exhibitors.Membership", related_name="exhibitors"
    )

    objects = ExhibitorQuerySet.as_manager()

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        ordering = ["sort_ar", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(code=""), name="exhibitor_has_code")]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        if not self.code:
            self.code = new_code(Exhibitor, FormerCode)
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse("exhibitors:exhibitor", args=[self.code])


class FormerCode(models.Model):
    """
    The code of a company that was merged into another: its address leads to that one for ever.

    It stays when the company is deleted, so that the code is given to nobody else.
    """

    code = models.CharField(_("code"), max_length=8, primary_key=True)
    exhibitor = models.ForeignKey(
        Exhibitor,
        models.SET_NULL,
        verbose_name=pgettext_lazy("field", "company"),
        related_name="former_codes",
        null=True,
    )
    merged_at = models.DateTimeField(_("merged on"), default=timezone.now)

    class Meta:
        verbose_name = _("former code")
        verbose_name_plural = _("former codes")
        ordering = ["code"]
        default_permissions = ()  # written by exhibitors.merging alone

    def __str__(self):
        return self.code


class Membership(models.Model):
    """A person who acts for a company."""

    class Role(models.TextChoices):
        OWNER = "owner", pgettext_lazy("company", "owner")
        MEMBER = "member", pgettext_lazy("company", "member")

    exhibitor = models.ForeignKey(
        Exhibitor, models.CASCADE, verbose_name=pgettext_lazy("field", "company"), related_name="memberships"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("person"), related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=6, choices=Role, default=Role.MEMBER)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["exhibitor", "user"],
                name="membership_once_per_person",
                violation_error_message=_("This person acts for this company already."),
            )
        ]

    def __str__(self):
        return side_by_side(self.user, self.exhibitor)
