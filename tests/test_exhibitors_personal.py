"""What is held about a person: taken away as one file, and erased without a trace of name, address or telephone."""

import datetime
import json

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from exhibitors import booking, people, steps, transitions
from exhibitors.models import Audit, Claim, Invitation, Membership, Outbox, Registration
from exhibitors.refusals import OnlyOwnerLeft
from forum_portal import personal
from forum_portal.models import Correction, User
from tests.makers import (
    PASSWORD,
    make_booth,
    make_edition,
    make_exhibition,
    make_exhibitor,
    make_invitation,
    make_registration,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("forget_the_counts")]

NAME, EMAIL, PHONE = "سلمى بنت حمد الحارثي", "salma@example.org", "+968 2412 3456"
VALUES = (NAME, EMAIL, PHONE)
OTHER = {"contact_name": "خالد السالمي", "contact_email": "khalid@example.org", "contact_phone": "+968 9999 0000"}


@pytest.fixture
def salma():
    return make_user(email=EMAIL, name=NAME)


@pytest.fixture
def partner():
    return make_user(email="partner@example.org")


@pytest.fixture
def shared(salma, partner):
    """A company with two owners, of whom Salma is the contact."""
    company = make_exhibitor(members=[salma])
    Membership.objects.create(exhibitor=company, user=partner, role=Membership.Role.OWNER)
    return company


@pytest.fixture
def life(salma, partner, shared):
    """A registration with its booth and everything around it that can hold what tells of Salma."""
    details = {"contact_name": NAME, "contact_email": "Salma@Example.org", "contact_phone": PHONE}
    details |= {"products": f"مضخات، اسألوا {NAME} على {PHONE}"}
    registration = make_registration(exhibitor=shared, booth=make_booth(), state="returned", **details)
    for step in (steps.CONTACT, steps.SHOW):
        typed = OTHER | {"products": "مضخات"}
        registration = steps.write(registration, step, typed, seen=steps.stamp(registration, step), by=partner)
    transitions.move(registration, "submit", by=salma, terms_version="1")
    transitions.move(registration, "return", reason=f"سلام {NAME}، بريدكم {EMAIL} لا يعمل")
    elsewhere = make_exhibitor(members=[make_user()])  # a company that she left
    make_registration(exhibitor=elsewhere, contact_name="سلمى", contact_email=EMAIL, contact_phone="+968 7777 1111")
    make_invitation(company=shared, by=salma, email="friend@example.org")
    make_invitation(email=EMAIL)
    shared.description_ar = f"للاستفسار: {EMAIL}"
    shared.save()
    Correction.objects.create(proposal="1972", name=NAME, email=EMAIL, language="ar")
    log(salma, salma, f"{NAME}")
    log(partner, shared, str(shared), [{"added": {"name": "membership", "object": f"{NAME} – {shared}"}}])
    return registration


def log(by, item, name, message=()):
    LogEntry.objects.create(
        user=by,
        content_type=ContentType.objects.get_for_model(item),
        object_id=item.pk,
        object_repr=name,
        action_flag=CHANGE,
        change_message=json.dumps(message),
    )


def every_text():
    """Each text of each table, with where it stands; what JSON has escaped is read as it is meant."""
    for model in apps.get_models(include_auto_created=True):
        names = [
            field.attname
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField | models.FileField)
        ]
        for row in model._base_manager.values(*names):
            for name, value in row.items():
                text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
                if "\\u" in text:
                    text += text.encode().decode("unicode-escape", errors="replace")
                yield f"{model._meta.label}.{name}", text


def traces_of(*values):
    return [(where, text) for where, text in every_text() for value in values if value.casefold() in text.casefold()]


def erase(client, password=PASSWORD):
    return client.post(reverse("account_erase"), {"password": password})


# Erasing


def test_erased_person_is_in_no_text_of_any_table(life, salma):
    assert len({where for where, _text in traces_of(*VALUES)}) > 8  # the search finds what is there

    personal.erase(salma)

    assert traces_of(*VALUES, "+968 7777 1111") == []
    assert not User.objects.filter(pk=salma.pk).exists()
    assert not EmailAddress.objects.filter(email=EMAIL).exists()


def test_history_of_the_booth_outlasts_the_person(life, salma):
    claims = list(Claim.objects.values())
    versions = Registration.history.count()
    entries, number = list(Audit.objects.order_by("pk").values()), salma.pk

    personal.erase(salma)

    assert list(Claim.objects.values()) == claims
    assert Registration.history.count() == versions
    assert list(Audit.objects.order_by("pk").values())[: len(entries)] == entries
    last = Audit.objects.get(what="erase")
    assert (last.user_id, last.object_id) == (number, number)


