"""What invented companies of the demonstration show on their pages, each part once: what was changed since stays."""

from functools import partial

from exhibitors import presenting
from exhibitors.models import Contact, Exhibitor, Product

from .drawn import emblem


def load_page(merge, row, give_picture):
    """The sectors, products, links and contact of one company, if it is there; its pictures by ``give_picture``."""
    key = f"page/{row['code']}"
    company = Exhibitor.objects.filter(code=row["code"]).first()
    if company is None:
        return
    for order, values in enumerate(row["products"], 1):
        rosette = values.pop("rosette", None)
        lookup = {"exhibitor": company, "name_ar": values["name"]["ar"]}
        product = merge.put(
            f"{key}/product/{order}", Product, lookup=lookup, exhibitor_id=company.pk, order=order, **values
        )
        if product and rosette:
            give_picture(merge, f"{key}/{order}", product, "picture", partial(emblem, rosette))
    if f"demo/{key}" in merge.records:
        return
    if not company.sectors.exists():
        presenting.choose_sectors(company, row["sectors"])
    if not company.links.exists():
        presenting.write_links(company, row.get("links", []))
    if "contact" in row and not company.contacts.exists():
        contact = Contact(exhibitor=company, **row["contact"])
        presenting.save_contact(contact, published=["name", "office", "email"], by=None)
    merge.remember(f"demo/{key}", None, company, {}, None)
