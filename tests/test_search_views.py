"""The page of the search: what it shows, how it is narrowed, what it costs, and what it does with bad input."""

import re

import pytest
from django.urls import reverse

from tests.makers import (
    make_announcement,
    make_edition,
    make_exhibitor,
    make_paper,
    make_recommendation,
    make_registration,
    make_speaker,
)
from tests.search import indexed

pytestmark = pytest.mark.django_db


def search(client, *, language="ar", **parameters):
    prefix = "" if language == "ar" else f"/{language}"
    return client.get(f"{prefix}/search/", parameters)


def titles(answer):
    return [result.plain_title for result in answer.context["results"]]


def test_the_empty_page_leads_into_the_archive(client):
    answer = search(client)

    assert answer.status_code == 200
    assert answer.context["results"] == []
    assert reverse("editions:list") in answer.content.decode()


def test_a_result_leads_to_its_page_and_shows_what_was_found(client):
    paper = make_paper(title_ar="المناولة في الصناعة")
    indexed()
    html = search(client, q="مناوله").content.decode()

    assert f'href="{paper.get_absolute_url()}"' in html
    assert "<mark>المناولة</mark> في الصناعة" in html


def test_a_result_says_where_the_words_are_that_its_title_lacks(client):
    make_paper(title_ar="ورقة عن التمويل", abstract_ar="كلام كثير. " * 60 + "ثم المناولة.")
    indexed()
    [result] = search(client, q="تمويل المناولة").context["results"]

    [reason] = result.reasons
    assert reason.label == "الملخص"
    assert reason.html.startswith("… ")
    assert "<mark>المناولة</mark>" in reason.html
    assert len(reason.html) < 350


def test_a_title_in_another_language_is_marked_as_such(client):
    make_paper(title_ar="التمويل", title_en="Financing")
    indexed()
    html = search(client, q="financing").content.decode()

    assert '<bdi lang="en" dir="ltr"><mark>Financing</mark></bdi>' in html


def test_an_arabic_title_on_an_english_page_says_so(client):
    make_paper(title_ar="التمويل")
    indexed()
    html = search(client, language="en", q="تمويل").content.decode()

    assert '<bdi lang="ar" dir="rtl"><mark>التمويل</mark></bdi>' in html


def test_what_is_typed_is_shown_again_and_runs_nothing(client):
    html = search(client, q='<script>"زرافة').content.decode()

    assert "&lt;script&gt;&quot;زرافة" in html
    assert "<script>&quot;" not in html
    assert '<script>"' not in html


class TestNarrowing:
    @pytest.fixture(autouse=True)
    def archive(self):
        self.third = make_edition(number=3, title_ar="الثالث", country="OM")
        self.fifth = make_edition(number=5, title_ar="الخامس", country="DZ")
        self.speaker = make_speaker(name_ar="زيتون", country="TN")
        make_paper(edition=self.third, title_ar="زيتون أول", countries=["OM"], speakers=[self.speaker])
        make_paper(edition=self.fifth, title_ar="زيتون ثان", countries=["DZ", "OM"])
        indexed()

    @pytest.mark.parametrize(
        ("chosen", "expected"),
        [
            ({}, {"زيتون", "زيتون أول", "زيتون ثان"}),
            ({"kind": "paper"}, {"زيتون أول", "زيتون ثان"}),
            ({"kind": "speaker"}, {"زيتون"}),
            ({"edition": "5"}, {"زيتون ثان"}),
            ({"country": "om"}, {"زيتون أول", "زيتون ثان"}),
            ({"country": "OM", "edition": "3"}, {"زيتون أول"}),
            ({"kind": "paper", "country": "TN"}, set()),
            ({"kind": "nothing", "edition": "99", "country": "zz"}, {"زيتون", "زيتون أول", "زيتون ثان"}),
        ],
    )
    def test_results_fit_all_that_was_chosen(self, client, chosen, expected):
        assert set(titles(search(client, q="زيتون", **chosen))) == expected

    def test_each_choice_says_how_much_it_would_give(self, client):
        narrowing = search(client, q="زيتون", edition="3").context["narrowing"]

        assert {document.kind: count for document, count in narrowing.kinds()} == {"paper": 1, "speaker": 1}
        assert {edition.slug: count for edition, count in narrowing.of_editions()} == {"3": 2, "5": 1}
        assert {code: count for code, _name, count in narrowing.of_countries()} == {"OM": 1, "TN": 1}

    def test_nothing_that_fits_leads_back_to_all(self, client):
        html = search(client, q="زيتون", kind="speaker", edition="5").content.decode()

        assert 'class="empty"' in html
        assert 'href="?q=%D8%B2%D9%8A%D8%AA%D9%88%D9%86"' in html


