"""A visitor's own programme, and one that somebody shared."""

from itertools import groupby

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from editions.models import Edition
from papers.choices import Choice, items_of


@require_safe
def mine(request, slug):
    """
    What the address names of an edition, by day: a choice that somebody shared.

    An address that names nothing is the page of the visitor's own choice. The portal does not know
    it, so the page brings the whole programme, out of which the browser shows what is chosen. So it
    does without a network too.
    """
    edition = get_object_or_404(Edition.objects.published(), slug=slug)
    choice = Choice(request.GET, edition=edition)
    is_shared = "s" in request.GET or "p" in request.GET
    items = items_of(edition)
    if is_shared:
        items = [item for item in items if item.subject in choice]
        for item in items:
            item.overlaps = item.overlaps_in(choice)
    context = {
        "edition": edition,
        "is_demo": edition.is_demo,
        "is_private": True,  # everybody's is another
        "is_shared": is_shared,
        "choice": choice,
        "has_overlaps": is_shared and any(item.overlaps for item in items),
        "days": [(day, list(group)) for day, group in groupby(items, key=lambda item: item.day)],
    }
    return render(request, "papers/mine.html", context)
