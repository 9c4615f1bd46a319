"""The portal as production serves it, with data of its own that go away again, for scripts that look at its pages."""

import os
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager

import django

from tests.chromium import find_chromium
from tests.measure_run import ROOT, free_port, wait_for

# Whoever measures may have set these for a portal of theirs.
NOT_OURS = ["ALLOWED_HOSTS", "BEHIND_PROXY", "CSRF_TRUSTED_ORIGINS", "DATABASE_URL", "DEBUG", "EMAIL_HOST"]
NOT_OURS += ["HTTPS", "REDIS_URL", "SITE_URL", "WEB_CONCURRENCY"]


@contextmanager
def temporary_portal(**environment):
    """
    Serve this checkout by gunicorn, with the archive and the demonstration; give its origin.

    ``environment`` is what it is told besides, such as DATABASE_URL; without that it has an SQLite of its own.
    Within it, this process may ask Django too, and import what reads the models.
    """
    # Being ended, as by `timeout`, must not leave the portal running.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="portal-", ignore_cleanup_errors=True) as folder:
        for name in NOT_OURS:
            os.environ.pop(name, None)
        os.environ |= {"DATA_DIR": folder, "SECRET_KEY": "only-for-measuring", "PORT": str(free_port())}
        os.environ["LOG_LEVEL"] = "ERROR"  # a page that is not there is asked for on purpose
        os.environ["DJANGO_SETTINGS_MODULE"] = "forum_portal.settings"
        os.environ |= environment
        prepare()
        django.setup()
        with serving(os.environ["PORT"]) as origin:
            yield origin


def prepare():
    done = subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{done.stderr.strip()}\nThe portal could not be prepared: mend what stands above, then try again.")


@contextmanager
def serving(port):
    command = [sys.executable, "-m", "gunicorn", "--config", "python:forum_portal.serving"]
    command += ["--bind", f"127.0.0.1:{port}"]
    portal = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        wait_for(f"http://127.0.0.1:{port}/", portal)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(portal.pid, signal.SIGTERM)
        portal.wait()


def chromium_or_exit():
    if path := find_chromium():
        return path
    sys.exit("There is no Chromium: run `sudo apt install chromium`, or set CHROMIUM to the path of yours.")
