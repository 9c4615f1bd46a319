"""Drawing a hall in a browser: by mouse, by keyboard, without the script; and how the pages look."""

import re

import pytest

from exhibitors.metres import as_rectangle
from tests import makers
from tests.browser.faults import LEVELS, faults_of
from tests.plans import make_hall, url

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hall():
    return make_hall()


@pytest.fixture
def sign_in(browser, client, live_server):
    """A function that makes a page of a browser in which a superuser is signed in."""
    client.force_login(makers.make_user(superuser=True))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    contexts = []

    def sign_in(**options):
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 900}, **options))
        contexts[-1].add_cookies([cookie])
        return contexts[-1].new_page()

    yield sign_in
    for context in contexts:
        context.close()


def booth(page, code):
    return page.locator(f'g[aria-label^="{code}, "]')


def codes(page):
    return sorted(page.locator("g[data-booth] text").all_text_contents())


def middle(page, code):
    box = booth(page, code).locator("polygon").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def metre(page):
    """How many pixels a metre has."""
    return page.evaluate("document.querySelector('.plan-editor__plan').getScreenCTM().a")


def drag(page, start, dx, dy):
    size = metre(page)
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + dx * size / 2, start[1] + dy * size / 2)
    page.mouse.move(start[0] + dx * size, start[1] + dy * size)
    page.mouse.up()


def press(page, name):
    page.locator(f'[data-act="{name}"]').click()


def save(page):
    with page.expect_navigation():
        page.locator(".plan-editor input[type=submit]").first.click()


def stored(hall):
    return {booth.code: as_rectangle(booth.outline) for booth in hall.booths.all()}


def checked(page, count):
    """Wait for the answer of the checks to the change with this number."""
    page.locator(f'.plan-editor[data-checked="{count}"]').wait_for()


def test_a_hall_is_drawn_by_mouse(open_page, hall):
    page = open_page(url(hall))
    page.fill('[data-add="depth"]', "٤")
    press(page, "add")  # beside A3
    assert codes(page) == ["A1", "A2", "A3", "A4"]
    page.locator(".plan-editor__plan").scroll_into_view_if_needed()
    drag(page, middle(page, "A4"), 3.1, 7.9)  # meets the grid
    handle = page.locator('[data-handle="se"]').bounding_box()
    drag(page, (handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2), 1, -1)
    press(page, "draw")
    page.locator(".plan-editor__plan").scroll_into_view_if_needed()
    start = middle(page, "A1")
    drag(page, (start[0] + 20 * metre(page), start[1] + 8.5 * metre(page)), 5, 3)
    save(page)

    assert stored(hall) == {
        "A1": (0, 0, 3, 3),
        "A2": (3, 0, 3, 3),
        "A3": (6, 0, 3, 3),
        "A4": (12, 8, 4, 3),
        "A5": (21.5, 10, 5, 3),
    }


def test_a_hall_is_drawn_by_keyboard(open_page, hall):
    page = open_page(url(hall))
    keyboard = page.keyboard

    booth(page, "A1").focus()
    keyboard.press("Tab")
    assert page.evaluate("document.activeElement.querySelector('text').textContent") == "A2"
    keyboard.press("Enter")
    for _ in range(12):
        keyboard.press("ArrowDown")
    keyboard.press("Shift+ArrowRight")
    page.locator('[data-act="duplicate"]').focus()
    keyboard.press("Enter")
    booth(page, "A4").focus()
    for _ in range(12):
        keyboard.press("ArrowRight")
    booth(page, "A3").focus()
    keyboard.press("Delete")
    assert codes(page) == ["A1", "A2", "A4"]
    page.locator('[data-act="undo"]').focus()
    keyboard.press("Enter")
    assert codes(page) == ["A1", "A2", "A3", "A4"]
    page.locator('[data-act="redo"]').focus()
    keyboard.press("Enter")
    page.locator(".plan-editor input[type=submit]").first.focus()
    with page.expect_navigation():
        keyboard.press("Enter")

    assert stored(hall) == {"A1": (0, 0, 3, 3), "A2": (3, 6, 3.5, 3), "A4": (9.5, 6.5, 3.5, 3)}


def test_checks_come_from_the_server_and_lead_to_the_booths(open_page, hall):
    page = open_page(url(hall))

    booth(page, "A1").focus()
    page.keyboard.press("ArrowRight")
    checked(page, 1)
    finding = page.locator(".findings a").first
    assert {"A1", "A2"} <= set(re.findall(r"A\d", finding.inner_text()))
    finding.click()

    assert page.locator('g[aria-pressed="true"]').count() == 2
    page.locator('[data-act="undo"]').click()
    checked(page, 2)
    assert page.locator(".findings").count() == 0


