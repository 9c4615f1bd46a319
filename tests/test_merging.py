"""Two records of one person become one: what moves, what is kept, where the old address leads."""

import threading

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.db import connection
from django.urls import reverse
from django.utils.translation import override

from editions.codes import ALPHABET, new_code
from editions.merging import AlreadyMerged
from editions.models import Evidence
from forum_portal.models import Correction, SearchEntry
from forum_portal.translating.models import TranslationRecord
from papers import merging
from papers.models import FormerCode, Presentation, Speaker
from tests.makers import (
    make_paper,
    make_picture_file,
    make_presentation,
    make_session,
    make_source,
    make_speaker,
)

pytestmark = pytest.mark.django_db


def evidence_for(item, field="", *sources, **values):
    evidence = item.evidence.create(field=field, **values)
    evidence.sources.add(*sources)
    return evidence


def test_the_parts_of_both_are_those_of_the_one_that_stays(kept, gone):
    merged = merging.merge(kept, gone)

    assert sorted(part.paper.code for part in merged.presentations.all()) == ["3-01", "5-01"]
    assert not Speaker.objects.filter(pk=gone.pk).exists()


def test_every_name_that_either_had_becomes_a_spelling(kept, gone):
    merged = merging.merge(kept, gone, taken=["name_ar"])

    assert merged.name_ar == "أحمد الذهبي"
    assert merged.name_en == "Hamad Al-Dhahab"
    assert merged.other_spellings.splitlines() == ["حمد الذهب", "Ahmed Dhahabi", "حمد الذهبى"]


def test_what_is_not_taken_stays_as_it_was(kept, gone):
    gone.country = "AE"
    gone.biography_ar = "سيرة"
    gone.save()

    merged = merging.merge(kept, gone, taken=["biography_ar"])

    assert merged.country == "OM"
    assert merged.biography_ar == "سيرة"


def test_only_what_differs_is_to_be_chosen(kept, gone):
    assert merging.differing(kept, gone) == ["name_ar", "name_en", "name_fr", "country"]


def test_a_part_that_both_have_is_kept_once_and_filled_in(kept, gone):
    paper = make_paper()
    own = make_presentation(paper=paper, speaker=kept, office_ar="وزير")
    doubled = make_presentation(paper=paper, speaker=gone, office_ar="نائب", affiliation_ar="هيئة", country="OM")
    other_role = make_presentation(paper=paper, speaker=gone, role="chair")

    merged = merging.merge(kept, gone)

    own.refresh_from_db()
    assert (own.office_ar, own.affiliation_ar, own.country.code) == ("وزير", "هيئة", "OM")
    assert not Presentation.objects.filter(pk=doubled.pk).exists()
    assert set(merged.presentations.filter(paper=paper)) == {own, other_role}


def test_an_office_is_taken_whole_or_not_at_all(kept, gone):
    session = make_session()
    own = make_presentation(session=session, speaker=kept, office_ar="وزير")
    make_presentation(session=session, speaker=gone, office_ar="نائب", office_en="Deputy")

    merging.merge(kept, gone)

    own.refresh_from_db()
    assert not own.office_en


def test_evidence_goes_with_its_value_and_no_source_is_lost(kept, gone):
    ours, theirs, whole, country = (make_source() for _ in range(4))
    evidence_for(kept, "name", ours, certainty="presumed", note_ar="ظن")
    evidence_for(gone, "name", theirs, certainty="disputed", note_ar="خلاف")
    evidence_for(gone, "", whole)
    evidence_for(gone, "country", country)

    merged = merging.merge(kept, gone)

    found = {evidence.field: evidence for evidence in merged.evidence.all()}
    assert set(found) == {"name", ""}
    assert found["name"].certainty == "presumed"
    assert list(found["name"].sources.all()) == [ours]
    assert set(found[""].sources.all()) == {whole, theirs, country}
    assert not Evidence.objects.filter(
        content_type=ContentType.objects.get_for_model(Speaker), object_id=gone.pk
    ).exists()


def test_evidence_of_a_value_that_is_taken_takes_the_place_of_the_other(kept, gone):
    ours, theirs = make_source(), make_source()
    evidence_for(kept, "name", ours)
    evidence_for(gone, "name", theirs, certainty="disputed")

    merged = merging.merge(kept, gone, taken=["name_ar"])

    found = {evidence.field: evidence for evidence in merged.evidence.all()}
    assert list(found["name"].sources.all()) == [theirs]
    assert list(found[""].sources.all()) == [ours]


def test_evidence_of_a_value_that_is_replaced_stays_with_the_whole_though_the_other_has_none(kept, gone):
    source = make_source()
    evidence_for(kept, "name", source)

    merged = merging.merge(kept, gone, taken=["name_ar"])

    [evidence] = merged.evidence.all()
    assert evidence.field == ""
    assert list(evidence.sources.all()) == [source]


def test_of_two_pieces_of_evidence_for_one_value_both_notes_and_the_greater_doubt_stay(kept, gone):
    ours, theirs = make_source(), make_source()
    evidence_for(kept, "", ours, note_ar="ملاحظة.")
    evidence_for(gone, "", theirs, certainty="presumed", note_ar="أخرى.")

    [evidence] = merging.merge(kept, gone).evidence.all()

    assert evidence.certainty == "presumed"
    assert evidence.note_ar == "ملاحظة. أخرى."
    assert set(evidence.sources.all()) == {ours, theirs}


