"""What a question finds, and in which order; the same on both databases."""

import datetime

import pytest
from django.utils import timezone

from forum_portal.models import BrokenPlural
from forum_portal.search.asking import LONGEST, MOST_WORDS, question_of
from forum_portal.search.finding import find, people_by_sound
from forum_portal.search.suggestions import completions, did_you_mean
from tests.makers import (
    make_announcement,
    make_axis,
    make_edition,
    make_exhibitor,
    make_paper,
    make_recommendation,
    make_registration,
    make_speaker,
)
from tests.search import found, indexed, step, the_thing

pytestmark = pytest.mark.django_db


def test_every_kind_of_thing_is_found():
    edition = make_edition(title_ar="الملتقى عن الزيتون")
    speaker = make_speaker(name_ar="زيتون الأول")
    paper = make_paper(edition=edition, title_ar="عصر الزيتون", speakers=[speaker])
    recommendation = make_recommendation(edition=edition, text_ar="دعم الزيتون")
    announcement = make_announcement(title_ar="معرض الزيتون")
    company = make_exhibitor(name_ar="شركة الزيتون")
    make_registration(exhibitor=company, state="approved")
    indexed()

    assert set(found("زيتون")) == {edition, speaker, paper, recommendation, announcement, company}


def test_all_words_are_needed():
    both = make_paper(title_ar="تمويل الصناعات")
    make_paper(title_ar="تمويل التجارة")
    indexed()

    assert found("تمويل صناعات") == [both]


def test_a_word_of_the_title_counts_more_than_one_elsewhere():
    elsewhere = make_paper(title_ar="ورقة قصيرة", abstract_ar="عن المناولة")
    in_title = make_paper(title_ar="المناولة وآفاقها في البلدان العربية ومستقبلها")
    indexed()

    assert found("المناولة") == [in_title, elsewhere]


def test_of_equals_the_one_comes_first_whose_title_says_little_else():
    long = make_paper(title_ar="المناولة الصناعية في البلدان العربية")
    short = make_paper(title_ar="المناولة الصناعية")
    indexed()

    assert found("مناولة صناعية") == [short, long]


def test_of_equals_the_newer_comes_first():
    old = make_paper(edition=make_edition(starts_on=datetime.date(2004, 1, 1), ends_on=None), title_ar="المناولة")
    new = make_paper(edition=make_edition(starts_on=datetime.date(2012, 1, 1), ends_on=None), title_ar="المناولة")
    indexed()

    assert found("المناولة") == [new, old]


def test_the_demonstration_stands_behind_what_is_real():
    invented = make_paper(edition=make_edition(is_demo=True), title_ar="المناولة")
    real = make_paper(title_ar="ورقة أخرى", abstract_ar="عن المناولة")
    indexed()

    assert found("المناولة") == [real, invented]


def test_what_visitors_cannot_see_is_not_found():
    make_paper(title_ar="المناولة", published=False)
    make_paper(edition=make_edition(published=False), title_ar="المناولة")
    make_speaker(name_ar="مناولة")
    make_announcement(title_ar="المناولة", published=False)
    make_registration(exhibitor=make_exhibitor(name_ar="شركة المناولة"), state="submitted")
    indexed()

    assert found("المناولة") == []


def test_an_announcement_is_found_from_its_moment_on():
    now = timezone.now()
    past = make_announcement(title_ar="المناولة", published_at=now - datetime.timedelta(hours=1))
    make_announcement(title_ar="المناولة", published_at=now + datetime.timedelta(hours=1))
    indexed()

    assert found("المناولة") == [past]


def test_a_paper_is_found_by_its_code_its_speaker_its_axis_and_its_country():
    edition = make_edition(number=3)
    axis = make_axis(edition=edition, title_ar="التعاقد من الباطن")
    speaker = make_speaker(name_ar="حافظ", other_spellings="Hafedh")
    paper = make_paper(edition=edition, axis=axis, speakers=[speaker], title_ar="ورقة", countries=["OM"])
    indexed()

    for typed in (paper.code, "حافظ", "Hafedh", "الباطن", "عمان", "سلطنة عُمان", "Oman"):
        assert paper in found(typed), typed


@pytest.mark.parametrize("typed", ["الملتقى العاشر", "الدورة العاشرة", "edition 10", "édition 10"])
def test_an_edition_is_found_by_its_ordinal(typed):
    edition = make_edition(number=10, title_ar="الملتقى العربي")
    make_edition(number=9, title_ar="الملتقى العربي")
    indexed()

    assert found(typed) == [edition]


def test_every_language_of_a_title_is_searched():
    paper = make_paper(title_ar="تمويل", title_en="Financing industries", title_fr="Le financement")
    indexed()

    assert found("industry") == found("financements") == found("تمويل") == [paper]


class TestBrokenPlurals:
    @pytest.fixture(autouse=True)
    def papers(self):
        self.one = make_paper(title_ar="مصنع الإسمنت")
        self.many = make_paper(title_ar="المصانع الصغيرة")
        indexed()

    def test_are_not_joined_without_the_list(self):
        assert found("مصنع") == [self.one]

    def test_are_joined_by_the_list_in_both_directions_and_with_an_article(self):
        BrokenPlural.objects.create(singular="مصنع", plural="مصانع")

        assert set(found("المصنع")) == set(found("مصانع")) == {self.one, self.many}


