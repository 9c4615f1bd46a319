"""The programme in calendars: read by two independent parsers, each event the same for ever, nothing of a draft."""

import datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from django.db import connection
from django.test.utils import CaptureQueriesContext

from papers.calendars.zones import described
from papers.models import Session
from papers.releases import publish
from tests.makers import make_edition, make_paper, make_presentation, make_room, make_session, make_speaker

pytestmark = pytest.mark.django_db

FIRST, SECOND = datetime.date(2010, 3, 14), datetime.date(2010, 3, 15)


def at(hour, minute=0):
    return datetime.time(hour, minute)


def read(client, address, **headers):
    """The calendar at ``address``, once both parsers have read it and agree on what is in it."""
    response = client.get(address, **headers)
    assert response.status_code == 200, address
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = icalendar.Calendar.from_ical(response.content)
    assert not [error for component in calendar.walk() for error in component.errors]
    other = vobject.readOne(response.content.decode())
    assert other.validate(raiseException=True)
    events = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    others = {event.uid.value: event for event in other.contents.get("vevent", [])}
    assert set(events) == set(others)
    for uid, event in events.items():
        assert str(event["summary"]) == others[uid].summary.value
        assert instant(event["dtstart"].dt) == instant(others[uid].dtstart.value)
        assert instant(event["dtend"].dt) == instant(others[uid].dtend.value)
    return calendar, events


def instant(value):
    return value.astimezone(datetime.UTC) if isinstance(value, datetime.datetime) else value


@pytest.fixture
def programme():
    """Two timed sessions of one hall, the first with two papers; one that has only a day, and one without."""
    edition = make_edition(number=5, title_en="Fifth", time_zone="Africa/Casablanca", venue_ar="قصر المؤتمرات")
    hall = make_room(edition=edition, name_ar="القاعة الكبرى", name_en="Great Hall")
    chair, speaker = make_speaker(name_ar="ليلى", honorific_ar="د."), make_speaker(name_ar="سالم")
    first = make_session(
        edition=edition,
        title_ar="تمويل الصناعات، وما يتبعها؛ أولاً",
        title_en="Finance",
        description_ar="وصف طويل لهذه الجلسة " * 30,
        day=FIRST,
        starts_at=at(9),
        ends_at=at(11),
        room=hall,
    )
    make_presentation(session=first, speaker=chair, role="chair")
    early = make_paper(session=first, title_ar="ورقة أولى", speakers=[speaker], starts_at=at(9), order=1)
    late = make_paper(session=first, title_ar="ورقة ثانية", starts_at=at(9, 40), order=2)
    second = make_session(edition=edition, title_ar="جودة", day=SECOND, starts_at=at(9), ends_at=at(10), room=hall)
    dayless = make_session(edition=edition, title_ar="بلا يوم")
    timeless = make_session(edition=edition, title_ar="بلا وقت", day=SECOND)
    return {
        "edition": edition,
        "hall": hall,
        "chair": chair,
        "speaker": speaker,
        "first": first,
        "second": second,
        "timeless": timeless,
        "dayless": dayless,
        "papers": [early, late],
    }


def uid(session):
    return f"session-{session.pk}@forum-portal"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/editions/5/programme.ics", ["first", "second", "timeless"]),
        ("/editions/5/programme/2010-03-15.ics", ["second", "timeless"]),
        ("/sessions/{first.pk}.ics", ["first"]),
        ("/sessions/{dayless.pk}.ics", []),
        ("/rooms/{hall.pk}.ics", ["first", "second"]),
        ("/speakers/{chair.code}.ics", ["first"]),
        ("/speakers/{speaker.code}.ics", ["first"]),
        ("/editions/5/mine.ics?s={second.pk}", ["second"]),
        ("/en/editions/5/programme.ics", ["first", "second", "timeless"]),
    ],
)
def test_each_calendar_has_its_sessions_that_have_a_day(client, programme, address, expected):
    _calendar, events = read(client, address.format(**programme))

    assert set(events) == {uid(programme[name]) for name in expected}


def test_the_series_has_its_editions_as_whole_days_and_their_sessions(client, programme):
    make_edition(number=1, date_precision="year", starts_on=datetime.date(1998, 1, 1), ends_on=None)
    demo = make_edition(is_demo=True)
    make_session(edition=demo, day=FIRST)
    edition = programme["edition"]

    _calendar, events = read(client, "/programme.ics")

    sessions = {uid(programme[name]) for name in ("first", "second", "timeless")}
    assert set(events) == {f"edition-{edition.pk}@forum-portal", *sessions}
    whole = events[f"edition-{edition.pk}@forum-portal"]
    assert (whole["dtstart"].dt, whole["dtend"].dt) == (FIRST, datetime.date(2010, 3, 17))


