"""The social cards: what is drawn on them, for whom, how often, and how pages name them."""

import html
import io
import os
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.checks import Error, Warning
from django.core.checks.registry import registry
from django.core.management import call_command
from django.urls import reverse
from PIL import Image, ImageChops, ImageDraw, ImageStat

from forum_portal import first_run, geometry
from forum_portal.cards import checks, colour, content, drawing, keeping, text
from forum_portal.cards.content import Card, card_of_edition, card_of_paper, card_of_series
from forum_portal.management.commands import prepare
from forum_portal.templatetags.social import social
from tests import makers
from tests.pages import LANGUAGES, in_language, public_pages

ARABIC = {"weight": 600, "size": 48, "direction": "rtl"}
LONG = "دور الصناعات الصغيرة والمتوسطة في تحقيق التنمية والرفاهية " * 6


@pytest.fixture
def cards(settings, tmp_path):
    """The folder of kept cards, empty."""
    settings.DATA_DIR = tmp_path
    return tmp_path / "cards"


@pytest.fixture
def no_shaping(monkeypatch):
    """As on a machine without libfribidi0."""
    monkeypatch.setattr(text.features, "check", lambda name: name != "fribidi")


def make_card(**fields):
    defaults = {"kind": "paper", "name": "3-07", "language": "ar", "series": "الملتقى", "title": "واقع الصناعات"}
    return Card(**defaults | fields)


def picture(card):
    return Image.open(io.BytesIO(drawing.draw(card)))


def line(words, *, direction, width=600):
    """``words`` drawn in black on white, from the edge at which ``direction`` begins."""
    image = Image.new("L", (width, 100), 255)
    place, anchor = ((width, 60), "rs") if direction == "rtl" else ((0, 60), "ls")
    ImageDraw.Draw(image).text(place, words, font=text.face(600, 48), fill=0, anchor=anchor, **text.script(direction))
    return image


def is_same(one, other):
    return ImageChops.difference(one, other).getbbox() is None


def test_this_machine_shapes_arabic():
    assert text.can_shape(), "Install libfribidi0; `make test` does so as root."


@pytest.mark.parametrize("kind", drawing.TITLE_SIZES)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_card_has_the_size_that_networks_show_whole(kind, language):
    image = picture(make_card(kind=kind, language=language))

    assert (image.format, image.size) == ("PNG", (1200, 630))


def test_arabic_letters_are_joined():
    joined, apart = "محمد", "م\u200cح\u200cم\u200cد"

    assert not is_same(line(joined, direction="rtl"), line(apart, direction="rtl"))
    # A ba between two others is a tooth; alone it is a bowl.
    assert text.width_of("ببب", **ARABIC) < 0.7 * text.width_of("ب\u200cب\u200cب", **ARABIC)


def test_arabic_runs_from_right_to_left_with_latin_in_it():
    whole, first = line("SME محمد", direction="rtl"), line("SME", direction="rtl")
    right_end = (600 - int(text.width_of("SME", **ARABIC)), 0, 600, 100)

    apart = ImageChops.difference(whole.crop(right_end), first.crop(right_end))
    backwards = ImageChops.difference(whole.crop(right_end), line("محمد SME", direction="rtl").crop(right_end))

    # The same letters at the same place, but for fractions of a pixel.
    assert ImageStat.Stat(apart).mean[0] < 8
    assert ImageStat.Stat(backwards).mean[0] > 30


@pytest.mark.parametrize(
    ("words", "on_arabic", "on_english"),
    [
        ("SME في الوطن العربي", "rtl", "ltr"),
        ("Widgets Co.", "ltr", "ltr"),
        ("واقع الصناعات", "rtl", "rtl"),
        ("2004", "rtl", "ltr"),
    ],
)
def test_a_text_runs_in_the_direction_of_its_language(words, on_arabic, on_english):
    assert text.direction_of(words, "rtl") == on_arabic
    assert text.direction_of(words, "ltr") == on_english


@pytest.mark.parametrize("language", ["ar", "en"])
def test_words_begin_at_the_side_of_their_language(language):
    title = "واقع الصناعات" if language == "ar" else "State of industries"
    card = make_card(language=language, title=title)
    empty = picture(replace(card, title="", series=""))

    left, _top, right, _bottom = ImageChops.difference(picture(card), empty).getbbox()

    if language == "ar":
        assert left > 400
        assert right <= 1200 - drawing.MARGIN + 2
    else:
        assert left >= drawing.MARGIN - 2
        assert right < 800


FULL_CARDS = {
    "edition": {"graphic": "الحادي والعشرون"},
    "paper": {"label": "ورقة", "lines": (("متحدث", "عُمان"),) * 3, "brief": (("متحدث", "عُمان"),)},
    "speaker": {"label": "متحدثون", "text": LONG, "lines": (("عُمان",),)},
    "company": {"label": "عارضون", "text": LONG, "lines": (("صحار، عُمان",),)},
}


