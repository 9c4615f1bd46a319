"""The facts of the archive and the size of the demonstration that ship."""

import datetime

import pytest

from editions.models import Edition, Evidence, Involvement, Source
from exhibitors.models import Booth, Exhibition, Exhibitor, Registration, State
from papers.clashes import room_clashes, speaker_clashes
from papers.models import Paper, Presentation, Room, Session, Speaker

pytestmark = pytest.mark.django_db


def test_the_ten_editions_are_there_with_year_and_place(shipped):
    editions = Edition.objects.in_series().order_by("number")

    rows = [(edition.number, edition.year, edition.city_en, edition.country.code) for edition in editions]

    assert rows == [
        (1, 1998, "Cairo", "EG"),
        (2, 2001, "Kuwait City", "KW"),
        (3, 2004, "Muscat", "OM"),
        (4, 2007, "Sana’a", "YE"),
        (5, 2010, "Algiers", "DZ"),
        (6, 2012, "Tunis", "TN"),
        (7, 2016, "Rabat", "MA"),
        (8, 2018, "Rabat", "MA"),
        (9, 2020, None, ""),
        (10, 2024, "Agadir", "MA"),
    ]


@pytest.mark.parametrize("number", [4, 8])
def test_of_two_editions_only_number_year_and_place_are_known(shipped, number):
    edition = Edition.objects.get(number=number)

    assert edition.date_precision == "year"
    assert not (edition.theme or edition.venue or edition.patron or edition.mode)
    assert not edition.involvements.exists()
    assert not edition.statements.exists()


def test_the_papers_of_the_third_edition_stand_in_the_order_of_the_source(shipped):
    papers = Paper.objects.filter(edition__number=3).order_by("number")

    assert [paper.code for paper in papers] == [f"3-{n:02d}" for n in range(1, 16)]
    assert [paper.presentations.count() for paper in papers] == [1] * 9 + [0] * 6
    assert {paper.session.day for paper in papers[:9]} == {datetime.date(2004, 2, 15)}
    assert {paper.session.day for paper in papers[9:]} == {datetime.date(2004, 2, 16)}


@pytest.mark.parametrize(
    ("code", "speaker", "country"),
    [
        ("3-01", "عبدالرحمن بن جدد", ""),
        ("3-02", "حمد بن هاشم الذهب", "OM"),
        ("3-03", "روبرت سنه كولا", "TW"),
        ("3-04", "حافظ محمد عبدالمنعم", "EG"),
        ("3-05", "عبدالله صلاح", "MA"),
        ("3-06", "عبدالفتاح شريبي", "MA"),
        ("3-07", "صلاح الدين حمدي", "TN"),
        ("3-08", "عبدالظاهر الزعيمي", "YE"),
        ("3-09", "حيان عباس", "SY"),
    ],
)
def test_the_first_day_of_the_third_edition_has_its_speakers(shipped, code, speaker, country):
    part = Presentation.objects.get(paper__code=code)

    assert (part.speaker.name_ar, part.country.code or "") == (speaker, country)
    assert part.office_ar or part.affiliation_ar


def test_the_facts_of_the_fifth_and_tenth_editions_are_there(shipped):
    algiers, agadir = Edition.objects.get(number=5), Edition.objects.get(number=10)

    assert (algiers.starts_on, algiers.ends_on) == (datetime.date(2010, 3, 14), datetime.date(2010, 3, 15))
    assert "هلتون" in algiers.venue_ar
    assert "بوتفليقة" in algiers.patron_ar
    assert algiers.axes.count() >= 6
    assert algiers.objectives.count() == 10
    assert algiers.details.filter(kind="expected").exists()
    assert algiers.details.filter(kind="earlier_result").count() >= 4
    assert {"host", "organiser", "partner"} <= set(algiers.involvements.values_list("role", flat=True))
    assert (agadir.starts_on, agadir.ends_on) == (datetime.date(2024, 11, 20), datetime.date(2024, 11, 22))
    assert {"TR", "FR", "NL", "ES"} <= set(agadir.delegations.values_list("country", flat=True))
    assert {"علاء الدين لدعيد", "سعيد ضور", "محمد لعبوبي"} <= set(
        agadir.statements.values_list("person_ar", flat=True)
    )
    assert agadir.sessions.filter(kind=Session.Kind.MEETING).exists()


def test_the_exhibition_of_the_third_edition_is_told(shipped, client):
    exhibition = Exhibition.objects.get(edition__number=3)
    page = client.get("/editions/3/exhibition/")

    assert exhibition.about_ar
    assert page.status_code == 200
    assert exhibition.evidence.get(field="").note_ar in page.content.decode()


def test_what_is_presumed_says_why_and_every_source_is_named(shipped):
    doubtful = Evidence.objects.doubtful()

    assert doubtful.exists()
    for evidence in doubtful:
        assert evidence.note_ar and evidence.note_en and evidence.note_fr, evidence
    year = Edition.objects.get(number=3).evidence.get(field="starts_on")
    assert year.certainty == Evidence.Certainty.DISPUTED
    assert not Source.objects.filter(outlet_ar="").exists()


def test_every_title_theme_name_and_city_is_in_three_languages(shipped):
    # One office of the demonstration is in Arabic alone, to show what a page does then.
    for items, fields in [
        (Edition.objects.all(), ["title", "theme", "city", "venue"]),
        (Paper.objects.all(), ["title"]),
        (Speaker.objects.all(), ["name"]),
        (Presentation.objects.exclude(paper__code="d-22"), ["office", "affiliation"]),
    ]:
        for item in items:
            for field in fields:
                if getattr(item, f"{field}_ar"):
                    assert getattr(item, f"{field}_en") and getattr(item, f"{field}_fr"), (item, field)


def test_everything_that_ships_passes_the_checks_of_the_admin(shipped):
    for model in (Edition, Involvement, Session, Paper, Presentation, Speaker, Room, Booth, Exhibitor):
        for item in model.objects.all():
            item.full_clean()


def test_the_demonstration_is_as_large_as_a_real_edition(shipped):
    edition = Edition.objects.get(slug="demo")
    exhibition = Exhibition.objects.get(edition=edition)

    assert edition.is_demo and edition.number is None
    assert edition.sessions.count() >= 40
    assert edition.papers.published().count() == 90
    assert edition.rooms.count() == 3
    assert Speaker.objects.exclude(pk__in=Speaker.objects.in_series()).count() == 80
    assert (
        Presentation.objects.filter(paper__edition=edition).exclude(country="").values("country").distinct().count()
        >= 15
    )
    assert exhibition.booths.count() >= 60
    assert exhibition.categories.count() == 3
    assert Exhibitor.objects.count() >= 25
    assert set(Registration.objects.values_list("state", flat=True)) == set(State.values)
    assert set(Session.Kind) <= set(edition.sessions.values_list("kind", flat=True))


def test_the_demonstration_has_no_clashes(shipped):
    for session in Session.objects.filter(edition__slug="demo"):
        assert not list(room_clashes(session)), session
        assert not list(speaker_clashes(session)), session


def test_the_demonstration_says_in_its_data_that_it_is_invented(shipped):
    edition = Edition.objects.get(slug="demo")

    assert "متخيَّل" in edition.about_ar
    assert "invented" in edition.about_en
    for company in Exhibitor.objects.all():
        assert "invented" in company.description_en, company
    for code in edition.papers.values_list("code", flat=True):
        assert code.startswith("d-")
