"""The portal with the network cut: what a telephone still shows, and how a release replaces another."""

import datetime
import time

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from forum_portal.offline import views
from papers.models import Paper
from tests.browser.faults import faults_of, violations
from tests.makers import make_edition, make_exhibition, make_paper, make_session, make_speaker

pytestmark = pytest.mark.django_db(transaction=True)

PROGRAMME, MINE = "/editions/soon/programme/", "/editions/soon/mine/"
# Whether the lists of the worker say that all is here.
IS_WHOLE = """async () => {
  for (const name of await caches.keys()) {
    if (!name.endsWith("-lists")) continue;
    const lists = await caches.open(name);
    for (const key of await lists.keys()) {
      if ((await (await lists.match(key)).json()).isWhole) return true;
    }
  }
  return false;
}"""
KEPT = """async () => {
  const found = [];
  for (const name of (await caches.keys()).filter((name) => name.endsWith("-pages"))) {
    for (const { url } of await (await caches.open(name)).keys()) found.push(url.slice(location.origin.length));
  }
  return found;
}"""


@pytest.fixture
def edition():
    day = timezone.localdate()
    edition = make_edition(slug="soon", number=11, title_en="The edition to come", starts_on=day, ends_on=day)
    times = {"day": day, "starts_at": datetime.time(9), "ends_at": datetime.time(10, 30)}
    session = make_session(edition=edition, title_ar="الافتتاح", title_en="Opening", **times)
    make_paper(session=session, title_ar="ورقة الصناعة", title_en="On industry", speakers=[make_speaker()])
    make_exhibition(edition=edition)
    return edition


