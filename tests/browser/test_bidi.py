"""
Values of the other direction in every place of every page, by what Chromium shows.

Each text of the archive and the demonstration is replaced by one that would fall apart among its neighbours if it
were not isolated from them. Where a value stands on a page, its signs must follow each other as they do where it
stands alone.
"""

from pathlib import Path

import pytest
from django.db.models import TextField
from modeltranslation.translator import translator

from exhibitors.models import Registration
from forum_portal.arabic.bidi import direction_of
from forum_portal.search import index
from tests.makers import PASSWORD, make_announcement, make_user
from tests.pages import in_language, one_of_each_type

pytestmark = pytest.mark.django_db(transaction=True)

ORDER = (Path(__file__).parent / "looks" / "order.js").read_text()
# In the Arabic of a field, and in its English.
TEXTS = {
    "ar": [
        "Acme{n} (MENA), Inc.",
        "الصناعة 4.{n} والمؤسسات",
        "Industrie 4.{n} والمؤسسات!",
        "2025-11-05 ({n})",
        "+212 5 28 {n}",
        "ورقة (أولى) – {n}%",
        "{n}. Small Industries: a Review?",
        "«سؤال {n}؟» (أ)",
    ],
    "en": ["Acme{n} (MENA), Inc.", "شركة {n}: Small Industries!", "(Part {n})", "ملتقى {n} (أول)"],
}
# What is no text to read: it decides how others are shown, or would be refused.
LEFT_ALONE = {"former_names"}


# Pages of those who sign in; the first is of a company, the others of staff.
SIGNED_IN = ["/exhibit/"]
OF_STAFF = [
    "/admin/editions/edition/",
    "/admin/editions/axis/",
    "/admin/editions/recommendation/",
    "/admin/papers/paper/",
    "/admin/papers/session/",
    "/admin/papers/speaker/",
    "/admin/exhibitors/registration/",
    "/admin/exhibitors/claim/",
]


class MadeUpTexts:
    """Texts of a language in turn, each with a number that no other has. ``values`` is what order.js takes."""

    def __init__(self, turn):
        self.turn, self.values = turn, []

    def next(self, language, *, with_letters):
        number = 100_000 + len(self.values)
        texts = TEXTS[language]
        if with_letters:  # a paragraph of digits alone is none
            texts = [text for text in texts if any(letter.isalpha() for letter in text.replace("{n}", ""))]
        value = texts[(number + self.turn) % len(texts)].format(n=number)
        self.values.append([str(number), value, direction_of(value, language)])
        return value


def replace_all_texts(turn):
    """Replace every translated text of the database; return what order.js takes."""
    made_up = MadeUpTexts(turn)
    for model in sorted(translator.get_registered_models(), key=lambda model: model._meta.label):
        names = [name for name in translator.get_options_for_model(model).fields if name not in LEFT_ALONE]
        for place, item in enumerate(model._base_manager.order_by("pk")):
            changes = {}
            for name in names:
                if getattr(item, f"{name}_ar"):
                    is_long = isinstance(model._meta.get_field(name), TextField)
                    changes[f"{name}_ar"] = changes[name] = made_up.next("ar", with_letters=is_long)
                    # Every third is left to fall back to Arabic.
                    english = made_up.next("en", with_letters=is_long) if place % 3 else None
                    changes[f"{name}_en"] = english
            if changes:
                model._base_manager.filter(pk=item.pk).update(**changes)
    index.rebuild()
    return made_up.values


@pytest.mark.parametrize("turn", [0, 3])
def test_every_value_of_every_page_is_seen_in_its_own_order(portal, browser, turn):
    make_announcement()
    values = replace_all_texts(turn)
    paths = [path for path in one_of_each_type() if "/search/" not in path]
    paths += ["/search/?q=Small", "/editions/demo/programme/"]
    registration = Registration.objects.filter(state="submitted").first()
    registration.exhibitor.memberships.create(user=make_user(email="company@example.org"))
    make_user(superuser=True, email="staff@example.org")
    of_company = [*SIGNED_IN, registration.get_absolute_url()]
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    faults, seen = {}, 0

    def look(address):
        nonlocal seen
        page.goto(portal + address)
        result = page.evaluate(ORDER, values)
        seen += result["count"]
        if result["faults"]:
            faults[address] = result["faults"]

    for language in ("ar", "en"):
        for path in paths:
            look(in_language(path, language))
    for email, addresses in {"company@example.org": of_company, "staff@example.org": OF_STAFF}.items():
        sign_in(page, portal, email)
        for address in addresses:
            look(address)
        context.clear_cookies()
    context.close()

    assert faults == {}
    assert seen > 500


def sign_in(page, portal, email):
    page.goto(f"{portal}/accounts/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORD)
    page.click("main [type=submit]")
    page.wait_for_url(lambda url: "/login/" not in url)
