"""Loading the archive and the demonstration: once, again, and after staff have worked on them."""

import datetime
import json
import shutil

import pytest

from editions.models import Edition
from forum_portal.archive.demo import load_demo
from forum_portal.archive.series import DATA, load_series
from papers.models import Paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    return load_series()


@pytest.fixture
def demo():
    return load_demo(today=datetime.date(2026, 11, 21))


def test_loading_again_changes_nothing(archive):
    again = load_series()

    assert archive.created > 500
    assert (again.created, again.changed, again.kept) == (0, 0, 0)


def test_loading_again_leaves_what_staff_changed(archive):
    edition = Edition.objects.get(number=5)
    edition.venue_ar = "فندق آخر"
    edition.save()
    edition.statements.first().delete()
    statements = edition.statements.count()

    load_series()

    edition.refresh_from_db()
    assert edition.venue_ar == "فندق آخر"
    assert edition.statements.count() == statements


def test_a_newer_archive_brings_what_staff_left_alone(archive, tmp_path):
    newer = tmp_path / "data"
    shutil.copytree(DATA, newer)
    path = newer / "editions" / "05.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["edition"]["venue"]["ar"] = "فندق معدل"
    data["edition"]["patron"]["ar"] = "راع معدل"
    path.write_text(json.dumps(data), encoding="utf-8")
    edition = Edition.objects.get(number=5)
    edition.patron_ar = "ما كتبه المحرر"
    edition.save()

    merge = load_series(newer)

    edition.refresh_from_db()
    assert (edition.venue_ar, edition.patron_ar) == ("فندق معدل", "ما كتبه المحرر")
    assert (merge.changed, merge.kept) == (1, 1)


def test_an_edition_that_staff_entered_first_is_completed_not_overwritten():
    Edition.objects.create(number=4, title_ar="عنوان المحرر", starts_on=datetime.date(2007, 11, 26))

    load_series()

    edition = Edition.objects.get(number=4)
    assert edition.title_ar == "عنوان المحرر"
    assert edition.starts_on == datetime.date(2007, 11, 26)
    assert edition.city_ar == "صنعاء"


def test_the_demonstration_is_dated_around_the_day_it_is_loaded(demo):
    edition = Edition.objects.get(slug="demo")
    assert (edition.starts_on, edition.ends_on) == (datetime.date(2026, 11, 20), datetime.date(2026, 11, 22))

    load_demo(today=datetime.date(2027, 2, 1))

    edition.refresh_from_db()
    assert edition.starts_on == datetime.date(2027, 1, 31)
    assert set(edition.sessions.values_list("day", flat=True)) == {
        datetime.date(2027, 1, 31),
        datetime.date(2027, 2, 1),
        datetime.date(2027, 2, 2),
    }


def test_the_demonstration_keeps_what_was_added_to_it(demo):
    edition = Edition.objects.get(slug="demo")
    added = Paper.objects.create(edition=edition, title_ar="ورقة أضيفت", status=Paper.Status.PUBLISHED)

    again = load_demo(today=datetime.date(2026, 11, 21))

    assert added.code == "d-91"
    assert Paper.objects.filter(pk=added.pk).exists()
    assert (again.created, again.changed) == (0, 0)
