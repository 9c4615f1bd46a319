"""The present as a browser shows it: pages that refresh themselves, screens that turn, and last without a network."""

import datetime
import json

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from forum_portal.archive.demo import load_demo
from papers import minutes
from tests.browser.faults import faults_of
from tests.browser.test_public_pages import complain, stay_home
from tests.makers import make_edition, make_paper, make_room, make_session
from tests.pages import LANGUAGES, in_language

pytestmark = pytest.mark.django_db(transaction=True)

FIRST = datetime.date(2026, 11, 20)
WIDTHS = [(390, 844), (768, 1024), (1280, 720)]
WALLS = [(1920, 1080), (1080, 1920)]


@pytest.fixture
def visit(browser, live_server):
    """Open an address; what the page complained of or asked of others is on ``page.complaints``."""
    contexts = []

    def visit(path, *, size=(1280, 720), device_time=None, **options):
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: complain(page, message))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("request", lambda request: stay_home(page, request, live_server.url))
        if device_time:
            page.clock.install(time=device_time)
        page.goto(live_server.url + path)
        return page

    yield visit
    for context in contexts:
        context.close()


def make_talk(edition, room, start, end, *, day=FIRST, **fields):
    times = {"starts_at": datetime.time(*start), "ends_at": datetime.time(*end)}
    return make_session(edition=edition, room=room, day=day, **times, **fields)


@pytest.fixture
def edition():
    """An edition with a room, in which two sessions follow each other around a pause, and one comes the next day."""
    edition = make_edition(number=11, starts_on=FIRST, ends_on=FIRST + datetime.timedelta(days=2))
    edition.room = make_room(edition=edition, name_ar="القاعة", name_en="The hall", name_fr="La salle")
    make_talk(edition, edition.room, (9, 0), (10, 0), title_ar="أولى")
    make_talk(edition, None, (10, 0), (10, 30), title_ar="استراحة", kind="break")
    papers = make_talk(edition, edition.room, (10, 30), (11, 30), title_ar="ثانية")
    make_paper(session=papers, starts_at=datetime.time(10, 30), title_ar="ورقة مبكرة")
    make_paper(session=papers, starts_at=datetime.time(11, 0), title_ar="ورقة متأخرة")
    make_talk(edition, edition.room, (9, 0), (10, 0), title_ar="غدا", day=FIRST + datetime.timedelta(days=1))
    return edition


def door(edition, moment="09:30", more=""):
    return f"/rooms/{edition.room.pk}/now/?at=2026-11-20T{moment}{more}"


def shown(page, role):
    """The titles that stand under «now» or «next» in the language that is shown."""
    return page.locator(f".turn:not([hidden]) [data-role={role}] article:visible :is(h2, h3)").all_inner_texts()


def clock_of(page):
    return page.locator(".turn:not([hidden]) [data-clock]").inner_text()


def test_a_screen_without_a_network_goes_on_with_its_day_and_says_how_old_it_is(visit, edition):
    page = visit(door(edition, more="&langs=ar"), device_time=timezone.now())
    age = page.locator(".turn:not([hidden]) [data-age]")
    assert (shown(page, "now"), shown(page, "next")) == (["أولى"], ["ثانية"])
    page.wait_for_load_state("networkidle")

    page.context.set_offline(True)
    page.complaints.clear()
    page.clock.fast_forward("35:00")
    page.clock.run_for(1000)
    assert clock_of(page) == "10:05"
    assert (shown(page, "now"), shown(page, "next")) == (["استراحة"], ["ثانية"])
    expect(age).to_have_text(minutes.in_words(minutes.minutes_old, 35))
    expect(page.locator("[data-offline]")).to_be_visible()

    page.clock.fast_forward("01:00:00")
    page.clock.run_for(1000)
    assert (shown(page, "now"), shown(page, "next")) == (["ثانية"], ["غدا"])
    assert "ورقة متأخرة" in page.locator("[aria-current]:visible").inner_text()

    page.clock.fast_forward("22:00:00")
    page.clock.run_for(1000)
    assert (shown(page, "now"), shown(page, "next")) == (["غدا"], [])
    expect(age).to_have_text(minutes.in_words(minutes.hours_old, 23))

    page.context.set_offline(False)
    page.clock.run_for(60_000)
    expect(page.locator("[data-offline]")).to_be_hidden()
    expect(age).to_be_hidden()
    assert (shown(page, "now"), shown(page, "next")) == (["أولى"], ["ثانية"])  # the server's clock, not the device's


def test_a_device_whose_clock_is_wrong_shows_the_time_of_the_server(visit, edition):
    now = timezone.now()
    page = visit(f"/rooms/{edition.room.pk}/now/", device_time=now - datetime.timedelta(hours=3))

    expected = {f"{(now + datetime.timedelta(minutes=n)).astimezone(edition.zone):%H:%M}" for n in range(-1, 3)}
    page.wait_for_load_state("networkidle")
    assert clock_of(page) in expected


def test_languages_take_turns_until_one_is_held(visit, edition):
    page = visit(door(edition), device_time=timezone.now())
    page.wait_for_load_state("networkidle")
    seen = []
    for _turn in range(4):
        root = page.evaluate("[document.documentElement.lang, document.documentElement.dir]")
        seen.append((*root, page.locator("h1:visible").inner_text()))
        page.clock.run_for(15_000)

    rooms = [("ar", "rtl", "القاعة"), ("en", "ltr", "The hall"), ("fr", "ltr", "La salle")]
    assert seen == [*rooms, rooms[0]]

    hold = page.locator("[data-hold]")
    hold.click()
    held = page.locator("h1:visible").inner_text()
    page.clock.run_for(40_000)
    assert page.locator("h1:visible").inner_text() == held
    expect(hold).to_have_attribute("aria-pressed", "true")