def test_corrections_of_readers_go_to_the_one_that_stays(kept, gone):
    paper = make_paper()
    own = make_presentation(paper=paper, speaker=kept)
    doubled = make_presentation(paper=paper, speaker=gone)
    corrections = [
        Correction.objects.create(
            content_type=ContentType.objects.get_for_model(item), object_id=item.pk, proposal="كذا", language="ar"
        )
        for item in (gone, doubled)
    ]

    merging.merge(kept, gone)

    for correction, item in zip(corrections, [kept, own], strict=True):
        correction.refresh_from_db()
        assert correction.item == item


def test_nothing_else_that_points_to_a_speaker_is_forgotten():
    """Whoever adds a relation finds it here, and says in papers.merging what becomes of it."""
    names = {relation.get_accessor_name() for relation in Speaker._meta.related_objects}

    assert {name for name in names if not name.startswith("historical")} <= {
        "presentations",
        "former_codes",
        "+",
        None,
    }


def test_the_search_knows_one_person_with_all_spellings(save, kept, gone):
    save(kept.save)
    save(gone.save)
    save(merging.merge, kept=kept, gone=gone)

    [entry] = SearchEntry.objects.filter(kind="speaker")
    assert entry.object_id == kept.pk
    assert set(entry.editions.split()) == {str(part.edition.pk) for part in kept.presentations.all()}
    assert " ahmed " in entry.keys


def test_translations_and_history_are_right_afterwards(kept, gone):
    gone_key = gone.pk
    merging.merge(kept, gone)

    records = TranslationRecord.objects.filter(content_type=ContentType.objects.get_for_model(Speaker))
    assert {record.object_id for record in records} == {kept.pk}
    assert Speaker.history.filter(id=gone_key, history_type="-").count() == 1
    assert gone.code in kept.history.latest().history_change_reason


def test_a_photograph_that_is_taken_keeps_its_files(media, save, kept):
    gone = save(make_speaker, photo=make_picture_file(), photo_alt_ar="وجه")
    kept = save(merging.merge, kept=kept, gone=gone, taken=["photo"])

    kept.refresh_from_db()
    assert kept.photo.name == gone.photo.name
    assert kept.photo_alt_ar == "وجه"
    assert default_storage.exists(kept.photo.name)
    files = [name for widths in kept.photo_renditions["files"].values() for name in widths.values()]
    assert all(default_storage.exists(name) for name in files)


def test_a_photograph_that_is_not_taken_goes(media, save, kept):
    gone = save(make_speaker, photo=make_picture_file(), photo_alt_ar="وجه")
    name = gone.photo.name

    save(merging.merge, kept=kept, gone=gone)

    assert not default_storage.exists(name)


def test_merging_twice_is_refused_and_changes_nothing(kept, gone):
    merging.merge(kept, gone)

    with pytest.raises(AlreadyMerged):
        merging.merge(kept, gone)
    with pytest.raises(AlreadyMerged):
        merging.merge(gone, kept)
    with pytest.raises(AlreadyMerged):
        merging.merge(kept, kept)
    assert kept.presentations.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_who_merge_the_same_in_opposite_directions_one_does():
    one, other = make_speaker(), make_speaker()
    start, outcomes = threading.Barrier(2), []

    def run(kept, gone):
        start.wait()
        try:
            merging.merge(kept, gone)
            outcomes.append("merged")
        except AlreadyMerged:
            outcomes.append("too late")
        except Exception as error:  # a thread's own errors are seen by nobody else
            outcomes.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in [(one, other), (other, one)]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["merged", "too late"]
    assert Speaker.objects.count() == FormerCode.objects.count() == 1


# The old address


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_the_old_address_leads_to_the_new_one_for_ever(client, kept, gone, language):
    merging.merge(kept, gone)

    with override(language):
        response = client.get(reverse("papers:speaker", args=[gone.code]))
        assert response.status_code == 301
        assert response.url == kept.get_absolute_url()


def test_a_chain_ends_in_one_step(client, kept, gone):
    last = make_speaker()
    merging.merge(kept, gone)
    merging.merge(last, kept)

    for code in (gone.code, kept.code):
        response = client.get(reverse("papers:speaker", args=[code]))
        assert (response.status_code, response.url) == (301, last.get_absolute_url())


def test_a_former_code_is_given_to_nobody(monkeypatch, kept, gone):
    merging.merge(kept, gone)
    Presentation.objects.all().delete()
    kept.delete()
    letters = iter(gone.code + "22222")
    monkeypatch.setattr("editions.codes.secrets.choice", lambda alphabet: next(letters))

    assert set(gone.code) <= set(ALPHABET)
    assert FormerCode.objects.get().speaker is None
    assert new_code(Speaker, FormerCode) == "22222"


def test_the_old_address_of_whom_nobody_sees_is_not_there(client):
    kept, gone = make_speaker(), make_speaker()
    merging.merge(kept, gone)

    assert client.get(reverse("papers:speaker", args=[gone.code])).status_code == 404
