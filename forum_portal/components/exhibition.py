"""An invented exhibition: its floor, a company, and registrations."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from exhibitors.floor_filter import FloorFilter
from exhibitors.models import (
    Badge,
    Booth,
    BoothCategory,
    Claim,
    Exhibition,
    Exhibitor,
    Invitation,
    Pavilion,
    Registration,
    Standing,
    Step,
    WaitingEntry,
)
from exhibitors.models.registration import State
from exhibitors.plan import Stand, free_in_words, plan_of
from exhibitors.queues import Offer
from exhibitors.timeline import Change, Entry

from .invention import NOON, invented


def exhibition(edition):
    """A floor with a booth in each state, companies, and registrations in each state."""
    fair = invented(Exhibition, 1, edition=edition, width=Decimal(24), depth=Decimal(8), currency="MAD")
    sold = invented(
        BoothCategory, 1, exhibition=fair, name_ar="جناح مجهز", name_en="Equipped booth", price=Decimal(12500)
    )
    kept = invented(BoothCategory, 2, exhibition=fair, name_ar="للمنظمين", name_en="For the organisers")
    company = invented(
        Exhibitor, 1, code="sample", name_ar="شركة المثال للأغذية", name_en="Sample Foods", country="OM"
    )
    company.city_ar, company.city_en = "صحار", "Sohar"
    stands = []
    for place, standing in enumerate(Standing):
        x = 1 + 4.5 * place
        booth = invented(
            Booth,
            place + 1,
            exhibition=fair,
            category=kept if standing == Standing.KEPT else sold,
            code=f"A{place + 1}",
            outline=[[x, 2], [x + 3, 2], [x + 3, 5], [x, 5]],
        )
        stands.append(Stand(booth, standing, company if standing == Standing.TAKEN else None))
    return {
        "exhibition": fair,
        "company": company,
        "invitations": [invented(Invitation, 1, exhibitor=company)],
        "plan": plan_of(fair, stands, yours="A2"),
        "floor": FloorFilter({}, stands),
        "free": free_in_words(stands),
        "holding": [holding(fair, company, stands[1].booth, minutes) for minutes in (25, 0)],
        "history": history(),
        "badge": badge(fair, company),
        "registrations": [Registration(state=state) for state in State],
        **waiting_and_pavilion(fair, sold, company, stands[0].booth),
    }


def waiting_and_pavilion(fair, category, company, booth):
    """A place in a waiting list, one with an offer, and the pavilion of a country."""
    pavilion = invented(Pavilion, 1, exhibition=fair, name_ar="جناح المثال", name_en="Sample pavilion", country="OM")
    pavilion._prefetched_objects_cache["coordinators"] = []
    registration = invented(Registration, 1, exhibition=fair, exhibitor=company, state=State.DRAFT)
    entry = invented(WaitingEntry, 1, registration=registration, category=category)
    offer = Offer(entry, booth, NOON, NOON)
    category.code = "sample"
    return {
        "pavilion": pavilion,
        "pavilions": [pavilion],
        "registration": registration,
        "full": [category],
        "lines": [
            {"entry": entry, "offer": None, "place": 3, "of": 7},
            {"entry": entry, "offer": offer, "hours": 23, "minutes": 5},
        ],
    }


def history():
    """A line of each kind in what happened to a registration, the latest first."""
    lines = [
        ("start", Step.Actor.COMPANY, 1, None, ""),
        (None, Step.Actor.COMPANY, 1, Change(taken="A1"), ""),
        (None, Step.Actor.COMPANY, 2, Change(taken="A2", left="A1", why="moved"), ""),
        ("submit", Step.Actor.COMPANY, 2, None, ""),
        (None, Step.Actor.PORTAL, None, Change(offered="A3"), ""),
        (None, Step.Actor.COMPANY, 1, Change(refused="A3"), ""),
        ("move", Step.Actor.STAFF, 3, Change(taken="A4", left="A2", why="moved"), "مثال: في المكان عمود."),
        ("withdraw", Step.Actor.PORTAL, None, Change(left="A4", why="withdrawn"), ""),
    ]
    entries = []
    for day, (event, actor, person, change, why) in enumerate(lines, 1):
        at = datetime(2026, 1, day, 9, tzinfo=UTC)
        step = Step(event=event, at=at, actor=actor, why=why) if event else None
        entries.append(Entry(at=at, actor=actor, person_id=person, step=step, change=change))
    return entries[::-1]


def badge(fair, company):
    registration = Registration(exhibition=fair, exhibitor=company, state=State.APPROVED)
    sample = Badge(registration=registration, name_arabic="سلمى المثال", name_latin="Salma Sample", office="Director")
    sample.booths = ["A4"]
    return sample


def holding(fair, company, booth, minutes):
    """A registration begun, and its claim on ``booth``, which lasts some ``minutes`` yet."""
    registration = Registration(exhibition=fair, exhibitor=company)
    expires_at = timezone.now() + timedelta(minutes=minutes)
    return {
        "registration": registration,
        "claim": Claim(booth=booth, registration=registration, expires_at=expires_at),
    }
