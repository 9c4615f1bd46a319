"""The parts that the work falls into, and how far each of them is."""

from collections import defaultdict
from dataclasses import dataclass, fields

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from editions.models import Edition, Series
from exhibitors.models import Exhibitor, Product

from .belonging import parts_of
from .models import TranslationRecord


@dataclass(frozen=True)
class Scope:
    """A part of the work, with a page of its own. Only that of an edition names one."""

    title: str
    address: str
    records: QuerySet
    edition: Edition | None = None
    is_of_companies: bool = False


def scope_of_edition(edition):
    return Scope(
        str(edition), address_of_entry(edition), TranslationRecord.objects.filter(edition=edition), edition=edition
    )


def scope_of_series():
    """What belongs to no edition. Reads the name of the series."""
    records = TranslationRecord.objects.filter(edition=None).exclude(content_type__in=types_of_companies())
    return Scope(str(Series.objects.first() or _("The series")), reverse("admin:translations_of_series"), records)


def scope_of_companies():
    """What companies say of themselves. They write it at the desk, so it stands apart from the work of staff."""
    records = TranslationRecord.objects.filter(content_type__in=types_of_companies())
    return Scope(_("Companies"), reverse("admin:translations_of_companies"), records, is_of_companies=True)


def scope_of_entry(item):
    """What is entered on the page of ``item``; of an edition, all that belongs to it. Reads the parts of the item."""
    if isinstance(item, Edition):
        return scope_of_edition(item)
    items = [item, *(part for parts in parts_of(item) for part in parts)]
    return Scope(str(item), address_of_entry(item), TranslationRecord.objects.of(items))


def address_of_entry(item):
    if isinstance(item, Edition):
        return reverse("admin:translations_of_edition", args=[item.pk])
    return reverse("admin:translations_of_entry", args=[item._meta.app_label, item._meta.model_name, item.pk])


def types_of_companies():
    return [ContentType.objects.get_for_model(model) for model in (Exhibitor, Product)]


@dataclass(frozen=True)
class Tally:
    """How many texts are in which state; those that need no translation are in none."""

    missing: int = 0
    outdated: int = 0
    to_review: int = 0
    reviewed: int = 0

    @property
    def total(self):
        return self.translated + self.missing

    @property
    def translated(self):
        return self.outdated + self.to_review + self.reviewed

    def __add__(self, other):
        return Tally(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(self)))


def tallies(records, *columns):
    """The Tally of those of ``records`` that agree in ``columns``, by these: 1 query."""
    found = defaultdict(dict)
    rows = records.needed().order_by().values_list(*columns, "state").annotate(Count("pk"))
    for *key, state, count in rows:
        found[tuple(key)][state] = count
    return defaultdict(Tally, {key: Tally(**counts) for key, counts in found.items()})


def overview(user):
    """
    The scopes that are no entry, the demonstration last, each with its Tally in every language.

    Of what ``user`` may see. 3 queries.
    """
    records = TranslationRecord.objects.visible_to(user).annotate(of_company=Q(content_type__in=types_of_companies()))
    found = tallies(records, "edition", "of_company", "language")
    editions = [((edition.pk, False), scope_of_edition(edition)) for edition in Edition.objects.all()]
    scopes = [
        *(entry for entry in editions if not entry[1].edition.is_demo),
        ((None, False), scope_of_series()),
        ((None, True), scope_of_companies()),
        *(entry for entry in editions if entry[1].edition.is_demo),
    ]
    languages = TranslationRecord.Language
    return [(scope, [(language, found[*key, language]) for language in languages]) for key, scope in scopes]
