"""A registration in steps: each saved on its own, nothing typed lost, nothing asked twice."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from exhibitors import checklist, returning, steps, transitions
from exhibitors.models import Acceptance, Audit, Exhibitor, Registration, State
from exhibitors.models.registration import LONGEST_TEXT
from exhibitors.refusals import Conflict, Overtaken, StepClosed
from tests.desk import CONTACT, REQUIREMENTS, SHOW, acceptance, typed, url
from tests.makers import (
    PASSWORD,
    make_badge,
    make_booth,
    make_document,
    make_exhibition,
    make_exhibitor,
    make_registration,
    make_required_document,
    make_user,
)

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}
WRITTEN = list(steps.WRITTEN)


def kept(registration, name):
    registration.refresh_from_db()
    return {field: getattr(registration, field) for field in steps.WRITTEN[name].fields}


# Saving


@pytest.mark.parametrize("name", WRITTEN)
def test_step_keeps_what_was_typed_and_goes_on(desk, company, name):
    registration = make_registration(exhibitor=company, products="")

    response = desk.post(url(name, registration), typed(name, registration))

    after = steps.neighbours(steps.WRITTEN[name])[1]
    assert response.url == url(after.name, registration)
    expected = CONTACT | SHOW | REQUIREMENTS | {"power_kw": Decimal("3.5"), "water": True, "tables": 2, "chairs": 4}
    assert kept(registration, name) == {field: expected.get(field, False) for field in steps.WRITTEN[name].fields}


@pytest.mark.parametrize("name", WRITTEN)
def test_step_may_be_saved_empty(desk, company, name):
    registration = make_registration(exhibitor=company)
    empty = {"seen": typed(name, registration)["seen"]}

    response = desk.post(url(name, registration), empty | {"later": "1"})

    assert response.url == registration.get_absolute_url()
    assert not any(kept(registration, name).values())


@pytest.mark.parametrize(
    ("button", "page"), [("back", "contact"), ("later", "registration"), ("next", "requirements")]
)
def test_step_leads_where_its_button_says(desk, company, button, page):
    registration = make_registration(exhibitor=company)

    assert desk.post(url("show", registration), typed("show", registration) | {button: "1"}).url == url(
        page, registration
    )


def test_step_keeps_what_is_right_beside_what_is_wrong(desk, company):
    registration = make_registration(exhibitor=company)

    response = desk.post(url("contact", registration), typed("contact", registration, contact_email="salma@"))

    assert response.status_code == 422
    assert response.context["form"].has_error("contact_email", code="invalid")
    assert 'value="salma@"' in response.content.decode()
    assert kept(registration, "contact")["contact_phone"] == CONTACT["contact_phone"]
    assert kept(registration, "contact")["contact_email"] == "contact@example.org"
    again = response.context["form"]["seen"].value()
    mended = CONTACT | {"contact_email": "new@example.org", "seen": again}
    assert desk.post(url("contact", registration), mended).status_code == 302


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("power_kw", "-1"),
        ("power_kw", "201"),
        ("power_kw", "NaN"),
        ("power_kw", "1e9999"),
        ("power_kw", "much"),
        ("tables", "51"),
        ("tables", "-1"),
        ("chairs", "9" * 5000),
        ("requirements", "م" * (LONGEST_TEXT + 1)),
    ],
)
def test_requirements_that_cannot_be_are_refused_beside_their_field(desk, company, field, value):
    registration = make_registration(exhibitor=company)

    response = desk.post(url("requirements", registration), typed("requirements", registration, **{field: value}))

    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert f'id="id_{field}_error"' in response.content.decode()
    assert not kept(registration, "requirements")[field]


def test_text_counts_the_end_of_a_line_once_and_is_kept_without_invisible_marks(desk, company):
    registration = make_registration(exhibitor=company)

    desk.post(url("show", registration), typed("show", registration, products="م\r\n" * (LONGEST_TEXT // 2)))
    assert len(kept(registration, "show")["products"]) == LONGEST_TEXT - 1

    desk.post(url("show", registration), typed("show", registration, products="\u200bمضخات\n\u202eأنابيب"))
    assert kept(registration, "show")["products"] == "مضخات\nأنابيب"


# Two tabs, two devices


def test_what_another_tab_saved_is_not_overwritten_and_both_are_shown(desk, company):
    registration = make_registration(exhibitor=company, products="القديم")
    mine = typed("show", registration, products="هذا لي")
    desk.post(url("show", registration), typed("show", registration, products="كتبه زميل"))

    response = desk.post(url("show", registration), mine)

    page = response.content.decode()
    assert response.status_code == 409
    assert "هذا لي" in page
    assert "كتبه زميل" in page
    assert kept(registration, "show") == {"products": "كتبه زميل"}
    # Having seen both, they decide.
    assert desk.post(url("show", registration), mine | {"seen": response.context["form"]["seen"].value()}).url
    assert kept(registration, "show") == {"products": "هذا لي"}


def test_the_same_words_in_both_tabs_are_no_conflict(desk, company):
    registration = make_registration(exhibitor=company, products="القديم")
    first = typed("show", registration, products="الجديد")

    assert [desk.post(url("show", registration), first).status_code for _ in range(2)] == [302, 302]


@pytest.mark.parametrize("name", WRITTEN)
def test_a_page_without_its_stamp_overwrites_nothing(name):
    registration = make_registration()
    values = dict.fromkeys(steps.WRITTEN[name].fields)

    with pytest.raises(Overtaken):
        steps.write(registration, steps.WRITTEN[name], values, seen="")


def test_stamp_is_the_same_however_the_database_gives_a_number_back():
    registration = make_registration(power_kw=Decimal("3"))

    assert steps.stamp(registration, steps.REQUIREMENTS) == steps.stamp(Registration.objects.get(), steps.REQUIREMENTS)


# The script


def test_script_is_told_the_new_stamp(desk, company):
    registration = make_registration(exhibitor=company)

    answer = desk.post(url("show", registration), typed("show", registration, products="محركات"), headers=JSON)

    registration.refresh_from_db()
    assert answer.json() == {"seen": steps.stamp(registration, steps.SHOW), "errors": {}}
    assert registration.products == "محركات"


def test_script_is_told_what_is_wrong_or_overtaken(desk, company):
    registration = make_registration(exhibitor=company)

    wrong = desk.post(url("contact", registration), typed("contact", registration, contact_email="x"), headers=JSON)
    late = desk.post(url("contact", registration), CONTACT | {"seen": "old", "contact_name": "x"}, headers=JSON)

    assert list(wrong.json()["errors"]) == ["contact_email"]
    assert late.status_code == 409
    assert late.json()["refused"]


def test_script_of_somebody_signed_out_is_told_so():
    registration = make_registration()

    answer = Client().post(url("show", registration), SHOW, headers=JSON)

    assert answer.status_code == 401
    assert not answer.cookies


def test_what_was_typed_when_the_session_had_ended_is_there_after_signing_in():
    user = make_user()
    registration = make_registration(exhibitor=make_exhibitor(members=[user]), products="")
    data = typed("show", registration, products="محركات كتبت قبل الدخول")
    browser = Client()

    to_login = browser.post(url("show", registration), data)
    back = browser.post(to_login.url, {"login": user.email, "password": PASSWORD})
    page = browser.get(back.url)

    assert back.url == url("show", registration)
    assert "محركات كتبت قبل الدخول" in page.content.decode()
    assert kept(registration, "show") == {"products": ""}
    assert "محركات كتبت قبل الدخول" not in browser.get(back.url).content.decode()


def test_a_stranger_cannot_fill_the_sessions(client):
    registration = make_registration()

    client.post(url("show", registration), {"products": "x" * 100_000})

    assert "typed" not in client.session


# After sending


def test_after_sending_contact_and_requirements_stay_open_and_products_do_not(desk, company):
    registration = make_registration(exhibitor=company, state="submitted")

    answers = {name: desk.post(url(name, registration), typed(name, registration)).status_code for name in WRITTEN[:]}
    shown = desk.post(url("show", registration), typed("show", registration, products="شيء آخر"))

    assert answers["contact"] == answers["requirements"] == 302
    assert shown.status_code == 409
    assert "شيء آخر" in shown.content.decode()
    assert kept(registration, "show") == {"products": "مضخات"}
    entries = Audit.objects.filter(what="edit").order_by("pk")
    assert [entry.after for entry in entries] == [{"step": "contact"}, {"step": "requirements"}]


def test_requirements_close_with_their_date_once_the_registration_is_sent():
    now = timezone.now()
    exhibition = make_exhibition(requirements_due_at=now)
    sent = make_registration(exhibition=exhibition, state="approved")
    draft = make_registration(exhibition=exhibition)

    steps.write(draft, steps.REQUIREMENTS, {"chairs": 2}, seen=steps.stamp(draft, steps.REQUIREMENTS), now=now)
    with pytest.raises(StepClosed):
        steps.write(sent, steps.REQUIREMENTS, {"chairs": 2}, seen=steps.stamp(sent, steps.REQUIREMENTS), now=now)
    before = now - timedelta(seconds=1)
    steps.write(sent, steps.REQUIREMENTS, {"chairs": 2}, seen=steps.stamp(sent, steps.REQUIREMENTS), now=before)


@pytest.mark.parametrize("state", ["rejected", "withdrawn"])
@pytest.mark.parametrize("name", WRITTEN)
def test_nothing_is_written_to_a_registration_that_is_over(state, name):
    registration = make_registration(state=state)

    with pytest.raises(Conflict):
        steps.write(registration, steps.WRITTEN[name], {}, seen=steps.stamp(registration, steps.WRITTEN[name]))


# Beginning


def test_start_takes_one_press_for_the_only_company(desk, company, user):
    address = reverse("exhibitors:start", args=[make_exhibition().edition.slug])
    offered = f'action="{address}"'
    assert offered in desk.get(reverse("exhibitors:desk")).content.decode()

    response = desk.post(address)

    registration = company.registrations.get()
    assert response.url == url("booths", registration)
    assert registration.contact_email == user.email
    assert offered not in desk.get(reverse("exhibitors:desk")).content.decode()


def test_desk_offers_a_press_to_the_one_company_that_is_not_registered(desk, company, user):
    other = make_exhibitor(members=[user], name_ar="الأخرى")
    exhibition = make_exhibition()
    make_registration(exhibition=exhibition, exhibitor=company)

    page = desk.get(reverse("exhibitors:desk")).content.decode()

    assert [each.left for each in desk.get(reverse("exhibitors:desk")).context["exhibitions"]] == [[other]]
    assert f'name="exhibitor" value="{other.pk}"' in page


def test_start_asks_for_which_of_several_companies(desk, company, user):
    make_exhibitor(members=[user])
    address = reverse("exhibitors:start", args=[make_exhibition().edition.slug])

    assert desk.post(address).status_code == 422
    assert desk.post(address, {"exhibitor": company.pk}).status_code == 302


def test_returning_company_finds_what_it_said_last(desk, company, user):
    last = make_registration(
        exhibitor=company, power_kw=Decimal("3.5"), chairs=4, contact_phone="+968 1", state="approved"
    )

    registration = returning.begin(make_exhibition(), company, by=user)

    same = [name for name in steps.DETAILS if getattr(registration, name) == getattr(last, name)]
    assert same == list(steps.DETAILS)
    assert registration.terms_accepted_at is None
    assert registration.requirements_at is None
    for name in WRITTEN:
        assert last.exhibition.edition.title in desk.get(url(name, registration)).content.decode()


# Sending


def test_acceptance_is_kept_as_it_was_shown(desk, company, user):
    exhibition = make_exhibition(terms_ar="شروط", terms_en="Terms as they were")
    registration = make_registration(exhibitor=company, booth=make_booth(exhibition=exhibition))
    send, submit, overview = (f"/en{url(name, registration)}" for name in ("send", "submit", "registration"))
    data = acceptance(registration) | desk.get(send).context["form"].now

    assert desk.post(submit, data).status_code == 302
    exhibition.terms_en = "Others"
    exhibition.save()

    acceptances = Acceptance.objects.get()
    assert (acceptances.version, acceptances.language, acceptances.text) == ("1", "en", "Terms as they were")
    assert (acceptances.user_id, acceptances.registration) == (user.pk, registration)
    assert "Terms as they were" in desk.get(overview).content.decode()


def test_acceptance_cannot_be_changed():
    make_registration(state="submitted")

    with pytest.raises(DatabaseError), transaction.atomic():
        Acceptance.objects.update(text="x")


def test_terms_that_changed_without_a_new_version_are_asked_again(desk, company):
    registration = make_registration(exhibitor=company, booth=make_booth())
    data = acceptance(registration)
    registration.exhibition.terms_ar = "شروط أخرى"
    registration.exhibition.save()

    response = desk.post(url("submit", registration), data)

    assert response.context["form"].has_error("accept_terms", code="terms_changed")


def test_sent_twice_is_one_submission_one_acceptance_and_one_letter(desk, company):
    registration = make_registration(exhibitor=company, booth=make_booth())
    data = acceptance(registration)

    answers = [desk.post(url("submit", registration), data).url for _ in range(3)]

    assert answers == [registration.get_absolute_url()] * 3
    assert (registration.letters.count(), registration.acceptances.count()) == (1, 1)
    assert Audit.objects.filter(what="submit").count() == 1


def test_back_button_after_sending_leads_to_the_registration(desk, company):
    registration = make_registration(exhibitor=company, state="submitted")

    assert desk.get(url("send", registration)).url == registration.get_absolute_url()
    assert desk.get(url("show", registration)).url == registration.get_absolute_url()


def test_required_document_without_a_date_holds_the_registration_back():
    exhibition, now = make_exhibition(), timezone.now()
    wanted = make_required_document(exhibition=exhibition)
    registration = make_registration(booth=make_booth(exhibition=exhibition))

    with pytest.raises(transitions.Incomplete):
        transitions.move(registration, "submit", terms_version="1")
    wanted.due_at = now + timedelta(days=1)
    wanted.save()
    assert transitions.move(registration, "submit", terms_version="1").state == State.SUBMITTED


# The checklist


def items_of(registration, now=None):
    registration = checklist.with_checklist(Registration.objects.filter(pk=registration.pk)).get()
    return checklist.checklist(registration, now or timezone.now())


def test_checklist_says_what_is_done_due_and_by_whom():
    now = timezone.now()
    exhibition = make_exhibition(documents_due_at=now + timedelta(days=3), requirements_due_at=now)
    licence = make_required_document(exhibition=exhibition)
    make_required_document(exhibition=exhibition, is_required=False)
    registration = make_registration(exhibition=exhibition, state="submitted")

    items = items_of(registration, now)

    status = [item.status.value for item in items]
    assert status == ["done", "done", "done", "overdue", "todo", "not_needed", "done", "todo", "todo"]
    assert items[-2].who == checklist.Who.ORGANISERS
    assert checklist.next_of(items).status == "overdue"
    assert items[4].title == licence.name
    assert items[4].due_at == exhibition.documents_due_at


def test_checklist_of_what_is_confirmed_and_complete_has_no_next_step():
    registration = make_registration(state="approved")
    steps.write(registration, steps.REQUIREMENTS, {}, seen="")
    for _badge in range(3):
        make_badge(registration)
    company = {"description_ar": "مضخات", "logo": "exhibitors/logo.png"}
    Exhibitor.objects.filter(pk=registration.exhibitor_id).update(**company)

    assert checklist.next_of(items_of(registration)) is None


@pytest.mark.parametrize("count", [1, 4])
def test_desk_asks_the_database_as_often_for_many_registrations(desk, company, count, django_assert_max_num_queries):
    for _ in range(count):
        exhibition = make_exhibition()
        make_required_document(exhibition=exhibition)
        make_registration(exhibition=exhibition, exhibitor=company, booth=make_booth(exhibition=exhibition))

    with django_assert_max_num_queries(17):
        page = desk.get(reverse("exhibitors:desk"))

    assert all(registration.next_item for registration in page.context["registrations"])


@pytest.mark.parametrize("count", [1, 5])
def test_overview_asks_the_database_as_often_for_many_documents(desk, company, count, django_assert_max_num_queries):
    registration = make_registration(exhibitor=company, state="submitted")
    for _ in range(count):
        wanted = make_required_document(exhibition=registration.exhibition)
        make_document(registration=registration, wanted=wanted)

    with django_assert_max_num_queries(32):
        desk.get(registration.get_absolute_url())
