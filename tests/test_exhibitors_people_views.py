"""The pages of a company's people, and the page behind an invitation."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from exhibitors import people
from exhibitors.models import Invitation, Membership, Outbox
from tests.makers import make_exhibitor, make_invitation, make_user
from tests.test_accounts import body_without_token, confirm, link_in, sign_in, sign_up

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("forget_the_counts")]

OWNER, MEMBER = Membership.Role.OWNER, Membership.Role.MEMBER
INVITED = "invited@example.org"


def people_of(company):
    return reverse("exhibitors:people", args=[company.code])


def invite(client, company, email=INVITED, role="member"):
    return client.post(people_of(company), {"email": email, "role": role})


@pytest.fixture
def colleague(company):
    person = make_user()
    Membership.objects.create(exhibitor=company, user=person)
    return person


def steps_of(company, colleague, invitation):
    """Each address that changes something, with what is posted there."""
    member = reverse("exhibitors:member", args=[company.code, colleague.pk])
    step = reverse("exhibitors:invitation_step", args=[company.code, invitation.pk])
    return [
        (people_of(company), {"email": "x@example.org", "role": "member"}),
        (member, {"role": "owner"}),
        (member, {"remove": "1"}),
        (step, {"again": "1"}),
        (step, {"revoke": "1"}),
    ]


def as_it_stands(company):
    return (
        list(company.memberships.values_list("user", "role")),
        list(company.invitations.values_list("pk", "revoked_at", "sent_count")),
    )


# Who may


def test_desk_leads_to_the_people_of_each_company(desk, user, company):
    other = make_exhibitor(members=[make_user(), user])

    page = desk.get(reverse("exhibitors:desk")).content.decode()

    assert people_of(company) in page
    assert people_of(other) in page


def test_people_of_another_company_are_not_found(desk, company):
    stranger = make_user()
    other = make_exhibitor(members=[stranger])
    before = as_it_stands(other)

    assert desk.get(people_of(other)).status_code == 404
    assert desk.post(reverse("exhibitors:leave", args=[other.code])).status_code == 404
    for address, data in steps_of(other, stranger, make_invitation(company=make_exhibitor())):
        assert desk.post(address, data).status_code == 404
    assert as_it_stands(other) == before


def test_step_at_the_person_or_invitation_of_another_company_is_not_found(desk, company):
    """The company of the address is the reader's own, the rest of the address is not."""
    stranger = make_user()
    other = make_exhibitor(members=[stranger])
    foreign = make_invitation(company=other, by=stranger)
    before = as_it_stands(other)

    for address, data in steps_of(company, stranger, foreign)[1:]:
        assert desk.post(address, data).status_code == 404
    assert as_it_stands(other) == before


def test_member_reads_the_list_and_changes_nothing(client, company, user, colleague):
    invitation = make_invitation(company=company, by=user, email=INVITED)
    client.force_login(colleague)
    before = as_it_stands(company)

    page = client.get(people_of(company)).content.decode()

    assert user.email in page
    assert INVITED not in page
    for address, data in steps_of(company, user, invitation):
        assert client.post(address, data).status_code == 403
    assert as_it_stands(company) == before


def test_nothing_changes_by_a_link(desk, company, user, colleague):
    invitation = make_invitation(company=company, by=user)
    before = as_it_stands(company)

    for address, data in steps_of(company, colleague, invitation)[1:]:
        assert desk.get(address, data).status_code == 405
    assert desk.get(reverse("exhibitors:leave", args=[company.code])).status_code == 405
    assert as_it_stands(company) == before


def test_step_without_its_token_is_refused(user, company, colleague):
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(user)

    for address, data in steps_of(company, colleague, make_invitation(company=company, by=user)):
        assert careful.post(address, data).status_code == 403


@pytest.mark.parametrize("count", [1, 4])
def test_list_of_people_asks_a_constant_number_of_questions(desk, user, company, count, django_assert_max_num_queries):
    for _ in range(count):
        Membership.objects.create(exhibitor=company, user=make_user())
        make_invitation(company=company, by=user)

    with django_assert_max_num_queries(8):
        desk.get(people_of(company))


# Steps on the page


def test_owner_invites(desk, company):
    response = invite(desk, company, "Invited@Example.org", "owner")

    assert response.url == people_of(company)
    assert company.invitations.get().email == INVITED
    assert company.invitations.get().role == OWNER


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"email": "nonsense", "role": "member"},
        {"email": "x@example.org", "role": "king"},
        {"email": "x@" + "y" * 400},
    ],
)
def test_what_cannot_be_an_invitation_is_explained(desk, company, data):
    response = desk.post(people_of(company), data)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert not Invitation.objects.exists()