def test_what_tells_of_others_stays(life, salma, shared):
    namesake = make_registration(contact_name=NAME, contact_email="other@example.net", contact_phone="+212 5 37 00")

    personal.erase(salma)

    namesake.refresh_from_db()
    life.refresh_from_db()
    assert (namesake.contact_name, namesake.contact_phone) == (NAME, "+212 5 37 00")
    assert {name: getattr(life, name) for name in OTHER} == OTHER
    assert life.products == "مضخات"
    assert "لا يعمل" in life.reason
    shared.refresh_from_db()
    assert shared.description_ar == "للاستفسار: …"


def test_company_that_is_called_like_the_person_keeps_its_name(salma):
    company = make_exhibitor(name_ar=NAME, members=[salma])

    personal.erase(salma)

    company.refresh_from_db()
    assert company.name_ar == NAME


def test_registration_of_the_erased_contact_stays_and_asks_for_a_new_one(salma, partner, shared):
    registration = make_registration(exhibitor=shared, booth=make_booth(), contact_email=EMAIL, contact_phone=PHONE)

    personal.erase(salma)

    registration.refresh_from_db()
    assert (registration.contact_name, registration.contact_email, registration.contact_phone) == ("", "", "")
    assert registration.claims.unreleased().exists()
    with pytest.raises(transitions.Incomplete):
        transitions.move(registration, "submit", by=partner, terms_version="1")


def test_letter_that_has_not_gone_out_never_does(salma, shared, mailoutbox):
    from exhibitors import letters

    make_registration(exhibitor=shared, state="submitted")
    assert Outbox.objects.filter(sent_at=None, recipient=EMAIL).exists()

    personal.erase(salma)

    assert letters.send_due() == (0, 0)
    assert mailoutbox == []


def test_letters_that_went_out_are_emptied(salma, shared):
    make_registration(exhibitor=shared, state="submitted")
    Outbox.objects.update(sent_at=timezone.now())

    personal.erase(salma)

    assert list(Outbox.objects.values_list("recipient", "body")) == [("", "")]


def test_invitations_by_the_erased_person_are_withdrawn(life, salma):
    personal.erase(salma)

    assert not Invitation.objects.unanswered().exists()


# When a company still needs the person


@pytest.mark.parametrize("state", ["draft", "submitted", "approved"])
def test_only_owner_of_a_registered_company_is_refused_and_told_where_to_go(client, salma, state):
    exhibition = make_exhibition(edition=make_edition(ends_on=timezone.localdate() + datetime.timedelta(days=9)))
    company = make_exhibitor(members=[salma])
    registration = make_registration(exhibition=exhibition, exhibitor=company, state=state)
    client.force_login(salma)

    page = client.get(reverse("account_erase")).content.decode()
    response = erase(client)

    assert reverse("exhibitors:people", args=[company.code]) in page
    assert registration.get_absolute_url() in page
    assert response.status_code == 409
    assert User.objects.filter(pk=salma.pk).exists()
    assert company.memberships.exists()


def test_only_owner_of_a_company_with_other_people_is_refused(salma):
    company = make_exhibitor(members=[salma, make_user()])

    with pytest.raises(OnlyOwnerLeft):
        personal.erase(salma)
    people.change_role(company.memberships.last(), Membership.Role.OWNER, by=salma)
    personal.erase(salma)

    assert company.memberships.get().role == Membership.Role.OWNER


@pytest.mark.parametrize("state", ["withdrawn", "rejected"])
def test_only_owner_may_go_once_the_registration_is_closed(salma, state):
    make_registration(exhibitor=make_exhibitor(members=[salma]), state=state)

    personal.erase(salma)

    assert Registration.objects.count() == 1


def test_only_owner_may_go_once_the_edition_is_over(salma):
    make_registration(exhibitor=make_exhibitor(members=[salma]), state="approved")  # in March 2010

    personal.erase(salma)

    assert Registration.objects.get().state == "approved"


def test_refusal_changes_nothing_in_the_other_companies(life, salma, shared):
    exhibition = make_exhibition(edition=make_edition(ends_on=None))
    make_registration(exhibition=exhibition, exhibitor=make_exhibitor(members=[salma]))

    with pytest.raises(OnlyOwnerLeft):
        personal.erase(salma)

    assert shared.memberships.filter(user=salma).exists()
    assert Registration.history.filter(contact_name=NAME).exists()


@pytest.mark.parametrize("rank", ["staff", "superuser"])
def test_account_of_staff_is_not_erased_here(client, rank):
    user = make_user(**{rank: True})
    client.force_login(user)

    assert 'type="password"' not in client.get(reverse("account_erase")).content.decode()
    assert erase(client).status_code == 403
    assert User.objects.filter(pk=user.pk).exists()


