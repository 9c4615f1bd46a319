"""What is looked at before a registration is touched."""

from exhibitors.models import Registration
from exhibitors.refusals import Closed, Conflict, NotAllowed


def lock(registration, states):
    """
    ``registration``, fresh and locked until the transaction ends, if it is in one of ``states``.

    Only people of one company ever wait here for each other. ``no_key``, because a full
    lock collides with the foreign-key lock of a claim that is inserted at the same moment.
    """
    rows = Registration.objects.select_for_update(no_key=True)
    locked = rows.filter(pk=registration.pk, state__in=states).first()
    if locked is None:
        raise Conflict
    return locked


def acts_for(user, exhibitor):
    """Whether ``user`` acts for the company. ``None`` is the portal itself, which may do anything."""
    return user is None or exhibitor.memberships.filter(user=user).exists()


def decides(user):
    """Whether ``user`` decides on registrations, as staff."""
    return user is None or (user.is_staff and user.has_perm("exhibitors.change_registration"))


def require_hand_in(user, exhibitor):
    if not (acts_for(user, exhibitor) or decides(user)):
        raise NotAllowed


def require_open(registration, user, now):
    """
    Refuse a company that comes too late.

    What staff have handled once (returned, reopened) may be finished after the window has
    closed; ``version`` counts the steps since the start.
    """
    if registration.version == 0 and not decides(user) and not registration.exhibition.is_open(now):
        raise Closed
