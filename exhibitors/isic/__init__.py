"""
The divisions of ISIC Rev. 4, by which companies say in which sectors they work.

``rev4.csv`` holds the 21 sections (a letter) and their 88 divisions (two digits) of the International Standard
Industrial Classification of All Economic Activities, United Nations 2008. The English titles are the official ones.
The French and Arabic ones are those in which statistical offices publish the classification; the Arabic ones without
vowel marks, and a dozen of them brought nearer to the English, faithfully but not officially.
"""

import csv
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import get_language


class Title(NamedTuple):
    """A section or a division: its code, the letter of its section, its title in each language."""

    code: str
    section: str
    ar: str
    en: str
    fr: str

    def __str__(self):
        """The title in the language that is spoken now."""
        return getattr(self, get_language() or "ar", self.ar)


def read(path=Path(__file__).parent / "rev4.csv"):
    with path.open(encoding="utf-8", newline="") as lines:
        return [Title(**row) for row in csv.DictReader(lines)]


TITLES = read()
SECTIONS = {title.code: title for title in TITLES if title.code == title.section}
DIVISIONS = {title.code: title for title in TITLES if title.code != title.section}


def by_section():
    """Each section with its divisions, in the order of the classification."""
    return [
        (section, [division for division in DIVISIONS.values() if division.section == section.code])
        for section in SECTIONS.values()
    ]
