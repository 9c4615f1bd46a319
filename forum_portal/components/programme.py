"""An invented programme: its sessions, papers, speakers and rooms."""

import datetime

from editions.models import Evidence
from editions.models.contents import Axis
from papers.filters import ProgrammeFilter
from papers.grid import days_of
from papers.models import Paper, Presentation, Room, Session, Speaker
from papers.now import Now

from .archive import doubt
from .invention import invented


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
        "programme_days": days_of(every),
        "days": [(edition.starts_on, [talks, pause]), (None, [timeless])],
        "now": now_at(edition, datetime.time(9, 20), [talks, pause]),
        "after": now_at(edition, datetime.time(18), [talks, pause]),
        "filters": ProgrammeFilter({"country": "OM"}, sessions=every),
        "unmatched": ProgrammeFilter({"country": "OM", "kind": "break"}, sessions=every),
    }


def now_at(edition, time, sessions):
    """A rehearsal of the invented edition, which asks no database for its sessions."""
    now = Now(edition, datetime.datetime.combine(edition.starts_on, time, tzinfo=edition.zone), address="#programme")
    now.sessions = sessions
    return now


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
