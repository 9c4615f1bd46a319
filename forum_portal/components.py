"""
What the page of components shows: its parts, and what fills them.

All that fills them is invented, in no database, and so says the page. Each thing brings what a
query would have brought with it, so that the page asks the database nothing.
"""

import datetime
import re
from decimal import Decimal
from typing import NamedTuple

from django import forms
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.core.files.base import ContentFile
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.translation import get_language, override

from editions.models import (
    Announcement,
    Document,
    Edition,
    Evidence,
    Involvement,
    Organisation,
    Series,
    Source,
    Statement,
)
from editions.models.contents import Axis
from editions.prose import sections
from exhibitors.models import Booth, BoothCategory, Exhibition, Exhibitor, Registration, Standing
from exhibitors.models.registration import State
from exhibitors.plan import Stand, plan_of
from forum_portal.booklet import facts_of
from forum_portal.cartography import map_of
from forum_portal.charts import bars
from forum_portal.geometry import HUES
from papers.filters import ProgrammeFilter
from papers.models import Paper, Presentation, Room, Session, Speaker

# In which language each column speaks, and in which direction it runs.
DIRECTIONS = {"ar": "rtl", "en": "ltr"}


class Part(NamedTuple):
    """One part of the page: its anchor and template, its heading, the includes it shows, whether one copy will do."""

    code: str
    heading: str
    includes: tuple = ()
    once: bool = False

    @property
    def template(self):
        return f"components/{self.code}.html"

    def documented(self):
        """Each include with what its first lines say that it takes."""
        return [(name, takes(name)) for name in self.includes]


PARTS = [
    Part("colours", "Colours", once=True),
    Part("spacing", "Spacing, radius, targets", once=True),
    Part("type", "Type", ("includes/theme.html",)),
    Part("rosettes", "Rosettes and hues", ("includes/rosette.html",), once=True),
    Part("buttons", "Links and buttons"),
    Part("tags", "Tags, flags, places", ("includes/edition_place.html",)),
    Part(
        "notices",
        "Notices, empty states",
        ("includes/messages.html", "includes/no_mail_server.html", "includes/demo_note.html"),
    ),
    Part("fields", "Fields", ("includes/field.html",)),
    Part("form", "A form with errors", ("includes/form.html", "includes/form_errors.html")),
    Part("filters", "Filters", ("papers/includes/programme_filters.html",)),
    Part(
        "evidence",
        "Doubt, sources, corrections, share",
        (
            "includes/doubt.html",
            "includes/source_links.html",
            "includes/sources_of.html",
            "includes/sources_section.html",
            "includes/correct.html",
            "includes/correct_page.html",
            "includes/share.html",
        ),
    ),
    Part(
        "navigation",
        "Ways through the site",
        (
            "includes/site_head.html",
            "includes/nav_item.html",
            "includes/languages.html",
            "includes/site_foot.html",
            "includes/crumbs.html",
            "includes/toc.html",
        ),
    ),
    Part(
        "facts",
        "Facts",
        ("includes/fact.html", "editions/includes/colophon.html", "editions/includes/organisers.html"),
    ),
    Part("heads", "Front, head of an edition, spread"),
    Part("road", "The road", ("includes/edition_row.html", "includes/edition_stop.html")),
    Part("rows", "Rows", ("includes/paper_row.html", "includes/person_line.html", "includes/announcement_row.html")),
    Part(
        "programme",
        "Programme",
        ("papers/includes/now_next.html", "papers/includes/session.html", "editions/includes/days.html"),
    ),
    Part(
        "texts",
        "Statements, bodies, documents, long texts",
        (
            "editions/includes/statement.html",
            "editions/includes/bodies.html",
            "editions/includes/document.html",
            "editions/includes/sections.html",
        ),
    ),
    Part("pictures", "Pictures", ("includes/picture.html", "includes/social.html")),
    Part("tables", "Tables"),
    Part("figures", "Chart and map", ("includes/chart.html", "includes/map.html", "includes/map_city.html")),
    Part(
        "exhibition",
        "Exhibition",
        (
            "exhibitors/includes/plan.html",
            "exhibitors/includes/signs.html",
            "exhibitors/includes/place.html",
            "exhibitors/includes/area.html",
            "exhibitors/includes/price.html",
            "exhibitors/includes/next_step.html",
        ),
    ),
]

