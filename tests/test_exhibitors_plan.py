"""The floor as pages show it: the plan, the list that says the same, how both are narrowed and kept fresh."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from exhibitors import booking
from exhibitors.floor_filter import FREE, FloorFilter
from exhibitors.lettering import fitting, lettering
from exhibitors.models import Claim, Exhibitor, Registration, Standing
from exhibitors.plan import PATTERNS, kinds_of, plan_of, scale_of, stands_of
from tests.desk import url
from tests.makers import make_booth, make_category, make_edition, make_exhibition, make_exhibitor, make_registration

pytestmark = pytest.mark.django_db

EXHIBITION, STANDS = "exhibitors:exhibition", "exhibitors:stands"


def address(name, exhibition, language=""):
    return language + reverse(name, args=[exhibition.edition.slug])


def stands(exhibition):
    return stands_of(exhibition, timezone.now())


@pytest.fixture
def floor():
    """Three small booths, of which the first is taken by a company, and a large one in a dearer category."""
    exhibition = make_exhibition()
    standard = make_category(exhibition=exhibition, code="standard", name_ar="عادي", name_en="Standard", price=500)
    large = make_category(exhibition=exhibition, code="large", name_ar="كبير", name_en="Large", price=2000, order=1)
    for code in ("A1", "A2", "A10"):
        make_booth(exhibition=exhibition, category=standard, code=code)
    make_booth(exhibition=exhibition, category=large, code="B1", outline=[[0, 9], [6, 9], [6, 15], [0, 15]])
    company = make_exhibitor(name_ar="مضخات عمان", name_en="Oman Pumps")
    make_registration(booth=exhibition.booths.get(code="A1"), exhibitor=company, state="approved")
    return exhibition


# The plan


def test_each_booth_of_the_plan_leads_to_its_row_and_back(client, floor):
    page = client.get(address(EXHIBITION, floor)).content.decode()

    for code in ("A1", "A2", "A10", "B1"):
        assert f'id="plan-{code}" href="#booth-{code}"' in page
        assert f'id="booth-{code}" data-stand="{code}"' in page
        assert f'href="#plan-{code}"' in page


def test_booth_says_all_that_the_plan_shows_of_it(client, floor):
    page = client.get(address(EXHIBITION, floor, "/en")).content.decode()

    assert 'aria-label="A2, Standard, 9 m², free, 500 Omani rial"' in page
    assert 'aria-label="A1, Standard, 9 m², taken: Oman Pumps, 500 Omani rial"' in page


def test_plan_draws_booths_in_the_order_of_the_signs(floor):
    assert [drawn.stand.booth.code for drawn in plan_of(floor, stands(floor))["stands"]] == ["A1", "A2", "A10", "B1"]


def test_categories_have_patterns_of_their_own(floor):
    kinds = kinds_of(stands(floor))

    assert [(kind.category.code, kind.pattern) for kind in kinds] == [("standard", 1), ("large", 2)]
    assert PATTERNS > 2


@pytest.mark.parametrize(("width", "scale"), [(3, 1), (8, 2), (24, 5), (60, 10), (150, 20)])
def test_scale_is_a_round_number_of_metres(width, scale):
    assert scale_of(width) == scale


def test_exhibition_without_booths_has_no_plan(client):
    response = client.get(address(EXHIBITION, make_exhibition(about_ar="معرض")))

    assert response.context["stands"] == []
    assert "data-plan" not in response.content.decode()


def test_booth_with_any_sign_has_an_address(client):
    exhibition = make_exhibition()
    make_booth(exhibition=exhibition, code='ج "1"')

    page = client.get(address(EXHIBITION, exhibition)).content.decode()

    assert 'href="#booth-%D8%AC%20%221%22"' in page


# What was drawn already

CHANGES = {
    "a claim": lambda floor: booking.block(floor.booths.get(code="A2"), note="ممر"),
    "a booth that is moved": lambda floor: floor.booths.filter(code="A2").update(outline=[[20, 0], [23, 0], [23, 3]]),
    "a booth with another sign": lambda floor: floor.booths.filter(code="A2").update(code="A3"),
    "a name of a category": lambda floor: floor.categories.filter(code="large").update(name_ar="واسع"),
    "a price": lambda floor: floor.categories.filter(code="large").update(price=1),
    "a currency": lambda floor: type(floor).objects.filter(pk=floor.pk).update(currency="EGP"),
    "a larger floor": lambda floor: type(floor).objects.filter(pk=floor.pk).update(width=90, depth=90),
    "a name of a company": lambda floor: Exhibitor.objects.update(name_ar="مضخات الخليج"),
    "an approval that is taken back": lambda floor: Registration.objects.update(state="withdrawn"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_was_drawn_is_drawn_anew_after_a_change(client, floor, change):
    before = [client.get(address(name, floor)).content for name in (EXHIBITION, STANDS)]

    change(floor)

    now = [client.get(address(name, floor)).content for name in (EXHIBITION, STANDS)]
    assert now[0] != before[0]
    assert now[1] != before[1] or change is CHANGES["a larger floor"]  # of which the fresh states tell nothing


def test_floor_that_did_not_change_is_drawn_once_in_each_language(client, floor, monkeypatch):
    drawn = []

    def counted(*args, **options):
        drawn.append(get_language())
        return plan_of(*args, **options)

    monkeypatch.setattr("exhibitors.views.public.plan_of", counted)
    for language in ("", "/en", "", "/en"):
        client.get(address(EXHIBITION, floor, language))
        client.get(address(EXHIBITION, floor, language) + "?area=36")

    assert sorted(drawn) == ["ar", "ar", "en", "en"]


# Names on the plan


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Oman", ["Oman"]),
        ("Eighth Gate Leather", ["Eighth Gate", "Leather"]),
        ("شركة المضخات العمانية للري الحديث في المناطق الجافة", []),
        ("Donaudampfschifffahrtsgesellschaft", []),
    ],
)
def test_name_is_written_where_it_fits(name, lines):
    assert fitting(name, 2.7, 2.7)[1] == lines


def test_name_is_larger_where_there_is_more_room():
    assert fitting("Oman", 5.7, 5.7)[0] > fitting("Eighth Gate Leather", 2.7, 2.7)[0]


def test_no_name_is_written_in_a_booth_with_a_corner_cut_out():
    booth = make_booth(outline=[[0, 0], [9, 0], [9, 9], [3, 9], [3, 3], [0, 3]])

    assert lettering(booth, make_exhibitor(name_ar="عمان")).lines == []


def test_name_runs_in_the_direction_of_its_letters():
    booth = make_booth()

    assert lettering(booth, make_exhibitor(name_ar="عمان")).direction == "rtl"
    assert lettering(booth, make_exhibitor(name_ar="Acme, Inc.")).direction == "ltr"


def test_letters_of_a_name_stay_within_the_booth():
    letters = lettering(make_booth(), make_exhibitor(name_ar="Eighth Gate Leather"))

    assert len(letters.lines) == 2
    assert all(0 < y < 1.5 for y, _words in letters.lines)


# The list


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ({}, ["A1", "A2", "A10", "B1"]),
        ({"category": "large"}, ["B1"]),
        ({"area": "36"}, ["B1"]),
        ({"area": "٣٦"}, ["B1"]),
        ({"area": "9"}, ["A1", "A2", "A10", "B1"]),
        ({"show": "free"}, ["A2", "A10", "B1"]),
        ({"show": "free", "category": "standard", "sort": "price"}, ["A2", "A10"]),
        ({"category": "nothing", "area": "nan", "show": "x", "sort": "\0"}, ["A1", "A2", "A10", "B1"]),
    ],
)
def test_list_is_narrowed_by_its_address(floor, query, codes):
    rows = FloorFilter(query, stands(floor)).rows

    assert [row.stand.booth.code for row in rows if not row.is_left_out] == codes


@pytest.mark.parametrize("sort", ["price", "area"])
def test_list_is_ordered_by_its_address(floor, sort):
    floor.booths.filter(code="B1").update(code="A0")

    rows = FloorFilter({"sort": sort}, stands(floor)).rows

    assert [row.stand.booth.code for row in rows] == ["A1", "A2", "A10", "A0"]


def test_list_on_the_desk_shows_free_booths_until_all_are_asked_for(floor):
    assert FloorFilter({}, stands(floor), shown=FREE).left_out == {"A1"}
    assert FloorFilter({"show": "all"}, stands(floor), shown=FREE).left_out == set()


def test_list_keeps_what_is_left_out_since_it_may_turn(client, floor):
    page = client.get(address(EXHIBITION, floor), {"show": "free"}).content.decode()

    assert 'class="stand stand--out" id="booth-A1"' in page


def test_list_without_a_match_says_so(client, floor):
    Claim.objects.all().delete()
    for booth in floor.booths.all():
        booking.block(booth, note="-")

    response = client.get(address(EXHIBITION, floor), {"show": "free"})

    assert response.context["floor"].count == 0
    assert 'class="empty"' in response.content.decode()


@pytest.mark.parametrize("count", [1, 8])
def test_narrowed_plan_is_shown_with_constant_queries(client, django_assert_max_num_queries, count):
    exhibition = make_exhibition()
    for _ in range(count):
        make_registration(booth=make_booth(exhibition=exhibition), state="approved")

    with django_assert_max_num_queries(9):
        client.get(address(EXHIBITION, exhibition), {"show": "free", "sort": "price", "area": "9"})


@pytest.mark.parametrize("count", [1, 8])
def test_plan_of_the_desk_costs_as_many_queries_whatever_the_booths(desk, company, django_assert_num_queries, count):
    exhibition = make_exhibition()
    for _ in range(count):
        make_registration(booth=make_booth(exhibition=exhibition))
    registration = make_registration(exhibition=exhibition, exhibitor=company)

    # Session, person, verified address, registration; booths, categories, claims, who waits; documents asked for, and
    # lists that the company is in.
    with django_assert_num_queries(10):
        desk.get(url("booths", registration))


# Kept fresh


def test_stands_are_told_in_the_language_of_the_page(client, floor):
    arabic = client.get(address(STANDS, floor)).json()
    english = client.get(address(STANDS, floor, "/en")).json()

    first = english["stands"][0]
    assert (first["code"], first["standing"], first["state"]) == ("A1", "taken", "taken")
    assert first["company"]["name"] == "Oman Pumps"
    assert first["company"]["url"].startswith("/en/exhibitors/")
    assert arabic["stands"][0]["company"]["name"] == "مضخات عمان"
    assert [stand["code"] for stand in english["stands"]] == ["A1", "A2", "A10", "B1"]
    assert english["free"] == "3 booths are free."


@pytest.mark.parametrize("state", ["draft", "submitted", "returned"])
def test_stands_name_no_company_before_approval(client, state):
    booth = make_booth()
    registration = make_registration(booth=booth, state=state)

    answer = client.get(address(STANDS, booth.exhibition))

    assert registration.exhibitor.name not in answer.content.decode()
    assert "company" not in answer.json()["stands"][0]
    assert answer.json()["stands"][0]["standing"] != "free"


def test_stands_tell_no_note_of_the_organisers(client):
    booth = make_booth()
    booking.block(booth, note="secret")

    answer = client.get(address(STANDS, booth.exhibition))

    assert answer.json()["stands"][0]["standing"] == "kept"
    assert "secret" not in answer.content.decode()


def test_stands_are_the_same_for_everybody_and_kept_for_a_moment(desk, company, floor):
    make_registration(exhibition=floor, exhibitor=company, booth=floor.booths.get(code="A2"))

    mine = desk.get(address(STANDS, floor))
    anybodys = Client().get(address(STANDS, floor))

    assert mine.content == anybodys.content
    for answer in (mine, anybodys):
        assert not answer.cookies
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert answer.headers["Cache-Control"] == "public, max-age=2"


def test_stands_that_did_not_change_are_not_sent_again(client, floor):
    first = client.get(address(STANDS, floor))
    again = client.get(address(STANDS, floor), headers={"If-None-Match": first.headers["ETag"]})
    booking.block(floor.booths.get(code="A2"), note="-")
    changed = client.get(address(STANDS, floor), headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200


@pytest.mark.parametrize("count", [1, 8])
def test_stands_cost_seven_queries_whatever_their_number(client, django_assert_num_queries, count):
    exhibition = make_exhibition()
    for _ in range(count):
        make_registration(booth=make_booth(exhibition=exhibition), state="approved")

    # The exhibition; booths, categories, claims, who stands there: registration and company; who waits.
    with django_assert_num_queries(7):
        client.get(address(STANDS, exhibition))


def test_stands_turn_free_when_a_hold_runs_out(client):
    booth = make_booth()
    claim = make_registration(booth=booth).claims.get()

    def standing():
        return client.get(address(STANDS, booth.exhibition)).json()["stands"][0]["standing"]

    assert standing() == Standing.HELD
    Claim.objects.filter(pk=claim.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert standing() == Standing.FREE


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_stands_are_only_read(client, floor, method):
    assert getattr(client, method)(address(STANDS, floor)).status_code == 405


def test_stands_of_a_draft_are_not_found(client):
    exhibition = make_exhibition(edition=make_edition(published=False))

    assert client.get(address(STANDS, exhibition)).status_code == 404