def test_an_edition_in_the_calendar_of_the_series_counts_its_changes(client):
    edition = make_edition(number=5)
    before = read(client, "/programme.ics")[1][f"edition-{edition.pk}@forum-portal"]
    edition.ends_on = datetime.date(2010, 3, 17)
    edition.save()

    after = read(client, "/programme.ics")[1][f"edition-{edition.pk}@forum-portal"]

    assert after["sequence"] > before["sequence"]


def test_an_event_says_what_a_page_says(client, settings, programme):
    settings.ALLOWED_HOSTS = ["forum.example"]
    first = programme["first"]

    event = read(client, f"/sessions/{first.pk}.ics", headers={"host": "forum.example"})[1][uid(first)]

    assert str(event["summary"]) == first.title_ar
    assert str(event["url"]) == f"http://forum.example/sessions/{first.pk}/"
    assert "القاعة الكبرى" in event["location"]
    assert "قصر المؤتمرات" in event["location"]
    for words in (first.description_ar.strip(), "د. ليلى", "09:40 ورقة ثانية", "سالم"):
        assert words in event["description"]


def test_a_calendar_speaks_the_language_of_its_address(client, programme):
    calendar, events = read(client, "/en/editions/5/programme.ics")

    event = events[uid(programme["first"])]
    assert (str(calendar["name"]), str(calendar["x-wr-calname"])) == ("Fifth", "Fifth")
    assert str(event["summary"]) == "Finance"
    assert str(event["url"]).endswith(f"/en/sessions/{programme['first'].pk}/")
    assert "Great Hall" in event["location"]


def test_a_calendar_says_how_often_to_ask_again(client, programme):
    calendar, _events = read(client, "/editions/5/programme.ics")

    assert calendar["refresh-interval"].params["value"] == "DURATION"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in calendar.to_ical()
    assert str(calendar["x-published-ttl"]) == "PT1H"
    assert str(calendar["x-wr-timezone"]) == "Africa/Casablanca"


def test_lines_are_folded_at_75_octets_between_letters(client, programme):
    content = client.get("/editions/5/programme.ics").content

    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert max(map(len, lines)) > 65
    for line in lines:
        line.decode()  # a letter that was cut would not be text


def test_what_a_reader_does_not_change_stays_the_same_from_any_host(client, settings, programme):
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    here = read(client, "/editions/5/programme.ics")[1]
    there = read(client, "/editions/5/programme.ics", headers={"host": "other.example"})[1]
    programme["edition"].slug = "renamed"
    programme["edition"].save()

    renamed = read(client, "/editions/renamed/programme.ics")[1]

    assert set(here) == set(there) == set(renamed)
    assert [event["dtstamp"].dt for event in here.values()] == [event["dtstamp"].dt for event in there.values()]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title_en", "Another"),
        ("description_ar", "وصف"),
        ("day", datetime.date(2010, 3, 16)),
        ("ends_at", at(12)),
        ("room", None),
        ("is_cancelled", True),
    ],
)
def test_the_sequence_rises_with_what_calendars_show(programme, field, value):
    session = Session.objects.get(pk=programme["first"].pk)
    before = session.changed_at
    setattr(session, field, value)
    session.save(update_fields=[field])

    session.refresh_from_db()
    assert session.sequence == 1
    assert session.changed_at > before


def test_the_sequence_stays_where_nothing_changes_that_calendars_show(programme):
    session = Session.objects.get(pk=programme["first"].pk)
    session.order, session.title_fr = 7, ""
    session.save()

    session.refresh_from_db()
    assert session.sequence == 0


def test_the_sequence_rises_for_whoever_saves_what_they_loaded_long_ago(programme):
    """Of two editors the second sets back what the first changed: both are changes to whoever had a copy."""
    first, second = (Session.objects.get(pk=programme["first"].pk) for _ in range(2))
    first.starts_at = at(8)
    first.save()
    second.save()

    assert Session.objects.get(pk=first.pk).sequence == 2


def test_a_chosen_paper_moves_with_its_session(client, programme):
    early, late = programme["papers"]
    address = f"/editions/5/mine.ics?p={early.code},{late.code}"
    before = read(client, address)[1]
    session = programme["first"]
    session.day = SECOND
    session.save()

    after = read(client, address)[1]

    times = [(event["dtstart"].dt.time(), event["dtend"].dt.time()) for event in before.values()]
    assert times == [(at(9), at(9, 40)), (at(9, 40), at(11))]
    for name in (f"paper-{early.code}@forum-portal", f"paper-{late.code}@forum-portal"):
        assert after[name]["sequence"] > before[name]["sequence"]
        assert after[name]["dtstart"].dt.date() == SECOND


