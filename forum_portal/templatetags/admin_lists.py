"""What the lists of the admin need on a screen on which each row is a card."""

import re
from itertools import zip_longest

from django import template
from django.contrib.admin.utils import display_for_value
from django.template.defaultfilters import capfirst
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from forum_portal.templatetags.forum import isolated

register = template.Library()

LINKED = re.compile(r"(<a [^>]*>)([^<]*)(</a>)")
CELL = re.compile(r"<(t[hd])(?: class=\"([^\"]*)\")?>")


@register.simple_tag
def labelled(cells, headers, cl):
    """
    The cells of one row as Django made them, each with the name of its column.

    One that holds no more than the sign for "nothing" has the class ``nothing``.
    """
    nothing = display_for_value(None, cl.model_admin.get_empty_value_display())
    return [_labelled(cell, header, nothing) for cell, header in zip_longest(cells, headers)]


def _labelled(cell, header, nothing):
    match = CELL.match(cell)
    if header is None or match is None or "action-checkbox" in (match[2] or ""):
        return cell
    inside = cell[match.end() : cell.rindex("</")]
    classes = [match[2] or "", "nothing"] if inside in ("", nothing) else [match[2] or ""]
    return format_html(
        '<{} class="{}" data-label="{}">{}</{}>',
        match[1],
        " ".join(classes),
        capfirst(header["text"]),
        _isolated(inside) if classes[-1] != "nothing" else mark_safe(inside),  # noqa: S308  (as Django made it)
        match[1],
    )


def _isolated(inside):
    """What stands in a cell, its value in its own direction; markup that an admin made stays as it is."""
    before, text, after = LINKED.fullmatch(inside).groups() if LINKED.fullmatch(inside) else ("", inside, "")
    if not text.strip() or "<" in text:
        return mark_safe(inside)  # noqa: S308  (as Django made it)
    return format_html("{}{}{}", mark_safe(before), isolated(mark_safe(text)), mark_safe(after))  # noqa: S308
