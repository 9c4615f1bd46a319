"""Invented results of a search, and the ways in which they can be narrowed."""

from types import SimpleNamespace

from django.utils.html import format_html
from django.utils.translation import get_language

from forum_portal.search.documents import DOCUMENTS
from forum_portal.search.results import Reason

from .invention import say


def search(edition):
    """Results with and without reasons, one of the demonstration; a choice that was taken among others."""
    title = say(marked("دور ", "المثال", " في كل شيء"), marked("The part of the ", "sample", " in everything"))
    reason = Reason(
        say("الملخص", "abstract"),
        say(marked("… وفيه ", "مثال", " لكلمة …"), marked("… with a ", "sample", " of a word …")),
        get_language(),
    )
    elsewhere = Reason(
        say("العنوان", "title"),
        say(marked("A ", "sample"), marked("", "مثال")),
        say("en", "ar"),
    )
    result = {"url": "#search", "title": title, "language": get_language(), "item": edition}
    return {
        "results": [
            SimpleNamespace(
                **result, document=DOCUMENTS["paper"], edition=edition, countries=["OM", "TN"], reasons=[reason]
            ),
            SimpleNamespace(
                **result, document=DOCUMENTS["speaker"], countries=["MR"], reasons=[elsewhere], is_demo=True
            ),
            SimpleNamespace(**result, document=DOCUMENTS["recommendation"], reasons=[]),
        ],
        "narrowing": SimpleNamespace(
            kind="paper",
            kinds=[(DOCUMENTS["paper"], 12), (DOCUMENTS["speaker"], 3)],
            of_editions=[(edition, 9)],
            edition=None,
            of_countries=[("OM", say("عُمان", "Oman"), 7), ("TN", say("تونس", "Tunisia"), 2)],
        ),
        "page": SimpleNamespace(
            has_other_pages=True,
            has_previous=True,
            previous_page_number=1,
            number=2,
            paginator=SimpleNamespace(num_pages=3),
            has_next=True,
            next_page_number=3,
        ),
    }


def marked(before, word, after=""):
    return format_html("{}<mark>{}</mark>{}", before, word, after)
