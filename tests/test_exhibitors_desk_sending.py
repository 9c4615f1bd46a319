"""The exhibitors' desk: a registration is sent, sent again and withdrawn."""

from datetime import timedelta

import pytest
from django.utils import timezone

from exhibitors import booking, transitions
from exhibitors.models import Claim, State
from tests.desk import acceptance, url
from tests.makers import make_booth, make_exhibition, make_registration

pytestmark = pytest.mark.django_db


def levels(response):
    return [message.level_tag for message in response.context["messages"]]


def test_submit_sends_what_was_saved(desk, company):
    registration = make_registration(exhibitor=company, booth=make_booth())

    response = desk.post(url("submit", registration), acceptance(registration))

    registration.refresh_from_db()
    assert response.url == registration.get_absolute_url()
    assert (registration.state, registration.products) == (State.SUBMITTED, "مضخات")


def test_submit_twice_is_friendly(desk, company):
    registration = make_registration(exhibitor=company, booth=make_booth())
    desk.post(url("submit", registration), acceptance(registration))

    response = desk.post(url("submit", registration), acceptance(registration), follow=True)

    assert response.status_code == 200
    assert levels(response)[-1] == "info"
    assert registration.letters.count() == 1


def test_submit_without_a_booth_leads_to_the_booths(desk, company):
    registration = make_registration(exhibitor=company)

    response = desk.post(url("submit", registration), acceptance(registration))

    registration.refresh_from_db()
    assert (response.status_code, registration.state) == (409, State.DRAFT)
    assert f'href="{url("booths", registration)}"' in response.content.decode()


def test_submit_after_somebody_took_the_booth_says_so(desk, company):
    booth, then = make_booth(), timezone.now() - timedelta(hours=1)
    registration = make_registration(exhibition=booth.exhibition, exhibitor=company)
    booking.claim(registration, booth, now=then)
    make_registration(booth=booth)

    response = desk.post(url("submit", registration), acceptance(registration))

    assert response.status_code == 409
    registration.refresh_from_db()
    assert registration.products == "مضخات"


@pytest.mark.parametrize(
    ("field", "step"), [("contact_name", "contact"), ("contact_email", "contact"), ("products", "show")]
)
def test_submit_of_what_is_incomplete_leads_to_the_field(desk, company, field, step):
    registration = make_registration(exhibitor=company, booth=make_booth(), **{field: ""})

    response = desk.post(url("submit", registration), acceptance(registration))

    registration.refresh_from_db()
    assert (response.status_code, registration.state) == (409, State.DRAFT)
    assert f'href="{url(step, registration)}#id_{field}"' in response.content.decode()
    assert f'id="id_{field}"' in desk.get(url(step, registration)).content.decode()


def test_submit_without_accepting_the_terms_names_the_field(desk, company):
    registration = make_registration(exhibitor=company, booth=make_booth())
    data = acceptance(registration)
    del data["accept_terms"]

    response = desk.post(url("submit", registration), data)

    assert response.status_code == 422
    assert response.context["form"].has_error("accept_terms", code="required")
    assert 'href="#id_accept_terms"' in response.content.decode()


def test_submit_of_terms_that_have_changed_asks_again(desk, company):
    registration = make_registration(exhibitor=company, booth=make_booth())
    data = acceptance(registration)
    registration.exhibition.terms_version = "2"
    registration.exhibition.save()

    response = desk.post(url("submit", registration), data)

    assert response.context["form"].has_error("accept_terms", code="terms_changed")
    assert 'name="terms_version" value="2"' in response.content.decode()
    assert desk.post(url("submit", registration), acceptance(registration)).status_code == 302


def test_submit_without_terms_needs_no_acceptance(desk, company):
    booth = make_booth(exhibition=make_exhibition(terms_ar="", terms_version=""))
    registration = make_registration(booth=booth, exhibitor=company)

    assert desk.post(url("submit", registration)).status_code == 302


@pytest.mark.parametrize("state", ["approved", "rejected", "withdrawn"])
def test_submit_of_what_is_decided_shows_the_decision(desk, company, state):
    registration = make_registration(exhibitor=company, state=state)

    response = desk.post(url("submit", registration), acceptance(registration))

    registration.refresh_from_db()
    assert response.status_code == 409
    assert response.context["registration"].state == registration.state == state


def test_withdraw_gives_the_booth_back_and_can_be_pressed_twice(desk, company):
    registration = make_registration(exhibitor=company, state="submitted")

    desk.post(url("withdraw", registration))
    response = desk.post(url("withdraw", registration))

    registration.refresh_from_db()
    assert response.status_code == 302
    assert registration.state == State.WITHDRAWN
    assert not Claim.objects.unreleased().exists()


def test_withdraw_after_the_last_moment_is_refused(desk, company):
    booth = make_booth(exhibition=make_exhibition(lock_at=timezone.now()))
    registration = make_registration(booth=booth, exhibitor=company, state="approved")

    assert desk.post(url("withdraw", registration)).status_code == 403
    assert not desk.get(url("registration", registration)).context["may_withdraw"]


def test_returned_registration_shows_why_and_can_be_sent_again(desk, company):
    registration = make_registration(exhibitor=company, state="returned")

    assert "سبب" in desk.get(url("registration", registration)).content.decode()
    desk.post(url("submit", registration), acceptance(registration))

    registration.refresh_from_db()
    assert registration.state == State.SUBMITTED


def test_registration_page_says_where_letters_are_without_a_mail_server(desk, company, settings):
    registration = make_registration(exhibitor=company)

    assert "var/mail/" in desk.get(url("registration", registration)).content.decode()
    settings.EMAIL_HOST = "mail.example.org"
    assert "var/mail/" not in desk.get(url("registration", registration)).content.decode()


def test_every_event_has_its_button_or_belongs_to_staff():
    of_members = {name for name, event in transitions.EVENTS.items() if "member" in event.actors}

    assert of_members == {"submit", "withdraw"}