def test_a_chosen_paper_without_a_time_of_its_own_has_that_of_its_session(client, programme):
    paper = make_paper(session=programme["second"])

    (event,) = read(client, f"/editions/5/mine.ics?p={paper.code}")[1].values()

    assert (event["dtstart"].dt.time(), event["dtend"].dt.time()) == (at(9), at(10))


def test_a_cancelled_session_is_sent_as_cancelled(client, programme):
    session = programme["first"]
    session.is_cancelled = True
    session.save()

    event = read(client, "/en/editions/5/programme.ics")[1][uid(session)]

    assert str(event["status"]) == "CANCELLED"
    assert event["sequence"] == 1
    assert str(event["summary"]) == "Cancelled: Finance"


@pytest.mark.parametrize(
    "address",
    [
        "/editions/5/programme.ics",
        "/editions/5/programme/2010-03-14.ics",
        "/sessions/{pk}.ics",
        "/rooms/{hall.pk}.ics",
        "/programme.ics",
        "/editions/5/mine.ics?s={pk}",
    ],
)
def test_what_was_announced_and_is_gone_is_sent_as_cancelled(client, programme, address):
    publish(programme["edition"])
    session = programme["first"]
    session.starts_at = at(8)
    session.save()
    pk, name, sequence = session.pk, uid(session), session.sequence
    session.papers.update(session=None)
    session.delete()

    event = read(client, address.format(pk=pk, **programme))[1][name]

    assert str(event["status"]) == "CANCELLED"
    assert event["sequence"] > sequence
    assert event["last-modified"].dt >= session.changed_at.replace(microsecond=0)
    assert event["dtstart"].dt == datetime.datetime(2010, 3, 14, 9, tzinfo=ZoneInfo("Africa/Casablanca"))


def test_what_was_never_announced_is_just_gone(client, programme):
    pk = programme["second"].pk
    programme["second"].delete()

    assert len(read(client, "/editions/5/programme.ics")[1]) == 2
    assert client.get(f"/sessions/{pk}.ics").status_code == 404


# Each a summer time of its own kind: Morocco's clock goes back for Ramadan, Egypt's rule came back in 2023.
CHANGES = [
    ("Africa/Casablanca", datetime.date(2026, 2, 14), 5),
    ("Africa/Casablanca", datetime.date(2026, 3, 21), 5),
    ("Africa/Cairo", datetime.date(2026, 4, 23), 5),
    ("Africa/Cairo", datetime.date(2026, 10, 28), 5),
    ("Asia/Beirut", datetime.date(2026, 3, 28), 3),
    ("Asia/Muscat", datetime.date(2026, 3, 28), 2),
]


@pytest.mark.parametrize(("zone", "first_day", "days"), CHANGES)
def test_the_zone_in_a_calendar_tells_the_instants_that_the_database_of_zones_tells(client, zone, first_day, days):
    edition = make_edition(
        number=5, time_zone=zone, starts_on=first_day, ends_on=first_day + datetime.timedelta(days=days)
    )
    expected = {}
    for number in range(days):
        for hour in (1, 4, 9, 22):  # no 00:30, which Cairo skips when its summer begins
            day = first_day + datetime.timedelta(days=number)
            session = make_session(edition=edition, day=day, starts_at=at(hour, 30), ends_at=at(hour, 45))
            expected[uid(session)] = datetime.datetime.combine(day, at(hour, 30), tzinfo=ZoneInfo(zone))

    content = client.get("/editions/5/programme.ics").content.decode()

    # Under another name, and one for each, no parser can look the zone up: it must read what the file says of it.
    unknown = f"Nowhere/{zone}-{first_day}"
    other = vobject.readOne(content.replace(zone, unknown))
    found = {event.uid.value: instant(event.dtstart.value) for event in other.contents["vevent"]}
    assert found == {name: instant(moment) for name, moment in expected.items()}
    renamed = icalendar.Calendar.from_ical(content.replace(zone, unknown))
    found = {str(event["uid"]): instant(event["dtstart"].dt) for event in renamed.walk("VEVENT")}
    assert found == {name: instant(moment) for name, moment in expected.items()}


def test_a_zone_begins_a_change_by_the_clock_before_it():
    """Egypt, 2024: at midnight of 26 April the clock went to one."""
    observances = list(described("Africa/Cairo", 2024, 2024).subcomponents)

    summer = next(component for component in observances if component.name == "DAYLIGHT")
    assert summer["dtstart"].dt.isoformat() == "2024-04-26T00:00:00"
    assert (summer["tzoffsetfrom"].to_ical(), summer["tzoffsetto"].to_ical()) == ("+0200", "+0300")
    assert len(observances) == 3


