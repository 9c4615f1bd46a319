"""What the first command says when it cannot go on: a sentence with the next command, never a traceback."""

import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.request

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command

from forum_portal import first_run
from forum_portal.management.commands import prepare
from forum_portal.messages import compile_messages
from tests import chromium
from tests.repository import ROOT

PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Edition"
msgstr "{}"
"""


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """A folder with as much of the project as the first run needs to begin."""
    top = tmp_path / "clone"
    (top / "forum_portal").mkdir(parents=True)
    shutil.copy(ROOT / "forum_portal/first_run.py", top / "forum_portal")
    shutil.copy(ROOT / "Makefile", top)
    (top / "requirements.txt").write_text("no-such-package==1.0\n")
    return top


def make_run(clone, *, python=sys.executable, **environment):
    """Run ``make run`` in ``clone`` with nothing of this process's environment but the path."""
    clean = {"PATH": os.environ["PATH"], "PYTHON": str(python), "PORT": str(a_free_port())}
    return subprocess.run(["make", "run"], cwd=clone, env=clean | environment, capture_output=True, text=True)


def a_free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def assert_one_sentence(result, *parts):
    assert result.returncode
    assert "Traceback" not in result.stderr
    said = [line for line in result.stderr.splitlines() if not line.startswith("make: ***")]
    assert len(said) == 1, result.stderr
    for part in parts:
        assert part in said[0]


def test_busy_port_names_another(clone):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]

        result = make_run(clone, PORT=str(port))

    assert_one_sentence(result, f"Port {port} is in use", "make run")
    assert re.search(r"`PORT=80\d\d make run`", result.stderr)


@pytest.mark.parametrize("port", ["http", "0", "70000", "-1"])
def test_port_that_is_none_is_refused(clone, port):
    assert_one_sentence(make_run(clone, PORT=port), "PORT=8010 make run")


def test_old_python_names_a_newer_one(monkeypatch):
    monkeypatch.setattr(first_run.shutil, "which", lambda name: name == "python3.12")

    with pytest.raises(first_run.Stop, match=r"`PYTHON=python3\.12 make run`"):
        first_run.check_python((3, 9), "make run")


def test_old_python_alone_names_the_packages(monkeypatch):
    monkeypatch.setattr(first_run.shutil, "which", lambda name: None)

    with pytest.raises(first_run.Stop, match=r"apt install python3\.11 python3\.11-venv"):
        first_run.check_python((3, 9), "make run")


def test_first_run_can_be_read_by_an_old_python():
    import ast

    ast.parse((ROOT / "forum_portal/first_run.py").read_text(), feature_version=(3, 6))


def test_python_that_is_not_there_names_the_packages(clone):
    assert_one_sentence(make_run(clone, python="python9"), "apt install python3")


def test_missing_venv_module_names_the_package(clone):
    # As on Debian without python3-venv: Python without ensurepip.
    python = clone.parent / "python-without-ensurepip"
    python.write_text(f'#!/bin/sh\nexec {sys.executable} -c "$(cat {clone}/block.py)" "$@"\n')
    (clone / "block.py").write_text(
        "import sys, runpy; sys.modules['ensurepip'] = None\n"
        "import importlib.util as u; real = u.find_spec\n"
        "u.find_spec = lambda name, *rest: None if name == 'ensurepip' else real(name, *rest)\n"
        "sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')\n"
    )
    python.chmod(0o755)

    assert_one_sentence(make_run(clone, python=python), "apt install python3-venv", "make run")


def test_no_network_says_so(clone):
    empty = clone / "empty"
    empty.mkdir()

    result = make_run(clone, PIP_NO_INDEX="1", PIP_FIND_LINKS=str(empty))

    assert_one_sentence(result, "package index", "pip.log", "make run")
    assert "no-such-package" in (clone / ".venv/pip.log").read_text()


def test_data_folder_that_cannot_be_written_names_another(clone):
    (clone / "file").touch()

    assert_one_sentence(make_run(clone, DATA_DIR=str(clone / "file/var")), "DATA_DIR=")


def test_secret_key_is_long_and_for_this_user_only(tmp_path):
    path = tmp_path / "secret_key"

    first_run.write_secret_key(path)

    assert len(path.read_text().strip()) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_secret_key_that_is_there_is_kept(tmp_path):
    path = tmp_path / "secret_key"
    path.write_text("kept")

    first_run.write_secret_key(path)

    assert path.read_text() == "kept"


def test_packages_are_installed_again_only_when_the_list_changes(tmp_path, monkeypatch):
    runs = []
    monkeypatch.setattr(first_run, "BASE_DIR", tmp_path)
    monkeypatch.setattr(first_run, "VENV", tmp_path)
    monkeypatch.setattr(first_run, "make_venv", lambda command: None)
    monkeypatch.setattr(
        first_run.subprocess, "run", lambda *a, **k: runs.append(a) or subprocess.CompletedProcess(a, 0)
    )
    (tmp_path / "requirements.txt").write_text("django==5.2\n")

    first_run.install(["requirements.txt"], "make run")
    first_run.install(["requirements.txt"], "make run")
    assert len(runs) == 1

    (tmp_path / "requirements.txt").write_text("django==5.3\n")
    first_run.install(["requirements.txt"], "make run")
    assert len(runs) == 2


def wait_for_answer(address):
    for _ in range(600):
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"{address} does not answer")


