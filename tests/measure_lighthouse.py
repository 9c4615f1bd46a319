"""
What Lighthouse says of each type of public page: `.venv/bin/python -m tests.measure_lighthouse`, after `make tools`.

Installs Lighthouse from the npm registry into a temporary folder, serves the portal as
production does, with data of its own, and measures each page in Arabic and English on a
simulated telephone. Exits with 1 if a page misses a limit. Seconds of a busy machine count
against a page, so one that is too slow is measured twice more, and the middle run counts.
Addresses of pages (the Arabic ones) as arguments measure those only; `--reports FOLDER` keeps what Lighthouse wrote.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.temporary_portal import chromium_or_exit, temporary_portal

LIGHTHOUSE = "lighthouse@12.8.2"  # runs on Node.js 18.20, and newer
FLAGS = [
    *("--headless=new", "--no-sandbox", "--disable-gpu"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"),
]
LANGUAGES = ["ar", "en"]
ACCOUNT_PAGES = ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"]

LEAST = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
TRIES = 3
CLS_LIMIT = 0.02
# Bytes as they pass over the line, compressed and with their headers.
SIZE_LIMITS = {"Stylesheet": 30_000, "Script": 25_000}
# The demonstration and the accounts ask search engines to pass by, and Lighthouse holds that against them.
NOINDEX = "is-crawlable"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", metavar="ADDRESS")
    parser.add_argument("--reports", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    check_node()
    chromium = chromium_or_exit()
    with tempfile.TemporaryDirectory(prefix="lighthouse-", ignore_cleanup_errors=True) as folder:
        lighthouse = Lighthouse(Path(folder), chromium, options.reports)
        lighthouse.install()
        with temporary_portal() as origin:
            sys.exit(measure(lighthouse, origin, options.paths))


def check_node():
    for program, package in {"node": "nodejs", "npm": "npm"}.items():
        if shutil.which(program) is None:
            sys.exit(f"Lighthouse needs {program}: run `sudo apt install {package}`, and repeat.")


def measure(lighthouse, origin, paths):
    """Measure and show every page; give 1 if one of them misses a limit."""
    # They read the models of the portal that now runs.
    from tests.pages import demonstration_pages, one_of_each_type, pages_of_corrections, pages_of_search

    hidden = {*demonstration_pages(), *ACCOUNT_PAGES, *pages_of_corrections(), *pages_of_search()}
    all_faults = {}
    print(f"{'page':<45} perf a11y best  seo    CLS  CSS B   JS B  all kB")
    for path in paths or [*one_of_each_type(), *ACCOUNT_PAGES]:
        for language in LANGUAGES:
            address = path if language == "ar" else f"/{language}{path}"
            report = lighthouse.settled_report(origin + address)
            show(address, report)
            if faults := list(faults_of(report, may_hide=path in hidden)):
                all_faults[address] = faults
    for address, faults in all_faults.items():
        print(f"\n{address}", *faults, sep="\n  ")
    return int(bool(all_faults))


class Lighthouse:
    """Lighthouse in a folder of its own, and the browser that it drives."""

    def __init__(self, folder, chromium, kept):
        self.folder, self.kept = folder, kept
        # It must neither ask nor tell anything at home.
        self.environment = os.environ | {"CHROME_PATH": chromium, "HOME": str(folder), "CI": "1"}

    def install(self):
        command = ["npm", "install", "--prefix", str(self.folder), "--no-audit", "--no-fund", "--ignore-scripts"]
        done = subprocess.run([*command, LIGHTHOUSE], capture_output=True, text=True)
        if done.returncode:
            sys.exit(
                f"{done.stderr.strip()}\nLighthouse could not be installed: check that this machine reaches the npm "
                "registry (`npm ping`), and repeat."
            )

    def settled_report(self, url):
        """The report on a page; if it was too slow, the middle one of three."""
        report = self.report(url)
        if score(report, "performance") >= LEAST["performance"]:
            return report
        reports = [report, self.report(url), self.report(url)]
        return sorted(reports, key=lambda report: score(report, "performance"))[1]

    def report(self, url):
        """The report on a page. Now and then the browser loses the trace of one, so a failure is tried again."""
        for _ in range(TRIES):
            trouble, report = self.measure(url)
            if not trouble:
                return report
        sys.exit(f"Lighthouse could not measure {url}: {trouble}")

    def measure(self, url):
        """What went wrong, or "", and the report."""
        # By a file: Lighthouse ends before a pipe has taken all that it wrote.
        written = self.folder / "report.json"
        written.unlink(missing_ok=True)
        command = [self.folder / "node_modules/.bin/lighthouse", url, "--output=json", f"--output-path={written}"]
        command += ["--quiet", "--no-enable-error-reporting", "--form-factor=mobile", "--throttling-method=simulate"]
        command += [f"--only-categories={','.join(LEAST)}", f"--chrome-flags={' '.join(FLAGS)}"]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True)
        if not written.exists():
            return done.stderr.strip() or "it wrote no report", None
        report = json.loads(written.read_text())
        if error := report.get("runtimeError"):
            return error["message"], None
        if self.kept:
            self.keep(written, url)
        return "", report

    def keep(self, written, url):
        self.kept.mkdir(parents=True, exist_ok=True)
        name = url.split("/", 3)[3].strip("/").replace("/", "-") or "home"
        shutil.copy(written, self.kept / f"{name}.json")


def score(report, category):
    return round(report["categories"][category]["score"] * 100)


def layout_shift(report):
    return report["audits"]["cumulative-layout-shift"]["numericValue"]


def transferred(report, kind=None):
    """Bytes over the line, of one kind of file or of all."""
    files = report["audits"]["network-requests"]["details"]["items"]
    return sum(file["transferSize"] for file in files if kind in (None, file["resourceType"]))


def show(address, report):
    scores = "".join(f"{score(report, category):5}" for category in LEAST)
    sizes = "".join(f"{transferred(report, kind):7}" for kind in SIZE_LIMITS)
    print(f"{address:<45}{scores}{layout_shift(report):7.3f}{sizes}{transferred(report) / 1000:8.0f}", flush=True)


def faults_of(report, *, may_hide):
    """What a page misses, a line each."""
    for category, least in LEAST.items():
        failed = failed_audits(report, category)
        if score(report, category) < least and not (may_hide and failed == [NOINDEX]):
            yield f"{category} {score(report, category)}, at least {least}"
            yield from (f"  {describe(report['audits'][name])}" for name in failed)
    if layout_shift(report) >= CLS_LIMIT:
        yield f"layout shift {layout_shift(report):.3f}, below {CLS_LIMIT}"
    for kind, limit in SIZE_LIMITS.items():
        if transferred(report, kind) > limit:
            yield f"{kind} {transferred(report, kind)} bytes, at most {limit}"


def failed_audits(report, category):
    references = report["categories"][category]["auditRefs"]
    return [
        reference["id"]
        for reference in references
        if reference["weight"]
        and (report["audits"][reference["id"]]["score"] or 0) < 1
        and report["audits"][reference["id"]]["scoreDisplayMode"] not in ("notApplicable", "manual", "informative")
    ]


def describe(audit):
    """An audit with what it found, in a line."""
    items = audit.get("details", {}).get("items", [])
    found = [item["node"]["snippet"] for item in items if "node" in item][:3]
    return " | ".join([f"{audit['id']}: {audit['title']}", audit.get("displayValue", ""), *found]).strip(" |")


if __name__ == "__main__":
    main()
