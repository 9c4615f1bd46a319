"""What the companies of the demonstration show on their pages."""

import pytest

from exhibitors.models import Exhibitor, Product
from forum_portal.archive.demo import load_demo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]


def test_companies_of_the_demonstration_have_sectors_products_and_a_contact(client):
    company = Exhibitor.objects.get(code="nscsv")

    assert [sector.code for sector in company.sectors.all()] == ["10"]
    assert company.links.count() == 2
    assert set(company.contacts.get().shown()) == {"name", "office", "email"}
    page = client.get(company.get_absolute_url()).content.decode()
    assert "خضر معلبة" in page
    assert "booth--yours" in page
    assert len(client.get("/exhibitors/?sector=28").context["companies"]) == 2


def test_pages_of_the_demonstration_are_loaded_once():
    before = Product.objects.count()

    merge = load_demo()

    assert Product.objects.count() == before
    assert not merge.created


@pytest.mark.parametrize("words", ["طماطم مركزة", "Solar pumps", "fabrication de produits alimentaires"])
def test_companies_are_found_by_their_products_and_sectors(client, words):
    found = client.get("/search/", {"q": words}).content.decode()

    assert "/exhibitors/" in found
