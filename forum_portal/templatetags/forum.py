"""What the templates say again and again: a translated text, a country, a doubt."""

from functools import lru_cache

from django import template
from django.contrib.staticfiles import finders
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import escape, format_html, format_html_join, linebreaks, strip_tags
from django.utils.safestring import SafeData, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forum_portal import geometry
from forum_portal.arabic import countries as names
from forum_portal.arabic.bidi import DIRECTIONS, direction_of, each_in_its_direction, first_strong
from forum_portal.arabic.clocks import clock_in_words
from forum_portal.arabic.dates import format_day, relative_day
from forum_portal.arabic.ordinals import ordinal
from forum_portal.arabic.weeks import weekend_in_words
from forum_portal.arabic.words import listed

register = template.Library()


def shown_language(item, field):
    """The language in which ``field`` of ``item`` is shown: the page's, or Arabic where it fell back."""
    language = get_language() or "ar"
    return language if getattr(item, f"{field}_{language}", None) else "ar"


@register.simple_tag
def translated(item, field):
    """
    The text of a translated field, isolated from what stands around it.

    Where the page's language has no text, the Arabic one is shown and says so to
    screen readers and to the browser.
    """
    return isolated(getattr(item, field) or "", shown_language(item, field))


@register.simple_tag
def isolated(text, language=""):
    """
    ``text``, which may be HTML, isolated from what stands around it.

    One in another ``language`` than the page's says so. One that would not run in the direction of
    its language by itself is told to: <bdi> asks for the first letter alone.
    """
    page_language = get_language() or "ar"
    read = strip_tags(text) if isinstance(text, SafeData) else str(text)
    direction = direction_of(read, language or page_language)
    attributes = {}
    if language and language != page_language:
        attributes["lang"] = language
    if attributes or first_strong(read) != direction:
        attributes["dir"] = direction
    return format_html("<bdi{}>{}</bdi>", in_html(attributes), text)


@register.simple_tag
def translated_block(item, field):
    """As ``translated``, for a text of several paragraphs."""
    language = shown_language(item, field)
    html = linebreaks(getattr(item, field) or "", autoescape=True)
    body = mark_safe(each_in_its_direction(html, language))  # noqa: S308  (escaped by linebreaks)
    attributes = {} if language == (get_language() or "ar") else {"lang": language, "dir": DIRECTIONS[language]}
    return format_html('<div class="prose"{}>{}</div>', in_html(attributes), body)


def in_html(attributes):
    return format_html_join("", ' {}="{}"', attributes.items())


@register.filter
def country_name(code):
    """The country's short name in the page's language; ``code`` is ISO 3166-1, in any case."""
    return names.country_name(str(code).upper())


@register.filter
def official_name(code):
    return names.official_name(str(code).upper())


@lru_cache(maxsize=300)
def has_flag(code):
    return finders.find(f"flags/{code}.svg") is not None


@register.simple_tag
def flag(code):
    """The country's flag as a picture beside its name; nothing where there is none to show."""
    code = str(code or "").lower()
    if not code or not has_flag(code):
        return ""
    return format_html(
        '<svg class="flag" width="20" height="15" aria-hidden="true"><use href="{}#{}"/></svg>',
        static("flags/sprite.svg"),
        code,
    )


@register.simple_tag
def day_in_words(day, edition, weekday=True):
    """A day of the programme, with the month names of the edition's host country."""
    return format_day(day, country=edition.country.code or "", weekday=weekday)


@register.simple_tag
def day_of(moment):
    """The day of a moment by the clock of the portal's own seat."""
    return format_day(timezone.localdate(moment))


@register.simple_tag
def moment_in_words(moment, edition):
    """A date and time by the clock of the edition's host, with the month names of its country."""
    local = moment.astimezone(edition.zone)
    day = format_day(local.date(), country=edition.country.code or "")
    words = {"day": day, "time": f"{local:%H:%M}", "clock": clock_in_words(edition.time_zone)}
    return _("%(day)s, %(time)s (%(clock)s)") % words


@register.filter
def clock(time_zone):
    """Whose clock it is, in words; a name that has none runs from left to right."""
    return isolated(clock_in_words(time_zone))


@register.simple_tag
def time_range(start, end):
    """
    Two times of a day, read in the direction of the page: in Arabic the first stands at the right.

    Said outright, since a text of digits alone has no direction that <bdi> could find.
    """
    direction = "rtl" if get_language() == "ar" else "ltr"
    return format_html('<bdi class="nowrap" dir="{}">{} – {}</bdi>', direction, f"{start:%H:%M}", f"{end:%H:%M}")