def test_results_come_in_pages_that_keep_the_choices(client):
    edition = make_edition(number=3)
    for number in range(25):
        make_paper(edition=edition, title_ar=f"زيتون {number}")
    indexed()

    first, second = search(client, q="زيتون", kind="paper"), search(client, q="زيتون", kind="paper", page="2")

    assert (len(titles(first)), len(titles(second))) == (20, 5)
    assert 'rel="next"' in first.content.decode()
    assert re.search(r'href="\?q=[^"]*&amp;kind=paper&amp;page=2" rel="next"', first.content.decode())


def test_a_slip_is_answered_with_what_was_meant(client):
    make_paper(title_ar="المناولة")
    indexed()
    answer = search(client, q="المنولة")

    assert answer.context["suggestion"] == "المناولة"
    assert "?q=%D8%A7%D9%84%D9%85%D9%86%D8%A7%D9%88%D9%84%D8%A9" in answer.content.decode()


def test_names_that_only_sound_alike_say_so(client):
    make_paper(speakers=[make_speaker(name_ar="عبد الفتاح شريبي")])
    indexed()
    answer = search(client, q="Chraibi")

    assert answer.context["step"] == "sounds"
    assert "<mark>شريبي</mark>" in answer.content.decode()


def test_words_without_a_subject_are_answered_in_a_sentence(client):
    question = search(client, q="من على").context["question"]

    assert question.has_only_stop_words


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
@pytest.mark.parametrize(
    "parameters",
    [
        {"q": "%00".replace("%00", "٪")},
        {"q": "ا" * 5000},
        {"q": "زيتون", "page": "-1"},
        {"q": "زيتون", "page": "٢"},
        {"q": "زيتون", "page": "x" * 300},
        {"q": "زيتون", "kind": "\u202e", "edition": "../..", "country": "🎉" * 50},
        {"q": ["a", "b"]},
        {"q": "' OR 1=1; --"},
    ],
)
def test_bad_input_is_a_normal_page(client, language, parameters):
    make_paper(title_ar="زيتون")
    indexed()

    assert search(client, language=language, **parameters).status_code == 200


def test_the_page_sets_no_cookie_and_is_kept_out_of_other_search_engines(client):
    answer = search(client, q="زيتون")

    assert not answer.cookies
    assert '<meta name="robots" content="noindex">' in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_many_results_take_no_more_queries_than_one(client, count, django_assert_num_queries):
    for number in range(count):
        edition = make_edition(number=number + 1, title_ar="زيتون", country="OM")
        speaker = make_speaker(name_ar=f"زيتون {number}")
        make_paper(edition=edition, title_ar="زيتون", speakers=[speaker])
        make_recommendation(edition=edition, text_ar="زيتون")
        make_announcement(edition=edition, title_ar="زيتون")
        make_registration(exhibitor=make_exhibitor(name_ar="زيتون"), state="approved")
    indexed()
    search(client, q="زيتون")

    # Plurals, results, people by sound, editions; then the things of each kind with what is said of them.
    with django_assert_num_queries(23):
        assert len(titles(search(client, q="زيتون"))) == 6 * count


class TestSuggestions:
    @pytest.fixture(autouse=True)
    def papers(self):
        self.paper = make_paper(title_ar="المناولة الصناعية", title_en="Subcontracting")
        indexed()

    def suggestions(self, client, typed, language=""):
        return client.get(f"{language}/search/suggest/", {"q": typed})

    def test_titles_are_offered_with_their_addresses(self, client):
        assert self.suggestions(client, "المنا").json() == {
            "suggestions": [
                {
                    "title": "المناولة الصناعية",
                    "language": "ar",
                    "kind": "ورقة",
                    "url": f"/papers/{self.paper.code}/",
                    "is_demo": False,
                }
            ]
        }

    def test_they_are_in_the_language_of_the_page(self, client):
        [suggestion] = self.suggestions(client, "المنا", "/en").json()["suggestions"]

        assert suggestion["title"] == "Subcontracting"
        assert suggestion["url"] == f"/en/papers/{self.paper.code}/"

    @pytest.mark.parametrize("typed", ["", "ا", "زرافة", "%", "\\", "ا" * 5000, "<b>"])
    def test_nothing_is_offered_for_nothing(self, client, typed):
        answer = self.suggestions(client, typed)

        assert (answer.status_code, answer.json()) == (200, {"suggestions": []})

    def test_they_may_be_kept_by_any_cache_for_a_minute(self, client):
        answer = self.suggestions(client, "المنا")

        assert not answer.cookies
        assert answer.headers["Cache-Control"] == "public, max-age=60"
