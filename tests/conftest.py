"""What all tests share. Settings of the tests: settings.py; data: makers.py."""

import os
from functools import wraps

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.chromium import find_chromium

# Chromium's own calls to its maker's hosts; a test machine has no business there.
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"]

# A machine that is busy with others must not decide a test. In milliseconds, for what a page is waited for:
PATIENCE = 60_000
hypothesis_settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("unhurried")


def pytest_addoption(parser):
    parser.addoption("--in-full", action="store_true", help="run what goes by chance for as long as proves something")


def pytest_generate_tests(metafunc):
    """``@pytest.mark.rounds(few, many)``: a test is run ``few`` times, ``many`` with --in-full."""
    if marker := metafunc.definition.get_closest_marker("rounds"):
        few, many = marker.args
        metafunc.fixturenames.append("_round")
        rounds = range(many if metafunc.config.getoption("in_full") else few)
        metafunc.parametrize("_round", rounds, indirect=True)


@pytest.fixture
def _round(request):
    """Which round it is."""
    return request.param


@pytest.fixture(scope="session")
def browser():
    """A Chromium for the whole run. Each test opens a context of its own in it."""
    from playwright.sync_api import Locator, expect, sync_playwright

    path = find_chromium()
    if path is None:
        pytest.fail("There is no Chromium: `make test` brings one, or set CHROMIUM to the path of yours.")
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        plain = browser.new_context

        def new_context(**options):
            # What a worker fetches after a page would reach into the next test. Those of the worker ask for it.
            context = plain(**{"service_workers": "block"} | options)
            context.set_default_timeout(PATIENCE)
            return context

        browser.new_context = new_context
        expect.set_options(timeout=PATIENCE)
        with pytest.MonkeyPatch.context() as patch:
            for act in ("click", "press"):
                patch.setattr(Locator, act, and_loads(getattr(Locator, act)))
            yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def and_loads(act):
    """
    ``act`` of a locator, which ends when the page that it led to is loaded.

    Playwright's own ends as soon as that page has begun, and what is then read of it may be half of it.
    """

    @wraps(act)
    def acting(self, *args, **options):
        act(self, *args, **options)
        self.page.wait_for_load_state()

    return acting


@pytest.fixture(autouse=True, scope="session")
def flush_empties_what_is_never_altered():
    """
    Let Django empty the tables after a test that commits.

    On SQLite it does so by DELETE, which the audit and the invoices refuse, so their triggers step
    aside for that moment. PostgreSQL's TRUNCATE does not meet them.
    """
    if connection.vendor != "sqlite":
        yield
        return
    operations = type(connection.ops)
    plain = operations.sql_flush

    def sql_flush(self, style, tables, **options):
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' "
                "AND tbl_name IN ('exhibitors_audit', 'exhibitors_invoice')"
            )
            triggers = cursor.fetchall()
        drop = [f"DROP TRIGGER {name}" for name, _sql in triggers]
        return [*drop, *plain(self, style, tables, **options), *(sql for _name, sql in triggers)]

    operations.sql_flush = sql_flush
    yield
    operations.sql_flush = plain


@pytest.fixture(scope="session")
def groups_of_the_migrations(django_db_setup, django_db_blocker):
    """The groups that migrations made, each with its permissions, by names that outlast an emptied table."""
    from django.contrib.auth.models import Group

    with django_db_blocker.unblock():
        return {
            group.name: [permission.natural_key() for permission in group.permissions.select_related("content_type")]
            for group in Group.objects.all()
        }


@pytest.fixture(autouse=True)
def groups_outlast_a_test_that_commits(request):
    """After such a test Django empties the tables, of groups too, and makes anew only what it knows itself."""
    marker = request.node.get_closest_marker("django_db")
    if marker is None:
        return
    groups = request.getfixturevalue("groups_of_the_migrations")
    request.getfixturevalue("transactional_db" if marker.kwargs.get("transaction") else "db")
    from django.contrib.auth.models import Group, Permission

    if not Group.objects.exists():
        for name, permissions in groups.items():
            group = Group.objects.create(name=name)
            group.permissions.set(Permission.objects.get_by_natural_key(*key) for key in permissions)


@pytest.fixture(autouse=True)
def speak_arabic():
    """Begin each test in the site's own language; the page that the test before asked for may have left another."""
    translation.activate("ar")


@pytest.fixture
def forget_the_counts():
    """Let no visitor's limit be used up by the tests before, nor by this one."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def mailbox(mailoutbox, django_capture_on_commit_callbacks):
    """The letters that one correction causes, as a function of how it is sent."""

    def letters(send):
        with django_capture_on_commit_callbacks(execute=True):
            send()
        return mailoutbox

    return letters


@pytest.fixture
def user():
    from tests.makers import make_user

    return make_user()


@pytest.fixture
def desk(client, user):
    """A client, signed in as somebody with a company."""
    client.force_login(user)
    return client


@pytest.fixture
def company(user):
    """The company of whoever sits at the desk."""
    from tests.makers import make_exhibitor

    return make_exhibitor(members=[user])


@pytest.fixture
def media(settings, tmp_path):
    """An empty folder for uploads."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def private_folder(tmp_path, monkeypatch):
    """An empty folder for receipts."""
    from django.core.files.storage import FileSystemStorage

    from exhibitors.models import Payment

    monkeypatch.setattr(Payment._meta.get_field("file"), "storage", FileSystemStorage(location=tmp_path))
    return tmp_path


@pytest.fixture
def in_memory(settings):
    """A storage that has no paths, as one at a provider has none."""
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}


@pytest.fixture
def save(django_capture_on_commit_callbacks):
    """Call a function as a request does: what waits for the end of its transaction is then done."""

    def call(function, **arguments):
        with django_capture_on_commit_callbacks(execute=True):
            return function(**arguments)

    return call


@pytest.fixture
def photo(save):
    from tests.makers import make_photo, make_picture_file

    return save(make_photo, image=make_picture_file(1500, 1000))


@pytest.fixture(scope="module")
def shipped(django_db_setup, django_db_blocker):
    """The archive and the demonstration, loaded once for a module; what its tests change is undone after each."""
    from forum_portal.archive.demo import load_demo
    from forum_portal.archive.series import load_series

    with django_db_blocker.unblock(), transaction.atomic():
        load_series()
        load_demo()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One tests.access.World for a module; what its tests change in it is undone after each."""
    from tests.access import World

    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.fixture
def kept():
    """Of two records of one person, the one that stays; with a paper of the third edition."""
    from tests.makers import make_edition, make_paper, make_speaker

    speaker = make_speaker(name_ar="حمد الذهب", name_en="Hamad Al-Dhahab", country="OM")
    make_paper(edition=make_edition(number=3), speakers=[speaker])
    return speaker


@pytest.fixture
def gone():
    """Of two records of one person, the one that goes; with a paper of the fifth edition."""
    from tests.makers import make_edition, make_paper, make_speaker

    speaker = make_speaker(
        name_ar="أحمد الذهبي", name_en="Ahmed Dhahabi", name_fr="Ahmed Dhahabi", other_spellings="حمد الذهبى"
    )
    make_paper(edition=make_edition(number=5), speakers=[speaker])
    return speaker
