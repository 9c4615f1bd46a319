"""What a card says, and for which object. The pages and the drawn cards both ask here, so that they agree."""

import hashlib
from dataclasses import astuple, dataclass, replace
from functools import cache
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, ngettext, override, pgettext
from django.utils.translation import gettext as _

from forum_portal.arabic.countries import country_name
from forum_portal.arabic.digits import in_kind_of_site
from forum_portal.palette import tokens
from forum_portal.templatetags.forum import numbered_edition, ordinal_word, shown_language

# What a card looks like is decided in these, beside the fonts and the palette.
LOOK = ["cards/drawing.py", "cards/text.py", "cards/colour.py", "geometry.py", "mark.py"]
LEFT_TO_RIGHT = "\u200e"
MOST_PEOPLE = 2
# Of a long text no more than a card could ever hold.
LONGEST, LONGEST_ALTERNATIVE = 400, 160


@dataclass(frozen=True)
class Card:
    """
    What stands on a card.

    ``graphic`` is set as a picture of a word; ``lines`` and ``foot`` are lines of parts, each
    with a first part that stands out; ``brief`` stands for ``lines`` where a long title needs
    the room. ``number`` says whose rosette lies behind; the card of the series itself has none.
    """

    kind: str
    name: str
    language: str
    series: str
    title: str
    number: int | None = None
    graphic: str = ""
    label: str = ""
    lines: tuple = ()
    brief: tuple = ()
    text: str = ""
    foot: tuple = ()
    invented: str = ""

    @property
    def direction(self):
        return "rtl" if self.language == "ar" else "ltr"

    @property
    def version(self):
        """Changes with anything that is drawn."""
        return hashlib.sha256(repr((look(), astuple(self))).encode()).hexdigest()[:16]

    def in_digits_of_site(self):
        """The card as Arabic readers see it: in the kind of digit that the site shows."""
        if self.language != "ar":
            return self
        unread = {"kind", "name", "language", "number"}
        return replace(self, **{name: in_digits(value) for name, value in vars(self).items() if name not in unread})

    def words(self):
        """All that can be read on the card, for those who cannot see it."""
        parts = [self.series, self.graphic, self.label, self.title]
        parts += [", ".join(line) if self.language != "ar" else "، ".join(line) for line in self.lines]
        parts += [self.text[:LONGEST_ALTERNATIVE], *self.foot, self.invented]
        return " – ".join(part for part in parts if part)

    def get_absolute_url(self):
        if self.kind == "series":
            return reverse("card_series")
        return reverse(f"card_{self.kind}", args=[self.name])


def in_digits(value):
    if isinstance(value, tuple):
        return tuple(in_digits(part) for part in value)
    return in_kind_of_site(value)


@cache
def look():
    """Changes when cards are drawn otherwise, so that nobody keeps one of the old look."""
    here = Path(__file__).parent
    files = [*(here.parent / name for name in LOOK), *sorted(here.glob("fonts/*.ttf"))]
    looks = [repr((tokens("light"), settings.ARABIC_DIGITS)).encode(), *(file.read_bytes() for file in files)]
    return hashlib.sha256(b"".join(looks)).hexdigest()


def in_language_of(field):
    """
    Let a card speak the language in which ``field`` of its object is shown.

    On an English page a paper without an English title has a card wholly in Arabic, rather than
    one that turns its direction from line to line.
    """

    def decorate(make):
        def made(item, *rest):
            with override(shown_language(item, field)):
                return make(item, *rest)

        return made

    return decorate


def common(kind, name, *, is_demo):
    """What every card has."""
    invented = _("Demonstration: invented to show the portal") if is_demo else ""
    return {
        "kind": kind,
        "name": name,
        "language": get_language(),
        "series": _("Arab Forum for Small and Medium Industries"),
        "invented": invented,
    }


