"""The pages on which staff see what is to be translated and reviewed."""

import re
from html import unescape
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from editions.models import Edition
from forum_portal.arabic.bidi import side_by_side
from forum_portal.models import TranslationRecord
from forum_portal.translating.scopes import Tally
from forum_portal.translating.work import in_order, texts_of
from tests import makers
from tests.pages import LANGUAGES
from tests.translating import (
    change,
    listed,
    make_edition_in_each_state,
    make_evidence,
    make_texts,
    make_user_who,
    mark_reviewed,
    outdate,
    page_of,
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


# The overview


def test_overview_counts_each_language_of_an_edition(editor, edition):
    rows = {scope.title: dict(tallies) for scope, tallies in editor.get(OVERVIEW).context["scopes"]}

    assert rows["دورة"] == {
        "en": Tally(missing=1, outdated=1, to_review=1),
        "fr": Tally(missing=2, reviewed=1),
    }
    assert (rows["دورة"]["en"].translated, rows["دورة"]["en"].total) == (2, 3)


def test_translation_whose_arabic_is_gone_is_no_work(editor, edition):
    before = editor.get(OVERVIEW).context["scopes"]
    change(edition, about_ar="نص", about_en="Text")

    change(edition, about_ar="")

    assert [tallies for _scope, tallies in editor.get(OVERVIEW).context["scopes"]] == [
        tallies for _scope, tallies in before
    ]
    assert "about" not in {field for field, *_ in listed(editor.get(page_of(edition), {"state": "all"}))}


def test_overview_begins_with_the_newest_edition_and_ends_with_the_demonstration(editor):
    makers.make_series(name_ar="الملتقى")
    makers.make_edition(title_ar="تجريبية", is_demo=True, starts_on="2030-01-01", ends_on=None)
    makers.make_edition(title_ar="قديمة", starts_on="1998-01-01", ends_on=None)
    makers.make_edition(title_ar="جديدة")

    scopes = [scope for scope, _tallies in editor.get(OVERVIEW).context["scopes"]]

    assert [scope.title for scope in scopes if not scope.is_of_companies] == ["جديدة", "قديمة", "الملتقى", "تجريبية"]
    assert scopes[-1].edition.is_demo


def test_companies_stand_apart_from_the_series(editor):
    makers.make_series(name_ar="الملتقى")
    makers.make_exhibitor(name_ar="شركة")

    rows = {scope.address: dict(tallies)["en"].total for scope, tallies in editor.get(OVERVIEW).context["scopes"]}

    assert rows == {reverse("admin:translations_of_series"): 1, reverse("admin:translations_of_companies"): 1}


def test_every_number_leads_to_the_texts_that_it_counts(editor, edition):
    html = editor.get(OVERVIEW).content.decode()
    links = {unescape(link) for link in re.findall(rf'href="({page_of(edition)}\?[^"]+)"', html)}

    assert len(links) == 4
    for link in links:
        counted = re.search(rf'href="{re.escape(link).replace("&", "&amp;")}">(\d+)', html)
        assert len(listed(editor.get(link))) == int(counted[1]) or "state=missing" in link, link


def test_overview_asks_the_database_equally_often_with_one_edition_and_with_many(editor, edition):
    editor.get(OVERVIEW)
    with CaptureQueriesContext(connection) as one:
        editor.get(OVERVIEW)
    for _ in range(4):
        make_texts(makers.make_edition())

    with CaptureQueriesContext(connection) as many:
        editor.get(OVERVIEW)

    assert len(many) == len(one)


def test_index_leads_to_the_work(editor):
    for page in ("/admin/", "/admin/editions/"):
        assert f'href="{OVERVIEW}"' in editor.get(page).content.decode()


# The list


def test_list_begins_with_all_that_is_to_do_in_the_order_of_the_forms(editor, edition):
    assert listed(editor.get(page_of(edition))) == [
        ("title", "en", "to_review"),
        ("theme", "en", "missing"),
        ("theme", "fr", "missing"),
        ("title", "en", "outdated"),
        ("title", "fr", "missing"),
    ]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"state": "missing"}, [("theme", "en"), ("theme", "fr"), ("title", "fr")]),
        ({"state": "missing", "language": "en"}, [("theme", "en")]),
        ({"state": "outdated"}, [("title", "en")]),
        ({"state": "to_review"}, [("title", "en")]),
        ({"state": "reviewed"}, [("title", "fr")]),
        ({"state": "reviewed", "language": "en"}, []),
        ({"state": "all", "language": "fr"}, [("title", "fr"), ("theme", "fr"), ("title", "fr")]),
    ],
)
def test_list_is_narrowed_by_its_address(editor, edition, query, shown):
    assert [row[:2] for row in listed(editor.get(page_of(edition), query))] == shown


