"""Keeping the records of the translations up to date with the texts."""

from contextlib import contextmanager
from contextvars import ContextVar
from operator import attrgetter

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.db import transaction

from .belonging import edition_id_of, with_wholes
from .models import TranslationRecord
from .texts import fields_of, translated_models

# What may change of a record once it is there.
FOLLOWED = ["edition_id", "arabic", "source", "text", "reviewed_at", "reviewed_by_id"]
followed = attrgetter(*FOLLOWED)

is_put_off = ContextVar("is_put_off", default=False)


def bring_up_to_date(items):
    """
    Let the records of ``items``, which may be of several models, follow their texts.

    Return those of ``items`` that were not known to be of the edition that they are of now.
    Causes 4 queries at most, beside what edition_id_of() reads.
    """
    known = {record.key: record for record in TranslationRecord.objects.of(items)}
    kept, new, changed, moved = set(), [], [], []
    for item in items:
        edition_id = edition_id_of(item)
        own = [known.get(record.key, record) for record in blank_records_of(item)]
        if not any(record.pk and record.edition_id == edition_id for record in own):
            moved.append(item)
        for record in own:
            before = followed(record)
            record.edition_id = edition_id
            record.follow(arabic=getattr(item, f"{record.field}_ar"), text=getattr(item, record.column))
            if not (record.arabic or record.text):
                continue
            kept.add(record.key)
            if record.pk is None:
                new.append(record)
            elif followed(record) != before:
                changed.append(record)
    names = [name.removesuffix("_id") for name in FOLLOWED]
    # Of two who save the same at once, the later is right, as in the object itself.
    TranslationRecord.objects.bulk_create(
        new,
        update_conflicts=True,
        unique_fields=["content_type", "object_id", "field", "language"],
        update_fields=names,
    )
    TranslationRecord.objects.bulk_update(changed, names, batch_size=100)
    if gone := [record.pk for key, record in known.items() if key not in kept]:
        TranslationRecord.objects.filter(pk__in=gone).delete()
    return moved


def blank_records_of(item):
    """A record, as it is before anything is known, for each text of ``item`` in each language."""
    content_type = ContentType.objects.get_for_model(item)
    for field in fields_of(type(item)):
        for language in TranslationRecord.Language.values:
            yield TranslationRecord(content_type=content_type, object_id=item.pk, field=field, language=language)


@transaction.atomic
def sweep():
    """Bring all records up to date, whatever changed unseen: QuerySet.update(), SQL, a restored copy."""
    for model in translated_models():
        for page in Paginator(with_wholes(model._default_manager.order_by("pk")), 500):
            bring_up_to_date(page.object_list)
        records = TranslationRecord.objects.filter(content_type=ContentType.objects.get_for_model(model))
        records.exclude(object_id__in=model._default_manager.values("pk")).delete()


@contextmanager
def put_off():
    """Let many saves pass unseen, and sweep once at the end: for a loader, which would else wait for each of them."""
    token = is_put_off.set(True)
    try:
        yield
    finally:
        is_put_off.reset(token)
    sweep()
