"""The catalogues keep to the terms of locale/GLOSSARY.md."""

import re

import polib
import pytest

from forum_portal.arabic.folding import MARKS, fold
from forum_portal.archive.series import DATA, read
from tests.repository import ROOT

GLOSSARY = (ROOT / "locale" / "GLOSSARY.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| ([\w -]+) \| ([^|]+) \| ([^|]+) \|([^|]*)\|$", re.MULTILINE)


def rows():
    """(English, Arabic, French, [words that are not used]) of each term."""
    found = []
    for english, arabic, french, others in ROW.findall(GLOSSARY):
        if english not in ("English", "---"):
            words = [word.strip() for word in others.split("،") if word.strip()]
            found.append((english, arabic.strip(), french.strip(), words))
    return found


def entries(language):
    catalogue = polib.pofile(str(ROOT / f"locale/{language}/LC_MESSAGES/django.po"))
    return [entry for entry in catalogue if not entry.obsolete]


def said(entry):
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def plain(text):
    """``text`` without markup and placeholders."""
    return re.sub(r"<[^>]+>|%\(\w+\)[sd]|\{\w*\}", " ", text)


def has_term(text, arabic):
    """Whether an Arabic text has the term, with whatever is written together with it, or its broken plural."""
    plurals = {fold(pair["singular"]): fold(pair["plural"]) for pair in read(DATA / "plurals.json")}
    beginning = fold(arabic).split()[0].removesuffix("ه")
    return any(form in fold(text) for form in (beginning, plurals.get(fold(arabic), beginning)))


def test_the_glossary_has_its_terms():
    assert len(rows()) > 35
    assert [row for row in rows() if not all(row[:3])] == []


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_words_that_are_not_used_are_not_used(row):
    _english, _arabic, _french, others = row
    for word in others:
        unwanted = MARKS.sub("", word)
        for entry in entries("ar"):
            for text in said(entry):
                assert not re.search(rf"(?<!\w)(?:ال|لل|بال|وال)?{unwanted}(?!\w)", MARKS.sub("", text)), text


# Terms that are looked for: those whose English has one meaning in the sentences of the portal.
LOOKED_FOR = ["axis", "booth", "exhibitor", "speaker", "recommendation", "programme", "abstract", "portal"]


# A part taken is named as an act in Arabic, and what this sentence calls a token is a link to its reader.
OTHERWISE = [("role", "speaker"), (None, "The password reset token was invalid.")]


@pytest.mark.parametrize("term", LOOKED_FOR)
def test_a_term_is_translated_by_its_own_word(term):
    _english, arabic, french, _others = next(row for row in rows() if row[0] == term)
    word = re.compile(rf"\b{term}e?s?\b", re.IGNORECASE)
    for entry in entries("ar"):
        if word.search(plain(entry.msgid)) and (entry.msgctxt, entry.msgid) not in OTHERWISE:
            assert all(has_term(text, arabic) for text in said(entry)), (entry.msgid, said(entry))
    stem = re.compile(french[:6], re.IGNORECASE)
    for entry in entries("fr"):
        if word.search(plain(entry.msgid)) and (entry.msgctxt, entry.msgid) not in OTHERWISE:
            assert all(stem.search(text) for text in said(entry)), (entry.msgid, said(entry))
