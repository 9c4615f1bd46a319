"""
The first command of a clone: make what the portal needs, then serve it. See the Makefile.

Runs with the system's own Python, before anything is installed, so this file uses the
standard library only and stays readable for Pythons that are too old to run the portal.
Whatever goes wrong ends as one sentence that names the next command.
"""

import ctypes
import errno
import hashlib
import importlib.util
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
VENV = BASE_DIR / ".venv"
OLDEST_PYTHON = (3, 11)
RUN_REQUIREMENTS = ["requirements.txt"]
TEST_REQUIREMENTS = ["requirements.txt", "requirements-pdf.txt", "tests/requirements.txt"]


class Stop(Exception):
    """The run cannot go on. Its text says why and which command comes next."""


def main(task):
    os.umask(0o022)
    command = "make " + task
    try:
        check_python(sys.version_info[:2], command)
        if task == "run":
            port, data_dir = read_port(), read_data_dir()
            check_port(port)
            check_writable(data_dir, command)
            install(RUN_REQUIREMENTS, command)
            bring_fribidi()
            serve(port, data_dir, command)
        else:
            install(TEST_REQUIREMENTS, command)
            bring_fribidi()
            bring_pango()
    except Stop as stop:
        sys.exit(str(stop))
    except OSError as error:
        if error.errno == errno.ENOSPC:
            sys.exit("The disk is full. Free some space, then run `{}` again.".format(command))
        place = " ({})".format(error.filename) if error.filename else ""
        sys.exit("{}{}. Mend that, then run `{}` again.".format(error.strerror or error, place, command))
    except KeyboardInterrupt:
        sys.exit(130)


def check_python(version, command):
    if version >= OLDEST_PYTHON:
        return
    for name in ["python3.14", "python3.13", "python3.12", "python3.11"]:
        if shutil.which(name):
            raise Stop("The portal needs Python 3.11 or newer: `PYTHON={} {}` uses yours.".format(name, command))
    raise Stop(
        "The portal needs Python 3.11 or newer, and this is {}.{}: run `sudo apt install python3.11 "
        "python3.11-venv`, then `PYTHON=python3.11 {}`.".format(version[0], version[1], command)
    )


def read_port():
    text = os.environ.get("PORT") or "8000"
    if not (text.isdigit() and 0 < int(text) < 65536):
        raise Stop("PORT must be a number from 1 to 65535, not {!r}: try `PORT=8010 make run`.".format(text))
    return int(text)


def check_port(port):
    try:
        listen_briefly(port)
    except OSError as error:
        why = "in use by another program" if error.errno == errno.EADDRINUSE else "not open to this user"
        other = next((number for number in range(8010, 8100) if is_free(number)), 8010)
        raise Stop("Port {} is {}: try `PORT={} make run`.".format(port, why, other)) from None


def is_free(port):
    try:
        listen_briefly(port)
    except OSError:
        return False
    return True


def listen_briefly(port):
    with socket.socket() as listener:
        # As gunicorn does: a server that has just stopped does not keep its port.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        listener.listen(1)


def read_data_dir():
    # See also DATA_DIR in settings.py.
    return Path(os.environ.get("DATA_DIR") or BASE_DIR / "var").resolve()


def check_writable(data_dir, command):
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=str(data_dir)):
            pass
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise
        raise Stop(
            "The portal cannot write to {} ({}): `DATA_DIR=~/forum-data {}` uses another folder.".format(
                data_dir, error.strerror, command
            )
        ) from None


