"""Countries: their names, their order, their flags, and what they were called at an edition."""

from xml.etree import ElementTree

import pytest
from django.utils.translation import override

from editions.models import Delegation
from editions.models.edition import DelegationOrder
from forum_portal import flags
from forum_portal.arabic.countries import LEAGUE
from forum_portal.templatetags.forum import flag
from tests.makers import make_edition, make_editor
from tests.repository import ROOT

pytestmark = pytest.mark.django_db


def names(edition):
    return [delegation.name for delegation in edition.delegations_in_order()]


@pytest.fixture
def edition():
    edition = make_edition(number=3, country="OM")
    for order, code in enumerate(["YE", "FR", "TN", "OM", "JO", "TW"], 1):
        Delegation.objects.create(edition=edition, country=code, order=order)
    return edition


def test_by_protocol_the_host_stands_before_the_members_and_these_before_others(edition):
    assert names(edition) == ["عُمان", "الأردن", "تونس", "اليمن", "تايوان", "فرنسا"]


def test_others_stand_in_the_order_of_the_language_of_the_page(edition):
    with override("en"):
        assert names(edition)[-2:] == ["France", "Taiwan"]


def test_by_the_alphabet_the_host_stands_in_its_place(edition):
    edition.delegation_order = DelegationOrder.ALPHABET

    assert names(edition) == ["الأردن", "تونس", "عُمان", "اليمن", "تايوان", "فرنسا"]


def test_staff_may_put_them_in_an_order_of_their_own(edition):
    edition.delegation_order = DelegationOrder.ENTERED

    assert names(edition)[:3] == ["اليمن", "فرنسا", "تونس"]


@pytest.mark.parametrize("order", DelegationOrder)
def test_the_page_shows_them_in_the_order_that_was_chosen(client, edition, order):
    edition.delegation_order = order
    edition.save()
    html = client.get("/editions/3/").content.decode()
    section = html[html.index('id="countries"') :]

    places = [section.index(f"<bdi>{name}</bdi>") for name in names(edition)]
    assert places == sorted(places)


def test_a_country_keeps_the_name_that_it_had(client, edition):
    libya = Delegation.objects.create(edition=edition, country="LY", name_then_ar="الجماهيرية")

    assert libya.name == "الجماهيرية"
    assert "الجماهيرية" in client.get("/editions/3/").content.decode()
    assert '<bdi lang="ar" dir="rtl">الجماهيرية</bdi>' in client.get("/en/editions/3/").content.decode()


def test_staff_enter_order_and_name_on_the_page_of_the_edition(client, edition):
    client.force_login(make_editor())
    html = client.get(f"/admin/editions/edition/{edition.pk}/change/").content.decode()

    assert 'name="delegation_order"' in html
    assert 'name="delegations-0-name_then_ar"' in html


@pytest.mark.parametrize("code", LEAGUE)
def test_each_member_has_a_flag_that_is_a_picture_of_lines(code):
    root = ElementTree.fromstring((ROOT / f"static/flags/{code.lower()}.svg").read_text())

    assert root.tag.endswith("svg")
    assert "<image" not in (ROOT / f"static/flags/{code.lower()}.svg").read_text()
    assert f"flags/sprite.svg#{code.lower()}" in flag(code)


def test_the_flags_of_a_page_are_one_file_and_it_is_up_to_date():
    assert flags.SPRITE.read_text() == flags.sprite(), "write it anew: python -m forum_portal.flags"
    shown = {symbol.get("id") for symbol in ElementTree.fromstring(flags.sprite())}
    assert shown == {path.stem for path in flags.FOLDER.glob("??.svg")} >= {code.lower() for code in LEAGUE}


def test_no_language_has_a_flag(client):
    html = client.get("/").content.decode()
    languages = html[html.index('class="languages"') :]

    assert "flags/" not in languages[: languages.index("</nav>")]


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_lists_of_countries_begin_with_the_members_in_the_order_of_the_league(client, language):
    from exhibitors.forms import CompanyForm

    with override(language):
        codes = [code for code, _name in CompanyForm().fields["country"].choices if code]

    assert codes[:22] == list(LEAGUE)