@pytest.mark.parametrize("title", [LONG[:350], "ص" * 350, "Industry " * 38, "W" * 350])
@pytest.mark.parametrize("kind", FULL_CARDS)
def test_a_long_title_fits_and_ends_in_an_ellipsis(kind, title):
    sheet = drawing.Sheet("rtl")
    room = 278  # with a foot and the band of the demonstration
    card = make_card(kind=kind, title=title, **FULL_CARDS[kind])

    assert drawing.blocks_of(sheet, card, room) is None
    blocks = drawing.blocks_of(sheet, card, room, tight=True)

    assert sum(block.height for block in blocks) <= room
    assert [block for block in blocks if block.is_cut]
    for block in blocks:
        for line in block.lines:
            width = sum(drawing.part_width(sheet, part, block.weight, block.size) for part in line)
            assert width <= drawing.COLUMN


def test_a_short_title_leaves_room_for_everybody():
    card = make_card(**FULL_CARDS["paper"])

    *_rest, people = drawing.blocks_of(drawing.Sheet("rtl"), card, 278)

    assert len(people.lines) == 3


def test_a_title_is_wrapped_into_lines_of_nearly_one_length():
    title = "دور الأجهزة والخدمات المساندة في خدمة تحسين أداء المشروعات الصغيرة والمتوسطة"

    size, lines = text.fit(title, weight=600, sizes=(60, 50), direction="rtl", width=812, height=400, most_lines=4)

    widths = [text.width_of(found, weight=600, size=size, direction="rtl") for found in lines]
    assert " ".join(lines) == title
    assert size == 60
    assert min(widths) > 0.6 * max(widths)


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        ("Evil\u202e.exe", "Evil.exe"),
        ("شركة 漢字 أ", "شركة  أ"),
        ("ﻣﺤﻤﺪ", "محمد"),
        ("سطر\nآخر", "سطر آخر"),
        ("«\u202fthème\u202f»", "«\u00a0thème\u00a0»"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_what_the_faces_lack_and_what_turns_lines_round_is_taken_out(written, drawn):
    assert text.drawable(written) == drawn


def test_a_name_that_no_face_has_is_still_a_card():
    assert picture(make_card(title="漢字", lines=(("漢字",),))).size == (1200, 630)


@pytest.mark.parametrize(
    ("lightness", "chroma", "hue", "rgb"), [(0.628, 0.2577, 29.23, (255, 0, 0)), (1, 0, 0, (255, 255, 255))]
)
def test_colours_are_those_of_the_style_sheet(lightness, chroma, hue, rgb):
    found = colour.oklch(lightness, chroma, hue)

    assert all(abs(one - other) <= 2 for one, other in zip(found, rgb, strict=True))


@pytest.mark.parametrize("alike", ["woven_rosette", "hue"])
def test_each_edition_has_its_own_colour_and_rosette(monkeypatch, alike):
    of_all = getattr(geometry, alike)(3)
    monkeypatch.setattr(geometry, alike, lambda number: of_all)

    assert not is_same(*[picture(make_card(number=number)) for number in (3, 4)])


def test_a_card_of_the_demonstration_says_so():
    edition = makers.Edition(slug="demo", title_ar="تجريبية", is_demo=True, starts_on=makers.datetime.date(2026, 1, 1))
    corner = (600, 625)

    card = card_of_edition(edition)

    assert card.invented
    assert card.invented in card.words()
    assert picture(card).getpixel(corner) != picture(replace(card, invented="")).getpixel(corner)


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

    monkeypatch.setattr(first_run, "has_fribidi", lambda: present)
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
    assert first_run.has_fribidi()


def test_with_shaping_the_checks_are_silent():
    assert checks.shaping(None) == checks.shaping_where_it_counts(None) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("people", "lines"), [(0, 0), (1, 1), (2, 2), (3, 3), (7, 3)])
def test_a_paper_names_two_speakers_and_counts_the_others(people, lines):
    speakers = [makers.make_speaker(name_ar=f"متحدث {number}") for number in range(people)]

    card = card_of_paper(makers.make_paper(speakers=speakers))

    assert len(card.lines) == lines
    assert [line[0] for line in card.lines[:2]] == [speaker.name for speaker in speakers[:2]]
    assert [line[0] for line in card.brief] == [speaker.name for speaker in speakers[:1]]
    assert ("5" in card.lines[-1][0]) == (people == 7) if people else not card.lines


@pytest.mark.django_db
def test_the_version_follows_what_is_drawn():
    paper = makers.make_paper(title_ar="عنوان", speakers=[makers.make_speaker(name_ar="سلمى")])
    before = card_of_paper(paper)
    again = card_of_paper(makers.Paper.objects.get(pk=paper.pk))
    makers.Paper.objects.filter(pk=paper.pk).update(title_ar="عنوان آخر")
    retitled = card_of_paper(makers.Paper.objects.get(pk=paper.pk))
    makers.Speaker.objects.update(name_ar="ليلى")
    renamed = card_of_paper(makers.Paper.objects.get(pk=paper.pk))

    assert before.version == again.version
    assert len({before.version, retitled.version, renamed.version}) == 3


def test_the_version_follows_how_it_is_drawn(monkeypatch):
    before = make_card().version
    monkeypatch.setattr(content, "look", lambda: "another")

    assert make_card().version != before
    assert all((Path(content.__file__).parents[1] / name).is_file() for name in content.LOOK)


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


def test_the_words_of_the_series_card_are_its_alternative():
    card = card_of_series()

    assert card.title in card.words()
    assert card.text[:50] in card.words()
