"""What the checks of a plan find, against floors of small squares that are counted one by one."""

import math
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from exhibitors.floor_checks import Level, Place, findings_of
from exhibitors.outlines import area_of, encloses, rectangle, walls_of
from exhibitors.polygons import blocks, crosses_itself, narrowest_gap, overlap, touch

SIDE = 10


@st.composite
def corner_shapes(draw):
    """A rectangle of whole metres with one corner cut out or none: its outline and the squares that it covers."""
    x, y = draw(st.integers(0, SIDE)), draw(st.integers(0, SIDE))
    width, depth = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    squares = set(product(range(x, x + width), range(y, y + depth)))
    if width > 1 and depth > 1 and draw(st.booleans()):
        cut_x, cut_y = draw(st.integers(1, width - 1)), draw(st.integers(1, depth - 1))
        squares -= set(product(range(x + cut_x, x + width), range(y + cut_y, y + depth)))
        right, bottom, inner_x, inner_y = x + width, y + depth, x + cut_x, y + cut_y
        outline = [[x, y], [right, y], [right, inner_y], [inner_x, inner_y], [inner_x, bottom], [x, bottom]]
    else:
        outline = rectangle(x, y, width, depth)
    start = draw(st.integers(0, len(outline) - 1))
    outline = outline[start:] + outline[:start]
    return (outline[::-1] if draw(st.booleans()) else outline), squares


@st.composite
def triangles(draw):
    number = st.integers(0, 80).map(lambda tenths: tenths / 10)
    outline = [[draw(number), draw(number)] for _ in range(3)]
    assume(area_of(outline) > 0.5)
    return outline


def distance_of(squares, others):
    """How far two sets of squares are apart: of the nearest two."""
    return min(
        math.hypot(max(0, abs(x - x2) - 1), max(0, abs(y - y2) - 1)) for (x, y), (x2, y2) in product(squares, others)
    )


@given(corner_shapes(), corner_shapes())
def test_overlap_is_the_number_of_shared_squares(one, other):
    (outline, squares), (other_outline, other_squares) = one, other

    assert overlap(outline, other_outline) == pytest.approx(len(squares & other_squares))


@given(corner_shapes())
def test_a_shape_overlaps_itself_by_all_its_area(shape):
    outline, squares = shape

    assert overlap(outline, outline) == pytest.approx(len(squares)) == pytest.approx(area_of(outline))
    assert not crosses_itself(outline)


@given(triangles(), triangles())
@settings(max_examples=60)
def test_overlap_of_slanted_shapes_is_what_a_fine_grid_counts(one, other):
    step = 0.1
    points = [(step * (i + 0.5), step * (j + 0.5)) for i in range(80) for j in range(80)]
    count = sum(encloses(walls_of(one), point) and encloses(walls_of(other), point) for point in points)

    walls = walls_of(one) + walls_of(other)
    along_the_walls = sum(math.dist(*wall) for wall in walls) * step * 2  # squares that a wall cuts
    assert overlap(one, other) == pytest.approx(count * step**2, abs=along_the_walls * step * 5 + 0.01)
    assert overlap(one, other) == pytest.approx(overlap(other, one), abs=0.001)
    assert overlap(one, other) <= min(area_of(one), area_of(other)) + 0.001


@given(corner_shapes(), corner_shapes(), st.integers(1, 6))
def test_gap_between_two_shapes_is_that_of_their_nearest_squares(one, other, limit):
    (outline, squares), (other_outline, other_squares) = one, other
    assume(not squares & other_squares)
    distance = distance_of(squares, other_squares)

    assert touch(walls_of(outline), walls_of(other_outline)) == (distance == 0)
    assume(distance > 0)
    gap = narrowest_gap(walls_of(outline), walls_of(other_outline), limit)

    assert (gap is not None) == (distance < limit)
    if gap:
        # A corner of an L may be nearer by a centimetre than the place at which it is measured.
        assert gap.width == pytest.approx(distance, abs=0.02)


