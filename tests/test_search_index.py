"""The index follows every change: saving, publishing, deleting, moving, importing."""

import datetime

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from editions.models import Edition, Involvement, RecommendationUpdate, Statement
from exhibitors import transitions
from exhibitors.models import Exhibitor
from forum_portal.models import SearchEntry
from forum_portal.search import index
from papers.models import Paper, Presentation
from tests.makers import (
    make_announcement,
    make_axis,
    make_edition,
    make_editor,
    make_exhibitor,
    make_involvement,
    make_organisation,
    make_paper,
    make_recommendation,
    make_registration,
    make_session,
    make_speaker,
)
from tests.search import found, indexed

pytestmark = pytest.mark.django_db


def test_a_thing_is_found_once_it_is_saved(save):
    paper = save(make_paper, title_ar="المناولة")

    assert found("المناولة") == [paper]


def test_a_thing_is_found_by_its_new_title_and_no_more_by_the_old(save):
    paper = save(make_paper, title_ar="المناولة")
    paper.title_ar = "التمويل"
    save(paper.save)

    assert (found("التمويل"), found("المناولة")) == ([paper], [])


def test_a_thing_that_is_deleted_is_found_no_more(save):
    paper = save(make_paper, title_ar="المناولة")
    save(paper.delete)

    assert found("المناولة") == []
    assert not SearchEntry.objects.filter(kind="paper").exists()


def test_publishing_an_edition_shows_all_that_belongs_to_it(save):
    edition = make_edition(title_ar="الملتقى عن الزيتون", published=False)
    speaker = make_speaker(name_ar="زيتون")
    things = {edition, speaker, make_paper(edition=edition, title_ar="الزيتون", speakers=[speaker])}
    things.add(make_recommendation(edition=edition, text_ar="الزيتون"))
    things.add(make_announcement(edition=edition, title_ar="الزيتون"))
    edition.status = Edition.Status.PUBLISHED
    save(edition.save)

    assert set(found("الزيتون")) == things

    edition.status = Edition.Status.DRAFT
    save(edition.save)

    assert found("الزيتون") == []


def test_publishing_a_paper_shows_its_speaker(save):
    speaker = make_speaker(name_ar="زيتون")
    paper = make_paper(title_ar="ورقة", speakers=[speaker], published=False)
    paper.status = Paper.Status.PUBLISHED
    save(paper.save)

    assert found("زيتون") == [speaker, paper]


def test_a_paper_is_found_by_the_new_name_of_its_speaker(save):
    speaker = make_speaker(name_ar="سالم")
    paper = save(make_paper, title_ar="ورقة", speakers=[speaker])
    speaker.name_ar = "زيتون"
    save(speaker.save)

    assert found("زيتون") == [speaker, paper]
    assert found("سالم") == []


def test_a_part_that_moves_to_another_speaker_leaves_the_first(save):
    first, second = make_speaker(name_ar="سالم"), make_speaker(name_ar="زيتون")
    paper = save(make_paper, title_ar="ورقة", speakers=[first])
    part = paper.presentations.get()
    part.speaker = second
    save(part.save)

    assert found("زيتون") == [second, paper]
    assert found("سالم") == []


def test_merging_two_records_of_a_person_leaves_one(save):
    kept, doubled = make_speaker(name_ar="محمد الزيتون"), make_speaker(name_ar="م. الزيتون")
    one = make_paper(title_ar="ورقة", speakers=[kept])
    other = make_paper(title_ar="ورقة أخرى", speakers=[doubled])
    indexed()

    def merge():
        for part in Presentation.objects.filter(speaker=doubled):
            part.speaker = kept
            part.save()
        doubled.delete()

    save(merge)

    assert set(found("زيتون")) == {kept, one, other}


def test_a_deleted_axis_is_forgotten_by_its_papers(save):
    axis = make_axis(title_ar="زيتون")
    make_paper(edition=axis.edition, axis=axis, title_ar="ورقة")
    indexed()
    save(axis.delete)

    assert found("زيتون") == []


def test_a_body_is_known_to_its_editions_by_its_new_name(save):
    involvement = save(make_involvement, organisation=make_organisation(name_ar="هيئة"))
    involvement.organisation.name_ar = "زيتون"
    save(involvement.organisation.save)

    assert found("زيتون") == [involvement.edition]