@pytest.mark.parametrize(
    "address",
    [
        "/editions/5/programme/2010-02-30.ics",
        "/editions/5/programme/2010-03-20.ics",
        "/editions/5/programme/٢٠١٠-٠٣-١٤.ics",
        "/editions/5/programme/0000-00-00.ics",
        "/editions/5/programme/today.ics",
        "/editions/nowhere/programme.ics",
        "/editions/nowhere/mine.ics",
        f"/sessions/{10**30}.ics",
        f"/rooms/{10**30}.ics",
        "/sessions/0.ics",
        "/speakers/nobody.ics",
    ],
)
def test_what_is_not_there_is_not_found(client, programme, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?s=&p=",
        "?s=0,-1,1e9,999999999999999999999&p=x'--,%F0%9F%98%80",
        "?s=" + "999999999," * 3000,
        "?p=" + "a" * 9000,
    ],
)
def test_a_choice_without_anything_that_is_there_is_an_empty_calendar(client, programme, query):
    make_session()  # of another edition

    assert read(client, "/editions/5/mine.ics" + query)[1] == {}


def test_nothing_of_a_draft_is_in_a_calendar(client):
    draft = make_edition(number=5, published=False)
    room, speaker = make_room(edition=draft), make_speaker()
    session = make_session(edition=draft, day=FIRST, room=room)
    make_presentation(session=session, speaker=speaker)

    for address in (
        "/editions/5/programme.ics",
        "/editions/5/programme/2010-03-14.ics",
        "/editions/5/mine.ics",
        f"/sessions/{session.pk}.ics",
        f"/rooms/{room.pk}.ics",
        f"/speakers/{speaker.code}.ics",
    ):
        assert client.get(address).status_code == 404, address
    assert read(client, "/programme.ics")[1] == {}


def test_an_edition_that_became_a_draft_again_takes_its_sessions_along(client, programme):
    publish(programme["edition"])
    pk = programme["second"].pk
    programme["second"].delete()
    programme["edition"].status = "draft"
    programme["edition"].save()

    assert client.get(f"/sessions/{pk}.ics").status_code == 404
    assert client.get(f"/sessions/{programme['first'].pk}.ics").status_code == 404


def test_a_draft_paper_is_in_no_calendar(client, programme):
    paper = make_paper(session=programme["first"], title_ar="لم تنشر", speakers=[make_speaker()], published=False)

    assert "لم تنشر" not in client.get("/editions/5/programme.ics").content.decode().replace("\r\n ", "")
    assert read(client, f"/editions/5/mine.ics?p={paper.code}")[1] == {}


def test_the_demonstration_says_so(client):
    session = make_session(edition=make_edition(is_demo=True), day=FIRST)

    (event,) = read(client, f"/en/sessions/{session.pk}.ics")[1].values()

    assert "demonstration" in event["description"]


@pytest.mark.parametrize(
    "address",
    [
        "/editions/5/programme.ics",
        "/editions/5/programme/2010-03-14.ics",
        "/rooms/{hall.pk}.ics",
        "/speakers/{chair.code}.ics",
        "/programme.ics",
        "/editions/5/mine.ics?s={keys}&p={codes}",
    ],
)
def test_a_calendar_costs_as_many_queries_for_many_sessions_as_for_few(client, programme, address):
    edition, hall, chair = programme["edition"], programme["hall"], programme["chair"]

    def queries():
        keys = ",".join(str(key) for key in edition.sessions.values_list("pk", flat=True))
        codes = ",".join(edition.papers.values_list("code", flat=True))
        with CaptureQueriesContext(
            connection,
        ) as captured:
            response = client.get(address.format(keys=keys, codes=codes, **programme))
        return len(captured), response.content.count(b"BEGIN:VEVENT")

    def fill(count):
        """Sessions with people and papers, each told of in a release; and one more that is gone."""
        for _ in range(count):
            session = make_session(edition=edition, day=FIRST, starts_at=at(12), ends_at=at(13), room=hall)
            make_presentation(session=session, speaker=chair)
            make_paper(session=session, speakers=[chair, make_speaker()])
            gone = make_session(edition=edition, day=FIRST, room=hall)
            publish(edition)
            gone.delete()

    fill(1)
    client.get(address.format(keys="", codes="", **programme))  # content types
    few = queries()
    fill(4)
    many = queries()

    assert many[1] > few[1]
    assert many[0] == few[0]