def card_of_series():
    return Card(
        **common("series", "series", is_demo=False),
        title=_("Arab Forum for Small and Medium Industries"),
        text=_(
            "The archive of the Arab Forum for Small and Medium Industries, held since 1998: "
            "its editions, programmes, papers, speakers and exhibitions."
        ),
    )


@in_language_of("title")
def card_of_edition(edition):
    """The ordinal set large says which edition it is; without one, or without a theme, its title does."""
    theme = _("“%(theme)s”") % {"theme": edition.theme} if edition.theme else ""
    word = ordinal_word(edition)
    titled = not (word and theme)
    return Card(
        **common("edition", edition.slug, is_demo=edition.is_demo),
        number=edition.number,
        graphic=word,
        title=edition.title if titled else theme,
        text=theme if titled else "",
        foot=place_and_dates(edition),
    )


@in_language_of("title")
def card_of_paper(paper):
    """``paper`` has its edition and its presentations with their speakers at hand."""
    people = list(paper.presentations.all())
    lines = [(name_of(part.speaker), country_of(part)) for part in people[:MOST_PEOPLE]]
    brief = lines[:1]
    if len(people) > MOST_PEOPLE:
        lines.append((others(len(people) - MOST_PEOPLE),))
    if len(people) > 1:
        brief = [(name_of(people[0].speaker), others(len(people) - 1))]
    return Card(
        **common("paper", paper.code, is_demo=paper.edition.is_demo),
        number=paper.edition.number,
        # Kept from turning round after an Arabic word: 07-3.
        label=_("Paper %(code)s") % {"code": f"{LEFT_TO_RIGHT}{paper.code}"},
        title=paper.title,
        lines=without_gaps(lines),
        brief=without_gaps(brief),
        foot=(edition_in_brief(paper.edition), *place_and_dates(paper.edition)),
    )


@in_language_of("name")
def card_of_speaker(speaker, parts):
    """``parts`` are the speaker's public ones, the newest first; office and country are those of the newest."""
    newest = parts[0]
    country = country_name(speaker.country.code) if speaker.country else country_of(newest)
    return Card(
        **common("speaker", speaker.code, is_demo=all(part.edition.is_demo for part in parts)),
        number=newest.edition.number,
        label=_("Speakers of the forum"),
        title=name_of(speaker),
        lines=without_gaps([(country,)]),
        text=newest.office or newest.affiliation or "",
        foot=(edition_in_brief(newest.edition), *place_and_dates(newest.edition)),
    )


@in_language_of("name")
def card_of_company(company):
    """``company`` comes from a queryset with_is_invented()."""
    return Card(
        **common("company", company.code, is_demo=company.is_invented),
        label=_("Exhibitors of the forum"),
        title=company.name,
        lines=without_gaps([(joined_place(company),)]),
        text=(company.description or "")[:LONGEST],
    )


def others(count):
    return ngettext("and %(count)d other", "and %(count)d others", count) % {"count": count}


def name_of(speaker):
    return f"{speaker.honorific} {speaker.name}" if speaker.honorific else speaker.name


def country_of(part):
    return country_name(part.country.code) if part.country else ""


def edition_in_brief(edition):
    """Which edition it is, on a card that names the series above; the title of one without a number."""
    return numbered_edition(edition.number) if edition.number else edition.title


def without_gaps(lines):
    """``lines`` as tuples of what there is to say."""
    found = (tuple(part for part in line if part) for line in lines)
    return tuple(line for line in found if line)


def place_and_dates(edition):
    """Where and when, as far as it is known."""
    place = joined_place(edition) or (_("online") if edition.mode == edition.Mode.ONLINE else "")
    return tuple(part for part in (place, edition.dates()) if part)


def joined_place(item):
    """City and country of an edition or a company, the city alone where both have one name."""
    country = country_name(item.country.code) if item.country else ""
    comma = pgettext("list", ",") + " "
    return comma.join(place for place in dict.fromkeys([item.city, country]) if place)
