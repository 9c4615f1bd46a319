"""
What the programme of 120 papers costs: `.venv/bin/python -m tests.measure_programme`, after `make tools`.

Serves the portal with the demonstration, to which papers are added like its own, and opens its programme as a first
visit, in Arabic and English, on a telephone and a desk: requests and bytes over the line, queries, and how long the
server takes beside the page of privacy, which asks the database for one text. `--beside URL` opens another programme
in the same way.
Exits with 1 if a limit is missed; the time is shown and no limit.
"""

import argparse
import gzip
import statistics
import sys
import time
from urllib.request import Request, urlopen

from tests.temporary_portal import chromium_or_exit, temporary_portal

PATH = "/editions/demo/programme/"
BESIDE = "/privacy/"
WIDTHS = (390, 1280)
MOST = {"queries": 8, "HTML": 30_000, "bytes": 150_000, "requests": 12}
TIMES = 15
PAPERS = 120


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--beside", metavar="URL")
    options = parser.parse_args()
    chromium = chromium_or_exit()
    with temporary_portal() as origin:
        print(f"papers: {grow_to(PAPERS)}")
        found = [queries_of(PATH)]
        print(f"queries: {found[0]['queries']}")
        addresses = [origin + language + PATH for language in ("", "/en")]
        for address in [*addresses, *([options.beside] if options.beside else [])]:
            for width in WIDTHS:
                visit = first_visit(chromium, address, width)
                print(f"{address.removeprefix(origin)} at {width}: {visit}")
                found += [visit] if address in addresses else []
        own, other = (typical_time(origin + path) for path in (PATH, BESIDE))
        print(
            f"the programme takes {own / other:.1f} times as long as {BESIDE}: "
            f"{1000 * own:.0f} ms and {1000 * other:.0f} ms"
        )
    missed = [f"{name} {values[name]}" for values in found for name in values if values[name] > MOST[name]]
    if missed:
        sys.exit(f"Over the limit: {', '.join(missed)}")


def grow_to(papers):
    """Give the demonstration ``papers`` papers, the new ones like those it has; return how many there are."""
    from papers.models import Paper

    own = list(Paper.objects.published().filter(edition__is_demo=True).with_speakers().order_by("number"))
    for paper in own[: papers - len(own)]:
        parts = list(paper.presentations.all())
        paper.pk, paper.number, paper._state.adding = None, None, True
        paper.save()
        for part in parts:
            part.pk, part.paper, part._state.adding = None, paper, True
            part.save()
    return Paper.objects.published().filter(edition__is_demo=True).count()


def queries_of(path):
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        Client(headers={"host": "localhost"}).get(path)
    return {"queries": len(asked)}


def first_visit(chromium, address, width):
    """Requests and bytes, as they pass over the line, of who opens ``address`` with nothing kept."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        # What is fetched later for the time without a network is no part of the visit.
        context = browser.new_context(viewport={"width": width, "height": 900}, service_workers="block")
        page = context.new_page()
        devtools = context.new_cdp_session(page)
        devtools.send("Network.enable")
        sizes, pages = {}, set()
        devtools.on(
            "Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]})
        )
        devtools.on(
            "Network.responseReceived",
            lambda event: pages.add(event["requestId"]) if event["type"] == "Document" else None,
        )
        page.goto(address, wait_until="networkidle")
        page.wait_for_timeout(1000)
        browser.close()
    over_the_line = {key: size for key, size in sizes.items() if size}
    return {
        "requests": len(over_the_line),
        "bytes": int(sum(over_the_line.values())),
        "HTML": int(sum(size for key, size in over_the_line.items() if key in pages)),
    }


def typical_time(address):
    times = []
    for _time in range(TIMES):
        start = time.perf_counter()
        with urlopen(Request(address, headers={"Accept-Encoding": "gzip"})) as answer:
            gzip.decompress(answer.read())
        times.append(time.perf_counter() - start)
    return statistics.median(times)


if __name__ == "__main__":
    main()
