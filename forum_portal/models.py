"""What belongs to the whole site: who signs in, what is searched, what the archive loaded."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forum_portal.arabic.analysis import is_arabic_word
from forum_portal.arabic.cleaning import clean
from forum_portal.book.models import Book  # noqa: F401  (a model, which Django looks for here)
from forum_portal.translating.models import TranslationRecord  # noqa: F401  (a model, which Django looks for here)


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        """Create a user; raise ValueError without an address. ``password=None`` makes one that fits nobody."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        """Create a superuser, whose address counts as verified: whoever can do this vouches for it."""
        from forum_portal.accounts import keep_address  # needs the apps to be loaded

        with transaction.atomic(using=self._db):
            user = self.create_user(email, password, is_staff=True, is_superuser=True, **fields)
            keep_address(user, vouched_for=True)
        return user

    def get_by_natural_key(self, email):
        return self.get(email=email.strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """
    A person who signs in: staff of the organising body, or somebody who acts for a company.

    The e-mail address is the login and is kept in lower case. allauth's EmailAddress
    says whether it was verified.
    """

    class Language(models.TextChoices):
        ARABIC = "ar", _("Arabic")
        ENGLISH = "en", _("English")
        FRENCH = "fr", _("French")

    email = models.EmailField(
        _("e-mail address"), unique=True, error_messages={"unique": _("Somebody uses this address already.")}
    )
    name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=Language,
        default=Language.ARABIC,
        help_text=_("The language of the letters this person receives."),
    )
    is_staff = models.BooleanField(
        pgettext_lazy("person", "staff"), default=False, help_text=_("May sign in to these pages.")
    )
    is_active = models.BooleanField(
        pgettext_lazy("person", "active"),
        default=True,
        help_text=_("Untick this instead of deleting somebody who has left."),
    )
    date_joined = models.DateTimeField(_("registered on"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = pgettext_lazy("account", "user")
        verbose_name_plural = pgettext_lazy("account", "users")
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique_in_any_case",
                violation_error_message=_("Somebody uses this address already."),
            )
        ]

    def __str__(self):
        return self.name or self.email

    def save(self, **kwargs):
        self.email = clean(self.email).lower()
        super().save(**kwargs)

    def get_full_name(self):
        return str(self)

    def get_short_name(self):
        return str(self)


class SearchEntry(models.Model):
    """
    What the search knows of one public object: its keys, never its text.

    Several values in one column stand between spaces, each with one on either side, so that one
    is found as `` value `` on either database. Written by forum_portal.search.index alone.
    """

    class Kind(models.TextChoices):
        """In the order in which results that are equally good stand."""

        EDITION = "edition", pgettext_lazy("forum", "edition")
        PAPER = "paper", _("paper")
        SPEAKER = "speaker", _("speaker")
        COMPANY = "company", _("company")
        RECOMMENDATION = "recommendation", _("recommendation")
        ANNOUNCEMENT = "announcement", _("announcement")

    kind = models.CharField(max_length=14, choices=Kind)
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    item = GenericForeignKey()

    # What results are narrowed and put in order by. A year of 0 says that there is none.
    is_demo = models.BooleanField(default=False)
    year = models.PositiveSmallIntegerField(default=0)
    visible_from = models.DateTimeField(null=True, blank=True)
    editions = models.TextField(default=" ")  # primary keys
    countries = models.TextField(default=" ")  # ISO 3166-1

    # What is searched: the keys of all its texts, those of its titles or names, and how many the latter are.
    keys = models.TextField(default=" ")
    keys_title = models.TextField(default=" ")
    title_count = models.PositiveIntegerField(default=0)
    # The words of its titles as one begins to type them, and the sounds of the names of its people.
    words = models.TextField(default=" ")
    sounds = models.TextField(default=" ")

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="search_entry_unique_per_object")
        ]

    def __str__(self):
        return f"{self.kind} {self.object_id}"


class BrokenPlural(models.Model):
    """
    A noun and its plural of another pattern, which no stemmer joins: مصنع and مصانع.

    Whoever searches for one finds the other. Asked when somebody searches, so a change counts at once.
    """

    singular = models.CharField(_("singular"), max_length=40, help_text=_("One word, without the article."))
    plural = models.CharField(_("plural"), max_length=40, help_text=_("One word, without the article."))

    class Meta:
        verbose_name = _("broken plural")
        verbose_name_plural = _("broken plurals")
        ordering = ["singular", "plural"]
        constraints = [
            models.UniqueConstraint(
                fields=["singular", "plural"],
                name="broken_plural_once",
                violation_error_message=_("This pair is in the list already."),
            )
        ]

    def __str__(self):
        return f"{self.singular} – {self.plural}"

    def clean(self):
        errors = {
            name: _("Please enter one Arabic word.")
            for name in ("singular", "plural")
            if not is_arabic_word(getattr(self, name))
        }
        if not errors and self.singular == self.plural:
            errors["plural"] = _("These are one word twice.")
        if errors:
            raise ValidationError(errors)


class LoadedRecord(models.Model):
    """
    What ``load_series`` or ``load_demo`` last wrote into one object.

    A field that no longer holds the value written here was changed by staff, and is
    theirs from then on. A record whose object is gone says that staff deleted it.
    """

    key = models.CharField(max_length=200, unique=True)
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    item = GenericForeignKey()
    values = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("loaded record")
        verbose_name_plural = _("loaded records")
        ordering = ["key"]

    def __str__(self):
        return self.key


class Correction(models.Model):
    """
    What a reader says is wrong: on which page, in which sentence, and how it should read.

    The sentence is kept as it stood. ``item`` and ``field`` say where it is recorded; they
    are empty where the whole page is meant, and ``field`` alone where the whole entry is.
    """

    class State(models.TextChoices):
        NEW = "new", pgettext_lazy("correction", "new")
        ACCEPTED = "accepted", pgettext_lazy("correction", "accepted")
        DECLINED = "declined", pgettext_lazy("correction", "declined")

    page = models.CharField(_("page"), max_length=300, blank=True)
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+", null=True, blank=True)
    object_id = models.PositiveBigIntegerField(null=True, blank=True)
    item = GenericForeignKey()
    field = models.CharField(_("field"), max_length=40, blank=True)
    sentence = models.TextField(_("the sentence as it stood"), blank=True)
    proposal = models.TextField(_("what it should say"))
    source = models.TextField(_("how the reader knows"), blank=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(pgettext_lazy("page", "language"), max_length=2, choices=User.Language)
    created_at = models.DateTimeField(_("received on"), default=timezone.now)
    state = models.CharField(
        pgettext_lazy("correction", "state"), max_length=8, choices=State, default=State.NEW, db_index=True
    )
    handled_by = models.ForeignKey(
        User, models.SET_NULL, verbose_name=_("decided by"), related_name="+", null=True, blank=True
    )
    handled_at = models.DateTimeField(_("decided on"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True, help_text=_("For staff alone."))

    class Meta:
        verbose_name = pgettext_lazy("of a reader", "correction")
        verbose_name_plural = pgettext_lazy("of readers", "corrections")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["new", "accepted", "declined"]), name="correction_state_known"
            ),
            models.CheckConstraint(condition=~models.Q(proposal=""), name="correction_has_proposal"),
            models.CheckConstraint(
                condition=models.Q(page="") | (models.Q(page__startswith="/") & ~models.Q(page__startswith="//")),
                name="correction_page_is_local",
            ),
            models.CheckConstraint(
                condition=models.Q(content_type=None, object_id=None, field="")
                | models.Q(content_type__isnull=False, object_id__isnull=False),
                name="correction_fact_is_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(state="new", handled_at=None)
                | (~models.Q(state="new") & models.Q(handled_at__isnull=False)),
                name="correction_decided_at_some_time",
            ),
        ]

    def __str__(self):
        return Truncator(self.sentence or self.proposal).words(8)
