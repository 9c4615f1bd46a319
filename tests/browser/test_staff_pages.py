"""What staff work with at an exhibition, in a real browser: in Arabic, on a telephone and on a desk."""

import pytest
from django.urls import reverse

from exhibitors import billing, waiting
from exhibitors.models import Exhibition, Invoice, Pavilion, Payment, Registration
from tests import makers
from tests.browser.faults import faults_of

pytestmark = pytest.mark.django_db(transaction=True)


def make_work():
    """Something to read on each of the pages below, long names among it."""
    title = "الملتقى العربي الثالث للصناعات الصغيرة والمتوسطة"
    exhibition = makers.make_exhibition(edition=makers.make_edition(number=3, title_ar=title))
    company = makers.make_exhibitor(name_ar="شركة " * 12, members=[makers.make_user()])
    paid = makers.make_registration(exhibition=exhibition, exhibitor=company, state="approved")
    makers.make_badge(paid, name_latin="Name " * 8)
    makers.make_payment(invoice=makers.make_invoice(registration=paid))
    cancelled = makers.make_invoice(registration=makers.make_registration(exhibition=exhibition, state="approved"))
    billing.credit(cancelled, reason="انتقلت الشركة إلى جناح آخر.")
    makers.make_pavilion(exhibition=exhibition, coordinators=[makers.make_user()], booths=40)
    full = makers.make_full_category(exhibition=exhibition, name_ar="فئة " * 6)
    waiting.join(makers.make_registration(exhibition=exhibition), full)


def pages_of_work():
    """The address of each page, by name."""
    submitted = Registration.objects.get(state="submitted")
    approved = Registration.objects.filter(state="approved").first()
    invoice, credit_note = Invoice.objects.current().get(), Invoice.objects.exclude(credits=None).get()
    exhibition = Exhibition.objects.get()
    wanted = {
        "queue": ("registration_changelist",),
        "decision": ("registration_decision", submitted.pk),
        "decision on an approved one": ("registration_decision", approved.pk),
        "asking for a correction": ("registration_step", submitted.pk, "return"),
        "invoices": ("invoice_changelist",),
        "invoice": ("invoice_change", invoice.pk),
        "credit note": ("invoice_change", credit_note.pk),
        "cancelling": ("invoice_credit", invoice.pk),
        "recording a payment": ("invoice_received", invoice.pk),
        "payments": ("payment_changelist",),
        "payment": ("payment_change", Payment.objects.get().pk),
        "refusing a payment": ("payment_refuse", Payment.objects.get().pk),
        "discounts": ("discount_changelist",),
        "badges": ("badge_changelist",),
        "waiting lists": ("waitingentry_changelist",),
        "pavilions": ("pavilion_changelist",),
        "pavilion": ("pavilion_change", Pavilion.objects.get().pk),
        "import": ("exhibition_plan_import", exhibition.pk),
    }
    return {name: reverse(f"admin:exhibitors_{view}", args=args) for name, (view, *args) in wanted.items()}


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "light"), (390, "dark")])
def test_pages_of_staff_are_clean_and_do_not_scroll_sideways(open_page, width, scheme):
    make_work()
    pages = pages_of_work()
    page = open_page(pages["queue"], width=width, color_scheme=scheme)
    origin = page.url.removesuffix(pages["queue"])

    found = {}
    for name, path in pages.items():
        assert page.goto(origin + path).status == 200, name
        if lines := faults_of(page):
            found[name] = lines

    assert not found


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_of_staff_says_that_nothing_is_none(open_page, width):
    make_work()
    pages = pages_of_work()
    page = open_page(pages["queue"], width=width)
    origin = page.url.removesuffix(pages["queue"])

    for name in ("invoice", "credit note", "payment"):
        page.goto(origin + pages[name])
        values = [value.strip() for value in page.locator(".readonly").all_inner_texts()]
        assert values, name
        assert "None" not in values, name


def test_plan_beside_a_decision_grows_and_shows_each_category(open_page):
    make_work()
    page = open_page(pages_of_work()["decision"], width=1280)
    drawing = page.locator("[data-frame] > svg")
    before = drawing.bounding_box()["width"]

    page.locator("[data-zoom=in]").click()

    assert drawing.bounding_box()["width"] > before
    tints = page.locator(".plan polygon[class^=tint-]")
    fills = set(tints.evaluate_all("all => all.map((one) => getComputedStyle(one).fill)"))
    assert len(fills) > 1
    lines = page.locator(".plan a.booth").evaluate_all(
        "all => all.map((one) => getComputedStyle(one).textDecorationLine)"
    )
    assert set(lines) == {"none"}


def test_way_past_the_plan_shows_only_when_it_has_the_focus(open_page):
    make_work()
    page = open_page(pages_of_work()["decision"], width=1280)
    past = page.locator(".plan__past a")
    before = past.bounding_box()

    past.focus()

    assert before["width"] <= 1
    assert past.bounding_box()["width"] > 50


def test_booths_of_a_pavilion_are_ticked_and_kept(open_page):
    make_work()
    page = open_page(pages_of_work()["pavilion"], width=390)
    boxes = page.locator("#id_booths input")
    count = boxes.count()
    kept = page.locator("#id_booths input:checked").count()

    page.locator("#id_booths input:checked").first.uncheck()
    page.locator("input[name=_continue]").click()
    page.locator(".messagelist .success").wait_for()

    assert page.locator("#id_booths input").count() == count
    assert page.locator("#id_booths input:checked").count() == kept - 1
