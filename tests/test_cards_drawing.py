"""The social cards: what is drawn on them, and how its words are shaped and fitted."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageStat

from forum_portal import geometry
from forum_portal.cards import colour, content, drawing, text
from forum_portal.cards.content import card_of_edition, card_of_paper, card_of_series
from tests import makers
from tests.makers import make_card

ARABIC = {"weight": 600, "size": 48, "direction": "rtl"}
LONG = "دور الصناعات الصغيرة والمتوسطة في تحقيق التنمية والرفاهية " * 6


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


def test_the_words_of_the_series_card_are_its_alternative():
    card = card_of_series()

    assert card.title in card.words()
    assert card.text[:50] in card.words()
