"""The plan of a floor in a browser: its view, what is chosen on it, what turns by itself, a hold that runs."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from exhibitors import booking
from exhibitors.models import Claim
from tests.browser.faults import faults_of, too_wide
from tests.desk import url
from tests.makers import (
    make_booth,
    make_category,
    make_edition,
    make_exhibition,
    make_exhibitor,
    make_registration,
    make_user,
)
from tests.pages import in_language

pytestmark = pytest.mark.django_db(transaction=True)

EXHIBITION = "/editions/fair/exhibition/"


@pytest.fixture
def exhibition():
    """A floor of 48 × 24 metres: four rows of booths in two categories, one of them a company's."""
    exhibition = make_exhibition(edition=make_edition(slug="fair", title_en="The fair"), width=48, depth=24)
    standard = make_category(exhibition=exhibition, name_ar="جناح عادي", name_en="Standard booth")
    corner = make_category(exhibition=exhibition, name_ar="جناح ركني", name_en="Corner booth", price=900, order=1)
    for row, letter in enumerate("ABCD"):
        for place in range(12):
            x, y = 3 + 3.5 * place, 2 + 5.5 * row
            make_booth(
                exhibition=exhibition,
                category=corner if place in (0, 11) else standard,
                code=f"{letter}{place + 1}",
                outline=[[x, y], [x + 3, y], [x + 3, y + 3], [x, y + 3]],
            )
    company = make_exhibitor(name_ar="مضخات عمان", name_en="Oman Pumps")
    make_registration(booth=exhibition.booths.get(code="A1"), exhibitor=company, state="approved")
    return exhibition


@pytest.fixture
def person():
    return make_user()


@pytest.fixture
def registration(exhibition, person):
    company = make_exhibitor(members=[person], name_ar="شركتنا", name_en="Ours")
    return make_registration(exhibition=exhibition, exhibitor=company)


@pytest.fixture
def visit(browser, live_server):
    """Open an address in a browser of somebody's own, signed in if ``by`` is given."""
    contexts, complaints = [], []

    def visit(path, *, by=None, width=1280, **options):
        context = browser.new_context(viewport={"width": width, "height": 844}, **options)
        contexts.append(context)
        if by:
            client = Client()
            client.force_login(by)
            cookie = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(live_server.url + path)
        if options.get("java_script_enabled", True):
            page.wait_for_selector("[data-plan][data-ready], main:not(:has([data-plan]))", state="attached")
        return page

    yield visit
    for context in contexts:
        context.close()
    assert complaints == []


def floor_width(page):
    return page.locator(".plan svg").bounding_box()["width"]


def slid(page):
    return page.evaluate("(() => { const f = document.querySelector('.plan'); return [f.scrollLeft, f.scrollTop] })()")


def drawn(page, code):
    return page.locator(f"#plan-{code}")


def row(page, code):
    return page.locator(f"#booth-{code}")


def take_elsewhere(exhibition, code):
    return make_registration(booth=exhibition.booths.get(code=code))


# The view


def test_plan_grows_and_shrinks_by_buttons_keys_and_wheel(visit, exhibition):
    page = visit(EXHIBITION)
    whole = floor_width(page)

    page.locator("[data-zoom=in]").click()
    larger = floor_width(page)
    assert larger > whole * 1.2
    page.locator("[data-zoom=out]").click()
    assert floor_width(page) == pytest.approx(whole, rel=0.02)
    page.locator(".plan").focus()
    for _ in range(3):
        page.keyboard.press("+")
    assert floor_width(page) > larger
    page.keyboard.press("-")
    page.keyboard.press("0")
    assert floor_width(page) <= whole + 1
    page.locator(".plan").dispatch_event("wheel", {"deltaY": -300, "ctrlKey": True, "clientX": 300, "clientY": 500})
    assert floor_width(page) > whole


def test_plan_moves_by_buttons_keys_and_mouse(visit, exhibition):
    page = visit(EXHIBITION)
    for _ in range(4):
        page.locator("[data-zoom=in]").click()
    before = slid(page)

    page.locator("[data-pan='1 0']").click()
    page.wait_for_function("x => document.querySelector('.plan').scrollLeft > x + 50", arg=before[0])
    moved = slid(page)
    page.locator(".plan").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("x => document.querySelector('.plan').scrollLeft < x", arg=moved[0])
    # Which waits until the page, which slides to what has the focus, stands still.
    page.locator(".plan").hover(position={"x": 200, "y": 200})
    box = page.locator(".plan").bounding_box()
    x, y = box["x"] + 200, box["y"] + 200
    top = slid(page)[1]
    page.mouse.down()
    page.mouse.move(x, y - 80, steps=4)
    page.mouse.up()

    assert slid(page)[1] > top
    # To move it chooses nothing.
    expect(page.locator("[data-chosen-one]")).to_be_hidden()


