"""What the tests in a browser share. They run on SQLite alone."""

import sqlite3
from contextlib import closing

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from forum_portal.archive.demo import load_demo
from forum_portal.archive.series import load_series
from tests import makers


@pytest.fixture(scope="session")
def shipped_copy():
    """Empty at first; the first test that needs the archive and the demonstration leaves a copy of them here."""
    with closing(sqlite3.connect(":memory:")) as copy:
        yield copy


@pytest.fixture
def portal(live_server, shipped_copy):
    """The address of a portal with the archive and the demonstration."""
    connection.ensure_connection()
    if shipped_copy.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        shipped_copy.backup(connection.connection)
        ContentType.objects.clear_cache()  # each flush numbers them anew
    else:
        load_series()
        load_demo()
        connection.connection.backup(shipped_copy)
    return live_server.url


@pytest.fixture
def open_page(browser, client, live_server):
    """A function that opens a page of the admin as a superuser; complaints of the browser fail the test."""
    client.force_login(makers.make_user(superuser=True))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    contexts, complaints = [], []

    def note(message):
        if message.type == "error":
            complaints.append(message.text)

    def open_page(path, *, width=1280, **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="ar", **options)
        contexts.append(context)
        context.add_cookies([cookie])
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request",
            lambda request: (
                None if request.url.startswith((live_server.url, "data:")) else complaints.append(request.url)
            ),
        )
        page.goto(live_server.url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
