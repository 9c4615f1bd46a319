"""
Who acts for a company: invitations, roles, and how people leave. The only code that writes invitations.

Every step locks the company's row first. So two owners who leave at the same moment take
turns, and the second one hears that a company needs an owner.
"""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language

from exhibitors import letters
from exhibitors.audit import record
from exhibitors.models import Exhibitor, Invitation, Membership
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

GOOD_FOR = timedelta(days=7)
# Between two letters of one invitation.
PAUSE = timedelta(minutes=5)
# Of one company, those who are invited included.
MOST_PEOPLE = 20

OWNER = Membership.Role.OWNER


def owns(user, company):
    """Whether ``user`` manages the people of the company. ``None`` is the portal itself."""
    return user is None or company.memberships.filter(user=user, role=OWNER).exists()


def addresses_of(user):
    """The addresses of ``user`` that were confirmed, in lower case."""
    confirmed = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return {email.lower() for email in confirmed}


def lock_company(company):
    """``company``, fresh, with its people to itself until the transaction ends."""
    return Exhibitor.objects.select_for_update(no_key=True).get(pk=company.pk)


def lock_to_manage(company, by):
    company = lock_company(company)
    if not owns(by, company):
        raise OnlyOwners
    return company


def invite(company, email, *, role=Membership.Role.MEMBER, by=None, now=None):
    """
    Invite ``email`` to act for ``company``. An invitation whose time is over begins afresh.

    Nothing here or in the answer depends on whether the address has an account, but for the
    language of the letter.
    """
    now, email = now or timezone.now(), email.lower()
    try:
        with transaction.atomic():
            company = lock_to_manage(company, by)
            if company.memberships.filter(user__email__iexact=email).exists():
                raise AlreadyThere
            there = company.invitations.unanswered().filter(email__iexact=email).first()
            if there and there.is_open(now):
                raise AlreadyInvited
            # Withdrawn and made anew, an invitation would fill a letter-box without a pause.
            if company.invitations.filter(email__iexact=email, sent_at__gt=now - PAUSE).exists():
                raise TooSoon
            require_room(company, now)
            if there:
                revoke_one(there, by=by, now=now)
            invitation = Invitation.objects.create(
                exhibitor=company,
                email=email,
                role=role,
                language=language_of(email),
                invited_by=by,
                created_at=now,
                sent_at=now,
                expires_at=now + GOOD_FOR,
            )
            record("invite", company, by=by, now=now, after={"invitation": invitation.pk, "role": str(role)})
            letters.write_invitation(invitation, now=now)
            return invitation
    except IntegrityError:  # a second tab was a millisecond earlier
        raise AlreadyInvited from None


def language_of(email):
    """The language of the account, if the address has one, else that of the page."""
    accounts = get_user_model().objects.filter(email=email)
    return accounts.values_list("language", flat=True).first() or get_language()


def require_room(company, now, *, coming=1):
    """Raise TooManyPeople if ``coming`` more would be too many, counting those who are invited."""
    if company.memberships.count() + company.invitations.open(now).count() + coming > MOST_PEOPLE:
        raise TooManyPeople(MOST_PEOPLE)


def find_unanswered(company, pk):
    invitation = company.invitations.unanswered().filter(pk=pk).first()
    if invitation is None:
        raise InvitationOver
    return invitation


def invite_again(invitation, *, by=None, now=None):
    """Send the letter once more; the link is good for its whole time again."""
    now = now or timezone.now()
    with transaction.atomic():
        company = lock_to_manage(invitation.exhibitor, by)
        invitation = find_unanswered(company, invitation.pk)
        if now < invitation.sent_at + PAUSE:
            raise TooSoon
        if not invitation.is_open(now):
            require_room(company, now)
        invitation.sent_at, invitation.expires_at = now, now + GOOD_FOR
        invitation.sent_count += 1
        invitation.save()
        record("invite_again", company, by=by, now=now, after={"invitation": invitation.pk})
        letters.write_invitation(invitation, now=now)
    return invitation


