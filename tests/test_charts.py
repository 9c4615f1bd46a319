"""The charts of the series: where bars stand, what has none."""

import pytest

from forum_portal.charts import HEIGHT, WIDTH, bars
from tests.makers import make_edition, make_paper, make_speaker

ROWS = [("1998", None), ("2001", 4), ("2004", 8)]


def test_the_first_bar_stands_where_reading_begins():
    from_the_left = [bar.middle for bar in bars(ROWS, rtl=False)]
    from_the_right = [bar.middle for bar in bars(ROWS, rtl=True)]

    assert from_the_left == sorted(from_the_left)
    assert from_the_right == [round(WIDTH - middle, 1) for middle in from_the_left]


def test_bars_are_in_proportion_and_the_unknown_has_none():
    unknown, half, whole = bars(ROWS, rtl=True)

    assert (unknown.figure, unknown.height) == (None, 0)
    assert whole.height == 2 * half.height
    assert whole.y >= 0 and whole.y + whole.height <= HEIGHT


def test_no_rows_and_no_figures_are_drawn_without_an_error():
    assert bars([], rtl=True) == []
    assert [bar.height for bar in bars([("1998", None)], rtl=False)] == [0]


@pytest.mark.django_db
def test_the_page_counts_what_is_published_and_says_where_nothing_is_known(client):
    first = make_edition(number=1)
    speaker = make_speaker()
    make_paper(edition=first, speakers=[speaker])
    make_paper(edition=first, speakers=[speaker])
    make_paper(edition=first, published=False)
    make_edition(number=2)

    editions = client.get("/figures/").context["editions"]

    assert [(edition.paper_count, edition.speaker_count) for edition in editions] == [(2, 1), (0, 0)]
    assert "<td>0</td>" not in client.get("/en/figures/").content.decode()
    assert "—" in client.get("/en/figures/").content.decode()
