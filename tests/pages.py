"""The types of public page, each with an address that the shipped data has, for tests that walk all of them."""

import pytest
from django.urls import translate_url
from django.utils.translation import override

from editions.models import Edition
from exhibitors.models import Exhibitor
from papers.models import Paper, Session, Speaker
from papers.releases import history

# A test of all pages that takes long, as several that two processes can share; ``part`` picks the pages of one.
in_parts = pytest.mark.parametrize("part", [lambda paths, n=n: paths[n::4] for n in range(4)], ids="1234")
LANGUAGES = {"ar": "rtl", "en": "ltr", "fr": "ltr"}
OF_THE_SERIES = [
    "/",
    "/editions/",
    "/editions/1/",
    "/editions/3/",
    "/editions/7/",
    "/editions/10/",
    "/editions/3/programme/",
    "/editions/4/programme/",
    "/editions/3/papers/",
    "/editions/10/papers/",
    "/editions/3/exhibition/",
    "/editions/9/visit/",
    "/papers/3-02/",
    "/papers/3-12/",
    "/speakers/",
    "/countries/",
    "/countries/om/",
    "/topics/",
    "/topics/finance/",
    "/recommendations/",
    "/announcements/",
    "/figures/",
    "/about/",
    "/contact/",
    "/privacy/",
]
OF_THE_DEMONSTRATION = [
    "/editions/demo/",
    "/editions/demo/programme/",
    "/editions/demo/programme/?country=MA&q=zzz",
    "/editions/demo/changes/",
    "/editions/demo/papers/",
    "/editions/demo/exhibition/",
    "/editions/demo/visit/",
    "/papers/d-01/",
    "/papers/d-22/",
]


def public_pages():
    """Every address, with those whose codes are only known once the data is loaded."""
    speaker = Speaker.objects.in_series().order_by("pk").first()
    session = Session.objects.in_series().first()
    return [
        *OF_THE_SERIES,
        speaker.get_absolute_url(),
        session.get_absolute_url(),
        "/exhibitors/",
        *demonstration_pages(),
    ]


def demonstration_pages():
    speaker = Speaker.objects.get(presentations__paper__code="d-22", presentations__order=1)
    company = Exhibitor.objects.public().order_by("pk").first()
    sessions = Session.objects.filter(edition__is_demo=True)
    told = history(Edition.objects.get(slug="demo"))
    moved = next(change.placement.pk for release in told for change in release.changes if change.is_move)
    found = [speaker, company, sessions.get(pk=moved), sessions.get(is_cancelled=True)]
    return [*OF_THE_DEMONSTRATION, *(item.get_absolute_url() for item in found)]


def pages_of_corrections():
    """Public, but kept from search engines: they are no page of the archive."""
    title = f"papers.paper.{Paper.objects.get(code='3-02').pk}.title"
    return [f"/correct/?page=/papers/3-02/&fact={title}", f"/correct/thanks/?page=/papers/3-02/&fact={title}"]


def pages_of_search():
    """Public, and kept from search engines too: asked nothing, with results, with none."""
    return ["/search/", "/search/?q=تمويل+الصناعات", "/search/?q=زرافة"]


def one_of_each_type():
    """An address of each type of page, for tests that take long over each."""
    left_out = {
        "/about/",
        "/editions/3/",
        "/editions/7/",
        "/editions/10/",
        "/editions/10/papers/",
        "/papers/3-12/",
        "/papers/d-01/",
    }
    left_out |= {"/editions/demo/papers/", "/editions/demo/programme/"}
    return [*(path for path in public_pages() if path not in left_out), *pages_of_corrections(), *pages_of_search()]


def in_language(path, language):
    """The Arabic address ``path`` in another language."""
    with override("ar"):
        return translate_url(path, language)
