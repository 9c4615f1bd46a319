"""The people who sign in: made by a superuser, able to sign in at once, unable to promote themselves."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from forum_portal.models import User

from . import makers

pytestmark = pytest.mark.django_db

ADD = "/admin/forum_portal/user/add/"


@pytest.fixture
def superuser(client):
    client.force_login(makers.make_user(superuser=True))
    return client


def new_user(**fields):
    password = makers.PASSWORD
    return {
        "email": "New.Editor@Example.org",
        "name": "محرر",
        "language": "ar",
        "is_staff": "on",
        "password1": password,
        "password2": password,
    } | fields


def change_form(user, **fields):
    return {"email": user.email, "name": user.name, "language": "ar", "is_active": "on"} | fields


def change_page(user):
    return reverse("admin:forum_portal_user_change", args=[user.pk])


def test_new_colleague_signs_in_at_once(superuser, client):
    assert superuser.post(ADD, new_user()).status_code == 302

    address = EmailAddress.objects.get(email="new.editor@example.org")
    assert (address.verified, address.primary) == (True, True)
    client.logout()
    signed_in = client.post(
        reverse("account_login") + "?next=/admin/", {"login": address.email, "password": makers.PASSWORD}
    )
    assert signed_in.url == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_address_of_somebody_who_is_no_staff_is_not_vouched_for(superuser):
    data = new_user()
    del data["is_staff"]

    superuser.post(ADD, data)

    assert not EmailAddress.objects.get(email="new.editor@example.org").verified


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"password2": "another long password"}, "password2"),
        ({"password1": "short", "password2": "short"}, "password2"),
        ({"email": "nobody"}, "email"),
    ],
)
def test_wrong_entry_is_refused_at_the_field(superuser, fields, field):
    response = superuser.post(ADD, new_user(**fields))

    assert set(response.context["adminform"].form.errors) == {field}


def test_second_user_of_an_address_is_refused_at_the_field(superuser):
    makers.make_user(email="new.editor@example.org")

    assert set(superuser.post(ADD, new_user()).context["adminform"].form.errors) == {"email"}


def test_address_that_somebody_else_verified_is_refused_at_the_field(superuser):
    other = makers.make_user()
    EmailAddress.objects.create(user=other, email="new.editor@example.org", verified=True)

    assert set(superuser.post(ADD, new_user()).context["adminform"].form.errors) == {"email"}


def test_changed_address_of_a_company_user_has_to_be_verified_again(superuser):
    user = makers.make_user(email="old@example.org")

    superuser.post(change_page(user), change_form(user, email="new@example.org"))

    addresses = EmailAddress.objects.filter(user=user)
    assert [(address.email, address.verified) for address in addresses] == [("new@example.org", False)]


def test_superuser_puts_somebody_into_the_group(superuser):
    user = makers.make_user()
    group = Group.objects.get(name=makers.STAFF_GROUP)

    superuser.post(change_page(user), change_form(user, is_staff="on", groups=[group.pk]))

    user.refresh_from_db()
    assert user.is_staff
    assert list(user.groups.all()) == [group]


def test_who_may_change_users_cannot_make_a_superuser(client):
    user = makers.make_user(staff=True)
    user.user_permissions.add(Permission.objects.get(codename="change_user"))
    client.force_login(user)

    client.post(change_page(user), change_form(user, is_superuser="on", is_staff="on"))

    user.refresh_from_db()
    assert not user.is_superuser


def test_editor_sees_of_people_their_names_and_addresses(client):
    client.force_login(makers.make_editor())
    user = makers.make_user(name="سلمى", superuser=True)

    people = client.get(reverse("admin:forum_portal_user_changelist"))
    person = client.get(change_page(user))

    assert people.context["cl"].list_display == ["email", "name"]
    assert not people.context["cl"].has_filters
    assert list(person.context["adminform"].readonly_fields) == ["email", "name"]
    assert not person.context["has_change_permission"]
    assert user.email in person.content.decode()


def test_editor_changes_nothing_of_people(client):
    client.force_login(makers.make_editor())
    user = makers.make_user()
    pages = [
        ADD,
        change_page(user),
        reverse("admin:auth_user_password_change", args=[user.pk]),
        reverse("admin:forum_portal_user_delete", args=[user.pk]),
    ]

    assert [client.post(page, change_form(user, name="غيره")).status_code for page in pages] == [403] * 4
    assert client.get(reverse("admin:forum_portal_user_history", args=[user.pk])).status_code == 403
    user.refresh_from_db()
    assert user.name != "غيره"


@pytest.mark.parametrize("lookup", ["is_superuser__exact", "password__startswith", "last_login__isnull"])
def test_editor_cannot_narrow_people_by_what_is_not_shown(client, lookup):
    client.force_login(makers.make_editor())

    assert client.get(reverse("admin:forum_portal_user_changelist"), {lookup: "1"}).status_code == 400


def test_password_page_opens(superuser):
    user = makers.make_user()

    response = superuser.get(reverse("admin:auth_user_password_change", args=[user.pk]))

    assert response.status_code == 200
    assert "Single Sign-On" not in response.content.decode()


# The group made by a migration


def permissions_of_group(app_label):
    group = Group.objects.get(name=makers.STAFF_GROUP)
    return set(group.permissions.filter(content_type__app_label=app_label).values_list("codename", flat=True))


def test_group_has_nobody_in_it_and_no_power_over_people():
    assert not User.objects.filter(groups__name=makers.STAFF_GROUP).exists()
    assert permissions_of_group("forum_portal") == {
        "view_user",
        "view_correction",
        "change_correction",
        "delete_correction",
        "view_brokenplural",
        "add_brokenplural",
        "change_brokenplural",
        "delete_brokenplural",
    }
    assert not permissions_of_group("auth") | permissions_of_group("account")


def test_group_may_do_everything_with_the_series_and_the_programme():
    for app, models in {"editions": ["edition", "statement", "evidence"], "papers": ["paper", "presentation"]}.items():
        wanted = {f"{verb}_{model}" for model in models for verb in ("add", "change", "view", "delete")}

        assert wanted <= permissions_of_group(app)


@pytest.mark.parametrize("model", ["claim", "audit", "outbox"])
def test_group_only_sees_what_the_rules_of_the_exhibition_write(model):
    granted = {codename for codename in permissions_of_group("exhibitors") if codename.endswith(f"_{model}")}

    assert granted == {f"view_{model}"}


def test_group_does_not_delete_registrations():
    assert "change_registration" in permissions_of_group("exhibitors")
    assert "delete_registration" not in permissions_of_group("exhibitors")
