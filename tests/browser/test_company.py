"""The pages of companies in a real browser: axe-core, sideways scroll, and sectors ticked without a script."""

import pytest

from exhibitors import presenting
from tests.browser.faults import faults_of
from tests.makers import make_approved, make_contact, make_product, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def company():
    company = make_approved(name_ar="شركة المضخات", name_en="Pumps", description_ar="تصنع المضخات.")
    presenting.choose_sectors(company, ["28", "16"])
    make_product(exhibitor=company, name_ar="مضخة", hs_code="841370")
    make_product(exhibitor=company, name_ar="صمام")
    company.links.create(kind="shop", address="https://shop.example/a/rather/long/address/of/a/shop/", place=1)
    make_contact(exhibitor=company, published=["name", "email", "phone"])
    return company


@pytest.fixture
def signed_in(client, live_server, company):
    """The cookie of somebody who acts for the company."""
    user = make_user()
    company.memberships.create(user=user)
    client.force_login(user)
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["", "/en"])
def test_pages_of_a_company_are_clean(browser, live_server, company, signed_in, language, width):
    context = browser.new_context(viewport={"width": width, "height": 844})
    context.add_cookies([signed_in])
    page = context.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    desk = f"/exhibit/company/{company.code}"
    product, contact = company.shown_products.first().pk, company.contacts.get().pk
    paths = ["/exhibitors/", "/exhibitors/?sector=28&q=zzz", f"/exhibitors/{company.code}/"]
    paths += [f"{desk}/{part}" for part in ("", "profile/", "logo/", "sectors/", "products/", "links/", "contacts/")]
    paths += [f"{desk}/{part}" for part in (f"products/{product}/", f"contacts/{contact}/", "preview/")]

    found = {}
    for path in paths:
        page.goto(f"{live_server.url}{language}{path}")
        if faults := faults_of(page):
            found[path] = faults
    context.close()

    assert found == {}
    assert complaints == []


def test_sectors_are_chosen_without_a_script(browser, live_server, company, signed_in):
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    context.add_cookies([signed_in])
    page = context.new_page()
    page.goto(f"{live_server.url}/en/exhibit/company/{company.code}/sectors/")

    page.locator("summary", has_text="Construction").click()
    page.get_by_label("Civil engineering").check()
    page.get_by_role("button", name="Save").click()

    page.wait_for_url("**/company/*/")
    context.close()
    assert [sector.code for sector in company.sectors.all()] == ["16", "28", "42"]
