"""Say before anybody shares a page that its card cannot be drawn."""

from django.core.checks import Error, Warning, register

from .text import can_shape

SENTENCE = "Arabic cannot be shaped on this machine, so social cards will not be drawn."
HINT = "Install libfribidi0 (on Debian: apt install libfribidi0) and start the portal again."


@register
def shaping(app_configs, **kwargs):
    return [] if can_shape() else [Warning(SENTENCE, hint=HINT, id="forum_portal.W001")]


@register(deploy=True)
def shaping_where_it_counts(app_configs, **kwargs):
    return [] if can_shape() else [Error(SENTENCE, hint=HINT, id="forum_portal.E001")]
