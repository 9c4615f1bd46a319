"""Waiting lists and the time for returning exhibitors, as companies and staff see them."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from exhibitors import booking, transitions, waiting
from exhibitors.models import Claim, Exhibition, WaitingEntry
from exhibitors.refusals import Closed, ReturningOnly
from exhibitors.timeline import Change, entries_of
from tests.makers import (
    make_booth,
    make_edition,
    make_editor,
    make_exhibition,
    make_exhibitor,
    make_full_category,
    make_registration,
    make_user,
)

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def member(client):
    user = make_user(language="en")
    client.force_login(user)
    return user


@pytest.fixture
def category():
    return make_full_category(name_ar="ركني", name_en="Corner")


@pytest.fixture
def registration(category, member):
    return make_registration(exhibition=category.exhibition, exhibitor=make_exhibitor(members=[member]))


def address(name, registration):
    with override("en"):
        return reverse(f"exhibitors:{name}", args=[registration.public_id])


def free_one(category):
    """Give a booth of ``category`` back."""
    held = Claim.objects.held().filter(booth__category=category).first()
    transitions.move(held.registration, "withdraw")
    return held.booth


def test_company_joins_and_leaves_a_list(client, registration, category):
    page = client.get(address("registration", registration)).content.decode()
    assert "Join the waiting list:" in page
    assert "Join the waiting list:" in client.get(address("booths", registration)).content.decode()

    joined = client.post(address("waiting_join", registration), {"category": category.code}, follow=True)
    assert "Your place: <strong>1</strong> of 1." in joined.content.decode()

    client.post(address("waiting_leave", registration), {"category": category.code})
    assert registration.waiting.get().ended_why == "left"


@pytest.mark.parametrize("answer", ["accept", "leave"])
def test_company_answers_an_offer(client, registration, category, answer):
    waiting.join(registration, category)
    booth = free_one(category)

    page = client.get(address("registration", registration)).content.decode()
    assert f'Accept <bdi dir="ltr">{booth.code}</bdi>' in page
    assert "23 hours are left." in page
    client.post(address(f"waiting_{answer}", registration), {"category": category.code})

    assert registration.claims.held().exists() == (answer == "accept")


def test_company_reads_that_its_place_was_lost_and_can_join_again(client, registration, category):
    waiting.join(registration, category)
    free_one(category)
    waiting.remove(registration.waiting.get(), reason="<b>نشاط</b>", by=make_editor())
    Claim.objects.filter(entry=None).update(released_at=None, released_why="")

    page = client.get(address("registration", registration)).content.decode()

    assert "removed by the organisers" in page
    assert "&lt;b&gt;نشاط&lt;/b&gt;" in page
    assert "Join the waiting list:" in page


@pytest.mark.parametrize(
    ("answer", "told"), [(None, "offered"), (waiting.leave, "refused"), (waiting.accept, "taken")]
)
def test_history_tells_an_offer_and_what_became_of_it(registration, category, answer, told):
    waiting.join(registration, category)
    code = free_one(category).code
    if answer:
        answer(registration, category)

    changes = [entry.change for entry in entries_of(registration) if entry.change]

    assert changes[0] == Change(**{told: code})


def test_offer_that_ran_out_is_refused_on_a_page(client, registration, category):
    waiting.join(registration, category)
    free_one(category)
    Claim.objects.offers().update(expires_at=timezone.now() - HOUR, created_at=timezone.now() - 2 * HOUR)

    refused = client.post(address("waiting_accept", registration), {"category": category.code})

    assert refused.status_code == 409
    assert "does not stand any more" in refused.content.decode()


@pytest.mark.parametrize("name", ["waiting_join", "waiting_leave", "waiting_accept", "pavilion_ask"])
def test_steps_are_for_the_company_alone_and_by_post(client, registration, category, name):
    data = {"category": category.code}
    assert client.get(address(name, registration)).status_code == 405
    assert client.post(address(name, registration), {"category": "nothing", "pavilion": "x"}).status_code == 404
    client.force_login(make_user())
    assert client.post(address(name, registration), data).status_code == 404
    client.logout()
    assert client.post(address(name, registration), data).status_code == 302


def test_booth_that_is_owed_is_refused_with_the_way_to_the_list(client, registration, category):
    first = make_registration(exhibition=category.exhibition)
    waiting.join(first, category)
    booth = free_one(category)

    page = client.post(address("booths", registration), {"booth": booth.code})

    assert page.status_code == 409
    assert "Join the waiting list:" in page.content.decode()


def test_page_costs_the_same_with_one_and_with_many_in_the_list(
    client, registration, category, django_assert_max_num_queries
):
    waiting.join(registration, category)
    client.get(address("registration", registration))
    for count in (1, 5):
        for _ in range(count):
            waiting.join(make_registration(exhibition=category.exhibition), category)
        with django_assert_max_num_queries(32):
            client.get(address("registration", registration))


def test_staff_read_the_lists_and_take_a_company_out(client, registration, category):
    entry = waiting.join(registration, category)
    client.force_login(make_editor())
    page = reverse("admin:exhibitors_waitingentry_changelist")

    assert client.get(page).status_code == 200
    assert client.get(reverse("admin:exhibitors_waitingentry_change", args=[entry.pk])).status_code == 200
    data = {"action": "remove", "_selected_action": entry.pk}
    assert "<textarea" in client.post(page, data).content.decode()
    client.post(page, data | {"confirmed": "1", "reason": "سبب"})

    assert (WaitingEntry.objects.get().ended_why, WaitingEntry.objects.get().reason) == ("removed", "سبب")
    assert not admin.site._registry[WaitingEntry].has_add_permission(None)


# The time for returning exhibitors


@pytest.fixture
def early():
    """An exhibition that only returning exhibitors can register for now."""
    now = timezone.now()
    return make_exhibition(priority_opens_at=now - HOUR, opens_at=now + HOUR)


def make_returning(exhibition, **edition):
    user = make_user()
    company = make_exhibitor(members=[user])
    then = {"starts_on": exhibition.edition.starts_on - timedelta(days=400)} | edition
    make_registration(
        exhibition=make_exhibition(edition=make_edition(**then), is_open=False), exhibitor=company, state="approved"
    )
    return user, company


CONTACT = {"contact_name": "x", "contact_email": "x@example.org"}


def test_returning_company_starts_holds_and_sends_before_all_others(early):
    user, company = make_returning(early)

    registration = transitions.start(early, company, by=user, products="x", **CONTACT)
    booking.claim(registration, make_booth(exhibition=early), by=user)

    assert transitions.move(registration, "submit", by=user, terms_version="1").state == "submitted"


def test_other_companies_wait_until_it_opens_for_all(early):
    user = make_user()
    company = make_exhibitor(members=[user])

    with pytest.raises(ReturningOnly):
        transitions.start(early, company, by=user, **CONTACT)
    assert early.is_open_to(company, early.opens_at)
    with pytest.raises(Closed):
        transitions.start(early, company, by=user, now=early.priority_opens_at - HOUR, **CONTACT)


@pytest.mark.parametrize(
    ("edition", "is_demo", "returns"),
    [({}, False, True), ({"is_demo": True}, False, False), ({"is_demo": True}, True, True), ({}, True, True)],
)
def test_the_demonstration_counts_for_the_demonstration_alone(edition, is_demo, returns):
    exhibition = make_exhibition(edition=make_edition(is_demo=is_demo))
    _user, company = make_returning(exhibition, **edition)

    assert exhibition.returning().filter(pk=company.pk).exists() == returns


def test_later_edition_and_what_was_not_approved_do_not_count(early):
    make_returning(early, starts_on=early.edition.starts_on + timedelta(days=1))
    _user, rejected = make_returning(early)
    transitions.move(rejected.registrations.get(), "withdraw")

    assert not early.returning().exists()


def test_desk_shows_the_early_exhibition_only_to_whom_it_concerns(client, early):
    user, _company = make_returning(early)
    stranger = make_user()
    make_exhibitor(members=[stranger])

    for person, exhibitions in ((user, [early]), (stranger, [])):
        client.force_login(person)
        assert list(client.get("/exhibit/").context["exhibitions"]) == exhibitions
        start = client.get(reverse("exhibitors:start", args=[early.edition.slug]))
        assert start.status_code == (200 if exhibitions else 409)
    assert list(Exhibition.objects.in_priority()) == [early]
    assert early.is_in_priority()


def test_page_of_the_exhibition_says_who_may_register_and_from_when_all(client, early):
    page = client.get("/en" + early.get_absolute_url()).content.decode()

    assert "Companies that exhibited at an earlier edition can register now, all others from" in page
    assert "Opens for returning exhibitors" in page
