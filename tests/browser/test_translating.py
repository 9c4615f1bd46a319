"""Translations in a real browser: how the tabs of a form stand, and the pages of the work."""

import pytest

from forum_portal.translating.records import sweep
from tests import makers
from tests.browser.faults import faults_of
from tests.browser.test_bidi import ORDER, replace_all_texts
from tests.translating import (
    change,
    make_edition_in_each_state,
    make_evidence,
    make_texts,
    mark_reviewed,
    outdate,
    page_of,
    record_of,
    state_of,
)

pytestmark = pytest.mark.django_db(transaction=True)


def tab_of(page, name):
    return page.locator(f"#id_{name}-tab")


def box_of(page, name):
    """The box by which a form says that the translation in the input ``name`` was reviewed."""
    return page.locator(f".form-row:has(#id_{name}) > .translations__note input")


@pytest.fixture
def topic():
    """A topic whose English is reviewed and whose French is older than its Arabic."""
    topic = makers.make_topic(name_ar="موضوع", name_fr="Thème")
    change(topic, name_ar="موضوع آخر", name_en="Topic")
    mark_reviewed(topic, "name")
    return topic


def test_tabs_say_how_each_translation_stands(open_page, topic):
    page = open_page(f"/en/admin/editions/topic/{topic.pk}/change/")

    assert "is-reviewed" in tab_of(page, "name_en").get_attribute("class")
    assert "(reviewed)" in tab_of(page, "name_en").inner_text()
    assert "is-outdated" in tab_of(page, "name_fr").get_attribute("class")
    assert "(older than the Arabic)" in tab_of(page, "name_fr").inner_text()
    assert "is-" not in tab_of(page, "name_ar").get_attribute("class")
    assert faults_of(page) == []


def test_what_is_being_typed_is_neither_outdated_nor_reviewed(open_page, topic):
    page = open_page(f"/en/admin/editions/topic/{topic.pk}/change/")
    tab_of(page, "name_en").click()
    box = box_of(page, "name_en")
    assert not box.is_visible()

    page.locator("#id_name_en").press("End")
    page.keyboard.type("s")

    assert "is-reviewed" not in tab_of(page, "name_en").get_attribute("class")
    assert box.is_visible()
    page.keyboard.press("Backspace")
    assert "is-reviewed" in tab_of(page, "name_en").get_attribute("class")
    assert not box.is_visible()


def test_translation_is_ticked_and_saved_with_the_form(open_page, topic):
    page = open_page(f"/en/admin/editions/topic/{topic.pk}/change/")
    tab_of(page, "name_fr").click()
    assert "changed since" in page.locator("#id_name_fr-note").inner_text()

    box_of(page, "name_fr").check()
    page.locator("input[name=_save]").click()
    page.wait_for_url("**/admin/editions/topic/")

    assert state_of(topic, "name", "fr") == "reviewed"


def test_list_leads_to_the_tab_of_the_language_and_back(open_page):
    edition = make_edition_in_each_state()
    page = open_page(page_of(edition, "/en") + "?state=missing&language=fr")

    page.get_by_role("link", name="Translate Edition").click()
    page.wait_for_url("**/change/**")
    assert page.evaluate("document.activeElement.id") == "id_theme_fr"
    assert page.locator("#id_theme_fr").is_visible()
    page.keyboard.type("Devise")
    page.locator("input[name=_save]").click()
    page.wait_for_url("**/translations/edition/**")

    assert state_of(edition, "theme", "fr") == "to_review"
    assert "?state=missing&language=fr" in page.url


def test_error_is_shown_before_what_the_address_names(open_page, topic):
    page = open_page(f"/en/admin/editions/topic/{topic.pk}/change/#id_name_fr")
    tab_of(page, "name_ar").click()
    page.fill("#id_name_ar", "")

    page.locator("input[name=_save]").click()
    page.locator(".errornote").wait_for()

    assert page.locator("#id_name_ar").is_visible()
    assert not page.locator("#id_name_fr").is_visible()


def test_address_opens_the_fold_in_which_a_row_lies(open_page):
    edition = makers.make_edition()
    evidence = make_evidence(edition, note_fr="Note")
    record = record_of(evidence, "note", "fr")

    page = open_page(f"/admin/editions/edition/{edition.pk}/change/#translation-{record.pk}")

    note = page.locator("#id_editions-evidence-content_type-object_id-0-note_fr")
    assert note.is_visible()
    assert note.evaluate("input => input === document.activeElement")


def test_work_is_ticked_and_marked_with_the_keyboard_alone(open_page):
    edition = make_edition_in_each_state()
    page = open_page(page_of(edition, "/en") + "?state=to_review")
    box = page.get_by_role("checkbox", name="Edition, Title, English")

    box.focus()
    page.keyboard.press("Space")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "submit":
            break
    page.keyboard.press("Enter")
    page.locator(".messagelist .success").wait_for()

    assert state_of(edition, "title") == "reviewed"


def test_what_has_the_focus_is_not_under_the_button_at_the_foot(open_page):
    edition = makers.make_edition()
    for _ in range(12):
        makers.make_axis(edition=edition, title_en="Axis")
    page = open_page(page_of(edition, "/en") + "?state=to_review", width=390)
    row = page.locator(".work .submit-row").bounding_box()

    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") != "checkbox":
            continue
        box = page.evaluate("(({ top, bottom }) => ({ top, bottom }))(document.activeElement.getBoundingClientRect())")
        assert box["bottom"] <= row["y"] + 1 or page.evaluate("scrollY + innerHeight >= document.body.scrollHeight")


def test_every_value_of_the_work_is_seen_in_its_own_order(open_page):
    edition = makers.make_edition(title_en="Edition", about_ar="نص", about_en="Text")
    for item in make_texts(edition):
        outdate(item)
    values = replace_all_texts(0)
    sweep()

    found = {
        path: open_page(path).evaluate(ORDER, values)
        for path in ("/admin/translations/", f"{page_of(edition)}?state=all", f"{page_of(edition)}?state=all&page=2")
    }

    assert {path: result["faults"] for path, result in found.items() if result["faults"]} == {}
    assert sum(result["count"] for result in found.values()) > 100


def make_long_work():
    edition = make_edition_in_each_state()
    long_word = "https://example.org/" + "a" * 120
    change(edition, about_ar="كلمة " * 200, about_en="word " * 200, venue_ar=long_word, venue_en=long_word)
    paper = makers.make_paper(edition=edition, title_ar="ورقة " * 60, title_en="Paper " * 50)
    change(paper, title_ar="ورقة أخرى")
    makers.make_exhibitor(name_ar="شركة " * 20)
    return edition


@pytest.mark.parametrize(
    ("prefix", "width", "scheme"),
    [("", 390, "light"), ("", 1280, "dark"), ("/en", 390, "dark"), ("/en", 1280, "light"), ("/fr", 390, "light")],
)
def test_pages_of_the_work_are_clean(open_page, prefix, width, scheme):
    edition = make_long_work()
    work = page_of(edition, prefix)
    pages = [
        f"{prefix}/admin/translations/",
        f"{work}?state=all",
        f"{work}?state=all&ticked=all",
        f"{work}?state=missing",
        f"{work}?state=reviewed&language=en",
        f"{prefix}/admin/translations/companies/",
        f"{prefix}/admin/translations/series/",
    ]
    page = open_page(pages[0], width=width, color_scheme=scheme)
    origin = page.url.split(prefix + "/admin/")[0]

    found = {}
    for path in pages:
        page.goto(origin + path)
        for fold in page.locator("details summary").all():
            fold.click()
        if lines := faults_of(page):
            found[path] = lines

    assert not found
