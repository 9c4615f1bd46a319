"""Every sentence of the portal exists in Arabic, English and French."""

import io
import re
from pathlib import Path

import polib
import pytest
from babel.messages.extract import extract
from django.utils.translation import ngettext, override
from django.utils.translation.template import templatize

ROOT = Path(__file__).parent.parent
FOLDERS = ["forum_portal", "editions", "papers", "exhibitors", "templates"]
# The functions by which Django's makemessages finds sentences, as Babel writes them.
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def sentences():
    """The (context, sentence) pairs of the sources, as makemessages would find them, without needing gettext."""
    found = set()
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*"):
            if path.suffix not in (".py", ".html", ".txt") or "migrations" in path.parts:
                continue
            text = path.read_text(encoding="utf-8")
            if path.suffix != ".py":
                if "{%" not in text:
                    continue
                # Its lines are calls, but their indentation is that of the page.
                text = "\n".join(line.strip() for line in templatize(text).splitlines())
            for _line, message, _comments, context in extract(
                "python", io.BytesIO(text.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"}
            ):
                found.add((context, message[0] if isinstance(message, tuple) else message))
    return found


def catalogue(language):
    return polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po"))


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_every_sentence_of_the_sources_is_in_the_catalogue(language):
    entries = {(entry.msgctxt, entry.msgid) for entry in catalogue(language) if not entry.obsolete}

    assert sentences() - entries == set()


@pytest.mark.parametrize(("language", "forms"), [("ar", 6), ("fr", 2)])
def test_every_entry_is_translated_in_all_its_forms(language, forms):
    for entry in catalogue(language):
        if entry.obsolete:
            continue
        assert not entry.fuzzy, entry.msgid
        if entry.msgid_plural:
            assert len(entry.msgstr_plural) == forms, entry.msgid
            assert all(entry.msgstr_plural.values()), entry.msgid
        else:
            assert entry.msgstr, entry.msgid


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_translation_has_the_placeholders_of_its_sentence(language):
    for entry in catalogue(language):
        if not entry.msgid_plural and not entry.obsolete:
            wanted = set(PLACEHOLDER.findall(entry.msgid))
            assert set(PLACEHOLDER.findall(entry.msgstr)) == wanted, entry.msgid
        for form in entry.msgstr_plural.values():
            assert set(PLACEHOLDER.findall(form)) <= set(PLACEHOLDER.findall(entry.msgid_plural)), entry.msgid


def test_arabic_counts_in_its_six_forms():
    forms = []
    with override("ar"):
        for number in (0, 1, 2, 3, 11, 100):
            forms.append(ngettext("%(n)s paper", "%(n)s papers", number))
        assert ngettext("%(n)s paper", "%(n)s papers", 103) == forms[3]
        assert ngettext("%(n)s paper", "%(n)s papers", 101) == forms[5]

    assert len(set(forms[:5])) == 5


def test_no_arabic_translation_was_left_in_english():
    for entry in catalogue("ar"):
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            if not entry.obsolete and text and re.search("[A-Za-z]{4}", PLACEHOLDER.sub("", entry.msgid)):
                plain = PLACEHOLDER.sub("", re.sub("<[^>]+>", "", text))
                assert re.search("[\u0621-\u064a]", plain), entry.msgid
