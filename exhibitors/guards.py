"""What is looked at before a registration is touched."""

from exhibitors.models import Registration
from exhibitors.refusals import Closed, Conflict, NotAllowed, OwnCompany, ReturningOnly


def lock(registration, states):
    """
    ``registration``, fresh and locked until the transaction ends, if it is in one of ``states``.

    Only people of one company ever wait here for each other. ``no_key``, because a full
    lock collides with the foreign-key lock of a claim that is inserted at the same moment.
    """
    rows = Registration.objects.select_related("exhibition__edition", "exhibitor")
    rows = rows.select_for_update(no_key=True, of=("self",))
    locked = rows.filter(pk=registration.pk, state__in=states).first()
    if locked is None:
        raise Conflict
    return locked


def acts_for(user, exhibitor):
    """Whether ``user`` acts for the company. ``None`` is the portal itself, which may do anything."""
    return user is None or exhibitor.memberships.filter(user_id=user.pk).exists()


def decides(user):
    """Whether ``user`` decides on registrations, as staff."""
    return user is None or (user.is_staff and user.has_perm("exhibitors.change_registration"))


def require_impartial(user, exhibitor):
    """Raise OwnCompany where ``user`` would decide on a company of their own, superusers included."""
    if user is not None and acts_for(user, exhibitor):
        raise OwnCompany


# Who draws the plan adds, changes and deletes booths in one step.
DRAWING = ("exhibitors.change_exhibition", *(f"exhibitors.{act}_booth" for act in ("add", "change", "delete")))


def draws(user):
    """Whether ``user`` draws the floor plan, as staff."""
    return user is None or (user.is_staff and user.has_perms(DRAWING))


def require_hand_in(user, exhibitor):
    if not (acts_for(user, exhibitor) or decides(user)):
        raise NotAllowed


def require_open(registration, user, now):
    """
    Refuse a company that comes too late.

    What staff have handled once (returned, reopened) may be finished after the window has
    closed; ``version`` counts the steps since the start.
    """
    if registration.version == 0 and not decides(user):
        require_open_to(registration.exhibition, registration.exhibitor, now)


def require_open_to(exhibition, exhibitor, now):
    """Raise Closed, or ReturningOnly while only companies of earlier editions may register."""
    if exhibition.is_open_to(exhibitor, now):
        return
    raise ReturningOnly if exhibition.is_in_priority(now) else Closed


def require_coordinator(user, pavilion):
    if not (decides(user) or pavilion.coordinators.filter(pk=user.pk).exists()):
        raise NotAllowed
