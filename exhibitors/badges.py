"""Who may wear which badge: as many as come with the booth and as staff grant, from the approval to the stated day."""

import segno
from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import override

from exhibitors.guards import decides, lock, require_hand_in
from exhibitors.models import Badge, Claim, State
from exhibitors.refusals import BadgesClosed, Conflict, NoBadgeLeft

DETAILS = ("name_arabic", "name_latin", "office")


def allowance(registration):
    """How many badges the registration has in all: those of its booths' categories, and what staff grant."""
    held = registration.claims.held().aggregate(count=Sum("booth__category__badges"))
    return (held["count"] or 0) + registration.more_badges


def is_open(registration, now):
    """Whether the company may enter its badges at ``now``."""
    due = registration.exhibition.badges_due_at
    return registration.state == State.APPROVED and (due is None or now < due)


def lock_open(registration, by, now):
    """The registration, locked, if ``by`` may write its badges now. After the stated day, only staff may."""
    try:
        registration = lock(registration, [State.APPROVED])
    except Conflict:
        raise BadgesClosed from None
    require_hand_in(by, registration.exhibitor)
    if not decides(by) and not is_open(registration, now):
        raise BadgesClosed
    return registration


def write(registration, badge, *, by=None, now=None):
    """
    Save ``badge`` of ``registration``, a new one or one that was changed.

    The lock lets two tabs of one company take turns, so that both count right. Raise
    NoBadgeLeft if all are given.
    """
    with transaction.atomic():
        registration = lock_open(registration, by, now or timezone.now())
        if badge.pk is None and registration.badges.count() >= allowance(registration):
            raise NoBadgeLeft
        badge.registration = registration
        badge.save()
    return badge


def remove(badge, *, by=None, now=None):
    """Take the badge back: its code is nobody's from now on. Removed twice, it is gone once."""
    with transaction.atomic():
        lock_open(badge.registration, by, now or timezone.now())
        Badge.objects.filter(pk=badge.pk).delete()


def sheet_of(badges):
    """
    ``badges`` as they are printed: each with its ``booths`` and its ``qr``, an SVG that holds its address.

    Causes 2 queries, however many they are.
    """
    badges = badges.select_related("registration__exhibitor", "registration__exhibition__edition")
    badges = list(badges.order_by("registration__exhibitor__sort_ar", "registration", "pk"))
    claims = Claim.objects.held().filter(registration__in={badge.registration_id for badge in badges})
    held = {}
    for claim in claims.select_related("booth"):
        held.setdefault(claim.registration_id, []).append(claim.booth.code)
    for badge in badges:
        badge.booths = held.get(badge.registration_id, [])
        badge.qr = qr_of(badge)
    return badges


def qr_of(badge):
    with override(settings.LANGUAGE_CODE):  # the shortest address, so that the code is coarse and quickly read
        code = segno.make_qr(settings.SITE_URL + badge.get_absolute_url(), error="m")
    # It is made of numbers alone; nothing that anybody typed is in it.
    return mark_safe(code.svg_inline(border=2, omitsize=True, svgclass="badge__qr", lineclass=None))  # noqa: S308
