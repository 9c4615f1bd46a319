"""
What a company does to its page: sectors, products, links, contacts, logo. Each part is saved on its own.

Visitors see the page once the company is approved at an exhibition, and of a contact only what was published.
"""

from typing import NamedTuple

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from exhibitors import uploads
from exhibitors.audit import record
from exhibitors.isic import DIVISIONS
from exhibitors.models import Audit, Exhibitor, ExhibitorSector, Link, Product, Publication
from exhibitors.refusals import NoRoom

# What a company agrees to when it publishes a part of a contact. Count the version on with every change of the words.
CONSENT = _("Publish it: visitors and search engines may see it on the company’s page until the box is unticked.")
CONSENT_VERSION = "1"


def lock(company):
    """The row of ``company``, fresh; two people who save the same part wait for each other here."""
    return Exhibitor.objects.select_for_update(no_key=True).get(pk=company.pk)


def choose_sectors(company, codes):
    """Let ``codes`` be the sectors of ``company``, at most five, the first being its main one."""
    codes = list(dict.fromkeys(code for code in codes if code in DIVISIONS))
    with transaction.atomic():
        lock(company)
        if len(codes) > ExhibitorSector.MOST:
            raise NoRoom
        if codes == [sector.code for sector in company.sectors.all()]:
            return
        # One by one, for the search.
        for sector in company.sectors.all():
            sector.delete()
        for place, code in enumerate(codes, 1):
            company.sectors.create(code=code, place=place)


def write_links(company, links):
    """Let ``links``, pairs of a kind and an address, be the links of ``company``."""
    with transaction.atomic():
        lock(company)
        if len(links) > Link.MOST:
            raise NoRoom
        company.links.all().delete()
        company.links.bulk_create(
            Link(exhibitor=company, kind=kind, address=address, place=place)
            for place, (kind, address) in enumerate(links, 1)
        )


def require_room(company, model, related):
    if related.count() >= model.MOST:
        raise NoRoom


def save_product(product, *, by, picture=None):
    """
    Save ``product``, with a new ``picture`` if there is one; False takes away the one it has.

    The picture is stored last, outside the transaction: it takes long.
    """
    if picture:
        uploads.count_one(product.exhibitor, by=by)
    with transaction.atomic():
        lock(product.exhibitor)
        if product.pk is None:
            siblings = product.exhibitor.shown_products
            require_room(product.exhibitor, Product, siblings)
            product.order = (siblings.aggregate(last=Max("order"))["last"] or 0) + 1
        product.save()
    hang(product, "picture", picture)
    return product


def set_logo(company, picture, *, by):
    """Let ``picture`` be the logo of ``company``; False takes away the one it has."""
    if picture:
        uploads.count_one(company, by=by)
    hang(company, "logo", picture)


def hang(item, name, picture):
    """Put a new ``picture`` into the field ``name`` of ``item``, or take away the old one for False."""
    if picture or (picture is False and getattr(item, name)):
        setattr(item, name, picture or "")
        item.save(update_fields=[name])


def move_up(product):
    """Let ``product`` change places with the one before it, if there is one."""
    with transaction.atomic():
        lock(product.exhibitor)
        products = list(product.exhibitor.shown_products.all())
        place = products.index(product)
        if place:
            products[place - 1], products[place] = products[place], products[place - 1]
        for order, each in enumerate(products, 1):
            if each.order != order:
                each.order = order
                each.save(update_fields=["order"])


def save_contact(contact, *, published, by, now=None):
    """
    Save ``contact`` and let just the parts in ``published`` be seen.

    Each consent is kept with its moment and the version of its text. A value that is new is published anew.
    """
    now = now or timezone.now()
    with transaction.atomic():
        lock(contact.exhibitor)
        before = {}
        if contact.pk is None:
            require_room(contact.exhibitor, type(contact), contact.exhibitor.contacts)
        else:
            before = type(contact).objects.filter(pk=contact.pk).values(*contact.PARTS).get()
        contact.save()
        known = {publication.part: publication for publication in contact.publications.all()}
        wanted = {part for part in contact.PARTS if part in published and getattr(contact, part)}
        kept = {
            part
            for part in wanted & set(known)
            if before.get(part) == getattr(contact, part) and known[part].text_version == CONSENT_VERSION
        }
        for part in set(known) - kept:
            known[part].delete()
        Publication.objects.bulk_create(
            Publication(contact=contact, part=part, published_at=now, text_version=CONSENT_VERSION)
            for part in contact.PARTS
            if part in wanted - kept
        )
        if wanted - kept:
            record(Audit.What.PUBLISH, contact.exhibitor, by=by, now=now, after={"contact": contact.pk})
        if set(known) - wanted:
            record(Audit.What.UNPUBLISH, contact.exhibitor, by=by, now=now, before={"contact": contact.pk})
    return contact


def delete_contact(contact, *, by, now=None):
    with transaction.atomic():
        if contact.publications.exists():
            record(
                Audit.What.UNPUBLISH,
                contact.exhibitor,
                by=by,
                now=now or timezone.now(),
                before={"contact": contact.pk},
            )
        contact.delete()


class Part(NamedTuple):
    """A part of a company’s page: its name in the address, what it is called, and whether it is there."""

    name: str
    label: str | Promise
    is_done: bool


def parts_of(company):
    """How complete the page of ``company`` is, part by part. Causes 4 queries."""
    has_contact = Publication.objects.filter(contact__exhibitor=company).exists()
    return [
        Part("company_edit", _("Description"), bool(company.description)),
        Part("company_logo", _("Logo"), bool(company.logo)),
        Part("company_sectors", _("Sectors"), company.sectors.exists()),
        Part("company_products", _("Products"), company.shown_products.exists()),
        Part("company_links", _("Links"), bool(company.site) or company.links.exists()),
        Part("company_contacts", _("A published contact"), has_contact),
    ]
