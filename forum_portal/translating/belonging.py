"""To which edition a text belongs; what has none belongs to the series."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch

from editions.models import Edition, Evidence, RecommendationUpdate
from exhibitors.models import BoothCategory, Discount, Pavilion, Product, RequiredDocument
from papers.models import Presentation

# What a part belongs to, where it does not name the edition itself.
WHOLES = {
    RecommendationUpdate: ["recommendation"],
    Presentation: ["paper", "session"],
    BoothCategory: ["exhibition"],
    Product: ["exhibitor"],
    RequiredDocument: ["exhibition"],
    Pavilion: ["exhibition"],
    Discount: ["exhibition"],
    Evidence: ["item"],
}


def whole_of(item):
    """What ``item`` is a part of, if it is one. Reads it, unless it came with the item."""
    return next(filter(None, (getattr(item, name) for name in WHOLES.get(type(item), ()))), None)


def edition_id_of(item):
    """The key of the edition that ``item`` belongs to, or None. Reads what it is a part of."""
    if isinstance(item, Edition):
        return item.pk
    whole = whole_of(item)
    return edition_id_of(whole) if whole else getattr(item, "edition_id", None)


def with_wholes(queryset):
    """``queryset`` with all that edition_id_of() reads: at most 1 query for each model of a whole."""
    names = WHOLES.get(queryset.model, [])
    if queryset.model is Evidence:
        nested = [with_wholes(model._default_manager.all()) for model in WHOLES if model is not Evidence]
        return queryset.prefetch_related(GenericPrefetch("item", nested))
    return queryset.select_related(*names) if names else queryset


def parts_of(item):
    """What belongs to an edition by way of ``item``, as a queryset for each kind of part."""
    for model, names in WHOLES.items():
        for name in names:
            key = model._meta.get_field(name)
            if isinstance(key, GenericForeignKey):
                content_type = ContentType.objects.get_for_model(item)
                yield model._default_manager.filter(content_type=content_type, object_id=item.pk)
            elif key.related_model is type(item):
                yield model._default_manager.filter(**{name: item})
