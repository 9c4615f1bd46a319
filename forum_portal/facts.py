"""
The facts of the archive, each with a name of its own, so that a reader can say which one is wrong.

A fact is a field of a record, ``editions.edition.3.theme``, or a whole record,
``editions.delegation.12``. Only what the public pages show of the series is one.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.text import Truncator, capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django_countries.fields import CountryField

from editions.models import (
    Axis,
    Delegation,
    Detail,
    Document,
    Edition,
    Involvement,
    Objective,
    Photo,
    Recommendation,
    RecommendationUpdate,
    Series,
    Statement,
    Topic,
)
from exhibitors.models import Exhibition
from forum_portal.arabic.countries import country_name
from forum_portal.arabic.dates import format_day
from forum_portal.arabic.words import listed
from forum_portal.templatetags.forum import shown_language
from papers.models import Paper, Presentation, Session, Speaker


@dataclass(frozen=True)
class Kind:
    """
    The facts of one model: the fields that are shown, and which of its rows visitors can see.

    ``alone`` is for what a page is about: there a field needs no other name than its own.
    Elsewhere the first field is the record itself to a reader, and goes by the record's
    name. ``names`` are for fields that neither fits. ``called`` tells the records of a page
    apart; it asks no database.
    """

    model: type[Model]
    fields: list[str]
    visible: Callable[[], QuerySet]
    alone: bool = False
    names: dict[str, Promise] = field(default_factory=dict)
    called: Callable[[Model], str] = str


def of_the_series(model, **lookups):
    """Rows of ``model`` at real editions that visitors can see."""
    return lambda: model.objects.filter(edition__in=Edition.objects.in_series(), **lookups).select_related("edition")


def loaded(item, *names):
    """The name of the first of these related records that came with ``item`` from the query of the page."""
    cache = item._state.fields_cache
    return str(next((cache[name] for name in names if cache.get(name)), ""))


KINDS = {
    kind.model: kind
    for kind in [
        Kind(Series, ["name", "tagline", "about"], Series.objects.all, alone=True),
        Kind(Topic, ["name", "description"], Topic.objects.all, alone=True),
        Kind(
            Edition,
            ["number", "title", "theme", "about", "starts_on", "city", "country", "venue", "mode", "patron", "opener"],
            Edition.objects.in_series,
            alone=True,
            names={"starts_on": gettext_lazy("Date")},
        ),
        Kind(Axis, ["title", "description"], of_the_series(Axis)),
        Kind(Objective, ["text"], of_the_series(Objective)),
        Kind(Detail, ["text"], of_the_series(Detail)),
        Kind(Delegation, ["country"], of_the_series(Delegation)),
        Kind(Recommendation, ["text", "addressed_to"], of_the_series(Recommendation)),
        Kind(
            RecommendationUpdate,
            ["text", "status"],
            lambda: RecommendationUpdate.objects.filter(recommendation__edition__in=Edition.objects.in_series()),
        ),
        Kind(Statement, ["person", "office", "gist"], of_the_series(Statement)),
        Kind(
            Involvement,
            ["role", "name_then", "organisation"],
            lambda: of_the_series(Involvement)().select_related("edition", "organisation"),
            # A body is named as it was named then.
            called=lambda involvement: involvement.name_then or loaded(involvement, "organisation"),
        ),
        Kind(Document, ["title"], of_the_series(Document)),
        Kind(Photo, ["caption"], of_the_series(Photo)),
        Kind(
            Paper,
            ["title", "abstract", "session", "axis", "countries", "language"],
            lambda: Paper.objects.in_series().select_related("session", "axis"),
            alone=True,
        ),
        Kind(
            Presentation,
            ["speaker", "role", "office", "affiliation", "country"],
            lambda: Presentation.objects.in_series().select_related("speaker"),
            names={"speaker": Presentation._meta.get_field("speaker").verbose_name},
            # A paper's page has several speakers, a speaker's page several papers.
            called=lambda part: loaded(part, "speaker", "paper", "session"),
        ),
        Kind(Speaker, ["name", "honorific", "biography", "country"], Speaker.objects.in_series, alone=True),
        Kind(
            Session,
            ["title", "description", "day", "starts_at", "room", "axis"],
            lambda: of_the_series(Session)().select_related("edition", "room", "axis"),
        ),
        Kind(Exhibition, ["about"], of_the_series(Exhibition), alone=True),
    ]
}
BY_LABEL = {model._meta.label_lower: kind for model, kind in KINDS.items()}


@dataclass(frozen=True)
class Fact:
    """
    One fact as a reader sees it.

    ``sentence`` is empty where nothing is recorded. ``language`` is the one it is written
    in, empty where it is the page's own.
    """

    item: Model
    field: str

    @property
    def reference(self):
        return ".".join([self.item._meta.label_lower, str(self.item.pk), *([self.field] if self.field else [])])

    @property
    def anchor(self):
        """The id of the link beside the fact on its page."""
        return "correct-" + self.reference.replace(".", "-")

    @property
    def name(self):
        """What is to be corrected, in a few words: the field, and of which record where the page has many."""
        kind, meta = KINDS[type(self.item)], self.item._meta
        if self.field in kind.names:
            label = kind.names[self.field]
        elif kind.alone or self.field not in ("", kind.fields[0]):
            label = meta.get_field(self.field).verbose_name
        else:
            label = meta.verbose_name
        label = capfirst(str(label))
        record = "" if kind.alone else Truncator(kind.called(self.item)).words(6)
        return _("%(field)s – %(record)s") % {"field": label, "record": record} if record else label

    @property
    def sentence(self):
        return in_words(self.item, self.field) if self.field else str(self.item)

    @property
    def language(self):
        if not hasattr(self.item, f"{self.field}_ar"):
            return ""
        language = shown_language(self.item, self.field)
        return "" if language == get_language() else language


def in_words(item, field):
    """``field`` of ``item`` as its page shows it; empty where nothing is recorded."""
    value = getattr(item, field)
    if not value:
        return ""
    model_field = item._meta.get_field(field)
    if isinstance(model_field, CountryField):
        return listed([country_name(country.code) for country in (value if model_field.multiple else [value])])
    if model_field.choices:
        return capfirst(str(getattr(item, f"get_{field}_display")()))
    if field == "starts_on":
        return item.dates()
    if field == "day":
        return format_day(value, country=item.edition.country.code or "", weekday=True)
    if field == "starts_at":
        return f"{item.starts_at:%H:%M} – {item.ends_at:%H:%M}"
    return str(value)


def fact_of(item, field=""):
    """``field`` of ``item`` as a Fact; LookupError for what readers are not asked about."""
    kind = KINDS.get(type(item))
    if kind is None or (field not in kind.fields if field else kind.alone):
        raise LookupError(f"{item._meta.label_lower}.{field} is no fact; see forum_portal.facts.KINDS")
    return Fact(item, field)


def fact_at(reference):
    """The fact that ``reference`` names, if visitors can see it; None for whatever else it may be."""
    label, key, field = split(reference)
    kind = BY_LABEL.get(label)
    if kind is None or not (key.isascii() and key.isdigit() and len(key) < 18):
        return None
    if field not in kind.fields and (field or kind.alone):
        return None
    item = kind.visible().filter(pk=int(key)).first()
    return Fact(item, field) if item else None


def split(reference):
    """``reference`` as the label of a model, a key and a field, which may be empty."""
    parts = reference.split(".", 3)
    app, model, key, field = [*parts, "", "", "", ""][:4]
    return f"{app}.{model}", key, field


def is_invented(item):
    """
    Whether ``item`` is known to belong to the demonstration. Asks no database.

    It looks at the editions that came with the item from the query of the page.
    """
    if isinstance(item, Edition):
        return item.is_demo
    loaded = item._state.fields_cache
    above = [loaded[name] for name in ("edition", "paper", "session", "recommendation") if loaded.get(name)]
    return any(is_invented(other) for other in above)
