"""The pages of a company's people in a real browser: axe-core, sideways scroll, targets, by keyboard alone."""

import pytest
from django.urls import reverse

from exhibitors.models import Invitation, Membership
from tests.browser.faults import faults_of
from tests.makers import PASSWORD, make_exhibitor, make_invitation, make_user

pytestmark = pytest.mark.django_db(transaction=True)

LANGUAGES = ["ar", "en"]
SMALL = """() => [...document.querySelectorAll('main a, main button, main summary, main input, main select')]
    .filter(each => each.offsetParent && !each.closest('p, .crumbs, .inline-list'))
    .filter(each => each.getBoundingClientRect().height < 24)
    .map(each => each.outerHTML.slice(0, 80))"""


@pytest.fixture
def owner():
    return make_user(email="owner@example.org", name="سلمى الحارثي")


@pytest.fixture
def company(owner):
    company = make_exhibitor(name_ar="مضخات الخليج", name_en="Gulf Pumps", members=[owner])
    colleague = make_user(email="a.very.long.address.of.a.colleague@pumps-and-valves.example.org")
    Membership.objects.create(exhibitor=company, user=colleague)
    make_invitation(company=company, by=owner, email="noor@example.org")
    return company


@pytest.fixture
def page_of(browser, client, live_server):
    """A function that opens a page as ``user`` does, without JavaScript on request."""
    contexts = []

    def open_page(user, *, width=1280, **options):
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        client.force_login(user)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        context.add_cookies([cookie])
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


def in_language(language, path):
    return path if language == "ar" else f"/{language}{path}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [390, 1280])
def test_pages_of_people_and_of_the_account(page_of, live_server, owner, company, language, width):
    invited = make_invitation(email=owner.email)
    page = page_of(owner, width=width)
    paths = [
        reverse("exhibitors:people", args=[company.code]),
        invited.get_absolute_url(),
        company.invitations.get().get_absolute_url(),
        reverse("exhibitors:desk"),
        reverse("account_data"),
        reverse("account_erase"),
        reverse("account_erased"),
    ]

    found = {}
    for path in paths:
        page.goto(live_server.url + in_language(language, path))
        for summary in page.query_selector_all("main summary"):
            summary.click()
        if faults := [*faults_of(page), *page.evaluate(SMALL)]:
            found[path] = faults
    assert found == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_colleague_is_invited_by_keyboard_and_without_a_script(page_of, live_server, owner, company, language):
    page = page_of(owner, java_script_enabled=False)
    page.goto(live_server.url + in_language(language, reverse("exhibitors:people", args=[company.code])))

    page.focus("[name=email]")
    page.keyboard.type("new@example.org")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=status]")

    assert Invitation.objects.get(email="new@example.org").role == "owner"
    assert page.get_by_role("heading", name="new@example.org").is_visible()


def test_account_is_erased_on_a_telephone(page_of, live_server):
    user = make_user(email="leaving@example.org")
    page = page_of(user, width=390)
    page.goto(live_server.url + reverse("account_erase"))

    page.fill("[name=password]", PASSWORD)
    page.click("main form button")
    page.wait_for_url("**/erased/")

    assert not type(user).objects.filter(email="leaving@example.org").exists()
