"""The settings read the environment strictly and are safe without it. Each test starts a Python of its own."""

import os
import subprocess
import sys

import pytest

from tests.repository import ROOT

LONG_KEY = "a-long-key-for-this-test-only-0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PRINT = "import django; django.setup(); from django.conf import settings; print(settings.{})"


def python(code, tmp_path, **environment):
    clean = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "SECRET_KEY": LONG_KEY}
    clean["DJANGO_SETTINGS_MODULE"] = "forum_portal.settings"
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=clean | environment, capture_output=True, text=True
    )


def setting(name, tmp_path, **environment):
    return python(PRINT.format(name), tmp_path, **environment).stdout.strip()


def test_debug_is_off_unless_asked_for(tmp_path):
    assert setting("DEBUG", tmp_path) == "False"
    assert setting("DEBUG", tmp_path, DEBUG="True") == "True"


@pytest.mark.parametrize("name", ["DEBUG", "HTTPS", "BEHIND_PROXY"])
def test_switch_that_is_neither_true_nor_false_is_refused(name, tmp_path):
    result = python(PRINT.format("DEBUG"), tmp_path, **{name: "yes"})

    assert result.returncode
    assert f"{name} must be True or False" in result.stderr


def test_kind_of_digit_that_is_none_is_refused(tmp_path):
    result = python("import forum_portal.settings", tmp_path, ARABIC_DIGITS="roman")

    assert result.returncode
    assert "ARABIC_DIGITS must be latin or eastern" in result.stderr


def test_secret_key_comes_from_the_data_folder(tmp_path):
    (tmp_path / "secret_key").write_text("from the file\n")

    assert setting("SECRET_KEY", tmp_path, SECRET_KEY="") == "from the file"


def test_secret_key_has_no_default(tmp_path):
    result = python(PRINT.format("SECRET_KEY"), tmp_path, SECRET_KEY="")

    assert result.returncode
    assert "make run" in result.stderr


def test_database_url_chooses_postgresql(tmp_path):
    engine = setting("DATABASES['default']['ENGINE']", tmp_path, DATABASE_URL="postgres://a:b@localhost/c")

    assert engine == "django.db.backends.postgresql"


def test_everything_written_lies_below_the_data_folder(tmp_path):
    names = ["MEDIA_ROOT", "STATIC_ROOT", "PRIVATE_ROOT", "EMAIL_FILE_PATH", "DATABASES['default']['NAME']"]
    expression = f"{names[0]}, " + ", ".join(f"settings.{name}" for name in names[1:]) + ", sep='\\n'"

    written = setting(expression, tmp_path).splitlines()

    assert len(written) == len(names)
    assert all(path.startswith(str(tmp_path)) for path in written)


def test_deployment_checks_find_nothing_behind_tls(tmp_path):
    code = "import sys; from django.core.management import execute_from_command_line as run; run(sys.argv)"
    environment = {"DATA_DIR": str(tmp_path), "SECRET_KEY": LONG_KEY, "HTTPS": "True", "PATH": os.environ["PATH"]}
    environment["DJANGO_SETTINGS_MODULE"] = "forum_portal.settings"
    result = subprocess.run(
        [sys.executable, "-c", code, "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )

    assert result.returncode == 0, result.stderr


def test_cookies_are_bound_to_the_host_behind_tls(tmp_path):
    assert setting("SESSION_COOKIE_NAME", tmp_path, HTTPS="True").startswith("__Host-")
    assert setting("SESSION_COOKIE_SECURE", tmp_path, HTTPS="True") == "True"
