"""
Making one record of two that are of the same company.

The one stays and takes over the people, the registrations and the page of the other, which is deleted; its code is
kept and leads to the one that stays, for ever. This cannot be undone.
"""

from django.db import transaction
from django.utils import timezone
from modeltranslation.utils import get_translation_fields

from editions import merging
from editions.merging import follow, hand_over_picture, locked_pair, reason_of_change
from exhibitors.audit import record
from exhibitors.models import Audit, Exhibitor, ExhibitorSector, FormerCode, Link, Membership, Registration
from exhibitors.refusals import BothRegistered

# What the two may say differently.
CHOSEN = [*get_translation_fields("name"), "country", *get_translation_fields("city")]
CHOSEN += [*get_translation_fields("description"), "logo", "site", "organisation_id"]
# What is put together by a rule of its own; everything else that points to a company is simply handed over.
UNITED = (Membership, ExhibitorSector, Link, FormerCode)


def differing(one, other):
    """Which of the columns of CHOSEN the two fill differently."""
    return merging.differing(one, other, CHOSEN)


def both_registered(one, other):
    """The exhibitions at which both have an open registration, which one company cannot."""
    open_ones = Registration.objects.open()
    at_other = open_ones.filter(exhibitor=other).values("exhibition")
    return open_ones.filter(exhibitor=one, exhibition__in=at_other).select_related("exhibition__edition")


@transaction.atomic
def merge(kept, gone, *, taken=(), by=None, now=None):
    """
    Make one record of ``kept`` and ``gone``, and return it: ``kept``, with ``taken`` columns from ``gone``.

    Raise editions.merging.AlreadyMerged where one of them is no longer there, and BothRegistered where both have an
    open registration for the same exhibition: staff decide which of these stays.
    """
    kept, gone = locked_pair(Exhibitor, kept, gone)
    if both_registered(kept, gone).exists():
        raise BothRegistered
    taken = [column for column in differing(kept, gone) if column in taken]

    unite_people(kept, gone)
    unite_sectors(kept, gone)
    unite_links(kept, gone)
    hand_over_the_rest(kept, gone)
    for column in taken:
        setattr(kept, column, getattr(gone, column))
    kept._change_reason = reason_of_change(gone)
    kept.save()

    FormerCode.objects.filter(exhibitor=gone).update(exhibitor=kept)
    FormerCode.objects.create(code=gone.code, exhibitor=kept)
    follow(Exhibitor, gone.pk, kept.pk)
    if "logo" in taken:
        hand_over_picture(kept, gone, "logo")
    record(Audit.What.MERGE, kept, by=by, now=now or timezone.now(), before={"merged": gone.pk})
    gone.delete()
    return kept


def unite_people(kept, gone):
    """Let the people of both act for ``kept``, each once; who owned one of the two owns it."""
    known = {membership.user_id: membership for membership in kept.memberships.all()}
    for membership in gone.memberships.all():
        if own := known.get(membership.user_id):
            if membership.role == Membership.Role.OWNER and own.role != Membership.Role.OWNER:
                own.role = Membership.Role.OWNER
                own.save()
            membership.delete()
        else:
            membership.exhibitor = kept
            membership.save()


def unite_sectors(kept, gone):
    """Give ``kept`` the sectors of ``gone`` too, as far as there is room."""
    codes = [sector.code for sector in kept.sectors.all()]
    for sector in gone.sectors.all():
        if sector.code not in codes and len(codes) < ExhibitorSector.MOST:
            codes.append(sector.code)
            kept.sectors.create(code=sector.code, place=len(codes))


def unite_links(kept, gone):
    """Give ``kept`` the links of ``gone`` too, as far as there is room."""
    addresses = {link.address for link in kept.links.all()}
    new = [link for link in gone.links.all() if link.address not in addresses]
    last = max((link.place for link in kept.links.all()), default=0)
    for place, link in enumerate(new[: Link.MOST - last], last + 1):
        kept.links.create(kind=link.kind, address=link.address, place=place)


def hand_over_the_rest(kept, gone):
    """Registrations, products, contacts and whatever else points to ``gone``: one by one, for history and search."""
    for relation in Exhibitor._meta.related_objects:
        model = relation.related_model
        if relation.one_to_many and model not in UNITED:
            for item in model._base_manager.filter(**{relation.field.name: gone}):
                setattr(item, relation.field.name, kept)
                item.save(update_fields=[relation.field.name])
