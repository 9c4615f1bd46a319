"""The promises that the source itself keeps, whatever it does."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.repository import ROOT, files_in_git

BIN = Path(sys.executable).parent


def run(*command):
    """Run a tool over the repository; fail with what it printed if it found fault."""
    result = subprocess.run([BIN / command[0], *command[1:]], cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr


def python_files():
    return files_in_git("*.py", ":!*/migrations/*")


def test_code_has_no_lint():
    run("ruff", "check", "--no-cache", *python_files())


def test_code_is_formatted():
    run("ruff", "format", "--no-cache", "--check", *python_files())


def test_templates_are_formatted():
    if templates := files_in_git("templates/*.html", "templates/**/*.html"):
        run("djade", "--check", "--target-version", "5.2", *templates)


def test_code_speaks_the_current_django():
    run("django-upgrade", "--check", "--target-version", "5.2", *python_files())


def test_apps_import_only_what_they_may():
    run("lint-imports", "--no-cache", "--no-logo")


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_top_level_holds_what_it_should():
    top = {name.split("/")[0] for name in files_in_git()}

    assert {name for name in top if not name.startswith(".")} <= {
        *("manage.py", "forum_portal", "editions", "papers", "exhibitors"),
        *("templates", "static", "locale", "tests", "requirements.txt", "requirements-pdf.txt", "README.md"),
        *("Makefile", "pyproject.toml", "CHANGELOG.md", "LICENSE"),
    }


# left and right as words of their own: the side of a box, of a text, of a float.
PHYSICAL = re.compile(
    r"""
    (?<![\w-]) (?:left|right) \s* :                                  # left: 0
    | (?:margin|padding|border|scroll-margin|scroll-padding) -(?:left|right)\b
    | border-(?:top|bottom)-(?:left|right)-radius
    | (?:float|clear|text-align|text-align-last|caption-side|resize) \s*:\s* (?:left|right)\b
    """,
    re.VERBOSE,
)


def physical_properties(css):
    css = re.sub(r"/\*.*?\*/", lambda comment: "\n" * comment[0].count("\n"), css, flags=re.DOTALL)
    return [f"{number}: {line.strip()}" for number, line in enumerate(css.splitlines(), 1) if PHYSICAL.search(line)]


def test_style_sheets_do_not_know_left_from_right():
    found = {name: physical_properties((ROOT / name).read_text()) for name in files_in_git("static/*.css")}

    assert not {name: lines for name, lines in found.items() if lines}


@pytest.mark.parametrize(
    "css",
    ["margin-left: 0", "left:0", "float: right", "text-align: left", "border-top-left-radius: 2px", "a {right : 0}"],
)
def test_physical_property_is_found(css):
    assert physical_properties(css)


@pytest.mark.parametrize(
    "css", ["margin-inline-start: 0", "/* left: 0 */", "text-align: start", "--left: 1px", "inset-inline: 0"]
)
def test_logical_property_is_left_alone(css):
    assert not physical_properties(css)


# A link may lead anywhere; what a page loads by itself may not.
ELSEWHERE = re.compile(
    r"""
    <(?:script|img|iframe|source|video|audio|embed|object|input)\b [^>]*? \b(?:src|srcset|data|poster) \s*=\s*
        ["']? \s* (?:https?:)?//
    | <link\b (?=[^>]*\brel=["']?(?:stylesheet|preload|icon|preconnect|dns-prefetch|modulepreload|manifest))
        [^>]*? \bhref \s*=\s* ["']? \s* (?:https?:)?//
    | url\( \s* ["']? \s* (?:https?:)?//
    | @import \s+ ["'] (?:https?:)?//
    | \b(?:fetch|import|importScripts) \s* \(? \s* ["'`] (?:https?:)?//
    """,
    re.VERBOSE | re.IGNORECASE,
)


def test_nothing_is_loaded_from_another_host():
    names = files_in_git("templates/*", "static/*.css", "static/*.js", "static/*.svg")

    assert not [name for name in names if ELSEWHERE.search((ROOT / name).read_text())]


@pytest.mark.parametrize(
    "text",
    [
        '<script src="https://cdn.example/x.js">',
        '<link rel="stylesheet" href="//fonts.example/css">',
        '<img alt="" src=http://example.com/a.png>',
        "a { background: url('https://example.com/a.png') }",
    ],
)
def test_file_of_another_host_is_found(text):
    assert ELSEWHERE.search(text)


def test_link_to_another_host_is_left_alone():
    assert not ELSEWHERE.search(
        '<a href="https://example.org/">x</a> <link rel="canonical" href="https://a.example/">'
    )


def test_fonts_that_the_style_sheet_names_are_there():
    css = (ROOT / "static/css/identity.css").read_text()

    names = re.findall(r"url\(\"\.\./fonts/(.*?)\"\)", css)

    assert sorted(names) == sorted(path.name for path in (ROOT / "static/fonts").glob("*.woff2"))
