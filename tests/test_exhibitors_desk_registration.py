"""The exhibitors' desk: a registration until it is sent, and the booth that it asks for."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from exhibitors import booking
from exhibitors.models import Claim, Registration, State
from tests.desk import url
from tests.makers import make_booth, make_edition, make_exhibition, make_registration

pytestmark = pytest.mark.django_db


# The registration


def test_start_leads_to_the_registration(desk, company):
    exhibition = make_exhibition()

    response = desk.post(
        reverse("exhibitors:start", args=[exhibition.edition.slug]),
        {"exhibitor": company.pk},
    )

    assert response.url == url("booths", Registration.objects.get(exhibitor=company))


def test_start_again_leads_to_the_registration_that_is_open(desk, company):
    registration = make_registration(exhibitor=company)

    response = desk.post(
        reverse("exhibitors:start", args=[registration.exhibition.edition.slug]),
        {"exhibitor": company.pk},
    )

    assert response.url == registration.get_absolute_url()
    assert Registration.objects.count() == 1


def test_start_outside_the_window_says_so(desk, company):
    exhibition = make_exhibition(is_open=False)

    response = desk.get(reverse("exhibitors:start", args=[exhibition.edition.slug]))

    assert response.status_code == 409
    assert "exhibitors/refused.html" in [template.name for template in response.templates]


def test_start_at_a_draft_is_not_found(desk, company):
    exhibition = make_exhibition(edition=make_edition(published=False))

    assert desk.get(reverse("exhibitors:start", args=[exhibition.edition.slug])).status_code == 404


@pytest.mark.parametrize(("passed", "minutes"), [(0, 30), (29, 1), (31, 0)])
def test_registration_tells_the_minutes_left(desk, company, passed, minutes):
    registration = make_registration(exhibitor=company)
    then = timezone.now() - timedelta(minutes=passed)
    booking.claim(registration, make_booth(exhibition=registration.exhibition), now=then)

    assert desk.get(url("registration", registration)).context["minutes"] == minutes


@pytest.mark.parametrize("state", State.values)
def test_registration_is_shown_in_every_state(desk, company, state):
    registration = make_registration(exhibitor=company, state=state)

    assert desk.get(url("registration", registration)).status_code == 200
    assert desk.get(reverse("exhibitors:desk")).status_code == 200


# The booth


def test_booth_that_is_free_becomes_ours(desk, company):
    registration = make_registration(exhibitor=company)
    booth = make_booth(exhibition=registration.exhibition)

    response = desk.post(url("booths", registration), {"booth": booth.code})

    assert response.url == registration.get_absolute_url()
    assert booth.claims.get().registration == registration


def test_booth_that_is_taken_brings_a_fresh_list_with_the_nearest_first(desk, company):
    exhibition = make_exhibition()
    booths = [make_booth(exhibition=exhibition) for _ in range(6)]
    make_registration(booth=booths[0])
    registration = make_registration(exhibition=exhibition, exhibitor=company)

    response = desk.post(url("booths", registration), {"booth": booths[0].code})

    assert response.status_code == 409
    assert set(response.context["booths"]) == set(booths[1:])
    assert response.context["nearest"] == booths[1:4]
    assert not Claim.objects.filter(registration=registration).exists()


@pytest.mark.parametrize("code", ["", "nothing", "\0"])
def test_booth_that_is_not_brings_a_fresh_list(desk, company, code):
    registration = make_registration(exhibitor=company)
    booth = make_booth(exhibition=registration.exhibition)

    response = desk.post(url("booths", registration), {"booth": code})

    assert response.status_code == 409
    assert response.context["nearest"] == [booth]


@pytest.mark.parametrize("count", [1, 5])
def test_booths_are_listed_with_constant_queries(desk, company, django_assert_max_num_queries, count):
    exhibition = make_exhibition()
    for _ in range(count):
        make_booth(exhibition=exhibition)
    registration = make_registration(exhibition=exhibition, exhibitor=company)
    address = url("booths", registration)

    with django_assert_max_num_queries(16):
        response = desk.get(address)

    assert len(response.context["booths"]) == count


@pytest.mark.parametrize("state", ["submitted", "approved", "rejected", "withdrawn"])
def test_booths_of_a_sent_registration_are_settled(desk, company, state):
    registration = make_registration(exhibitor=company, state=state)

    response = desk.get(url("booths", registration))

    assert response.status_code == 409
    assert response.context["registration"] == registration


def test_booth_after_the_window_closed_is_refused(desk, company):
    booth = make_booth(exhibition=make_exhibition(is_open=False))
    registration = make_registration(exhibition=booth.exhibition, exhibitor=company)

    assert desk.post(url("booths", registration), {"booth": booth.code}).status_code == 409
    assert not Claim.objects.exists()


def test_booth_is_given_back(desk, company):
    registration = make_registration(exhibitor=company, booth=make_booth())

    desk.post(url("release", registration))

    assert not Claim.objects.unreleased().exists()
    # Pressed twice, it is given back once.
    assert desk.post(url("release", registration)).url == registration.get_absolute_url()
