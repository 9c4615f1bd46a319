"""
The demonstration edition, from demo/: invented, and labelled so.

It is dated around the day it is loaded; loading it again moves it to the new day.
"""

from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone, translation

from exhibitors import badges, booking, pavilions, transitions, waiting
from exhibitors.models import (
    Badge,
    Booth,
    BoothCategory,
    Claim,
    Exhibition,
    Exhibitor,
    Pavilion,
    RequiredDocument,
    State,
)
from exhibitors.refusals import Refused
from forum_portal.images import make
from forum_portal.translating.records import put_off
from papers.models import Release
from papers.releases import names_of, placements_of

from .company_pages import load_page
from .demo_money import load_discounts, load_invoices
from .drawn import banner, emblem
from .edition import EditionLoader
from .merge import Merge
from .series import read

DATA = Path(__file__).parent / "demo"
# The steps that bring a registration from its start to a state, each with what staff said.
STEPS = {
    State.DRAFT: [],
    State.SUBMITTED: ["submit"],
    State.RETURNED: ["submit", "return"],
    State.APPROVED: ["submit", "approve"],
    State.REJECTED: ["submit", "reject"],
    State.WITHDRAWN: ["submit", "withdraw"],
}
REASONS = {
    "return": "مثال: المرجو استكمال وصف المنتجات المعروضة.",
    "reject": "مثال: المنتجات خارج موضوع هذا المعرض التجريبي.",
}


def load_demo(folder=DATA, *, today=None):
    """
    Bring the demonstration into the database, its three days around ``today``.

    Return the Merge, which counts what it did. What was booked or decided in it since
    stays as it is.
    """
    with translation.override("ar"), transaction.atomic(), put_off():
        merge = Merge("demo")
        data = read(folder / "edition.json")
        first_day = (today or timezone.localdate()) - timedelta(days=1)
        data["edition"].update(starts_on=first_day, ends_on=first_day + timedelta(days=2), status="published")
        texts = {row["number"]: row for name in ("papers-1", "papers-2") for row in read(folder / f"{name}.json")}
        data["papers"] = [with_text(row, texts) for row in data["papers"]]

        loader = EditionLoader(merge, first_day=first_day)
        loader.organisations(read(folder / "organisations.json"))
        loader.speakers(read(folder / "speakers.json"))
        edition = loader.edition(data)
        if edition:
            give_picture(merge, "cover", edition, "cover", banner)
            load_exhibition(merge, edition, read(folder / "exhibition.json"), first_day=first_day)
            load_releases(loader, edition, read(folder / "releases.json"))
    return merge


def give_picture(merge, key, item, name, draw):
    """Give ``item`` a drawn picture, once: staff may put another in its place, or none."""
    key = f"demo/picture/{key}"
    if key in merge.records or getattr(item, name):
        return
    setattr(item, name, ContentFile(draw(), name="drawn.png"))
    item.save(update_fields=[name])
    make(item, name)
    merge.remember(key, None, item, {}, None)


def with_text(row, texts):
    """A paper of the programme with its title, abstract and axis, which stand in files of their own."""
    text = texts[row["number"]]
    row = {name: value for name, value in row.items() if name != "number"}
    return {**row, **{name: text[name] for name in ("axis", "title", "abstract", "countries", "language")}}


def load_releases(loader, edition, rows):
    """
    What the visitors of the demonstration were told before its first day, which moves with its days.

    While the days are the same, and once staff have published a release of their own, all stay as they are.
    """
    moments = [
        datetime.combine(
            edition.starts_on - timedelta(days=row["days_before"]),
            time.fromisoformat(row["time"]),
            tzinfo=edition.zone,
        )
        for row in rows
    ]
    told = edition.releases.filter(published_at__in=moments).exists()
    if told or edition.releases.exclude(published_by=None).exists():
        return
    for number, (row, moment) in enumerate(zip(rows, moments, strict=True), start=1):
        values = {
            "published_at": moment,
            "placements": as_it_was(loader, edition, row),
            **{f"note_{language}": text for language, text in row.get("note", {}).items()},
        }
        Release.objects.update_or_create(edition=edition, number=number, defaults=values)


def as_it_was(loader, edition, row):
    """The placements of ``edition`` as they are, without some sessions and with others elsewhere."""
    placements = placements_of(edition)
    for key in row["without"]:
        placements.pop(str(loader.loaded("session/demo", key)), None)
    rooms = {room.pk: room for room in edition.rooms.all()}
    for key, values in row["otherwise"].items():
        placement = placements.get(str(loader.loaded("session/demo", key)))
        if placement is None:
            continue
        placement.update(values)
        if "room" in values:
            room = rooms.get(loader.loaded("room/demo", values["room"]))
            placement.update(room=room and room.pk, room_name=names_of(room))
    return placements


