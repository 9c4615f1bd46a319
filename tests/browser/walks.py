"""
Walks through the portal with the keyboard alone, and what a screen reader meets on the way.

Written to be read and done by hand: open the page in a window of the width that is named,
press the keys, and see that what has the focus is what stands beside them. test_walks.py
does the same in Arabic and in English. Names are those of the English pages; what is
written by people of the forum is named by the place where it stands instead.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Step:
    """A key, and what has the focus once it is pressed."""

    key: str
    #: What it is, in the words of a screen reader: "link", "button", "textbox", "disclosure" ...
    role: str
    #: Its name on the English page; "" where the place says enough.
    name: str = ""
    #: A CSS selector of what it lies in.
    inside: str = "body"
    #: Whether a disclosure is open, or a field invalid.
    state: str = ""
    #: How often the key may have to be pressed.
    at_most: int = 1
    #: The page that the key leads to, without its language.
    leads_to: str = ""


@dataclass(frozen=True)
class Walk:
    title: str
    path: str
    width: int
    steps: list = field(default_factory=list)


OTHER_LANGUAGE = "English, or العربية on the English page"

WALKS = [
    Walk(
        "Over the head to the content",
        "/",
        390,
        [
            Step("Tab", "link", "Skip to the content"),
            Step("Enter", "main"),
            Step("Tab", "combobox", "What are you looking for?", inside="main"),
            Step("Tab", "button", "Search", inside="main"),
        ],
    ),
    Walk(
        "The sections and languages of the head on a telephone",
        "/",
        390,
        [
            Step("Tab", "link", "Skip to the content"),
            Step("Tab", "link", "Arab Forum for Small and Medium Industries"),
            Step("Tab", "link", "Search"),
            Step("Tab", "disclosure", "Menu", state="closed"),
            Step("Enter", "disclosure", "Menu", state="open"),
            Step("Tab", "link", "Editions", inside=".site-nav"),
            Step("Escape", "disclosure", "Menu", state="closed"),
            Step("Enter", "disclosure", "Menu", state="open"),
            Step("Tab", "link", OTHER_LANGUAGE, inside=".languages", at_most=15),
            Step("Tab", "link", inside="main", at_most=5),
        ],
    ),
    Walk(
        "The sections and languages of the head on a wide screen",
        "/",
        1280,
        [
            Step("Tab", "link", "Skip to the content"),
            Step("Tab", "link", "Arab Forum for Small and Medium Industries"),
            Step("Tab", "link", "Search", inside=".site-head"),
            Step("Tab", "link", "Editions", inside=".site-nav"),
            Step("Tab", "link", OTHER_LANGUAGE, inside=".languages", at_most=15),
            Step("Tab", "link", inside="main", at_most=5),
        ],
    ),
    Walk(
        "From the contents of an edition to a section of it",
        "/editions/3/",
        390,
        [
            Step("Tab", "link", "Skip to the content"),
            Step("Enter", "main"),
            Step("Tab", "disclosure", "On this page", inside=".toc", state="closed", at_most=20),
            Step("Enter", "disclosure", "On this page", state="open"),
            Step("Tab", "link", inside=".toc"),
            Step("Tab", "link", "Axes", inside=".toc", at_most=10),
            Step("Enter", "page", leads_to="/editions/3/#axes"),
            Step("Tab", "link", inside="section[aria-labelledby=axes]"),
        ],
    ),
    Walk(
        "A doubt, its reason, and the way to correct a fact",
        "/editions/3/",
        1280,
        [
            Step("Tab", "disclosure", inside=".doubt", state="closed", at_most=60),
            Step("Enter", "disclosure", inside=".doubt", state="open"),
            Step("Enter", "disclosure", inside=".doubt", state="closed"),
            Step("Tab", "link", inside=".correct", at_most=20),
            Step("Enter", "page", leads_to="/correct/"),
            Step("Tab", "link", "Skip to the content"),
        ],
    ),
    Walk(
        "Filtering a programme",
        "/editions/3/programme/",
        1280,
        [
            Step("Tab", "link", "Skip to the content"),
            Step("Enter", "main"),
            Step("Tab", "region", "Country of the speaker", inside=".strip", at_most=12),
            Step("Tab", "link", inside=".chips"),
            Step("Tab", "searchbox", "Words", inside=".filters", at_most=24),
            Step("Tab", "button", "Show", inside=".filters"),
            # The answer comes in place, and the focus stays.
            Step("Enter", "button", "Show", inside=".filters"),
            Step("Tab", "link", inside=".slot", at_most=4),
        ],
    ),
    Walk(
        "The plan of an exhibition and the list that says the same",
        "/editions/demo/exhibition/",
        390,
        [
            Step("Tab", "link", "Skip to the content"),
            Step("Enter", "main"),
            Step("Tab", "link", "Past the plan, to the list of booths", at_most=9),
            Step("Tab", "button", "Larger", inside=".plan__tools"),
            Step("Tab", "region", "Plan", inside=".plan", at_most=7),
            Step("Tab", "link", inside=".plan"),
            Step("Enter", "heading", inside=".chosen"),
            Step("Tab", "button", "Back to the plan", inside=".chosen", at_most=2),
            Step("Enter", "link", inside=".plan"),
        ],
    ),
    Walk(
        "A correction that was sent empty",
        "/correct/?page=/editions/3/",
        390,
        [
            Step("Tab", "textbox", "What should it say?", at_most=20),
            Step("Tab", "button", "Send the correction", at_most=8),
            Step("Enter", "alert", inside="#form-errors", leads_to="/correct/"),
            Step("Tab", "link", "What should it say?", inside="#form-errors"),
            Step("Enter", "textbox", "What should it say?", state="invalid"),
        ],
    ),
    Walk(
        "Signing in without a word",
        "/accounts/login/",
        390,
        [
            Step("Tab", "textbox", inside=".form", at_most=20),
            Step("Tab", "button", "Sign in", inside=".form", at_most=8),
            Step("Enter", "alert", inside="#form-errors", leads_to="/accounts/login/"),
            Step("Tab", "link", inside="#form-errors"),
            Step("Enter", "textbox", inside=".form", state="invalid"),
        ],
    ),
]

# What a screen reader's list of landmarks says, from the first to the last.
LANDMARKS = {
    "/": [
        ("banner", ""),
        ("navigation", "Sections"),
        ("navigation", "Languages"),
        ("main", ""),
        ("contentinfo", ""),
    ],
    "/editions/3/": [
        ("banner", ""),
        ("navigation", "Sections"),
        ("navigation", "Languages"),
        ("main", ""),
        ("navigation", "You are here"),
        ("navigation", "On this page"),
        ("region", "Axes"),
        ("navigation", "Other editions"),
        ("contentinfo", ""),
    ],
    "/editions/demo/programme/?country=MA&q=zzz": [
        ("banner", ""),
        ("navigation", "Sections"),
        ("navigation", "Languages"),
        ("complementary", "Demonstration"),
        ("main", ""),
        ("navigation", "You are here"),
        ("navigation", "Days"),
        ("region", "Country of the speaker"),
        ("search", "Filter the programme"),
        ("contentinfo", ""),
    ],
    "/editions/demo/exhibition/": [
        ("banner", ""),
        ("complementary", "Demonstration"),
        ("main", ""),
        ("search", "Filter and order the booths"),
        ("region", "Plan"),
        ("region", "Booths"),
        ("contentinfo", ""),
    ],
}
