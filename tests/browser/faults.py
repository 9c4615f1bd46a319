"""What is wrong with a page, whatever it shows."""

from axe_playwright_python.sync_playwright import Axe

LEVELS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]


def faults_of(page, **options):
    return [*violations(page, **options), *too_wide(page)]


def violations(page, **options):
    """What axe-core finds, as short lines; ``options`` are those of its own."""
    # Without its preload, which writes the sheets that Django's import into the page, against the policy.
    options = {"resultTypes": ["violations"], "preload": False} | options
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {node['html'][:150]}" for rule in found for node in rule["nodes"][:3]]


def too_wide(page):
    """By how much the page slides sideways, as a line; none if it does not."""
    pixels = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{pixels} px too wide"] if pixels > 0 else []
