"""Each text belongs to its edition, and what passed unseen is made up for."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editions.models import Axis, Delegation, Edition, Statement
from forum_portal.archive.series import load_series
from forum_portal.models import TranslationRecord
from forum_portal.translating.records import put_off, sweep
from forum_portal.translating.texts import translated_models
from papers.models import Paper
from tests import makers
from tests.translating import (
    change,
    make_evidence,
    make_texts,
    make_texts_of_the_series,
    mark_reviewed,
    record_of,
    state_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def axis():
    return makers.make_axis(title_ar="محور", title_en="Axis")


# Editions


def test_each_text_belongs_to_its_edition():
    edition = makers.make_edition()

    for item in make_texts(edition):
        assert set(TranslationRecord.objects.of([item]).values_list("edition", flat=True)) == {edition.pk}, item


def test_what_is_of_the_series_belongs_to_no_edition():
    for item in make_texts_of_the_series():
        assert set(TranslationRecord.objects.of([item]).values_list("edition", flat=True)) == {None}, item


def test_every_translated_model_is_among_those_that_are_tested():
    tested = {type(item) for item in [*make_texts(makers.make_edition()), *make_texts_of_the_series()]}

    assert tested == set(translated_models())


@pytest.mark.parametrize("kind", ["session", "recommendation", "delegation"])
def test_parts_move_with_what_they_are_parts_of(kind):
    item = {
        "session": makers.make_session,
        "recommendation": makers.make_recommendation,
        "delegation": lambda: Delegation.objects.create(edition=makers.make_edition(), country="OM"),
    }[kind]()
    parts = [make_evidence(item)]
    if kind == "session":
        parts.append(makers.make_presentation(session=item, office_ar="وزير"))
        parts.append(make_evidence(parts[-1]))
    elif kind == "recommendation":
        parts.append(item.updates.create(status="done", text_ar="نص"))
    item.edition = makers.make_edition()

    item.save()

    records = TranslationRecord.objects.of([item, *parts])
    assert set(records.values_list("edition", flat=True)) == {item.edition.pk}


def test_exhibition_without_texts_takes_its_categories_along():
    exhibition = makers.make_exhibition(terms_ar="")
    category = makers.make_category(exhibition=exhibition)

    exhibition.edition = makers.make_edition()
    exhibition.save()

    assert record_of(category, "name").edition == exhibition.edition


# What passes unseen


def test_sweep_sees_what_an_update_of_rows_changed(axis):
    Axis.objects.filter(pk=axis.pk).update(title_ar="محور آخر")
    assert state_of(axis, "title") == "to_review"

    call_command("record_translations")

    assert state_of(axis, "title") == "outdated"


def test_sweep_makes_the_records_of_a_database_that_has_none():
    columns = ["content_type", "object_id", "field", "language", "edition", "state"]
    make_texts(makers.make_edition())
    make_texts_of_the_series()
    kept = set(TranslationRecord.objects.values_list(*columns))
    TranslationRecord.objects.all().delete()

    sweep()

    assert set(TranslationRecord.objects.values_list(*columns)) == kept


def test_sweep_drops_what_is_known_of_objects_that_are_gone(axis):
    Axis.objects.filter(pk=axis.pk)._raw_delete("default")

    sweep()

    assert not TranslationRecord.objects.of([axis]).exists()


def test_sweep_changes_nothing_that_is_up_to_date(axis):
    mark_reviewed(axis)
    before = list(TranslationRecord.objects.values())

    sweep()

    assert list(TranslationRecord.objects.values()) == before


def test_saves_that_are_put_off_ask_nothing_and_are_seen_at_the_end(axis):
    other = makers.make_axis(title_en="Axis")
    with put_off():
        with CaptureQueriesContext(connection) as queries:
            change(axis, title_ar="محور آخر")
        change(other, title_fr="Axe")

    assert not [query for query in queries if TranslationRecord._meta.db_table in query["sql"]]
    assert state_of(axis, "title") == "outdated"
    assert state_of(other, "title", "fr") == "to_review"


def test_saves_are_seen_again_after_a_load_that_failed(axis):
    with pytest.raises(ValueError, match="broken file"), put_off():
        raise ValueError("broken file")

    change(axis, title_ar="محور آخر")

    assert state_of(axis, "title") == "outdated"


def test_archive_brings_its_records_along(shipped):
    for model in (Edition, Paper, Statement):
        for item in model.objects.all():
            assert TranslationRecord.objects.of([item]).exists(), item
    assert not TranslationRecord.objects.filter(state="outdated").exists()


def test_archive_that_is_loaded_again_makes_up_for_records_that_are_lost(shipped):
    count = TranslationRecord.objects.count()
    TranslationRecord.objects.all().delete()

    load_series()

    assert TranslationRecord.objects.count() == count