def test_plan_grows_under_two_fingers_and_a_double_tap(visit, exhibition):
    page = visit(EXHIBITION, width=390, has_touch=True)
    before = floor_width(page)
    devtools = page.context.new_cdp_session(page)
    page.locator(".plan").scroll_into_view_if_needed()
    box = page.locator(".plan").bounding_box()
    x, y = box["x"] + 150, box["y"] + 120

    def touch(kind, *points):
        devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": a, "y": b} for a, b in points]})

    touch("touchStart", (x - 20, y), (x + 20, y))
    touch("touchMove", (x - 50, y), (x + 50, y))
    touch("touchEnd")
    page.wait_for_function(
        "w => document.querySelector('.plan svg').getBoundingClientRect().width > w * 1.5", arg=before
    )
    pinched = floor_width(page)
    page.locator(".plan svg").dispatch_event("dblclick", {"clientX": x, "clientY": y})

    assert floor_width(page) > pinched


@pytest.mark.parametrize("language", ["ar", "en"])
def test_hall_is_the_same_in_both_directions(visit, exhibition, language):
    page = visit(in_language(EXHIBITION, language))
    left, right = drawn(page, "A1").bounding_box()["x"], drawn(page, "A12").bounding_box()["x"]

    assert left < right
    assert slid(page)[0] == 0


def test_names_are_left_out_where_they_could_not_be_read(visit, exhibition):
    page = visit("/en" + EXHIBITION, width=390)
    name = page.locator("#plan-A1 .booth__name")

    expect(name).to_be_hidden()
    for _ in range(3):
        page.locator("[data-zoom=in]").click()

    expect(name).to_be_visible()
    expect(name.locator("text")).to_have_text(["Oman", "Pumps"])


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_page_does_not_slide_sideways_but_the_plan_does(visit, exhibition, width):
    page = visit(EXHIBITION, width=width)
    for _ in range(3):
        page.locator("[data-zoom=in]").click()

    assert too_wide(page) == []
    assert page.evaluate(
        "(() => { const f = document.querySelector('.plan'); return f.scrollWidth > f.clientWidth })()"
    )


def test_a_booth_is_large_enough_for_a_finger_on_a_telephone(visit, exhibition):
    page = visit(EXHIBITION, width=390)

    box = drawn(page, "B5").bounding_box()

    assert min(box["width"], box["height"]) >= 44


# Choosing


def test_booth_is_chosen_on_the_plan_and_taken_beside_it(visit, registration, person):
    page = visit("/en" + url("booths", registration), by=person)

    drawn(page, "B3").click()
    chosen = page.locator(".chosen")
    expect(page.locator("[data-chosen-name]")).to_be_focused()
    expect(chosen).to_contain_text("Standard booth")
    chosen.get_by_role("button", name="Take B3").click()

    page.wait_for_url(f"**{registration.get_absolute_url()}")
    assert Claim.objects.unreleased().get(registration=registration).booth.code == "B3"


def test_the_keyboard_alone_takes_a_booth(visit, registration, person):
    page = visit("/en" + url("booths", registration), by=person)

    page.get_by_role("link", name="Past the plan").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#booths").first).to_be_focused()
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.hasAttribute('data-take')"):
            break
    page.keyboard.press("Enter")

    page.wait_for_url(f"**{registration.get_absolute_url()}*")
    assert Claim.objects.unreleased().filter(registration=registration).exists()


def test_the_panel_closes_with_escape_and_the_focus_goes_back(visit, exhibition):
    page = visit(EXHIBITION)

    drawn(page, "B3").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-chosen-name]")).to_have_text("B3")
    page.keyboard.press("Escape")

    expect(page.locator("[data-chosen-one]")).to_be_hidden()
    expect(drawn(page, "B3")).to_be_focused()


def test_without_a_script_a_booth_is_found_narrowed_and_taken(visit, registration, person):
    page = visit("/en" + url("booths", registration), by=person, java_script_enabled=False, width=390)

    expect(page.locator(".plan__tools")).to_be_hidden()
    page.locator("summary", has_text="Filter").click()
    page.get_by_label("Category").select_option(label="Corner booth")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("tr.stand:visible")).to_have_count(7)
    row(page, "C12").get_by_role("button").click()

    page.wait_for_url(f"**{registration.get_absolute_url()}")
    assert Claim.objects.unreleased().get(registration=registration).booth.code == "C12"


