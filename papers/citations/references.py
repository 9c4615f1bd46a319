"""
A paper as an entry in a list of references, to be copied.

Two styles, both after the Publication Manual of the American Psychological Association, 7th edition, as libraries
teach it for a paper that was presented and not published in proceedings:

    Author. (2004, February 15–16). Title [Paper presentation]. Third Forum, Muscat, Oman. https://…

- The date is that of the whole gathering, day by day where it is known. A paper whose author is not known begins
  with its title, and the date follows.
- No title stands before a name. APA inverts names to "Family, I."; we leave them whole, in their own order, since the
  archive knows a name only as it was printed, and which part of an Arabic name would be its family (بن هاشم? الهنائي?)
  is the bearer's to say. CSL calls this a literal name. Whoever must invert can; a wrong guess could not be undone.
- The title stands out: italic in Latin script; in Arabic, which has no italics, in bold, as Arabic guides have it.
- APA wants Latin script throughout. Of a paper that was given in Arabic it wants the title transliterated and then
  translated in square brackets; we have no transliteration and stand for the translation alone, in its brackets.
- No date of retrieval: APA asks for it only where a page is made to change.

"apa" is in the language of the paper if that is English or French, and in English otherwise. "arabic" is the
adaptation that the libraries of Arab universities teach (Zayed University's guide, for one): the same elements in
the same order, the authors joined by و, the day before its month, and ورقة عمل for the kind of work, as the forum
itself calls its papers. Months are those of the host country; digits are 0-9.
"""

from typing import NamedTuple
from urllib.parse import urljoin

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override, pgettext

from editions.models.edition import DatePrecision
from forum_portal.arabic.countries import country_name
from forum_portal.arabic.dates import month_name
from forum_portal.arabic.words import listed
from forum_portal.templatetags.forum import isolated, shown_language, translated

from .facts import authors, held_on, language_of


class Reference(NamedTuple):
    """One entry: its ``style``, the ``language`` it is written in, and itself in ``html``."""

    style: str
    language: str
    html: SafeString


def references(paper, origin):
    """The entries for ``paper``, a Paper with its speakers; ``origin`` goes before the path of its address."""
    own = language_of(paper)
    languages = {"arabic": "ar", "apa": own if own != "ar" else "en"}
    return [Reference(style, language, entry(paper, language, origin)) for style, language in languages.items()]


def entry(paper, language, origin):
    with override(language):
        title = format_html("{} [{}].", title_of(paper), pgettext("reference", "Paper presentation"))
        date = format_html("({}).", period_in_words(held_on(paper), country=paper.edition.country.code or ""))
        names = joined([translated(speaker, "name") for speaker in authors(paper)])
        begin = [format_html("{}.", names), date, title] if names else [title, date]
        url = format_html('<bdi class="ltr">{}</bdi>', urljoin(origin, paper.get_absolute_url()))
        return format_html_join(" ", "{}", [(part,) for part in (*begin, gathering(paper.edition), url)])


def title_of(paper):
    title = format_html("<cite>{}</cite>", translated(paper, "title"))
    is_translation = paper.language == "ar" and shown_language(paper, "title") != "ar"
    return format_html("[{}]", title) if is_translation else title


def gathering(edition):
    comma = pgettext("list", ",") + " "
    parts = [translated(edition, "title")]
    if edition.city:
        parts.append(translated(edition, "city"))
    if edition.country:
        parts.append(isolated(country_name(edition.country.code)))
    return format_html("{}.", format_html_join(comma, "{}", [(part,) for part in parts]))


def joined(names):
    """Names as the style has them: "A, & B" in English, where a comma parts even two."""
    if get_language() != "en" or len(names) < 2:
        return listed(names)
    return format_html("{}, &amp; {}", format_html_join(", ", "{}", [(name,) for name in names[:-1]]), names[-1])


def period_in_words(period, *, country):
    """The year, then the days: "2004, February 15–16", "2004، 15–16 فبراير"; "2010, March"; "1998"."""
    start, end, precision = period
    if precision == DatePrecision.YEAR:
        return str(start.year)
    if precision == DatePrecision.MONTH:
        return in_year(start.year, month_name(start.month, country=country))
    if start == end:
        return in_year(start.year, day_of_month(start.day, start, country))
    if (start.year, start.month) == (end.year, end.month):
        return in_year(start.year, day_of_month(f"{start.day}–{end.day}", start, country))
    first, last = (day_of_month(day.day, day, country) for day in (start, end))
    if start.year != end.year:
        last = in_year(end.year, last)
    dash = "–" if get_language() == "en" else " – "
    return in_year(start.year, f"{first}{dash}{last}")


def in_year(year, days):
    return f"{year}{pgettext('list', ',')} {days}"


def day_of_month(days, of, country):
    month = month_name(of.month, country=country)
    return f"{month} {days}" if get_language() == "en" else f"{days} {month}"