def test_refused_plan_comes_back_as_it_was_drawn(sign_in, live_server, hall):
    page = sign_in()  # not open_page, since the browser complains of every refusal
    page.goto(live_server.url + url(hall))
    booth(page, "A1").focus()
    page.keyboard.press("ArrowDown")
    page.locator("[data-rows] [name$=-code]").nth(2).fill("A2")
    page.locator("[data-rows] [name$=-code]").nth(2).blur()

    save(page)

    assert page.locator(".errornote").is_visible()
    assert codes(page) == ["A1", "A2", "A2"]
    assert page.locator("[data-rows] [name$=-y]").first.input_value() == "0.5"


def test_several_are_selected_aligned_spread_and_renumbered(open_page, hall):
    page = open_page(url(hall))
    page.locator(".plan-editor__plan").scroll_into_view_if_needed()

    x, y = middle(page, "A1")
    size = metre(page)
    drag(page, (x + 10 * size, y + 4 * size), -9.9, -4)  # the rubber band
    assert page.locator('g[aria-pressed="true"]').count() == 3
    booth(page, "A1").focus()
    for _ in range(8):
        page.keyboard.press("ArrowDown")
    page.locator('[data-category="set"]').select_option(index=2)
    page.locator(".plan-tools summary").click()
    page.fill('[data-renumber="prefix"]', "B")
    page.locator('[data-renumber="direction"]').select_option("left")
    assert page.locator("[data-numbers] li").all_inner_texts() == ["A3 → B1", "A2 → B2", "A1 → B3"]
    press(page, "renumber")
    save(page)

    assert stored(hall) == {"B3": (0, 4, 3, 3), "B2": (3, 4, 3, 3), "B1": (6, 4, 3, 3)}
    assert {item.category.code for item in hall.booths.all()} == {"corner"}


def test_booths_are_aligned_and_spread_evenly(open_page, hall):
    page = open_page(url(hall))
    page.locator("[data-rows] [name$=-x]").nth(1).fill("9")
    page.locator("[data-rows] [name$=-x]").nth(2).fill("20")
    page.locator("[data-rows] [name$=-y]").nth(2).fill("6")
    page.locator("[data-rows] [name$=-y]").nth(2).blur()

    press(page, "all")
    page.locator('[data-align="bottom"]').click()
    page.locator('[data-spread="x"]').click()
    save(page)

    assert stored(hall) == {"A1": (0, 6, 3, 3), "A2": (10, 6, 3, 3), "A3": (20, 6, 3, 3)}


def test_large_hall_is_saved_in_one_piece(open_page):
    hall = make_hall(gangway=0)
    for number in range(180):
        x, y = number % 30, 5 + number // 30
        makers.make_booth(exhibition=hall, code=f"B{number}", outline=[[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1]])
    page = open_page(url(hall))

    booth(page, "A1").focus()
    page.keyboard.press("ArrowDown")
    save(page)

    assert stored(hall)["A1"] == (0, 0.5, 3, 3)


def test_plan_is_not_mirrored_where_the_page_runs_from_right_to_left(open_page, hall):
    page = open_page(url(hall))

    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert middle(page, "A1")[0] < middle(page, "A2")[0] < middle(page, "A3")[0]


def test_plan_is_edited_without_scripts(sign_in, live_server, hall):
    page = sign_in(java_script_enabled=False)
    page.goto(live_server.url + url(hall))

    assert not page.locator(".plan-tools").is_visible()
    rows = page.locator("[data-rows] tr")
    rows.nth(0).locator("[name$=-y]").fill("٦")
    rows.nth(1).locator("[name$=-delete]").check()
    rows.nth(3).locator("[name$=-code]").fill("N1")
    rows.nth(3).locator("select").select_option(index=1)
    for name, text in {"x": "20", "y": "10", "width": "3", "depth": "2,5"}.items():
        rows.nth(3).locator(f"[name$=-{name}]").fill(text)
    save(page)

    assert stored(hall) == {"A1": (0, 6, 3, 3), "A3": (6, 0, 3, 3), "N1": (20, 10, 3, 2.5)}


def test_two_who_draw_at_once_both_keep_their_work(sign_in, live_server, hall):
    first, second = sign_in(), sign_in()
    for page, code in ((first, "A1"), (second, "A3")):
        page.goto(live_server.url + url(hall))
        booth(page, code).focus()
        for _ in range(12):
            page.keyboard.press("ArrowDown")

    save(first)
    save(second)
    assert second.locator(".plan-editor__differences li").count() == 1
    save(second)

    assert stored(hall) == {"A1": (0, 6, 3, 3), "A2": (3, 0, 3, 3), "A3": (6, 6, 3, 3)}


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible_and_do_not_scroll_sideways(open_page, hall, language, width, scheme):
    narrow = hall.booths.get(code="A3")
    narrow.outline = [[7, 0], [10, 0], [10, 2], [9, 2], [9, 3], [7, 3]]
    narrow.save()

    page = open_page(language + url(hall), width=width, color_scheme=scheme)
    booth(page, "A1").focus()
    page.keyboard.press("Enter")
    page.locator(".plan-tools summary").click()
    for address in (url(hall), url(hall, "plan_import")):
        if address != url(hall):
            page.goto(page.url.split("/admin/")[0] + address)
        assert faults_of(page, runOnly=LEVELS) == [], address
