"""Releases of a programme: numbered, dated, with what changed; a page and a feed."""

import datetime
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from editions.models import Edition
from forum_portal.archive.demo import load_demo
from papers.models import Session
from papers.releases import (
    DraftEdition,
    EmptyProgramme,
    Kind,
    NothingChanged,
    changes,
    gone_sessions,
    history,
    last_move,
    pending,
    publish,
)
from tests.makers import make_edition, make_room, make_session

pytestmark = pytest.mark.django_db

FIRST, SECOND = datetime.date(2010, 3, 14), datetime.date(2010, 3, 15)
ATOM = "{http://www.w3.org/2005/Atom}"


def at(hour, minute=0):
    return datetime.time(hour, minute)


@pytest.fixture
def edition():
    """An edition whose first release told of one session."""
    edition = make_edition(number=5)
    make_session(edition=edition, title_ar="تمويل", title_en="Finance", day=FIRST, starts_at=at(9), ends_at=at(10))
    publish(edition)
    return edition


def change(edition, **fields):
    """Change the first session of ``edition`` and publish; return what the release says became of it."""
    session = edition.sessions.first()
    for name, value in fields.items():
        setattr(session, name, value)
    session.save()
    return [(entry.kind, entry.placement.pk) for entry in changes(publish(edition))]


def test_releases_of_an_edition_are_numbered_from_one(edition):
    make_session(edition=edition)
    publish(edition)
    other = make_session().edition
    publish(other)

    assert [release.number for release in history(edition)] == [2, 1]
    assert [release.number for release in history(other)] == [1]


def test_the_first_release_changes_nothing(edition):
    assert changes(edition.releases.get()) == []


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"day": SECOND}, Kind.MOVED),
        ({"starts_at": at(8)}, Kind.MOVED),
        ({"ends_at": at(11)}, Kind.MOVED),
        ({"title_fr": "Le financement"}, Kind.RENAMED),
        ({"title_ar": "التمويل", "day": SECOND}, Kind.MOVED),
        ({"is_cancelled": True}, Kind.CANCELLED),
        ({"is_cancelled": True, "day": SECOND}, Kind.CANCELLED),
    ],
)
def test_a_release_tells_what_became_of_a_session(edition, fields, kind):
    session = edition.sessions.get()

    assert change(edition, **fields) == [(kind, session.pk)]


def test_a_release_tells_of_a_new_session_and_of_another_room(edition):
    first = edition.sessions.get()
    second = make_session(edition=edition, day=SECOND)

    assert change(edition, room=make_room(edition=edition)) == [(Kind.MOVED, first.pk), (Kind.NEW, second.pk)]


def test_a_session_whose_room_was_renamed_has_not_moved(edition):
    room = make_room(edition=edition)
    change(edition, room=room)
    room.name_ar = "قاعة أخرى"
    room.save()

    with pytest.raises(NothingChanged):
        publish(edition)


def test_a_session_that_is_held_after_all_is_told_of(edition):
    session = edition.sessions.get()
    change(edition, is_cancelled=True)

    assert change(edition, is_cancelled=False) == [(Kind.RESTORED, session.pk)]


def test_a_session_that_was_taken_out_is_cancelled_once(edition):
    session = edition.sessions.get()
    pk = session.pk
    make_session(edition=edition, day=SECOND)
    session.delete()

    (first, second) = changes(publish(edition))
    make_session(edition=edition)

    assert (first.kind, first.placement.pk, first.is_gone) == (Kind.CANCELLED, pk, True)
    assert second.kind == Kind.NEW
    assert [entry.kind for entry in changes(publish(edition))] == [Kind.NEW]
    assert set(gone_sessions(history(edition), present=set())) >= {pk}


def test_a_session_that_was_cancelled_and_then_taken_out_is_not_told_of_again(edition):
    make_session(edition=edition)
    change(edition, is_cancelled=True)
    edition.sessions.first().delete()

    with pytest.raises(NothingChanged):
        publish(edition)


def test_what_cannot_be_published_says_why(edition):
    with pytest.raises(NothingChanged):
        publish(edition)
    with pytest.raises(EmptyProgramme):
        publish(make_edition())
    with pytest.raises(DraftEdition):
        publish(make_session(edition=make_edition(published=False)).edition)
    assert edition.releases.count() == 1


def test_a_session_knows_where_it_was_moved_from(edition):
    session = edition.sessions.get()
    change(edition, starts_at=at(9, 30))
    change(edition, title_ar="التمويل")

    move = last_move(Session.objects.get(), history(edition))

    assert (move.release.number, move.before.starts_at, move.now.starts_at) == (2, at(9), at(9, 30))
    change(edition, starts_at=at(9))
    move = last_move(Session.objects.get(pk=session.pk), history(edition))
    assert (move.release.number, move.before.starts_at, move.now.starts_at) == (4, at(9, 30), at(9))


