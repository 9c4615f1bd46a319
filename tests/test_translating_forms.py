"""The forms of the admin say how each translation stands, and a form that is saved says which were reviewed."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forum_portal.models import TranslationRecord
from forum_portal.translating.work import texts_of
from tests import makers
from tests.test_admin_entry import EVIDENCE, paper_form
from tests.translating import (
    make_evidence,
    make_texts,
    make_texts_of_the_series,
    mark_reviewed,
    outdate,
    page_of,
    record_of,
    state_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(makers.make_editor())
    return client


@pytest.fixture
def topic():
    return makers.make_topic(name_ar="موضوع", name_en="Topic")


def change_page(item):
    return reverse(f"admin:{item._meta.app_label}_{item._meta.model_name}_change", args=[item.pk])


def states(response):
    """How the inputs of a form stand, by their names."""
    told = response.context["translations"]["states"]["texts"]
    return {name: known["state"] for name, known in told.items()}


def topic_form(**fields):
    return {"name_ar": "موضوع", "name_en": "Topic", "code": "topic"} | fields


def test_form_says_how_each_translation_stands(editor, topic):
    assert states(editor.get(change_page(topic))) == {"name_en": "to_review", "name_fr": "missing"}

    outdate(topic)
    assert states(editor.get(change_page(topic)))["name_en"] == "outdated"

    mark_reviewed(topic, "name")
    assert states(editor.get(change_page(topic)))["name_en"] == "reviewed"


def test_rows_of_parts_and_of_evidence_say_it_too(editor):
    edition = makers.make_edition()
    outdate(makers.make_axis(edition=edition))
    axis = makers.make_axis(edition=edition)
    outdate(make_evidence(edition))

    told = states(editor.get(change_page(edition)))

    assert told["axes-0-title_en"] == "outdated"
    assert told["axes-1-title_en"] == "missing"
    assert told[f"{EVIDENCE}-0-note_en"] == "outdated"
    assert "axes-1-description_en" not in told
    assert record_of(axis, "title").pk in {
        known["record"]
        for known in editor.get(change_page(edition)).context["translations"]["states"]["texts"].values()
    }


def test_page_carries_what_its_script_reads(editor, topic):
    html = editor.get(change_page(topic)).content.decode()

    assert '<script id="translation-states" type="application/json">' in html


def test_what_has_no_texts_has_nothing_to_tell(client):
    client.force_login(makers.make_user(superuser=True))

    response = client.get(change_page(makers.make_booth()))

    assert states(response) == {}
    assert response.context["translations"]["address"] == ""


def test_new_entry_has_nothing_to_tell(editor):
    response = editor.get(reverse("admin:editions_topic_add"))

    assert response.status_code == 200
    assert response.context["translations"]["states"]["texts"] == {}


def test_form_asks_for_all_its_translations_at_once(editor):
    edition = makers.make_edition()
    for _ in range(2):
        outdate(makers.make_axis(edition=edition))
    editor.get(change_page(edition))

    with CaptureQueriesContext(connection) as queries:
        editor.get(change_page(edition))

    assert len([query for query in queries if "forum_portal_translationrecord" in query["sql"]]) == 1


# To the list and back


def test_form_leads_to_the_list_of_what_is_on_it(editor):
    edition = makers.make_edition()
    axis = makers.make_axis(edition=edition)

    for item in (edition, axis):
        assert f'href="{page_of(item)}"' in editor.get(change_page(item)).content.decode()


def test_every_kind_of_text_has_a_list_and_leads_to_its_input(editor):
    items = [*make_texts(makers.make_edition()), *make_texts_of_the_series()]
    texts = texts_of(TranslationRecord.objects.of(items), user=makers.make_user(superuser=True))

    forms = {address: editor.get(address) for address in {text.form for text in texts}}

    assert [editor.get(page_of(item)).status_code for item in items] == [200] * len(items)
    for text in texts:
        told = forms[text.form].context["translations"]["states"]["texts"].values()
        assert text.name
        if text.mark.startswith("id_"):
            assert f'id="{text.mark}"' in forms[text.form].content.decode()
        else:
            assert text.mark in {f"translation-{known['record']}" for known in told}


def test_form_that_a_list_led_to_returns_to_it(editor, topic):
    back = "/admin/translations/series/?language=en&page=2"

    response = editor.post(change_page(topic) + "?_back=" + back.replace("&", "%26"), topic_form())

    assert response.url == back


@pytest.mark.parametrize("back", ["", "https://example.org/", "//example.org/", "/accounts/logout/"])
def test_form_returns_nowhere_else(editor, topic, back):
    response = editor.post(change_page(topic) + "?_back=" + back, topic_form())

    assert response.url == reverse("admin:editions_topic_changelist")


def test_form_to_go_on_with_stays_and_remembers_the_list(editor, topic):
    back = "/admin/translations/series/"

    response = editor.post(f"{change_page(topic)}?_back={back}", topic_form(_continue="1"))

    assert response.url.startswith(change_page(topic))
    assert editor.post(response.url, topic_form()).url == back


# Saving


def test_ticked_translation_is_reviewed_once_the_form_is_saved(editor, topic):
    record = record_of(topic, "name")

    response = editor.post(change_page(topic), topic_form(_reviewed=record.pk))

    assert response.status_code == 302
    assert state_of(topic, "name") == "reviewed"


def test_translation_that_is_changed_and_ticked_is_reviewed(editor, topic):
    record = record_of(topic, "name", "fr")

    editor.post(change_page(topic), topic_form(name_ar="موضوع آخر", name_fr="Thème", _reviewed=record.pk))

    assert (state_of(topic, "name", "fr"), state_of(topic, "name")) == ("reviewed", "outdated")


def test_translation_of_a_part_is_ticked_on_the_form_of_its_whole(editor):
    paper = makers.make_paper(title_ar="ورقة")
    part = makers.make_presentation(paper=paper, office_ar="وزير", office_en="Minister")
    rows = {"id": part.pk, "speaker": part.speaker_id, "role": "speaker", "order": 0, "paper": paper.pk}
    rows |= {"office_ar": "وزير", "office_en": "Minister"}
    form = paper_form(rows={"presentations": [rows]}) | {"presentations-INITIAL_FORMS": 1}

    response = editor.post(change_page(paper), form | {"_reviewed": record_of(part, "office").pk})

    assert response.status_code == 302
    assert state_of(part, "office") == "reviewed"


def test_form_that_is_refused_keeps_its_ticks_and_reviews_nothing(editor, topic):
    record = record_of(topic, "name")

    response = editor.post(change_page(topic), topic_form(name_ar="", _reviewed=record.pk))

    told = response.context["translations"]["states"]["texts"]
    assert {name: known["ticked"] for name, known in told.items()} == {"name_en": True, "name_fr": False}
    assert state_of(topic, "name") == "to_review"


@pytest.mark.parametrize("ticked", ["", "x", "-1", "9" * 40, "²"])
def test_what_is_no_record_is_passed_over(editor, topic, ticked):
    assert editor.post(change_page(topic), topic_form(_reviewed=ticked)).status_code == 302
    assert state_of(topic, "name") == "to_review"


def test_tick_for_what_one_may_not_change_marks_nothing(client, topic):
    paper = makers.make_paper(title_en="Paper")
    user = makers.make_user(staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["change_topic", "view_topic"]))
    client.force_login(user)

    response = client.post(change_page(topic), topic_form(_reviewed=record_of(paper, "title").pk))

    assert response.status_code == 302
    assert state_of(paper, "title") == "to_review"


def test_earlier_version_still_opens(editor, topic):
    version = topic.history.get()

    page = reverse("admin:editions_topic_simple_history", args=[topic.pk, version.pk])

    assert editor.get(page).status_code == 200
