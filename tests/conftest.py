"""What all tests share. Settings of the tests: settings.py; data: makers.py."""

from pathlib import Path

from forum_portal.messages import compile_messages


def pytest_configure():
    compile_messages(Path(__file__).parent.parent / "locale")
