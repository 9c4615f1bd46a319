"""
Who may open what: every address of the portal outside the admin, and what each kind of person is answered there.

An address without a line here fails the test that reads it.
"""

from dataclasses import dataclass, field
from datetime import time, timedelta

from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern
from django.utils import timezone

from tests import makers
from tests.desk import acceptance, typed

#: Besides ``None``, who has not signed in. ``other`` acts for another company than the addresses are of.
PEOPLE = ["attendee", "other", "member", "owner", "editor", "superuser"]
#: The people whom an address of a company answers; for all others it does not exist.
COMPANY = ["member", "owner"]
STAFF = ["editor", "superuser"]


@dataclass(frozen=True)
class Access:
    """The rule of one address. ``path`` gives it, from a World."""

    path: object
    #: Who is answered; whoever else is signed in is told that there is no such page.
    people: list = field(default_factory=lambda: PEOPLE)
    #: Whether somebody has to be signed in; who is not is sent to the page for it, and nothing else is said.
    is_private: bool = True
    #: Whether everybody sees the very same page; not where it has the second in it, or greets who has come.
    is_alike: bool = True
    #: What those who are answered may be told.
    answers: tuple = (200,)
    #: Those that are done by a POST alone are refused when they are opened.
    opens: bool = True
    #: What a POST sends; none where there is none.
    data: dict | None = None


class World:
    """An exhibition, two companies that take part in it, and what visitors see beside it."""

    def __init__(self):
        now = timezone.now()
        today = now.date()
        self.people = {name: makers.make_user() for name in ("attendee", "other", "member", "owner")}
        self.people |= {"editor": makers.make_editor(), "superuser": makers.make_user(superuser=True)}
        self.edition = makers.make_edition(title_ar="الملتقى", starts_on=today, ends_on=today)
        self.exhibition = makers.make_exhibition(
            edition=self.edition,
            lock_at=timezone.now() + timedelta(days=10),
            opens_at=timezone.now() - timedelta(days=1),
        )
        self.company = makers.make_exhibitor(members=[self.people["owner"], self.people["member"]])
        self.rival = makers.make_exhibitor(members=[self.people["other"]])
        self.registration = makers.make_registration(
            exhibitor=self.company, booth=makers.make_booth(exhibition=self.exhibition)
        )
        self.free = makers.make_booth(exhibition=self.exhibition)
        makers.make_registration(exhibitor=self.rival, booth=makers.make_booth(exhibition=self.exhibition))
        # What is public of the company comes from another edition: here its registration is a draft.
        self.approved = makers.make_registration(exhibitor=self.company, state="approved")
        self.badge = makers.make_badge(self.approved)
        self.full = makers.make_full_category(exhibition=self.exhibition)
        self.pavilion = makers.make_pavilion(
            exhibition=self.exhibition, coordinators=[self.people["attendee"]], booths=1
        )
        self.invoice = makers.make_invoice(registration=self.approved)
        self.payment = makers.make_payment(invoice=self.invoice, by=self.people["owner"])
        self.product = makers.make_product(exhibitor=self.company)
        self.contact = makers.make_contact(exhibitor=self.company)
        self.invitation = makers.make_invitation(company=self.company)
        self.document = makers.make_document(registration=self.registration)
        self.room = makers.make_room(edition=self.edition)
        self.session = makers.make_session(
            edition=self.edition, room=self.room, day=today, starts_at=time(9), ends_at=time(11)
        )
        self.speaker = makers.make_speaker()
        self.paper = makers.make_paper(session=self.session, speakers=[self.speaker])
        self.topic = makers.make_topic()
        self.announcement = makers.make_announcement()


def public(name, *args, **options):
    """An address that answers everybody in the same way; ``args`` are attributes of the World."""
    return Access(path_of(name, *args), is_private=False, **options)


def desk(name, *args, **options):
    """An address for whoever is signed in."""
    return Access(path_of(name, *args), **options)


def company(name, *args, people=COMPANY, **options):
    """An address of the company of the World."""
    return Access(path_of(name, *args), people=people, **options)


def path_of(name, *args):
    return lambda world: reverse(name, args=[getter(world) for getter in args])


def at_one_moment(name, *args):
    return lambda world: f"{path_of(name, *args)(world)}?at={world.edition.starts_on.isoformat()}T10:00"


def edition(world):
    return world.edition.slug


def registration(world):
    return world.registration.public_id


def approved(world):
    return world.approved.public_id


def document(world):
    return world.document.pk


def badge(world):
    return world.badge.code


def code(world):
    return world.company.code


def product(world):
    return world.product.pk


def contact(world):
    return world.contact.pk


def typed_on(name):
    return lambda world: typed(name, world.registration)


