"""The real archive, from data/."""

import json
from pathlib import Path

from django.db import transaction
from django.utils import translation

from editions.models import Page, Series
from forum_portal.models import BrokenPlural
from forum_portal.translating.records import put_off

from .edition import EditionLoader
from .merge import Merge

DATA = Path(__file__).parent / "data"


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def load_series(folder=DATA):
    """Bring the archive in ``folder`` into the database; return the Merge, which counts what it did."""
    with translation.override("ar"), transaction.atomic(), put_off():
        merge = Merge("series")
        loader = EditionLoader(merge)
        loader.sources(read(folder / "sources.json"))
        loader.organisations(read(folder / "organisations.json"))
        loader.topics(read(folder / "topics.json"))
        loader.speakers(read(folder / "speakers.json"))
        values = read(folder / "series.json")
        owner = loader.loaded("organisation", values.pop("owner"))
        merge.put("series", Series, lookup={"pk": 1}, owner_id=owner, **values)
        for code, text in read(folder / "pages.json").items():
            # A list of paragraphs in the file, where a change is then seen by its line.
            body = {language: "\n\n".join(lines) for language, lines in text["body"].items()}
            merge.put(f"page/{code}", Page, lookup={"code": code}, code=code, title=text["title"], body=body)
        for pair in read(folder / "plurals.json"):
            merge.put(f"plural/{pair['singular']}/{pair['plural']}", BrokenPlural, lookup=pair, **pair)
        for path in sorted((folder / "editions").glob("*.json")):
            loader.edition(read(path))
    return merge