def revoke(invitation, *, by=None, now=None):
    """Withdraw an invitation: its link leads nowhere from now on."""
    now = now or timezone.now()
    with transaction.atomic():
        company = lock_to_manage(invitation.exhibitor, by)
        return revoke_one(find_unanswered(company, invitation.pk), by=by, now=now)


def revoke_one(invitation, *, by, now):
    """Withdraw an invitation whose company the caller has locked."""
    invitation.revoked_at = now
    invitation.save()
    record("revoke", invitation.exhibitor, by=by, now=now, before={"invitation": invitation.pk})
    return invitation


def accept(invitation, *, by, now=None):
    """
    Let ``by`` act for the company that invited them; pressed again, it says the same.

    The invitation belongs to an address, and only to whoever has confirmed it.
    """
    now = now or timezone.now()
    try:
        with transaction.atomic():
            company = lock_company(invitation.exhibitor)
            invitation = company.invitations.filter(pk=invitation.pk).first()
            by = get_user_model().objects.filter(pk=by.pk).first()
            if invitation is None or by is None:  # erased, a moment ago
                raise InvitationOver
            if invitation.email not in addresses_of(by):
                raise OtherAddress
            membership = company.memberships.filter(user=by).first()
            if invitation.accepted_at and membership:
                return membership
            if not invitation.is_open(now):
                raise InvitationOver
            require_room(company, now, coming=0)  # the invitation itself is counted
            invitation.accepted_at = now
            invitation.save()
            if membership is None:
                membership = Membership.objects.create(exhibitor=company, user=by, role=invitation.role)
            after = {"invitation": invitation.pk, "person": by.pk, "role": membership.role}
            record("accept", company, by=by, now=now, after=after)
    except IntegrityError:  # the account was erased a moment ago
        raise InvitationOver from None
    return membership


def find_member(company, user_id):
    membership = company.memberships.filter(user=user_id).first()
    if membership is None:
        raise Conflict
    return membership


def require_other_owner(company, membership):
    if membership.role == OWNER and not company.memberships.filter(role=OWNER).exclude(pk=membership.pk).exists():
        raise LastOwner


def change_role(membership, role, *, by=None, now=None):
    """Make an owner of a member, or a member of an owner; a company keeps one owner at least."""
    now = now or timezone.now()
    with transaction.atomic():
        company = lock_to_manage(membership.exhibitor, by)
        membership = find_member(company, membership.user_id)
        before = membership.role
        if before == role:
            return membership
        if role != OWNER:
            require_other_owner(company, membership)
            revoke_those_of(membership, by=by, now=now)
        membership.role = role
        membership.save(update_fields=["role"])
        before = {"person": membership.user_id, "role": before}
        record("change_role", company, by=by, now=now, before=before, after=before | {"role": str(role)})
    return membership


def remove(membership, *, by=None, now=None):
    """Take a person out of the company, and what they had invited with them."""
    now = now or timezone.now()
    with transaction.atomic():
        company = lock_to_manage(membership.exhibitor, by)
        end(find_member(company, membership.user_id), company, "remove", by=by, now=now)


def leave(company, *, by, now=None):
    """Stop acting for the company; its last owner makes somebody else one first."""
    now = now or timezone.now()
    with transaction.atomic():
        company = lock_company(company)
        end(find_member(company, by.pk), company, "leave", by=by, now=now)


def end(membership, company, what, *, by, now):
    require_other_owner(company, membership)
    revoke_those_of(membership, by=by, now=now)
    before = {"person": membership.user_id, "role": membership.role}
    membership.delete()
    record(what, company, by=by, now=now, before=before)


def revoke_those_of(membership, *, by, now):
    """Withdraw what a person had invited who manages the company no more."""
    for invitation in membership.exhibitor.invitations.unanswered().filter(invited_by=membership.user_id):
        revoke_one(invitation, by=by, now=now)
