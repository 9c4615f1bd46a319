"""«Correct this» beside a fact, and at the foot of a page."""

from django import template
from django.urls import reverse
from django.utils.http import urlencode

from forum_portal.facts import fact_of, is_invented
from forum_portal.page_names import is_private

register = template.Library()


@register.inclusion_tag("includes/correct.html", takes_context=True)
def correct(context, item, field=""):
    """
    A quiet link by which readers say that ``field`` of ``item``, or ``item`` itself, is wrong.

    Once for each fact of a page, since the way back leads to it. Asks no database. Nothing
    for what was invented: where an include was called with ``only``, the item must have come
    with its edition.
    """
    if not item or context.get("is_demo") or is_invented(item):
        return {"fact": None}
    fact = fact_of(item, field)
    query = {"page": context.request.path, "fact": fact.reference}
    return {"fact": fact, "url": address(query)}


@register.simple_tag(takes_context=True)
def correct_page_url(context):
    """The address at which readers say that something on this page is wrong; empty where they cannot."""
    request = getattr(context, "request", None)
    match = getattr(request, "resolver_match", None)
    if match is None or context.get("is_demo") or context.get("is_private") or is_private(match):
        return ""
    return address({"page": request.path})


def address(query):
    return f"{reverse('correct')}?{urlencode(query)}"
