"""Staff publish a programme from the admin."""

import datetime

import pytest
from django.contrib.auth.models import Permission

from tests.makers import make_edition, make_editor, make_session, make_user

pytestmark = pytest.mark.django_db

DAY = datetime.date(2010, 3, 14)


@pytest.fixture
def edition():
    edition = make_edition(number=5)
    make_session(edition=edition, day=DAY)
    return edition


@pytest.fixture
def page(edition):
    return f"/admin/papers/release/edition/{edition.pk}/publish/"


@pytest.fixture
def editor(client):
    editor = make_editor()
    client.force_login(editor)
    return editor


def send(client, page, **values):
    """Press the button as the page is now."""
    mark = client.get(page).context["mark"]
    return client.post(page, {"mark": mark} | values)


def test_an_editor_publishes_a_programme(client, edition, page, editor):
    response = send(client, page, note_ar="نُشر", note_en="Published")

    assert response.status_code == 302
    release = edition.releases.get()
    assert (release.number, release.published_by) == (1, editor)
    assert (release.note_ar, release.note_en) == ("نُشر", "Published")


def test_the_form_of_an_edition_leads_there(client, edition, page, editor):
    assert f'href="{page}"' in client.get(f"/admin/editions/edition/{edition.pk}/change/").content.decode()


def test_the_page_shows_what_the_next_release_would_tell(client, edition, page, editor):
    send(client, page)
    session = make_session(edition=edition, day=DAY)

    response = client.get(page)

    assert [change.placement.pk for change in response.context["changes"]] == [session.pk]
    assert session.title in response.content.decode()


def test_a_second_click_does_nothing(client, edition, page, editor):
    mark = client.get(page).context["mark"]
    client.post(page, {"mark": mark})

    response = client.post(page, {"mark": mark}, follow=True)

    assert response.status_code == 200
    assert edition.releases.count() == 1


def test_what_changed_while_the_page_was_read_is_not_published_unseen(client, edition, page, editor):
    mark = client.get(page).context["mark"]
    make_session(edition=edition, day=DAY)

    response = client.post(page, {"mark": mark, "note_ar": "كلمة"})

    assert response.status_code == 200
    assert response.context["form"]["note_ar"].value() == "كلمة"
    assert not edition.releases.exists()


def test_a_note_without_its_arabic_is_told_beside_the_field(client, edition, page, editor):
    response = send(client, page, note_en="Published")

    assert response.context["form"].errors.keys() == {"note_ar"}
    assert response.content.decode().count("errorlist") == 1
    assert not edition.releases.exists()


@pytest.mark.parametrize("published", [True, False])
def test_what_cannot_be_published_has_no_button(client, editor, published):
    edition = make_edition(published=published)
    if not published:
        make_session(edition=edition)
    page = f"/admin/papers/release/edition/{edition.pk}/publish/"

    response = client.get(page)

    assert response.context["refusal"]
    assert 'name="mark"' not in response.content.decode()
    assert send(client, page).status_code == 302
    assert not edition.releases.exists()


def test_only_who_may_publish_does(client, edition, page):
    reader = make_user(staff=True)
    reader.user_permissions.add(*Permission.objects.filter(codename__in=["view_release", "change_edition"]))
    client.force_login(reader)

    assert client.get(page).status_code == 403
    assert client.post(page, {"mark": "x"}).status_code == 403
    assert page not in client.get(f"/admin/editions/edition/{edition.pk}/change/").content.decode()
    client.logout()
    assert client.get(page).status_code == 302


def test_an_edition_that_is_not_there_has_no_page(client, editor):
    assert client.get(f"/admin/papers/release/edition/{10**30}/publish/").status_code == 404


def test_of_a_release_only_the_note_is_changed(client, edition, page, editor):
    send(client, page)
    release = edition.releases.get()
    address = f"/admin/papers/release/{release.pk}/change/"

    assert client.get("/admin/papers/release/").status_code == 200
    assert client.get("/admin/papers/release/add/").status_code == 403
    assert client.get(f"/admin/papers/release/{release.pk}/delete/").status_code == 403
    client.post(address, {"number": "9", "note_ar": "كلمة", "published_at_0": "2001-01-01"})

    changed = edition.releases.get()
    assert (changed.number, changed.published_at, changed.note_ar) == (1, release.published_at, "كلمة")


def test_a_cancelled_session_is_ticked_on_its_form(client, edition, editor):
    session = edition.sessions.get()

    html = client.get(f"/admin/papers/session/{session.pk}/change/").content.decode()

    assert 'name="is_cancelled"' in html
