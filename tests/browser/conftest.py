"""What the tests in a browser share."""

import pytest

from forum_portal.archive.demo import load_demo
from forum_portal.archive.series import load_series


@pytest.fixture
def portal(live_server):
    """The address of a portal with the archive and the demonstration. Loading them takes long: use it sparingly."""
    load_series()
    load_demo()
    return live_server.url
