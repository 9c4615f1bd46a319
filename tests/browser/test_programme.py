"""The programme in a browser: the grid by the clock, the filter that answers at once, and both without a script."""

import re

import pytest
from django.utils import timezone

from papers.models import Session, Speaker
from tests.browser.faults import faults_of

pytestmark = pytest.mark.django_db(transaction=True)

LANGUAGES = {"": "rtl", "/en": "ltr"}


@pytest.fixture
def open_page(portal, browser):
    contexts = []

    def open_at(path, *, width=1280, **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("console", lambda line: page.complaints.append(line.text) if line.type == "error" else None)
        page.goto(portal + path)
        return page

    yield open_at
    for context in contexts:
        context.close()


def box(page, selector):
    return page.locator(selector).first.bounding_box()


def test_a_day_is_drawn_by_the_clock_in_the_direction_of_reading(open_page):
    today = timezone.localdate()
    for language, direction in LANGUAGES.items():
        page = open_page(f"{language}/editions/demo/programme/?day={today}")
        rooms = [head.bounding_box() for head in page.locator(".rooms > div").all()]
        lefts = [room["x"] for room in rooms]
        assert lefts == sorted(lefts, reverse=direction == "rtl") and len(lefts) == 4

        # Three sessions begin together, each under its room; what begins later stands lower.
        together = page.locator(".slot.t-1").all()
        assert len({slot.bounding_box()["y"] for slot in together}) == 1 and len(together) == 3
        for slot in together:
            column = int(re.search(r" c-(\d+)", slot.get_attribute("class"))[1])
            assert abs(slot.bounding_box()["x"] - lefts[column - 1]) < 12
        starts = [
            (int(re.search(r" t-(\d+)", slot.get_attribute("class"))[1]), slot.bounding_box())
            for slot in page.locator(".slot").all()
        ]
        for row, place in starts:
            assert all(place["y"] < other["y"] for later, other in starts if later > row)
            # No two lie on one another.
            overlaps = [
                other
                for _row, other in starts
                if other is not place
                and place["x"] < other["x"] + other["width"] - 1
                and other["x"] < place["x"] + place["width"] - 1
                and place["y"] < other["y"] + other["height"] - 1
                and other["y"] < place["y"] + place["height"] - 1
            ]
            assert overlaps == []

        # The rooms stay in sight.
        page.locator(".slot").last.scroll_into_view_if_needed()
        assert abs(box(page, ".rooms")["y"]) < 2


def test_on_a_telephone_it_is_a_list_that_names_the_room(open_page):
    page = open_page("/editions/demo/programme/", width=390)

    assert not page.locator(".rooms").first.is_visible()
    assert not page.locator(".hour").first.is_visible()
    assert page.locator(".slot--papers .slot__room").first.is_visible()
    tops = [slot.bounding_box()["y"] for slot in page.locator(".slot").all()]
    assert tops == sorted(tops)


# What an attendee reads, beside the programme itself.
PAGES = [
    "/editions/demo/mine/",
    "/editions/demo/changes/",
    "/editions/demo/screens/",
    "/papers/d-22/",
    "/papers/3-02/",
    "/speakers/",
    "/countries/tn/",
]


@pytest.mark.parametrize("width", [390, 768, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_holds_at_every_width_in_both_directions(portal, open_page, language, width):
    queries = ["", "?country=tn", "?q=zzz&kind=panel", "?at=2026-01-01T10:00"]
    programmes = [f"/editions/demo/programme/{query}" for query in queries]
    session = Session.objects.filter(edition__is_demo=True, is_cancelled=True).get()
    speaker = Speaker.objects.get(presentations__paper__code="d-22", presentations__order=1)
    others = [*PAGES, session.get_absolute_url(), speaker.get_absolute_url()]
    faults = {}
    page = open_page("/robots.txt", width=width)
    for path in [*programmes, *others]:
        page.complaints.clear()
        page.goto(portal + language + path)
        if found := [*page.complaints, *faults_of(page)]:
            faults[path] = found
    assert faults == {}


def test_a_choice_answers_at_once_and_stays_in_the_address(open_page):
    page = open_page("/editions/demo/programme/")
    page.evaluate("window.same = true")

    page.locator("[data-choice=country-TN]").click()
    page.wait_for_url("**/programme/?country=tn")
    chip = page.locator("[data-choice=country-TN]")
    assert chip.get_attribute("aria-current") == "true"
    assert page.evaluate("document.activeElement.dataset.choice") == "country-TN"

    page.get_by_label("القاعة").select_option(index=1)
    page.wait_for_url(re.compile(r"room=\d+"))
    words = page.get_by_label("كلمات البحث")
    words.press_sequentially("المواص", delay=20)
    page.wait_for_url("**q=*")
    assert words.input_value() == "المواص"
    assert page.evaluate("document.activeElement.id") == "filter-q"
    assert page.locator(".languages a[hreflang=en]").get_attribute("href").endswith(page.url.split("/programme/")[1])

    page.go_back()
    page.wait_for_url(re.compile(r"room=\d+$"))
    page.go_back()
    page.wait_for_url("**/programme/?country=tn")
    page.locator("[data-choice=country-TN][aria-current]").wait_for()
    page.get_by_role("link", name="عرض الكل").click()
    page.wait_for_url("**/programme/")
    assert page.evaluate("window.same"), "the page was loaded anew"
    assert page.complaints == []


def test_the_same_choices_work_without_a_script(open_page):
    for language in LANGUAGES:
        for width in (390, 768, 1280):
            page = open_page(f"{language}/editions/demo/programme/", java_script_enabled=False, width=width)
            page.locator(".tabs a").nth(3).click()
            page.locator("[data-choice=country-TN]").click()
            assert "country=tn" in page.url and "day=" in page.url
            flags = page.locator(".slot .people use").all()
            assert any(flag.get_attribute("href").endswith("#tn") for flag in flags)

            if not page.locator("#filter-q").is_visible():
                page.locator(".fold > summary").click()
            page.locator("#filter-q").fill("zzz")
            page.locator("#filter-show").click()
            page.locator("[data-choice^=loosen]", has_text="zzz").click()
            assert "q=" not in page.url and "country=tn" in page.url
            page.context.close()


def test_the_keyboard_alone_filters_and_reads_on(open_page):
    page = open_page("/editions/demo/programme/")
    page.locator("[data-choice=country-TN]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/programme/?country=tn")
    page.locator("[data-choice=country-TN][aria-current]").wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.chips') !== null")
    page.locator("#filter-q").focus()
    page.keyboard.type("تمويل")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SELECT"


def test_on_paper_nothing_is_lost(open_page):
    page = open_page("/editions/demo/programme/")
    page.emulate_media(media="print")

    for tool in (".tabs", ".strip", ".fold", ".calendar-links", "[data-now]"):
        assert not page.locator(tool).first.is_visible(), tool
    assert page.locator(".slot").count() == 50
    hidden = [
        slot
        for slot in page.locator(".slot h3, .slot__room, .slot__axis, .slot .people li").all()
        if not slot.is_visible()
    ]
    assert hidden == []

    page.goto(page.url + "?country=tn")
    status = page.locator(".choose [role=status]")
    assert status.is_visible() and "تونس" in status.inner_text()