# The colours of the style sheet and what each is for. Each has a rule in components.css.
COLOURS = [
    ("paper", "the ground of a page"),
    ("surface", "a ground that is lifted off it: head, fields, plan"),
    ("ink", "what is read"),
    ("ink-soft", "what is read second: places, dates, help"),
    ("rule", "a line between two things of a kind"),
    ("rule-strong", "a line that opens something new; the edge of a field"),
    ("accent", "what is the forum’s own: kickers, years, numbers"),
    ("accent-bright", "the same where nothing is read: focus, dots of the road"),
    ("link", "what leads somewhere, buttons too"),
    ("good", "done, confirmed, on now"),
    ("good-wash", "the ground of what is good"),
    ("warn", "doubt, and what wants attention"),
    ("warn-wash", "the ground of what wants attention"),
    ("bad", "wrong, refused, dangerous"),
    ("bad-wash", "the ground of what is wrong"),
    ("night", "the ground of the front door and the foot"),
    ("on-night", "what is read on the night"),
    ("on-night-soft", "what is read second on the night"),
    ("gold", "the accent on the night"),
    ("free", "a booth that can be had"),
    ("held", "a booth that is being booked, or reserved"),
    ("taken", "a booth that is gone"),
]
STEPS = ["-1", "0", "1", "2", "3", "4", "5"]
SPACES = ["xs", "s", "m", "l", "xl", "2xl"]

# Far above the keys of any row, so that no link of the page leads to a real one.
KEYS = 900_000_000
NOON = datetime.datetime(1990, 3, 14, 12, tzinfo=datetime.UTC)


def takes(name):
    """What the include ``name`` says in its first lines that it takes."""
    source = get_template(name).template.source
    comment = source.partition("{% comment %}")[2].partition("{% endcomment %}")[0]
    # One line for each thing that it takes, however long it is in the file.
    return re.sub(r"\s*\n(?!\s*- )\s*", " ", comment).strip()


def invented(model, key, *, related=None, **fields):
    """An unsaved ``model`` with the key and the related things that it would have from the database."""
    item = model(pk=KEYS + key, **fields)
    # What prefetch_related() would have filled; there is no other way to tell a manager what it holds.
    item._prefetched_objects_cache = {"evidence": []} | (related or {})
    return item


def columns():
    """The language, direction and samples of each column."""
    for code, direction in DIRECTIONS.items():
        with override(code):
            yield {"code": code, "direction": direction, "sample": samples()}


def say(arabic, english):
    return arabic if get_language() == "ar" else english


