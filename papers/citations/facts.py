"""What every way to cite a paper says of it, in the language that is spoken now."""

import datetime
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import pgettext

from editions.models.edition import DatePrecision
from forum_portal.arabic.countries import country_name
from papers.models import Presentation

AUTHOR_ROLES = [Presentation.Role.SPEAKER, Presentation.Role.AUTHOR]


class Period(NamedTuple):
    """From ``start`` to ``end``, or as much of ``start`` as ``precision`` says is known."""

    start: datetime.date
    end: datetime.date | None
    precision: str


def authors(paper):
    """Who gave the paper; empty where nobody is known."""
    people = {part.speaker_id: part.speaker for part in paper.presentations.all() if part.role in AUTHOR_ROLES}
    return list(people.values())


def author_names(paper):
    """Their names, without titles before them."""
    return [speaker.name for speaker in authors(paper)]


def language_of(paper):
    """
    The language of the page that speaks for the paper itself: its own, as far as there is a title in it.

    Arabic otherwise, in which the forum prints all its titles.
    """
    spoken = dict(settings.LANGUAGES)
    is_titled = paper.language in spoken and getattr(paper, f"title_{paper.language}")
    return paper.language if is_titled else "ar"


def held_on(paper):
    """
    When the gathering was held, as far as it is known.

    A known first day alone says nothing of the last: then it is the day of the paper, or the month.
    """
    edition, day = paper.edition, paper.session.day if paper.session else None
    if edition.date_precision == DatePrecision.DAY and edition.ends_on:
        return Period(edition.starts_on, edition.ends_on, DatePrecision.DAY)
    if day:
        return Period(day, day, DatePrecision.DAY)
    precision = edition.date_precision
    return Period(edition.starts_on, None, DatePrecision.YEAR if precision == "year" else DatePrecision.MONTH)


def given_on(paper):
    """The date of the paper as far as it is known: [2004, 2, 15], [2010, 3] or [1998]."""
    if paper.session and paper.session.day:
        return parts_of(paper.session.day)
    start, end, precision = held_on(paper)
    if precision == DatePrecision.DAY and start == end:
        return parts_of(start)
    return parts_of(start)[:1] if precision == DatePrecision.YEAR else parts_of(start)[:2]


def parts_of(day):
    return [day.year, day.month, day.day]


def place(edition):
    comma = pgettext("list", ",") + " "
    return comma.join(part for part in (edition.city, country_name(edition.country.code or "")) if part)