def test_choices_say_how_many_texts_are_behind_them(editor, edition):
    for query in ({}, {"language": "en"}):
        response = editor.get(page_of(edition), query)

        for word, _name, count in response.context["choices"]:
            assert len(listed(editor.get(page_of(edition), query | {"state": word}))) == count, word


@pytest.mark.parametrize("language", LANGUAGES)
def test_list_says_of_each_text_its_language_and_direction(editor, edition, language):
    prefix = "" if language == "ar" else f"/{language}"

    html = editor.get(page_of(edition, prefix), {"state": "all"}).content.decode()

    assert f'<html lang="{language}" dir="{LANGUAGES[language]}">' in html
    assert re.search(r'<div lang="ar" dir="rtl">\s*<p>محور آخر</p>', html)
    assert re.search(r'<div lang="en" dir="ltr">\s*<p>Axis</p>', html)
    assert re.search(r'<div lang="fr" dir="ltr">\s*<p>Édition</p>', html)


def test_outdated_text_shows_the_arabic_that_it_was_translated_from(editor, edition):
    axis = edition.axes.get()
    axis.title_ar = "محور ثالث"
    axis.save()

    (text,) = editor.get(page_of(edition), {"state": "outdated"}).context["texts"]

    assert (text.arabic, text.earlier) == ("محور ثالث", "محور")


def test_outdated_text_without_a_history_stays_without_its_earlier_arabic(editor, edition):
    edition.axes.get().history.all().delete()

    response = editor.get(page_of(edition), {"state": "outdated"})

    assert response.context["texts"][0].earlier == ""
    assert 'class="earlier"' not in response.content.decode()


def test_reviewed_text_says_who_reviewed_it(editor, edition):
    salma = makers.make_user(name="سلمى", superuser=True)
    mark_reviewed(edition, by=salma)

    (text,) = editor.get(page_of(edition), {"state": "reviewed", "language": "en"}).context["texts"]

    assert "سلمى" in text.review


def test_long_text_is_folded(editor, edition):
    edition.about_ar = "كلمة " * 80
    edition.save()

    html = editor.get(page_of(edition)).content.decode()

    assert '<details class="passage">' in html
    assert html.count("كلمة") >= 120


def test_text_of_evidence_says_what_it_is_of(editor):
    evidence = make_evidence(makers.make_edition(title_ar="دورة"), field="city")
    other = make_evidence(makers.make_topic(name_ar="موضوع"))

    (named, *_) = editor.get(page_of(evidence)).context["texts"]
    (whole, *_) = editor.get(page_of(other)).context["texts"]

    assert named.name == side_by_side("دورة", Edition._meta.get_field("city").verbose_name)
    assert whole.name == "موضوع"


def test_text_of_evidence_whose_entry_is_gone_is_shown_without_a_form(editor):
    topic = makers.make_topic()
    evidence = make_evidence(topic)
    type(topic).objects.filter(pk=topic.pk)._raw_delete("default")

    response = editor.get(page_of(evidence))

    assert response.status_code == 200
    assert {(text.name, text.form) for text in response.context["texts"]} == {(str(evidence), None)}


def test_list_of_an_entry_has_what_is_on_its_page_and_no_more(editor, edition):
    paper = makers.make_paper(edition=edition, title_ar="ورقة")
    part = makers.make_presentation(paper=paper, office_ar="وزير")
    evidence = make_evidence(paper)

    response = editor.get(page_of(paper), {"language": "en"})

    assert {text.item for text in response.context["texts"]} == {paper, part, evidence}


def test_series_has_what_belongs_to_no_edition_and_companies_what_is_theirs(editor, edition):
    topic, company = makers.make_topic(), makers.make_exhibitor()

    of_series = editor.get(reverse("admin:translations_of_series")).context["texts"]
    of_companies = editor.get(reverse("admin:translations_of_companies")).context["texts"]

    assert {text.item for text in of_series} == {topic}
    assert {text.item for text in of_companies} == {company}


