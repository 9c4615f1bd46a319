"""The social cards: where they are answered, for whom, how often they are drawn, and how pages name them."""

import html
import io
import os
import re
import subprocess

import pytest
from django.core.checks import Error, Warning
from django.core.checks.registry import registry
from django.core.management import call_command
from django.urls import reverse
from PIL import Image

from forum_portal import first_run
from forum_portal.cards import checks, keeping, text
from forum_portal.cards.content import card_of_edition
from forum_portal.management.commands import prepare
from forum_portal.templatetags.social import social
from tests import makers
from tests.makers import make_card
from tests.pages import LANGUAGES, in_language, public_pages


@pytest.fixture
def cards(settings, tmp_path):
    """The folder of kept cards, empty."""
    settings.DATA_DIR = tmp_path
    return tmp_path / "cards"


@pytest.fixture
def no_shaping(monkeypatch):
    """As on a machine without libfribidi0."""
    monkeypatch.setattr(text.features, "check", lambda name: name != "fribidi")


def make_public_objects():
    """The addresses of a card of each kind."""
    edition = makers.make_edition(number=50, title_en="Third forum", theme_ar="دور الصناعات", country="OM")
    speaker = makers.make_speaker(country="OM")
    paper = makers.make_paper(edition=edition, speakers=[speaker, makers.make_speaker()])
    company = makers.make_registration(exhibition=makers.make_exhibition(edition=edition), state="approved").exhibitor
    objects = {"edition": edition.slug, "paper": paper.code, "speaker": speaker.code, "company": company.code}
    return {kind: reverse(f"card_{kind}", args=[name]) for kind, name in objects.items()}


@pytest.mark.django_db
def test_every_card_is_at_its_address_in_each_language(client, cards):
    for address in [reverse("card_series"), *make_public_objects().values()]:
        for language in LANGUAGES:
            response = client.get(in_language(address, language))

            assert response.status_code == 200
            assert response.headers["Content-Type"] == "image/png"
            assert Image.open(io.BytesIO(response.content)).size == (1200, 630)
            assert not response.cookies


@pytest.mark.django_db
def test_the_card_of_what_is_hidden_is_not_there(client, cards):
    draft = makers.make_edition(published=False)
    speaker = makers.make_speaker()
    paper = makers.make_paper(speakers=[speaker], published=False)
    company = makers.make_registration(state="submitted").exhibitor

    addresses = [
        reverse("card_edition", args=[draft.slug]),
        reverse("card_paper", args=[paper.code]),
        reverse("card_paper", args=[makers.make_paper(edition=draft).code]),
        reverse("card_speaker", args=[speaker.code]),
        reverse("card_company", args=[company.code]),
    ]

    assert [client.get(address).status_code for address in addresses] == [404] * 5
    assert not cards.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("people", [1, 6])
def test_a_card_costs_the_same_queries_for_one_speaker_and_for_many(client, cards, django_assert_num_queries, people):
    speakers = [makers.make_speaker() for _ in range(people)]
    papers = [makers.make_paper(speakers=speakers) for _ in range(people)]

    with django_assert_num_queries(3):  # paper with edition, presentations, speakers
        client.get(reverse("card_paper", args=[papers[0].code]))
    with django_assert_num_queries(2):  # speaker, parts
        client.get(reverse("card_speaker", args=[speakers[0].code]))
    with django_assert_num_queries(1):
        client.get(reverse("card_edition", args=[papers[0].edition.slug]))


@pytest.mark.django_db
def test_without_shaping_a_card_is_answered_503_with_an_error_in_the_log(client, cards, no_shaping, caplog):
    response = client.get("/en/cards/series.png")

    assert response.status_code == 503
    assert response.headers["Content-Type"].startswith("text/plain")
    assert response.headers["Cache-Control"] == "no-store"
    assert "libfribidi0" in caplog.text
    assert not cards.exists()


@pytest.mark.django_db
def test_without_shaping_no_page_names_a_picture(client, cards, no_shaping):
    tags = tags_of(client.get("/").content.decode())

    assert "og:image" not in tags
    assert tags["twitter:card"] == ["summary"]
    assert tags["og:title"]


def test_without_shaping_the_checks_say_what_to_install(no_shaping):
    [warning] = checks.shaping(None)
    [error] = checks.shaping_where_it_counts(None)

    assert isinstance(warning, Warning)
    assert isinstance(error, Error)
    assert "libfribidi0" in warning.hint
    assert checks.shaping in registry.registered_checks
    assert checks.shaping_where_it_counts in registry.deployment_checks