def test_server_says_where_it_is_and_stops_at_once(tmp_path):
    port = a_free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "python:forum_portal.serving"]
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "SECRET_KEY": "x"}
    server = subprocess.Popen(
        [*command, "--bind", f"127.0.0.1:{port}"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert f"http://127.0.0.1:{port}/" in server.stdout.readline()

        wait_for_answer(f"http://127.0.0.1:{port}/livez")  # its worker has taken over its own signals then
        os.killpg(server.pid, signal.SIGINT)  # as Ctrl+C does, to server and worker
        assert server.wait(timeout=120) == 0
    finally:
        server.stdout.close()
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def test_no_browser_to_be_had_ends_with_a_sentence(monkeypatch):
    monkeypatch.setattr(chromium, "find_chromium", lambda: None)
    monkeypatch.setattr(chromium.subprocess, "run", lambda *args, **options: None)

    with pytest.raises(SystemExit, match="apt install chromium"):
        chromium.bring_chromium()


def test_failed_preparation_ends_with_its_reason(tmp_path, monkeypatch):
    (tmp_path / "manage.py").write_text("import sys; sys.exit('CommandError: The database does not answer: gone.')")
    monkeypatch.setattr(first_run, "BASE_DIR", tmp_path)
    monkeypatch.setattr(first_run, "venv_python", lambda: sys.executable)

    with pytest.raises(first_run.Stop, match=r"The database does not answer: gone\. .*make run"):
        first_run.prepare(tmp_path / "prepare.log", "make run")


def test_messages_are_compiled_when_they_changed(tmp_path):
    po = tmp_path / "ar/LC_MESSAGES/django.po"
    po.parent.mkdir(parents=True)
    po.write_text(PO.format("الدورة"))

    assert compile_messages(tmp_path) == [po]
    assert compile_messages(tmp_path) == []
    assert "الدورة".encode() in po.with_suffix(".mo").read_bytes()

    po.write_text(PO.format("الملتقى"))
    os.utime(po, (1, 1))  # as a checkout of an older version may do
    assert compile_messages(tmp_path) == [po]
    assert "الملتقى".encode() in po.with_suffix(".mo").read_bytes()


def test_broken_messages_end_as_a_sentence(tmp_path, settings):
    po = tmp_path / "ar/LC_MESSAGES/django.po"
    po.parent.mkdir(parents=True)
    po.write_text('msgid "a\nmsgstr')
    settings.LOCALE_PATHS = [tmp_path]

    with pytest.raises(CommandError, match=r"django\.po"):
        call_command("compile_messages")


@pytest.fixture
def calls(monkeypatch, settings):
    """The commands that ``prepare`` calls, noted instead of run."""
    called = []
    monkeypatch.setattr(prepare, "call_command", lambda name, **options: called.append(name))
    settings.STATIC_ROOT = settings.DATA_DIR / "static"
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    (settings.STATIC_ROOT / "staticfiles.json").touch()
    stamp = settings.DATA_DIR / "prepared.json"
    stamp.unlink(missing_ok=True)
    yield called
    stamp.unlink(missing_ok=True)


WORK = ["migrate", "createcachetable", "collectstatic", "load_series", "make_renditions", "rebuild_search"]


@pytest.mark.django_db
def test_second_preparation_does_nothing_twice(calls):
    call_command("prepare")
    assert calls == ["compile_messages", *WORK, "load_demo"]

    calls.clear()
    call_command("prepare")
    assert calls == ["compile_messages"]


@pytest.mark.django_db
def test_preparation_on_another_day_dates_the_demonstration_anew(calls, monkeypatch):
    call_command("prepare")
    calls.clear()
    tomorrow = prepare.timezone.localdate() + prepare.timezone.timedelta(days=1)
    monkeypatch.setattr(prepare.timezone, "localdate", lambda: tomorrow)

    call_command("prepare")

    assert calls == ["compile_messages", "load_demo"]


@pytest.mark.django_db
def test_preparation_of_another_database_starts_over(calls):
    call_command("prepare")
    calls.clear()
    # An emptied database takes its migrations again, at another moment.
    prepare.MigrationRecorder.Migration.objects.filter(name="0001_initial").update(applied=prepare.timezone.now())

    call_command("prepare")

    assert calls == ["compile_messages", *WORK, "load_demo"]


@pytest.mark.django_db
def test_preparation_after_a_change_of_the_files_starts_over(calls, monkeypatch):
    call_command("prepare")
    calls.clear()
    monkeypatch.setattr(prepare, "fingerprint_of_files", lambda: "changed")

    call_command("prepare")

    assert calls == ["compile_messages", *WORK, "load_demo"]


@pytest.mark.django_db
def test_preparation_of_a_real_site_leaves_the_demonstration_out(calls):
    call_command("prepare", without_demo=True)

    assert "load_demo" not in calls
    assert not get_user_model().objects.exists()


@pytest.mark.django_db
def test_staff_login_is_printed_once_and_works(calls, capsys):
    call_command("prepare")
    printed = capsys.readouterr().out
    call_command("prepare")

    password = re.search(r"password: (\S+)", printed)[1]
    user = authenticate(email=prepare.STAFF_EMAIL, password=password)
    assert user.is_superuser
    assert user.emailaddress_set.get().verified
    assert "password" not in capsys.readouterr().out


@pytest.mark.django_db
def test_staff_login_is_not_made_beside_a_superuser(calls):
    get_user_model().objects.create_superuser("chief@example.org", "a long password")

    call_command("prepare")

    assert get_user_model().objects.count() == 1