def test_without_a_script_the_plan_leads_to_the_list(visit, exhibition):
    page = visit(EXHIBITION, java_script_enabled=False)

    drawn(page, "B3").click()

    assert page.url.endswith("#booth-B3")
    expect(row(page, "B3")).to_be_in_viewport()


# Live


def test_booth_taken_elsewhere_turns_within_seconds(visit, exhibition, registration, person):
    other = make_user()
    theirs = make_registration(exhibition=exhibition, exhibitor=make_exhibitor(members=[other]))
    page = visit("/en" + url("booths", registration), by=person)
    second = visit("/en" + url("booths", theirs), by=other)
    public = visit("/en" + EXHIBITION)
    free = public.locator("[data-free]").inner_text()

    row(second, "B3").get_by_role("button").click()

    for one in (page, public):
        expect(drawn(one, "B3")).to_have_class("booth booth--held")
        expect(row(one, "B3").locator("[data-state]")).to_have_text("being booked")
        assert "being booked" in drawn(one, "B3").get_attribute("aria-label")
    expect(row(page, "B3").locator("[data-take]")).to_be_hidden()
    expect(public.locator("[data-free]")).not_to_have_text(free)


def test_booth_that_was_refused_just_now_is_not_offered_again(visit, exhibition, registration, person):
    page = visit(url("booths", registration), by=person)
    with page.expect_response("**/stands.json"):
        page.reload()
    take_elsewhere(exhibition, "A2")

    with page.expect_response("**/stands.json") as answer:
        row(page, "A2").locator("[data-take]").click()
    answer.value.finished()
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert "booth--free" not in row(page, "A2").locator("[data-colour]").get_attribute("class")
    expect(page.locator(".notice--error")).to_be_visible()


def test_booth_that_is_looked_at_and_taken_elsewhere_is_said_and_the_focus_is_kept(
    visit, exhibition, registration, person
):
    page = visit("/en" + url("booths", registration), by=person)
    drawn(page, "B3").click()
    take = page.locator(".chosen [data-take]")
    take.focus()
    said = page.locator("[data-says]")
    expect(said).to_have_text("")

    take_elsewhere(exhibition, "C4")  # which concerns nobody here
    expect(drawn(page, "C4")).to_have_class("booth booth--held")
    expect(said).to_have_text("")
    expect(take).to_be_focused()
    take_elsewhere(exhibition, "B3")

    expect(said).to_contain_text("B3")
    expect(take).to_be_hidden()
    expect(page.locator("[data-chosen-name]")).to_be_focused()


def test_company_that_is_approved_gets_its_name_on_the_plan_and_in_the_list(visit, exhibition):
    page = visit("/en" + EXHIBITION)
    company = make_exhibitor(name_ar="نخل", name_en="Palm & <b>")

    make_registration(booth=exhibition.booths.get(code="B3"), exhibitor=company, state="approved")

    expect(row(page, "B3").locator("a[href*='/exhibitors/']")).to_have_text("Palm & <b>")
    expect(drawn(page, "B3").locator(".booth__name text")).to_have_text(["Palm &", "<b>"])


def test_booth_that_is_given_back_can_be_taken_where_it_was_left_out(visit, exhibition, registration, person):
    theirs = take_elsewhere(exhibition, "B3")
    page = visit("/en" + url("booths", registration), by=person)
    expect(row(page, "B3")).to_be_hidden()

    booking.release(theirs)

    expect(row(page, "B3").locator("[data-take]")).to_be_visible()


def test_booth_that_was_removed_disappears(visit, exhibition):
    page = visit(EXHIBITION)
    expect(row(page, "D12")).to_be_visible()

    exhibition.booths.get(code="D12").delete()

    expect(row(page, "D12")).to_have_count(0)
    expect(drawn(page, "D12")).to_have_count(0)


def test_page_without_a_network_says_of_when_it_is(visit, exhibition):
    page = visit("/en" + EXHIBITION)
    old = page.locator("[data-old]")
    expect(old).to_be_hidden()

    page.context.set_offline(True)
    expect(old).to_be_visible()
    expect(old).to_contain_text(":")
    page.context.set_offline(False)

    expect(old).to_be_hidden()


# A hold


def in_minutes(claim, minutes):
    Claim.objects.filter(pk=claim.pk).update(expires_at=timezone.now() + timedelta(minutes=minutes))


