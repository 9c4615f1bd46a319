"""The exhibitors' desk: who may do what there, and what it answers when something is in the way."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from exhibitors import booking, companies, transitions
from exhibitors.models import Claim, Exhibitor, Registration, State
from exhibitors.models.registration import LONGEST_TEXT
from exhibitors.refusals import TooManyCompanies
from tests.makers import (
    make_booth,
    make_edition,
    make_editor,
    make_exhibition,
    make_exhibitor,
    make_registration,
    make_user,
)

pytestmark = pytest.mark.django_db

DETAILS = {
    "contact_name": "سلمى",
    "contact_email": "contact@example.org",
    "contact_phone": "+968 2400 0000",
    "products": "مضخات",
    "requirements": "",
    "terms_version": "1",
    "accept_terms": "on",
}
COMPANY = {"name_ar": "شركة المضخات", "country": "OM"}
OF_A_REGISTRATION = ["registration", "booths", "release", "submit", "withdraw"]
POST_ONLY = ["release", "submit", "withdraw"]


@pytest.fixture
def user():
    return make_user()


@pytest.fixture
def desk(client, user):
    """A client, signed in as somebody with a company."""
    client.force_login(user)
    return client


@pytest.fixture
def company(user):
    return make_exhibitor(members=[user])


def url(name, registration):
    return reverse(f"exhibitors:{name}", args=[registration.public_id])


def all_urls(registration):
    edition = registration.exhibition.edition
    return [
        reverse("exhibitors:desk"),
        reverse("exhibitors:company_new"),
        reverse("exhibitors:company_edit", args=[registration.exhibitor.code]),
        reverse("exhibitors:start", args=[edition.slug]),
        *(url(name, registration) for name in OF_A_REGISTRATION if name not in POST_ONLY),
    ]


def levels(response):
    return [message.level_tag for message in response.context["messages"]]


# Who may see it


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
    assert desk.post(url(name, registration), {"booth": "A1"}).status_code == 404
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

    assert careful.post(url(name, registration), DETAILS).status_code == 403


@pytest.mark.parametrize("name", POST_ONLY)
def test_change_by_a_link_is_refused(desk, company, name):
    registration = make_registration(exhibitor=company, booth=make_booth())

    assert desk.get(url(name, registration)).status_code == 405


@pytest.mark.parametrize("name", ["registration", "submit"])
def test_fields_that_are_not_in_the_form_are_not_written(desk, company, name):
    registration = make_registration(exhibitor=company, booth=make_booth())
    other = make_exhibitor()

    desk.post(
        url(name, registration),
        DETAILS | {"state": "approved", "exhibitor": other.pk, "version": 9, "reason": "x", "terms_accepted_at": "x"},
    )

    registration.refresh_from_db()
    assert registration.state != State.APPROVED
    assert registration.exhibitor == company
    assert registration.version == (1 if name == "submit" else 0)


# The company


def test_company_is_entered_with_its_owner(desk, user):
    response = desk.post(reverse("exhibitors:company_new"), COMPANY)

    company = Exhibitor.objects.get()
    assert response.url == reverse("exhibitors:desk")
    assert company.memberships.get().user == user
    assert company.memberships.get().role == "owner"


def test_company_entered_on_the_way_to_an_exhibition_leads_there(desk):
    exhibition = make_exhibition()
    start = reverse("exhibitors:start", args=[exhibition.edition.slug])

    response = desk.get(start)

    assert desk.post(response.url, COMPANY).url == start


def test_company_needs_its_arabic_name(desk):
    response = desk.post(reverse("exhibitors:company_new"), {"name_en": "Pumps", "country": "OM"})

    assert response.context["form"].has_error("name_ar", code="required")


@pytest.mark.parametrize("method", ["get", "post"])
def test_company_beyond_the_limit_is_refused(desk, user, method):
    for _ in range(companies.MOST):
        make_exhibitor(members=[user])

    response = getattr(desk, method)(reverse("exhibitors:company_new"), COMPANY)

    assert response.status_code == 409
    assert str(companies.MOST) in response.context["refusal"].message
    assert Exhibitor.objects.of(user).count() == companies.MOST


def test_company_beyond_the_limit_is_refused_without_the_page_too(user):
    for _ in range(companies.MOST):
        companies.enter(Exhibitor(name_ar="شركة", country="OM"), by=user)

    with pytest.raises(TooManyCompanies):
        companies.enter(Exhibitor(name_ar="شركة", country="OM"), by=user)


def test_company_of_a_colleague_does_not_count_to_the_limit(desk, user):
    for _ in range(companies.MOST):
        make_exhibitor(members=[make_user(), user])

    assert desk.post(reverse("exhibitors:company_new"), COMPANY).status_code == 302


def test_company_is_entered_by_staff_without_limit():
    editor = make_editor()
    for _ in range(companies.MOST + 1):
        companies.enter(Exhibitor(name_ar="شركة", country="OM"), by=editor)

    assert Exhibitor.objects.count() == companies.MOST + 1


@pytest.mark.parametrize(
    "site",
    ["javascript:alert(1)", "ftp://example.org/", "x", "//", "https://user:password@example.org/", "//me@example.org"],
)
def test_company_site_is_a_web_address(desk, site):
    response = desk.post(reverse("exhibitors:company_new"), COMPANY | {"site": site})

    assert len(response.context["form"].errors["site"]) == 1
    assert not Exhibitor.objects.exists()


@pytest.mark.parametrize("site", ["example.org/a", "//example.org/a", "https://example.org/a\u200f"])
def test_company_site_is_completed(desk, site):
    desk.post(reverse("exhibitors:company_new"), COMPANY | {"site": site})

    assert Exhibitor.objects.get().site == "https://example.org/a"


@pytest.mark.parametrize("name", ["\u202e", "\u200b \u200f\u00ad", "\ufeff"])
def test_company_name_of_invisible_marks_is_none(desk, name):
    response = desk.post(reverse("exhibitors:company_new"), COMPANY | {"name_ar": name})

    assert response.context["form"].has_error("name_ar", code="required")
    assert not Exhibitor.objects.exists()


def test_company_texts_are_kept_without_invisible_marks(desk):
    typed = {
        "name_ar": "شركة\u202e  المضخات\u200f",
        "city_ar": "\u200eصحار",
        "description_ar": "سطر\u202e\r\n\r\n آخر ",
    }

    desk.post(reverse("exhibitors:company_new"), COMPANY | typed)

    company = Exhibitor.objects.get()
    assert (company.name_ar, company.city_ar, company.description_ar) == ("شركة المضخات", "صحار", "سطر\n\nآخر")


def test_company_description_that_is_too_long_is_shown_again_in_full(desk):
    text = "و" * (LONGEST_TEXT + 1)

    response = desk.post(reverse("exhibitors:company_new"), COMPANY | {"description_en": text})

    assert response.context["form"].has_error("description_en", code="max_length")
    page = response.content.decode()
    assert text in page
    assert f'maxlength="{LONGEST_TEXT}"' not in page  # which would cut off silently what is pasted


def test_company_is_edited(desk, company):
    desk.post(reverse("exhibitors:company_edit", args=[company.code]), COMPANY | {"city_ar": "صحار"})

    company.refresh_from_db()
    assert company.city_ar == "صحار"


# The registration


def test_start_leads_to_the_registration(desk, company):
    exhibition = make_exhibition()

    response = desk.post(
        reverse("exhibitors:start", args=[exhibition.edition.slug]),
        {"exhibitor": company.pk, "contact_name": "x", "contact_email": "x@example.org"},
    )

    assert response.url == Registration.objects.get(exhibitor=company).get_absolute_url()


def test_start_again_leads_to_the_registration_that_is_open(desk, company):
    registration = make_registration(exhibitor=company)

    response = desk.post(
        reverse("exhibitors:start", args=[registration.exhibition.edition.slug]),
        {"exhibitor": company.pk, "contact_name": "x", "contact_email": "x@example.org"},
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


def test_registration_keeps_what_was_typed(desk, company):
    registration = make_registration(exhibitor=company)

    response = desk.post(url("registration", registration), DETAILS | {"products": "", "booths": "1"})

    registration.refresh_from_db()
    assert response.url == url("booths", registration)
    assert (registration.contact_phone, registration.products) == ("+968 2400 0000", "")


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


@pytest.mark.parametrize("field", ["products", "requirements"])
def test_registration_with_a_text_that_is_too_long_shows_it_again_in_full(desk, company, field):
    registration = make_registration(exhibitor=company, booth=make_booth())
    text = "م" * (LONGEST_TEXT + 1)

    for name in ("registration", "submit"):
        response = desk.post(url(name, registration), DETAILS | {field: text})
        assert response.context["form"].has_error(field, code="max_length")
        assert text in response.content.decode()
    assert desk.post(url("registration", registration), DETAILS | {field: text[1:]}).status_code == 302


def test_registration_text_counts_the_end_of_a_line_once(desk, company):
    registration = make_registration(exhibitor=company)

    desk.post(url("registration", registration), DETAILS | {"products": "م\r\n" * (LONGEST_TEXT // 2)})

    registration.refresh_from_db()
    assert len(registration.products) == LONGEST_TEXT - 1


def test_registration_texts_are_kept_without_invisible_marks(desk, company):
    registration = make_registration(exhibitor=company)
    typed = {
        "contact_name": "سلمى\u202e",
        "contact_email": "x@example.org\u200f",
        "products": "\u200bمضخات\n\u202eأنابيب",
    }

    desk.post(url("registration", registration), DETAILS | typed)

    registration.refresh_from_db()
    kept = registration.contact_name, registration.contact_email, registration.products
    assert kept == ("سلمى", "x@example.org", "مضخات\nأنابيب")


@pytest.mark.parametrize("field", ["contact_name", "products"])
def test_registration_text_of_invisible_marks_is_none(desk, company, field):
    registration = make_registration(exhibitor=company, booth=make_booth())

    response = desk.post(url("submit", registration), DETAILS | {field: "\u202e\u200b"})

    assert response.context["form"].has_error(field, code="required")


def test_start_takes_an_address_with_an_invisible_mark(desk, company):
    exhibition = make_exhibition()

    desk.post(
        reverse("exhibitors:start", args=[exhibition.edition.slug]),
        {"exhibitor": company.pk, "contact_name": "\u202eسلمى", "contact_email": "x@example.org\u200f"},
    )

    registration = Registration.objects.get()
    assert (registration.contact_name, registration.contact_email) == ("سلمى", "x@example.org")


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
def test_booth_that_is_not_is_not_found(desk, company, code):
    registration = make_registration(exhibitor=company)

    assert desk.post(url("booths", registration), {"booth": code}).status_code in (400, 404)


@pytest.mark.parametrize("count", [1, 5])
def test_booths_are_listed_with_constant_queries(desk, company, django_assert_max_num_queries, count):
    exhibition = make_exhibition()
    for _ in range(count):
        make_booth(exhibition=exhibition)
    registration = make_registration(exhibition=exhibition, exhibitor=company)
    address = url("booths", registration)

    with django_assert_max_num_queries(10):
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
    assert desk.post(url("release", registration)).status_code == 409


# Sending and withdrawing


def test_submit_sends_what_was_typed(desk, company):
    registration = make_registration(exhibitor=company, booth=make_booth(), products="")

    response = desk.post(url("submit", registration), DETAILS)

    registration.refresh_from_db()
    assert response.url == registration.get_absolute_url()
    assert (registration.state, registration.products) == (State.SUBMITTED, "مضخات")


def test_submit_twice_is_friendly(desk, company):
    registration = make_registration(exhibitor=company, booth=make_booth())
    desk.post(url("submit", registration), DETAILS)

    response = desk.post(url("submit", registration), DETAILS, follow=True)

    assert response.status_code == 200
    assert levels(response)[-1] == "info"
    assert registration.letters.count() == 1


def test_submit_without_a_booth_keeps_what_was_typed(desk, company):
    registration = make_registration(exhibitor=company)

    response = desk.post(url("submit", registration), DETAILS | {"products": "محركات"})

    registration.refresh_from_db()
    assert response.status_code == 409
    assert (registration.state, registration.products) == (State.DRAFT, "محركات")
    assert "محركات" in response.content.decode()


def test_submit_after_somebody_took_the_booth_keeps_what_was_typed(desk, company):
    booth, then = make_booth(), timezone.now() - timedelta(hours=1)
    registration = make_registration(exhibition=booth.exhibition, exhibitor=company)
    booking.claim(registration, booth, now=then)
    make_registration(booth=booth)

    response = desk.post(url("submit", registration), DETAILS)

    assert response.status_code == 409
    assert "مضخات" in response.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("contact_name", "", "required"),
        ("contact_email", "x", "invalid"),
        ("products", "", "required"),
        ("accept_terms", "", "required"),
    ],
)
def test_submit_of_an_incomplete_form_names_the_field(desk, company, field, value, code):
    registration = make_registration(exhibitor=company, booth=make_booth())
    data = {name: text for name, text in (DETAILS | {field: value}).items() if text or name != "accept_terms"}

    response = desk.post(url("submit", registration), data)

    assert response.status_code == 422
    assert response.context["form"].has_error(field, code=code)
    page = response.content.decode()
    assert f'id="id_{field}_error"' in page
    assert f'href="#id_{field}"' in page


def test_submit_of_terms_that_have_changed_asks_again(desk, company):
    registration = make_registration(exhibitor=company, booth=make_booth())
    registration.exhibition.terms_version = "2"
    registration.exhibition.save()

    response = desk.post(url("submit", registration), DETAILS)

    assert response.context["form"].has_error("accept_terms", code="terms_changed")
    assert 'name="terms_version" value="2"' in response.content.decode()
    assert desk.post(url("submit", registration), DETAILS | {"terms_version": "2"}).status_code == 302


def test_submit_without_terms_needs_no_acceptance(desk, company):
    booth = make_booth(exhibition=make_exhibition(terms_ar="", terms_version=""))
    registration = make_registration(booth=booth, exhibitor=company)
    data = {name: value for name, value in DETAILS.items() if name not in ("accept_terms", "terms_version")}

    assert desk.post(url("submit", registration), data).status_code == 302


@pytest.mark.parametrize("state", ["approved", "rejected", "withdrawn"])
def test_submit_of_what_is_decided_shows_the_decision(desk, company, state):
    registration = make_registration(exhibitor=company, state=state)

    response = desk.post(url("submit", registration), DETAILS)

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
    desk.post(url("submit", registration), DETAILS)

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
