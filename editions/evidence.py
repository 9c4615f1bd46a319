"""Bringing the evidence to the objects of a page, in two queries however many there are."""

from collections import defaultdict

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from editions.models import Evidence


def attach_evidence(*collections):
    """
    Fill ``evidence.all()`` of every object in ``collections``; return the sources they rest on.

    The collections may hold objects of different models. Sources come once each, in the
    order of the objects that name them. Causes two queries, beside those for content types.
    """
    objects = [item for collection in collections for item in collection]
    by_type = defaultdict(list)
    for item in objects:
        by_type[ContentType.objects.get_for_model(item)].append(item.pk)
    wanted = Q(pk=None)
    for content_type, keys in by_type.items():
        wanted |= Q(content_type=content_type, object_id__in=keys)
    found = defaultdict(list)
    for evidence in Evidence.objects.filter(wanted).prefetch_related("sources"):
        found[evidence.content_type_id, evidence.object_id].append(evidence)

    sources = {}
    for item in objects:
        own = found[ContentType.objects.get_for_model(item).pk, item.pk]
        cached = item.evidence.get_queryset()
        cached._result_cache = own
        cached._prefetch_done = True
        item._prefetched_objects_cache = {**getattr(item, "_prefetched_objects_cache", {}), "evidence": cached}
        sources.update({source.pk: source for evidence in own for source in evidence.sources.all()})
    return list(sources.values())
