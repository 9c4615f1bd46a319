"""Rooms and people wanted in two places at once: found, and told to staff without refusing to save."""

import datetime

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from papers.clashes import room_clashes, speaker_clashes, with_clashes
from papers.models import Session

from . import makers

pytestmark = pytest.mark.django_db

DAY = datetime.date(2010, 3, 14)


def make_session_at(start, end, **fields):
    """A session from the hour ``start`` to the hour ``end`` of the first day."""
    return makers.make_session(
        **{"day": DAY, "starts_at": datetime.time(start), "ends_at": datetime.time(end)} | fields
    )


@pytest.fixture
def edition():
    return makers.make_edition()


@pytest.fixture
def room(edition):
    return makers.make_room(edition=edition)


@pytest.fixture
def editor(client):
    client.force_login(makers.make_editor())
    return client


def flags(session):
    """What the list of sessions says of ``session``: the clash of its room, that of a speaker."""
    annotated = with_clashes(Session.objects.all()).get(pk=session.pk)
    return annotated.has_room_clash, annotated.has_speaker_clash


@pytest.mark.parametrize(
    ("hours", "clash"),
    [((9, 11), True), ((10, 12), True), ((8, 10), True), ((8, 12), True), ((7, 9), False), ((11, 12), False)],
)
def test_sessions_of_one_room_clash_only_if_they_overlap(edition, room, hours, clash):
    session = make_session_at(9, 11, edition=edition, room=room)
    other = make_session_at(*hours, edition=edition, room=room)

    assert list(room_clashes(session)) == ([other] if clash else [])
    assert flags(session) == (clash, False)


def test_another_room_another_day_and_unknown_times_do_not_clash(edition, room):
    session = make_session_at(9, 11, edition=edition, room=room)
    make_session_at(9, 11, edition=edition, room=makers.make_room(edition=edition))
    make_session_at(9, 11, edition=edition, room=room, day=datetime.date(2010, 3, 15))
    unknown = make_session_at(9, 11, edition=edition, room=room, starts_at=None, ends_at=None)
    roomless = [make_session_at(9, 11, edition=edition) for _ in range(2)]

    for each in (session, unknown, *roomless):
        assert not room_clashes(each)
        assert flags(each) == (False, False)


@pytest.mark.parametrize("part", ["session", "paper"])
@pytest.mark.parametrize("other_part", ["session", "paper"])
def test_speaker_in_two_sessions_at_once_clashes(edition, part, other_part):
    speaker = makers.make_speaker()
    session, other = (make_session_at(9, 11, edition=edition) for _ in range(2))
    for held, kind in ((session, part), (other, other_part)):
        owner = {"session": held} if kind == "session" else {"paper": makers.make_paper(session=held)}
        makers.make_presentation(speaker=speaker, **owner)

    assert speaker_clashes(session) == [(speaker, other)]
    assert flags(session) == (False, True)


def test_two_parts_in_one_session_and_parts_one_after_the_other_do_not_clash(edition):
    speaker = makers.make_speaker()
    session = make_session_at(9, 11, edition=edition)
    makers.make_paper(session=session, speakers=[speaker])
    makers.make_presentation(session=session, speaker=speaker, role="chair")
    makers.make_paper(session=make_session_at(11, 12, edition=edition), speakers=[speaker])

    assert speaker_clashes(session) == []
    assert flags(session) == (False, False)


def test_nobody_is_expected_at_a_break(edition):
    speaker = makers.make_speaker()
    session = make_session_at(9, 11, edition=edition)
    pause = make_session_at(10, 11, edition=edition, kind=Session.Kind.BREAK)
    for each in (session, pause):
        makers.make_presentation(session=each, speaker=speaker)

    assert speaker_clashes(session) == speaker_clashes(pause) == []
    assert flags(session) == flags(pause) == (False, False)


