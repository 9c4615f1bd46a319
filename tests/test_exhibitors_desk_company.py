"""The exhibitors' desk: entering a company and editing it."""

import pytest
from django.urls import reverse

from exhibitors import companies
from exhibitors.models import Exhibitor
from exhibitors.models.registration import LONGEST_TEXT
from exhibitors.refusals import TooManyCompanies
from tests.makers import make_editor, make_exhibition, make_exhibitor, make_user

pytestmark = pytest.mark.django_db

COMPANY = {"name_ar": "شركة المضخات", "country": "OM"}


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
