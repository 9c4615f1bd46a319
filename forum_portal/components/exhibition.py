"""An invented exhibition: its floor, a company, and registrations."""

from decimal import Decimal

from exhibitors.models import Booth, BoothCategory, Exhibition, Exhibitor, Registration, Standing
from exhibitors.models.registration import State
from exhibitors.plan import Stand, plan_of

from .invention import invented


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
        "plan": plan_of(fair, stands),
        "registrations": [Registration(state=state) for state in State],
    }
