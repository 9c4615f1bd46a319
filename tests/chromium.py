"""Which Chromium the browser tests drive."""

import os
import shutil
import subprocess
import sys

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]


def find_chromium():
    """The path of a Chromium on this machine, the one that CHROMIUM names first, or None."""
    if path := os.getenv("CHROMIUM"):
        return path
    for name in NAMES:
        if path := shutil.which(name):
            return path
    return _playwrights_own()


def bring_chromium():
    """The path of a Chromium, installed now if need be. Exits with a sentence if there is none to be had."""
    if path := find_chromium():
        return path
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium with apt...", flush=True)
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", "-qq", *arguments], env=environment, stdout=subprocess.DEVNULL)
        if path := find_chromium():
            return path
    print("Installing Playwright's own Chromium...", flush=True)
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], stdout=subprocess.DEVNULL)
    if path := find_chromium():
        return path
    sys.exit(
        "The browser tests need a Chromium and none can be had: run `sudo apt install chromium`, "
        "or set CHROMIUM to the path of one, then `make test` again."
    )


def _playwrights_own():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if os.path.exists(path) else None
