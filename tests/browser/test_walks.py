"""The walks of walks.py, done in a browser: where the focus is, and in what order a screen reader reads."""

import pytest
from django.utils.translation import gettext, override

from tests.browser.walks import LANDMARKS, OTHER_LANGUAGE, WALKS
from tests.pages import in_language, one_of_each_type

pytestmark = pytest.mark.django_db(transaction=True)

LANGUAGES = ["ar", "en"]
# In Chromium's words and in ours.
ROLES = {
    "DisclosureTriangle": "disclosure",
    "RootWebArea": "page",
    "searchbox": "searchbox",
    "ComboBoxSelect": "combobox",
}
LANDMARK_ROLES = {"banner", "navigation", "main", "contentinfo", "complementary", "region", "search"}


class Listener:
    """A page as those meet it who neither see it nor point at it."""

    def __init__(self, context):
        self.page = context.new_page()
        self.devtools = context.new_cdp_session(self.page)
        self.devtools.send("Accessibility.enable")

    def focused(self):
        """(role, name, states) of what has the focus."""
        found = self.devtools.send("Runtime.evaluate", {"expression": "document.activeElement"})["result"]
        asked = {"objectId": found["objectId"], "fetchRelatives": False}
        node = self.devtools.send("Accessibility.getPartialAXTree", asked)["nodes"][0]
        if found["className"] == "HTMLBodyElement":
            return "page", "", set()
        states = {property["name"]: property["value"].get("value") for property in node.get("properties", [])}
        told = {"open" if states["expanded"] else "closed"} if "expanded" in states else set()
        told |= {"invalid"} if states.get("invalid") in ("true", True) else set()
        return role_of(node), name_of(node), told

    def nodes(self):
        """The nodes of the accessibility tree that are told, in the order of reading."""
        tree = self.devtools.send("Accessibility.getFullAXTree")["nodes"]
        by_id = {node["nodeId"]: node for node in tree}
        stack, told = [tree[0]], []
        while stack:
            node = stack.pop()
            if not node["ignored"]:
                told.append(node)
            stack += [by_id[child] for child in reversed(node.get("childIds", [])) if child in by_id]
        return told


def role_of(node):
    role = node.get("role", {}).get("value", "")
    return ROLES.get(role, role)


def name_of(node):
    return " ".join(node.get("name", {}).get("value", "").split())


@pytest.fixture
def listener(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield Listener(context)
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_walks_with_the_keyboard_lead_where_they_say(portal, listener, subtests, language):
    for walk in WALKS:
        with subtests.test(walk.title), override(language):
            listener.page.set_viewport_size({"width": walk.width, "height": 844})
            listener.page.goto(portal + in_language(walk.path, language))
            for place, step in enumerate(walk.steps, start=1):
                assert fault_of(listener, step, language) == "", f"step {place}: {step}"


# A box of the search becomes a combobox once its script is there, which the focus asks for; so does a programme, whose
# form leads to another page until then. An answer that comes in place takes its moment.
WITH_ITS_SCRIPT = """() => !document.querySelector("[aria-busy]") &&
    !document.activeElement.closest("[data-programme]:not([data-ready])") &&
    (!document.activeElement.dataset.suggest || document.activeElement.role === "combobox")"""


# What asks for the focus by itself gets it when the page is drawn, which may be after it is loaded.
DRAWN = "() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"


def fault_of(listener, step, language):
    """Do a step; what is not as it says, or nothing."""
    for _ in range(step.at_most):
        if step.leads_to:
            press_and_arrive(listener.page, step, language)
            listener.page.evaluate(DRAWN)
        else:
            listener.page.keyboard.press(step.key)
            listener.page.wait_for_function(WITH_ITS_SCRIPT)
        role, name, states = listener.focused()
        inside = listener.page.evaluate("place => !!document.activeElement.closest(place)", step.inside)
        as_it_says = role == step.role and inside and (not step.name or name == name_in(step.name, language))
        if as_it_says and (not step.state or step.state in states):
            return ""
    return f"the focus is on {role} {name!r} {states or ''}{'' if inside else ', elsewhere'}"


def press_and_arrive(page, step, language):
    address = in_language(step.leads_to, language)
    if "#" in address:
        page.keyboard.press(step.key)
        page.wait_for_url(f"**{address}")
        return
    with page.expect_navigation(url=lambda url: address in url):
        page.keyboard.press(step.key)


def name_in(name, language):
    if name == OTHER_LANGUAGE:
        return {"ar": "English", "en": "العربية"}[language]
    return gettext(name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_told_in_order(portal, listener, subtests, language):
    paths = [*one_of_each_type(), "/accounts/login/", "/correct/?page=/editions/3/"]
    faults = {}
    for path in paths:
        listener.page.goto(portal + in_language(path, language))
        nodes = listener.nodes()
        with override(language):
            found = [*faults_of_landmarks(nodes, path), *faults_of_headings(nodes), *faults_of_texts(listener, nodes)]
        if listener.page.evaluate("document.documentElement.lang") != language or not listener.page.title():
            found.append("no language or title of its own")
        if found:
            faults[path] = found

    assert faults == {}


def faults_of_landmarks(nodes, path):
    """Landmarks in the order that is written down, each with a name where there are several of a kind."""
    landmarks = [(role_of(node), name_of(node)) for node in nodes if role_of(node) in LANDMARK_ROLES]
    faults = [f"several {role} {name!r}" for role, name in set(landmarks) if landmarks.count((role, name)) > 1]
    faults += [f"{role} without a name" for role, name in landmarks if role in ("navigation", "region") and not name]
    rest = iter(landmarks)
    for role, name in LANDMARKS.get(path, LANDMARKS["/"]):
        if (role, gettext(name) if name else "") not in rest:
            return [*faults, f"no {role} {name!r} in its place among {landmarks}"]
    return faults


def faults_of_headings(nodes):
    """One heading of the first level, and no level left out on the way down."""
    headings = [node for node in nodes if role_of(node) == "heading"]
    levels = [
        next(property["value"]["value"] for property in node["properties"] if property["name"] == "level")
        for node in headings
    ]
    faults = [] if levels.count(1) == 1 else [f"{levels.count(1)} headings of level 1"]
    for before, level, heading in zip([0, *levels], levels, headings, strict=False):
        if level > before + 1 or not name_of(heading):
            faults.append(f"level {level} after {before}: {name_of(heading)!r}")
    return faults


def faults_of_texts(listener, nodes):
    """All that is shown is told, in the order of the page; what only adorns is not."""
    told = [name_of(node) for node in nodes if role_of(node) == "StaticText"]
    shown, adorning = listener.page.evaluate(TEXTS)
    rest = iter(told)
    for text in shown:
        if text not in rest:
            return [f"not told in its place: {text[:60]}"]
    return [f"told, though it only adorns: {text}" for text in adorning if text in told]


# The words of the page in the order of its code, and the words that only adorn it.
TEXTS = """() => {
    const shown = [], adorning = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const parent = walker.currentNode.parentElement;
        const text = walker.currentNode.data.trim().split(/\\s+/).join(" ");
        if (!text || parent.closest("svg, script, style, option, textarea") || !parent.checkVisibility()) continue;
        if (parent.closest("[aria-hidden=true]")) adorning.push(text);
        else shown.push(text);
    }
    return [shown, adorning];
}"""
