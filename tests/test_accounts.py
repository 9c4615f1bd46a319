"""Opening an account, proving the address, signing in: and telling nobody who has an account."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import resolve, reverse
from django.urls.exceptions import Resolver404

from forum_portal import account_urls
from forum_portal.models import User
from tests.makers import PASSWORD, make_user

pytestmark = pytest.mark.django_db

NEW = "new@example.org"


def sign_up(client, email=NEW, password=PASSWORD, prefix=""):
    data = {"email": email, "password1": password, "password2": password}
    return client.post(prefix + reverse("account_signup"), data)


def sign_in(client, email, password=PASSWORD, **query):
    return client.post(reverse("account_login", query=query), {"login": email, "password": password} | query)


def link_in(mail):
    return re.search(r"http://testserver(/\S+)", mail.body).group(1)


def confirm(client, link, password=PASSWORD):
    return client.post(link, {"password": password})


def reset_password(client, email, mailoutbox, password):
    """The whole way of a reset by mail, up to the last page."""
    client.post(reverse("account_reset_password"), {"email": email})
    form = client.get(link_in(mailoutbox[-1]), follow=True)
    return client.post(form.request["PATH_INFO"], {"password1": password, "password2": password})


def body_without_token(response):
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    return text.replace("unknown@example.org", "ADDRESS").replace("known@example.org", "ADDRESS")


# The way in


def test_account_is_open_once_the_address_is_confirmed(client, mailoutbox):
    assert sign_up(client).url == reverse("account_email_verification_sent")
    assert sign_in(client, NEW).url == reverse("account_email_verification_sent")
    link = link_in(mailoutbox[0])

    assert client.get(link).status_code == 200
    confirm(client, link)

    assert sign_in(client, NEW).url == reverse("exhibitors:desk")


def test_link_is_not_spent_by_a_visit(client, mailoutbox):
    sign_up(client)
    link = link_in(mailoutbox[0])

    client.get(link)

    assert not EmailAddress.objects.get(email=NEW).verified
    confirm(client, link)
    assert EmailAddress.objects.get(email=NEW).verified


def test_link_is_good_once_and_for_nothing_else(client, mailoutbox):
    sign_up(client)
    link = link_in(mailoutbox[0])
    confirm(client, link)

    assert not client.get(link).context.get("can_confirm")
    assert client.get(reverse("account_confirm_email", args=["invented"])).status_code in (200, 404)


@pytest.mark.parametrize("password", ["the password of another", ""])
def test_link_without_the_password_confirms_nothing(client, mailoutbox, password):
    sign_up(client)

    response = confirm(client, link_in(mailoutbox[0]), password)

    assert not EmailAddress.objects.get(email=NEW).verified
    assert response.context["form"].has_error("password")
    assert reverse("account_reset_password") in response.content.decode()
    assert not response.context["request"].user.is_authenticated


def test_link_wants_the_password_of_its_own_account(client, mailoutbox):
    sign_up(client)
    other = make_user()
    other.set_password("the password of another")
    other.save()

    client.post(link_in(mailoutbox[0]), {"password": "the password of another", "email": other.email})

    assert not EmailAddress.objects.get(email=NEW).verified


def test_wrong_passwords_at_the_link_are_slowed_down(client, mailoutbox):
    sign_up(client)
    link = link_in(mailoutbox[0])
    for _ in range(5):
        confirm(client, link, "wrong password")

    response = confirm(client, link)

    assert response.context["form"].has_error("password", code="too_many_login_attempts")
    assert not EmailAddress.objects.get(email=NEW).verified


def test_account_that_a_stranger_opened_never_takes_the_stranger_in(client, mailoutbox):
    """Somebody opens an account on the address of another, who then signs up as well, and confirms."""
    stranger, owner = Client(), client
    sign_up(stranger, password="the password of the stranger")
    sign_up(owner, password="the password of the owner")

    for mail in list(mailoutbox):
        if "confirm-email" in mail.body:
            confirm(owner, link_in(mail), "the password of the owner")
    assert not EmailAddress.objects.get(email=NEW).verified
    reset_password(owner, NEW, mailoutbox, "the password of the owner")

    assert EmailAddress.objects.get(email=NEW).verified
    assert sign_in(owner, NEW, "the password of the owner").url == reverse("exhibitors:desk")
    sign_in(stranger, NEW, "the password of the stranger")
    assert "_auth_user_id" not in stranger.session


def test_reset_of_a_weak_password_confirms_nothing(client, mailoutbox):
    sign_up(client)

    reset_password(client, NEW, mailoutbox, "short")

    assert not EmailAddress.objects.get(email=NEW).verified


@pytest.mark.parametrize(("prefix", "language"), [("", "ar"), ("/en", "en"), ("/fr", "fr")])
def test_account_keeps_the_language_it_was_opened_in(client, mailoutbox, prefix, language):
    sign_up(client, prefix=prefix)

    assert User.objects.get().language == language
    assert link_in(mailoutbox[0]).startswith(f"{prefix}/accounts/confirm-email/")


def test_sign_in_leads_to_where_one_wanted_to_go(client):
    user = make_user()
    wanted = reverse("exhibitors:company_new")

    assert sign_in(client, user.email, next=wanted).url == wanted


@pytest.mark.parametrize(
    "trick", ["//evil.example", "https://evil.example/", "\\\\evil.example", "https:evil.example", "javascript:x"]
)
def test_sign_in_leads_to_no_other_site(client, trick):
    assert sign_in(client, make_user().email, next=trick).url == reverse("exhibitors:desk")


def test_sign_in_takes_the_address_in_any_case(client):
    user = make_user(email="salma@example.org")

    assert sign_in(client, "Salma@Example.ORG").url == reverse("exhibitors:desk")
    assert client.session["_auth_user_id"] == str(user.pk)


def test_sign_out_asks_before_it_does(client):
    client.force_login(make_user())

    assert client.get(reverse("account_logout")).status_code == 200
    assert "_auth_user_id" in client.session
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_password_is_changed_by_the_letter(client, mailoutbox):
    user = make_user()
    client.post(reverse("account_reset_password"), {"email": user.email})
    form = client.get(link_in(mailoutbox[0]), follow=True)

    client.post(
        form.request["PATH_INFO"], {"password1": "another long password", "password2": "another long password"}
    )

    user.refresh_from_db()
    assert user.check_password("another long password")
    assert client.get(link_in(mailoutbox[0]), follow=True).context["token_fail"]


def test_password_is_changed_at_the_desk_and_other_sessions_end(client):
    user, elsewhere = make_user(), Client()
    client.force_login(user)
    elsewhere.force_login(user)

    response = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "another long password", "password2": "another long password"},
    )

    assert response.url == reverse("exhibitors:desk")
    assert client.get(reverse("exhibitors:desk")).status_code == 200
    assert elsewhere.get(reverse("exhibitors:desk")).status_code == 302


def test_password_is_changed_by_the_letter_and_sessions_end(client, mailoutbox):
    user, elsewhere = make_user(), Client()
    elsewhere.force_login(user)

    reset_password(client, user.email, mailoutbox, "another long password")

    assert elsewhere.get(reverse("exhibitors:desk")).status_code == 302


@pytest.mark.parametrize("name", ["account_signup", "account_logout"])
@pytest.mark.parametrize("trick", ["//evil.example", "https://evil.example/", "\\\\evil.example", "javascript:x"])
def test_no_page_of_an_account_leads_to_another_site(client, mailoutbox, name, trick):
    if name == "account_logout":
        client.force_login(make_user())
    data = {"email": NEW, "password1": PASSWORD, "password2": PASSWORD, "next": trick}

    response = client.post(reverse(name), data)

    assert response.status_code == 302
    assert "evil" not in response.url
    assert "javascript" not in response.url


def test_cookie_of_the_session_is_for_this_site_alone(client):
    sign_in(client, make_user().email)

    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@pytest.mark.parametrize("password", ["short", "password1234"])
def test_password_that_is_weak_is_refused(client, password):
    sign_up(client, password=password)

    assert not User.objects.exists()


# Who has an account


def test_sign_up_answers_alike_for_a_known_address(client, mailoutbox):
    make_user(email="known@example.org")

    known, unknown = [sign_up(Client(), f"{name}@example.org") for name in ("known", "unknown")]

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert User.objects.count() == 2
    assert [mail.to for mail in mailoutbox] == [["known@example.org"], ["unknown@example.org"]]
    assert body_without_token(client.get(known.url)) == body_without_token(client.get(unknown.url))


def test_sign_up_on_a_known_address_changes_nothing_there(client):
    user = make_user(email="known@example.org")

    sign_up(client, "known@example.org", password="quite another password")

    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_password_reset_answers_alike_for_a_known_address():
    make_user(email="known@example.org")
    address = reverse("account_reset_password")

    known, unknown = [
        Client().post(address, {"email": f"{name}@example.org"}, follow=True) for name in ("known", "unknown")
    ]

    assert known.redirect_chain == unknown.redirect_chain
    assert body_without_token(known) == body_without_token(unknown)


def test_sign_in_answers_alike_for_a_known_address():
    make_user(email="known@example.org")

    known, unknown = [sign_in(Client(), f"{name}@example.org", "wrong password") for name in ("known", "unknown")]

    assert known.status_code == unknown.status_code == 200
    assert body_without_token(known) == body_without_token(unknown)


def test_wrong_passwords_are_slowed_down(client):
    user = make_user()
    for _ in range(5):
        sign_in(client, user.email, "wrong password")

    response = sign_in(client, user.email)

    assert "_auth_user_id" not in client.session
    assert response.context["form"].non_field_errors().as_data()[0].code == "too_many_login_attempts"


@pytest.mark.parametrize(("prefix", "language"), [("", "ar"), ("/en", "en"), ("/fr", "fr")])
@pytest.mark.parametrize(("name", "limit"), [("signup", 20), ("login", 30), ("reset_password", 20)])
def test_attempts_from_one_place_end_at_a_page_that_says_so(client, name, limit, prefix, language):
    address = prefix + reverse(f"account_{name}")
    for number in range(limit + 1):
        response = client.post(address, {"email": f"x{number}@example.org"})

    assert response.status_code == 429
    assert "429.html" in [template.name for template in response.templates]
    assert f'lang="{language}"' in response.content.decode()


def test_letters_for_a_new_password_to_one_address_are_limited(mailoutbox):
    make_user(email="known@example.org")
    for _ in range(8):
        Client().post(reverse("account_reset_password"), {"email": "known@example.org"})

    assert len(mailoutbox) == 5


# The pages


@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_reset_password"])
@pytest.mark.parametrize("prefix", ["", "/en", "/fr"])
def test_page_is_ours_in_every_language(client, name, prefix):
    response = client.get(prefix + reverse(name))

    page = response.content.decode()
    assert response.status_code == 200
    assert 'id="content"' in page
    assert 'name="robots" content="noindex"' in page
    assert "placeholder" not in page


def test_every_page_that_is_offered_has_an_address():
    assert {page.name for page in account_urls.urlpatterns} == set(account_urls.OFFERED)


@pytest.mark.parametrize("path", ["/email/", "/password/set/", "/reauthenticate/", "/login/code/confirm/"])
def test_page_that_is_not_offered_is_not_found(path):
    with pytest.raises(Resolver404):
        resolve(path, urlconf="forum_portal.account_urls")


@pytest.mark.parametrize("name", ["account_signup", "account_reset_password", "account_email_verification_sent"])
def test_page_says_where_letters_are_without_a_mail_server(client, settings, name):
    assert "var/mail/" in client.get(reverse(name)).content.decode()
    settings.EMAIL_HOST = "mail.example.org"
    assert "var/mail/" not in client.get(reverse(name)).content.decode()


def test_letters_land_in_files_without_a_mail_server(client, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"

    sign_up(client)

    assert len(list((tmp_path / "mail").iterdir())) == 1