def test_a_body_that_moves_to_another_edition_leaves_the_first(save):
    involvement = save(make_involvement, organisation=make_organisation(name_ar="زيتون"))
    involvement.edition = make_edition()
    save(involvement.save)

    assert found("زيتون") == [involvement.edition]

    save(Involvement.objects.get().delete)

    assert found("زيتون") == []


def test_a_statement_and_a_follow_up_are_found(save):
    edition = make_edition()
    recommendation = make_recommendation(edition=edition)
    save(Statement.objects.create, edition=edition, person_ar="زيتون", gist_ar="قول")
    save(RecommendationUpdate.objects.create, recommendation=recommendation, status="done", text_ar="زيتون")

    assert set(found("زيتون")) == {edition, recommendation}


def test_a_chair_of_a_session_is_found(save):
    speaker = make_speaker(name_ar="زيتون")
    session = make_session()
    part = save(Presentation.objects.create, session=session, speaker=speaker, role="chair")

    assert found("زيتون") == [speaker]

    save(part.delete)

    assert found("زيتون") == []


def test_a_company_is_found_while_it_is_approved(save):
    registration = make_registration(exhibitor=make_exhibitor(name_ar="زيتون"), state="submitted")
    registration = save(lambda: transitions.move(registration, "approve"))

    assert found("زيتون") == [registration.exhibitor]

    save(lambda: transitions.move(registration, "withdraw"))

    assert found("زيتون") == []


def test_an_announcement_that_is_put_off_is_not_found(save):
    announcement = save(make_announcement, title_ar="زيتون")
    announcement.published_at = timezone.now() + datetime.timedelta(days=1)
    save(announcement.save)

    assert found("زيتون") == []


def test_what_is_rolled_back_leaves_no_trace(save):
    class Stopped(Exception):
        pass

    def begin():
        from django.db import transaction

        with pytest.raises(Stopped), transaction.atomic():
            make_paper(title_ar="زيتون")
            raise Stopped

    save(begin)
    save(make_paper, title_ar="ورقة")

    assert found("زيتون") == []


def test_what_staff_publish_in_the_admin_is_found(client, save):
    edition = make_edition(title_ar="زيتون", published=False)
    client.force_login(make_editor())
    action = {"action": "publish", "_selected_action": [edition.pk]}

    save(lambda: client.post(reverse("admin:editions_edition_changelist"), action))

    assert found("زيتون") == [edition]


def test_a_failing_index_does_not_undo_what_was_saved(save, monkeypatch, caplog):
    def fail(*_arguments):
        raise RuntimeError("no index today")

    monkeypatch.setattr(index, "refresh", fail)
    paper = save(make_paper, title_ar="المناولة")

    assert Paper.objects.filter(pk=paper.pk).exists()


def test_many_changes_are_indexed_together(save, monkeypatch):
    refreshed = []
    refresh = index.refresh
    monkeypatch.setattr(index, "refresh", lambda *arguments: (refreshed.append(arguments[0]), refresh(*arguments)))

    save(lambda: [make_paper(title_ar="ورقة", speakers=[make_speaker()]) for _time in range(3)])

    assert "paper" in refreshed
    assert len(refreshed) == len(set(refreshed))


@pytest.mark.parametrize("count", [1, 4])
def test_indexing_many_takes_no_more_queries_than_one(count, django_assert_num_queries):
    edition = make_edition()
    papers = [make_paper(edition=edition, speakers=[make_speaker()]) for _time in range(count)]
    index.refresh("paper", [papers[0].pk])  # content types are known from here on

    with django_assert_num_queries(6):  # savepoint and release, papers, parts, speakers, the entries
        index.refresh("paper", [paper.pk for paper in papers])


def test_rebuild_brings_the_sort_columns_up_to_date():
    company = make_exhibitor(name_ar="زيتون")
    Exhibitor.objects.update(sort_ar="", search_text="")
    call_command("rebuild_search", verbosity=0)
    after = Exhibitor.objects.get()

    assert (after.sort_ar, after.search_text) == (company.sort_ar, company.search_text)
