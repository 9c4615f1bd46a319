"""What only a browser can show of the page of a paper: references that are copied, the code for telephones, paper."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme="dark")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("style", [0, 1])
def test_a_reference_is_copied_as_it_reads(page, portal, style):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{portal}/en/papers/3-02/")
    reference = page.locator("[data-reference]").nth(style)

    reference.get_by_role("button").click()

    expect(reference.get_by_role("status")).not_to_be_empty()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == reference.locator("[data-text]").inner_text()
    assert copied.endswith(f". {portal}{['', '/en'][style]}/papers/3-02/")


def test_without_a_script_references_stand_there_to_be_selected(browser, portal):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{portal}/papers/3-02/")

    expect(page.locator("[data-reference] [data-text]")).to_have_count(2)
    expect(page.locator("[data-copy-reference]").first).to_be_hidden()
    context.close()


def test_the_qr_code_is_drawn_on_white_in_the_dark_too(page, portal):
    page.goto(f"{portal}/papers/3-02/")

    page.locator(".qr summary").click()

    picture = page.locator(".qr img")
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    assert picture.evaluate("image => getComputedStyle(image).backgroundColor") == "rgb(255, 255, 255)"
    assert picture.get_attribute("alt")


def test_on_paper_the_address_and_its_code_stand_and_what_is_pressed_does_not(page, portal):
    page.goto(f"{portal}/papers/d-01/")

    page.emulate_media(media="print")

    expect(page.locator("[data-share] a")).to_be_visible()
    expect(page.locator(".qr img")).to_be_visible()
    for gone in [
        ".qr summary",
        ".downloads >> nth=0",
        ".related",
        "[data-reference] button >> nth=0",
        "[data-share] button >> nth=0",
    ]:
        expect(page.locator(gone)).to_be_hidden()
