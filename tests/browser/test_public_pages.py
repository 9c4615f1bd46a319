"""What only a browser can show of the public pages: axe-core, sideways scroll, the console, other hosts."""

import pytest

from tests.browser.faults import faults_of
from tests.pages import LANGUAGES, in_language, in_parts, one_of_each_type

pytestmark = pytest.mark.django_db(transaction=True)

# Arabic is the reference.
SCREENS = {"ar": [390, 1280], "en": [1280], "fr": [390]}
ACCOUNT_PAGES = ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"]


@pytest.fixture
def visit(browser, portal):
    """Open an address at a width; what the page complained of or asked of others is on ``page.complaints``."""
    contexts = []

    def visit(path, *, width=1280, **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: complain(page, message))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("request", lambda request: stay_home(page, request, portal))
        page.goto(portal + path)
        return page

    yield visit
    for context in contexts:
        context.close()


def complain(page, message):
    # The browser reports a 404 that was asked for, and that the tests let no worker in; the page is not at fault.
    expected = any(words in message.text for words in ("404", "Service Worker registration blocked by Playwright"))
    if message.type in ("error", "warning") and not expected:
        page.complaints.append(message.text)


def stay_home(page, request, portal):
    if not request.url.startswith((portal, "data:")):
        page.complaints.append(f"asked {request.url}")


@in_parts
@pytest.mark.parametrize("language", SCREENS)
def test_public_pages_are_clean(portal, visit, language, part):
    faults = {}
    paths = [in_language(path, language) for path in [*one_of_each_type(), *ACCOUNT_PAGES]]
    paths += ["/nothing-here/" if language == "ar" else f"/{language}/nothing-here/"]
    page = visit("/robots.txt")
    for path in part(paths):
        page.complaints.clear()
        page.goto(portal + path)
        for width in SCREENS[language]:
            page.set_viewport_size({"width": width, "height": 900})
            if complaints := [*page.complaints, *faults_of(page), *misfits(page, language)]:
                faults[path, width] = complaints

    assert faults == {}


def misfits(page, language):
    """A language or direction that is not the page's own."""
    root = page.evaluate("[document.documentElement.lang, document.documentElement.dir]")
    return [] if root == [language, LANGUAGES[language]] else [f"is {root}"]


def test_public_pages_are_readable_without_javascript(visit):
    page = visit("/editions/demo/programme/?country=MA", java_script_enabled=False)

    assert page.locator(".slot").count() > 0
    page.locator("[data-choice=country-TN]").click()
    page.wait_for_url(lambda url: "country=tn" in url)
    page.get_by_label("القاعة").select_option(index=1)
    page.get_by_role("button", name="عرض").click()
    page.wait_for_url(lambda url: "country=tn" in url and "room=" in url)


def test_a_newcomer_finds_the_second_paper_of_the_oman_edition_by_clicking(visit):
    page = visit("/", width=390)

    page.locator(".road").get_by_role("link", name="الملتقى العربي الثالث للصناعات الصغيرة والمتوسطة").click()
    page.get_by_role("link", name="واقع الصناعات الصغيرة والمتوسطة في السلطنة").click()
    page.wait_for_url("**/papers/3-02/")

    text = page.locator("main").inner_text()
    assert "حمد بن هاشم الذهب" in text
    assert "مدير عام الصناعة" in text
    assert "عُمان" in text
    page.locator(".menu > summary").click()
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**/en/papers/3-02/")
    assert "Director General of Industry" in page.locator("main").inner_text()
    page.locator(".menu > summary").click()
    page.get_by_role("link", name="العربية").click()
    page.wait_for_url(lambda url: url.endswith("/papers/3-02/") and "/en/" not in url)


def test_the_keyboard_alone_reaches_the_content_and_the_languages(visit):
    page = visit("/editions/3/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_a_note_of_doubt_opens_without_javascript(visit):
    page = visit("/editions/3/", java_script_enabled=False)
    doubt = page.locator("details.doubt").first

    doubt.locator("summary").click()

    assert doubt.locator("p").is_visible()