def samples():
    """One of everything, in the language that is spoken now."""
    past, coming = editions()
    return {
        **evidence(),
        **programme(past),
        **forms_of_every_kind(),
        **exhibition(past),
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
        "sections": sections(say(LONG_TEXT_AR, LONG_TEXT_EN)),
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


def editions():
    """An edition that is over, of which much is known and some is doubted, and one that is to come."""
    sources = evidence()["sources"]
    past = invented(
        Edition,
        1,
        number=5,
        slug="sample",
        title_ar="ملتقى المثال الخامس للصناعات الصغيرة والمتوسطة",
        title_en="Fifth Sample Forum for Small and Medium Industries",
        theme_ar="الصناعات الصغيرة والمتوسطة: مثال لعنوان طويل يمتد على سطرين",
        theme_en="Small and medium industries: a sample of a theme that runs over two lines",
        starts_on=datetime.date(1990, 3, 14),
        ends_on=datetime.date(1990, 3, 16),
        city_ar="نواكشوط",
        city_en="Nouakchott",
        country="MR",
        venue_ar="قصر المثال",
        venue_en="Sample Palace",
        patron_ar="صاحب رعاية على سبيل المثال",
        patron_en="A patron by way of example",
        related={
            "evidence": [
                doubt(1, "starts_on", Evidence.Certainty.PRESUMED, sources),
                doubt(2, "city", Evidence.Certainty.STATED, sources[:1]),
                doubt(3, "venue", Evidence.Certainty.DISPUTED, sources),
            ]
        },
    )
    coming = invented(
        Edition,
        2,
        number=6,
        slug="sample",
        title_ar="ملتقى المثال السادس",
        title_en="Sixth Sample Forum",
        starts_on=datetime.date(2090, 1, 1),
        date_precision="year",
        mode=Edition.Mode.HYBRID,
        city_ar="تونس",
        city_en="Tunis",
        country="TN",
    )
    return past, coming


def nameless(key, **fields):
    """An edition outside the series, of which hardly anything is known."""
    title = {"title_ar": "ملتقى مثال بلا رقم", "title_en": "A sample forum without a number"}
    return invented(Edition, key, slug="sample", starts_on=NOON.date(), **title, **fields)


def road():
    """Four editions on the map, one of them where another was."""
    places = [
        (1, 1990, "نواكشوط", "Nouakchott", "MR", "18.08", "-15.98"),
        (2, 1992, "تونس", "Tunis", "TN", "36.81", "10.18"),
        (3, 1994, "مسقط", "Muscat", "OM", "23.59", "58.38"),
        (4, 1996, "تونس", "Tunis", "TN", "36.81", "10.18"),
    ]
    return [
        invented(
            Edition,
            10 + number,
            number=number,
            slug="sample",
            title_ar=f"ملتقى المثال رقم {number}",
            title_en=f"Sample Forum {number}",
            theme_ar="عنوان مثال" if number % 2 else "",
            theme_en="A sample theme" if number % 2 else "",
            starts_on=datetime.date(year, 1, 1),
            date_precision="year",
            city_ar=arabic,
            city_en=english,
            country=country,
            latitude=Decimal(north),
            longitude=Decimal(east),
        )
        for number, year, arabic, english, country, north, east in places
    ]


def doubt(key, field, certainty, sources=()):
    return invented(
        Evidence,
        key,
        related={"sources": list(sources)},
        field=field,
        certainty=certainty,
        note_ar="اختلف مصدران في هذا الخبر، وكلاهما مثال.",
        note_en="Two sources differ on this; both are samples.",
    )


def evidence():
    sources = [
        invented(
            Source,
            1,
            outlet_ar="صحيفة المثال",
            outlet_en="The Daily Sample",
            url="https://example.org/a-long-address/of-a-sample-source",
            published_ar="14 مارس 1990",
            published_en="14 March 1990",
            language="ar",
        ),
        invented(Source, 2, outlet_ar="تقرير لا رابط له", outlet_en="A report without a link"),
    ]
    return {
        "sources": sources,
        "doubts": [
            doubt(11, "", Evidence.Certainty.PRESUMED, sources),
            doubt(12, "", Evidence.Certainty.DISPUTED, sources),
            doubt(13, "", Evidence.Certainty.STATED),
        ],
    }


def body(key, arabic, english, country=""):
    return invented(Organisation, key, name_ar=arabic, name_en=english, country=country, site="https://example.org/")


def involvements(edition):
    """The bodies of an edition; one of them only in Arabic, and in doubt."""
    rows = [
        (1, body(2, "وزارة الصناعة في بلد المثال", "Ministry of Industry of Sampleland", "MR"), "host", []),
        (2, body(3, "منظمة المثال", "Sample Organisation"), "organiser", []),
        (3, body(4, "بنك المثال", "", "TN"), "sponsor", [doubt(21, "role", Evidence.Certainty.PRESUMED)]),
    ]
    return [
        invented(Involvement, key, edition=edition, organisation=one, role=role, related={"evidence": doubts})
        for key, one, role, doubts in rows
    ]


def statement(edition):
    return invented(
        Statement,
        1,
        edition=edition,
        person_ar="د. ليلى المثال",
        person_en="Dr Layla Sample",
        office_ar="وزيرة على سبيل المثال",
        office_en="Minister, by way of example",
        gist_ar="قالت ما يُقال في الأمثلة.",
        gist_en="She said what is said in samples.",
        related={"evidence": [doubt(22, "office", Evidence.Certainty.PRESUMED, evidence()["sources"][:1])]},
    )


def document(edition):
    """A file that lies nowhere."""
    file = ContentFile(b"%PDF" * 60_000, name="sample.pdf")
    title = {"title_ar": "تقرير ختامي على سبيل المثال", "title_en": "A sample of a final report"}
    return Document(edition=edition, kind=Document.Kind.REPORT, file=file, language="ar", **title)


def announcements(edition):
    """One of an edition, one of the series that is only in Arabic."""
    of_edition = Announcement(slug="sample", title_ar="خبر مثال", title_en="A piece of sample news", edition=edition)
    of_series = Announcement(slug="sample", title_ar="خبر مثال لم يُترجم")
    for announcement in (of_edition, of_series):
        announcement.published_at = NOON
    return [of_edition, of_series]


def programme(edition):
    """Three sessions with all that can stand in one, and what shows them."""
    hall = invented(Room, 1, name_ar="القاعة الكبرى", name_en="Great Hall", order=1)
    side = invented(Room, 2, name_ar="قاعة الورش", name_en="Workshop Room", order=2)
    axis = invented(Axis, 1, title_ar="محور مثال: التمويل", title_en="Sample axis: finance", order=3)
    people = [
        invented(
            Speaker,
            1,
            code="sample",
            honorific_ar="د.",
            honorific_en="Dr",
            name_ar="ليلى المثال",
            name_en="Layla Sample",
        ),
        invented(Speaker, 2, code="sample", name_ar="سالم النموذج", name_en="Salem Model"),
        invented(Speaker, 3, code="sample", name_ar="اسم لم يُترجم"),
    ]
    office = {"office_ar": "مديرة التطوير", "office_en": "Head of Development"}
    house = {
        "affiliation_ar": "بنك المثال للتنمية الصناعية",
        "affiliation_en": "Sample Bank for Industrial Development",
    }
    parts = [
        invented(Presentation, 1, speaker=people[0], country="OM", **office, **house),
        invented(Presentation, 2, speaker=people[1], country="AE", role="chair"),
        invented(Presentation, 3, speaker=people[2]),
    ]
    papers = [
        paper(
            1, edition, parts[:1], "تمويل الصناعات الصغيرة: ورقة مثال", "Financing small industries: a sample paper"
        ),
        paper(2, edition, [], "ورقة مثال لم يُترجم عنوانها ولا يُعرف مقدّمها", ""),
    ]
    about = {"day": edition.starts_on, "edition": edition}
    talks = invented(
        Session,
        1,
        **about,
        title_ar="جلسة مثال في التمويل",
        title_en="A sample session on finance",
        starts_at=datetime.time(9),
        ends_at=datetime.time(10, 30),
        room=hall,
        axis=axis,
        languages=["ar", "en"],
        interpretation=["fr"],
        related={
            "evidence": [doubt(31, "title", Evidence.Certainty.PRESUMED)],
            "presentations": parts[1:2],
            "papers": papers,
        },
    )
    nothing = {"presentations": [], "papers": []}
    pause = invented(
        Session,
        2,
        **about,
        kind="break",
        title_ar="استراحة",
        title_en="Break",
        starts_at=datetime.time(10, 30),
        ends_at=datetime.time(11),
        related=nothing,
    )
    timeless = invented(
        Session,
        3,
        edition=edition,
        kind="panel",
        title_ar="حلقة نقاش لا يُعرف وقتها",
        title_en="A panel whose time is not known",
        description_ar="وصف مثال.",
        description_en="A sample description.",
        room=side,
        related=nothing | {"presentations": parts[2:]},
    )
    every = [talks, pause, timeless]
    return {
        "parts": parts,
        "papers": papers,
        "sessions": every,
        "days": [(edition.starts_on, [talks, pause]), (None, [timeless])],
        "rooms": [
            {"room": None, "now": None, "next": pause},
            {"room": hall, "now": talks, "next": pause},
            {"room": side, "now": pause, "next": None},
        ],
        "filters": ProgrammeFilter({"country": "OM"}, sessions=every),
    }


def paper(key, edition, parts, arabic, english):
    return invented(
        Paper,
        key,
        edition=edition,
        code=f"sample-{key}",
        title_ar=arabic,
        title_en=english,
        related={"presentations": parts},
    )


class EveryField(forms.Form):
    """A field of each kind; ``say`` in the labels makes it speak the language in which it is made."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        countries = [("", "—"), ("OM", say("عُمان", "Oman")), ("TN", say("تونس", "Tunisia"))]
        self.fields["name"] = forms.CharField(label=say("اسم الشركة", "Name of the company"))
        self.fields["email"] = forms.EmailField(
            label=say("البريد الإلكتروني", "E-mail"),
            help_text=say("نكتب إليكم على هذا العنوان.", "This is where we write to you."),
        )
        self.fields["country"] = forms.ChoiceField(label=say("البلد", "Country"), choices=countries)
        self.fields["about"] = forms.CharField(
            label=say("نبذة", "About"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=say("لزوار المعرض: ما تعمله الشركة.", "For visitors: what the company does."),
        )
        self.fields["file"] = forms.FileField(label=say("ملف", "File"), required=False)
        self.fields["terms"] = forms.BooleanField(
            label=say("أوافق على شروط المشاركة في هذا المعرض المثال", "I accept the terms of this sample exhibition"),
            help_text=say("تُقرأ قبل الإرسال.", "Please read them before sending."),
        )


class ClosedField(forms.Form):
    """A field that cannot be filled in."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["closed"] = forms.CharField(label=say("الرمز", "Code"), disabled=True, initial="d-01")


def forms_of_every_kind():
    """The same form empty, filled in, and refused."""
    code = get_language()
    filled = {
        "name": say("شركة المثال للأغذية", "Sample Foods"),
        "email": "sample@example.org",
        "country": "OM",
        "about": say("تصنع أمثلة.", "Makes samples."),
        "terms": "on",
    }
    wrong = EveryField({"name": "", "email": "sample@", "country": "OM"}, auto_id=f"{code}-wrong-%s")
    wrong.add_error(None, say("لم يُحفظ شيء بعد.", "Nothing is saved yet."))
    wrong.add_error("country", say("لا يشارك هذا البلد.", "This country does not take part."))
    wrong.add_error("about", say("النص أطول مما ينبغي.", "This text is too long."))
    return {
        "form_empty": EveryField(auto_id=f"{code}-empty-%s"),
        "form_filled": EveryField(filled, auto_id=f"{code}-filled-%s"),
        "form_wrong": wrong,
        "form_closed": ClosedField(auto_id=f"{code}-closed-%s"),
    }


def exhibition(edition):
    """A floor with a booth in each state, companies, and registrations in each state."""
    fair = invented(Exhibition, 1, edition=edition, width=Decimal(24), depth=Decimal(8), currency="MAD")
    sold = invented(
        BoothCategory, 1, exhibition=fair, name_ar="جناح مجهز", name_en="Equipped booth", price=Decimal(12500)
    )
    kept = invented(BoothCategory, 2, exhibition=fair, name_ar="للمنظمين", name_en="For the organisers")
    company = invented(
        Exhibitor, 1, code="sample", name_ar="شركة المثال للأغذية", name_en="Sample Foods", country="OM"
    )
    company.city_ar, company.city_en = "صحار", "Sohar"
    stands = []
    for place, standing in enumerate(Standing):
        x = 1 + 4.5 * place
        booth = invented(
            Booth,
            place + 1,
            exhibition=fair,
            category=kept if standing == Standing.KEPT else sold,
            code=f"A{place + 1}",
            outline=[[x, 2], [x + 3, 2], [x + 3, 5], [x, 5]],
        )
        stands.append(Stand(booth, standing, company if standing == Standing.TAKEN else None))
    return {
        "exhibition": fair,
        "company": company,
        "plan": plan_of(fair, stands),
        "registrations": [Registration(state=state) for state in State],
    }