@pytest.mark.django_db
def test_without_shaping_the_preparation_says_so_and_goes_on(no_shaping, monkeypatch, capsys):
    monkeypatch.setattr(prepare, "call_command", lambda *args, **options: None)
    monkeypatch.setattr(prepare.Stamp, "is_current", lambda self, name: True)

    call_command("prepare", without_demo=True)

    assert "libfribidi0" in capsys.readouterr().out


def bring_fribidi(monkeypatch, *, present=False, root=True, apt=True, fails=None):
    """What ``make run`` asks of apt on such a machine."""
    asked = []

    def run(command, **options):
        asked.append(command)
        if fails:
            raise fails

    monkeypatch.setattr(first_run, "has", lambda library: present)
    monkeypatch.setattr(first_run.os, "geteuid", lambda: 0 if root else 1000)
    monkeypatch.setattr(first_run.shutil, "which", lambda name: "/usr/bin/apt-get" if apt else None)
    monkeypatch.setattr(first_run.subprocess, "run", run)
    first_run.bring_fribidi()
    return asked


def test_the_first_run_installs_what_shapes_arabic_where_it_may(monkeypatch):
    _update, install = bring_fribidi(monkeypatch)

    assert install[-1] == "libfribidi0"


@pytest.mark.parametrize("machine", [{"present": True}, {"root": False}, {"apt": False}])
def test_the_first_run_leaves_other_machines_alone(monkeypatch, machine):
    assert not bring_fribidi(monkeypatch, **machine)


def test_the_first_run_goes_on_where_apt_does_not_answer(monkeypatch):
    assert len(bring_fribidi(monkeypatch, fails=subprocess.TimeoutExpired("apt-get", 180))) == 1


def test_this_machine_is_known_to_have_what_shapes_arabic():
    assert first_run.has("libfribidi.so.0")


def test_with_shaping_the_checks_are_silent():
    assert checks.shaping(None) == checks.shaping_where_it_counts(None) == []


@pytest.mark.django_db
def test_a_card_on_an_english_page_speaks_arabic_where_its_title_does(client, cards):
    from django.utils.translation import override

    edition = makers.make_edition(number=22, title_ar="الملتقى", title_en="")
    with override("en"):
        card = card_of_edition(edition)

    assert (card.language, card.direction, card.graphic) == ("ar", "rtl", "الثاني والعشرون")


@pytest.mark.django_db
def test_the_address_of_a_page_s_card_may_be_kept_for_ever_and_others_for_an_hour(client, cards):
    make_public_objects()
    [address] = tags_of(client.get("/en/editions/50/").content.decode())["og:image"]
    bare = address.split("?")[0]

    versioned, plain, made_up = (client.get(url) for url in (address, bare, f"{bare}?v=0"))

    assert "immutable" in versioned.headers["Cache-Control"]
    assert {plain.headers["Cache-Control"], made_up.headers["Cache-Control"]} == {"max-age=3600, public"} or {
        plain.headers["Cache-Control"],
        made_up.headers["Cache-Control"],
    } == {"public, max-age=3600"}
    assert versioned.content == plain.content == made_up.content
    assert len(os.listdir(cards)) == 1


@pytest.mark.django_db
def test_an_unchanged_card_is_answered_304_without_drawing(client, cards, monkeypatch):
    tag = client.get("/cards/series.png").headers["ETag"]
    monkeypatch.setattr("forum_portal.cards.views.picture_of", None)

    response = client.get("/cards/series.png", headers={"if-none-match": tag})

    assert response.status_code == 304


@pytest.mark.django_db
def test_a_card_is_drawn_once(client, cards, monkeypatch):
    drawn = []
    monkeypatch.setattr(keeping, "draw", lambda card: drawn.append(card) or b"picture")

    pictures = {client.get(f"/cards/series.png?v={number}").content for number in range(3)}

    assert len(drawn) == 1
    assert pictures == {b"picture"}


def test_only_so_many_cards_are_kept_and_the_newest_are(cards, monkeypatch):
    monkeypatch.setattr(keeping, "MOST_KEPT", 10)
    monkeypatch.setattr(keeping, "draw", lambda card: b"picture")
    made = [make_card(title=f"عنوان {number}") for number in range(25)]
    for number, card in enumerate(made):
        keeping.picture_of(card)
        os.utime(cards / f"{card.version}.png", (number, number))

    kept = set(os.listdir(cards))

    assert len(kept) <= 10
    assert f"{made[-1].version}.png" in kept
    assert f"{made[0].version}.png" not in kept


