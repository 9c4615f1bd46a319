"""
Whatever bytes our own parsers are given, looking for those that lead where none have led before.

`.venv/bin/pip install atheris`, then `.venv/bin/python -m tests.fuzz_parsers sheet --seconds 1800`, and so for each of
the parsers: `sheet`, the plan as a spreadsheet; `plan`, the plan as the editor sends it; `filters`, the addresses of
the programme, the speakers, the directory, the floor and the queue of staff. Ends with 1 at the first exception that
a parser does not promise, and writes the bytes to a file.
"""

import argparse
import json
import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import atheris

LONGEST = 4000  # bytes
SOUND_PLAN = {
    "snapshot": {"1": ["A1", 1, [[0, 0], [3, 0], [3, 3], [0, 3]]]},
    "plan": {"rows": [{"key": "new-1", "code": "B1", "category": "1", "outline": "0 0; 3 0; 3 3"}], "removed": ["1"]},
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parser", choices=["sheet", "plan", "filters"])
    parser.add_argument("--seconds", type=int, default=1800)
    options = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    with atheris.instrument_imports(include=["exhibitors", "papers", "forum_portal", "csv", "json"]):
        import django

        django.setup()
        test, seeds = {"sheet": sheet, "plan": plan, "filters": filters}[options.parser]()
    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(seeds):
            (Path(corpus) / str(number)).write_bytes(seed)
        limits = [f"-max_total_time={options.seconds}", f"-max_len={LONGEST}", "-timeout=10"]
        atheris.Setup([sys.argv[0], *limits, corpus], test)
        atheris.Fuzz()


def sheet():
    """The spreadsheets of the plan."""
    from exhibitors.floor_sheets import Unreadable, read_sheet
    from tests.test_exhibitors_plan_sheets import as_book

    def test(content):
        with suppress(Unreadable):
            read_sheet(content)

    head = "code,category,x,y,width,depth,outline\r\n"
    row = "B1,plain,10,10,3,3,0 0; 3 0; 3 3"
    rows = [head + row, head.replace(",", ";") + row.replace(",", ";"), "الرمز،النوع،س،ص،العرض،العمق\n«أ»،ب،١،٢،٣،٤"]
    book = as_book(head.strip().split(","), ["B1", "plain", 10, 10, 3, 3, ""])
    return test, [*(row.encode() for row in rows), rows[2].encode("windows-1256", "replace"), book]


def plan():
    """The plan in one piece, with what it was, read, checked and joined."""
    from django.core.exceptions import ValidationError

    from exhibitors.floor_checks import findings_of
    from exhibitors.forms.plan import BadPlan, PlanForm
    from exhibitors.models import BoothCategory

    class Booths:
        def values_list(self, *_names, **_options):
            return [1, 2]

    class Exhibition:
        booths = Booths()

    categories = [BoothCategory(pk=1, code="plain", name_ar="عادي")]

    def test(content):
        texts = content.decode("utf-8", "replace").partition("\n")
        with suppress(BadPlan, ValidationError):
            form = PlanForm.sent(
                {"snapshot": texts[0], "plan": texts[2]}, exhibition=Exhibition, categories=categories
            )
            form.is_valid()
            findings_of(form.drawing().places, gangway=3)
            form.plan_text()

    sound = "\n".join(json.dumps(SOUND_PLAN[name], ensure_ascii=False) for name in ("snapshot", "plan"))
    return test, [
        sound.encode(),
        b"{}\n" + sound.partition("\n")[2].encode(),
        sound.replace("3 3", "[[1,2]]").encode(),
    ]


def filters():
    """What visitors and staff ask for in an address."""
    import logging

    from django.db import connection
    from django.test import Client
    from django.test.utils import setup_test_environment

    logging.disable()
    setup_test_environment()
    connection.creation.create_test_db(verbosity=0)
    from tests.access import World

    world = World()
    staff, visitor = Client(), Client()
    staff.force_login(world.people["superuser"])
    desk = f"/editions/{world.edition.slug}/"
    pages = [
        (visitor, desk + "programme/"),
        (visitor, desk + "mine/"),
        (visitor, desk + "exhibition/"),
        (visitor, "/exhibitors/"),
        (visitor, "/speakers/"),
        (visitor, "/search/"),
        (staff, "/admin/exhibitors/registration/"),
    ]

    def test(content):
        client, page = pages[content[0] % len(pages)] if content else pages[0]
        query = content[1:].decode("latin-1")
        answer = client.get(page, QUERY_STRING=query)
        assert answer.status_code < 500, (page, query)

    asked = "day=2026-11-21&country=tn&axis=1&kind=panel&room=1&language=ar&q=%D8%A7%D9%84&at=2026-11-21T10:20"
    asked += (
        "&s=1,2&p=1-02&show=free&sort=area&category=a&area=9&sector=27&hs=84&page=2&state=submitted&o=1&by=country"
    )
    return test, [bytes([number]) + asked.encode() for number in range(len(pages))]


if __name__ == "__main__":
    main()
