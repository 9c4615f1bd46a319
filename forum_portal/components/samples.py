"""One of everything that the page shows, in each of its columns."""

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.templatetags.static import static
from django.utils.translation import get_language, override

from editions.models import Edition, Series
from editions.prose import sections
from forum_portal.booklet import facts_of
from forum_portal.cartography import map_of
from forum_portal.charts import bars
from forum_portal.geometry import HUES

from .archive import (
    announcements,
    body,
    books,
    document,
    editions,
    evidence,
    involvements,
    nameless,
    road,
    statement,
)
from .exhibition import exhibition
from .forms import forms_of_every_kind
from .invention import say
from .money import money
from .paper import paper_page
from .people import people
from .programme import programme
from .releases import release
from .search import search
from .steps import steps

# In which language each column speaks, and in which direction it runs.
DIRECTIONS = {"ar": "rtl", "en": "ltr"}


def columns():
    """The language, direction and samples of each column."""
    for code, direction in DIRECTIONS.items():
        with override(code):
            yield {"code": code, "direction": direction, "sample": samples()}


def samples():
    """One of everything, in the language that is spoken now."""
    past, coming = editions()
    past._prefetched_objects_cache["books"] = books(past)
    talks = programme(past)
    fair = exhibition(past)
    return {
        **evidence(),
        **talks,
        **paper_page(talks["papers"][0]),
        **people(past),
        **release(past, talks["sessions"]),
        **forms_of_every_kind(),
        **fair,
        **steps(fair["exhibition"]),
        "money": money(fair["exhibition"], fair["company"]),
        "search": search(past),
        "edition": past,
        "coming": coming,
        "online": nameless(3, mode=Edition.Mode.ONLINE),
        "nowhere": nameless(4),
        "road": road(),
        "hues": [Edition(number=number) for number in range(1, HUES + 1)],
        "facts": facts_of(past),
        "series": Series(contact_email="sample@example.org", contact_phone="+000 00 000 000"),
        "owner": body(1, "منظمة المثال", "Sample Organisation"),
        "involvements": involvements(past),
        "statement": statement(past),
        "announcements": announcements(past),
        "document": document(past),
        "sections": sections(say(LONG_TEXT_AR, LONG_TEXT_EN), get_language()),
        "messages": [
            Message(messages.SUCCESS, say("حُفظت التغييرات.", "Your changes are saved.")),
            Message(messages.WARNING, say("تنتهي المهلة خلال خمس دقائق.", "Five minutes are left.")),
            Message(messages.ERROR, say("سبقكم غيركم إلى هذا الجناح.", "Somebody has just taken this booth.")),
        ],
        "chart": {
            "title": say("أوراق مثال في كل دورة", "Sample papers of each edition"),
            "bars": bars(
                list(zip(["1990", "1992", "1994", "1996", "1998"], [4, 11, None, 0, 7], strict=True)),
                rtl=get_language() == "ar",
            ),
        },
        "map": map_of(road(), ["MA", "TN", "OM", "MR"], rtl=get_language() == "ar"),
        "contents": [
            ("buttons", say("الأزرار", "Buttons")),
            ("fields", say("خانات الاستمارات", "Fields of a form")),
            ("road", say("مسيرة الملتقى من دورة إلى دورة", "The road from one edition to the next")),
        ],
        "picture": static("img/mark-large.svg"),
        "sentence": say(
            "نص مثال لا خبر فيه، وُضع ليُرى كيف تُقرأ الفقرة في هذا الموضع من الصفحة.",
            "A sample sentence that says nothing, set here to show how a paragraph is read in this place.",
        ),
        "words": [say("المحور الأول", "First axis"), say("المحور الثاني", "Second axis"), say("الثالث", "Third")],
    }


LONG_TEXT_AR = """هذه فقرة مثال طويلة بعض الطول، تُقرأ بخط النسخ المخصّص للقراءة المتأنية، وفيها رقم مثل 1998 ورابط https://example.org/ وكلمة Latin واحدة.

## عنوان فرعي

فقرة ثانية تحت العنوان الفرعي، تنتهي هنا."""  # noqa: E501
LONG_TEXT_EN = """This is a sample paragraph of some length, set in the face for long reading, with a number such as 1998, a link https://example.org/ and one word of Arabic, ملتقى.

## A sub-heading

A second paragraph below the sub-heading, which ends here."""  # noqa: E501