def test_a_session_that_was_never_moved_has_no_move(edition):
    change(edition, is_cancelled=True)

    assert last_move(Session.objects.get(), history(edition)) is None


# The page


def test_the_page_has_the_releases_newest_first(client, edition):
    change(edition, day=SECOND)

    response = client.get("/en/editions/5/changes/")

    assert [release.number for release in response.context["releases"]] == [2, 1]
    html = response.content.decode()
    assert html.index("Release 2") < html.index("Release 1")
    assert "Moved" in html
    assert f'href="/en/sessions/{edition.sessions.get().pk}/"' in html


def test_the_page_without_a_release_says_so(client):
    make_edition(number=5)

    response = client.get("/editions/5/changes/")

    assert response.status_code == 200
    assert response.context["releases"] == []
    assert 'class="empty"' in response.content.decode()


def test_a_session_that_is_gone_has_no_link(client, edition):
    session = edition.sessions.get()
    pk = session.pk
    session.delete()
    publish(edition)

    html = client.get("/editions/5/changes/").content.decode()

    assert "تمويل" in html
    assert f"/sessions/{pk}/" not in html


def test_a_note_is_shown_as_text(client, edition):
    make_session(edition=edition)
    publish(edition, notes={"ar": "تنبيه <script>alert(1)</script>\x0b"})

    for address in ("/editions/5/changes/", "/editions/5/changes.atom"):
        content = client.get(address).content.decode()
        assert "تنبيه" in content
        assert "<script>alert" not in content
    ElementTree.fromstring(client.get("/editions/5/changes.atom").content)


@pytest.mark.parametrize("address", ["/editions/5/changes/", "/editions/5/changes.atom"])
def test_a_draft_has_no_changes(client, edition, address):
    edition.status = "draft"
    edition.save()

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/editions/5/changes/", "/editions/5/changes.atom"])
def test_the_changes_cost_as_many_queries_for_many_releases_as_for_one(client, edition, address):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    few = queries()
    for number in range(4):
        make_session(edition=edition, day=SECOND, room=make_room(edition=edition))
        change(edition, starts_at=at(number))

    assert queries() == few


# The feed


def feed(client, address="/en/editions/5/changes.atom"):
    response = client.get(address)
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def test_the_feed_has_what_its_format_asks_for(client, edition):
    change(edition, day=SECOND)

    root = feed(client)

    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert root.find(f"{ATOM}link[@rel='self']").get("href") == "http://testserver/en/editions/5/changes.atom"
    assert root.find(f"{ATOM}author/{ATOM}name").text
    entries = root.findall(f"{ATOM}entry")
    assert [entry.find(f"{ATOM}title").text for entry in entries] == ["Release 2", "Release 1"]
    for entry in entries:
        for name in ("id", "updated", "summary"):
            assert entry.find(f"{ATOM}{name}").text.strip(), name
    links = [entry.find(f"{ATOM}link").get("href") for entry in entries]
    assert links[0] == "http://testserver/en/editions/5/changes/#release-2"
    assert (
        f'href="http://testserver/en/sessions/{edition.sessions.get().pk}/"' in entries[0].find(f"{ATOM}summary").text
    )


def test_entries_of_the_feed_keep_their_names(client, edition):
    def names():
        return [entry.find(f"{ATOM}id").text for entry in feed(client, address).iter(f"{ATOM}entry")]

    address = "/editions/5/changes.atom"
    before = names()
    change(edition, day=SECOND)
    edition.slug = "renamed"
    edition.save()
    address = "/editions/renamed/changes.atom"

    assert names()[1:] == before
    assert len(set(names())) == 2


def test_a_feed_without_a_release_is_empty(client):
    make_edition(number=5)

    assert not list(feed(client).iter(f"{ATOM}entry"))


def test_a_placement_is_called_as_the_reader_says(edition):
    release = edition.releases.get()
    (placement,) = gone_sessions([release], present=set()).values()

    with translation.override("en"):
        assert placement.title == "Finance"
    with translation.override("fr"):
        assert placement.title == "تمويل"


@pytest.mark.usefixtures("shipped")
def test_the_releases_of_the_demonstration_move_with_its_days():
    edition = Edition.objects.get(is_demo=True)

    def kinds():
        return [sorted(entry.kind for entry in release.changes) for release in history(edition)]

    expected = [[Kind.CANCELLED, Kind.MOVED], [Kind.MOVED, Kind.NEW], []]
    assert kinds() == expected
    load_demo(today=edition.starts_on + datetime.timedelta(days=30))

    assert kinds() == expected
    _last, waiting, _mark = pending(Edition.objects.get(is_demo=True))
    assert waiting == []
