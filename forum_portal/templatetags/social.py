"""What a page says of itself where it is shared."""

import html
import re

from django import template
from django.conf import settings
from django.utils.html import strip_tags
from django.utils.translation import get_language

from editions.models import Edition
from exhibitors.models import Exhibitor
from forum_portal.cards import content
from forum_portal.cards.text import can_shape
from papers.models import Paper, Speaker

register = template.Library()

# As Facebook names them, which first asked for them.
LOCALES = {"ar": "ar_AR", "en": "en_US", "fr": "fr_FR"}
KINDS = {"paper": "article", "speaker": "profile"}


class Remember(template.Node):
    """Prints what stands in it and keeps it in the context, for a second place that needs the same."""

    def __init__(self, name, nodelist):
        self.name, self.nodelist = name, nodelist

    def render(self, context):
        text = self.nodelist.render(context)
        context[self.name] = text
        return text


@register.tag
def remember(parser, token):
    """``{% remember name %}…{% endremember %}``: the blocks in it can be overridden as anywhere."""
    name = token.split_contents()[1]
    nodelist = parser.parse(["endremember"])
    parser.delete_first_token()
    return Remember(name, nodelist)


@register.inclusion_tag("includes/social.html", takes_context=True)
def social(context):
    """The tags for sharing this page, whose card is that of what the page is about. Causes no query."""
    if context.get("is_private") or not context.get("origin"):
        return {}
    origin = context["origin"]
    card = card_of_page(context)
    language = get_language()
    return {
        "title": plain(context.get("page_title", "")),
        "description": description_in(context.get("page_description", "")),
        "site_name": content.card_of_series().title,
        "kind": KINDS.get(card.kind, "website"),
        "url": f"{origin}{context['request'].path}",
        "locale": LOCALES[language],
        "other_locales": [LOCALES[code] for code, _name in settings.LANGUAGES if code != language],
        "card": card,
        "image": f"{origin}{card.get_absolute_url()}?v={card.version}" if can_shape() else "",
    }


@register.simple_tag(takes_context=True)
def about_page(context):
    """What the page is about, in the words of its card. Causes no query."""
    card = card_of_page(context) if context.get("origin") else content.card_of_series()
    return card.text if card.kind == "series" else card.words()


def card_of_page(context):
    """The card of the most particular thing in the context: a paper has an edition, not the reverse."""
    match = context["request"].resolver_match
    if match and match.url_name == "home":  # shows an edition, and is about the series
        return content.card_of_series()
    paper, speaker, company, edition = (context.get(name) for name in ("paper", "speaker", "company", "edition"))
    if isinstance(paper, Paper) and paper.pk:
        return content.card_of_paper(paper)
    if isinstance(speaker, Speaker) and context.get("parts"):
        return content.card_of_speaker(speaker, context["parts"])
    if isinstance(company, Exhibitor) and hasattr(company, "is_invented"):
        return content.card_of_company(company)
    if isinstance(edition, Edition) and edition.is_published:
        return content.card_of_edition(edition)
    return content.card_of_series()


def plain(rendered):
    """What a reader sees of a piece of a page."""
    return " ".join(html.unescape(strip_tags(rendered)).split())


def description_in(meta):
    """The text of the ``<meta name="description">`` that a page writes as a whole."""
    found = re.search(r'content="([^"]*)"', meta)
    return html.unescape(found[1]) if found else ""
