"""How a company comes into the portal when staff do not enter it."""

from django.contrib.auth import get_user_model
from django.db import transaction

from exhibitors.guards import decides
from exhibitors.models import Exhibitor, Membership
from exhibitors.refusals import TooManyCompanies

# As many as one person enters by themselves: each may hold a booth. Staff enter more.
MOST = 3


def require_room(user):
    """Raise TooManyCompanies if ``user`` owns as many as one person can enter."""
    owned = Exhibitor.objects.filter(memberships__user=user, memberships__role=Membership.Role.OWNER)
    if not decides(user) and owned.count() >= MOST:
        raise TooManyCompanies(MOST)


def enter(company, *, by):
    """Save the new ``company``, whose owner is ``by``."""
    with transaction.atomic():
        # Two tabs of one person wait for each other here, so that both count right.
        get_user_model().objects.select_for_update(no_key=True).get(pk=by.pk)
        require_room(by)
        company.save()
        Membership.objects.create(exhibitor=company, user=by, role=Membership.Role.OWNER)
    return company
