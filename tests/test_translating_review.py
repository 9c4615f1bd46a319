"""Staff say which translations they have reviewed, each of what they may change."""

import pytest
from django.test import Client
from django.urls import reverse

from forum_portal.translating.scopes import Tally
from tests import makers
from tests.translating import (
    listed,
    make_edition_in_each_state,
    make_user_who,
    page_of,
    record_of,
    state_of,
    ticks,
)

pytestmark = pytest.mark.django_db

OVERVIEW = "/admin/translations/"


@pytest.fixture
def editor(client):
    client.force_login(makers.make_editor())
    return client


@pytest.fixture
def edition():
    return make_edition_in_each_state()


# Marking as reviewed


def test_ticked_translations_are_marked_as_reviewed(editor, edition):
    page = page_of(edition)
    values, _ticked = ticks(editor.get(page))
    axis = edition.axes.get()
    assert {value.split("-")[0] for value in values} == {
        str(record_of(edition, "title").pk),
        str(record_of(axis, "title").pk),
    }

    response = editor.post(f"{page}?language=en&ticked=all", {"text": values})

    assert response.url == f"{page}?language=en"
    assert [state_of(item, "title") for item in (edition, axis)] == ["reviewed", "reviewed"]
    assert record_of(axis, "title").reviewed_by.groups.exists()
    messages = editor.get(response.url).context["messages"]
    assert [message.level_tag for message in messages] == ["success"]


def test_text_that_changed_while_it_was_read_is_not_marked(editor, edition):
    page = page_of(edition)
    values, _ticked = ticks(editor.get(page))
    axis = edition.axes.get()
    axis.title_ar = "محور رابع"
    axis.save()

    response = editor.post(page, {"text": values}, follow=True)

    assert (state_of(edition, "title"), state_of(axis, "title")) == ("reviewed", "outdated")
    assert [message.level_tag for message in response.context["messages"]] == ["warning", "success"]


def test_nothing_is_marked_that_is_not_of_the_list(editor, edition):
    other = makers.make_edition(title_en="Edition")
    record = record_of(other, "title")

    editor.post(page_of(edition), {"text": [f"{record.pk}-{record.version}"]})

    assert state_of(other, "title") == "to_review"


@pytest.mark.parametrize("text", [[], ["x"], ["1"], ["-"], ["²-x"], [f"{'9' * 40}-x"], ["1-" + "x" * 900]])
def test_what_is_no_tick_is_passed_over(editor, edition, text):
    response = editor.post(page_of(edition), {"text": text}, follow=True)

    assert response.status_code == 200
    assert [message.level_tag for message in response.context["messages"]] == ["warning"]
    assert state_of(edition, "title") == "to_review"


def test_key_that_is_written_otherwise_is_passed_over(editor, edition):
    record = record_of(edition, "title")

    response = editor.post(page_of(edition), {"text": [f"0{record.pk}-{record.version}"]}, follow=True)

    assert response.status_code == 200
    assert state_of(edition, "title") == "to_review"


def test_all_of_a_page_are_ticked_by_an_address(editor, edition):
    values, ticked = ticks(editor.get(page_of(edition)))
    assert ticked == []

    assert ticks(editor.get(page_of(edition), {"ticked": "all"})) == (values, values)


def test_marking_needs_the_word_of_the_form(edition):
    client = Client(enforce_csrf_checks=True)
    client.force_login(makers.make_editor())
    record = record_of(edition, "title")

    response = client.post(page_of(edition), {"text": [f"{record.pk}-{record.version}"]})

    assert response.status_code == 403
    assert state_of(edition, "title") == "to_review"


# Who may


def test_visitors_are_sent_to_the_sign_in_and_companies_away(client, edition):
    assert client.get(page_of(edition)).status_code == 302

    client.force_login(makers.make_user())

    assert client.get(page_of(edition), follow=True).status_code == 403


def test_who_sees_no_text_sees_no_work(client, edition):
    client.force_login(make_user_who("view_booth"))

    for page in (OVERVIEW, page_of(edition), page_of(edition.axes.get()), reverse("admin:translations_of_series")):
        assert client.get(page).status_code == 403
    assert f'href="{OVERVIEW}"' not in client.get("/admin/").content.decode()


def test_who_may_only_look_sees_the_work_and_marks_nothing(client, edition):
    client.force_login(make_user_who("view_edition", "view_axis"))
    page = page_of(edition)
    record = record_of(edition, "title")

    response = client.get(page)
    assert len(listed(response)) == 5
    assert ticks(response) == ([], [])

    client.post(page, {"text": [f"{record.pk}-{record.version}"]})
    assert state_of(edition, "title") == "to_review"


def test_work_is_that_of_the_models_that_one_may_see(client, edition):
    client.force_login(make_user_who("view_axis", "change_axis"))

    response = client.get(page_of(edition))

    assert {text.item for text in response.context["texts"]} == {edition.axes.get()}
    assert client.get(page_of(edition)).context["total"] == 2
    rows = {scope.title: dict(tallies)["en"] for scope, tallies in client.get(OVERVIEW).context["scopes"]}
    assert rows["دورة"] == Tally(outdated=1)
    paper = makers.make_paper(edition=edition)
    assert client.get(page_of(paper)).status_code == 403
