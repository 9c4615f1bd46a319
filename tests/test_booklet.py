"""The front page of an edition: a booklet whose table of contents tells the truth."""

import re

import pytest

from editions.models import Evidence, Objective
from forum_portal.booklet import facts_of
from tests.makers import make_edition, make_session
from tests.pages import LANGUAGES, in_language

pytestmark = pytest.mark.django_db


def contents_and_ids(body):
    contents = body[body.index('class="toc"') :]
    contents = contents[: contents.index("</nav>")]
    return re.findall(r'href="#([\w-]+)"', contents), re.findall(r'<h2 id="([\w-]+)"', body)


@pytest.mark.parametrize("slug", ["1", "3", "9", "10", "demo"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_contents_name_every_section_in_its_order(shipped, client, slug, language):
    body = client.get(in_language(f"/editions/{slug}/", language)).content.decode()

    named, there = contents_and_ids(body)

    assert named == [section for section in there if section != "now"]
    assert named


def test_what_is_empty_is_not_in_the_contents(client):
    edition = make_edition(number=44)

    before, _ids = contents_and_ids(client.get("/editions/44/").content.decode())
    Objective.objects.create(edition=edition, text_ar="هدف", order=1)
    make_session(edition=edition, title_ar="جلسة")
    after, _ids = contents_and_ids(client.get("/editions/44/").content.decode())

    assert set(after) - set(before) == {"objectives", "programme"}


def test_each_fact_is_known_or_said_to_be_unknown():
    edition = make_edition(number=44, venue_ar="قصر المؤتمرات", theme_ar="")

    known, unknown = facts_of(edition)

    assert [field for field, _label in known] == ["venue"]
    assert [field for field, _label in unknown] == ["theme", "mode", "patron", "opener"]


def unknown_in(client, language):
    html = client.get(in_language("/editions/44/", language)).content.decode()
    found = re.search(r'<div class="unknown">(.*?)</div>', html, re.DOTALL)[1]
    return re.sub("[ \n]+", " ", re.sub("<details.*?</details>", "[…]", found, flags=re.DOTALL)).strip()


def test_what_is_unknown_is_enumerated_with_what_is_said_of_it(client):
    edition = make_edition(number=44, theme_ar="شعار", mode="online")
    Evidence.objects.create(item=edition, field="patron", certainty="disputed", note_ar="تختلف فيه الصحف")

    assert unknown_in(client, "ar") == "لا معلومات عن: مقر الانعقاد، ورعاية الدورة […]، والافتتاح"
    assert unknown_in(client, "en") == "Not known: venue, patron […] and opening"
    assert unknown_in(client, "fr") == "Non connu\u00a0: lieu d’accueil, patronage […] et ouverture"


def test_breaks_are_left_out_of_the_programme_in_short(client):
    edition = make_edition(number=44)
    make_session(edition=edition, title_ar="استراحة القهوة", kind="break")
    make_session(edition=edition, title_ar="جلسة العمل")

    body = client.get("/editions/44/").content.decode()

    assert "جلسة العمل" in body
    assert "استراحة القهوة" not in body


def test_an_edition_has_the_colours_of_its_number(client):
    make_edition(number=43)
    make_edition(number=44)

    hues = {re.search(r"edition-head hue-(\d+)", client.get(f"/editions/{n}/").content.decode())[1] for n in (43, 44)}

    assert len(hues) == 2
