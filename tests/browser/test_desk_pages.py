"""The exhibitors' desk in a browser: axe-core and sideways scroll, in each state, in both directions and widths."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from exhibitors import pavilions, transitions, waiting
from exhibitors.models import Coordinator
from tests.browser.faults import LEVELS, faults_of
from tests.desk import url
from tests.makers import (
    make_badge,
    make_booth,
    make_category,
    make_document,
    make_edition,
    make_exhibition,
    make_exhibitor,
    make_full_category,
    make_invoice,
    make_pavilion,
    make_registration,
    make_required_document,
    make_user,
)

REASON = "يُرجى ذكر أسماء المنتجات كاملة.\n\nWe could not read the list."

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("private_folder"),
    pytest.mark.parametrize("width", [390, 1280]),
    pytest.mark.parametrize("language", ["ar", "en"]),
]


@pytest.fixture
def owner():
    return make_user(email="owner.of.all.these.companies@pumps-and-valves.example.org", name="سلمى الحارثي")


@pytest.fixture
def exhibition():
    """An exhibition with dates for everything, two documents, and a category that is full."""
    soon = timezone.now() + timedelta(days=5)
    edition = make_edition(title_ar="الدورة الحادية عشرة للصناعات الصغيرة والمتوسطة", title_en="The eleventh edition")
    exhibition = make_exhibition(
        edition=edition,
        width=60,
        depth=9,
        terms_en="Please be kind.",
        requirements_due_at=soon,
        documents_due_at=soon + timedelta(days=7),
        badges_due_at=soon + timedelta(days=20),
        bank_details_ar="بنك مسقط\nOM81 0180 0000 0123 4567 890",
    )
    make_category(exhibition=exhibition, name_ar="جناح عادي", name_en="Standard booth", badges=2)
    make_full_category(exhibition=exhibition, name_ar="جناح كبير على الممر", name_en="Large booth on the gangway")
    make_required_document(exhibition=exhibition, name_ar="الرخصة التجارية", name_en="Trade licence")
    make_required_document(exhibition=exhibition, name_ar="شهادة التأمين", is_required=False)
    return exhibition


@pytest.fixture
def register(exhibition, owner):
    """A function that makes a registration of a company of ``owner``."""

    def register(name="مصنع الأفلاج للمضخات والصمامات الصناعية", **fields):
        company = make_exhibitor(name_ar=name, name_en="Aflaj Pumps and Valves", members=[owner])
        return make_registration(exhibition=exhibition, exhibitor=company, **fields)

    return register


@pytest.fixture
def look(browser, client, live_server, owner, language, width):
    """A function that opens a page as ``owner``, presses what it is told to, and notes what is wrong with the page."""
    client.force_login(owner)
    context = browser.new_context(viewport={"width": width, "height": 844})
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    context.add_cookies([cookie])
    page = context.new_page()
    found = {}
    page.on("pageerror", lambda error: found.setdefault("script", []).append(str(error)))

    def look(name, address, *, typed=(), press=""):
        page.goto(live_server.url + address)
        for field, text in dict(typed).items():
            page.fill(f"main [name={field}]", text)
        if press:
            page.click(press)
            page.wait_for_selector("main [role=alert], main [aria-invalid=true]")
        if faults := faults_of(page, runOnly=LEVELS):
            found[name] = faults

    with override(language):
        yield look
    context.close()
    assert found == {}


def test_overview_in_every_state(look, register, exhibition, owner):
    overviews = {state: register(state=state) for state in ("submitted", "approved", "rejected", "withdrawn")}
    overviews["draft without a booth"] = register(contact_name="", products="")
    overviews["draft with a booth"] = register(booth=make_booth(exhibition=exhibition))
    overviews["draft with a booth whose hold ran out"] = late = register(booth=make_booth(exhibition=exhibition))
    late.claims.update(expires_at=timezone.now() - timedelta(minutes=1))
    overviews["returned"] = transitions.move(register(state="submitted"), "return", reason=REASON)
    overviews["approved and billed"] = billed = register(state="approved", power_kw=3, water=True, chairs=4)
    make_invoice(registration=billed)
    make_badge(billed, by=owner, name_latin="Salma Al-Harthi", office="مديرة المبيعات")
    make_document(registration=billed)

    for name, registration in overviews.items():
        look(name, registration.get_absolute_url())


def test_overview_with_waiting_lists_and_in_a_pavilion(look, register, exhibition):
    full = exhibition.categories.last()
    waits, offered = register(), register(booth=make_booth(exhibition=exhibition))
    first = make_registration(exhibition=exhibition)
    for registration in (offered, first, waits):
        waiting.join(registration, full)
    transitions.move(full.booths.get().claims.get().registration, "withdraw")
    pavilion = make_pavilion(exhibition=exhibition, booths=2, name_ar="جناح عُمان", name_en="Oman")
    asks, placed = register(pavilion=pavilion), register()
    pavilions.allot(pavilion, pavilion.booths.first(), placed)

    look("waits", waits.get_absolute_url())
    look("has an offer", offered.get_absolute_url())
    look("asks for a place in a pavilion", asks.get_absolute_url())
    look("has a place in a pavilion", placed.get_absolute_url())


def test_steps_with_and_without_mistakes(look, register, exhibition):
    empty = register(contact_name="", contact_email="", products="")
    full = register(booth=make_booth(exhibition=exhibition))
    make_document(registration=full, wanted=exhibition.required_documents.first())
    make_document(registration=full)
    button = "main form button.button"
    for registration in (empty, full):
        for name in ("contact", "show", "requirements", "documents", "send", "booths"):
            look(f"{name} of {registration.pk}", url(name, registration))

    mistakes = {"contact": {"contact_email": "not an address"}, "requirements": {"power_kw": "much", "tables": "999"}}
    for name, typed in mistakes.items():
        look(f"{name} with mistakes", url(name, empty), typed=typed, press=button)
    look("a file that is missing", url("documents", empty), press=button)
    look("sent without anything", url("send", empty), press=button)


def test_desk_and_what_follows_an_approval(look, register, exhibition, owner):
    slug = exhibition.edition.slug
    look("empty desk", reverse("exhibitors:desk"))
    make_exhibitor(members=[owner])
    look("start with one company", reverse("exhibitors:start", args=[slug]))
    approved = register(state="approved")
    make_invoice(registration=approved)
    badge = make_badge(approved, by=owner, name_latin="Salma Al-Harthi", office="مديرة المبيعات")
    register()
    register(state="rejected")
    pavilion = make_pavilion(exhibition=exhibition, booths=3, name_ar="جناح عُمان", name_en="Oman", note="أهلًا")
    Coordinator.objects.create(pavilion=pavilion, user=owner)
    register(pavilion=pavilion)
    pavilions.allot(pavilion, pavilion.booths.first(), register(), by=owner)
    pages = {name: url(name, approved) for name in ("badges", "badge_sheet", "pay", "billing_address")}
    pages["badge"] = reverse("exhibitors:badge_edit", args=[approved.public_id, badge.code])
    pages["desk"] = reverse("exhibitors:desk")
    pages["start with several companies"] = reverse("exhibitors:start", args=[slug])
    pages["pavilion"] = pavilion.get_absolute_url()

    for name, address in pages.items():
        look(name, address)
    look("one badge too few", url("badges", approved), press="main form.form button.button")
