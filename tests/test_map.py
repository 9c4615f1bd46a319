"""The map of the series: where places lie on it, what it leaves out, and that words say the same."""

import datetime
import re
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from forum_portal.arabic.countries import LEAGUE
from forum_portal.cartography import (
    CAPITALS,
    HEIGHT,
    LETTER,
    LINE,
    MAP,
    WIDTH,
    Box,
    legs_of,
    map_of,
    place_labels,
    project,
    sign_of,
    stops_of,
)
from tests.makers import make_edition

LAND = Path(__file__).parent.parent / "static/img/land.svg"

CAIRO, TUNIS, ALGIERS = ("القاهرة", 30.044, 31.236), ("تونس", 36.806, 10.182), ("الجزائر العاصمة", 36.754, 3.059)
RABAT, AGADIR, AMSTERDAM = ("الرباط", 34.021, -6.842), ("أكادير", 30.428, -9.598), ("أمستردام", 52.37, 4.9)


def edition_at(place, year=2010):
    city, latitude, longitude = place or ("", None, None)
    return SimpleNamespace(city=city, latitude=latitude, longitude=longitude, starts_on=datetime.date(year, 1, 1))


def words_of(stop):
    """The box that the name of a city and its year take."""
    width = len(stop["city"]) * LETTER
    left = stop["label_x"] - {"start": 0, "middle": width / 2, "end": width}[stop["anchor"]]
    return Box(left, stop["label_y"] - LINE * 0.8, left + width, stop["label_y"] + LINE * 1.2)


def coast():
    """The figures of the coastline, as lists of absolute points."""
    path = re.search(r' d="([^"]+)"', LAND.read_text()).group(1)
    figures = []
    for figure in path.split("M")[1:]:
        numbers = [float(number) for number in re.findall(r"-?\d*\.\d+|-?\d+", figure)]
        x = y = 0
        points = []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
        figures.append(points)
    return figures


def is_land(x, y):
    """Whether a ray from the point crosses the coast an odd number of times."""
    inside = False
    for points in coast():
        for (x1, y1), (x2, y2) in zip(points, points[1:] + points[:1], strict=True):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
                inside = not inside
    return inside


@pytest.mark.parametrize(
    ("place", "expected"),
    [((42.5, -18.5), (0, 0)), ((-13, 61.5), (WIDTH, HEIGHT)), ((30.044, 31.236), (621.7, 167.9))],
)
def test_places_lie_where_the_projection_puts_them(place, expected):
    assert project(*place) == expected


@pytest.mark.parametrize(
    ("place", "land"),
    [
        ((24.7, 46.7), True),  # Riyadh
        ((36.2, 44.0), True),  # Erbil
        ((26.05, 50.52), True),  # Bahrain is an island, and must not be lost
        ((18.0, 40.0), False),  # in the Red Sea
        ((35.0, 18.0), False),  # in the Mediterranean
        ((27.5, 51.0), False),  # between Bahrain and the other shore
    ],
)
def test_coastline_and_projection_agree(place, land):
    assert is_land(*project(*place)) == land


def test_coastline_is_small_and_keeps_to_the_map():
    frame = MAP.wider_by(12)  # its cut edges lie outside of what is seen

    assert LAND.stat().st_size < 14_000
    assert all(frame.holds(*point) for points in coast() for point in points)
    assert f'viewBox="0 0 {WIDTH} {HEIGHT}"' in LAND.read_text()


def test_coastline_says_where_it_is_from_and_bears_no_names():
    assert "Natural Earth" in LAND.read_text()
    assert "public domain" in LAND.read_text()
    assert "<text" not in LAND.read_text()


def test_every_member_of_the_league_has_a_capital_on_the_map():
    assert set(CAPITALS) == set(LEAGUE)
    assert all(MAP.holds(*project(*capital)) for capital in CAPITALS.values())


def test_stops_skip_editions_without_a_place_on_the_map():
    stops = stops_of([edition_at(CAIRO), edition_at(None), edition_at(AMSTERDAM)])

    assert [stop["city"] for stop in stops] == [CAIRO[0]]


