"""The files of the repository itself, for the tests that read them."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def files_in_git(*patterns):
    """The tracked files that match git's ``patterns``, all of them without any, as paths from the top."""
    if not (ROOT / ".git").exists():
        pytest.fail("These tests ask git which files are the project's: run them in a clone.")
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return sorted(name for name in listed.stdout.split("\0") if name and (ROOT / name).exists())