def test_list_asks_the_database_equally_often_with_one_object_of_a_kind_and_with_several(editor):
    edition = makers.make_edition()
    page = page_of(edition)
    for item in make_texts(edition):
        outdate(item)
    editor.get(page, {"language": "en"})
    with CaptureQueriesContext(connection) as one:
        before = listed(editor.get(page, {"language": "en"}))
    for make in (makers.make_axis, makers.make_room, makers.make_recommendation):
        outdate(make(edition=edition))
    for paper in (makers.make_paper(edition=edition), makers.make_paper(edition=edition)):
        outdate(makers.make_presentation(paper=paper, office_ar="وزير"))
        outdate(makers.make_involvement(edition=edition, name_then_ar="اسم"))
        outdate(make_evidence(paper))

    with CaptureQueriesContext(connection) as many:
        after = listed(editor.get(page, {"language": "en"}))

    assert len(before) < len(after) < 50
    assert len(many) == len(one)


def test_long_list_has_pages_that_keep_what_was_chosen(editor):
    edition = makers.make_edition()
    for _ in range(60):
        makers.make_axis(edition=edition)

    first = editor.get(page_of(edition), {"language": "en", "state": "missing"})
    last = editor.get(page_of(edition), {"language": "en", "state": "missing", "page": 2})

    assert (len(listed(first)), len(listed(last))) == (50, 11)
    assert "?language=en&amp;state=missing&amp;page=2" in first.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {"language": "xx"},
        {"language": "ar"},
        {"state": "nothing"},
        {"page": "x"},
        {"page": "-1"},
        {"page": "9" * 40},
        {"ticked": "x"},
        {"language": ["en", "fr"], "state": ["all", "x"]},
    ],
)
def test_wrong_word_in_the_address_is_passed_over(editor, edition, query):
    assert editor.get(page_of(edition), query).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "edition/0/",
        f"edition/{'9' * 30}/",
        f"papers/paper/{'9' * 30}/",
        "papers/paper/0/",
        "papers/paperfile/1/",
        "exhibitors/booth/1/",
        "forum_portal/user/1/",
        "nothing/here/1/",
    ],
)
def test_what_has_no_texts_has_no_list(editor, path):
    assert editor.get(OVERVIEW + path).status_code == 404


# Nothing to show


def test_edition_without_texts_leads_to_its_form(client):
    # A reviewer of papers: whose texts the edition does not have.
    client.force_login(make_user_who("view_paper", "change_paper"))
    edition = makers.make_edition()

    html = client.get(page_of(edition)).content.decode()

    assert html.count(f'href="/admin/editions/edition/{edition.pk}/change/"') == 2
    assert "<table" not in html.split('id="content"', 1)[1]


def test_finished_edition_says_so_and_an_empty_choice_leads_on(editor):
    edition = makers.make_edition(title_en="Edition", title_fr="Édition")
    for language in ("en", "fr"):
        mark_reviewed(edition, language=language)

    done = editor.get(page_of(edition)).content.decode()
    none = editor.get(page_of(edition), {"state": "missing"}).content.decode()

    assert 'href="?state=all"' in done
    assert f'href="{page_of(edition)}"' in none.split('class="nothing-here"')[1]
    assert 'type="submit"' not in done.split('id="content"', 1)[1]


# For a file


def test_texts_can_be_had_without_a_page(edition):
    user = makers.make_user(superuser=True)
    records = in_order(TranslationRecord.objects.filter(edition=edition, language="en"))

    texts = texts_of(records, user=user)

    assert [(text.arabic, text.translation, text.state) for text in texts] == [
        ("دورة", "Edition", "to_review"),
        ("شعار", "", "missing"),
        ("محور آخر", "Axis", "outdated"),
    ]


def test_what_is_known_of_a_deleted_object_is_left_out(edition):
    user = makers.make_user(superuser=True)
    edition.axes.all()._raw_delete("default")

    texts = texts_of(TranslationRecord.objects.filter(edition=edition), user=user)

    assert {text.item for text in texts} == {edition}


def test_list_comes_as_a_sheet_that_is_narrowed_as_the_page_was(editor, edition):
    address = page_of(edition)
    answer = editor.get(address, {"language": "en", "state": "missing", "format": "xlsx"})
    sheet = load_workbook(BytesIO(answer.content)).active

    assert answer.headers["Content-Disposition"] == 'attachment; filename="translations.xlsx"'
    assert sheet.sheet_view.rightToLeft
    assert sheet.max_row == 2
    assert sheet.cell(2, 7).value == "ناقصة"
    assert "format=xlsx" in editor.get(address).content.decode()
