"""Every address of the portal, opened and sent to by everybody whom it is not for, and by those whom it is for."""

import re

import pytest
from django.core import serializers
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from exhibitors.models import (
    Claim,
    Contact,
    Document,
    Exhibitor,
    Invitation,
    Invoice,
    Membership,
    Outbox,
    Payment,
    Product,
    Registration,
    State,
)
from tests.access import ACCESS, ACCOUNTS, PEOPLE, admin_addresses, client_of, data_of, named_addresses

pytestmark = pytest.mark.django_db

# The moment at which an answer was written, and the token of a form.
WRITTEN = re.compile(
    rb'\b\d{13}\b|<updated>[^<]+</updated>|name="csrfmiddlewaretoken" value="[^"]+"|name="token" value="[^"]+"'
)
PRIVATE = [name for name, rule in ACCESS.items() if rule.is_private]
PUBLIC = [name for name, rule in ACCESS.items() if not rule.is_private]


def kept():
    """All that companies have here, as text."""
    return [serializers.serialize("json", model.objects.order_by("pk")) for model in KEPT]


KEPT = [Exhibitor, Membership, Invitation, Product, Contact, Registration, Document, Claim, Invoice, Payment, Outbox]


def test_every_address_says_who_may_open_it():
    unknown = {name for name in named_addresses() if name not in ACCESS and not name.startswith(ACCOUNTS)}
    assert (unknown, set(ACCESS) - set(named_addresses())) == (set(), set())


@pytest.mark.parametrize("name", PUBLIC)
def test_public_address_answers_everybody_alike(world, name, monkeypatch):
    rule, moment = ACCESS[name], timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: moment)  # pages tell which minute it is
    answer = Client().get(rule.path(world))

    assert answer.status_code in rule.answers
    for person in PEOPLE:
        same = client_of(world, person).get(rule.path(world))
        assert same.status_code == answer.status_code
        if not rule.is_alike:
            continue
        assert WRITTEN.sub(b"", same.getvalue()) == WRITTEN.sub(b"", answer.getvalue())
        assert not same.cookies


@pytest.mark.parametrize("name", PRIVATE)
def test_private_address_says_nothing_to_who_is_not_signed_in(world, name):
    rule, before = ACCESS[name], kept()
    asked = [Client().get] if rule.data is None else [Client().get, Client().post]

    for ask in asked if rule.opens else asked[1:]:
        answer = ask(rule.path(world))
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("account_login") + "?next=")
        assert world.company.name not in answer.content.decode()
    assert kept() == before


@pytest.mark.parametrize("name", PRIVATE)
def test_private_address_is_there_for_its_people_alone(world, name):
    rule, before = ACCESS[name], kept()

    for person in PEOPLE:
        client = client_of(world, person)
        if rule.opens:
            answer = client.get(rule.path(world))
            assert answer.status_code in (rule.answers if person in rule.people else (404,)), person
            assert answer.status_code == 404 or "no-store" in answer.headers["Cache-Control"]
            if answer.streaming:
                assert answer.getvalue()  # read to its end, so that the file is closed
        elif person in rule.people:
            assert client.get(rule.path(world)).status_code == 405
        if rule.data is not None and person not in rule.people:
            assert client.post(rule.path(world), data_of(rule, world)).status_code == 404, person
    assert kept() == before


@pytest.mark.parametrize("name", [name for name in PRIVATE if ACCESS[name].data is not None])
def test_nothing_is_sent_without_the_token_of_the_form(world, name):
    rule, before = ACCESS[name], kept()

    for person in rule.people:
        client = client_of(world, person, enforce_csrf_checks=True)
        assert client.post(rule.path(world), data_of(rule, world)).status_code == 403
    assert kept() == before


@pytest.mark.parametrize("name", [name for name in PRIVATE if ACCESS[name].data is not None])
def test_whoever_may_send_is_answered(world, name):
    """What the tests above refuse would be done: their data are good enough for those who may."""
    rule = ACCESS[name]

    sender = "owner" if "owner" in rule.people else rule.people[0]
    answer = client_of(world, sender).post(rule.path(world), data_of(rule, world))

    assert answer.status_code in (200, 302, 409, 422) or name in NOTHING_THERE


# What asks for a booth of a pavilion, and gets none without a code.
NOTHING_THERE = ["exhibitors:pavilion"]
# What makes something new, of the person’s own.
MAKERS = ["exhibitors:start", "exhibitors:company_new"]
FIELDS = ["state", "exhibitor", "exhibition", "public_id", "version", "submitted_at", "terms_accepted_at", "reason"]
OWN = ["code", "organisation", "members", "memberships", "owner", "role", "user", "is_staff", "is_superuser", "email"]
FORGED = dict.fromkeys([*FIELDS, *OWN, "id", "pk", "slot", "expires_at", "released_at"], "1")
FORGED |= {"state": "approved", "role": "owner", "is_staff": "on", "is_superuser": "on"}


@pytest.mark.parametrize("name", [name for name in PRIVATE if ACCESS[name].data is not None])
def test_fields_that_no_form_has_change_nothing(world, name):
    rule = ACCESS[name]
    if name in MAKERS:
        return
    registration, company = world.registration, world.company
    rival = world.people["other"]
    sent = FORGED | {"user": str(rival.pk), "members": str(rival.pk), "exhibitor": str(world.rival.pk)}

    client_of(world, "owner").post(rule.path(world), sent | data_of(rule, world))

    registration.refresh_from_db()
    company.refresh_from_db()
    world.people["owner"].refresh_from_db()
    approved = Registration.objects.get(pk=world.approved.pk)
    assert (approved.state, approved.exhibitor) == (State.APPROVED, company)
    assert registration.state in ("draft", "submitted", "withdrawn")
    assert (registration.exhibitor, registration.exhibition) == (company, world.exhibition)
    assert registration.terms_version in ("", world.exhibition.terms_version)
    assert company.organisation is None
    assert world.people["other"] not in company.members.all()
    assert company.memberships.get(user=world.people["owner"]).role == Membership.Role.OWNER
    assert not world.people["owner"].is_staff


@pytest.mark.parametrize("person", [None, "attendee", "owner"])
def test_admin_is_for_staff_alone(world, person):
    client = client_of(world, person)
    for route in sorted(set(admin_addresses())):
        path = "/" + re.sub(r"<(\w+:)?\w+>", "1", re.sub(r"\(\?P<\w+>[^)]*\)|[\^$\\]", "1", route))
        answer = client.get(path)
        assert answer.status_code in (302, 403, 404), path
        if answer.status_code == 302:
            assert reverse("account_login") in answer.url or reverse("admin:login") in answer.url or "/admin/" in path
