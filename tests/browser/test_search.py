"""The search as people use it: by typing, by keyboard, on a telephone, and without a script."""

import re

import pytest

from forum_portal.search import index

pytestmark = pytest.mark.django_db(transaction=True)

# The address of each language, what is typed there, and what a suggestion for it says.
TYPED = {"": ("تمويل المنش", "تمويل المنشآت"), "/en": ("financ", "financ")}


@pytest.fixture
def open_page(portal, browser):
    """A page of a new context, in which the search is ready."""
    index.rebuild()
    contexts = []

    def open_at(path, *, width=1280, **options):
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(portal + path)
        return page

    yield open_at
    for context in contexts:
        context.close()


def test_suggestions_are_chosen_or_left_by_keyboard(open_page):
    for language, (typed, expected) in TYPED.items():
        page = open_page(f"{language}/search/")
        box = page.get_by_role("combobox")
        page.locator("#search-main").focus()
        box.press_sequentially(typed)
        page.get_by_role("option").first.wait_for()
        assert box.get_attribute("aria-expanded") == "true"

        box.press("ArrowUp")
        box.press("ArrowDown")
        assert box.get_attribute("aria-activedescendant") is None
        box.press("ArrowDown")
        active = page.locator(f"#{box.get_attribute('aria-activedescendant')}")
        assert active.get_attribute("aria-selected") == "true"
        assert expected in active.inner_text().lower()

        box.press("Escape")
        assert box.get_attribute("aria-expanded") == "false"
        assert box.input_value() == typed

        box.press("ArrowDown")
        page.get_by_role("option").first.wait_for()
        box.press("ArrowDown")
        box.press("Enter")
        page.wait_for_url(re.compile(rf"{language}/(papers|editions)/[^/]+/$"))


def test_search_works_without_a_script(open_page):
    for language in TYPED:
        for width in (390, 1280):
            page = open_page(f"{language}/", width=width, java_script_enabled=False)
            page.locator("#search-home").fill("المناوله")
            page.locator("#search-home").press("Enter")
            page.wait_for_url("**/search/?q=*")

            assert page.locator("mark").first.inner_text().endswith("مناولة")


def test_results_are_narrowed_and_found_again_by_the_way_back(open_page):
    page = open_page("/search/?q=تمويل")
    page.get_by_role("navigation", name="تضييق النتائج").get_by_role("link", name="أوراق العمل").click()
    page.wait_for_url("**kind=paper*")
    page.locator(".result a").first.click()
    page.get_by_role("link", name="العودة إلى النتائج").click()
    page.wait_for_url("**kind=paper*")
    for _time in range(3):
        page.go_back()

    assert page.locator("#search-main").input_value() == "تمويل"
    assert "kind" not in page.url


def test_the_head_of_every_page_leads_to_the_search(open_page):
    for width in (390, 1280):
        page = open_page("/editions/", width=width)
        page.get_by_role("link", name="بحث", exact=True).click()
        page.wait_for_url("**/search/")