def test_refusal_stands_beside_the_address_that_was_typed(desk, user, company):
    response = invite(desk, company, user.email)

    assert response.status_code == 409
    assert response.context["form"].has_error("email", code="refused")
    assert user.email in str(response.context["form"]["email"])


def test_owner_changes_roles_and_removes(desk, company, colleague):
    address = reverse("exhibitors:member", args=[company.code, colleague.pk])

    desk.post(address, {"role": "owner"})
    assert company.memberships.get(user=colleague).role == OWNER
    desk.post(address, {"role": "nonsense"})
    assert company.memberships.get(user=colleague).role == OWNER
    desk.post(address, {"remove": "1"})
    assert not company.memberships.filter(user=colleague).exists()


def test_person_who_was_removed_loses_the_company_at_once(desk, company, colleague):
    elsewhere = Client()
    elsewhere.force_login(colleague)
    assert elsewhere.get(people_of(company)).status_code == 200

    desk.post(reverse("exhibitors:member", args=[company.code, colleague.pk]), {"remove": "1"})

    assert elsewhere.get(people_of(company)).status_code == 404


def test_owner_leaves_and_comes_to_the_desk(desk, user, company, colleague):
    leave = reverse("exhibitors:leave", args=[company.code])
    assert desk.post(leave).status_code == 409  # the last owner
    people.change_role(company.memberships.get(user=colleague), OWNER)

    response = desk.post(leave, follow=True)

    assert response.redirect_chain[-1][0] == reverse("exhibitors:desk")
    assert not company.memberships.filter(user=user).exists()


def test_owner_who_removes_themselves_comes_to_the_desk(desk, user, company, colleague):
    people.change_role(company.memberships.get(user=colleague), OWNER)

    response = desk.post(reverse("exhibitors:member", args=[company.code, user.pk]), {"remove": "1"})

    assert response.url == reverse("exhibitors:desk")


def test_invitation_is_sent_again_or_withdrawn(desk, user, company):
    invitation = make_invitation(company=company, by=user, now=timezone.now() - timedelta(minutes=6))
    address = reverse("exhibitors:invitation_step", args=[company.code, invitation.pk])

    desk.post(address, {"again": "1"})
    assert company.invitations.get().sent_count == 2
    assert desk.post(address, {"again": "1"}).status_code == 409  # the pause
    desk.post(address, {"revoke": "1"})
    assert company.invitations.get().revoked_at


# Limits


def test_letters_of_one_person_are_limited(desk, company, settings):
    settings.ACCOUNT_RATE_LIMITS = {"invite": "2/h/user"}
    for number in range(2):
        invite(desk, company, f"x{number}@example.org")

    response = invite(desk, company, "y@example.org")

    assert response.status_code == 429
    assert response.context["form"].has_error("email", code="refused")
    assert Outbox.objects.count() == 2


def test_letters_to_one_address_are_limited_whoever_sends_them(settings):
    settings.ACCOUNT_RATE_LIMITS = {"invite": "2/d/key"}
    for _ in range(3):
        owner = make_user()
        client = Client()
        client.force_login(owner)
        response = invite(client, make_exhibitor(members=[owner]), "Invited@example.org")

    assert response.status_code == 429
    assert Outbox.objects.count() == 2


def test_invitation_that_is_sent_again_counts_too(desk, user, company, settings):
    settings.ACCOUNT_RATE_LIMITS = {"invite": "1/h/user"}
    invitation = make_invitation(company=company, by=user, now=timezone.now() - timedelta(hours=1))
    address = reverse("exhibitors:invitation_step", args=[company.code, invitation.pk])

    assert desk.post(address, {"again": "1"}).status_code == 302
    response = desk.post(address, {"again": "1"})
    assert response.status_code == 429
    assert 'lang="ar"' in response.content.decode()


def test_counts_are_kept_where_every_worker_sees_them(desk, company, settings):
    """Another worker has its own cache object, and reads the same counts."""
    settings.ACCOUNT_RATE_LIMITS = {"invite": "2/h/user"}
    invite(desk, company, "x@example.org")
    caches.close_all()

    other_worker = caches.create_connection("default")

    assert settings.CACHES["default"]["BACKEND"].endswith(("DatabaseCache", "RedisCache"))
    key = f"allauth:rl:allauth.account:invite:2/3600/user:user:{company.memberships.get().user_id}"
    assert len(other_worker.get(key)) == 1


# Nobody learns who has an account


