"""The exhibitors' desk: who may open its pages and change what is on them."""

import pytest
from django.test import Client
from django.urls import reverse

from exhibitors.models import Registration, State
from tests.desk import acceptance, typed, url
from tests.makers import make_booth, make_exhibition, make_exhibitor, make_registration, make_user

pytestmark = pytest.mark.django_db

STEPS = ["contact", "show", "requirements"]
OF_A_REGISTRATION = ["registration", "booths", *STEPS, "documents", "send", "release", "submit", "withdraw"]
READ_ONLY = ["registration", "send"]
POST_ONLY = ["release", "submit", "withdraw"]


def all_urls(registration):
    edition = registration.exhibition.edition
    return [
        reverse("exhibitors:desk"),
        reverse("exhibitors:company_new"),
        reverse("exhibitors:company_edit", args=[registration.exhibitor.code]),
        reverse("exhibitors:start", args=[edition.slug]),
        *(url(name, registration) for name in OF_A_REGISTRATION if name not in POST_ONLY),
    ]


def test_desk_asks_a_stranger_to_sign_in(client):
    for address in all_urls(make_registration()):
        response = client.get(address)

        assert response.url == f"{reverse('account_login')}?next={address}"
        assert "no-store" in response.headers["Cache-Control"]


def test_desk_leads_back_to_itself_after_a_button_that_cannot_be_opened(client):
    response = client.post(url("submit", make_registration()))

    assert response.url.endswith(f"?next={reverse('exhibitors:desk')}")


def test_desk_asks_for_a_verified_address(client):
    client.force_login(make_user(verified=False))

    response = client.get(reverse("exhibitors:desk"))

    assert "account/verified_email_required.html" in [template.name for template in response.templates]


def test_desk_is_not_kept_by_caches(desk, company):
    registration = make_registration(exhibitor=company, booth=make_booth())

    for address in all_urls(registration):
        response = desk.get(address)
        assert response.status_code == 200
        assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("language", ["/en", "/fr"])
def test_desk_speaks_the_language_of_its_address(desk, company, language):
    for address in all_urls(make_registration(exhibitor=company, booth=make_booth())):
        assert f'lang="{language[1:]}"' in desk.get(language + address).content.decode()


@pytest.mark.parametrize("name", OF_A_REGISTRATION)
def test_registration_of_another_company_is_not_found(desk, name):
    registration = make_registration(booth=make_booth())
    method = desk.post if name in POST_ONLY else desk.get

    assert method(url(name, registration)).status_code == 404
    answer = desk.post(url(name, registration), {"booth": "A1"})
    assert answer.status_code == (405 if name in READ_ONLY else 404)
    registration.refresh_from_db()
    assert registration.state == State.DRAFT
    assert registration.claims.unreleased().exists()


def test_company_of_others_is_not_found(desk):
    assert desk.get(reverse("exhibitors:company_edit", args=[make_exhibitor().code])).status_code == 404


def test_company_of_others_cannot_be_registered(desk, company):
    exhibition, other = make_exhibition(), make_exhibitor()

    response = desk.post(
        reverse("exhibitors:start", args=[exhibition.edition.slug]),
        {"exhibitor": other.pk, "contact_name": "x", "contact_email": "x@example.org"},
    )

    assert response.context["form"].has_error("exhibitor", code="invalid_choice")
    assert not Registration.objects.exists()


@pytest.mark.parametrize("name", OF_A_REGISTRATION)
def test_post_without_its_token_is_refused(user, company, name):
    registration = make_registration(exhibitor=company, booth=make_booth())
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(user)

    assert careful.post(url(name, registration)).status_code == 403


@pytest.mark.parametrize("name", POST_ONLY)
def test_change_by_a_link_is_refused(desk, company, name):
    registration = make_registration(exhibitor=company, booth=make_booth())

    assert desk.get(url(name, registration)).status_code == 405


@pytest.mark.parametrize("name", [*STEPS, "submit"])
def test_fields_that_are_not_in_the_form_are_not_written(desk, company, name):
    registration = make_registration(exhibitor=company, booth=make_booth())
    other = make_exhibitor()
    data = acceptance(registration) if name == "submit" else typed(name, registration)
    more = {"state": "approved", "exhibitor": other.pk, "version": 9, "reason": "x", "terms_accepted_at": "x"}

    assert desk.post(url(name, registration), data | more).status_code == 302

    registration.refresh_from_db()
    assert registration.state != State.APPROVED
    assert registration.exhibitor == company
    assert registration.reason == ""
    assert registration.version == (1 if name == "submit" else 0)