def install(requirements, command):
    """Bring .venv up to the ``requirements`` files. Does nothing if they did not change."""
    make_venv(command)
    stamp = VENV / "installed"
    wanted = fingerprint(requirements)
    # One line a set of requirements: `make test` after `make run` must not undo the other's.
    if wanted in lines_of(stamp):
        return
    print("Installing the packages that the portal needs...", flush=True)
    log = VENV / "pip.log"
    pip = [venv_python(), "-m", "pip", "install", "--disable-pip-version-check", "--retries", "2", "--no-input"]
    for name in requirements:
        pip += ["-r", str(BASE_DIR / name)]
    with log.open("w") as output:
        result = subprocess.run(pip, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
    if result.returncode:
        said = log.read_text(errors="replace")
        if "No space left" in said:
            raise OSError(errno.ENOSPC, "No space left")
        raise Stop(
            "The packages could not be installed. Check that this machine reaches the package index "
            "(`less {}` shows what pip said), then run `{}` again.".format(log, command)
        )
    made_from = fingerprint(RUN_REQUIREMENTS)
    stamp.write_text("{}\n{}\n".format(wanted, made_from))


def bring_fribidi():
    """
    Install the library by which Arabic is shaped on the social cards, where that can be done unasked.

    The portal does without: `manage.py prepare` says then that no cards are drawn.
    """
    bring(["libfribidi.so.0"], ["libfribidi0"], "Arabic on the social cards")


def bring_pango():
    """Install the libraries by which books are set, where that can be done unasked. See requirements-pdf.txt."""
    libraries = ["libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"]
    bring(libraries, ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"], "the books of editions")


def bring(libraries, packages, purpose):
    if all(has(library) for library in libraries) or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print("Installing {} with apt, for {}...".format(" ".join(packages), purpose), flush=True)
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    quick = ["apt-get", "-qq", "-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=15"]
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        try:
            subprocess.run(
                quick + arguments,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=180,
            )
        except subprocess.TimeoutExpired:
            return


def has(library):
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def make_venv(command):
    """Make .venv, or make it again if another Python made it or the folder was moved."""
    stamp = VENV / "made-by"
    made_by = "{} {} {}".format(sys.version, sys.base_prefix, VENV)
    if lines_of(stamp) == made_by.splitlines() and Path(venv_python()).exists():
        return
    check_venv_module(command)
    if VENV.is_symlink():
        # What it leads to belongs to another checkout, which would find it emptied.
        VENV.unlink()
    print("Making a virtual environment in {}...".format(VENV), flush=True)
    result = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if result.returncode:
        said = result.stdout.decode(errors="replace")
        if "No space left" in said:
            raise OSError(errno.ENOSPC, "No space left")
        if "ensurepip" in said:
            raise no_venv_module(command)
        raise Stop(
            "The virtual environment could not be made ({}): run `rm -r {}`, then `{}` again.".format(
                last_line(said), VENV, command
            )
        )
    stamp.write_text(made_by)


def check_venv_module(command):
    # Debian ships venv without the ensurepip that it needs, until python3-venv is installed.
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise no_venv_module(command)


def no_venv_module(command):
    return Stop(
        "This Python has no venv module: run `sudo apt install python3-venv python{}.{}-venv`, "
        "then `{}` again.".format(sys.version_info[0], sys.version_info[1], command)
    )


def venv_python():
    return str(VENV / "bin" / "python")


def fingerprint(requirements):
    content = b"".join((BASE_DIR / name).read_bytes() for name in requirements)
    return hashlib.sha256(content).hexdigest()


def lines_of(path):
    try:
        return path.read_text().splitlines()
    except OSError:
        return []


def last_line(text):
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "no reason given"


def serve(port, data_dir, command):
    # From here on, what is written may be personal: it is for this user only.
    os.umask(0o077)
    os.environ["DATA_DIR"] = str(data_dir)
    if not os.environ.get("SECRET_KEY"):
        write_secret_key(data_dir / "secret_key")
    prepare(data_dir / "prepare.log", command)
    os.chdir(str(BASE_DIR))
    gunicorn = [venv_python(), "-m", "gunicorn", "--config", "python:forum_portal.serving"]
    gunicorn += ["--bind", "127.0.0.1:{}".format(port)]
    os.execv(gunicorn[0], gunicorn)


def write_secret_key(path):
    """Write a new key to ``path``, for this user only, unless a key is there. Whole or not at all."""
    if path.exists():
        return
    handle, temporary = tempfile.mkstemp(dir=str(path.parent), prefix=".secret_key")  # made with mode 600
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(50) + "\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, str(path))


def prepare(log, command):
    with log.open("w") as errors:
        result = subprocess.run([venv_python(), str(BASE_DIR / "manage.py"), "prepare"], stderr=errors)
    said = log.read_text(errors="replace")
    if not result.returncode:
        sys.stderr.write(said)
        return
    reason = last_line(said).split(": ", 1)[-1].rstrip(".")
    raise Stop("{}. (`less {}` shows more; then run `{}` again.)".format(reason, log, command))


if __name__ == "__main__":
    main(sys.argv[1])
