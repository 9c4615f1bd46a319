"""A visitor's own programme in a browser: stars, the page of what was chosen, a choice that is shared."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.faults import faults_of
from tests.makers import make_edition, make_paper, make_room, make_session, make_speaker
from tests.pages import LANGUAGES, in_language

pytestmark = pytest.mark.django_db(transaction=True)

MINE = "/editions/soon/mine/"
PROGRAMME = "/editions/soon/programme/"


@pytest.fixture
def edition():
    """Two sessions at one time, each with a paper, and one the day after."""
    day = timezone.localdate() + datetime.timedelta(days=20)
    edition = make_edition(slug="soon", title_en="The edition to come", starts_on=day, ends_on=day)
    edition.ends_on = day + datetime.timedelta(days=1)
    edition.save()
    times = {"day": day, "starts_at": datetime.time(9), "ends_at": datetime.time(10, 30)}
    for number in (1, 2):
        room = make_room(edition=edition)
        session = make_session(
            edition=edition, room=room, title_ar=f"الجلسة {number}", title_en=f"Session {number}", **times
        )
        make_paper(session=session, title_ar=f"الورقة {number}", title_en=f"Paper {number}", speakers=[make_speaker()])
    make_session(edition=edition, title_ar="الختام", title_en="Closing", **times | {"day": edition.ends_on})
    return edition


@pytest.fixture
def visit(browser, live_server):
    """Open an address in a browser of somebody's own, or in one that is there already."""
    contexts = []

    def visit(path, *, context=None, width=390, **options):
        if context is None:
            context = browser.new_context(viewport={"width": width, "height": 900}, **options)
            contexts.append(context)
        page = context.new_page()
        page.goto(live_server.url + path if path.startswith("/") else path)
        return page

    yield visit
    for context in contexts:
        context.close()


def star(page, name):
    return page.get_by_role("button", name=name)


def titles(page):
    return page.locator("[data-list] h3").all_inner_texts()


def test_a_star_is_kept_and_is_the_same_in_every_language_and_tab(visit, edition):
    page = visit(PROGRAMME)
    other = visit("/en" + PROGRAMME, context=page.context)

    star(page, "الجلسة 1").click()
    star(page, "الورقة 2").click()

    expect(star(other, "Session 1")).to_have_attribute("aria-pressed", "true")
    expect(other.locator("[data-count]")).to_have_text("2")
    page.reload()
    expect(star(page, "الجلسة 1")).to_have_attribute("aria-pressed", "true")
    expect(star(page, "الجلسة 2")).to_have_attribute("aria-pressed", "false")
    star(page, "الجلسة 1").click()
    expect(star(other, "Session 1")).to_have_attribute("aria-pressed", "false")


def test_the_keyboard_alone_chooses_and_finds_the_choice(visit, edition):
    page = visit("/en" + PROGRAMME)

    star(page, "Closing").focus()
    page.keyboard.press("Space")
    expect(star(page, "Closing")).to_have_attribute("aria-pressed", "true")
    page.locator("[data-stars] a").focus()
    page.keyboard.press("Enter")

    page.wait_for_url("**/en" + MINE)
    expect(page.locator("[data-list] h3")).to_have_text(["Closing"])


def test_a_target_is_large_enough_for_a_finger(visit, edition):
    page = visit(PROGRAMME)

    for button in page.locator(".star").all():
        box = button.bounding_box()
        assert box["width"] >= 44
        assert box["height"] >= 44


def test_ones_own_programme_warns_of_what_overlaps_and_lets_it_go(visit, edition):
    page = visit("/en" + PROGRAMME)
    for name in ("Session 1", "Session 2", "Paper 2", "Closing"):
        star(page, name).click()
    page.goto(page.url.replace("programme", "mine"))

    first = page.locator("[data-list] li").filter(has=page.get_by_role("heading", name="Session 1"))
    expect(page.locator("[data-when=clash]")).to_be_visible()
    expect(first.locator("[data-clash] span")).to_have_text("Session 2")

    star(page, "Session 1").click()

    expect(page.locator("[data-when=clash]")).to_be_hidden()
    expect(first.locator("[data-clash]")).to_be_hidden()
    expect(star(page, "Session 1")).to_be_focused()
    page.reload()
    expect(page.locator("[data-list] h3")).to_have_text(["Session 2", "Paper 2", "Closing"])


