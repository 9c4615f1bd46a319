"""An uploaded picture, as each browser likes it."""

from django import template
from django.utils.translation import get_language

from forum_portal import images
from forum_portal.templatetags.forum import shown_language

register = template.Library()


@register.inclusion_tag("includes/picture.html")
def picture(item, name, sizes="100vw", eager=False):
    """
    The picture in the field ``name`` of ``item``; nothing where there is none.

    ``sizes`` says how wide it stands on the page, as in HTML. ``eager`` is for the one picture
    that is seen before anybody scrolls. Costs no query and no look into the storage.
    """
    shown = images.shown(item, name)
    if shown is None:
        return {}
    text = item.PICTURES[name]
    is_arabic = shown_language(item, text) != (get_language() or "ar")
    return shown | {"alt": getattr(item, text) or "", "is_arabic": is_arabic, "sizes": sizes, "eager": eager}
