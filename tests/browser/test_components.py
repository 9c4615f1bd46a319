"""What only a browser can show of the page of components: axe-core and sideways scroll, in both directions."""

import pytest

from forum_portal.components import DIRECTIONS
from tests.browser.faults import too_wide, violations

pytestmark = pytest.mark.django_db(transaction=True)

# What many components on one page bring about and no page of the portal has: each rule with its reason.
EXCUSED = {
    "heading-order": "a specimen begins with the heading that it has on its own page",
    "landmark-unique": "the same component stands here in several states",
    "landmark-complementary-is-top-level": "the note of the demonstration stands in the page rather than over it",
}


@pytest.fixture
def page(browser, live_server, settings):
    settings.DEBUG = True
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{live_server.url}/components/")
    yield page
    context.close()


def leave_only(page, language):
    """Take the other columns away: two copies on a page have each id twice."""
    others = ", ".join(f".direction[lang={code}]" for code in DIRECTIONS if code != language)
    page.evaluate("others => document.querySelectorAll(others).forEach(other => other.remove())", others)


@pytest.mark.parametrize("width", [390, 1280])
def test_components_do_not_scroll_sideways(page, width):
    page.set_viewport_size({"width": width, "height": 900})

    assert too_wide(page) == []


@pytest.mark.parametrize("language", DIRECTIONS)
def test_components_are_accessible_in_every_state(page, language):
    leave_only(page, language)
    rules = {name: {"enabled": False} for name in EXCUSED}
    faults = {}
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            page.evaluate("Promise.all(document.getAnimations().map(animation => animation.finished))")
            if found := violations(page, rules=rules):
                faults[width, theme] = found

    assert faults == {}