def test_a_city_that_hosted_twice_is_one_stop_with_both_editions():
    first, second = edition_at(RABAT, 2016), edition_at(RABAT, 2018)

    [stop] = stops_of([first, edition_at(None), second])

    assert stop["editions"] == [first, second]
    assert legs_of([first, second]) == []


def test_the_road_goes_by_time_past_what_has_no_place():
    editions = [edition_at(AGADIR, 2024), edition_at(None, 2020), edition_at(CAIRO, 1998), edition_at(RABAT, 2018)]

    drawn = map_of(editions)

    ends = [(start, end) for start, _control, end in legs_of(drawn["editions"])]
    cairo, rabat, agadir = (project(*place[1:]) for place in (CAIRO, RABAT, AGADIR))
    assert ends == [(cairo, rabat), (rabat, agadir)]
    assert drawn["route"].count("M") == 2


def test_names_of_near_cities_keep_clear_of_each_other():
    places = [TUNIS, ALGIERS, RABAT, AGADIR, CAIRO]

    stops = place_labels(stops_of([edition_at(place) for place in places]))

    names, signs = list(map(words_of, stops)), list(map(sign_of, stops))
    assert not any(one.shared_with(other) for one, other in combinations(names, 2))
    assert not any(name.shared_with(sign) for name in names for sign in signs)
    assert all(MAP.holds(*name[:2]) and MAP.holds(*name[2:]) for name in names)


@pytest.mark.parametrize(("rtl", "rising"), [(False, True), (True, False)])
def test_years_of_a_city_are_read_in_the_direction_of_the_page(rtl, rising):
    [stop] = place_labels(stops_of([edition_at(RABAT, 2016), edition_at(RABAT, 2018)]), rtl=rtl)

    first, second = stop["years"]
    assert (first["x"] < second["x"]) == rising


def test_a_country_has_a_ring_unless_a_host_city_stands_there_or_the_map_ends_before_it():
    drawn = map_of([edition_at(CAIRO)], ["EG", "sd", "NL", "SD"])

    assert [ring["code"] for ring in drawn["rings"]] == ["sd"]
    assert drawn["countries"] == ["eg", "sd", "nl"]


def test_the_map_goes_south_only_as_far_as_there_is_a_place():
    assert map_of([edition_at(CAIRO)])["height"] < HEIGHT
    assert map_of([edition_at(CAIRO)], ["KM"])["height"] == HEIGHT


@pytest.mark.django_db
def test_map_and_list_both_lead_to_every_edition():
    rabat = {"city_ar": "الرباط", "country": "MA", "latitude": "34.021", "longitude": "-6.842"}
    first, second = make_edition(**rabat), make_edition(**rabat, starts_on=datetime.date(2010, 3, 15))
    cairo = make_edition(city_ar='<b>"القاهرة"', country="EG", latitude="30.044", longitude="31.236")
    online = make_edition(mode="online")

    page = render_to_string("includes/map.html", {"map": map_of([first, second, cairo, online], ["SD"])})

    picture, _, words = page.partition("</svg>")
    for edition in (first, second, cairo):
        assert picture.count(f'href="{edition.get_absolute_url()}"') == 1
    assert online.get_absolute_url() not in picture
    for edition in (first, second, cairo, online):
        assert words.count(f'href="{edition.get_absolute_url()}"') == 1
    assert f'href="{reverse("country", args=["sd"])}"' in words
    assert "<b>" not in page


@pytest.mark.django_db
def test_list_is_left_out_where_the_page_has_it_elsewhere():
    edition = make_edition(city_ar="القاهرة", country="EG", latitude="30.044", longitude="31.236")

    page = render_to_string("includes/map.html", {"map": map_of([edition]), "elsewhere": "road"})

    assert page.count(f'href="{edition.get_absolute_url()}"') == 1
    assert 'href="#road"' in page
