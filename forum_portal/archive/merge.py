"""Writing shipped data into the database without undoing what staff changed there."""

import datetime
from decimal import Decimal

from django.contrib.contenttypes.models import ContentType
from django_countries.fields import Country, MultipleCountriesDescriptor

from editions.models import Evidence, Source
from forum_portal.models import LoadedRecord

LANGUAGES = ("ar", "en", "fr")


class Merge:
    """
    Puts objects into the database, each under a key that never changes.

    Of a field that was loaded before, the value from then, the value now and the new
    one are compared: only what staff left alone is brought up to date. What staff
    deleted is not made again. ``created``, ``changed`` and ``kept`` count objects;
    ``kept`` are those in which a change made by staff was left as it is.
    """

    def __init__(self, prefix):
        self.prefix = prefix
        self.records = {
            record.key: record for record in LoadedRecord.objects.filter(key__startswith=f"{prefix}/").select_related()
        }
        self.created = self.changed = self.kept = 0

    def put(self, key, model, *, lookup, evidence=None, **values):
        """
        The object of ``model`` under ``key`` with ``values``, or None where staff deleted it.

        ``lookup`` finds one that staff entered before the data came; it is then completed,
        not overwritten. A dictionary of languages is spread over the translated columns.
        """
        key = f"{self.prefix}/{key}"
        values = spread(model, values)
        record = self.records.get(key)
        if record is None:
            item = model._default_manager.filter(**lookup).first()
            written = {} if item else None
        else:
            item = model._default_manager.filter(pk=record.object_id).first()
            written = record.values
            if item is None:
                return None
        item = self.write(item or model(), model, values, written)
        self.remember(key, record, item, values, written)
        for field, known in (evidence or {}).items():
            self.put_evidence(key, item, field, known)
        return item

    def write(self, item, model, values, written):
        """Set those of ``values`` that are not staff's own, and save if that changed anything."""
        is_new = written is None
        differs = kept = False
        for name, value in values.items():
            current = plain(getattr(item, name))
            if not is_new and current != plain(value):
                untouched = current == written[name] if name in written else current == ""
                if not untouched:
                    kept = True
                    continue
            if is_new or current != plain(value):
                setattr(item, name, value)
                differs = True
        if differs:
            item.save()
        self.created += is_new
        self.changed += differs and not is_new
        self.kept += kept
        return item

    def remember(self, key, record, item, values, written):
        new = {name: plain(value) for name, value in values.items()}
        if record is None:
            content_type = ContentType.objects.get_for_model(item)
            self.records[key] = LoadedRecord.objects.create(
                key=key, content_type=content_type, object_id=item.pk, values=new
            )
        elif record.values != new:
            record.values = new
            record.save(update_fields=["values"])

    def put_evidence(self, key, item, field, known):
        content_type = ContentType.objects.get_for_model(item)
        evidence = self.put(
            f"{key.removeprefix(self.prefix + '/')}#{field}",
            Evidence,
            lookup={"content_type": content_type, "object_id": item.pk, "field": field},
            content_type_id=content_type.pk,
            object_id=item.pk,
            field=field,
            certainty=known.get("certainty", Evidence.Certainty.STATED),
            note=known.get("note", {}),
        )
        if evidence is not None and not evidence.sources.exists():
            evidence.sources.set(Source.objects.filter(code__in=known.get("sources", [])))


def spread(model, values):
    """``{"title": {"ar": …}}`` as ``{"title_ar": …, "title_en": …, …}``, each value as its field has it."""
    result = {}
    for name, value in values.items():
        if isinstance(value, dict):
            for language in LANGUAGES:
                result[f"{name}_{language}"] = as_stored(model, f"{name}_{language}", value.get(language))
        else:
            result[name] = as_stored(model, name, value)
    return result


def as_stored(model, name, value):
    """``value``, as it stands in a file, as the field ``name`` of ``model`` holds it."""
    field = model._meta.get_field(name)
    if getattr(field, "multiple", False):
        return sorted(value)  # as django-countries stores them
    if field.is_relation or value is None or isinstance(value, list):
        return value
    return field.to_python(value)


def plain(value):
    """A field's value as JSON keeps it, so that what is loaded can be compared with what is stored."""
    if isinstance(value, MultipleCountriesDescriptor):
        value = list(value)
    if value is None or value == []:
        return ""  # forms store an empty text where a file has nothing
    if isinstance(value, Country):
        return value.code or ""
    if isinstance(value, list):
        return [plain(part) for part in value]
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat()
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value.normalize())
    return value
