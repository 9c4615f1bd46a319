"""The admin in a real browser: tabs of languages, axe-core in light and dark, no sideways scroll, nothing refused."""

import datetime

import pytest

from editions.models import Topic
from exhibitors.models import Registration
from papers.models import Paper, Session
from tests import makers
from tests.browser.faults import faults_of

pytestmark = pytest.mark.django_db(transaction=True)


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


def make_work():
    """Something to read on each of the pages below, long names among it."""
    edition = makers.make_edition(number=3, title_ar="الملتقى العربي الثالث للصناعات الصغيرة والمتوسطة")
    session = makers.make_session(edition=edition, title_ar="جلسة " * 30)
    makers.make_paper(
        edition=edition,
        session=session,
        title_ar="ورقة " * 60,
        title_en="https://example.org/" + "a" * 120,
        speakers=[makers.make_speaker()],
    )
    makers.make_topic()
    booth = makers.make_booth(exhibition=makers.make_exhibition(edition=edition))
    company = makers.make_exhibitor(name_ar="شركة " * 20, members=[makers.make_user()])
    makers.make_registration(exhibition=booth.exhibition, exhibitor=company, booth=booth, state="submitted")


def pages_of_work():
    paper, session = Paper.objects.get(), Session.objects.get()
    topic, registration = Topic.objects.get(), Registration.objects.get()
    return [
        "/admin/",
        "/admin/exhibitors/",
        "/admin/editions/edition/",
        f"/admin/editions/edition/{paper.edition_id}/change/",
        f"/admin/editions/edition/{paper.edition_id}/delete/",
        f"/admin/editions/topic/{topic.pk}/delete/",
        "/admin/editions/topic/add/?_popup=1",
        "/admin/papers/paper/?q=x&o=-1.2",
        "/admin/papers/paper/",
        f"/admin/papers/paper/{paper.pk}/change/",
        f"/admin/papers/paper/{paper.pk}/history/",
        f"/admin/papers/session/{session.pk}/change/",
        "/admin/exhibitors/claim/",
        "/admin/exhibitors/audit/",
        "/admin/exhibitors/outbox/",
        f"/admin/exhibitors/registration/{registration.pk}/change/",
        f"/admin/exhibitors/registration/{registration.pk}/return/",
        "/admin/forum_portal/user/",
        "/admin/password_change/",
    ]


@pytest.mark.parametrize(
    ("prefix", "width", "scheme"),
    [("", 390, "dark"), ("/en", 1280, "light")],
)
def test_pages_are_clean_in_both_schemes(open_page, prefix, width, scheme):
    make_work()
    paths = pages_of_work()
    page = open_page(prefix + paths[0], width=width, color_scheme=scheme)
    origin = page.url.split(prefix + "/admin/")[0]

    found = {}
    for path in paths:
        page.goto(origin + prefix + path)
        if lines := faults_of(page):
            found[path] = lines
    page.goto(f"{origin}{prefix}/admin/papers/paper/add/")
    page.locator("#paper_form").evaluate("form => form.noValidate = true")
    page.locator("input[name=_save]").click()
    page.locator(".errornote").wait_for()
    if lines := faults_of(page):
        found["an error"] = lines

    assert not found


@pytest.mark.parametrize(("chosen", "machine"), [("dark", "light"), ("light", "dark")])
def test_scheme_that_is_chosen_in_the_head_holds_against_that_of_the_machine(open_page, chosen, machine):
    page = open_page("/admin/", color_scheme=machine)
    ground = "getComputedStyle(document.body).backgroundColor"
    of_machine = page.evaluate(ground)

    for _ in range(3):
        if page.evaluate("document.documentElement.dataset.theme") != chosen:
            page.locator("#header .theme-toggle").click()

    other = open_page("/admin/", color_scheme=chosen)
    assert page.evaluate(ground) == other.evaluate(ground) != of_machine
    assert faults_of(page) == []


def test_row_of_a_list_on_a_small_screen_names_its_columns(open_page):
    make_work()

    page = open_page("/admin/exhibitors/claim/", width=390)
    cells = page.locator("#result_list tbody tr td[data-label]")

    shown = [cell for cell in cells.all() if cell.is_visible()]
    assert shown
    for cell in shown:
        label = cell.evaluate("cell => getComputedStyle(cell, '::before').content")
        assert label.strip('"') == cell.get_attribute("data-label")
        assert cell.inner_text().strip() != "-"
    headings = page.locator("#result_list thead th .text").all_text_contents()
    assert {cell.get_attribute("data-label") for cell in cells.all()} <= {text.strip() for text in headings}


def test_targets_of_a_small_screen_are_big(open_page):
    make_work()
    page = open_page("/admin/exhibitors/claim/", width=390)

    for selector in (".object-tools a", "#toolbar input[type=submit]", "#searchbar", "#header .languages a"):
        box = page.locator(selector).first.bounding_box()
        assert box["height"] >= 40, selector
