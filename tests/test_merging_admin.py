"""The page on which staff make one record of two."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from papers.models import FormerCode, Speaker
from tests.makers import make_editor, make_speaker, make_user

pytestmark = pytest.mark.django_db


def page_of(*pair):
    return reverse("admin:papers_speaker_merge", args=[speaker.pk for speaker in pair])


def select(client, *speakers):
    chosen = {"action": "merge", "_selected_action": [speaker.pk for speaker in speakers]}
    return client.post(reverse("admin:papers_speaker_changelist"), chosen)


@pytest.fixture
def editor(client):
    client.force_login(make_editor())
    return client


def test_two_that_are_selected_are_shown_side_by_side(editor, kept, gone):
    response = select(editor, kept, gone)

    assert response.url == page_of(kept, gone)
    html = editor.get(response.url).content.decode()
    assert all(name in html for name in ("حمد الذهب", "أحمد الذهبي"))
    assert 'name="name_ar"' in html
    assert 'name="biography_ar"' not in html


@pytest.mark.parametrize("count", [1, 3])
def test_one_or_three_cannot_be_merged(editor, kept, gone, count):
    response = select(editor, *[kept, gone, make_speaker()][:count])

    assert response.url == reverse("admin:papers_speaker_changelist")
    assert Speaker.objects.count() == 3


def test_the_page_merges_what_was_chosen(editor, kept, gone):
    choice = {"keep": gone.pk, "name_ar": kept.pk, "country": kept.pk, "is_certain": "on"}

    response = editor.post(page_of(kept, gone), choice)

    assert response.url == reverse("admin:papers_speaker_change", args=[gone.pk])
    merged = Speaker.objects.get()
    assert (merged.code, merged.name_ar, merged.name_en) == (gone.code, "حمد الذهب", "Ahmed Dhahabi")
    assert merged.country == "OM"
    assert kept.code in editor.get(response.url).content.decode()


def test_nothing_is_merged_by_whoever_is_not_certain(editor, kept, gone):
    response = editor.post(page_of(kept, gone), {"keep": kept.pk})

    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {"is_certain"}
    assert Speaker.objects.count() == 2


def test_a_second_click_does_no_harm(editor, kept, gone):
    choice = {"keep": kept.pk, "is_certain": "on"}
    editor.post(page_of(kept, gone), choice)

    response = editor.post(page_of(kept, gone), choice, follow=True)

    assert response.redirect_chain == [(reverse("admin:papers_speaker_change", args=[kept.pk]), 302)]
    assert Speaker.objects.count() == FormerCode.objects.count() == 1


@pytest.mark.parametrize("same", [True, False])
def test_a_record_is_not_merged_with_itself_nor_with_none(editor, kept, same):
    response = editor.get(reverse("admin:papers_speaker_merge", args=[kept.pk, kept.pk if same else 10**12]))

    assert response.status_code == 302


def test_a_choice_that_is_none_of_the_two_is_refused(editor, kept, gone):
    response = editor.post(page_of(kept, gone), {"keep": 10**12, "name_ar": "x", "is_certain": "on"})

    assert response.context["form"].errors.keys() == {"keep", "name_ar"}


@pytest.mark.parametrize("lacking", ["change", "delete"])
def test_merging_needs_the_permission_to_change_and_to_delete(client, kept, gone, lacking):
    user = make_user(staff=True)
    user.user_permissions.set(
        Permission.objects.filter(codename__endswith="_speaker").exclude(codename=f"{lacking}_speaker")
    )
    client.force_login(user)

    assert client.get(page_of(kept, gone)).status_code == 403
    assert 'value="merge"' not in client.get(reverse("admin:papers_speaker_changelist")).content.decode()


def test_names_that_do_not_sound_alike_are_a_warning(editor, kept, gone):
    other = make_speaker(name_ar="سلمى الكندي")

    assert editor.get(page_of(kept, other)).context["sound_alike"] is False
    assert editor.get(page_of(kept, gone)).context["sound_alike"] is True