# The pages


@pytest.mark.parametrize("password", ["", "the password of another"])
def test_erasing_asks_for_the_password(client, salma, password):
    client.force_login(salma)

    response = erase(client, password)

    assert response.context["form"].has_error("password")
    assert User.objects.filter(pk=salma.pk).exists()


def test_guesses_of_the_password_are_slowed_down(client, salma):
    client.force_login(salma)
    for _ in range(5):
        erase(client, "wrong password")

    assert erase(client).context["form"].has_error("password", code="too_many_login_attempts")


def test_erasing_ends_every_session(client, salma):
    elsewhere, stranger = Client(), Client()
    client.force_login(salma)
    elsewhere.force_login(salma)
    stranger.force_login(make_user())

    response = erase(client)

    assert response.url == reverse("account_erased")
    assert client.get(response.url).status_code == 200
    for signed_out in (client, elsewhere):
        assert signed_out.get(reverse("exhibitors:desk")).status_code == 302
    assert stranger.get(reverse("exhibitors:desk")).status_code == 200
    assert Session.objects.count() == 1


def test_nothing_is_erased_by_a_link_or_without_the_token(salma):
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(salma)

    assert careful.get(reverse("account_erase"), {"password": PASSWORD}).status_code == 200
    assert erase(careful).status_code == 403
    assert User.objects.filter(pk=salma.pk).exists()


@pytest.mark.parametrize("name", ["account_data", "account_erase"])
def test_pages_are_for_who_is_signed_in_and_kept_by_no_cache(client, salma, name):
    assert client.get(reverse(name)).url.startswith(reverse("account_login"))
    client.force_login(salma)

    response = client.get(reverse(name))

    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]


def test_address_can_be_used_for_a_new_account(client, salma, mailoutbox):
    personal.erase(salma)
    data = {"email": EMAIL, "password1": PASSWORD, "password2": PASSWORD}

    client.post(reverse("account_signup"), data)

    assert User.objects.get(email=EMAIL).pk != salma.pk


# The file


def test_file_holds_all_that_is_held(client, life, salma, shared):
    client.force_login(salma)

    response = client.post(reverse("account_data"))

    held = json.loads(response.content)
    assert response.headers["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert NAME in response.content.decode()  # not escaped: a person reads it too
    assert held["account"]["email"] == EMAIL
    assert held["addresses"] == [{"email": EMAIL, "verified": True, "primary": True}]
    assert held["companies"] == [{"code": shared.code, "name": shared.name, "role": "owner"}]
    assert [invitation["email"] for invitation in held["invitations_received"]] == [EMAIL]
    assert [invitation["email"] for invitation in held["invitations_sent"]] == ["friend@example.org"]
    assert {version["contact_name"] for version in held["former_versions_of_registrations"]} == {NAME, "سلمى"}
    assert [row["contact_phone"] for row in held["registrations_with_you_as_contact"]] == ["+968 7777 1111"]
    assert {letter["recipient"] for letter in held["letters"]} == {EMAIL}
    assert "submit" in [step["what"] for step in held["steps_taken"]]
    assert held["corrections"][0]["name"] == NAME


def test_file_holds_nothing_of_others_and_no_secret(client, life, salma, shared):
    make_registration(**OTHER)
    make_registration(exhibitor=shared, **OTHER | {"contact_phone": PHONE})  # the telephone of the company
    invitation = Invitation.objects.get(email=EMAIL)
    client.force_login(salma)

    text = client.post(reverse("account_data")).content.decode()

    assert OTHER["contact_email"] not in text
    assert salma.password not in text
    assert invitation.token not in text


def test_nothing_of_a_company_goes_with_a_person():
    """Whoever adds a reference to a person decides what becomes of the row; only what is theirs alone goes."""
    theirs = {"exhibitors.Membership", "exhibitors.Coordinator", "account.EmailAddress", "admin.LogEntry"}
    theirs |= {"forum_portal.User_groups", "forum_portal.User_user_permissions"}

    lost = {
        relation.related_model._meta.label
        for relation in User._meta.related_objects
        if not relation.many_to_many and relation.on_delete not in (models.SET_NULL, models.DO_NOTHING)
    }

    assert lost <= theirs


def test_claim_by_the_erased_person_still_keeps_the_booth(salma, partner, shared):
    registration = make_registration(exhibitor=shared)
    booth = make_booth(exhibition=registration.exhibition)
    booking.claim(registration, booth, by=salma)

    personal.erase(salma)

    assert booth.claims.unreleased().get().registration == registration
