"""What staff do with registrations, booths and companies; and the whole way of a company."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from exhibitors import booking, transitions
from exhibitors.admin.decisions import STEPS
from exhibitors.models import Audit, Booth, BoothCategory, Claim, Exhibition, Exhibitor, Outbox, Registration, State
from exhibitors.transitions import EVENTS
from tests.desk import acceptance, typed
from tests.makers import (
    PASSWORD,
    make_booth,
    make_edition,
    make_editor,
    make_exhibition,
    make_registration,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = make_editor()
    client.force_login(user)
    return user


def admin_url(model, page, *args):
    return reverse(f"admin:exhibitors_{model._meta.model_name}_{page}", args=args)


def step_url(registration, name):
    return reverse("admin:exhibitors_registration_step", args=[registration.pk, name])


def act(client, name, *registrations, **data):
    chosen = {"action": name, "_selected_action": [registration.pk for registration in registrations]}
    return client.post(admin_url(Registration, "changelist") + "?state=all", chosen | data, follow=True)


def levels(response):
    return [message.level_tag for message in response.context["messages"]]


@pytest.mark.parametrize("model", [Exhibition, Booth, Exhibitor, Registration, Claim, Outbox, Audit])
def test_list_and_page_open(client, editor, model):
    make_registration(state="submitted")

    assert client.get(admin_url(model, "changelist"), {"q": "1"}).status_code == 200
    for item in model.objects.all():
        assert client.get(admin_url(model, "change", item.pk)).status_code == 200


@pytest.mark.parametrize("model", [Exhibition, Booth, Exhibitor, Claim])
def test_page_of_a_new_one_opens(client, editor, model):
    assert client.get(admin_url(model, "add")).status_code == 200


@pytest.mark.parametrize("count", [1, 4])
def test_registrations_are_listed_with_constant_queries(client, editor, django_assert_max_num_queries, count):
    exhibition = make_exhibition()
    for _ in range(count):
        make_registration(exhibition=exhibition, state="submitted")

    client.get(admin_url(Registration, "changelist"))  # reads the content types

    with django_assert_max_num_queries(12):
        client.get(admin_url(Registration, "changelist"))


def test_registrations_are_found_by_company_in_any_spelling(client, editor):
    wanted = make_registration()
    wanted.exhibitor.name_ar = "شركة الأفلاج"
    wanted.exhibitor.save()
    make_registration()

    response = client.get(admin_url(Registration, "changelist"), {"q": "الافلاج"})

    assert list(response.context["cl"].result_list) == [wanted]


@pytest.mark.parametrize("state", State.values)
def test_registration_offers_the_steps_that_are_possible(client, editor, state):
    registration = make_registration(state=state)

    response = client.get(admin_url(Registration, "change", registration.pk))

    offered = {name for name, _label in response.context["steps"]}
    assert offered == {name for name in STEPS if state in EVENTS[name].sources}


def test_registration_state_is_not_a_field(client, editor):
    registration = make_registration(state="submitted")
    fields = {
        "contact_name": "x",
        "contact_email": "x@example.org",
        "products": "x",
        "requirements": "",
        "more_badges": "0",
    }

    client.post(admin_url(Registration, "change", registration.pk), fields | {"state": "approved", "reason": "x"})

    registration.refresh_from_db()
    assert (registration.state, registration.contact_name) == (State.SUBMITTED, "x")


def test_registration_is_neither_added_nor_deleted_here(client, editor):
    registration = make_registration()

    assert client.get(admin_url(Registration, "add")).status_code == 403
    assert client.get(admin_url(Registration, "delete", registration.pk)).status_code == 403


def test_approve_from_the_list(client, editor):
    registrations = [make_registration(state="submitted") for _ in range(2)]

    response = act(client, "approve", *registrations)

    assert levels(response) == ["success"]
    assert set(Registration.objects.values_list("state", flat=True)) == {State.APPROVED}
    assert set(Audit.objects.filter(what="approve").values_list("user_id", flat=True)) == {editor.pk}


def test_approve_of_what_is_decided_is_reported(client, editor):
    response = act(client, "approve", make_registration(state="rejected"), make_registration(state="submitted"))

    assert sorted(levels(response)) == ["error", "success"]


@pytest.mark.parametrize("name", ["return", "reject"])
def test_step_that_needs_a_reason_asks_for_it(client, editor, name):
    registration = make_registration(state="submitted")

    assert act(client, name, registration).context["form"].fields["reason"].required
    asked = act(client, name, registration, confirmed="1", reason=" ")
    assert asked.context["form"].has_error("reason", code="required")
    act(client, name, registration, confirmed="1", reason="ينقص السجل التجاري")

    registration.refresh_from_db()
    assert (registration.state, registration.reason) == (EVENTS[name].target, "ينقص السجل التجاري")


def test_withdraw_from_the_list_asks_first(client, editor):
    registration = make_registration(state="approved")

    act(client, "withdraw", registration)
    registration.refresh_from_db()
    assert registration.state == State.APPROVED

    act(client, "withdraw", registration, confirmed="1", reason="بطلب من الشركة")
    registration.refresh_from_db()
    assert registration.state == State.WITHDRAWN


@pytest.mark.parametrize("name", STEPS)
def test_step_of_one_registration_is_confirmed_then_taken(client, editor, name):
    event = EVENTS[name]
    registration = make_registration(state=event.sources[-1])

    assert client.get(step_url(registration, name)).status_code == 200
    registration.refresh_from_db()
    assert registration.state == event.sources[-1]
    response = client.post(step_url(registration, name), {"reason": "سبب"})

    registration.refresh_from_db()
    assert registration.state == event.target
    assert response.url == admin_url(Registration, "decision", registration.pk)


def test_step_is_for_staff_with_the_right(client):
    registration = make_registration(state="submitted")
    client.force_login(make_user(staff=True))

    assert client.post(step_url(registration, "approve")).status_code == 403
    registration.refresh_from_db()
    assert registration.state == State.SUBMITTED


@pytest.mark.parametrize("method", ["get", "post"])
def test_step_that_is_not_possible_now_is_refused_before_it_is_asked(client, editor, method):
    registration = make_registration(state="submitted")

    response = getattr(client, method)(step_url(registration, "reopen"), follow=True)

    assert response.redirect_chain[-1][0] == admin_url(Registration, "decision", registration.pk)
    assert levels(response) == ["error"]
    registration.refresh_from_db()
    assert registration.state == State.SUBMITTED


def test_step_that_is_not_is_refused(client, editor):
    assert client.post(step_url(make_registration(), "submit")).status_code == 403


def test_booth_is_kept_and_offered_again(client, editor):
    booth = make_booth()

    client.post(admin_url(Claim, "add"), {"booth": booth.pk, "note": "جناح"})
    kept = Claim.objects.get()
    assert (kept.booth, kept.note, kept.registration) == (booth, "جناح", None)
    client.post(admin_url(Claim, "changelist"), {"action": "unblock", "_selected_action": [kept.pk]})

    kept.refresh_from_db()
    assert kept.released_why == Claim.Released.STAFF


def test_booth_that_a_company_has_is_not_kept(client, editor):
    booth = make_booth()
    make_registration(booth=booth)

    response = client.post(admin_url(Claim, "add"), {"booth": booth.pk, "note": "x"}, follow=True)

    assert levels(response) == ["error"]
    assert Claim.objects.count() == 1


def test_claim_of_a_company_is_not_offered_again_by_staff(client, editor):
    make_registration(booth=make_booth())
    chosen = {"action": "unblock", "_selected_action": [Claim.objects.get().pk]}

    response = client.post(admin_url(Claim, "changelist"), chosen, follow=True)

    assert levels(response) == ["error"]
    assert Claim.objects.unreleased().exists()


@pytest.mark.parametrize("model", [Claim, Outbox, Audit])
def test_record_is_only_read(client, model):
    client.force_login(make_user(superuser=True))
    make_registration(state="submitted")
    item = model.objects.first()

    assert client.post(admin_url(model, "change", item.pk), {}).status_code == 403
    assert client.post(admin_url(model, "delete", item.pk), {"post": "yes"}).status_code == 403


def exhibition_form(exhibition, **booth):
    """The page of an exhibition as it stands, with one booth more."""
    empty = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}
    data = {
        "edition": exhibition.edition_id,
        "offer_hours": 24,
        "payment_days": "30",
        "currency": "OMR",
        "terms_ar": "شروط",
        "terms_version": "1",
        "gangway": "3",
        "booths-0-code": "A1",
        "booths-0-category": exhibition.categories.get().pk,
        "booths-0-outline": "[[0, 0], [3, 0], [3, 3]]",
        "categories-0-id": exhibition.categories.get().pk,
        "categories-0-exhibition": exhibition.pk,
        "categories-0-code": "plain",
        "categories-0-name_ar": "عادي",
        "categories-0-price": "500",
        "categories-0-order": "0",
        "categories-0-badges": "3",
        "categories-TOTAL_FORMS": 1,
        "categories-INITIAL_FORMS": 1,
        "booths-TOTAL_FORMS": 1,
        "booths-INITIAL_FORMS": 0,
    }
    for formset in ("editions-evidence-content_type-object_id", "required_documents"):
        data |= {f"{formset}-{name}": value for name, value in empty.items()}
    return data | {f"booths-0-{name}": value for name, value in booth.items()}


@pytest.fixture
def exhibition():
    exhibition = make_exhibition()
    BoothCategory.objects.create(exhibition=exhibition, code="plain", name_ar="عادي")
    return exhibition


def test_exhibition_takes_booths_on_its_page(client, editor, exhibition):
    response = client.post(admin_url(Exhibition, "change", exhibition.pk), exhibition_form(exhibition))

    assert response.status_code == 302
    assert exhibition.booths.get().area == 4.5
    assert exhibition.categories.get().price == 500


NO_OUTLINES = [
    "[[0, 0], [3, 0]]",
    "{}",
    "x",
    "[]",
    "null",
    "[[0, 0], [3, 0], [3]]",
    '[[0, 0], [3, 0], ["a", 1]]',
    "[[0, 0], [3, 0], [3, %s]]" % ("9" * 5000),
    "[[0, 0], [3, 0], [3, %s]]" % ("9" * 400),
    "[" * 2000,
    "[" * 500 + "]" * 500,
    "[[0, 0], [3, 0], [3, Infinity]]",
    "[[0, 0], [3, 0], [3, 1e999]]",
    "[[0, 0], [3, 0], [3, NaN]]",
    "[[0, 0], [3, 0], [3, -1]]",
    "[[0, 0], [3, 0], [3, 1001]]",
    "[[0, 0], [1, 1], [2, 2]]",
    "[[1, 1], [1, 1], [1, 1]]",
]


@pytest.mark.parametrize("outline", NO_OUTLINES, ids=lambda outline: outline[:32])
def test_outline_that_is_none_is_refused_at_its_field(client, editor, exhibition, outline):
    data = {"exhibition": exhibition.pk, "category": exhibition.categories.get().pk, "code": "A1", "outline": outline}

    response = client.post(admin_url(Booth, "add"), data)

    assert len(response.context["adminform"].form.errors["outline"]) == 1
    assert escape(outline) in response.content.decode()
    assert not Booth.objects.exists()


@pytest.mark.parametrize("outline", NO_OUTLINES, ids=lambda outline: outline[:32])
def test_booth_with_an_outline_that_is_none_is_refused(client, editor, exhibition, outline):
    data = exhibition_form(exhibition, outline=outline)

    response = client.post(admin_url(Exhibition, "change", exhibition.pk), data)

    formset = next(item for item in response.context["inline_admin_formsets"] if item.opts.model == Booth)
    assert formset.forms[0].has_error("outline")


def test_what_the_database_refuses_becomes_a_message(client, editor, monkeypatch):
    booth = make_booth()
    monkeypatch.setattr(Booth, "validate_unique", lambda self, exclude=None: None)  # both editors looked first
    monkeypatch.setattr(Booth, "validate_constraints", lambda self, exclude=None: None)
    data = {
        "exhibition": booth.exhibition_id,
        "category": booth.category_id,
        "code": booth.code,
        "outline": "[[0,0],[1,0],[1,1]]",
    }

    response = client.post(admin_url(Booth, "add"), data, follow=True)

    assert levels(response) == ["error"]
    assert Booth.objects.count() == 1


def test_company_is_entered_by_staff_without_invisible_marks(client, editor):
    none = {"country": "OM"}
    for rows in ("memberships", "sectors", "shown_products", "links"):
        none |= {f"{rows}-TOTAL_FORMS": 0, f"{rows}-INITIAL_FORMS": 0}

    refused = client.post(admin_url(Exhibitor, "add"), none | {"name_ar": "\u202e"})
    assert refused.context["adminform"].form.has_error("name_ar", code="required")
    site = client.post(admin_url(Exhibitor, "add"), none | {"name_ar": "x", "site": "https://a:b@example.org"})
    assert len(site.context["adminform"].form.errors["site"]) == 1
    client.post(admin_url(Exhibitor, "add"), none | {"name_ar": "شركة\u202e", "site": "example.org"})

    company = Exhibitor.objects.get()
    assert (company.name_ar, company.site) == ("شركة", "https://example.org")


def test_registration_is_changed_by_staff_without_invisible_marks(client, editor):
    registration = make_registration()
    fields = {"contact_name": "سلمى\u202e", "contact_email": "x@example.org\u200f", "products": "أ\u202e\nب"}
    fields["more_badges"] = "٢"

    client.post(admin_url(Registration, "change", registration.pk), fields)

    registration.refresh_from_db()
    kept = registration.contact_name, registration.contact_email, registration.products
    assert kept == ("سلمى", "x@example.org", "أ\nب")
    assert registration.more_badges == 2


# What was done, in words


def test_audit_names_people_things_and_states(client):
    editor = make_editor(name="سلمى", email="salma@example.org")
    client.force_login(editor)
    registration = make_registration(state="submitted")
    transitions.move(registration, "approve", by=editor)

    page = client.get("/en" + admin_url(Audit, "changelist")).content.decode()

    row = page.split('id="result_list"')[1].split("<tr")[2]  # the newest, after the heads of the columns
    assert "<bdi>سلمى</bdi>" in row
    assert "salma@example.org" in row
    assert f'href="{admin_url(Registration, "change", registration.pk)}"' in row
    assert registration.exhibitor.name in row
    assert "<bdi>submitted</bdi> → <bdi>approved</bdi>" in row
    for code in ["exhibitors.registration", "{&#x27;", "{'", '">approve<']:
        assert code not in page


@pytest.mark.parametrize(("model", "name"), [(Audit, "what"), (Outbox, "kind")])
def test_codes_are_shown_as_words_in_lists_and_filters(client, editor, model, name):
    make_registration(state="approved")

    response = client.get(admin_url(model, "changelist"))

    page = response.content.decode()
    for code, label in model._meta.get_field(name).choices:
        assert f">{code}<" not in page or code == label
        assert str(label) in page  # in the filter at least


def test_audit_of_what_is_gone_is_shown(client, editor):
    Audit.objects.create(user_id=10**9, what="start", model="exhibitors.registration", object_id=10**9)
    Audit.objects.create(what="forgotten", model="exhibitors.gone", object_id=1, before={"x": 1}, after={"booth": 7})

    assert client.get(admin_url(Audit, "changelist")).status_code == 200
    for entry in Audit.objects.all():
        assert client.get(admin_url(Audit, "change", entry.pk)).status_code == 200


@pytest.mark.parametrize("count", [1, 4])
def test_audit_is_listed_with_constant_queries(client, editor, django_assert_max_num_queries, count):
    for _ in range(count):
        transitions.move(make_registration(state="submitted"), "approve", by=make_editor())
    client.get(admin_url(Audit, "changelist"))

    with django_assert_max_num_queries(14):
        client.get(admin_url(Audit, "changelist"))


def test_audit_and_letters_have_a_name_for_everything_that_is_written():
    of_companies = {"picture", "publish", "unpublish", "merge"}
    of_people = {"invite", "invite_again", "revoke", "accept", "change_role", "remove", "leave", "erase"}
    of_steps = {"edit", "document", "document_removed"}
    of_booths = {"claim", "release", "block", "plan", "join", "leave_list", "offer", "ask", "move", "tidy"}
    of_money = {"invoice", "credit", "pay", "match", "refuse_payment"}
    assert {*EVENTS, "start", *of_booths, *of_money, *of_companies, *of_people, *of_steps} == set(Audit.What.values)
    letters = {kind for event in EVENTS.values() for kind in event.letters}
    of_booths = {"offer", "offer_lapsed", "allotted", "taken_back", "moved"}
    of_money = {"invoice", "credit_note", "payment_matched", "payment_refused"}
    assert {*letters, *of_booths, *of_money, "invitation", "reminder", "digest"} == set(Outbox.Kind.values)


def test_company_comes_from_the_street_to_the_plan(client, mailoutbox, django_capture_on_commit_callbacks):
    """The whole way: account, company, booth, submission, approval, page."""
    exhibition = make_exhibition(edition=make_edition(is_demo=True))
    wanted, taken = make_booth(exhibition=exhibition, code="A1"), make_booth(exhibition=exhibition, code="A2")
    make_registration(booth=taken)
    mailoutbox.clear()
    account = {"email": "salma@example.org", "password1": PASSWORD, "password2": PASSWORD}

    client.post(reverse("account_signup"), account)
    link = re.search(r"http://testserver(/\S+)", mailoutbox.pop().body).group(1)
    client.post(link, {"password": PASSWORD})
    desk = client.post(reverse("account_login"), {"login": "salma@example.org", "password": PASSWORD}, follow=True)
    assert list(desk.context["exhibitions"]) == [exhibition]
    start = reverse("exhibitors:start", args=[exhibition.edition.slug])
    new = client.get(start).url
    client.post(new, {"name_ar": "شركة الأفلاج", "country": "OM"})
    company = Exhibitor.objects.get(name_ar="شركة الأفلاج")
    client.post(start)
    registration = company.registrations.get()
    page = registration.get_absolute_url()
    refused = client.post(f"{page}booths/", {"booth": taken.code})
    assert refused.status_code == 409
    assert refused.context["nearest"] == [wanted]
    client.post(f"{page}booths/", {"booth": wanted.code})
    with django_capture_on_commit_callbacks(execute=True):
        for name in ("contact", "show"):
            client.post(f"{page}{name}/", typed(name, registration))
        client.post(f"{page}submit/", acceptance(registration))
    registration.refresh_from_db()
    assert registration.state == State.SUBMITTED
    staff = Client()
    staff.force_login(make_editor())
    with django_capture_on_commit_callbacks(execute=True):
        act(staff, "approve", registration)

    cache.clear()
    visitor = Client()
    plan = visitor.get(exhibition.get_absolute_url())
    assert [stand.company for stand in plan.context["stands"]] == [company, None]
    assert "A1" in visitor.get(company.get_absolute_url()).content.decode()
    assert [mail.to for mail in mailoutbox] == [["salma@example.org"]] * 2
    assert registration.letters.order_by("pk").last().kind == "approved"
    assert booking.free_booths(exhibition, registration.created_at) == []