class TestSteps:
    def test_a_word_with_a_particle_is_taken_apart_only_if_nothing_is_found_so(self):
        lebanon = make_paper(title_ar="الصناعة في لبنان")
        tunis = make_paper(title_ar="الصناعة في تونس")
        indexed()

        assert (found("لبنان"), step("لبنان")) == ([lebanon], "strict")
        assert (found("بتونس"), step("بتونس")) == ([tunis], "loose")

    def test_a_stop_word_without_its_letters_is_left_out_if_nothing_is_found_with_it(self):
        paper = make_paper(title_ar="القدرة على الإبداع")
        indexed()

        assert (found("القدر عل الابداع"), step("القدر عل الابداع")) == ([paper], "loose")

    def test_a_name_is_found_in_the_other_script(self):
        speaker = make_speaker(name_ar="عبد الفتاح شريبي")
        paper = make_paper(title_ar="ورقة", speakers=[speaker])
        indexed()

        assert (found("Abdelfattah Chraibi"), step("Abdelfattah Chraibi")) == ([speaker, paper], "sounds")

    def test_a_name_of_two_sounds_is_like_too_many(self):
        make_paper(speakers=[make_speaker(name_ar="زكي")])
        indexed()

        assert found("zzq") == []

    def test_people_who_sound_alike_are_offered_beside_what_was_found(self):
        by_spelling = make_speaker(name_ar="محمد", name_en="Mohamed")
        by_sound = make_speaker(name_ar="محمد الأمين")
        make_paper(title_ar="ورقة", speakers=[by_spelling, by_sound])
        indexed()
        question = question_of("Mohamed")

        assert [the_thing(match) for match in people_by_sound(question, find(question).matches)] == [by_sound]

    def test_of_a_long_question_most_is_enough(self):
        paper = make_paper(title_ar="تمويل الصناعات الصغيرة في المغرب")
        make_paper(title_ar="تمويل التجارة")
        indexed()
        typed = "تمويل الصناعات الصغيرة المغرب زرافة"

        assert (found(typed), step(typed)) == ([paper], "most")

    def test_of_a_short_question_it_is_not(self):
        make_paper(title_ar="تمويل الصناعات")
        indexed()

        assert found("تمويل الصناعات زرافة") == []


class TestDidYouMean:
    @pytest.fixture(autouse=True)
    def papers(self):
        make_paper(title_ar="التَّمويل في المؤسسات", title_en="Financing")
        make_paper(title_ar="المناولة الصناعية")
        indexed()

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("المناوله الصناعيه", None),
            ("المنولة الصناعية", "المناولة الصناعية"),
            ("المؤسسسات", "المؤسسات"),
            ("Finanncing", "Financing"),
            ("تموبل", "التَّمويل"),
        ],
    )
    def test_a_slip_is_mended_with_a_word_as_it_is_written(self, typed, meant):
        assert did_you_mean(question_of(typed)) == meant

    @pytest.mark.parametrize("typed", ["زرافة", "12", "قق", "التمويل الصناعية", ""])
    def test_nothing_is_suggested_that_finds_nothing(self, typed):
        assert did_you_mean(question_of(typed)) is None

    def test_nothing_invented_is_suggested(self):
        make_paper(edition=make_edition(is_demo=True), title_ar="الزنجبيل")
        indexed()

        assert did_you_mean(question_of("الزنجبييل")) is None


class TestCompletions:
    @pytest.fixture(autouse=True)
    def papers(self):
        self.financing = make_paper(title_ar="تمويل الصناعات الصغيرة", title_en="Financing small industries")
        self.subcontracting = make_paper(title_ar="المناولة")
        indexed()

    @pytest.mark.parametrize(
        "typed", ["تمو", "تمويل الصنا", "تمويل ا", "الصغ", "صغ", "وال", "Fin", "fin", "small ind", "Financing "]
    )
    def test_the_last_word_may_only_be_begun(self, typed):
        titles = [the_thing(match) for match in completions(typed)]

        assert (titles == [self.financing]) == (typed != "وال")

    @pytest.mark.parametrize("typed", ["", " ", "ت", "ا", "%", "_", "زر", "في"])
    def test_nothing_is_offered_for_too_little(self, typed):
        assert completions(typed) == []

    def test_the_list_is_short(self):
        for _time in range(12):
            make_paper(title_ar="تمويل")
        indexed()

        assert len(completions("تمو")) == 8


def test_what_is_too_long_is_cut_and_says_so():
    assert question_of("كلمة " * LONGEST).was_cut
    assert question_of(" ".join(f"كلمة{number}" for number in range(MOST_WORDS + 1))).was_cut
    assert not question_of("كلمة أخرى").was_cut


@pytest.mark.parametrize(
    "typed",
    [
        "%",
        "_",
        "\\",
        "'",
        '"',
        "' OR 1=1 --",
        "* NEAR/3 AND",
        "\0",
        "\ud800",
        "🎉",
        "(" * 500,
        "ا" * 5000,
        "a " * 2000,
        "\u202e\u2066",
        "َُِّ",
        "{{ 7*7 }}",
        "<script>",
        "٪",
        ". . .",
    ],
)
def test_no_question_is_too_strange(typed):
    make_paper(title_ar="ورقة")
    indexed()
    question = question_of(typed)

    assert find(question).matches == []
    assert did_you_mean(question) is None
    assert completions(typed) == []
