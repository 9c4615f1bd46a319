"""What changed in a programme from release to release: a page, and a feed to follow."""

import re

from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from editions.models import Edition
from papers import releases

# How many releases the feed tells of; its readers have seen the earlier ones.
IN_THE_FEED = 20
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@require_safe
def changes(request, slug):
    """The releases of the programme, newest first."""
    edition = get_object_or_404(Edition.objects.published(), slug=slug)
    context = {"edition": edition, "is_demo": edition.is_demo, "releases": releases.history(edition)}
    return render(request, "papers/changes.html", context)


@require_safe
def feed(request, slug):
    # One for each request: what it says depends on the host that was asked.
    return ReleaseFeed(origin=f"{request.scheme}://{request.get_host()}")(request, slug=slug)


class ReleaseFeed(Feed):
    """The releases of one programme, in the language of the address."""

    feed_type = Atom1Feed

    def __init__(self, *, origin):
        self.origin = origin

    def get_object(self, request, slug):
        return get_object_or_404(Edition.objects.published(), slug=slug)

    def title(self, edition):
        return as_xml(_("Changes of the programme: %(edition)s") % {"edition": edition.title})

    def subtitle(self, edition):
        return _("This edition is a demonstration: all of it is invented.") if edition.is_demo else None

    def author_name(self, edition):
        return _("Arab Forum for Small and Medium Industries")

    def link(self, edition):
        return reverse("papers:changes", args=[edition.slug])

    def feed_guid(self, edition):
        return f"urn:forum-portal:edition:{edition.pk}:releases:{get_language()}"

    def items(self, edition):
        return releases.history(edition)[:IN_THE_FEED]

    def item_title(self, release):
        return str(release)

    def item_description(self, release):
        # A reader of feeds shows this far from the portal, where a path leads nowhere.
        context = {"release": release, "edition": release.edition, "origin": self.origin}
        return as_xml(render_to_string("papers/includes/release.html", context))

    def item_guid(self, release):
        return f"urn:forum-portal:edition:{release.edition_id}:release:{release.number}:{get_language()}"

    def item_pubdate(self, release):
        return release.published_at

    item_updateddate = item_pubdate


def as_xml(text):
    """``text`` without the control characters that XML cannot hold."""
    return CONTROLS.sub("", text)