GONE = (404,)
DONE = (302,)
ACCESS = {
    **{name: public(name) for name in ["livez", "readyz", "service_worker", "robots", "sitemap"]},
    **{name: public(name) for name in ["home", "figures", "countries", "search", "search_suggest", "corrected"]},
    **{name: public(name) for name in ["manifest", "offline", "card_series"]},
    "offline_near": public("offline_near", answers=(200, 204, 302)),
    "favicon": public("favicon", answers=(301, 302)),
    "media": public("media", lambda world: "private/nothing.pdf", answers=GONE),
    "components": public("components", answers=GONE),
    "correct": public("correct"),
    "country": public("country", lambda world: "om"),
    "edition": public("edition", edition),
    "edition_book": public("edition_book", edition, answers=GONE),  # none is made
    "card_edition": public("card_edition", edition),
    "card_paper": public("card_paper", lambda world: world.paper.code),
    "card_speaker": public("card_speaker", lambda world: world.speaker.code),
    "card_company": public("card_company", code),
    "offline_edition": public("offline_edition", edition),
    **{f"editions:{name}": public(f"editions:{name}") for name in ["list", "announcements", "recommendations"]},
    **{f"editions:{name}": public(f"editions:{name}") for name in ["about", "contact", "privacy"]},
    "editions:visit": public("editions:visit", edition),
    "editions:announcement": public("editions:announcement", lambda world: world.announcement.slug),
    **{
        f"papers:{name}": public(f"papers:{name}", edition)
        for name in ["programme", "programme_ics", "mine_ics", "edition_papers", "mine", "changes", "changes_feed"]
    },
    # At one moment, since they tell what is on.
    **{
        f"papers:{name}": Access(at_one_moment(f"papers:{name}", edition), is_private=False, is_alike=False)
        for name in ["now_part", "now", "screens"]
    },
    "papers:day_ics": public("papers:day_ics", edition, lambda world: world.edition.starts_on.isoformat()),
    "papers:series_ics": public("papers:series_ics"),
    **{
        f"papers:{name}": public(f"papers:{name}", lambda world: world.session.pk)
        for name in ["session", "session_ics"]
    },
    "papers:room_ics": public("papers:room_ics", lambda world: world.room.pk),
    "papers:door": Access(at_one_moment("papers:door", lambda world: world.room.pk), is_private=False, is_alike=False),
    **{
        f"papers:{name}": public(f"papers:{name}", lambda world: world.paper.code)
        for name in ["paper", "paper_bib", "paper_ris", "paper_json", "paper_qr"]
    },
    "papers:speakers": public("papers:speakers"),
    **{
        f"papers:{name}": public(f"papers:{name}", lambda world: world.speaker.code)
        for name in ["speaker", "speaker_ics"]
    },
    "papers:topics": public("papers:topics"),
    "papers:topic": public("papers:topic", lambda world: world.topic.code),
    "exhibitors:exhibition": public("exhibitors:exhibition", edition),
    "exhibitors:exhibitor_list": public("exhibitors:exhibitor_list"),
    "exhibitors:exhibitor": public("exhibitors:exhibitor", code),
    "exhibitors:stands": public("exhibitors:stands", edition),
    # The desk
    "exhibitors:desk": desk("exhibitors:desk"),
    "exhibitors:company_new": desk("exhibitors:company_new", data={}),
    "exhibitors:start": desk("exhibitors:start", edition, answers=(200, 302), data={}),
    "account_data": desk("account_data", data={}),
    "account_erase": desk("account_erase", data={"password": "not the password"}),
    # Whoever has the link reads which company invites; what it says goes to its address alone.
    "exhibitors:invitation": public("exhibitors:invitation", lambda world: "x" * 43, answers=(410,), is_alike=False),
    "account_erased": public("account_erased"),
    # A company
    "exhibitors:company": company("exhibitors:company", code),
    "exhibitors:company_edit": company("exhibitors:company_edit", code, data={"name_ar": "اسم آخر", "country": "OM"}),
    "exhibitors:company_preview": company("exhibitors:company_preview", code),
    **{f"exhibitors:company_{name}": company(f"exhibitors:company_{name}", code) for name in ["products", "contacts"]},
    **{
        f"exhibitors:company_{name}": company(f"exhibitors:company_{name}", code, data={})
        for name in ["logo", "sectors", "links"]
    },
    "exhibitors:product_new": company("exhibitors:product_new", code, data={"name_ar": "منتج"}),
    "exhibitors:product_edit": company("exhibitors:product_edit", code, product, data={"name_ar": "منتج"}),
    "exhibitors:product_delete": company("exhibitors:product_delete", code, product, opens=False, data={}),
    "exhibitors:product_up": company("exhibitors:product_up", code, product, opens=False, data={}),
    "exhibitors:contact_new": company("exhibitors:contact_new", code, data={"name": "سلمى"}),
    "exhibitors:contact_edit": company("exhibitors:contact_edit", code, contact, data={"name": "سلمى"}),
    "exhibitors:contact_delete": company("exhibitors:contact_delete", code, contact, opens=False, data={}),
    "exhibitors:people": company("exhibitors:people", code, data={"email": "new@example.org", "role": "member"}),
    "exhibitors:leave": company("exhibitors:leave", code, opens=False, data={}),
    "exhibitors:member": company(
        "exhibitors:member", code, lambda world: world.people["member"].pk, opens=False, data={"role": "member"}
    ),
    "exhibitors:invitation_step": company(
        "exhibitors:invitation_step", code, lambda world: world.invitation.pk, opens=False, data={"revoke": "1"}
    ),
    # A registration
    "exhibitors:registration": company("exhibitors:registration", registration),
    **{
        f"exhibitors:{name}": company(f"exhibitors:{name}", registration, data=typed_on(name))
        for name in ["contact", "show", "requirements"]
    },
    "exhibitors:documents": company("exhibitors:documents", registration, data={}),
    "exhibitors:document": company("exhibitors:document", registration, document),
    "exhibitors:document_remove": company("exhibitors:document_remove", registration, document, opens=False, data={}),
    "exhibitors:send": company("exhibitors:send", registration),
    "exhibitors:booths": company("exhibitors:booths", registration, data=lambda world: {"booth": world.free.code}),
    "exhibitors:hold": company("exhibitors:hold", registration),
    "exhibitors:release": company("exhibitors:release", registration, opens=False, data={}),
    "exhibitors:submit": company(
        "exhibitors:submit", registration, opens=False, data=lambda world: acceptance(world.registration)
    ),
    "exhibitors:withdraw": company("exhibitors:withdraw", registration, opens=False, data={}),
    "exhibitors:billing_address": company("exhibitors:billing_address", approved, data={}),
    "exhibitors:pay": company("exhibitors:pay", approved, answers=(200, 302), data={}),
    "exhibitors:waiting_join": company(
        "exhibitors:waiting_join", registration, opens=False, data=lambda world: {"category": world.full.code}
    ),
    **{
        f"exhibitors:{name}": company(
            f"exhibitors:{name}", registration, opens=False, data=lambda world: {"category": world.full.code}
        )
        for name in ["waiting_leave", "waiting_accept"]
    },
    "exhibitors:pavilion_ask": company("exhibitors:pavilion_ask", registration, opens=False, data={"pavilion": ""}),
    # Its coordinators, staff or not
    "exhibitors:pavilion": Access(
        path_of("exhibitors:pavilion", lambda world: world.pavilion.pk), people=["attendee"], data={}, answers=(200,)
    ),
    # What staff may read as well
    "exhibitors:badges": company("exhibitors:badges", approved, people=[*COMPANY, *STAFF], data={}),
    "exhibitors:badge_sheet": company("exhibitors:badge_sheet", approved, people=[*COMPANY, *STAFF]),
    "badges_pdf": company("badges_pdf", approved, people=[*COMPANY, *STAFF]),
    "exhibitors:badge_edit": company(
        "exhibitors:badge_edit", approved, badge, people=[*COMPANY, *STAFF], data={"name_arabic": "سلمى"}
    ),
    "exhibitors:badge_remove": company(
        "exhibitors:badge_remove", approved, badge, people=[*COMPANY, *STAFF], opens=False, data={}
    ),
    # Staff alone
    "exhibitors:exhibition_badges": company("exhibitors:exhibition_badges", edition, people=STAFF),
    "exhibition_badges_pdf": company("exhibition_badges_pdf", edition, people=STAFF, answers=(200, 404)),
    "exhibitors:badge_check": company("exhibitors:badge_check", badge, people=STAFF),
    "exhibitors:receipt": company(
        "exhibitors:receipt", lambda world: world.payment.public_id, people=[*COMPANY, *STAFF]
    ),
    "invoice": company("invoice", lambda world: world.invoice.number, people=[*COMPANY, *STAFF]),
    "invoice_pdf": company("invoice_pdf", lambda world: world.invoice.number, people=[*COMPANY, *STAFF]),
}
# Of the library that keeps the accounts: they are about the visitor alone, and name nobody else's thing.
ACCOUNTS = "account_"


def client_of(world, person, **options):
    client = Client(**options)
    if person:
        client.force_login(world.people[person])
    return client


def data_of(rule, world):
    """What a POST to it sends, as a dictionary."""
    return rule.data(world) if callable(rule.data) else rule.data


def named_addresses(resolver=None, namespace=""):
    """The name of every address of the portal, without those of the admin."""
    for item in (resolver or get_resolver()).url_patterns:
        if isinstance(item, URLPattern):
            yield f"{namespace}{item.name}"
        elif item.namespace != "admin":
            inner = f"{namespace}{item.namespace}:" if item.namespace else namespace
            yield from named_addresses(item, inner)


def admin_addresses(resolver=None, route=""):
    """Every address of the admin, with 1 for each number and "x" for every other part."""
    for item in (resolver or get_resolver()).url_patterns:
        path = route + str(item.pattern)
        if not isinstance(item, URLPattern):
            yield from admin_addresses(item, path)
        elif path.startswith("admin/"):
            yield path