def test_a_card_that_cannot_be_kept_is_shown(cards, monkeypatch):
    cards.write_text("a file where the folder should be")
    monkeypatch.setattr(keeping, "draw", lambda card: b"picture")

    assert keeping.picture_of(make_card()) == b"picture"


def test_a_card_that_could_not_be_kept_leaves_nothing_behind(cards, monkeypatch):
    def fail(*paths):
        raise OSError("no space left")

    monkeypatch.setattr(keeping.os, "replace", fail)

    assert keeping.keep(cards / "x.png", b"picture") == b"picture"
    assert list(cards.iterdir()) == []


@pytest.mark.django_db
def test_whoever_asks_while_too_many_are_drawn_is_asked_to_come_back(client, cards, monkeypatch):
    monkeypatch.setattr(keeping, "PATIENCE", 0)
    with keeping.drawing:
        response = client.get("/cards/series.png")

    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert client.get("/cards/series.png").status_code == 200


def tags_of(page):
    """The tags for sharing on a page: {"og:title": ["…"], …}."""
    found = {}
    for name, value in re.findall(r'<meta (?:property|name)="((?:og|twitter):[\w:]+)" content="([^"]*)"', page):
        found.setdefault(name, []).append(html.unescape(value))
    return found


@pytest.mark.django_db
def test_every_public_page_says_what_it_is_where_it_is_shared(client, shipped):
    for path in public_pages():
        for language in LANGUAGES:
            address = in_language(path, language)
            page = client.get(address).content.decode()
            tags = tags_of(page)

            title = html.unescape(re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1])
            assert tags["og:title"] == [" ".join(title.split())], address
            assert tags["og:description"][0], address
            assert tags["og:url"] == [f"http://testserver{address.split('?')[0]}"], address
            assert tags["og:locale"][0].startswith(language), address
            assert len(set(tags["og:locale:alternate"] + tags["og:locale"])) == 3, address
            assert tags["og:type"][0] in ("website", "article", "profile"), address
            assert tags["og:image"][0].startswith("http://testserver/"), address
            assert re.search(r"\.png\?v=\w{16}$", tags["og:image"][0]), address
            assert (tags["og:image:width"], tags["og:image:height"]) == (["1200"], ["630"]), address
            assert tags["og:image:alt"][0], address
            assert tags["twitter:card"] == ["summary_large_image"], address


@pytest.mark.django_db
def test_a_page_names_the_card_that_is_then_drawn(client, cards):
    pages = make_public_objects()

    for kind, card in pages.items():
        page = card.replace(f"/cards/{kind}/", {"company": "/exhibitors/"}.get(kind, f"/{kind}s/"))
        response = client.get(page.replace(".png", "/"))
        [address] = tags_of(response.content.decode())["og:image"]

        assert address.startswith(f"http://testserver{card}?v=")
        assert "immutable" in client.get(address).headers["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/en/", "/speakers/"])
def test_a_page_about_no_single_thing_has_the_card_of_the_series(client, cards, path):
    make_public_objects()

    [address] = tags_of(client.get(path).content.decode())["og:image"]

    assert "/cards/series.png?v=" in address


@pytest.mark.django_db
def test_the_tags_of_a_page_cause_no_query(client, cards, django_assert_num_queries):
    make_public_objects()
    paths = ["/", "/editions/50/", "/papers/50-01/", "/editions/50/programme/"]
    paths += [makers.Speaker.objects.last().get_absolute_url(), "/editions/50/exhibition/"]
    for path in paths:
        context = client.get(path).context
        flat = {}
        for layer in context:
            for values in layer if hasattr(layer, "dicts") else [layer]:
                flat |= values

        with django_assert_num_queries(0):
            assert social(flat)["image"], path


@pytest.mark.django_db
def test_a_page_of_error_is_not_made_for_sharing(client, cards):
    assert not tags_of(client.get("/nothing/").content.decode())


@pytest.mark.django_db
def test_a_page_for_one_person_is_not_made_for_sharing():
    assert social({"is_private": True, "origin": "http://testserver"}) == {}


@pytest.mark.django_db
def test_what_a_page_is_about_is_said_of_it_and_of_no_other(client, shipped):
    paths = [f"/editions/{number}/" for number in range(1, 11)] + ["/papers/3-02/", "/countries/om/", "/countries/ma/"]
    said = [
        re.search(r'<meta name="description" content="(.*?)">', client.get(path).content.decode())[1] for path in paths
    ]

    assert len(set(said)) == len(paths)
    assert "القاهرة، مصر" in said[0]
    assert "سلطنة عُمان" in said[-2]