def test_sessions_of_two_editions_do_not_clash(edition):
    speaker = makers.make_speaker()
    session = make_session_at(9, 11, edition=edition)
    for each in (session, make_session_at(9, 11)):
        makers.make_presentation(session=each, speaker=speaker)

    assert speaker_clashes(session) == []
    assert flags(session) == (False, False)


@pytest.mark.parametrize("count", [1, 5])
def test_clashes_are_found_with_constant_queries(edition, room, count, django_assert_num_queries):
    speakers = [makers.make_speaker() for _ in range(count)]
    session = make_session_at(9, 11, edition=edition, room=room)
    makers.make_paper(session=session, speakers=speakers)
    for speaker in speakers:
        makers.make_presentation(session=make_session_at(9, 11, edition=edition, room=room), speaker=speaker)

    with django_assert_num_queries(2):
        rooms, people = list(room_clashes(session)), speaker_clashes(session)

    assert len(rooms) == count
    assert {speaker for speaker, _session in people} == set(speakers)


def session_form(session, **values):
    """What the browser sends for ``session``, with ``values`` instead."""
    return {
        "edition": session.edition_id,
        "title_ar": session.title_ar,
        "kind": session.kind,
        "day": session.day.strftime("%d/%m/%Y"),
        "starts_at": "09:00",
        "ends_at": "11:00",
        "order": 0,
        "presentations-TOTAL_FORMS": 0,
        "presentations-INITIAL_FORMS": 0,
        "editions-evidence-content_type-object_id-TOTAL_FORMS": 0,
        "editions-evidence-content_type-object_id-INITIAL_FORMS": 0,
    } | values


def test_saving_a_session_into_a_taken_room_warns_and_saves(editor, edition, room):
    session = make_session_at(9, 11, edition=edition)
    other = make_session_at(10, 12, edition=edition, room=room)
    page = reverse("admin:papers_session_change", args=[session.pk])

    response = editor.post(page, session_form(session, room=room.pk))

    session.refresh_from_db()
    assert session.room == room
    warnings = [message for message in get_messages(response.wsgi_request) if message.level_tag == "warning"]
    assert len(warnings) == 1
    assert reverse("admin:papers_session_change", args=[other.pk]) in str(warnings[0])
    assert 'class="clashes"' in editor.get(page).content.decode()


def test_half_a_time_is_refused_at_the_field(editor, edition, room):
    session = make_session_at(9, 11, edition=edition, room=room)
    page = reverse("admin:papers_session_change", args=[session.pk])

    response = editor.post(page, session_form(session, room=room.pk, ends_at=""))

    assert set(response.context["adminform"].form.errors) == {"ends_at"}


def test_list_of_sessions_can_be_narrowed_to_clashes(editor, edition, room):
    clashing = {make_session_at(9, 11, edition=edition, room=room) for _ in range(2)}
    make_session_at(12, 13, edition=edition, room=room)
    page = reverse("admin:papers_session_changelist")

    def found(kind):
        return set(editor.get(page, {"clashes": kind}).context["cl"].queryset)

    assert found("room") == clashing
    assert found("any") == clashing
    assert found("speaker") == set()


def test_paper_page_shows_the_clashes_of_its_session(editor, edition):
    speaker = makers.make_speaker()
    session = make_session_at(9, 11, edition=edition)
    paper = makers.make_paper(session=session, speakers=[speaker])
    page = reverse("admin:papers_paper_change", args=[paper.pk])
    assert 'class="clashes"' not in editor.get(page).content.decode()

    makers.make_presentation(session=make_session_at(10, 11, edition=edition), speaker=speaker)

    assert 'class="clashes"' in editor.get(page).content.decode()


def test_names_in_warnings_are_escaped(editor, edition, room):
    session = make_session_at(9, 11, edition=edition, room=room)
    make_session_at(9, 11, edition=edition, room=room, title_ar="<script>alert(1)</script>")

    html = editor.get(reverse("admin:papers_session_change", args=[session.pk])).content.decode()

    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html
