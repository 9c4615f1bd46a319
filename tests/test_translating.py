"""What is known of a translation follows the texts: written, changed, reviewed, moved and deleted."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from editions.models import Axis, Edition
from forum_portal.models import TranslationRecord
from forum_portal.translating.texts import digest
from tests import makers
from tests.translating import (
    change,
    make_texts,
    mark_reviewed,
    record_of,
    state_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def axis():
    return makers.make_axis(title_ar="محور", title_en="Axis")


# States


def test_text_without_a_translation_lacks_one(axis):
    assert state_of(axis, "title", "fr") == "missing"


def test_translation_that_nobody_reviewed_waits_for_it(axis):
    assert state_of(axis, "title") == "to_review"


def test_what_has_no_arabic_needs_no_translation(axis):
    assert state_of(axis, "description") is None


def test_review_is_noted_with_who_and_when(axis):
    user = makers.make_user(superuser=True)

    assert mark_reviewed(axis, by=user) == 1

    record = record_of(axis, "title")
    assert record.state == "reviewed"
    assert record.reviewed_by == user
    assert record.reviewed_at <= timezone.now()
    assert mark_reviewed(axis) == 0


def test_missing_translation_cannot_be_reviewed(axis):
    assert mark_reviewed(axis, language="fr") == 0
    assert state_of(axis, "title", "fr") == "missing"


@pytest.mark.parametrize("reviewed", [False, True])
def test_translation_is_outdated_once_its_arabic_changes(axis, reviewed):
    if reviewed:
        mark_reviewed(axis)

    change(axis, title_ar="محور آخر")

    assert state_of(axis, "title") == "outdated"
    assert state_of(axis, "title", "fr") == "missing"


def test_translation_of_the_same_save_as_its_arabic_is_current(axis):
    change(axis, title_ar="محور آخر", title_en="Another axis")

    assert state_of(axis, "title") == "to_review"


def test_translation_that_changes_later_is_current_again(axis):
    change(axis, title_ar="محور آخر")
    change(axis, title_en="Another axis")

    assert state_of(axis, "title") == "to_review"


def test_changed_translation_is_no_longer_reviewed(axis):
    mark_reviewed(axis)

    change(axis, title_en="Axes")

    record = record_of(axis, "title")
    assert (record.state, record.reviewed_by) == ("to_review", None)


def test_review_says_that_it_fits_the_arabic_of_today(axis):
    change(axis, title_ar="محور آخر")
    mark_reviewed(axis)
    assert state_of(axis, "title") == "reviewed"

    change(axis, title_ar="محور")

    assert state_of(axis, "title") == "outdated"


def test_arabic_that_is_taken_back_leaves_the_review_standing(axis):
    mark_reviewed(axis)
    change(axis, title_ar="محور آخر")

    change(axis, title_ar="محور")

    assert state_of(axis, "title") == "reviewed"


def test_languages_are_reviewed_one_by_one(axis):
    change(axis, title_fr="Axe")

    mark_reviewed(axis)

    assert state_of(axis, "title", "fr") == "to_review"


@pytest.mark.parametrize("empty", ["", None, " \n"])
def test_emptied_translation_is_missing_and_its_past_forgotten(axis, empty):
    mark_reviewed(axis)

    change(axis, title_en=empty)

    record = record_of(axis, "title")
    assert (record.state, record.source, record.reviewed_at) == ("missing", "", None)


def test_arabic_that_is_emptied_and_written_anew_leaves_the_translation_behind(axis):
    change(axis, description_ar="وصف", description_en="Description")
    change(axis, description_ar="")
    assert state_of(axis, "description") == "not_needed"

    change(axis, description_ar="وصف آخر")

    assert state_of(axis, "description") == "outdated"


def test_nothing_is_kept_of_a_text_that_is_gone_in_all_languages(axis):
    change(axis, description_ar="وصف")
    change(axis, description_ar="")

    assert state_of(axis, "description") is None


def test_line_ends_and_spaces_of_a_form_are_no_change(axis):
    change(axis, description_ar="سطر\n\nسطر", description_en="Line\n\nLine")
    mark_reviewed(axis, "description")

    change(axis, description_ar="سطر\r\n\r\nسطر ", description_en="Line\r\n\r\nLine")

    assert state_of(axis, "description") == "reviewed"


def test_only_who_may_change_an_object_reviews_its_translations(axis):
    user = makers.make_user(staff=True)

    assert mark_reviewed(axis, by=user) == 0
    assert state_of(axis, "title") == "to_review"


def test_review_outlives_the_reviewer(axis):
    user = makers.make_user(superuser=True)
    mark_reviewed(axis, by=user)

    user.delete()

    record = record_of(axis, "title")
    assert (record.state, record.reviewed_by) == ("reviewed", None)


# What is saved and deleted


def test_save_of_other_columns_leaves_the_texts_as_they_are_stored():
    edition = makers.make_edition(title_ar="دورة", title_en="Edition")
    edition.title_ar = "لم تُحفظ"

    edition.status = Edition.Status.DRAFT
    edition.save(update_fields=["status"])

    assert state_of(edition, "title") == "to_review"


def test_save_of_one_translation_is_seen(axis):
    axis.title_fr = "Axe"
    axis.save(update_fields=["title_fr"])

    assert state_of(axis, "title", "fr") == "to_review"


def test_records_go_with_their_object(axis):
    axis.delete()

    assert not TranslationRecord.objects.filter(content_type=ContentType.objects.get_for_model(Axis)).exists()


def test_records_go_with_the_edition_and_all_its_parts():
    edition = makers.make_edition()
    make_texts(edition)
    other = makers.make_axis()

    edition.delete()

    assert set(TranslationRecord.objects.exclude(edition=None).values_list("edition", flat=True)) == {other.edition_id}


def test_page_that_asks_before_an_edition_is_deleted_names_no_records(client):
    client.force_login(makers.make_user(superuser=True))
    edition = makers.make_edition(title_ar="دورة")

    response = client.get(reverse("admin:editions_edition_delete", args=[edition.pk]))

    assert str(TranslationRecord._meta.verbose_name_plural) not in dict(response.context["model_count"])
    assert "title_en" not in response.content.decode()


# The database


STATES = [
    ({"arabic": "", "text": "x"}, "not_needed"),
    ({"arabic": "a", "text": ""}, "missing"),
    ({"arabic": "a", "text": "x", "source": "b"}, "outdated"),
    ({"arabic": "a", "text": "x", "source": ""}, "outdated"),
    ({"arabic": "a", "text": "x", "source": "b", "reviewed_at": timezone.now()}, "outdated"),
    ({"arabic": "a", "text": "x", "source": "a"}, "to_review"),
    ({"arabic": "a", "text": "x", "source": "a", "reviewed_at": timezone.now()}, "reviewed"),
]


def make_record(**fields):
    edition = makers.make_edition()
    TranslationRecord.objects.of([edition]).delete()
    values = {"object_id": edition.pk, "field": "title", "language": "en", "arabic": "a", "text": "x"} | fields
    return TranslationRecord.objects.create(content_type=ContentType.objects.get_for_model(Edition), **values)


@pytest.mark.parametrize(
    ("known", "state"), STATES, ids=[f"{number}-{state}" for number, (_, state) in enumerate(STATES)]
)
def test_state_follows_from_what_is_known(known, state):
    record = make_record(**known)

    assert TranslationRecord.objects.get(pk=record.pk).state == state


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"language": "ar"}, "translation_language_known"),
        ({"arabic": "", "text": ""}, "translation_of_some_text"),
        ({"text": "", "source": "a"}, "translation_missing_has_no_past"),
        ({"text": "", "reviewed_at": timezone.now()}, "translation_missing_has_no_past"),
    ],
)
def test_database_refuses_what_cannot_be(fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_record(**fields)


def test_database_refuses_a_reviewer_without_a_review():
    with pytest.raises(IntegrityError, match="translation_reviewed_at_some_time"), transaction.atomic():
        make_record(reviewed_by=makers.make_user())


def test_database_refuses_a_second_record_of_a_text(axis):
    record = record_of(axis, "title")
    record.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        record.save(force_insert=True)


def test_digest_tells_texts_apart_and_not_their_spaces():
    assert digest("نص") == digest(" نص\r\n")
    assert digest("نص") != digest("نصّ")
    assert digest("") == digest(None) == digest(" \n") == ""
