"""Country pavilions: who asks, who hands out, and that nobody else gets a booth of theirs."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from exhibitors import booking, pavilions, transitions
from exhibitors.models import Booth, Outbox, Pavilion, Standing
from exhibitors.plan import stands_of
from exhibitors.refusals import Conflict, NoBooth, NotAllowed, OtherCountry, Taken
from tests.makers import (
    make_booth,
    make_editor,
    make_exhibitor,
    make_pavilion,
    make_registration,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return make_user()


@pytest.fixture
def pavilion(coordinator):
    return make_pavilion(coordinators=[coordinator], booths=2, name_ar="جناح عُمان", name_en="Pavilion of Oman")


@pytest.fixture
def booth(pavilion):
    return pavilion.booths.first()


@pytest.fixture
def firm(pavilion):
    return make_registration(exhibition=pavilion.exhibition)


def member_of(registration):
    return registration.exhibitor.members.get()


def test_booth_of_a_pavilion_is_free_to_nobody_else(pavilion, booth, firm):
    now = timezone.now()

    assert booking.free_booths(pavilion.exhibition, now) == []
    assert {stand.standing for stand in stands_of(pavilion.exhibition, now)} == {Standing.RESERVED}
    with pytest.raises(Conflict):
        booking.claim(firm, booth, by=member_of(firm))


def test_company_asks_for_a_place_in_the_pavilion_of_its_country(pavilion, firm):
    pavilions.ask(firm, pavilion, by=member_of(firm))
    other = make_registration(exhibition=pavilion.exhibition, exhibitor=make_exhibitor(country="DZ"))

    with pytest.raises(OtherCountry):
        pavilions.ask(other, pavilion)
    with pytest.raises(OtherCountry):
        pavilions.ask(firm, make_pavilion())
    assert pavilions.firms_of(pavilion) == [firm]


def test_coordinator_hands_out_a_booth_for_good_and_the_company_is_told(pavilion, booth, firm, coordinator):
    held = pavilions.allot(pavilion, booth, firm, by=coordinator)

    assert (held.registration, held.expires_at) == (firm, None)
    letter = Outbox.objects.get(kind="allotted")
    assert letter.recipient == member_of(firm).email
    assert booth.code in letter.body
    assert booking.claim(firm, booth, by=member_of(firm)) == held  # pressed by the company, it is theirs
    assert transitions.move(firm, "submit", by=member_of(firm), terms_version="1").state == "submitted"


def test_allotting_twice_is_one_booth_and_a_taken_one_is_refused(pavilion, booth, firm, coordinator):
    now = timezone.now()
    pavilions.allot(pavilion, booth, firm, by=coordinator, now=now)
    pavilions.allot(pavilion, booth, firm, by=coordinator, now=now + timedelta(seconds=1))
    other = make_registration(exhibition=pavilion.exhibition)

    with pytest.raises(Taken):
        pavilions.allot(pavilion, booth, other, by=coordinator)
    assert Outbox.objects.filter(kind="allotted").count() == 1


def test_only_the_coordinators_and_staff_hand_out(pavilion, booth, firm):
    with pytest.raises(NotAllowed):
        pavilions.allot(pavilion, booth, firm, by=make_user())
    with pytest.raises(NotAllowed):
        pavilions.allot(pavilion, booth, firm, by=member_of(firm))
    assert pavilions.allot(pavilion, booth, firm, by=make_editor())


def test_only_booths_of_the_pavilion_to_companies_of_the_country(pavilion, booth, firm, coordinator):
    with pytest.raises(Conflict):
        pavilions.allot(pavilion, make_booth(exhibition=pavilion.exhibition), firm, by=coordinator)
    other = make_registration(exhibition=pavilion.exhibition, exhibitor=make_exhibitor(country="DZ"))
    with pytest.raises(Conflict):
        pavilions.allot(pavilion, booth, other, by=coordinator)


def test_booth_is_taken_back_while_the_registration_is_a_draft(pavilion, booth, firm, coordinator):
    pavilions.allot(pavilion, booth, firm, by=coordinator)

    with pytest.raises(NotAllowed):
        pavilions.take_back(pavilion, booth, firm, by=make_user())
    taken = pavilions.take_back(pavilion, booth, firm, by=coordinator)

    assert taken.released_why == "taken_back"
    assert Outbox.objects.filter(kind="taken_back").count() == 1
    with pytest.raises(NoBooth):
        pavilions.take_back(pavilion, booth, firm, by=coordinator)


def test_booth_of_a_sent_registration_is_not_taken_back(pavilion, booth, firm, coordinator):
    pavilions.allot(pavilion, booth, firm, by=coordinator)
    transitions.move(firm, "submit", terms_version="1")

    with pytest.raises(Conflict):
        pavilions.take_back(pavilion, booth, firm, by=coordinator)


def test_company_that_leaves_the_pavilion_for_another_booth_holds_it_like_anybody(pavilion, booth, firm, coordinator):
    pavilions.allot(pavilion, booth, firm, by=coordinator)

    held = booking.claim(firm, make_booth(exhibition=pavilion.exhibition), by=member_of(firm))

    assert held.expires_at is not None


# Pages


def test_page_is_for_its_coordinators(client, pavilion):
    address = pavilion.get_absolute_url()
    assert client.get(address).status_code == 302
    for person in (make_user(), make_editor()):
        client.force_login(person)
        assert client.get(address).status_code == 404
        assert client.post(address, {"booth": "x", "firm": "y"}).status_code == 404


def test_coordinator_hands_out_and_takes_back_on_the_page(client, pavilion, booth, firm, coordinator):
    client.force_login(coordinator)
    address = "/en" + pavilion.get_absolute_url()
    data = {"booth": booth.code, "firm": firm.exhibitor.code}
    assert "Hand out" in client.get(address).content.decode()

    client.post(address, data)
    assert firm.held_claim().booth == booth
    assert "back</span>" in client.get(address).content.decode()

    client.post(address, data | {"back": "1"})
    assert firm.held_claim() is None
    assert client.post(address, data | {"back": "1"}).status_code == 409
    assert client.post(address, data | {"firm": "nobody"}).status_code == 404
    assert "Pavilion of Oman" in client.get("/en/exhibit/").content.decode()


def test_company_sees_who_coordinates_and_asks(client, pavilion, firm, coordinator):
    client.force_login(member_of(firm))
    page = "/en" + firm.get_absolute_url()
    assert coordinator.email in client.get(page).content.decode()

    ask = reverse("exhibitors:pavilion_ask", args=[firm.public_id])
    client.post(ask, {"pavilion": pavilion.pk})
    firm.refresh_from_db()
    assert firm.pavilion == pavilion
    client.post(ask, {"pavilion": ""})
    firm.refresh_from_db()
    assert firm.pavilion is None
    for wrong in ("x", "9" * 40, make_pavilion().pk):
        assert client.post(ask, {"pavilion": wrong}).status_code == 404


@pytest.mark.parametrize("more", [0, 3])
def test_page_costs_the_same_with_one_and_with_many(
    client, pavilion, coordinator, more, django_assert_max_num_queries
):
    for _ in range(more):
        make_booth(exhibition=pavilion.exhibition, pavilion=pavilion)
        make_registration(exhibition=pavilion.exhibition)
    client.force_login(coordinator)
    client.get(pavilion.get_absolute_url())

    with django_assert_max_num_queries(16):
        client.get(pavilion.get_absolute_url())


def test_staff_put_booths_into_a_pavilion_on_its_page_and_in_the_list(client, pavilion):
    client.force_login(make_editor())
    new = make_booth(exhibition=pavilion.exhibition)
    address = reverse("admin:exhibitors_pavilion_change", args=[pavilion.pk])
    assert client.get(address).status_code == 200
    form = {
        "name_ar": "جناح",
        "country": "OM",
        "booths": [new.pk],
        "coordinations-TOTAL_FORMS": 0,
        "coordinations-INITIAL_FORMS": 0,
    }
    assert client.post(address, form).status_code == 302
    assert list(pavilion.booths.all()) == [new]

    booths = reverse("admin:exhibitors_booth_changelist")
    data = {"action": "place", "_selected_action": [booth.pk for booth in Booth.objects.all()]}
    assert "<select" in client.post(booths, data).content.decode()
    client.post(booths, data | {"confirmed": "1", "pavilion": pavilion.pk})
    assert pavilion.booths.count() == Booth.objects.count()
    client.post(booths, data | {"confirmed": "1", "pavilion": ""})
    assert not Pavilion.objects.get().booths.exists()
