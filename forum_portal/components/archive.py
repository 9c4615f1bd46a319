"""Invented editions, with their evidence, bodies, statements, documents and announcements."""

import datetime
from decimal import Decimal

from django.core.files.base import ContentFile

from editions.models import Announcement, Document, Edition, Evidence, Involvement, Organisation, Source, Statement
from forum_portal.book.models import Book

from .invention import NOON, invented


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


def books(edition):
    """The book of an edition in two languages, neither of which lies anywhere."""
    return [Book(edition=edition, language=code, size=480_000, made_at=NOON) for code in ("ar", "en")]


def announcements(edition):
    """One of an edition, one of the series that is only in Arabic."""
    of_edition = Announcement(slug="sample", title_ar="خبر مثال", title_en="A piece of sample news", edition=edition)
    of_series = Announcement(slug="sample", title_ar="خبر مثال لم يُترجم")
    for announcement in (of_edition, of_series):
        announcement.published_at = NOON
    return [of_edition, of_series]
