"""The rosettes of the editions, and the ordinals that stand beside them."""

import re

import pytest

from forum_portal.arabic.ordinals import ordinal
from forum_portal.geometry import folds, rosette


@pytest.mark.parametrize(("number", "points"), [(None, 7), (1, 8), (5, 12), (10, 17)])
def test_edition_n_has_a_star_of_n_and_seven_points(number, points):
    assert folds(number) == points
    # The star and the rim, then a petal and a kite for each point.
    assert rosette(number).count("M") == 2 + 2 * points


def test_every_edition_has_a_rosette_of_its_own_that_stays_in_its_square():
    drawn = {number: rosette(number) for number in range(1, 41)}

    assert len(set(drawn.values())) == 40
    for path in drawn.values():
        assert all(abs(float(n)) <= 100 for n in re.findall(r"-?\d+\.\d", path))


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