@pytest.mark.parametrize("name", ["registration", "booths"])
def test_hold_is_counted_down_warned_of_and_over_without_another_page(visit, registration, person, name):
    claim = booking.claim(registration, registration.exhibition.booths.get(code="B3"))
    in_minutes(claim, 5.5)
    page = visit("/en" + url(name, registration), by=person)
    hold = page.locator("[data-hold]").first
    clock, says = hold.locator("[data-hold-clock]"), hold.locator("[data-hold-says]")
    expect(clock).to_contain_text("5:")
    expect(says).to_have_text("")

    move_clock(page, 60)
    expect(clock).to_contain_text("4:")
    expect(says).to_contain_text("five more minutes")
    in_minutes(claim, -1)
    move_clock(page, 300)

    expect(hold.locator("[data-hold-over]")).to_be_visible()
    expect(clock).to_be_hidden()
    expect(says).to_contain_text("are over")
    hold.get_by_role("button").click()
    page.wait_for_url(f"**{url(name, registration)}")
    expect(page.locator("[data-hold-clock]").first).to_contain_text(":")
    assert Claim.objects.get(pk=claim.pk).is_current()


def move_clock(page, seconds):
    """Let the browser's clock jump ahead, as it does for a page whose telephone slept."""
    page.evaluate("s => { const now = Date.now; Date.now = () => now.call(Date) + s * 1000 }", seconds)


def test_hold_that_somebody_took_over_is_said(visit, exhibition, registration, person):
    claim = booking.claim(registration, exhibition.booths.get(code="B3"))
    page = visit("/en" + url("booths", registration), by=person)
    in_minutes(claim, -1)
    take_elsewhere(exhibition, "B3")

    move_clock(page, 120)  # by then it has asked

    expect(page.locator("[data-hold-lost]")).to_be_visible()
    expect(page.locator("[data-hold-says]")).to_contain_text("B3")
    expect(page.locator("[data-hold-again]")).to_be_hidden()
    expect(row(page, "B3").locator("[data-state]")).to_have_text("being booked")


def test_late_sending_with_the_booth_taken_keeps_what_was_typed(visit, exhibition, registration, person):
    claim = booking.claim(registration, exhibition.booths.get(code="B3"))
    page = visit("/en" + url("booths", registration), by=person)
    in_minutes(claim, -1)
    take_elsewhere(exhibition, "B3")

    page.locator("[data-hold-again]").get_by_role("button").click()

    expect(page.get_by_role("alert")).to_contain_text("Somebody else has just taken booth B3")
    expect(page.get_by_role("alert").get_by_role("button")).to_have_count(3)


# Everyone


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_the_floor_are_clean_in_every_state(visit, exhibition, registration, person, language, scheme):
    make_registration(booth=exhibition.booths.get(code="B5"), state="submitted")
    booking.block(exhibition.booths.get(code="B6"), note="-")
    faults = {}

    def look(page, state):
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 844})
            if found := faults_of(page):
                faults[state, width] = found

    options = {"color_scheme": scheme, "reduced_motion": "reduce"}
    page = visit(in_language(EXHIBITION, language), **options)
    look(page, "public")
    drawn(page, "B3").click()
    look(page, "public, chosen")
    desk = visit(in_language(url("booths", registration), language), by=person, **options)
    drawn(desk, "B3").click()
    look(desk, "desk, chosen")
    take_elsewhere(exhibition, "B3")
    desk.evaluate("document.querySelector('.chosen [data-take]').click()")
    expect(desk.get_by_role("alert")).to_be_visible()
    look(desk, "desk, refused")
    claim = booking.claim(registration, exhibition.booths.get(code="C3"))
    desk.goto(desk.url)
    look(desk, "desk, held")
    in_minutes(claim, -1)
    desk.goto(desk.url)
    look(desk, "desk, run out")

    assert faults == {}


def test_booths_can_be_told_apart_in_forced_colours(visit, exhibition):
    make_registration(booth=exhibition.booths.get(code="A2"), state="submitted")
    booking.block(exhibition.booths.get(code="A3"), note="-")
    page = visit(EXHIBITION, forced_colors="active")

    key = [sign.screenshot() for sign in page.locator(".plan__key li.booth svg").all()]

    assert len(key) == 4
    assert len(set(key)) == 4


def test_plan_is_printed_whole_on_a_page(visit, exhibition):
    page = visit(EXHIBITION)
    for _ in range(4):
        page.locator("[data-zoom=in]").click()
    page.set_viewport_size({"width": 700, "height": 1000})

    page.emulate_media(media="print")

    box, frame = page.locator(".plan svg").bounding_box(), page.locator(".plan").bounding_box()
    assert box["width"] <= frame["width"]
    expect(page.locator(".plan__tools")).to_be_hidden()
    expect(page.locator(".chosen")).to_be_hidden()
