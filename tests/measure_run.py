"""
How long `make run` takes, the first time and the next: `python3 tests/measure_run.py`.

Clones the last commit into a temporary folder and starts it twice. Seconds depend on the
machine, so each is shown beside something that has to be done in any case: making a
virtual environment with the packages, and one `manage.py check`. Limits: two minutes
the first time, five seconds the next. Needs what `make run` needs, and git.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIMITS = {"first": 120, "next": 5}


def main():
    with tempfile.TemporaryDirectory(prefix="measure-", ignore_cleanup_errors=True) as folder:
        clone = Path(folder) / "portal"
        quietly("git", "clone", "--quiet", ROOT, clone)
        environment = {name: os.environ[name] for name in os.environ if name not in ("SECRET_KEY", "DATABASE_URL")}
        environment |= {"DATA_DIR": str(Path(folder) / "data"), "PORT": str(free_port())}

        bare = Path(folder) / "bare"
        install = seconds(lambda: install_bare(bare, clone))
        first = seconds_to_start(clone, environment)
        following = seconds_to_start(clone, environment)
        check = seconds(lambda: quietly(clone / ".venv/bin/python", "manage.py", "check", cwd=clone, env=environment))
    show("first", first, install, "a bare virtual environment with the same packages")
    show("next", following, check, "one manage.py check")
    sys.exit(first > LIMITS["first"] or following > LIMITS["next"])


def show(name, taken, beside, what):
    print(f"{name}: {taken:.1f} s, limit {LIMITS[name]} s; {taken / beside:.1f} times {what} ({beside:.1f} s)")


def seconds(act):
    started = time.monotonic()
    act()
    return time.monotonic() - started


def quietly(*command, **options):
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL, **options)


def install_bare(folder, clone):
    quietly(sys.executable, "-m", "venv", folder)
    quietly(folder / "bin/pip", "install", "--quiet", "-r", clone / "requirements.txt")


def seconds_to_start(clone, environment):
    """Start the portal, wait until its home page answers, and stop it again."""
    started = time.monotonic()
    portal = subprocess.Popen(
        ["make", "run"], cwd=clone, env=environment, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        wait_for(f"http://127.0.0.1:{environment['PORT']}/", portal)
        return time.monotonic() - started
    finally:
        os.killpg(portal.pid, signal.SIGTERM)
        portal.wait()


def wait_for(address, portal):
    while portal.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.05)
    sys.exit("The portal did not start; `make run` says why.")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    main()
