"""The public pages by their addresses: which there are, and what each is called."""

from dataclasses import dataclass

from django.urls import Resolver404, resolve
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from editions.models import Announcement, Edition, PageCode, Topic
from exhibitors.models import Exhibition, Exhibitor
from forum_portal.arabic.countries import country_name
from forum_portal.context_processors import in_language
from forum_portal.facts import KINDS
from papers.models import Paper, Session, Speaker

# What is nobody's to correct: pages of accounts and of work, and the page of corrections itself.
NOT_PUBLIC = ("admin", "accounts", "exhibit", "correct")

NAMES = {
    "home": _("Home"),
    "figures": _("The series in figures"),
    "countries": _("Countries"),
    "editions:list": _("Editions"),
    "editions:recommendations": _("Recommendations"),
    "editions:announcements": _("Announcements"),
    **{f"editions:{code.value}": code.label for code in PageCode},
    "papers:speakers": _("Speakers"),
    "papers:topics": _("Topics"),
    "exhibitors:exhibitor_list": _("Companies"),
}
# Pages that go by the name of a record: those of its rows that have one, and by what the address finds it.
RECORDS = {
    "edition": (KINDS[Edition].visible, "slug"),
    "editions:visit": (KINDS[Edition].visible, "slug"),
    "editions:announcement": (Announcement.objects.published, "slug"),
    "papers:programme": (KINDS[Edition].visible, "slug"),
    "papers:changes": (KINDS[Edition].visible, "slug"),
    "papers:session": (KINDS[Session].visible, "pk"),
    "papers:edition_papers": (KINDS[Edition].visible, "slug"),
    "papers:paper": (KINDS[Paper].visible, "code"),
    "papers:speaker": (KINDS[Speaker].visible, "code"),
    "papers:topic": (KINDS[Topic].visible, "code"),
    "exhibitors:exhibition": (KINDS[Exhibition].visible, "edition__slug"),
    "exhibitors:exhibitor": (Exhibitor.objects.in_series, "code"),
}


@dataclass(frozen=True)
class Page:
    """A public page: its address in the reader's language, and its name."""

    path: str
    name: str


def page_at(path):
    """
    The public page at ``path``, in the language that is spoken now; None for whatever else it may be.

    Nothing but a plain path of the portal's own passes, and no page of what visitors cannot see.
    """
    if not path.startswith("/") or path.startswith("//") or len(path) > 300:
        return None
    if "%" in path or not path.isprintable():
        return None
    path = in_language(path, get_language())
    try:
        match = resolve(path)
    except Resolver404:
        return None
    if is_private(match):
        return None
    name = name_of(match, path)
    return Page(path, str(name)) if name else None


def is_private(match):
    """Whether the address that ``match`` found is none that readers correct."""
    first = match.route.split("/", 1)[0]
    if first == get_language():
        first = match.route.split("/", 2)[1]
    return first in NOT_PUBLIC


def name_of(match, path):
    if match.view_name == "country":
        code = match.kwargs["code"].upper()
        name = country_name(code)
        return name if name != code else ""
    if match.view_name in RECORDS:
        visible, lookup = RECORDS[match.view_name]
        return visible().filter(**{lookup: next(iter(match.kwargs.values()))}).first()
    return NAMES.get(match.view_name, "")
