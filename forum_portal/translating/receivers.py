"""Receivers that let the records of the translations follow every save and delete."""

from django.db.models.signals import post_delete, post_save

from .belonging import WHOLES, parts_of, with_wholes
from .models import TranslationRecord
from .records import bring_up_to_date, is_put_off
from .texts import fields_of, translated_models


def watch_texts():
    for model in translated_models():
        post_save.connect(follow_save, sender=model)
        post_delete.connect(follow_delete, sender=model)


def follow_save(sender, instance, created, raw, update_fields, **kwargs):
    # A fixture's parts may come before their wholes.
    if raw or is_put_off.get() or (update_fields is not None and not concerned(sender) & set(update_fields)):
        return
    if bring_up_to_date([instance]) and not created:
        bring_along(instance)


def concerned(model):
    """The fields of ``model`` that say what a record says."""
    columns = {field.name for field in model._meta.fields if hasattr(field, "translated_field")}
    return {*fields_of(model), *columns, "edition", *WHOLES.get(model, ())}


def bring_along(item):
    """Let all that belongs to an edition by way of ``item`` belong to the edition that it is of now."""
    for parts in parts_of(item):
        for part in bring_up_to_date(with_wholes(parts)):
            bring_along(part)


def follow_delete(sender, instance, **kwargs):
    TranslationRecord.objects.of([instance]).delete()
