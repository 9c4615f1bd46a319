"""What the script of the public pages adds: the way back to results, the address to copy, a menu that closes."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


def test_the_way_leads_back_to_the_results_as_they_were_filtered(page, portal):
    filtered = f"{portal}/editions/demo/programme/?country=MA"
    page.goto(filtered)

    page.locator(".slot__papers a").first.click()
    page.wait_for_url("**/papers/**")
    page.locator(".crumbs__back a").click()

    page.wait_for_url(filtered)
    expect(page.locator("[data-choice=country-MA]")).to_have_attribute("aria-current", "true")


def test_whoever_came_from_elsewhere_is_offered_no_results(page, portal):
    page.goto(f"{portal}/editions/demo/programme/")

    page.locator(".slot__papers a").first.click()
    page.wait_for_url("**/papers/**")

    expect(page.locator("[data-share] a")).to_be_visible()
    expect(page.locator(".crumbs__back")).to_have_count(0)


def test_the_address_of_a_page_can_be_copied(page, portal):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{portal}/papers/3-02/")

    page.locator("[data-copy]").click()

    expect(page.locator("[data-share] [role=status]")).not_to_be_empty()
    assert page.evaluate("navigator.clipboard.readText()") == f"{portal}/papers/3-02/"


def test_a_refused_clipboard_is_said_and_breaks_nothing(page, portal):
    page.goto(f"{portal}/papers/3-02/")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()) }")

    button = page.locator("[data-copy]")
    button.click()

    expect(page.locator("[data-share] [role=status]")).to_have_text(button.get_attribute("data-failed"))


def test_without_a_script_the_address_stands_there_to_be_copied(browser, portal):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{portal}/papers/3-02/")

    expect(page.locator("[data-share] a")).to_have_text(f"{portal}/papers/3-02/")
    expect(page.locator("[data-copy]")).to_be_hidden()
    context.close()


def test_the_menu_closes_with_a_touch_elsewhere(page, portal):
    page.goto(f"{portal}/")
    page.locator(".menu > summary").click()
    expect(page.locator(".site-nav")).to_be_visible()

    page.mouse.click(195, 820)

    expect(page.locator(".site-nav")).to_be_hidden()
