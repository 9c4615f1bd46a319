"""«Correct this» on the pages of the archive and of the demonstration."""

import re

import pytest
from django.utils.translation import override

from forum_portal.facts import fact_at
from forum_portal.page_names import page_at
from tests.corrections import links
from tests.pages import demonstration_pages, public_pages

pytestmark = pytest.mark.django_db


def test_pages_go_by_their_names_in_the_language_that_is_spoken(shipped):
    for path in public_pages():
        bare = path.split("?")[0]
        page = page_at(bare)
        if path in demonstration_pages():
            # What is invented is nobody's to correct.
            assert page is None, path
            continue
        assert page.path == bare
        with override("en"):
            assert page_at(bare).path == page_at(f"/en{bare}").path == f"/en{bare}", path


def test_no_fact_of_a_page_is_offered_twice(client, shipped):
    for path in public_pages():
        anchors = re.findall(r'class="correct" id="([^"]+)"', client.get(path).content.decode())

        assert len(anchors) == len(set(anchors)), path


def test_every_link_of_the_shipped_pages_leads_to_a_sentence_and_the_demonstration_has_none(client, shipped):
    seen = set()
    for path in public_pages():
        found = links(client.get(path).content.decode())

        if path in demonstration_pages():
            assert not found, path
        for reference in found:
            assert fact_at(reference), (path, reference)
        seen |= {reference.rsplit(".", 2)[0] for reference in found}
    assert {
        *("papers.paper", "papers.presentation", "papers.speaker", "editions.recommendation"),
        *("editions.axis", "exhibitors.exhibition"),
    } <= seen
