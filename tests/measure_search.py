"""
How long the search takes with 20,000 entries, on SQLite and on PostgreSQL: `.venv/bin/python -m tests.measure_search`.

Beside the archive it puts entries of 70 words each, drawn from the words of the archive as often as words occur in
any language. Milliseconds depend on the machine, so each stands beside a plain filter by one word on the same table
(Django's `contains`, which scans it once). Says also whether both databases gave the same results in the same order.
Comes after a first `make test`; needs a minute or two.
"""

import argparse
import hashlib
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time

ENTRIES = 20_000
TITLE, BODY = 8, 62
TIMES = 9
QUESTIONS = {
    "one frequent word": "الصناعات",
    "three words": "تمويل الصناعات الصغيرة",
    "as in a stripped text": "مكافح الفقر الصناعات الصغير",
    "a title, misspelt": "التجربه المغربيه في مجال تنميه الصناعات الصغيره والمتوسطه",
    "in English": "small industries development",
    "a rare word": "المناولة",
    "nothing, so all steps": "زرافات تسبح فوق القمر البعيد",
    "a name in another script": "Abdel Fattah Chraibi",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--here", metavar="NAME", help=argparse.SUPPRESS)
    if name := parser.parse_args().here:
        measure(name)
        return
    from tests.run import start_postgresql

    results = [run("SQLite")]
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        server = start_postgresql(folder)
        try:
            results.append(run("PostgreSQL", DATABASE_URL=server.get_uri()))
        finally:
            server.cleanup()
    same = results[0] == results[1]
    print(f"Both databases gave {'the same' if same else 'DIFFERENT'} results in the same order.")
    sys.exit(not same)


def run(name, **environment):
    """Measure on one database, in a process of its own; return a digest of what each question found."""
    with tempfile.TemporaryDirectory(prefix="search-", ignore_cleanup_errors=True) as folder:
        own = {"DATA_DIR": folder, "SECRET_KEY": "only-for-measuring", "LOG_LEVEL": "ERROR"}
        own["DJANGO_SETTINGS_MODULE"] = "forum_portal.settings"
        command = [sys.executable, "-m", "tests.measure_search", "--here", name]
        inherited = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        environment = inherited | own | environment
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    *lines, digests = done.stdout.splitlines()
    print("\n".join(lines), flush=True)
    return json.loads(digests)


def measure(name):
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_series", verbosity=0)
    fill(ENTRIES)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE forum_portal_searchentry")

    from forum_portal.models import SearchEntry
    from forum_portal.search.asking import question_of
    from forum_portal.search.finding import find
    from forum_portal.search.suggestions import completions, did_you_mean

    plain = median(lambda: list(SearchEntry.objects.filter(keys__contains=" لاشيء ").values_list("pk")))
    print(f"{name}, {SearchEntry.objects.count():,} entries; a plain filter by one word: {plain:.1f} ms")
    digests = {}
    for label, typed in QUESTIONS.items():
        found = find(question_of(typed))
        show(label, median(lambda typed=typed: find(question_of(typed))), plain, f"{len(found.matches)} results")
        digests[label] = digest([(match.kind, match.object_id) for match in found.matches])
    show("typing ahead", median(lambda: completions("الصناعات الص")), plain, "")
    show("did you mean", median(lambda: did_you_mean(question_of("الصنعات الصغيرة"))), plain, "")
    print(json.dumps(digests))


def show(label, taken, beside, note):
    print(f"  {label}: {taken:.1f} ms, {taken / beside:.1f} times the plain filter  {note}")


def median(act):
    act()
    durations = []
    for _time in range(TIMES):
        started = time.perf_counter()
        act()
        durations.append(1000 * (time.perf_counter() - started))
    return statistics.median(durations)


def digest(value):
    return hashlib.sha256(repr(value).encode()).hexdigest()


def fill(count):
    """Entries of made-up texts. What they speak of does not exist, which finding does not ask."""
    from django.contrib.contenttypes.models import ContentType

    from forum_portal.arabic.analysis import keys_of_text
    from forum_portal.models import SearchEntry
    from forum_portal.search.index import padded, surfaces_of
    from papers.models import Paper

    words = vocabulary()
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    chance = random.Random(2026)  # the same on both databases
    content_type = ContentType.objects.get_for_model(Paper)
    entries = []
    for number in range(count):
        title = " ".join(chance.choices(words, weights, k=TITLE))
        body = " ".join(chance.choices(words, weights, k=BODY))
        title_keys = keys_of_text(title)
        entries.append(
            SearchEntry(
                kind="paper",
                content_type=content_type,
                object_id=1_000_000 + number,
                year=1998 + number % 30,
                editions=padded([number % 10 + 1]),
                countries=padded([["MA", "TN", "OM", "EG"][number % 4]]),
                keys=padded(dict.fromkeys([*title_keys, *keys_of_text(body)])),
                keys_title=padded(title_keys),
                title_count=len(title_keys),
                words=padded(dict.fromkeys(surfaces_of(title))),
            )
        )
    SearchEntry.objects.bulk_create(entries, batch_size=500)


def vocabulary():
    """The words of the archive as they stand, the most frequent first."""
    from collections import Counter

    from forum_portal.arabic.analysis import words_of
    from forum_portal.archive.series import DATA

    counts = Counter()
    for path in sorted(DATA.rglob("*.json")):
        text = path.read_text(encoding="utf-8")
        counts.update(text[word.start : word.end] for word in words_of(text))
    return [word for word, _count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))]


if __name__ == "__main__":
    main()
