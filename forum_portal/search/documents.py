"""What the search knows of each kind of thing: which of them visitors can see, and what is searched of one."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editions.models import Announcement, Axis, Edition, Recommendation
from exhibitors.models import Exhibition, Exhibitor, Registration, State
from forum_portal.arabic.countries import country_name, official_name
from forum_portal.arabic.ordinals import ordinal
from forum_portal.models import SearchEntry
from papers.models import Paper, Presentation, Speaker

LANGUAGES = ("ar", "en", "fr")
Kind = SearchEntry.Kind


@dataclass(frozen=True)
class Passage:
    """
    A text that is searched: what it is called, what it says, and in which language.

    ``language`` is empty where it has none, as a code or a spelling of a name. ``hidden`` texts
    help to find but stand on no page, so that results neither show nor name them.
    """

    label: str | Promise
    text: str
    language: str = ""
    is_title: bool = False
    hidden: bool = False


def texts(item, field, label, *, is_title=False):
    """A translated field of ``item`` in each language that it is written in."""
    for language in LANGUAGES:
        if text := getattr(item, f"{field}_{language}"):
            yield Passage(label, text, language, is_title)


def countries(codes, label):
    """The countries as each language calls them, from day to day and in protocol."""
    for code in dict.fromkeys(filter(None, codes)):
        for language in LANGUAGES:
            yield Passage(label, country_name(code, language), language)
            yield Passage(label, official_name(code, language), language, hidden=True)


class Document:
    """One kind of thing that is found: ``model`` and what follows from a row of it."""

    kind: SearchEntry.Kind
    one: Promise
    many: Promise

    def visible(self):
        """The rows that visitors can see, with all that the other methods read: a fixed number of queries."""
        raise NotImplementedError

    def passages(self, item) -> Iterator[Passage]:
        raise NotImplementedError

    def editions(self, item):
        """The editions to which it belongs."""
        return [item.edition] if item.edition else []

    def countries(self, item):
        return []

    def shown_countries(self, item):
        """Those of its countries that a result names."""
        return self.countries(item)

    def people(self, item):
        """The names of people by whose sound it is found."""
        return []

    def visible_from(self, item):
        """From when on visitors see it; None if they do already."""
        return None

    def is_demo(self, item):
        editions = self.editions(item)
        return bool(editions) and all(edition.is_demo for edition in editions)

    def year(self, item):
        return max((edition.year for edition in self.editions(item)), default=0)


class EditionDocument(Document):
    kind = Kind.EDITION
    model = Edition
    one = Edition._meta.verbose_name
    many = Edition._meta.verbose_name_plural

    def visible(self):
        return Edition.objects.published().prefetch_related(
            "axes", "objectives", "details", "statements", "delegations", "involvements__organisation"
        )

    def passages(self, edition):
        yield from texts(edition, "title", _("title"), is_title=True)
        yield from texts(edition, "theme", _("theme"), is_title=True)
        if edition.number:
            ordinals = f"الملتقى {ordinal(edition.number)}، الدورة {ordinal(edition.number, gender='f')}"
            yield Passage(_("number"), ordinals, "ar", is_title=True, hidden=True)
            yield Passage(_("number"), f"edition {edition.number}", "en", hidden=True)
            yield Passage(_("number"), f"édition {edition.number}", "fr", hidden=True)
        yield Passage(_("year"), str(edition.year))
        for field, label in [
            ("about", _("about")),
            ("city", _("city")),
            ("venue", _("venue")),
            ("patron", _("patron")),
            ("opener", _("opening")),
        ]:
            yield from texts(edition, field, label)
        yield from countries([edition.country.code], _("country"))
        yield from countries(
            (delegation.country.code for delegation in edition.delegations.all()), _("participating countries")
        )
        for delegation in edition.delegations.all():
            yield from texts(delegation, "name_then", _("participating countries"))
        for axis in edition.axes.all():
            yield from texts(axis, "title", Axis._meta.verbose_name_plural)
            yield from texts(axis, "description", Axis._meta.verbose_name_plural)
        for objective in edition.objectives.all():
            yield from texts(objective, "text", _("objectives"))
        for detail in edition.details.all():
            yield from texts(detail, "text", detail.get_kind_display())
        for statement in edition.statements.all():
            yield from texts(statement, "person", _("statements"))
            yield from texts(statement, "office", _("statements"))
            yield from texts(statement, "gist", _("statements"))
        for involvement in edition.involvements.all():
            body = involvement.organisation
            yield from texts(involvement, "name_then", _("hosts, organisers and partners"))
            yield from texts(body, "name", _("hosts, organisers and partners"))
            yield from texts(body, "short_name", _("hosts, organisers and partners"))
            yield Passage(_("hosts, organisers and partners"), body.former_names, hidden=True)

    def editions(self, edition):
        return [edition]

    def countries(self, edition):
        return [edition.country.code, *(delegation.country.code for delegation in edition.delegations.all())]

    def shown_countries(self, edition):
        return [edition.country.code]


class PaperDocument(Document):
    kind = Kind.PAPER
    model = Paper
    one = _("paper")
    many = _("papers")

    def visible(self):
        return Paper.objects.published().select_related("edition", "axis").with_speakers()

    def passages(self, paper):
        yield from texts(paper, "title", _("title"), is_title=True)
        yield Passage(_("code"), paper.code, is_title=True)
        yield from texts(paper, "abstract", _("abstract"))
        for part in paper.presentations.all():
            yield from texts(part.speaker, "name", _("speakers"))
            yield Passage(_("speakers"), part.speaker.other_spellings, hidden=True)
            yield from texts(part, "office", _("office of the speaker"))
            yield from texts(part, "affiliation", _("affiliation of the speaker"))
        if paper.axis:
            yield from texts(paper.axis, "title", pgettext_lazy("field", "axis"))
        yield from countries(self.countries(paper), _("country"))
        yield from texts(paper.edition, "city", pgettext_lazy("field", "edition"))
        yield Passage(_("year"), str(paper.edition.year))

    def countries(self, paper):
        return [
            *(part.country.code for part in paper.presentations.all()),
            *(country.code for country in paper.countries),
        ]

    def people(self, paper):
        return [name for part in paper.presentations.all() for name in names_of(part.speaker)]


class SpeakerDocument(Document):
    kind = Kind.SPEAKER
    model = Speaker
    one = _("speaker")
    many = _("speakers")

    def visible(self):
        parts = Presentation.objects.public().select_related("paper__edition", "session__edition")
        return Speaker.objects.public().prefetch_related(Prefetch("presentations", parts))

    def passages(self, speaker):
        yield from texts(speaker, "name", _("name"), is_title=True)
        for spelling in speaker.other_spellings.splitlines():
            yield Passage(_("other spelling"), spelling, is_title=True)
        yield from texts(speaker, "biography", _("biography"))
        for part in speaker.presentations.all():
            yield from texts(part, "office", _("office"))
            yield from texts(part, "affiliation", _("affiliation"))
        yield from countries(self.countries(speaker), _("country"))

    def editions(self, speaker):
        return list(dict.fromkeys(part.edition for part in speaker.presentations.all()))

    def countries(self, speaker):
        return [speaker.country.code, *(part.country.code for part in speaker.presentations.all())]

    def people(self, speaker):
        return names_of(speaker)


class CompanyDocument(Document):
    kind = Kind.COMPANY
    model = Exhibitor
    one = _("company")
    many = _("companies")

    def visible(self):
        approved = Registration.objects.filter(
            state=State.APPROVED, exhibition__in=Exhibition.objects.public()
        ).select_related("exhibition__edition")
        return Exhibitor.objects.public().prefetch_related(
            Prefetch("registrations", approved), "sectors", "shown_products"
        )

    def passages(self, company):
        yield from texts(company, "name", _("name"), is_title=True)
        yield from texts(company, "description", _("description"))
        yield from texts(company, "city", _("city"))
        for sector in company.sectors.all():
            for language in LANGUAGES:
                yield Passage(_("sectors"), getattr(sector.title, language), language)
        for product in company.shown_products.all():
            yield from texts(product, "name", _("products"))
            yield from texts(product, "description", _("products"))
        yield from countries([company.country.code], _("country"))

    def editions(self, company):
        return list(dict.fromkeys(registration.exhibition.edition for registration in company.registrations.all()))

    def countries(self, company):
        return [company.country.code]


class RecommendationDocument(Document):
    kind = Kind.RECOMMENDATION
    model = Recommendation
    one = _("recommendation")
    many = _("recommendations")

    def visible(self):
        return (
            Recommendation.objects.filter(edition__in=Edition.objects.published())
            .select_related("edition", "axis")
            .prefetch_related("updates")
        )

    def passages(self, recommendation):
        yield from texts(recommendation, "text", _("text"), is_title=True)
        yield from texts(recommendation, "addressed_to", _("addressed to"))
        for update in recommendation.updates.all():
            yield from texts(update, "text", _("follow-up"))
        if recommendation.axis:
            yield from texts(recommendation.axis, "title", pgettext_lazy("field", "axis"))


class AnnouncementDocument(Document):
    kind = Kind.ANNOUNCEMENT
    model = Announcement
    one = _("announcement")
    many = _("announcements")

    def visible(self):
        return Announcement.objects.to_be_seen().select_related("edition")

    def passages(self, announcement):
        yield from texts(announcement, "title", _("title"), is_title=True)
        yield from texts(announcement, "body", _("text"))

    def visible_from(self, announcement):
        return announcement.published_at

    def year(self, announcement):
        return announcement.published_at.year


DOCUMENTS = {
    document.kind: document
    for document in (
        EditionDocument(),
        PaperDocument(),
        SpeakerDocument(),
        CompanyDocument(),
        RecommendationDocument(),
        AnnouncementDocument(),
    )
}


def names_of(speaker):
    """The names of a speaker in every spelling that is on record."""
    names = [getattr(speaker, f"name_{language}") for language in LANGUAGES]
    return [name for name in [*names, *speaker.other_spellings.splitlines()] if name]
