"""
People of a company who press a button in the same instant: threads, each with its own connection.

As with booths, SQLite passes by accident; what is proven is proven on PostgreSQL.
"""

import pytest

from exhibitors import people
from exhibitors.models import Audit, Membership, Outbox, Registration
from exhibitors.refusals import AlreadyInvited, LastOwner, OnlyOwnerLeft
from forum_portal import personal
from tests.makers import make_edition, make_exhibition, make_exhibitor, make_invitation, make_registration, make_user
from tests.test_exhibitors_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def as_owners(company, count):
    owners = [make_user() for _ in range(count)]
    for user in owners:
        Membership.objects.create(exhibitor=company, user=user, role=Membership.Role.OWNER)
    return owners


def test_owners_who_leave_at_once_leave_one_behind():
    company = make_exhibitor()
    owners = as_owners(company, 4)

    outcomes = at_once([lambda user=user: people.leave(company, by=user) for user in owners])

    assert [type(outcome) for outcome in outcomes if outcome] == [LastOwner]
    assert company.memberships.get().role == Membership.Role.OWNER


def test_owners_who_take_the_role_from_each_other_leave_an_owner():
    company = make_exhibitor()
    as_owners(company, 2)
    one, two = company.memberships.all()
    role = Membership.Role.MEMBER

    at_once(
        [
            lambda: people.change_role(one, role, by=two.user),
            lambda: people.change_role(two, role, by=one.user),
        ]
    )

    assert company.memberships.filter(role=Membership.Role.OWNER).count() == 1


def test_invitation_accepted_in_many_tabs_makes_one_member():
    invitation = make_invitation(email="invited@example.org")
    invited = make_user(email="invited@example.org")

    outcomes = at_once([lambda: people.accept(invitation, by=invited)] * 6)

    assert len({membership.pk for membership in outcomes}) == 1
    assert Audit.objects.filter(what="accept").count() == 1


def test_invitation_accepted_and_withdrawn_at_once_is_one_of_them():
    invitation = make_invitation(email="invited@example.org")
    invited = make_user(email="invited@example.org")

    at_once([lambda: people.accept(invitation, by=invited), lambda: people.revoke(invitation)])

    invitation.refresh_from_db()
    is_member = invitation.exhibitor.memberships.filter(user=invited).exists()
    assert is_member == bool(invitation.accepted_at) != bool(invitation.revoked_at)


def test_address_invited_in_many_tabs_has_one_invitation():
    company = make_exhibitor()

    outcomes = at_once([lambda: people.invite(company, "invited@example.org")] * 6)

    assert sum(isinstance(outcome, AlreadyInvited) for outcome in outcomes) == 5
    assert (company.invitations.count(), Outbox.objects.count()) == (1, 1)


def test_owners_who_erase_their_accounts_at_once_leave_one_behind():
    company = make_exhibitor()
    owners = as_owners(company, 3)
    make_registration(exhibition=make_exhibition(edition=make_edition(ends_on=None)), exhibitor=company)

    outcomes = at_once([lambda user=user: personal.erase(user) for user in owners])

    assert [type(outcome) for outcome in outcomes if outcome] == [OnlyOwnerLeft]
    assert company.memberships.get().role == Membership.Role.OWNER
    assert Registration.objects.get().exhibitor == company


def test_person_who_joins_and_erases_the_account_at_once_ends_in_order():
    invitation = make_invitation(email="invited@example.org")
    invited = make_user(email="invited@example.org")

    at_once([lambda: people.accept(invitation, by=invited), lambda: personal.erase(invited)])

    assert not Membership.objects.filter(user=invited.pk).exclude(user__email="invited@example.org").exists()
