"""Lists of the admin: cells that name their columns, and the colours of the site."""

import re

import pytest
from django.urls import reverse

from forum_portal.palette import tokens
from tests import makers
from tests.repository import ROOT


def colours_of(css, selector):
    """The colours that the first rule of ``selector`` names."""
    block = css[css.index(selector) :]
    return dict(re.findall(r"--([\w-]+): (#\w+);", block[: block.index("}")]))


@pytest.fixture
def admin_css():
    return (ROOT / "static/admin-tools/admin.css").read_text()


@pytest.fixture
def list_of_claims(client):
    client.force_login(makers.make_user(superuser=True))
    exhibition = makers.make_exhibition()
    makers.make_registration(
        exhibition=exhibition,
        exhibitor=makers.make_exhibitor(name_ar='<b>"A" & B</b>', members=[makers.make_user()]),
        booth=makers.make_booth(exhibition=exhibition),
        state="submitted",
    )
    return client.get(reverse("admin:exhibitors_claim_changelist")).content.decode()


@pytest.mark.django_db
def test_each_cell_names_its_column(list_of_claims):
    headings = re.findall(r'<div class="text">\s*<(?:a|span)[^>]*>([^<]+)<', list_of_claims)
    labels = re.findall(r'<t[dh] class="[^"]*" data-label="([^"]+)"', list_of_claims)

    assert labels
    assert labels == [heading for heading in headings if heading.strip()]


@pytest.mark.django_db
def test_cell_without_a_value_is_marked_and_one_with_a_value_is_not(list_of_claims):
    cells = re.findall(r'<td class="([^"]*)" data-label="[^"]+">(.*?)</td>', list_of_claims, re.DOTALL)

    assert {"nothing" in classes.split() for classes, _value in cells} == {True, False}
    for classes, value in cells:
        assert ("nothing" in classes.split()) == (value == "-")


@pytest.mark.django_db
def test_cell_keeps_what_django_escaped(list_of_claims):
    assert "&lt;b&gt;&quot;A&quot; &amp; B&lt;/b&gt;" in list_of_claims
    assert "<b>" not in list_of_claims


def test_dark_page_is_alike_whoever_asked_for_it(admin_css):
    asked_by_machine = tokens("dark")

    asked_by_switch = colours_of(admin_css, 'html[data-theme="dark"] {')

    assert {"paper", "ink", "link", "copper", "bad"} <= asked_by_switch.keys()
    assert asked_by_switch == {name: asked_by_machine[name.replace("-", "_")] for name in asked_by_switch}
