"""Badges: who enters how many until when, what is printed, and what their code tells to whom."""

import re
from datetime import timedelta

import pypdfium2
import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from exhibitors import badges, transitions
from exhibitors.checklist import Status, checklist, with_checklist
from exhibitors.models import Badge, Registration
from exhibitors.refusals import BadgesClosed, NoBadgeLeft, NotAllowed
from forum_portal.book import rendering
from tests.makers import (
    make_badge,
    make_booth,
    make_category,
    make_edition,
    make_editor,
    make_exhibition,
    make_exhibitor,
    make_registration,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def registration():
    return make_registration(state="approved")


def member(registration):
    return registration.exhibitor.members.get()


def url(name, registration, *args):
    return reverse(f"exhibitors:{name}", args=[registration.public_id, *args])


# The rules


def test_as_many_as_the_category_gives_and_staff_grant():
    exhibition = make_exhibition()
    booth = make_booth(exhibition=exhibition, category=make_category(exhibition=exhibition, badges=1))
    registration = make_registration(booth=booth, state="approved")
    make_badge(registration)
    with pytest.raises(NoBadgeLeft):
        make_badge(registration)

    registration.more_badges = 1
    registration.save()
    make_badge(registration)

    with pytest.raises(NoBadgeLeft):
        make_badge(registration)


def test_full_allowance_still_lets_a_badge_be_changed(registration):
    given = [make_badge(registration) for _ in range(3)]
    given[0].office = "المدير"

    badges.write(registration, given[0])

    assert registration.badges.filter(office="المدير").count() == 1


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "rejected", "withdrawn"])
def test_only_approved_registrations_have_badges(state):
    with pytest.raises(BadgesClosed):
        make_badge(make_registration(state=state))


def test_company_enters_them_until_the_day_and_staff_afterwards(registration):
    exhibition = registration.exhibition
    exhibition.badges_due_at = timezone.now()
    exhibition.save()
    before, after = exhibition.badges_due_at - timedelta(seconds=1), exhibition.badges_due_at

    make_badge(registration, by=member(registration), now=before)
    with pytest.raises(BadgesClosed):
        make_badge(registration, by=member(registration), now=after)
    make_badge(registration, by=make_editor(), now=after)

    assert registration.badges.count() == 2


def test_others_enter_and_remove_none(registration):
    badge = make_badge(registration)
    for user in (make_user(), make_exhibitor(members=[make_user()]).members.get(), AnonymousUser()):
        with pytest.raises(NotAllowed):
            make_badge(registration, by=user)
        with pytest.raises(NotAllowed):
            badges.remove(badge, by=user)


def test_database_wants_a_name(registration):
    with pytest.raises(IntegrityError), transaction.atomic():
        Badge.objects.create(registration=registration, office="x")


def test_code_is_short_and_says_nothing_of_the_person(registration):
    first, second = make_badge(registration), make_badge(registration)

    assert first.code != second.code
    assert re.fullmatch("[2-9b-z]{12}", first.code)


def test_checklist_says_what_is_missing(registration):
    assert item_of(registration).status == Status.TODO
    for _ in range(3):
        make_badge(registration)

    assert item_of(registration).status == Status.DONE
    assert item_of(make_registration(state="submitted")) is None


def item_of(registration):
    """The line of the checklist about badges, if it has one."""
    registration = with_checklist(Registration.objects.filter(pk=registration.pk)).get()
    address = reverse("exhibitors:badges", args=[registration.public_id])
    return next((item for item in checklist(registration, timezone.now()) if item.address == address), None)


# The pages


def test_company_enters_changes_and_takes_back_a_badge(client, registration):
    client.force_login(member(registration))
    page = url("badges", registration)

    client.post(page, {"name_arabic": "سلمى", "name_latin": "", "office": ""})
    badge = registration.badges.get()
    client.post(url("badge_edit", registration, badge.code), {"name_arabic": "سلمى بنت علي", "name_latin": "Salma"})
    badge.refresh_from_db()
    assert (badge.name_arabic, badge.name_latin) == ("سلمى بنت علي", "Salma")
    for _ in range(2):
        assert client.post(url("badge_remove", registration, badge.code)).status_code == 302

    assert not registration.badges.exists()


def test_badge_without_a_name_is_refused_at_its_field_and_keeps_what_was_typed(client, registration):
    client.force_login(member(registration))

    response = client.post(url("badges", registration), {"office": "المديرة"})

    assert response.status_code == 422
    assert response.context["form"].has_error("name_arabic", code="required")
    assert "المديرة" in response.content.decode()


def test_one_badge_too_many_is_refused_in_a_sentence(client, registration):
    client.force_login(member(registration))
    for _ in range(3):
        make_badge(registration)

    response = client.post(url("badges", registration), {"name_arabic": "رابعة"})

    assert response.status_code == 409
    assert "رابعة" in response.content.decode()


@pytest.mark.parametrize("state", ["draft", "submitted", "rejected"])
def test_page_before_the_approval_says_when(client, state):
    registration = make_registration(state=state)
    client.force_login(member(registration))

    response = client.get(url("badges", registration))

    assert (response.status_code, response.context["form"]) == (200, None)


