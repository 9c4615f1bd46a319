"""Taking a booth from the plan, holding it longer, giving it back: whatever happens while the page is on screen."""

from datetime import timedelta

import pytest
from django.utils import timezone

from exhibitors import booking, transitions
from exhibitors.models import Claim
from tests.desk import url
from tests.makers import make_booth, make_category, make_exhibition, make_registration, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def exhibition():
    exhibition = make_exhibition()
    for number in range(1, 7):
        make_booth(exhibition=exhibition, code=f"A{number}")
    return exhibition


@pytest.fixture
def registration(exhibition, company):
    return make_registration(exhibition=exhibition, exhibitor=company)


def booth(exhibition, code):
    return exhibition.booths.get(code=code)


def take(desk, registration, code, **more):
    return desk.post(url("booths", registration), {"booth": code} | more)


def run_out(claim):
    Claim.objects.filter(pk=claim.pk).update(expires_at=timezone.now() - timedelta(seconds=1))


def shows_the_floor(response):
    return response.status_code == 409 and "data-floor" in response.content.decode()


# Taking


def test_each_free_booth_is_taken_from_its_row(desk, registration, exhibition):
    make_registration(booth=booth(exhibition, "A1"))

    page = desk.get(url("booths", registration)).content.decode()

    assert 'value="A1" data-take hidden' in page
    assert 'value="A2" data-take>' in page


def test_twelve_presses_of_twelve_booths_leave_one_claim(desk, registration, exhibition):
    for number in range(7, 13):
        make_booth(exhibition=exhibition, code=f"A{number}")

    for number in range(1, 13):
        take(desk, registration, f"A{number}")

    assert [claim.booth.code for claim in Claim.objects.unreleased()] == ["A12"]


def test_double_click_takes_a_booth_once(desk, registration):
    answers = [take(desk, registration, "A1") for _ in range(8)]

    assert {answer.url for answer in answers} == {registration.get_absolute_url()}
    assert Claim.objects.count() == 1


def test_booth_taken_meanwhile_shows_the_nearest_three_and_what_is_held(desk, registration, exhibition):
    take(desk, registration, "A6")
    make_registration(booth=booth(exhibition, "A2"))

    response = take(desk, registration, "A2")

    assert shows_the_floor(response)
    assert [free.code for free in response.context["nearest"]] == ["A1", "A3", "A4"]
    assert response.context["claim"].booth.code == "A6"


def test_booth_that_staff_kept_meanwhile_is_refused_in_other_words(desk, registration, exhibition):
    booking.block(booth(exhibition, "A2"), note="secret")

    response = take(desk, registration, "A2")

    assert shows_the_floor(response)
    assert response.context["there"].standing == "kept"
    assert "secret" not in response.content.decode()
    assert len(response.context["nearest"]) == 3


def test_booth_that_was_taken_off_sale_is_refused(desk, registration, exhibition):
    kept = make_category(exhibition=exhibition, price=None)
    exhibition.booths.filter(code="A2").update(category=kept)

    response = take(desk, registration, "A2")

    assert shows_the_floor(response)
    assert len(response.context["nearest"]) == 3
    assert not Claim.objects.exists()


def test_booth_that_was_removed_is_refused(desk, registration, exhibition):
    booth(exhibition, "A2").delete()

    response = take(desk, registration, "A2")

    assert shows_the_floor(response)
    assert [free.code for free in response.context["nearest"]] == ["A1", "A3", "A4"]


def test_booth_of_another_exhibition_is_refused(desk, registration):
    other = make_booth(code="Z9")

    assert shows_the_floor(take(desk, registration, "Z9"))
    assert not other.claims.exists()


def test_window_that_closed_meanwhile_leaves_the_plan_without_buttons(desk, registration, exhibition):
    exhibition.closes_at = timezone.now() - timedelta(minutes=1)
    exhibition.save()

    for response in (take(desk, registration, "A2"), desk.get(url("booths", registration))):
        page = response.content.decode()
        assert "data-floor" in page
        assert "data-take" not in page
    assert not Claim.objects.exists()


def test_floor_without_a_free_booth_says_so(desk, registration, exhibition):
    for place in exhibition.booths.all():
        booking.block(place, note="-")

    response = take(desk, registration, "A1")

    assert shows_the_floor(response)
    assert response.context["nearest"] == []
    assert 'class="empty"' in response.content.decode()


