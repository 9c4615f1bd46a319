"""A company on its way from the announcement to a confirmed booth, on a telephone, as a person would go it."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import gettext, override, pgettext
from playwright.sync_api import expect

from exhibitors.models import Registration
from tests.desk import url
from tests.makers import (
    PASSWORD,
    make_booth,
    make_category,
    make_edition,
    make_exhibition,
    make_exhibitor,
    make_registration,
    make_user,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("forget_the_counts")]

PHONE = {"width": 390, "height": 844}
EMAIL = "salma@pumps.example.org"
NAME = "Falaj Pumps"


@pytest.fixture
def exhibition():
    """A floor of 12 × 9 metres with a booth on each side."""
    edition = make_edition(slug="fair", title_ar="المعرض", title_en="The fair")
    exhibition = make_exhibition(edition=edition, width=12, depth=9, terms_en="Please be kind.")
    category = make_category(exhibition=exhibition, name_ar="جناح عادي", name_en="Standard booth")
    for code, x in (("A1", 1), ("A2", 8)):
        outline = [[x, 1], [x + 3, 1], [x + 3, 4], [x, 4]]
        make_booth(exhibition=exhibition, category=category, code=code, outline=outline)
    return exhibition


class Person:
    """Somebody with a telephone. Counts what they press and which fields they type into."""

    def __init__(self, page):
        self.page = page
        self.taps = self.typed = 0

    def tap(self, target):
        target.click()
        self.taps += 1

    def type(self, name, text):
        target = self.page.locator(f"main [name={name}]")
        if tag(target) == "SELECT":
            target.select_option(text)
        else:
            target.fill(text)
        self.typed += 1

    def press(self, name):
        self.tap(self.page.locator("main").get_by_role("button", name=name, exact=True))

    def follow(self, name):
        self.tap(self.page.locator("main").get_by_role("link", name=name, exact=True).first)


class PersonAtKeyboard(Person):
    """The same without a pointer: everything is reached by Tab, and pressed by Enter or the space bar."""

    def tap(self, target):
        self.go_to(target)
        key = "Space" if target.get_attribute("type") == "checkbox" or tag(target) == "SUMMARY" else "Enter"
        self.page.keyboard.press(key)
        self.page.wait_for_load_state()
        self.taps += 1

    def type(self, name, text):
        target = self.page.locator(f"main [name={name}]")
        self.go_to(target)
        if tag(target) == "SELECT":
            while target.input_value() != text:
                self.page.keyboard.press("ArrowDown")
        else:
            self.page.keyboard.press("Control+a")
            self.page.keyboard.type(text)
        self.typed += 1

    def go_to(self, target, most=200):
        wanted = target.element_handle()
        for _ in range(most):
            if wanted.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"Tab does not lead to {target}")


def tag(target):
    return target.evaluate("element => element.tagName")


@pytest.fixture
def person(browser):
    """A function that makes somebody with a telephone of their own; ``options`` go to the browser."""
    contexts = []

    def make(kind=Person, **options):
        context = browser.new_context(viewport=PHONE, **options)
        contexts.append(context)
        return kind(context.new_page())

    yield make
    for context in contexts:
        context.close()


def link_in(mail, live_server):
    return live_server.url + re.search(r"http://[^/]+(/\S+)", mail.body).group(1)


def register(someone, live_server, mailoutbox, language, *, booth):
    """From the page of the exhibition to a registration that is sent, with what must be done and no more."""
    page = someone.page
    with override(language):
        page.goto(live_server.url + reverse("exhibitors:exhibition", args=["fair"]))
        someone.follow(gettext("Register your company"))
        # An account
        someone.follow(gettext("Open an account"))
        someone.type("email", EMAIL)
        someone.type("password1", PASSWORD)
        someone.type("password2", PASSWORD)
        someone.press(gettext("Open the account"))
        page.wait_for_url("**/confirm-email/")
        page.goto(link_in(mailoutbox[-1], live_server))
        someone.taps += 1  # on the link in the letter
        someone.type("password", PASSWORD)
        someone.press(gettext("Confirm the address"))
        page.wait_for_url("**/login/**")
        someone.type("login", EMAIL)
        someone.type("password", PASSWORD)
        someone.press(gettext("Sign in"))
        # The company
        page.wait_for_url("**/exhibit/")
        someone.follow(gettext("Register a company"))
        someone.type("name_ar", "مضخات الفلج")
        someone.type("name_en", NAME)
        someone.type("country", "OM")
        someone.press(gettext("Save"))
        # One tap to begin, then a booth
        page.wait_for_url("**/start/")
        someone.press(gettext("Begin"))
        page.wait_for_url("**/booths/")
        choose(someone, booth)
        page.wait_for_url("**/registrations/*/")
        someone.follow(gettext("Go on"))
        # The steps
        page.wait_for_url("**/contact/")
        assert page.input_value("[name=contact_email]") == EMAIL  # what is known is not asked
        someone.type("contact_name", "سلمى")
        someone.press(gettext("Save and go on"))
        page.wait_for_url("**/show/")
        someone.type("products", "مضخات")
        someone.press(gettext("Save and go on"))
        page.wait_for_url("**/requirements/")
        someone.tap(page.locator(".steps").get_by_role("link", name=gettext("Terms and sending")))
        page.wait_for_url("**/send/")
        someone.tap(page.locator("main [name=accept_terms]"))
        someone.press(gettext("Send the registration"))
        page.wait_for_url("**/registrations/*/")
        expect(page.locator("main")).to_contain_text(gettext("The organisers’ turn: they read it and write to you."))


def choose(someone, code):
    """On the plan where it answers to a finger, else in the list below it, which says the same."""
    page = someone.page
    take = page.locator(f"[data-stand='{code}'] button")
    if page.evaluate("!!document.querySelector('[data-chosen]:not([hidden])')") and type(someone) is Person:
        someone.tap(page.locator(f"#plan-{code}"))
        take = page.locator(".chosen button[name=booth]")
    someone.tap(take)


def approve(open_page, registration):
    """Staff decide on a wide screen, on the page that has all that they need, and confirm it if they are asked."""
    page = open_page(reverse("admin:exhibitors_registration_decision", args=[registration.pk]))
    with override("ar"):
        press = pgettext("registration", "Approve")
    page.get_by_role("button", name=press, exact=True).click()
    page.wait_for_load_state()
    registration.refresh_from_db()
    assert registration.state == "approved"


def see_confirmed(page, live_server, language, registration):
    """The company reads it on its page; visitors find it on a page of its own, and by its name on the plan."""
    company = registration.exhibitor
    with override(language):
        page.goto(live_server.url + registration.get_absolute_url())
        expect(page.locator("main")).to_contain_text(gettext("Your booth is confirmed."))
        expect(page.locator("main")).to_contain_text("A2")
        page.goto(live_server.url + company.get_absolute_url())
        expect(page.locator("h1")).to_contain_text(company.name)
        page.goto(live_server.url + reverse("exhibitors:exhibition", args=["fair"]))
        expect(page.locator("[data-stand=A2]")).to_contain_text(company.name)
        assert company.name in page.locator("#plan-A2").get_attribute("aria-label")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_company_comes_to_its_booth_on_a_telephone(person, exhibition, open_page, live_server, mailoutbox, language):
    someone = person()

    register(someone, live_server, mailoutbox, language, booth="A2")

    # Eight of the taps and six of the fields are the account, which a company opens once.
    assert (someone.taps, someone.typed) == (17, 11)
    registration = Registration.objects.get()
    assert registration.held_claim().booth.code == "A2"
    assert registration.acceptances.get().text == ("شروط" if language == "ar" else "Please be kind.")
    approve(open_page, registration)
    see_confirmed(someone.page, live_server, language, registration)


def test_company_comes_to_its_booth_by_keyboard_and_without_a_script(
    person, exhibition, open_page, live_server, mailoutbox
):
    someone = person(PersonAtKeyboard, java_script_enabled=False)

    register(someone, live_server, mailoutbox, "ar", booth="A2")

    assert (someone.taps, someone.typed) == (16, 11)
    registration = Registration.objects.get()
    approve(open_page, registration)
    see_confirmed(someone.page, live_server, "ar", registration)


def test_what_was_typed_is_there_on_another_device(person, exhibition, live_server, client):
    user = make_user()
    registration = make_registration(exhibition=exhibition, exhibitor=make_exhibitor(members=[user]), products="")
    telephone, desk = person().page, person().page
    for page in (telephone, desk):
        client.force_login(user)
        value = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])

    with override("en"):
        telephone.goto(live_server.url + url("show", registration))
        telephone.locator("[name=products]").press_sequentially("مضخات تعمل بالشمس")
        expect(telephone.locator(".autosave")).to_have_text("Saved.")
        desk.goto(live_server.url + url("show", registration))

    assert desk.input_value("[name=products]") == "مضخات تعمل بالشمس"