@register.inclusion_tag("includes/doubt.html")
def doubt(item, field=""):
    """What is presumed, disputed or to be noted about one field of ``item``, or about ``item`` itself."""
    about = (evidence for evidence in item.evidence.all() if evidence.field == field)
    found = next((evidence for evidence in about if evidence.is_doubtful or evidence.note), None)
    return {"evidence": found}


@register.simple_tag
def doubted(item, fields):
    """``fields`` of ``item``, [(field, label)], as one enumerates them, each with what ``doubt`` says about it."""
    parts = []
    for field, label in fields:
        found = render_to_string("includes/doubt.html", doubt(item, field)).strip()
        parts.append(mark_safe(f"{escape(label)} {found}") if found else str(label))  # noqa: S308  (a template's)
    return listed(parts)


@register.inclusion_tag("includes/sources_of.html")
def sources_of(item):
    """The sources of an item, on one line."""
    sources = {source.pk: source for evidence in item.evidence.all() for source in evidence.sources.all()}
    return {"sources": sources.values()}


@register.filter
def enumerated(names):
    """``names`` as one enumerates them in the page's language, each isolated."""
    return listed([format_html("<bdi>{}</bdi>", name) for name in names])


@register.simple_tag
def days_away(day, today):
    """How far ``day`` is from ``today``, both dates: in 3 days, yesterday."""
    return relative_day(day, today)


@register.simple_tag
def days_away_from_now(moment, edition):
    """How many days away a moment is by the clock of the edition's host."""
    return relative_day(moment.astimezone(edition.zone).date(), edition.today())


@register.filter
def weekend(country):
    """The days on which ``country`` (a code) rests; nothing where it is not said."""
    return weekend_in_words(str(country or "").upper())


@register.filter
def get(mapping, key):
    """``mapping[key]``, or nothing."""
    return mapping.get(key)


@register.simple_tag(takes_context=True)
def query(context, **changes):
    """The query string of this page with ``changes`` made; an empty value takes a name out."""
    parameters = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            parameters.pop(name, None)
        else:
            parameters[name] = value
    return f"?{parameters.urlencode()}" if parameters else "."


@register.inclusion_tag("includes/rosette.html")
def rosette(edition, size="large"):
    """The rosette of an edition in its hue: ``large`` and woven behind its theme, ``small`` as its sign."""
    draw = geometry.rosette if size == "small" else geometry.woven_rosette
    return {"path": draw(edition.number), "hue": geometry.hue(edition.number), "size": size}


@register.filter
def hue(number):
    """The hue of an edition, or of the axis with this place, as its class in the style sheet names it: 0 to 11."""
    return geometry.hue(number)


@register.filter
def size_of(file):
    """The size of an uploaded file in words; nothing for one that is lost, which its page must outlive."""
    try:
        return filesizeformat(file.size)
    except OSError:
        return ""


@register.simple_tag
def ordinal_word(edition):
    """The edition's ordinal as it is set in large: الخامس, 5th, 5e; nothing for what has no number."""
    return ordinal_of(edition.number) if edition.number else ""


@register.simple_tag
def edition_in_short(edition):
    """An edition in a few words: الدورة الخامسة، 2010, "5th edition, 2010"; what has no number by its title."""
    if not edition.number:
        return translated(edition, "title")
    return isolated(_("%(edition)s, %(year)s") % {"edition": numbered_edition(edition.number), "year": edition.year})


def numbered_edition(number, *, case="nominative"):
    """An edition by its number alone: الدورة الخامسة, "5th edition"."""
    # In Arabic the edition is الدورة, a feminine.
    return _("%(ordinal)s edition") % {"ordinal": ordinal_of(number, gender="f", case=case)}


def ordinal_of(number, *, gender="m", case="nominative"):
    """``number`` as an ordinal: in Arabic in words, those of a masculine noun unless asked; in digits elsewhere."""
    language = get_language()
    if language == "ar":
        return ordinal(number, gender=gender, case=case)
    if language == "fr":
        return f"{number}{'re' if number == 1 else 'e'}"
    last_two, last = number % 100, number % 10
    suffix = "th" if 10 < last_two < 14 else {1: "st", 2: "nd", 3: "rd"}.get(last, "th")
    return f"{number}{suffix}"
