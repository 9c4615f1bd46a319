"""The programme: its order, its filter, its calendar file."""

import datetime

import icalendar
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.makers import make_axis, make_edition, make_paper, make_presentation, make_room, make_session, make_speaker

pytestmark = pytest.mark.django_db

FIRST, SECOND = datetime.date(2010, 3, 14), datetime.date(2010, 3, 15)


def at(hour, minute=0):
    return datetime.time(hour, minute)


def titles(response):
    return [session.title for day in response.context["days"] for session in day.sessions]


def test_sessions_stand_by_day_and_time_and_the_unknown_come_last(client):
    edition = make_edition(number=5)
    make_session(edition=edition, title_ar="بلا يوم")
    make_session(edition=edition, title_ar="ثالثة", day=SECOND, order=2)
    make_session(edition=edition, title_ar="رابعة", day=SECOND, order=3)
    make_session(edition=edition, title_ar="ثانية", day=FIRST, starts_at=at(11), ends_at=at(12))
    make_session(edition=edition, title_ar="أولى", day=FIRST, starts_at=at(9), ends_at=at(10), order=9)

    response = client.get("/editions/5/programme/")

    assert titles(response) == ["أولى", "ثانية", "ثالثة", "رابعة", "بلا يوم"]


@pytest.fixture
def programme():
    edition = make_edition(number=5)
    finance, quality = make_axis(edition=edition), make_axis(edition=edition)
    tunisian = make_speaker(name_ar="أحمد الزعيمي", name_en="Ahmed Zaimi")
    first = make_session(edition=edition, title_ar="تمويل", day=FIRST, axis=finance)
    paper = make_paper(session=first, title_ar="آليات التمويل")
    make_presentation(paper=paper, speaker=tunisian, country="TN")
    second = make_session(edition=edition, title_ar="جودة", day=SECOND)
    make_paper(session=second, axis=quality, title_ar="الجودة الشاملة")
    make_session(edition=edition, title_ar="استراحة", day=SECOND, kind="break")
    return {"finance": finance.pk, "quality": quality.pk}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["تمويل", "جودة", "استراحة"]),
        ("?day=2010-03-15", ["جودة", "استراحة"]),
        ("?kind=break", ["استراحة"]),
        ("?country=TN", ["تمويل"]),
        ("?country=tn", ["تمويل"]),
        ("?axis={finance}", ["تمويل"]),
        ("?axis={quality}", ["جودة"]),
        ("?q=احمد", ["تمويل"]),
        ("?q=AHMED", ["تمويل"]),
        ("?q=اليات+التمويل", ["تمويل"]),
        ("?day=2010-03-15&q=جودة", ["جودة"]),
        ("?country=TN&kind=break", []),
        ("?day=nonsense&country=zz&axis=0&kind=feast", ["تمويل", "جودة", "استراحة"]),
    ],
)
def test_the_filter_shows_what_fits_all_conditions(client, programme, query, expected):
    response = client.get("/editions/5/programme/" + query.format(**programme))

    assert titles(response) == expected


def test_a_draft_paper_is_not_in_the_programme(client):
    session = make_session(edition=make_edition(number=5), day=FIRST)
    make_paper(session=session, title_ar="ورقة لم تنشر", published=False)

    assert "ورقة لم تنشر" not in client.get("/editions/5/programme/").content.decode()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"starts_at": at(10)}, "ends_at"),
        ({"starts_at": at(10), "ends_at": at(9)}, "ends_at"),
        ({"day": None, "starts_at": at(9), "ends_at": at(10)}, "day"),
        ({"day": datetime.date(2010, 4, 1)}, "day"),
        ({"languages": ["xx"]}, "languages"),
    ],
)
def test_a_session_that_cannot_be_is_refused_at_its_field(fields, field):
    session = make_session(day=FIRST)
    for name, value in fields.items():
        setattr(session, name, value)

    with pytest.raises(ValidationError) as refusal:
        session.full_clean()

    assert field in refusal.value.message_dict


def test_a_session_keeps_to_the_rooms_and_axes_of_its_edition():
    session = make_session(day=FIRST)
    session.room, session.axis = make_room(), make_axis()

    with pytest.raises(ValidationError) as refusal:
        session.full_clean()

    assert {"room", "axis"} <= set(refusal.value.message_dict)


def test_the_database_refuses_a_session_that_ends_before_it_starts():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_session(day=FIRST, starts_at=at(10), ends_at=at(9))


def test_the_calendar_file_has_the_sessions_in_the_hosts_time(client):
    edition = make_edition(number=5, time_zone="Africa/Algiers", venue_ar="فندق هلتون")
    make_session(edition=edition, title_ar="افتتاح", day=FIRST, starts_at=at(9, 30), ends_at=at(10))
    make_session(edition=edition, title_ar="أوراق اليوم", day=SECOND)
    make_session(edition=edition, title_ar="بلا يوم")

    response = client.get("/editions/5/programme.ics")

    calendar = icalendar.Calendar.from_ical(response.content)
    events = {str(event["summary"]): event for event in calendar.walk("VEVENT")}
    assert set(events) == {"افتتاح", "أوراق اليوم"}
    start = events["افتتاح"]["dtstart"].dt
    assert (start.isoformat(), start.tzinfo.key) == ("2010-03-14T09:30:00+01:00", "Africa/Algiers")
    assert events["أوراق اليوم"]["dtstart"].dt == SECOND
    assert [zone["tzid"] for zone in calendar.walk("VTIMEZONE")] == ["Africa/Algiers"]
    assert max(len(line) for line in response.content.split(b"\r\n")) <= 75
