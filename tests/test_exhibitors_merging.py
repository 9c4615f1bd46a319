"""Making one record of two that are of the same company."""

import pytest
from django.urls import reverse

from editions.merging import AlreadyMerged
from exhibitors import merging
from exhibitors.models import Audit, Exhibitor, FormerCode, Membership
from exhibitors.refusals import BothRegistered
from forum_portal.models import Correction
from tests.makers import (
    make_booth,
    make_contact,
    make_exhibition,
    make_exhibitor,
    make_picture_file,
    make_product,
    make_registration,
    make_user,
)
from tests.pictures import files_below

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


@pytest.fixture
def kept():
    return make_exhibitor(members=[make_user()], name_ar="شركة المضخات", country="OM")


@pytest.fixture
def gone():
    return make_exhibitor(members=[make_user()], name_ar="شركه مضخات", name_en="Pumps", country="AE")


def test_registrations_people_and_page_go_to_the_one_that_stays(kept, gone):
    registration = make_registration(exhibitor=gone, state="approved")
    make_registration(exhibitor=kept, state="approved")
    product, contact = make_product(exhibitor=gone), make_contact(exhibitor=gone, published=["email"])
    gone.sectors.create(code="28", place=1)
    kept.sectors.create(code="10", place=1)
    gone.links.create(kind="shop", address="https://a.example/", place=1)
    owner = gone.memberships.get().user

    merging.merge(kept, gone, taken=["name_en", "country"])

    company = Exhibitor.objects.get()
    assert company == kept
    assert (company.name_ar, company.name_en, company.country.code) == ("شركة المضخات", "Pumps", "AE")
    assert company.registrations.filter(pk=registration.pk).exists()
    assert company.registrations.count() == 2
    assert company.memberships.count() == 2
    assert company.memberships.get(user=owner).role == Membership.Role.OWNER
    assert list(company.shown_products.all()) == [product]
    assert company.contacts.get() == contact
    assert company.contacts.get().shown() == {"email": "salma@example.org"}
    assert [sector.code for sector in company.sectors.all()] == ["10", "28"]
    assert [link.address for link in company.links.all()] == ["https://a.example/"]


def test_old_code_leads_on_for_ever_through_two_mergers(client, kept, gone):
    make_registration(exhibitor=gone, state="approved")
    last = make_exhibitor()

    merging.merge(kept, gone)
    merging.merge(last, kept)

    assert {former.code for former in last.former_codes.all()} == {kept.code, gone.code}
    assert client.get(f"/exhibitors/{gone.code}/").url == last.get_absolute_url()


def test_person_of_both_acts_once_and_owns_what_was_owned(kept, gone):
    person = gone.memberships.get().user
    Membership.objects.create(exhibitor=kept, user=person, role=Membership.Role.MEMBER)

    merging.merge(kept, gone)

    assert kept.memberships.get(user=person).role == Membership.Role.OWNER
    assert kept.memberships.count() == 2


def test_two_open_registrations_for_one_exhibition_are_refused(kept, gone):
    exhibition = make_exhibition()
    for company in (kept, gone):
        make_registration(exhibition=exhibition, exhibitor=company, booth=make_booth(exhibition=exhibition))

    with pytest.raises(BothRegistered):
        merging.merge(kept, gone)
    assert Exhibitor.objects.count() == 2
    assert not FormerCode.objects.exists()


def test_closed_registration_for_the_same_exhibition_is_no_obstacle(kept, gone):
    exhibition = make_exhibition()
    make_registration(exhibition=exhibition, exhibitor=kept)
    make_registration(exhibition=exhibition, exhibitor=gone, state="withdrawn")

    merging.merge(kept, gone)

    assert kept.registrations.count() == 2


@pytest.mark.parametrize("takes_logo", [True, False])
def test_logo_that_is_chosen_stays_with_its_renditions_and_the_other_goes(save, kept, gone, media, takes_logo):
    for company, colour in ((kept, "#222222"), (gone, "#999999")):
        company.logo = make_picture_file(colour=colour)
        save(company.save)
    kept.refresh_from_db()
    gone.refresh_from_db()
    chosen = gone if takes_logo else kept
    files = {chosen.logo.name, *(f for w in chosen.logo_renditions["files"].values() for f in w.values())}

    save(lambda: merging.merge(kept, gone, taken=["logo"] if takes_logo else []))

    company = Exhibitor.objects.get()
    assert company.logo.name == chosen.logo.name
    assert files <= files_below(media)
    assert company.logo_renditions["files"]


def test_what_readers_said_follows_and_the_audit_knows(kept, gone, user):
    from django.contrib.contenttypes.models import ContentType

    about = ContentType.objects.get_for_model(Exhibitor)
    correction = Correction.objects.create(content_type=about, object_id=gone.pk, page="/exhibitors/", proposal="نص")
    key = gone.pk

    merging.merge(kept, gone, by=user)

    correction.refresh_from_db()
    assert correction.object_id == kept.pk
    entry = Audit.objects.get(what=Audit.What.MERGE)
    assert (entry.object_id, entry.user_id, entry.before) == (kept.pk, user.pk, {"merged": key})


def test_second_merger_of_the_same_is_refused(kept, gone):
    merging.merge(kept, gone)

    with pytest.raises(AlreadyMerged):
        merging.merge(kept, Exhibitor(pk=gone.pk or 999))


# In the admin


def merge_url(*companies):
    return reverse("admin:exhibitors_exhibitor_merge", args=[company.pk for company in companies])


def test_staff_choose_which_stays_and_what(client, kept, gone):
    client.force_login(make_user(superuser=True))
    page = client.get(merge_url(kept, gone))
    assert page.status_code == 200
    assert "شركه مضخات" in page.content.decode()

    values = {"keep": kept.pk, "name_en": gone.pk, "is_certain": "on"}
    response = client.post(merge_url(kept, gone), values)

    assert response.url == reverse("admin:exhibitors_exhibitor_change", args=[kept.pk])
    assert Exhibitor.objects.get().name_en == "Pumps"
    assert client.get(response.url).status_code == 200
    assert client.post(merge_url(kept, gone), values).status_code == 302  # the second click


def test_staff_are_told_when_both_are_registered(client, kept, gone):
    exhibition = make_exhibition()
    for company in (kept, gone):
        make_registration(exhibition=exhibition, exhibitor=company, booth=make_booth(exhibition=exhibition))
    client.force_login(make_user(superuser=True))

    assert "errornote" in client.get(merge_url(kept, gone)).content.decode()
    client.post(merge_url(kept, gone), {"keep": kept.pk, "is_certain": "on"})
    assert Exhibitor.objects.count() == 2


def test_merging_is_for_who_may_delete(client, kept, gone):
    client.force_login(make_user(staff=True))

    assert client.get(merge_url(kept, gone)).status_code == 403
