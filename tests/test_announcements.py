"""Announcements: what visitors see of them, and when."""

import datetime

import pytest
from django.utils import timezone

from tests.makers import make_announcement, make_edition

pytestmark = pytest.mark.django_db


def test_the_newest_comes_first_and_the_home_page_shows_three(client):
    now = timezone.now()
    titles = [f"خبر رقم {day}" for day in range(1, 6)]
    for day, title in enumerate(titles, start=1):
        make_announcement(title_ar=title, published_at=now - datetime.timedelta(days=day))

    listed = [announcement.title for announcement in client.get("/announcements/").context["announcements"]]
    home = [announcement.title for announcement in client.get("/").context["announcements"]]

    assert listed == titles
    assert home == titles[:3]


@pytest.mark.parametrize("hidden", ["draft", "tomorrow", "edition"])
def test_what_is_not_for_visitors_yet_is_not_there(client, hidden):
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    announcement = make_announcement(
        published=hidden != "draft",
        published_at=tomorrow if hidden == "tomorrow" else timezone.now(),
        edition=make_edition(published=False) if hidden == "edition" else None,
    )

    assert client.get(announcement.get_absolute_url()).status_code == 404
    assert announcement.title not in client.get("/announcements/").content.decode()


def test_an_announcement_is_read_in_the_readers_language(client):
    announcement = make_announcement(title_en="News", body_ar="فقرة\n\nأخرى")

    english = client.get(f"/en/announcements/{announcement.slug}/").content.decode()

    assert "<bdi>News</bdi>" in english
    assert '<div class="prose" lang="ar" dir="rtl"><p>فقرة</p>' in english


def test_an_empty_list_says_so(client):
    assert "empty" in client.get("/announcements/").content.decode()
