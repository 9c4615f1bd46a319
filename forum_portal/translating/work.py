"""What is to be done about the translations, text by text."""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Case, Model, Value, When, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from editions.models import Evidence, Involvement, RecommendationUpdate
from exhibitors.models import Exhibition
from forum_portal.arabic.bidi import isolate, side_by_side
from forum_portal.arabic.dates import format_day
from papers.models import Presentation

from .belonging import whole_of
from .models import TranslationRecord, TranslationState, types_for
from .texts import digest, fields_of, translated_models

# What their names read.
NAMED_BY = {Involvement: ["organisation"], Presentation: ["speaker", "paper", "session"], Exhibition: ["edition"]}


def in_order(records):
    """``records`` as the forms have them: model by model, object by object, field by field, English before French."""
    of_model, of_field = [], []
    for place, model in enumerate(translated_models()):
        content_type = ContentType.objects.get_for_model(model)
        of_model.append(When(content_type=content_type, then=Value(place)))
        of_field += [
            When(content_type=content_type, field=field, then=Value(place))
            for place, field in enumerate(fields_of(model))
        ]
    return records.order_by(Case(*of_model), "object_id", Case(*of_field), "language")


@dataclass(frozen=True)
class Text:
    """
    One text in one language: what a line of the list of work says of it.

    ``earlier`` is the Arabic that an outdated translation was written from, where the history knows it.
    """

    record: TranslationRecord
    item: Model
    can_change: bool
    earlier: str

    @property
    def state(self):
        return TranslationState(self.record.state)

    @property
    def language(self):
        return TranslationRecord.Language(self.record.language)

    @property
    def kind(self):
        return capfirst(self.item._meta.verbose_name)

    @property
    def field(self):
        return capfirst(self.item._meta.get_field(self.record.field).verbose_name)

    @property
    def name(self):
        parts = [Truncator(str(part)).words(8) for part in name_of(self.item)]
        return side_by_side(*parts) if len(parts) > 1 else parts[0]

    @property
    def arabic(self):
        return getattr(self.item, f"{self.record.field}_ar") or ""

    @property
    def translation(self):
        return getattr(self.item, self.record.column) or ""

    @property
    def can_be_reviewed(self):
        return self.can_change and self.state in TranslationRecord.WAITING

    @property
    def review(self):
        return review_in_words(self.record) if self.state == TranslationState.REVIEWED else ""

    @property
    def form(self):
        """The address of the form that holds the text; empty where there is none."""
        owner = self.item if self.has_form else whole_of(self.item)
        return owner and reverse(f"admin:{owner._meta.app_label}_{owner._meta.model_name}_change", args=[owner.pk])

    @property
    def mark(self):
        """The place of its input in that form: an id, or what tabs.js knows it by, since rows have numbers."""
        return f"id_{self.record.column}" if self.has_form else f"translation-{self.record.pk}"

    @property
    def has_form(self):
        return admin.site.is_registered(type(self.item))


def review_in_words(record):
    """Who reviewed the translation, and when."""
    day = format_day(timezone.localdate(record.reviewed_at))
    if record.reviewed_by is None:
        return _("Reviewed on %(day)s.") % {"day": day}
    return _("Reviewed by %(person)s on %(day)s.") % {"person": isolate(record.reviewed_by), "day": day}


def name_of(item):
    """What tells ``item`` from others of its kind within an edition, in one part or several."""
    if isinstance(item, Presentation):
        return [item.speaker, item.get_role_display(), item.paper or item.session]
    if isinstance(item, Involvement):
        return [item.name_then or item.organisation, item.get_role_display()]
    if isinstance(item, RecommendationUpdate):
        return [item.get_status_display(), item.text]
    if isinstance(item, Evidence) and item.item:
        return [*name_of(item.item), *filter(None, [field_name(item)])]
    return [item]


def field_name(evidence):
    """The name of the field that the evidence is of; empty where it is of the whole entry."""
    try:
        return capfirst(evidence.item._meta.get_field(evidence.field).verbose_name)
    except FieldDoesNotExist:
        return evidence.field


def texts_of(records, *, user):
    """
    ``records`` as Texts, in their order, for a page or for a file.

    Causes 2 queries for each model among them, and some for what their names read.
    """
    records = list(records)
    types = [ContentType.objects.get_for_id(key) for key in {record.content_type_id for record in records}]
    prefetch_related_objects(records, GenericPrefetch("item", [with_names(kind.model_class()) for kind in types]))
    changeable = {kind.pk for kind in types_for(user, "change")}
    earlier = earlier_arabic(records)
    return [
        Text(record, record.item, record.content_type_id in changeable, earlier.get(record.pk, ""))
        for record in records
        if record.item is not None
    ]


def with_names(model):
    """The objects of ``model`` with all that their names read."""
    queryset = model._default_manager.all()
    if model is Evidence:
        others = [with_names(other) for other in translated_models() if other is not Evidence]
        return queryset.prefetch_related(GenericPrefetch("item", others))
    return queryset.select_related(*NAMED_BY[model]) if model in NAMED_BY else queryset


def earlier_arabic(records):
    """The Arabic that the outdated ones of ``records`` were written from, by their keys: 1 query for each model."""
    outdated = defaultdict(list)
    for record in records:
        if record.state == TranslationState.OUTDATED:
            outdated[ContentType.objects.get_for_id(record.content_type_id).model_class()].append(record)
    found = {}
    for model, own in outdated.items():
        columns = {f"{record.field}_ar" for record in own}
        for version in model.history.filter(id__in={record.object_id for record in own}).values("id", *columns):
            found |= {
                record.pk: version[f"{record.field}_ar"]
                for record in own
                if record.object_id == version["id"] and digest(version[f"{record.field}_ar"]) == record.source
            }
    return found