@given(corner_shapes(), st.lists(corner_shapes(), max_size=3), corner_shapes())
def test_a_gap_that_is_found_leads_through_no_booth(one, between, other):
    walls, others = walls_of(one[0]), walls_of(other[0])
    outlines = [outline for outline, _squares in between]
    assume(not touch(walls, others))

    gap = narrowest_gap(walls, others, 4, outlines)

    if gap:
        assert not any(blocks(outline, gap) for outline in outlines)
        for share in (0.25, 0.5, 0.75):
            point = tuple(a + share * (b - a) for a, b in zip(gap.start, gap.end, strict=True))
            assert not any(encloses(walls_of(outline), point) for outline in outlines)


def place(code, x=0, y=0, width=3, depth=3, *, key=None, category=1, outline=None):
    return Place(key or code, code, category, outline or rectangle(x, y, width, depth))


def kinds(places, **options):
    return [(finding.kind, finding.keys) for finding in findings_of(places, **options)]


def test_a_sound_plan_has_no_findings():
    rows = [place(f"A{n}", 3 * n, 3) for n in range(4)] + [place(f"B{n}", 3 * n, 6) for n in range(4)]

    assert kinds(rows, floor=(12, 12), gangway=3) == []


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([place("A1"), place("A2", 2.99)], [("overlap", ("A1", "A2"))]),
        ([place("A1"), place("A2", 3)], []),
        ([place("A1"), place("A2", 3, 3)], []),
        ([place("A1", 10, 10), place("A2", 10.1 + 0.2 - 0.3 + 3, 10)], []),
        ([place("A1", 0.1, 0, 0.2), place("A2", 0.3)], [("narrow", ("A1",))]),
        ([place("A1"), place("A1", 3, key="other")], [("doubled", ("A1", "other"))]),
        ([place("")], [("code", ("",))]),
        ([place("A1", category=None)], [("category", ("A1",))]),
        ([place("A1", outline=[[0, 0], [3, 3], [3, 0], [0, 4]])], [("outline", ("A1",))]),
        ([place("A1", outline=[[0, 0], [3, 0]])], [("outline", ("A1",))]),
        ([place("A1", outline="x")], [("outline", ("A1",))]),
        ([place("A1", 37, 0)], [("outside", ("A1",)),]),
        ([place("A1", 36, 20)], []),
        ([place("A1", 34.5, 20)], [("narrow", ("A1",))]),
        ([place("A1"), place("A2", 5)], [("narrow", ("A1", "A2"))]),
        ([place("A1"), place("A2", 6)], []),
        ([place("A1"), place("A2", 3, 0, 2), place("A3", 5)], []),
        ([place("A1"), place("A2", 5, 5)], [("narrow", ("A1", "A2"))]),
        ([place("A1"), place("A2", 5.5, 5.5)], []),
    ],
)  # fmt: skip
def test_each_fault_is_found_with_the_booths_concerned(places, expected):
    assert kinds(places, floor=(39, 30), gangway=3) == expected


def test_a_booth_in_the_hollow_of_another_overlaps_it_only_inside_its_walls():
    hollow = [[0, 0], [9, 0], [9, 9], [6, 9], [6, 3], [3, 3], [3, 9], [0, 9]]

    fits = [place("A1", outline=hollow), place("A2", 3, 3)]
    too_wide = [place("A1", outline=hollow), place("A2", 3, 3, 3.1)]

    assert kinds(fits, gangway=0) == []
    assert kinds(too_wide) == [("overlap", ("A1", "A2"))]


def test_what_stands_between_two_booths_leaves_no_gangway_between_them():
    behind = [place("A1"), place("A2", 3, 0, 2, 3), place("A3", 5)]
    only_half = [place("A1"), place("A2", 3, 0, 2, 1), place("A3", 5)]

    assert kinds(behind, gangway=3) == []
    assert kinds(only_half, gangway=3) == [("narrow", ("A1", "A3"))]


def test_errors_come_before_warnings_and_name_the_booths():
    found = findings_of([place("A1"), place("A2", 5), place("A3", 6)], gangway=3)

    assert [finding.level for finding in found][:2] == [Level.ERROR, Level.WARNING]
    assert "A2" in found[0].sentence and "A3" in found[0].sentence


def test_without_a_floor_and_a_gangway_only_the_booths_are_compared():
    assert kinds([place("A1", 900, 900), place("A2", 904, 900)]) == []