def test_answer_to_an_invitation_is_alike_for_a_known_address(save):
    make_user(email="known@example.org")

    answers = []
    for name in ("known", "unknown"):
        owner = make_user(email=f"owner-{name}@example.net")
        client = Client()
        client.force_login(owner)
        company = make_exhibitor(name_ar="شركة", members=[owner])
        first = invite(client, company, f"{name}@example.org")
        page = body_without_token(client.get(first.url)).replace(company.code, "CODE").replace(owner.email, "OWNER")
        invitation = company.invitations.get()
        page = page.replace(f"/invitations/{invitation.pk}/", "/invitations/1/")
        again = invite(client, company, f"{name}@example.org")
        answers.append((first.status_code, first.url.replace(company.code, "CODE"), page, again.status_code))

    assert answers[0] == answers[1]


# The page behind the link


def test_visit_spends_nothing(client, company):
    invitation = make_invitation(company=company, email=INVITED)

    for visitor in (client, Client(), Client()):
        assert visitor.get(invitation.get_absolute_url()).status_code == 200
    invitation.refresh_from_db()
    assert invitation.accepted_at is None


@pytest.mark.parametrize("language", ["", "/en", "/fr"])
def test_stranger_reads_who_invites_and_gets_no_cookie(client, language):
    company = make_exhibitor(name_ar="مضخات", members=[make_user()])
    invitation = make_invitation(company=company, email=INVITED)
    address = language + invitation.get_absolute_url()

    response = client.get(address)

    page = response.content.decode()
    assert "مضخات" in page
    assert INVITED not in page
    assert f"{language}/accounts/login/?next={address}" in page
    assert "no-store" in response.headers["Cache-Control"]
    assert not response.cookies


def test_person_with_an_account_signs_in_and_accepts(client, company):
    invited = make_user(email=INVITED)
    address = make_invitation(company=company, email=INVITED).get_absolute_url()

    assert client.post(address).url.endswith(f"?next={reverse('exhibitors:desk')}")
    assert sign_in(client, INVITED, next=address).url == address
    assert client.post(address).url == reverse("exhibitors:desk")

    assert company.memberships.filter(user=invited).exists()


def test_person_without_an_account_opens_one_and_finds_the_invitation(client, company, mailoutbox):
    address = make_invitation(company=company, email=INVITED).get_absolute_url()

    sign_up(client, INVITED)
    confirm(client, link_in(mailoutbox[-1]))
    desk = sign_in(client, INVITED).url
    assert address in client.get(desk).content.decode()
    client.post(address)

    assert company.memberships.filter(user__email=INVITED).exists()


def test_account_that_is_not_confirmed_accepts_nothing(client, company):
    client.force_login(make_user(email=INVITED, verified=False))
    address = make_invitation(company=company, email=INVITED).get_absolute_url()

    response = client.post(address)

    assert "account/verified_email_required.html" in [template.name for template in response.templates]
    assert not company.memberships.filter(user__email=INVITED).exists()


def test_person_with_another_address_is_told_and_cannot_accept(desk, user, company):
    other = make_exhibitor(members=[make_user()])
    address = make_invitation(company=other, email=INVITED).get_absolute_url()

    page = desk.get(address).content.decode()

    assert user.email in page
    assert INVITED not in page
    assert "i…@example.org" in page
    assert desk.post(address).status_code == 403
    assert not other.memberships.filter(user=user).exists()


def test_signing_out_leads_back_to_the_invitation(desk):
    address = make_invitation(email=INVITED).get_absolute_url()

    assert desk.post(f"{reverse('account_logout')}?next={address}").url == address


@pytest.mark.parametrize("why", ["revoked", "expired", "accepted", "invented"])
def test_link_that_is_over_says_so(desk, user, why):
    invitation = make_invitation(email=user.email)
    address = invitation.get_absolute_url()
    if why == "revoked":
        people.revoke(invitation)
    elif why == "expired":
        Invitation.objects.update(expires_at=timezone.now())
    elif why == "accepted":
        people.remove(people.accept(invitation, by=user))
    else:
        address = reverse("exhibitors:invitation", args=["0" * 64])

    assert desk.get(address).status_code == 410
    assert desk.post(address).status_code == 409


def test_one_person_acts_for_several_companies(desk, user, company):
    other = make_exhibitor(name_ar="شركة ثانية", members=[make_user()])

    desk.post(make_invitation(company=other, email=user.email).get_absolute_url())

    assert set(user.exhibitors.all()) == {company, other}
    page = desk.get(reverse("exhibitors:desk")).content.decode()
    assert people_of(other) in page
