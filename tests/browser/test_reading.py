"""Every type of page as people read it: narrow, enlarged, spaced, in the dark, in forced colours, still, printed."""

from collections import defaultdict, namedtuple
from pathlib import Path

import pytest

from tests.browser.faults import violations
from tests.pages import in_language, in_parts, one_of_each_type

pytestmark = pytest.mark.django_db(transaction=True)

LANGUAGES = ["ar", "en"]
OTHER_PAGES = ["/accounts/login/", "/correct/?page=/editions/3/"]
MOST_SHIFT = 0.02

Condition = namedtuple("Condition", "name width density style", defaults=[1, ""])
LARGE = "html { font-size: 200% !important }"
# The text spacing of WCAG 1.4.12. Arabic joins its letters, so the space between them is not asked of it.
SPACED = """
    * { line-height: 1.5 !important; word-spacing: .16em !important }
    :lang(en) { letter-spacing: .12em !important }
    p { margin-block-end: 2em !important }
"""
CONDITIONS = [
    Condition("390 px", 390),
    Condition("1280 px", 1280),
    Condition("320 px", 320),
    Condition("1280 px at 200 %", 640, 2),
    Condition("text at 200 %, 1280 px", 1280, 1, LARGE),
    Condition("text at 200 %, 390 px", 390, 1, LARGE),
    Condition("text spacing, 390 px", 390, 1, SPACED),
    Condition("text spacing, 1280 px", 1280, 1, SPACED),
]
# axe takes long over each; test_public_pages.py lets it look at all its rules, in the light.
SCHEMES = [
    ({"color_scheme": "dark"}, 390),
    ({"color_scheme": "dark"}, 1280),
    ({"color_scheme": "light", "contrast": "more"}, 390),
]
RULES_OF_COLOUR = ["color-contrast", "link-in-text-block"]
AS_IT_COMES = {"media": "screen", "color_scheme": "light", "contrast": "no-preference"}
AS_IT_COMES |= {"forced_colors": "none", "reduced_motion": "no-preference"}

FOLDER = Path(__file__).parent / "looks"
SCRIPTS = {script.stem: script.read_text() for script in FOLDER.glob("*.js")}
# The page's policy lets no style in, but leaves alone a sheet that a script constructs.
RESTYLE = """text => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets = [sheet];
}"""


class Reader:
    """A page, and the ways in which people see it. Every way answers with its faults, one sentence each."""

    def __init__(self, context):
        self.page = context.new_page()
        self.devtools = context.new_cdp_session(self.page)
        self.devtools.send("Network.enable")
        self.devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def go(self, address):
        """Open a page on a telephone, with nothing of it kept from before."""
        self.page.emulate_media(**AS_IT_COMES)
        self.resize(390)
        self.page.goto(address)

    def resize(self, width, density=1):
        metrics = {"width": width, "height": 900, "deviceScaleFactor": density, "mobile": False}
        self.devtools.send("Emulation.setDeviceMetricsOverride", metrics)

    def loading(self):
        shift = self.page.evaluate(SCRIPTS["shift"])
        return [f"shifts by {shift:.3f}"] if shift >= MOST_SHIFT else []

    def enlarged(self):
        faults = []
        for condition in CONDITIONS:
            self.resize(condition.width, condition.density)
            self.page.evaluate(RESTYLE, condition.style)
            faults += [f"{condition.name}: {fault}" for fault in self.page.evaluate(SCRIPTS["legible"])[:4]]
        self.page.evaluate(RESTYLE, "")
        return faults

    def coloured(self):
        only = {"type": "rule", "values": RULES_OF_COLOUR}
        faults = []
        for scheme, width in SCHEMES:
            self.page.emulate_media(**AS_IT_COMES | scheme)
            self.resize(width)
            where = f"{width} px, {', '.join(scheme.values())}"
            faults += [f"{where}: {found}" for found in violations(self.page, runOnly=only)]
        return faults

    def in_forced_colours(self):
        self.page.emulate_media(**AS_IT_COMES | {"forced_colors": "active"})
        return self.page.evaluate(SCRIPTS["edges"])

    def still(self):
        self.page.emulate_media(**AS_IT_COMES | {"reduced_motion": "reduce"})
        return self.page.evaluate(SCRIPTS["motion"])

    def printed(self):
        self.page.emulate_media(**AS_IT_COMES | {"media": "print"})
        return self.page.evaluate(SCRIPTS["print"])[:6]

    def walked_in_forced_colours(self):
        """The focus is seen at every stop of the keyboard."""
        self.page.emulate_media(**AS_IT_COMES | {"forced_colors": "active"})
        faults = []
        for _ in range(20):
            self.page.keyboard.press("Tab")
            faults += self.page.evaluate(SCRIPTS["focus"])
        return faults


WAYS = [
    Reader.loading,
    Reader.enlarged,
    Reader.in_forced_colours,
    Reader.still,
    Reader.printed,
    Reader.walked_in_forced_colours,
]
# Colours are the same in every language.
ONCE = [Reader.coloured]


@pytest.fixture
def reader(browser):
    context = browser.new_context(viewport={"width": 390, "height": 900})
    yield Reader(context)
    context.close()


@in_parts
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_read_in_every_way(portal, reader, subtests, language, part):
    ways = WAYS + ONCE if language == "ar" else WAYS
    faults = defaultdict(dict)
    for path in part([*one_of_each_type(), *OTHER_PAGES]):
        reader.go(portal + in_language(path, language))
        for way in ways:
            if found := way(reader):
                faults[way][path] = found

    for way in ways:
        with subtests.test(way.__name__):
            assert faults[way] == {}


def test_states_of_booths_are_told_apart_by_their_signs_in_forced_colours(portal, reader):
    reader.go(portal + "/editions/demo/exhibition/")
    reader.page.emulate_media(forced_colors="active")

    signs = [sign.screenshot() for sign in reader.page.locator(".plan__key li.booth svg").all()]

    assert len(signs) > 2
    assert len(set(signs)) == len(signs)
