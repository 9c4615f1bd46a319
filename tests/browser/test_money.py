"""Money in a real browser: axe-core and sideways scroll on each page of a company, in both directions and widths."""

import pytest
from django.utils.translation import override

from exhibitors import billing, payments
from tests.browser.faults import LEVELS, faults_of
from tests.desk import url
from tests.makers import make_exhibitor, make_invoice, make_payment, make_receipt, make_registration, make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("private_folder")]


@pytest.fixture
def owner():
    return make_user()


@pytest.fixture
def registration(owner):
    company = make_exhibitor(name_ar="شركة طويلة الاسم للمضخات الصناعية", name_en="Pumps", members=[owner])
    registration = make_registration(exhibitor=company, state="approved")
    cancelled = make_invoice(registration=registration)
    billing.credit(cancelled, reason="خطأ")
    invoice = make_invoice(registration=registration)
    payments.match(make_payment(invoice=invoice, amount=100))
    payments.refuse(make_payment(invoice=invoice, amount=7), reason="لم نجده")
    return registration


@pytest.fixture
def open_at_desk(browser, client, live_server, owner):
    """A function that opens a page of the desk as the owner of the company."""
    client.force_login(owner)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    contexts = []

    def open_page(path, width):
        context = browser.new_context(viewport={"width": width, "height": 844})
        contexts.append(context)
        context.add_cookies([cookie])
        page = context.new_page()
        page.goto(live_server.url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_pages_about_money_are_sound(open_at_desk, registration, language, width):
    with override(language):
        paths = [
            registration.get_absolute_url(),
            url("pay", registration),
            url("billing_address", registration),
            *(invoice.get_absolute_url() for invoice in registration.invoices.all()),
        ]
    for path in paths:
        page = open_at_desk(path, width)
        assert faults_of(page, runOnly=LEVELS) == [], path


def test_company_pays_by_keyboard_alone(open_at_desk, registration, tmp_path):
    receipt = tmp_path / "إيصال.pdf"
    receipt.write_bytes(make_receipt().read())
    with override("ar"):
        page = open_at_desk(registration.get_absolute_url(), 390)
    link = page.locator("#money ~ p a.button")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/pay/")
    page.locator("[name=amount]").focus()
    page.keyboard.type("٥٠٫٥")
    page.keyboard.press("Tab")
    page.keyboard.type("2020/01/01")
    page.set_input_files("[name=receipt]", receipt)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    # The day is wrong: the page says so beside it, and keeps the rest.
    page.wait_for_selector("#id_paid_on_error")
    assert page.input_value("[name=amount]") == "٥٠٫٥"
    page.fill("[name=paid_on]", registration.invoices.current().get().issued_on.isoformat())
    page.set_input_files("[name=receipt]", receipt)
    page.keyboard.press("Tab")
    page.locator("form.form button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/registrations/*/#money")
    assert registration.payments.claimed().get().amount == 50.5
