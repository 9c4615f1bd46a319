"""What a scanner of security looks for: headers, cookies, and what is sent coming back as markup or a header."""

import re

import pytest
from django.test import Client

from tests.access import ACCESS, client_of, data_of

pytestmark = pytest.mark.django_db

MARK = "zq7\"'><i x=1>"
# In the text of a page or an attribute, any of it means that the next would be a script.
RAW = ["<i x=1>", 'zq7"', 'zq7\\"']
SPLIT = "x\r\nX-Split: 1\r\n\r\n<i x=1>"
TELLING = re.compile(
    r"Traceback|OperationalError|ProgrammingError|DataError|syntax error|site-packages|SELECT .* FROM"
)
QUERY = ["q", "page", "day", "country", "axis", "kind", "room", "language", "at", "s", "p", "for", "next", "sector"]
QUERY += ["hs", "show", "sort", "category", "area", "by", "edition", "fact", "invoice", "booth", "anything"]
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
FIELD = re.compile(r"<(?:input|select|textarea)\b[^>]*\bname=\"([^\"]+)\"")


DOORS = ["login", "signup", "password/reset"]


def person_for(rule):
    return None if not rule.is_private else "owner" if "owner" in rule.people else rule.people[0]


def faults_of(answer):
    """What is wrong with an answer whatever was asked."""
    headers = answer.headers
    found = [name for name, value in HEADERS.items() if headers.get(name) != value]
    policy = headers.get("Content-Security-Policy", "")
    if "unsafe-" in policy or not ("sandbox" in policy or all(part in policy for part in POLICY)):
        found.append(f"Content-Security-Policy: {policy}")
    if answer.status_code >= 500 or "X-Split" in headers:
        found.append(f"{answer.status_code} {dict(headers)}")
    for cookie in filter(is_set, answer.cookies.values()):
        lax = cookie["samesite"] in ("Lax", "Strict")
        if not lax or not (cookie["httponly"] or cookie.key == "csrftoken"):
            found.append(f"cookie {cookie.key}")
    text = answer.getvalue().decode("utf-8", "replace")
    if headers.get("Content-Type", "").startswith("text/html"):
        found += [f"{raw} comes back" for raw in RAW if raw in text]
    found += [f"tells {telling}" for telling in TELLING.findall(text)]
    if answer.status_code in (301, 302) and re.match(r"(https?:)?[/\\]{2}(?!testserver)", answer.url):
        found.append(f"leads to {answer.url}")
    return found


def is_set(cookie):
    """Whether it is given; one that is taken away is sent without the words that guard its value."""
    return cookie["max-age"] != 0


POLICY = ["default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"]


@pytest.mark.parametrize("name", ACCESS)
def test_what_is_asked_comes_back_as_text(world, name):
    rule = ACCESS[name]
    path = rule.path(world).partition("?")[0]
    client = client_of(world, person_for(rule))
    queries = [{}, dict.fromkeys(QUERY, MARK), dict.fromkeys(QUERY, SPLIT), {"next": "//evil.example/"}]
    faults = {}
    for number, query in enumerate(queries):
        if found := faults_of(client.get(path, query)):
            faults[number] = found

    assert faults == {}


@pytest.mark.parametrize("name", [name for name in ACCESS if ACCESS[name].data is not None])
def test_what_is_typed_comes_back_as_text(world, name):
    rule = ACCESS[name]
    path = rule.path(world)
    client = client_of(world, person_for(rule))
    fields = set(FIELD.findall(client.get(path).getvalue().decode())) | data_of(rule, world).keys() | {"next"}
    faults = {}
    for value in (MARK, SPLIT, "//evil.example/"):
        answer = client.post(path, dict.fromkeys(fields - {"csrfmiddlewaretoken"}, value))
        found = faults_of(answer)
        if answer.status_code == 302:
            found += faults_of(client.get(answer.url))
        if found:
            faults[value] = found

    assert faults == {}


@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/admin/login/"]
)
def test_doors_lead_nowhere_else_and_echo_nothing(client, path):
    for value in (MARK, SPLIT, "//evil.example/", "https:evil.example", "/\\evil.example", "javascript:alert(1)"):
        page = client.get(path, {"next": value}, follow=False)
        assert faults_of(page) == []
        fields = FIELD.findall(page.getvalue().decode())
        assert faults_of(client.post(path, dict.fromkeys(fields, value) | {"next": value})) == []


@pytest.mark.parametrize("path", [f"/{MARK}/", f"/en/editions/{MARK}/", f"/papers/{MARK}/", f"/exhibit/{MARK}/"])
def test_a_wrong_address_is_shown_as_text(path):
    assert faults_of(Client().get(path)) == []


@pytest.mark.parametrize("header", ["User-Agent", "Referer", "Accept-Language", "X-Forwarded-Host", "X-Forwarded-For"])
def test_what_a_browser_says_of_itself_is_not_shown(header):
    for path in ("/", "/nothing/", "/accounts/login/", "/correct/?page=/about/"):
        answer = Client().get(path, headers={header.lower(): MARK})
        assert faults_of(answer) == []
        assert "evil.example" not in Client().get(path, headers={header.lower(): "evil.example"}).getvalue().decode()
