"""The admin in a real browser: tabs of languages, nothing refused by the security policy, no sideways scroll."""

import datetime

import pytest

from tests import makers

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def open_page(browser, client, live_server):
    """A function that opens a page of the admin as a superuser; complaints of the browser fail the test."""
    client.force_login(makers.make_user(superuser=True))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    contexts, complaints = [], []

    def note(message):
        if message.type == "error":
            complaints.append(message.text)

    def open_page(path, *, width=1280):
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="ar")
        contexts.append(context)
        context.add_cookies([cookie])
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request",
            lambda request: (
                None if request.url.startswith((live_server.url, "data:")) else complaints.append(request.url)
            ),
        )
        page.goto(live_server.url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def test_languages_are_tabs_that_the_keyboard_walks_in_reading_direction(open_page):
    page = open_page("/admin/papers/paper/add/")
    tabs = page.locator("[role=tablist]").first.locator("[role=tab]")

    assert page.locator("#id_title_ar").is_visible()
    tabs.first.focus()
    page.keyboard.press("ArrowLeft")

    assert page.evaluate("document.activeElement.getAttribute('aria-selected')") == "true"
    assert page.locator("#id_title_en").is_visible()
    assert not page.locator("#id_title_ar").is_visible()
    page.fill("#id_title_en", "Title")
    assert ["is-empty" in tab.get_attribute("class") for tab in tabs.all()] == [True, False, True]


def test_speakers_that_are_added_have_tabs_and_ids_of_their_own(open_page):
    page = open_page("/admin/papers/paper/add/")

    for _ in range(2):
        page.locator("#presentations-group .add-row a").click()

    assert page.locator("#presentations-group .inline-related:not(.empty-form) [role=tablist]").count() == 4
    assert page.evaluate(
        """() => {
            const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
            const controlled = [...document.querySelectorAll("[role=tab]")].map((tab) => tab.ariaControlsElements);
            return ids.length === new Set(ids).size && controlled.every((panels) => panels.length === 1);
        }"""
    )


def test_tab_of_a_language_with_an_error_is_open(open_page):
    page = open_page("/admin/editions/topic/add/")
    page.locator("[role=tab]").nth(1).click()

    page.locator("input[name=_save]").click()
    page.locator(".errornote").wait_for()

    assert page.locator("#id_name_ar").is_visible()
    assert "has-errors" in page.locator("[role=tab]").first.get_attribute("class")


def test_without_scripts_each_field_names_its_language(browser, client, live_server):
    client.force_login(makers.make_user(superuser=True))
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url + "/admin/editions/topic/add/")

    labels = [page.locator(f"label[for=id_name_{code}]").inner_text() for code in ("ar", "en", "fr")]
    context.close()

    assert [label.rstrip(":").split(" – ")[1] for label in labels] == ["العربية", "English", "Français"]


@pytest.mark.parametrize("width", [390, 1280])
def test_pages_do_not_scroll_sideways(open_page, width):
    edition = makers.make_edition(number=3, title_ar="الملتقى العربي الثالث للصناعات الصغيرة والمتوسطة")
    session = makers.make_session(edition=edition, title_ar="جلسة " * 30)
    paper = makers.make_paper(
        edition=edition, session=session, title_ar="ورقة " * 60, speakers=[makers.make_speaker()]
    )
    pages = [
        "/admin/",
        "/admin/papers/paper/",
        f"/admin/papers/paper/{paper.pk}/change/",
        f"/admin/papers/paper/{paper.pk}/history/",
        "/admin/papers/session/",
        f"/admin/papers/session/{session.pk}/change/",
        f"/admin/editions/edition/{edition.pk}/change/",
        "/admin/forum_portal/user/",
    ]

    page = open_page(pages[0], width=width)
    for path in pages:
        page.goto(page.url.split("/admin/")[0] + path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_list_of_editions_shows_all_its_columns_on_a_small_screen(open_page):
    for number in range(1, 8):
        makers.make_edition(
            number=number,
            title_ar="الملتقى العربي للصناعات الصغيرة والمتوسطة في دورته",
            city_ar="الدار البيضاء",
            country="MA",
        )

    page = open_page("/admin/editions/edition/")

    assert page.evaluate(
        "(([box]) => box.scrollWidth <= box.clientWidth)(document.querySelectorAll('#changelist .results'))"
    )


def test_clash_in_a_message_is_no_message_of_its_own(open_page):
    edition = makers.make_edition(number=3)
    room = makers.make_room(edition=edition)
    times = {"day": edition.starts_on, "starts_at": datetime.time(9), "ends_at": datetime.time(10)}
    session, _other = (makers.make_session(edition=edition, room=room, **times) for _ in range(2))

    page = open_page(f"/admin/papers/session/{session.pk}/change/")
    page.locator("input[name=_continue]").click()
    row = page.locator(".messagelist .clashes li").first
    row.wait_for()

    assert row.evaluate("row => getComputedStyle(row).backgroundColor") == "rgba(0, 0, 0, 0)"
    assert row.evaluate("row => getComputedStyle(row).backgroundImage") == "none"


def test_languages_of_the_header_lead_to_the_same_page(open_page):
    page = open_page("/admin/papers/paper/?q=x")

    page.locator("#header .languages a[lang=fr]").click()

    page.wait_for_url(lambda url: url.endswith("/fr/admin/papers/paper/?q=x"))
    assert page.evaluate("document.documentElement.lang") == "fr"
    page.set_viewport_size({"width": 390, "height": 800})
