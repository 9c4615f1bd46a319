"""What the front page of an edition says, and in which order: the parts of a booklet."""

from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from papers.models import Session


def facts_of(edition):
    """
    The facts at the front of the booklet beside date and place: those known, and those that are not.

    Two lists of (field, label); which one a fact stands in depends on nothing but whether it is known.
    """
    fields = ["venue", "mode", "patron", "opener"]
    if not edition.theme:
        fields.insert(0, "theme")
    facts = [(field, edition._meta.get_field(field).verbose_name) for field in fields]
    known = [(field, label) for field, label in facts if getattr(edition, field)]
    return known, [(field, label) for field, label in facts if not getattr(edition, field)]


def days_of(edition):
    """The sessions by day as a table of contents of the programme, breaks left out: [(day or None, sessions)]."""
    sessions = edition.sessions.exclude(kind=Session.Kind.BREAK).select_related("room")
    return [(day, list(group)) for day, group in groupby(sessions, key=lambda session: session.day)]


def contents_of(parts):
    """
    The table of contents: (anchor, label) of each section that the page has.

    ``parts`` are the lists that the page shows, by name; a section is there if its list has anything.
    """
    sections = [
        ("bodies", _("Hosts, organisers and partners"), True),
        ("axes", _("Axes"), parts["axes"]),
        ("objectives", _("Objectives"), parts["objectives"]),
        ("programme", _("Programme"), parts["days"]),
        ("papers", _("Papers"), True),
        ("countries", _("Participating countries"), parts["delegations"]),
        ("details", pgettext("edition", "What else is on record"), parts["details"]),
        ("exhibition", _("Exhibition"), parts["exhibition"]),
        ("statements", _("Statements"), parts["statements"]),
        ("recommendations", _("Recommendations"), True),
        ("documents", _("Documents"), parts["documents"]),
        ("photos", _("Pictures"), parts["photos"]),
        ("sources", _("Sources"), parts["sources"]),
    ]
    return [(anchor, label) for anchor, label, there in sections if there]