@pytest.mark.parametrize("state", ["submitted", "approved"])
def test_back_button_after_sending_is_answered_kindly(desk, company, exhibition, state):
    registration = make_registration(booth=booth(exhibition, "A1"), exhibitor=company, state=state)

    assert take(desk, registration, "A1").url == registration.get_absolute_url()
    assert take(desk, registration, "A2").status_code == 409
    assert [claim.booth.code for claim in Claim.objects.unreleased()] == ["A1"]


def test_filter_stays_when_a_booth_is_refused(desk, registration, exhibition):
    make_registration(booth=booth(exhibition, "A2"))

    response = desk.post(url("booths", registration) + "?show=all&sort=price", {"booth": "A2"})

    assert (response.context["floor"].shown, response.context["floor"].sort) == ("all", "price")


# Holding it


def test_hold_is_told_in_seconds_by_the_clock_of_the_server(desk, registration, exhibition):
    then = timezone.now() - timedelta(minutes=25)
    booking.claim(registration, booth(exhibition, "A1"), now=then)

    told = desk.get(url("hold", registration)).json()

    assert told["booth"] == "A1"
    assert 290 <= told["seconds"] <= 300


def test_hold_that_ran_out_has_no_second_left(desk, registration, exhibition):
    run_out(booking.claim(registration, booth(exhibition, "A1")))

    assert desk.get(url("hold", registration)).json() == {"booth": "A1", "seconds": 0}


def test_hold_without_an_end_has_none(desk, company, exhibition):
    registration = make_registration(booth=booth(exhibition, "A1"), exhibitor=company, state="submitted")

    assert desk.get(url("hold", registration)).json() == {"booth": "A1", "seconds": None}


def test_hold_that_somebody_took_over_is_gone(desk, registration, exhibition):
    run_out(booking.claim(registration, booth(exhibition, "A1")))
    make_registration(booth=booth(exhibition, "A1"))

    assert desk.get(url("hold", registration)).json() == {"booth": None, "seconds": None}


def test_hold_of_another_company_is_not_found(client, registration):
    client.force_login(make_user())

    assert client.get(url("hold", registration)).status_code == 404


def test_hold_is_kept_by_no_cache(desk, registration):
    assert "no-store" in desk.get(url("hold", registration)).headers["Cache-Control"]


def test_hold_is_extended_ten_times_with_one_press_each(desk, registration, exhibition):
    claim = booking.claim(registration, booth(exhibition, "A1"))

    for _ in range(10):
        Claim.objects.filter(pk=claim.pk).update(expires_at=timezone.now() + timedelta(seconds=20))
        response = take(desk, registration, "A1", stay="1")
        assert response.url == url("booths", registration)
        assert desk.get(url("hold", registration)).json()["seconds"] > 1790

    assert Claim.objects.count() == 1


@pytest.mark.parametrize("name", ["registration", "booths"])
def test_hold_that_ran_out_is_said_and_can_be_renewed(desk, registration, exhibition, name):
    run_out(booking.claim(registration, booth(exhibition, "A1")))

    page = desk.get(url(name, registration)).content.decode()

    assert 'data-seconds="0"' in page
    assert "<p data-hold-over>" in page
    take(desk, registration, "A1")
    assert Claim.objects.get().is_current()


def test_late_submission_with_the_booth_still_free_succeeds(desk, registration, exhibition):
    run_out(booking.claim(registration, booth(exhibition, "A1")))

    transitions.move(registration, "submit", by=None, terms_version="1")

    assert Claim.objects.get().expires_at is None


def test_own_booth_is_marked_as_such_on_the_plan_and_in_the_list(desk, registration, exhibition):
    booking.claim(registration, booth(exhibition, "A3"))

    page = desk.get(url("booths", registration)).content.decode()

    assert page.count('class="booth booth--held booth--yours" id="plan-A3"') == 1
    assert 'data-yours="A3"' in page
    assert 'href="#sign-yours"' in page


# Giving it back


def test_giving_back_asks_once(desk, registration, exhibition):
    booking.claim(registration, booth(exhibition, "A1"))

    for name in ("registration", "booths"):
        page = desk.get(url(name, registration)).content.decode()
        before, _, _after = page.partition(f'action="{url("release", registration)}"')
        assert '<details class="withdraw">' in before


def test_giving_back_twice_is_answered_kindly(desk, registration, exhibition):
    booking.claim(registration, booth(exhibition, "A1"))

    answers = [desk.post(url("release", registration)) for _ in range(2)]

    assert {answer.url for answer in answers} == {registration.get_absolute_url()}
    assert not Claim.objects.unreleased().exists()