def test_a_choice_is_shared_by_its_address_and_joins_that_of_whoever_opens_it(visit, edition):
    mine = visit("/en" + PROGRAMME)
    star(mine, "Session 1").click()
    star(mine, "Paper 2").click()
    mine.goto(mine.url.replace("programme", "mine"))
    address = mine.locator("[data-share] a").get_attribute("href")

    page = visit(address)
    assert titles(page) == ["Session 1", "Paper 2"]
    expect(page.locator("[data-when=shared]")).to_be_visible()
    expect(page.locator("[data-clash]:visible span").first).to_have_text("Paper 2")
    star(page, "Session 1").click()
    page.locator("[data-add]").click()

    expect(page.locator("[data-add] + [role=status]")).to_contain_text("1")
    page.goto(page.url.split("?")[0])
    assert titles(page) == ["Session 1", "Paper 2"]
    expect(page.locator("[data-when=shared]")).to_be_hidden()


def test_what_is_gone_from_the_programme_is_said_and_can_be_taken_out(visit, edition):
    page = visit(MINE)
    page.evaluate("""localStorage.setItem("choice:soon", '["s:999999","p:zz-99","<b>",7]')""")
    page.reload()

    expect(page.locator("[data-when=incomplete]")).to_be_visible()
    page.locator("[data-forget]").click()

    expect(page.locator("[data-when=incomplete]")).to_be_hidden()
    expect(page.locator("[data-when=empty]")).to_be_visible()
    assert page.evaluate('localStorage.getItem("choice:soon")') == "[]"


@pytest.mark.parametrize("kept", ["{}", "null", "not json", '"s:1"', "[[], {}]"])
def test_whatever_stands_in_the_store_the_page_works(visit, edition, kept):
    page = visit(PROGRAMME)
    page.evaluate("kept => localStorage.setItem('choice:soon', kept)", kept)
    page.reload()

    star(page, "الختام").click()

    expect(star(page, "الختام")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-count]")).to_have_text("1")


def test_a_browser_that_keeps_nothing_says_so(visit, edition):
    page = visit(PROGRAMME)
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') } }")

    star(page, "الختام").click()

    expect(star(page, "الختام")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-stars] [role=status]")).not_to_be_empty()


def test_without_a_script_there_is_no_star_and_a_shared_choice_can_be_read(visit, edition):
    session = edition.sessions.first()
    page = visit(PROGRAMME, java_script_enabled=False)
    expect(page.locator(".star")).to_have_count(0)
    expect(page.locator("[data-stars] a")).to_be_hidden()

    page.goto(page.url.replace("programme/", f"mine/?s={session.pk}"))

    assert titles(page) == [session.title]
    expect(page.locator("[data-add]")).to_be_hidden()


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_stars_and_choices_are_clean_at_every_width(visit, edition, language, scheme):
    keys = ",".join(str(session.pk) for session in edition.sessions.all())
    page = visit(in_language(PROGRAMME, language), color_scheme=scheme)
    for button in page.locator(".star").all():
        button.click()

    faults = {}
    for path in (PROGRAMME, MINE, f"{MINE}?s={keys},999999", f"{MINE}?s=999999"):
        page = visit(in_language(path, language), context=page.context)
        expect(page.locator("[data-stars] a")).to_have_attribute("href", in_language(MINE, language))
        for width in (390, 768, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            if found := faults_of(page):
                faults[path, width] = found

    assert faults == {}
    assert LANGUAGES[language] == page.evaluate("document.documentElement.dir")


def test_the_page_of_a_paper_says_in_words_whether_it_is_chosen(visit, edition):
    paper = edition.papers.first()
    page = visit(f"/en/papers/{paper.code}/")
    button = page.locator(".star")
    before = button.inner_text()

    button.click()

    expect(button).to_have_attribute("aria-pressed", "true")
    assert button.inner_text() != before
    assert page.evaluate('localStorage.getItem("choice:soon")') == f'["p:{paper.code}"]'