@pytest.fixture
def phone(browser, live_server, edition):
    """A telephone that lets the worker in."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, service_workers="allow")
    yield context
    context.set_offline(True)  # so that nothing is asked of a portal whose tables are emptied
    context.close()


@pytest.fixture
def page(phone, live_server):
    """The programme, opened once in English, and all of the edition kept."""
    page = phone.new_page()
    page.goto(live_server.url + "/en" + PROGRAMME)
    wait_until_kept(page)
    return page


def wait_until_kept(page):
    # Asked from here: a promise is always true to wait_for_function.
    for _ in range(150):
        if page.evaluate(IS_WHOLE):
            return
        page.wait_for_timeout(200)
    pytest.fail("the edition was not kept in 30 seconds")


def go(page, live_server, path):
    page.goto(live_server.url + path)
    return page.locator(".kept")


def test_whoever_visited_once_has_the_day_and_the_own_stars_without_a_network(page, phone, live_server, edition):
    page.get_by_role("button", name="Opening").click()
    phone.set_offline(True)

    line = go(page, live_server, "/en" + PROGRAMME)
    expect(page.locator(".slot h3")).to_have_text(["Opening"])
    expect(page.get_by_role("button", name="Opening")).to_have_attribute("aria-pressed", "true")
    expect(line.locator("[role=status]")).to_contain_text(str(timezone.localdate().year))

    line = go(page, live_server, "/en" + MINE)
    expect(page.locator("[data-list] h3")).to_have_text(["Opening"])
    expect(line).to_be_visible()

    paper = Paper.objects.get()
    for path in [paper.get_absolute_url(), "/editions/soon/exhibition/", "/editions/soon/visit/"]:
        line = go(page, live_server, "/en" + path.removeprefix("/en"))
        expect(line).to_be_visible()
        expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.site-head')).borderBlockEndStyle") == "solid"


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_what_is_kept_holds_at_every_width_in_both_directions(phone, live_server, prefix):
    page = phone.new_page()
    page.goto(live_server.url + prefix + PROGRAMME)
    wait_until_kept(page)
    page.locator(".slot .star").first.click()
    phone.set_offline(True)

    for width in (390, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for path, row in {PROGRAMME: ".slot h3", MINE: "[data-list] h3"}.items():
            line = go(page, live_server, prefix + path)
            expect(line).to_be_visible()
            expect(page.locator(row)).to_have_count(1)
            assert faults_of(page) == []


def test_a_shared_choice_and_a_filter_open_without_a_network(page, phone, live_server, edition):
    session = edition.sessions.get()
    phone.set_offline(True)

    go(page, live_server, f"/en{MINE}?s={session.pk},999999")
    expect(page.locator("h1")).to_have_text(page.locator("h1").get_attribute("data-shared"))
    expect(page.locator("[data-list] h3")).to_have_text(["Opening"])
    expect(page.locator("[data-when=incomplete]")).to_be_visible()

    line = go(page, live_server, f"/en{PROGRAMME}?country=MA")
    expect(line.locator("[data-whole]")).to_be_visible()
    expect(page.locator(".slot h3")).to_have_text(["Opening"])

    # A rehearsed moment cannot be kept.
    go(page, live_server, f"/en{PROGRAMME}?at=2010-01-01T09:00")
    expect(page.locator("[data-kept-here]")).to_be_visible()


@pytest.mark.parametrize(("prefix", "language"), [("", "ar"), ("/en", "en"), ("/fr", "fr")])
def test_what_was_not_kept_is_answered_in_the_language_of_the_address(page, phone, live_server, prefix, language):
    phone.set_offline(True)

    page.goto(f"{live_server.url}{prefix}/figures/")

    assert page.evaluate("document.documentElement.lang") == language
    expect(page.locator("[data-kept-here]")).to_be_visible(visible=language == "en")
    assert violations(page) == []


def test_the_line_goes_with_the_network_that_comes_back(page, phone, live_server):
    phone.set_offline(True)
    line = go(page, live_server, "/en" + PROGRAMME)
    assert violations(page) == []

    phone.set_offline(False)
    expect(line.locator("[role=status]")).to_have_text(line.get_attribute("data-connected"))
    line.get_by_role("link").click()

    expect(page.locator(".slot h3")).to_have_text(["Opening"])
    expect(page.locator(".kept")).to_have_count(0)


def test_only_what_the_list_names_is_kept(page, live_server):
    listed = page.evaluate("async () => (await (await fetch('/en/editions/soon/offline.json')).json()).pages")
    for path in [
        "/en/figures/",
        "/en/admin/login/",
        "/en/accounts/login/",
        f"/en{PROGRAMME}?at=2010-01-01T09:00",
        f"/en{MINE}?s=1",
    ]:
        page.goto(live_server.url + path)
    page.goto(live_server.url + "/en" + PROGRAMME)

    assert set(page.evaluate(KEPT)) == {*listed, "/offline/", "/en/offline/", "/fr/offline/"}


def test_a_page_that_changed_is_shown_as_it_is_while_there_is_a_network(page, phone, live_server, edition):
    edition.sessions.update(title_en="Opening, later")

    page.goto(live_server.url + "/en" + PROGRAMME)
    expect(page.locator(".slot h3")).to_have_text(["Opening, later"])
    page.wait_for_timeout(500)  # stored beside the answer

    phone.set_offline(True)
    page.goto(live_server.url + "/en" + PROGRAMME)
    expect(page.locator(".slot h3")).to_have_text(["Opening, later"])


def fail(*args, **kwargs):
    raise RuntimeError("on purpose")


def test_a_portal_in_trouble_is_answered_from_what_was_kept(page, live_server, monkeypatch):
    monkeypatch.setattr("papers.views.ProgrammeFilter", fail)

    line = go(page, live_server, "/en" + PROGRAMME)

    expect(line).to_be_visible()
    expect(page.locator(".slot h3")).to_have_text(["Opening"])


def test_a_new_release_replaces_the_old_and_leaves_nothing_of_it(page, phone, live_server, edition, monkeypatch):
    edition.sessions.update(title_en="Opening of the new release")
    monkeypatch.setattr(views, "release", lambda: "another")

    page.goto(live_server.url + "/en/figures/")  # a page that is not kept
    for _ in range(100):
        names = page.evaluate("caches.keys()")
        if names and all("-another-" in name for name in names):
            break
        page.wait_for_timeout(200)
    assert sorted(names) == ["forum-another-files", "forum-another-lists", "forum-another-pages"]

    phone.set_offline(True)
    page.goto(live_server.url + "/en" + PROGRAMME)
    expect(page.locator(".slot h3")).to_have_text(["Opening of the new release"])


def test_a_release_that_comes_while_the_portal_is_in_trouble_leaves_what_was_there(
    page, phone, live_server, monkeypatch
):
    before = page.evaluate("caches.keys()")
    monkeypatch.setattr(views, "release", lambda: "another")
    monkeypatch.setattr(views, "Kept", fail)
    page.goto(live_server.url + "/en/figures/")
    page.wait_for_timeout(3000)
    assert set(before) <= set(page.evaluate("caches.keys()"))

    phone.set_offline(True)
    line = go(page, live_server, "/en" + PROGRAMME)

    expect(line).to_be_visible()
    expect(page.locator(".slot h3")).to_have_text(["Opening"])


def test_a_slow_network_is_waited_for_three_seconds(page, live_server, monkeypatch):
    monkeypatch.setattr("papers.views.ProgrammeFilter", lambda *args, **kwargs: time.sleep(6) or fail())
    began = time.monotonic()

    line = go(page, live_server, "/en" + PROGRAMME)

    expect(line).to_be_visible()
    assert 2.5 < time.monotonic() - began < 6
    page.wait_for_timeout(4000)  # so that nothing is asked of a portal that is gone


def test_who_saves_data_keeps_the_page_that_is_read_and_no_more(phone, live_server, edition):
    phone.add_init_script(
        "Object.defineProperty(NetworkInformation.prototype, 'saveData', { get: () => true, configurable: true })"
    )
    page = phone.new_page()
    page.goto(live_server.url + "/en" + PROGRAMME)
    for _ in range(50):
        if f"/en{PROGRAMME}" in page.evaluate(KEPT):
            break
        page.wait_for_timeout(200)
    page.wait_for_timeout(500)
    assert set(page.evaluate(KEPT)) == {f"/en{PROGRAMME}", "/offline/", "/en/offline/", "/fr/offline/"}

    page.goto(live_server.url + "/en" + MINE)
    page.wait_for_timeout(500)
    phone.set_offline(True)

    expect(go(page, live_server, "/en" + MINE)).to_be_visible()
    expect(go(page, live_server, "/en" + PROGRAMME)).to_be_visible()