def test_a_screen_takes_in_what_editors_change(visit, edition):
    page = visit(door(edition), device_time=timezone.now())
    page.wait_for_load_state("networkidle")

    edition.sessions.filter(title_ar="أولى").update(title_ar="عنوان جديد", title_en="A new title")
    page.clock.run_for(61_000)

    expect(page.locator("[data-role=now] h2", has_text="عنوان جديد").first).to_be_attached()
    assert page.complaints == []


def test_without_a_script_a_screen_is_right_and_turns_by_itself(visit, edition):
    page = visit(door(edition, "10:10"), java_script_enabled=False)

    assert (shown(page, "now"), shown(page, "next")) == (["استراحة"], ["ثانية"])
    expect(page.locator(".screen-tools button:visible")).to_have_count(0)


def test_a_screen_fills_the_whole_of_what_it_hangs_on(visit, edition):
    page = visit(door(edition))
    full = page.locator("[data-full]")

    full.click()

    expect(full).to_be_hidden()
    assert page.evaluate("Boolean(document.fullscreenElement)")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_screens_and_rehearsals_are_clean_and_fit(visit, language):
    load_demo(today=FIRST)
    from editions.models import Edition

    demo = Edition.objects.get(slug="demo")
    at = "?at=2026-11-20T11:30"
    screens = [f"/editions/demo/now/{at}", *(f"/rooms/{room.pk}/now/{at}" for room in demo.rooms.all()[:2])]
    screens += [f"/editions/demo/now/{at}0".replace("T11:300", "T23:30")]
    faults = {}
    for path in [*screens, f"/editions/demo/{at}", "/editions/demo/screens/"]:
        is_screen = path in screens
        page = visit(in_language(path, language), reduced_motion="reduce")
        for size in [*WIDTHS, *(WALLS if is_screen else [])]:
            page.set_viewport_size({"width": size[0], "height": size[1]})
            page.wait_for_timeout(100)
            if found := [*page.complaints, *faults_of(page), *misfits(page, language, whole=is_screen)]:
                faults[path, size] = found
        page.context.close()

    assert faults == {}


def misfits(page, language, *, whole):
    root = "document.documentElement"
    high = page.evaluate(f"{root}.scrollHeight - innerHeight")
    found = [f"{high} px too high"] if whole and page.viewport_size["width"] >= 960 and high > 0 else []
    lang, direction = page.evaluate(f"[{root}.lang, {root}.dir]")
    return found + ([] if direction == LANGUAGES[lang] and (whole or lang == language) else [f"is {lang}"])


# Pages that say what is on


@pytest.fixture
def today():
    """An edition that runs now, with a session all day long in each of two rooms."""
    day = timezone.now().astimezone(make_edition().zone).date()
    edition = make_edition(number=12, starts_on=day, ends_on=day + datetime.timedelta(days=1))
    for order, title in enumerate(["صناعة", "تمويل"], 1):
        room = make_room(edition=edition, order=order)
        make_talk(edition, room, (0, 0), (23, 59), day=day, title_ar=title)
    return edition


def wait_for_refresh(page):
    """Let time pass, a little at a time: a request that is under way for long by that clock is given up."""
    with page.expect_response("**/now.html"):
        for _step in range(8):
            page.clock.run_for(5000)
            page.wait_for_timeout(100)


@pytest.mark.parametrize("path", ["/", "/editions/12/"])
def test_a_page_takes_in_what_changes_and_leaves_the_focus_where_it_is(visit, today, path):
    page = visit(path, device_time=timezone.now())
    links = page.locator(".now a")
    links.nth(1).focus()
    status = page.locator("[data-now] [role=status]")
    expect(status).to_be_empty()

    today.sessions.filter(title_ar="صناعة").update(title_ar="تحويل")
    wait_for_refresh(page)

    expect(links.nth(0)).to_have_text("تحويل")
    expect(links.nth(1)).to_be_focused()
    expect(status).to_contain_text("تحويل")
    assert page.complaints == []


def test_what_did_not_change_is_not_touched(visit, today):
    page = visit("/editions/12/", device_time=timezone.now())
    page.evaluate("document.querySelector('.now').isTheSame = true")

    today.sessions.filter(title_ar="تمويل").update(title_ar="تحويل")
    wait_for_refresh(page)

    expect(page.locator(".now a").nth(1)).to_have_text("تحويل")
    assert page.evaluate("document.querySelector('.now').isTheSame")


def test_a_page_whose_refreshing_fails_says_how_old_it_is(visit, today):
    page = visit("/editions/12/", device_time=timezone.now())
    page.context.set_offline(True)
    age = page.locator("[data-now-age]")

    page.clock.run_for(60_000)
    expect(age).to_be_hidden()
    page.clock.run_for(5 * 60_000)
    expect(age).to_be_visible()
    forms = json.loads(page.locator("[data-now]").get_attribute("data-minutes-old"))
    assert age.inner_text() in {text.replace("{n}", str(n)) for text in forms.values() for n in range(3, 8)}

    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(age).to_be_hidden()


def test_a_rehearsal_asks_for_nothing_more(visit, today):
    day = today.starts_on.isoformat()
    page = visit(f"/editions/12/?at={day}T10:20", device_time=timezone.now())
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "now.html" in request.url else None)

    page.clock.run_for(120_000)

    assert asked == []
    expect(page.get_by_role("link", name=page.locator("aside.demo a").inner_text())).to_have_attribute(
        "href", "/editions/12/"
    )
