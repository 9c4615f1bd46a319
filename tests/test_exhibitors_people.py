"""Who acts for a company: inviting, accepting, roles, leaving. The pages are tested elsewhere."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from exhibitors import letters, people
from exhibitors.models import Audit, Invitation, Membership, Outbox
from exhibitors.refusals import (
    AlreadyInvited,
    AlreadyThere,
    Conflict,
    InvitationOver,
    LastOwner,
    OnlyOwners,
    OtherAddress,
    TooManyPeople,
    TooSoon,
)
from tests.makers import make_exhibitor, make_invitation, make_user

pytestmark = pytest.mark.django_db

OWNER, MEMBER = Membership.Role.OWNER, Membership.Role.MEMBER
NOW = timezone.now()
LATER = NOW + people.PAUSE


def membership_of(user, company):
    return company.memberships.get(user=user)


@pytest.fixture
def invited():
    return make_user(email="invited@example.org")


@pytest.fixture
def invitation(company, user):
    return make_invitation(company=company, by=user, email="invited@example.org", now=NOW)


# Inviting


def test_invitation_is_accepted_by_the_person_invited(invitation, invited, company):
    people.accept(invitation, by=invited)

    assert membership_of(invited, company).role == MEMBER
    assert not company.invitations.unanswered().exists()


@pytest.mark.parametrize("role", Membership.Role)
def test_person_invited_has_the_role_that_was_offered(company, user, invited, role):
    people.accept(make_invitation(company=company, by=user, email=invited.email, role=role), by=invited)

    assert membership_of(invited, company).role == role


def test_only_owners_invite(company):
    member, stranger = make_user(), make_user()
    Membership.objects.create(exhibitor=company, user=member)

    for by in (member, stranger):
        with pytest.raises(OnlyOwners):
            people.invite(company, "x@example.org", by=by)
    assert not Invitation.objects.exists()


def test_address_is_invited_once_in_any_case_of_its_letters(invitation, company, user):
    with pytest.raises(AlreadyInvited):
        people.invite(company, "Invited@Example.org", by=user, now=LATER)


def test_database_refuses_a_second_open_invitation(invitation, company):
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(exhibitor=company, email="INVITED@example.org", expires_at=NOW)
    make_invitation(email="invited@example.org")  # of another company


def test_database_refuses_what_is_both_accepted_and_revoked(invitation):
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.update(accepted_at=NOW, revoked_at=NOW)


def test_somebody_who_acts_for_the_company_is_not_invited(company, user):
    with pytest.raises(AlreadyThere):
        people.invite(company, user.email.upper(), by=user)


def test_invitation_is_good_for_seven_days(invitation, invited):
    with pytest.raises(InvitationOver):
        people.accept(invitation, by=invited, now=NOW + timedelta(days=7))
    people.accept(invitation, by=invited, now=NOW + timedelta(days=6, hours=23))


def test_invitation_whose_time_is_over_begins_afresh(invitation, company, user, invited):
    again = people.invite(company, invited.email, by=user, now=NOW + timedelta(days=8))

    assert again.token != invitation.token
    with pytest.raises(InvitationOver):
        people.accept(invitation, by=invited, now=NOW)
    people.accept(again, by=invited, now=NOW + timedelta(days=9))


def test_company_has_a_limit_of_people_and_invited_ones_count(company, user, monkeypatch):
    monkeypatch.setattr(people, "MOST_PEOPLE", 2)
    first = make_invitation(company=company, by=user, now=NOW)

    with pytest.raises(TooManyPeople):
        people.invite(company, "third@example.org", by=user, now=NOW)
    people.revoke(first, by=user, now=NOW)
    people.invite(company, "third@example.org", by=user, now=NOW)


def test_last_place_is_taken_by_whoever_was_invited_to_it(company, user, invitation, invited, monkeypatch):
    monkeypatch.setattr(people, "MOST_PEOPLE", 2)

    people.accept(invitation, by=invited, now=NOW)

    assert company.memberships.count() == 2


# The letter


def test_letter_has_the_link_and_the_tables_have_not(company, user, save, mailoutbox):
    invitation = save(people.invite, company=company, email="invited@example.org", by=user)

    assert invitation.get_absolute_url() in mailoutbox[0].body
    assert mailoutbox[0].to == ["invited@example.org"]
    columns = [
        str(value) for model in (Invitation, Outbox) for row in model.objects.values() for value in row.values()
    ]
    assert not [value for value in columns if invitation.token in value]


@pytest.mark.parametrize(("language", "prefix"), [("ar", "/exhibit"), ("en", "/en/exhibit"), ("fr", "/fr/exhibit")])
def test_letter_to_a_stranger_speaks_the_language_of_the_page(company, user, language, prefix):
    with override(language):
        invitation = make_invitation(company=company, by=user)

    letter = Outbox.objects.get()
    assert letter.language == language
    assert f"{prefix}/invitations/{invitation.token}/" in letters.text_of(letter)


def test_letter_to_an_account_speaks_its_language(company, user):
    make_user(email="invited@example.org", language="fr")

    assert make_invitation(company=company, by=user, email="invited@example.org").language == "fr"


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
@pytest.mark.parametrize("role", Membership.Role)
def test_letter_isolates_the_name_of_the_company(user, role, language):
    company = make_exhibitor(name_ar="A & B <Pumps>", members=[user])
    with override(language):
        make_invitation(company=company, by=user, role=role)

    assert "\u2068A & B <Pumps>\u2069" in Outbox.objects.get().body


def test_letter_that_was_not_sent_is_sent_later(company, user, settings, mailoutbox):
    make_invitation(company=company, by=user)
    assert mailoutbox == []

    assert letters.send_due() == (1, 0)
    assert "/exhibit/invitations/" in mailoutbox[0].body


def test_letter_is_sent_again_after_a_pause(invitation, user, invited):
    with pytest.raises(TooSoon):
        people.invite_again(invitation, by=user, now=LATER - timedelta(seconds=1))

    people.invite_again(invitation, by=user, now=LATER)

    assert Outbox.objects.count() == 2
    people.accept(invitation, by=invited, now=LATER + timedelta(days=6, hours=23))  # the first link, still good


def test_invitation_that_is_withdrawn_and_made_anew_keeps_the_pause(invitation, company, user):
    people.revoke(invitation, by=user, now=NOW)

    with pytest.raises(TooSoon):
        people.invite(company, invitation.email, by=user, now=LATER - timedelta(seconds=1))
    people.invite(company, invitation.email, by=user, now=LATER)


# Accepting


def test_invitation_is_for_the_address_it_went_to(invitation, company):
    stranger = make_user()

    with pytest.raises(OtherAddress):
        people.accept(invitation, by=stranger)
    assert not company.memberships.filter(user=stranger).exists()


def test_invitation_is_for_a_confirmed_address_alone(invitation):
    unconfirmed = make_user(email="invited@example.org", verified=False)

    with pytest.raises(OtherAddress):
        people.accept(invitation, by=unconfirmed)


def test_invitation_that_was_revoked_is_over(invitation, user, invited):
    people.revoke(invitation, by=user)

    with pytest.raises(InvitationOver):
        people.accept(invitation, by=invited)


def test_invitation_accepted_twice_says_the_same(invitation, invited):
    assert people.accept(invitation, by=invited) == people.accept(invitation, by=invited)
    assert Audit.objects.filter(what="accept").count() == 1


def test_invitation_that_was_used_lets_nobody_in_again(invitation, invited, company, user):
    people.remove(people.accept(invitation, by=invited), by=user)

    with pytest.raises(InvitationOver):
        people.accept(invitation, by=invited)
    for step in (people.revoke, people.invite_again):
        with pytest.raises(InvitationOver):
            step(invitation, by=user, now=LATER)


# Roles, and leaving


def test_only_owners_manage_people(invitation, company, user):
    member = make_user()
    own = Membership.objects.create(exhibitor=company, user=member)

    steps = [
        lambda: people.revoke(invitation, by=member),
        lambda: people.invite_again(invitation, by=member, now=LATER),
        lambda: people.change_role(own, OWNER, by=member),
        lambda: people.remove(membership_of(user, company), by=member),
    ]
    for step in steps:
        with pytest.raises(OnlyOwners):
            step()


def test_company_keeps_an_owner(company, user):
    own = membership_of(user, company)
    Membership.objects.create(exhibitor=company, user=make_user())

    for step in (
        lambda: people.leave(company, by=user),
        lambda: people.remove(own, by=user),
        lambda: people.change_role(own, MEMBER, by=user),
    ):
        with pytest.raises(LastOwner):
            step()
    assert membership_of(user, company).role == OWNER


def test_owner_leaves_once_there_is_another(company, user):
    other = Membership.objects.create(exhibitor=company, user=make_user())
    people.change_role(other, OWNER, by=user)

    people.leave(company, by=user)

    assert [membership.user for membership in company.memberships.all()] == [other.user]


def test_member_leaves_by_themselves(company):
    member = make_user()
    Membership.objects.create(exhibitor=company, user=member)

    people.leave(company, by=member)

    assert not company.memberships.filter(user=member).exists()
    with pytest.raises(Conflict):
        people.leave(company, by=member)


@pytest.mark.parametrize("step", ["remove", "leave", "change_role"])
def test_invitations_of_somebody_who_manages_no_more_are_withdrawn(company, user, step):
    other = Membership.objects.create(exhibitor=company, user=make_user(), role=OWNER)
    theirs = make_invitation(company=company, by=other.user)
    others = make_invitation(company=company, by=user)

    if step == "leave":
        people.leave(company, by=other.user)
    elif step == "remove":
        people.remove(other, by=user)
    else:
        people.change_role(other, MEMBER, by=user)

    assert list(company.invitations.unanswered()) == [others]
    assert theirs in company.invitations.exclude(revoked_at=None)


def test_every_step_is_written_down_without_a_personal_value(invitation, company, user, invited):
    people.invite_again(invitation, by=user, now=LATER)
    membership = people.accept(invitation, by=invited)
    people.change_role(membership, OWNER, by=user)
    people.remove(membership, by=user)
    people.revoke(make_invitation(company=company, by=user), by=user)

    entries = Audit.objects.filter(model="exhibitors.exhibitor", object_id=company.pk).order_by("pk")
    steps = ["invite", "invite_again", "accept", "change_role", "remove", "invite", "revoke"]
    assert [entry.what for entry in entries] == steps
    assert not [entry for entry in entries if "@" in f"{entry.before}{entry.after}"]


def test_staff_read_the_steps_in_words(client, company, user, invitation, invited):
    people.change_role(people.accept(invitation, by=invited), OWNER, by=user)
    client.force_login(make_user(superuser=True))

    page = client.get(reverse("admin:exhibitors_audit_changelist")).content.decode()

    assert company.name in page
    assert f"<bdi>{invited}</bdi>" in page  # whose role was changed
    assert str(Membership.Role.OWNER.label) in page