@pytest.mark.parametrize("name", ["badges", "badge_sheet", "badge_edit", "badges_pdf"])
def test_badges_of_another_company_are_not_found(client, registration, name):
    badge = make_badge(registration)
    other = make_registration(state="approved")
    client.force_login(member(other))
    address = (
        reverse("badges_pdf", args=[registration.public_id])
        if name == "badges_pdf"
        else url(name, registration, *([badge.code] if name == "badge_edit" else []))
    )

    assert client.get(address).status_code == 404
    assert client.post(url("badge_remove", registration, badge.code)).status_code == 404
    assert client.post(url("badge_remove", other, badge.code)).status_code == 302
    assert registration.badges.count() == 1


def test_sheet_has_all_that_belongs_on_a_badge():
    exhibition = make_exhibition(edition=make_edition(is_demo=True, title_ar="دورة المثال"))
    registration = make_registration(booth=make_booth(exhibition=exhibition, code="B7"), state="approved")
    badge = make_badge(registration, name_arabic="سلمى", name_latin="Salma", office="المديرة")

    printed = badges.sheet_of(registration.badges.all())

    assert printed == [badge]
    assert printed[0].booths == ["B7"]
    assert "<svg" in printed[0].qr


def test_sheet_of_a_demonstration_says_that_it_is_invented(client):
    exhibition = make_exhibition(edition=make_edition(is_demo=True))
    registration = make_registration(booth=make_booth(exhibition=exhibition), state="approved")
    for _ in range(2):
        make_badge(registration)
    client.force_login(member(registration))

    content = client.get(url("badge_sheet", registration)).content.decode()

    assert content.count("badge__demo") == 2


@pytest.mark.parametrize("count", [1, 3])
def test_sheet_takes_two_queries(registration, django_assert_num_queries, count):
    for _ in range(count):
        make_badge(registration)

    with django_assert_num_queries(2):
        badges.sheet_of(registration.badges.all())


def test_staff_print_a_whole_exhibition_and_others_find_nothing(client, registration):
    make_badge(registration)
    other = make_registration(exhibition=registration.exhibition, state="approved")
    make_badge(other)
    slug = registration.exhibition.edition.slug
    pages = [reverse("exhibitors:exhibition_badges", args=[slug]), reverse("exhibition_badges_pdf", args=[slug])]

    client.force_login(make_editor())
    assert len(client.get(pages[0]).context["badges"]) == 2
    assert client.get(pages[1]).content.startswith(b"%PDF")
    for user in (member(registration), make_user(staff=True)):
        client.force_login(user)
        assert [client.get(page).status_code for page in pages] == [404, 404]


def test_pdf_has_eight_badges_on_a_page_and_their_words(client):
    exhibition = make_exhibition()
    category = make_category(exhibition=exhibition, badges=9)
    booth = make_booth(exhibition=exhibition, category=category, code="B7")
    registration = make_registration(booth=booth, state="approved")
    for _ in range(9):
        make_badge(registration, name_latin="Salma Sample")
    client.force_login(member(registration))

    response = client.get(reverse("badges_pdf", args=[registration.public_id]))

    document = pypdfium2.PdfDocument(response.content)
    assert len(document) == 2
    assert document[0].get_textpage().get_text_range().count("Salma Sample") == 8
    assert "B7" in document[0].get_textpage().get_text_range()


def test_without_the_extra_the_page_for_the_printer_serves(client, registration, monkeypatch):
    def missing():
        raise rendering.NoRenderer

    monkeypatch.setattr("forum_portal.badges.weasyprint", missing)
    make_badge(registration)
    client.force_login(member(registration))

    response = client.get(reverse("badges_pdf", args=[registration.public_id]))

    assert response.url == url("badge_sheet", registration)


# The code at the door


def check(badge):
    return reverse("exhibitors:badge_check", args=[badge.code])


def test_staff_see_whose_it_is(client, registration):
    badge = make_badge(registration, name_arabic="سلمى")
    client.force_login(make_editor())

    response = client.get(check(badge))

    assert "سلمى" in response.content.decode()
    assert response.context["is_valid"]


def test_badge_of_a_withdrawn_company_is_not_valid(client, registration):
    badge = make_badge(registration)
    transitions.move(registration, "withdraw")
    client.force_login(make_editor())

    assert not client.get(check(badge)).context["is_valid"]


def test_others_learn_nothing_not_even_whether_it_exists(client, registration):
    badge = make_badge(registration)
    real, unknown = check(badge), reverse("exhibitors:badge_check", args=["222222222222"])

    for address in (real, unknown):
        assert client.get(address).url.startswith(reverse("account_login"))
    for user in (make_user(), member(registration), make_user(staff=True)):
        client.force_login(user)
        assert [client.get(address).status_code for address in (real, unknown)] == [404, 404]


def test_staff_change_badges_in_the_admin_by_the_same_rules(client, registration):
    client.force_login(make_editor())
    add = reverse("admin:exhibitors_badge_add")

    assert client.get(add).status_code == 200
    client.post(add, {"registration": registration.pk, "name_arabic": "سلمى"})
    badge = registration.badges.get()
    assert client.get(reverse("admin:exhibitors_badge_changelist"), {"q": badge.code}).status_code == 200
    assert client.get(reverse("admin:exhibitors_badge_change", args=[badge.pk])).status_code == 200
    for _ in range(3):
        client.post(add, {"registration": registration.pk, "name_arabic": "أخرى"})

    assert registration.badges.count() == 3
