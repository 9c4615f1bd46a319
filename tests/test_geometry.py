"""The rosettes of the editions, and the ordinals that stand beside them."""

import re
from cmath import phase
from itertools import combinations, pairwise
from math import pi

import pytest

from forum_portal.arabic.ordinals import ordinal
from forum_portal.geometry import POINT, bands, cross, crossing, folds, place, rosette, woven_rosette


@pytest.mark.parametrize(("number", "points"), [(None, 7), (1, 8), (5, 12), (10, 17)])
def test_edition_n_has_a_star_of_n_and_seven_points(number, points):
    star, tips = (figure.split("L") for figure in re.findall(r"M([^Z]*)Z", rosette(number)))

    assert folds(number) == points
    # A valley, a kite and its two shoulders for each point; a tip and the foot of a kite.
    assert (len(star), len(tips)) == (4 * points, 2 * points)


def test_every_edition_has_a_rosette_of_its_own_that_stays_in_its_square():
    for draw in (rosette, woven_rosette):
        drawn = {number: draw(number) for number in range(1, 41)}

        assert len(set(drawn.values())) == 40
        for path in drawn.values():
            assert all(abs(float(n)) <= 100 for n in re.findall(r"-?[\d.]+", path))


@pytest.mark.parametrize("count", [7, 8, 17, 37])
def test_lines_run_straight_on_where_another_crosses_them(count):
    (valley, shoulder, *_), (tip, foot, _) = bands(count)
    point = place(pi / count, POINT)

    # The edge of the star through its point and along the petal, and the edge of the tip through the shoulder.
    assert abs(cross(point - valley, shoulder - valley)) < 1e-9
    assert abs(cross(shoulder - tip, foot - tip)) < 1e-9


@pytest.mark.parametrize("number", [None, 1, 5, 10, 30])
def test_woven_bands_go_over_and_under_and_no_line_crosses_another(number):
    lines = [
        [complex(*map(float, point.split())) for point in figure.split("L")]
        for figure in woven_rosette(number).split("M")[1:]
    ]
    segments = [segment for line in lines for segment in pairwise(line)]
    # One fold and its neighbours stand for all, since each fold is the same.
    near = [(a, b) for a, b in segments if abs(phase(1j * (a + b))) < 3 * pi / folds(number)]

    # Three bands go under at each fold, with two edges each.
    assert len(lines) == 6 * folds(number)
    assert len(near) > 20
    for (a, b), (c, d) in combinations(near, 2):
        slant = abs(cross(b - a, d - c)) / abs(b - a) / abs(d - c)
        if slant > 0.05:
            # A line ends on another and does not reach beyond, but for what rounding to a tenth of a unit does.
            along, across = (0.15 / slant / abs(end - start) for start, end in ((a, b), (c, d)))
            assert not (along < crossing(a, b, c, d) < 1 - along and across < crossing(c, d, a, b) < 1 - across)


def test_a_rosette_is_small_enough_to_stand_in_a_page():
    assert len(rosette(10)) < 1500
    assert len(woven_rosette(10)) < 5000


@pytest.mark.parametrize(
    ("number", "masculine", "feminine"),
    [
        (1, "الأول", "الأولى"),
        (2, "الثاني", "الثانية"),
        (10, "العاشر", "العاشرة"),
        (11, "الحادي عشر", "الحادية عشرة"),
        (12, "الثاني عشر", "الثانية عشرة"),
        (18, "الثامن عشر", "الثامنة عشرة"),
        (20, "العشرون", "العشرون"),
        (21, "الحادي والعشرون", "الحادية والعشرون"),
        (35, "الخامس والثلاثون", "الخامسة والثلاثون"),
        (80, "الثمانون", "الثمانون"),
        (99, "التاسع والتسعون", "التاسعة والتسعون"),
    ],
)
def test_ordinals_are_written_out(number, masculine, feminine):
    assert ordinal(number) == masculine
    assert ordinal(number, gender="f") == feminine


@pytest.mark.parametrize(("number", "genitive"), [(5, "الخامس"), (20, "العشرين"), (42, "الثاني والأربعين")])
def test_the_genitive_shows_from_twenty_on(number, genitive):
    assert ordinal(number, case="genitive") == genitive


@pytest.mark.parametrize("number", [0, -1, 100])
def test_what_has_no_ordinal_is_refused(number):
    with pytest.raises(ValueError, match="no ordinal"):
        ordinal(number)