def load_exhibition(merge, edition, data, *, first_day):
    opens = datetime.combine(first_day - timedelta(days=30), time(9), tzinfo=edition.zone)
    closes = datetime.combine(first_day + timedelta(days=2), time(18), tzinfo=edition.zone)
    exhibition = merge.put(
        "exhibition",
        Exhibition,
        lookup={"edition": edition},
        edition_id=edition.pk,
        opens_at=opens,
        closes_at=closes,
        lock_at=closes,
        requirements_due_at=closes,
        documents_due_at=closes,
        **data["exhibition"],
    )
    if exhibition is None:
        return
    categories, booths = {}, {}
    for order, row in enumerate(data["categories"], start=1):
        lookup = {"exhibition": exhibition, "code": row["code"]}
        categories[row["code"]] = merge.put(
            f"category/{row['code']}",
            BoothCategory,
            lookup=lookup,
            exhibition_id=exhibition.pk,
            order=order,
            **row,
        )
    for row in data["booths"]:
        category = categories[row["category"]]
        if category is not None:
            booths[row["code"]] = merge.put(
                f"booth/{row['code']}",
                Booth,
                lookup={"exhibition": exhibition, "code": row["code"]},
                exhibition_id=exhibition.pk,
                category_id=category.pk,
                code=row["code"],
                outline=row["outline"],
            )
    for order, row in enumerate(data["documents"], start=1):
        merge.put(
            f"required_document/{order}",
            RequiredDocument,
            lookup={"exhibition": exhibition, "order": order},
            exhibition_id=exhibition.pk,
            order=order,
            **row,
        )
    for row in data["closed_booths"]:
        booth = booths.get(row["booth"])
        if booth and not Claim.objects.filter(booth=booth).exists():
            booking.block(booth, note=row["note"])
    load_discounts(merge, exhibition, data["discounts"], first_day=first_day)
    for row in data["companies"]:
        load_company(merge, exhibition, booths, row)
    for row in read(DATA / "company_pages.json"):
        load_page(merge, row, give_picture)
    load_invoices(merge, exhibition, data["invoices"])
    for row in data["pavilions"]:
        load_pavilion(merge, exhibition, booths, row)
    for row in data["waiting"]:
        load_list(merge, exhibition, categories[row["category"]], row["companies"])


def load_pavilion(merge, exhibition, booths, row):
    """The pavilion of a country: its booths, and the companies that ask for a place; staff may change both."""
    key = f"pavilion/{row['country']}"
    is_new = f"demo/{key}" not in merge.records
    lookup = {"exhibition": exhibition, "country": row["country"]}
    pavilion = merge.put(
        key, Pavilion, lookup=lookup, exhibition_id=exhibition.pk, country=row["country"], name=row["name"]
    )
    if not (pavilion and is_new):
        return
    for booth in filter(None, (booths.get(code) for code in row["booths"])):
        booth.pavilion = pavilion
        booth.save()
    for registration in exhibition.registrations.filter(exhibitor__code__in=row["asked_by"], state=State.DRAFT):
        pavilions.ask(registration, pavilion)


def load_list(merge, exhibition, category, companies):
    """The waiting list of a category that is full, once: who left it stays out."""
    key = f"demo/waiting/{category.code}" if category else None
    if category is None or key in merge.records:
        return
    by_code = {item.exhibitor.code: item for item in exhibition.registrations.open().select_related("exhibitor")}
    for registration in filter(None, map(by_code.get, companies)):
        try:
            entry = waiting.join(registration, category)
        except Refused:  # staff have changed the floor
            continue
        if key not in merge.records:
            merge.remember(key, None, entry, {}, None)


def load_company(merge, exhibition, booths, row):
    """A company and its registration, which goes through the same steps as anybody's."""
    exhibitor = merge.put(
        f"company/{row['code']}",
        Exhibitor,
        lookup={"code": row["code"]},
        **{name: row[name] for name in ("code", "name", "country", "city", "description")},
    )
    booth = booths.get(row["booth"])
    if exhibitor is None:
        return
    if "rosette" in row:
        give_picture(merge, f"logo/{row['code']}", exhibitor, "logo", partial(emblem, row["rosette"]))
    registration = exhibitor.registrations.filter(exhibition=exhibition).first()
    if registration is None and not merge.records.get(f"demo/registered/{row['code']}"):
        registration = transitions.start(
            exhibition,
            exhibitor,
            contact_name=row["contact_name"],
            contact_email=f"{row['code']}@example.org",
            products=row["products"],
        )
        merge.remember(f"demo/registered/{row['code']}", None, registration, {}, None)
        bring_to(registration, booth, State(row["state"]))
    elif registration and booth and registration.state == State.DRAFT:
        hold_again(registration, booth)


def bring_to(registration, booth, state):
    """Take a registration to ``state``; as far as it goes, if staff gave its booth to somebody else."""
    if STEPS[state] and booth is None:  # they had one, until they were rejected or withdrew
        booth = booking.free_booths(registration.exhibition, timezone.now())[0]
    try:
        if booth:
            booking.claim(registration, booth)
        for step in STEPS[state]:
            transitions.move(
                registration,
                step,
                reason=REASONS.get(step, ""),
                terms_version=registration.exhibition.terms_version,
            )
        if state == State.APPROVED:
            badges.write(registration, Badge(name_arabic="اسم للمثال", name_latin="Sample Name", office="مثال"))
    except Refused:
        return


def hold_again(registration, booth):
    """A hold lasts half an hour, a demonstration longer; whoever took the booth meanwhile keeps it."""
    try:
        booking.claim(registration, booth)
    except Refused:
        return
