"""
Requests that no browser sends, and thousands by chance: `.venv/bin/python -m tests.odd_requests`.

After `make tools`. Serves the portal by gunicorn, on SQLite and then on PostgreSQL, and sends it the requests below
over a bare socket, signed in as a member of a company; then as many by chance as `--random` says (10,000), over all
its addresses, signed in and not, by every method. Exits with 1 if an answer is a 5xx, if a connection is closed
without a word, or if an answer takes more than 5 seconds.
"""

import argparse
import os
import random
import re
import secrets
import socket
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack, suppress
from urllib.parse import quote, urlsplit

from tests.run import start_postgresql
from tests.temporary_portal import temporary_portal

LONGEST = 5  # seconds
FORM = "application/x-www-form-urlencoded"
WORDS = [
    "1",
    "0",
    "-1",
    "9" * 5000,
    "nan",
    "1e999",
    "null",
    "../../etc/passwd",
    "%00",
    "\x00",
    "ـ" * 50,
    "٣",
    "'\"<script>",
    "{{7*7}}",
]
WORDS += ["\u202e\u2066x", "😀", "\ud83d", "a" * 3000, "=1+1", "%s%n", "2026-99-99", "true", "[]", "{}", " ", ""]
NAMES = ["q", "page", "day", "country", "axis", "kind", "at", "for", "next", "sector", "hs", "sort", "category"]
METHODS = ["GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW"]
SEED = 20261129
PART = '--b\r\nContent-Disposition: form-data; name="a"; filename="a"\r\n'
BASE64 = PART + "Content-Transfer-Encoding: base64\r\n\r\n%%%\r\n--b--\r\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--random", type=int, default=10_000)
    parser.add_argument("--on", choices=["sqlite", "postgresql"], help="one database alone")
    options = parser.parse_args()
    if options.on is None:
        again = [sys.executable, "-m", "tests.odd_requests", *sys.argv[1:], "--on"]
        sys.exit(max(os.spawnv(os.P_WAIT, sys.executable, [*again, on]) for on in ("sqlite", "postgresql")))
    with ExitStack() as stack:
        environment = {"WEB_CONCURRENCY": "2"}
        if options.on == "postgresql":
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True))
            server = start_postgresql(folder)
            stack.callback(server.cleanup)
            environment["DATABASE_URL"] = server.get_uri()
        origin = stack.enter_context(temporary_portal(**environment))
        sys.exit(run(origin, options))


def run(origin, options):
    visitor = Visitor(origin)
    answers, faults, slowest = Counter(), [], 0
    for title, request in [*odd(visitor), *by_chance(visitor, options.random)]:
        begin = time.perf_counter()
        status = visitor.send(request)
        took = time.perf_counter() - begin
        slowest = max(slowest, took)
        answers[status] += 1
        if status == 0 or status >= 500 or took > LONGEST:
            faults.append(f"{title}: {status or 'no answer'} after {took:.1f} s")
    print(f"{options.on}: {sum(answers.values())} requests, slowest {slowest:.2f} s")
    print(f"  answers: {dict(sorted(answers.items()))}")
    for fault in faults[:40]:
        print(f"  WRONG: {fault}")
    return 1 if faults else 0


class Visitor:
    """Somebody with a bare socket, and the cookies of a member of a company."""

    def __init__(self, origin):
        from tests.access import ACCESS, World
        from tests.scramble_for_booths import session_of

        self.host = urlsplit(origin).netloc
        world = World()
        self.token = secrets.token_hex(16)
        self.cookies = f"{session_of(world.people['owner'])}; csrftoken={self.token}"
        self.paths = [rule.path(world) for rule in ACCESS.values()]
        self.registration = world.registration.get_absolute_url()

    def head(self, method, path, *lines, cookies=None, host=None):
        start = [f"{method} {path} HTTP/1.1", f"Host: {host or self.host}", "Connection: close"]
        start += [f"Cookie: {self.cookies if cookies is None else cookies}"]
        return ("\r\n".join([*start, *lines]) + "\r\n\r\n").encode("utf-8", "surrogatepass")

    def get(self, path, *lines, **options):
        return self.head("GET", path, *lines, **options)

    def post(self, path, body, kind=FORM, *lines):
        body = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
        return self.head("POST", path, f"Content-Type: {kind}", f"Content-Length: {len(body)}", *lines) + body

    def send(self, request):
        """The status of the answer; 0 if the connection was closed without one."""
        host, port = self.host.split(":")
        with socket.create_connection((host, int(port)), timeout=30) as connection:
            answer = b""
            with suppress(OSError):  # answered before all was read
                connection.sendall(request)
            with suppress(OSError):
                while chunk := connection.recv(65536):
                    answer = answer or chunk
        found = re.match(rb"HTTP/1\.[01] (\d{3})", answer)
        return int(found[1]) if found else 0


def odd(visitor):
    """(title, request) of each request that somebody once broke a server with."""
    get, post, own = visitor.get, visitor.post, visitor.registration

    def parts(body):
        return post(own, body, "multipart/form-data; boundary=b")

    token = f"csrfmiddlewaretoken={visitor.token}"
    session = visitor.cookies.split(";")[0]
    yield from [
        ("NUL in the path", get("/editions/1%00/")),
        ("NUL in the path, raw", get("/editions/\x00/")),
        ("NUL in the query", get("/search/?q=%00")),
        ("NUL in a name of the query", get("/search/?%00=1")),
        ("NUL in a cookie, escaped", get("/exhibit/", cookies='sessionid="abc\\000defgh"')),
        ("NUL in a cookie", get("/exhibit/", cookies="sessionid=abc%00")),
        ("NUL in the token", get("/accounts/login/", cookies='csrftoken="a\\000b"')),
        ("NUL in a form", post(own, f"{token}&contact_name=a%00b&products=%00")),
        ("NUL in the name of a field", post(own, f"{token}&a%00b=1")),
        ("bad UTF-8 in the path", get("/editions/%ff%fe/")),
        ("bad UTF-8 in the query", get("/search/?q=%ff%c3%28")),
        ("bad UTF-8 in a form", post(own, f"{token}&contact_name=%ff%fe")),
        ("overlong UTF-8", get("/search/?q=%c0%ae%c0%ae")),
        ("surrogates in the query", get("/search/?q=%ed%a0%80")),
        ("surrogates in a form", post(own, f"{token}&products=%ed%b0%80")),
        ("a number of 5,000 digits in the query", get("/exhibitors/?page=" + "9" * 5000)),
        ("a number of 5,000 digits in the path", get("/sessions/" + "9" * 5000 + "/")),
        ("a number of 30 digits in the path", get("/rooms/" + "9" * 30 + ".ics")),
        ("page=nan", get("/exhibitors/?page=nan")),
        ("page=inf", get("/exhibitors/?page=inf")),
        ("page=-1", get("/exhibitors/?page=-1")),
        ("page in Eastern digits", get("/exhibitors/?page=%d9%a3")),
        ("a superscript as a number", get("/exhibitors/?page=%c2%b2")),
        ("a hundred thousand fields", post(own, token + "&a=1" * 100_000)),
        ("a form of 4 MB", post(own, token + "&products=" + "a" * 4_000_000)),
        ("deep JSON", post(own, "[" * 100_000, "application/json")),
        ("a large number in JSON", post(own, '{"a": ' + "9" * 100_000 + "}", "application/json")),
        ("broken JSON", post(own, '{"a":', "application/json")),
        ("multipart without a boundary", post(own, "x", "multipart/form-data")),
        ("multipart with an empty boundary", post(own, "x", "multipart/form-data; boundary=")),
        ("multipart with a boundary beyond ASCII", post(own, "x", "multipart/form-data; boundary=é")),
        ("multipart that ends in the middle", parts("--b\r\nContent-Disposition: form-data; na")),
        ("multipart with a huge head", parts("--b\r\nContent-Disposition: form-data; name=\"" + "a" * 100_000)),
        ("300 files", parts(files(visitor.token, 300))),
        ("a file with a NUL in its name", parts(files(visitor.token, 1, "a\x00.pdf"))),
        ("a file that is called ../../x", parts(files(visitor.token, 1, "../../x.pdf"))),
        ("base64 that is none", parts(BASE64)),
        ("a charset that nobody knows", post(own, f"{token}&a=1", f"{FORM}; charset=klingon")),
        ("a charset with a NUL", post(own, f"{token}&a=1", f'{FORM}; charset="a\\000"')),
        ("UTF-7", post(own, f"{token}&contact_name=%2BADw-script", f"{FORM}; charset=utf-7")),
        ("two hosts", get("/", "Host: evil.example")),
        ("a host that is not ours", get("/", host="evil.example")),
        ("a host with a path", get("/", host="127.0.0.1/../")),
        ("an empty host", get("/", host=" ")),
        ("junk in a cookie", get("/exhibit/", cookies="sessionid=\xff\xfe; =; ;;; a=b=c; csrftoken")),
        ("a cookie of 6,000 letters", get("/exhibit/", cookies=f"{session}; a=" + "b" * 6000)),
        ("messages that were forged", get("/exhibit/", cookies=f'{session}; messages="[[1,2]]"')),
        ("a language that is none", get("/", "Accept-Language: " + "x-" * 3000)),
        ("a range that is none", get("/media/x.png", "Range: bytes=99999999999999999999-")),
        ("an If-Modified-Since that is none", get("/", "If-Modified-Since: Thu, 99 Foo 99999 99:99:99 GMT")),
        ("an If-None-Match that is none", get("/", "If-None-Match: \xff\"")),
        ("a method that is none", visitor.head("BREW", "/exhibit/")),
        ("a POST without a length", visitor.head("POST", own, f"Content-Type: {FORM}")),
        ("a length that is none", visitor.head("POST", own, f"Content-Type: {FORM}", "Content-Length: abc")),
        ("next to another site", post("/accounts/login/", f"{token}&login=a&password=b&next=//evil.example")),
        ("a path of 4,000 letters", get("/editions/" + "a" * 4000 + "/")),
        ("dots in the path", get("/media/..%2f..%2fetc/passwd")),
        ("an id that is none", get("/exhibit/registrations/00000000-0000-0000-0000-00000000000g/")),
        ("a booth with a NUL", post(own + "booths/", f"{token}&booth=%00")),
        ("a booth that is none", post(own + "booths/", f"{token}&booth=" + "9" * 5000)),
    ]  # fmt: skip


def files(token, count, name="a.pdf"):
    part = f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n%PDF-1.4\r\n'
    return (
        f'--b\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
        + part * count
        + "--b--\r\n"
    )


def by_chance(visitor, count):
    """``count`` requests over all addresses; the same ones each time, as far as these are the same."""
    chance = random.Random(SEED)
    for number in range(count):
        path = chance.choice(visitor.paths)
        if chance.random() < 0.3:
            parts = path.split("/")
            parts[chance.randrange(len(parts))] = chance.choice(WORDS)
            path = quote("/".join(parts), safe="/%", errors="surrogatepass") or "/"
        if not path.startswith("/"):
            path = "/" + path
        names = [
            "q",
            "page",
            "day",
            "country",
            "axis",
            "kind",
            "at",
            "for",
            "next",
            "sector",
            "hs",
            "sort",
            "category",
            "edition",
        ]
        chosen = {chance.choice(names): chance.choice(WORDS) for _ in range(chance.randrange(4))}
        values = "&".join(f"{name}={quote(value, errors='surrogatepass')}" for name, value in chosen.items())
        prefix = chance.choice(["", "", "/en", "/fr"])
        method = chance.choice(METHODS) if chance.random() < 0.5 else "GET"
        cookies = chance.choice([None, ""])
        title = f"number {number}: {method} {prefix}{path[:120]}?{values[:80]}"
        if method == "POST":
            yield title, visitor.post(prefix + path, f"csrfmiddlewaretoken={visitor.token}&{values}")
        else:
            query = ("&" if "?" in path else "?") + values if values else ""
            yield title, visitor.head(method, prefix + path + query, cookies=cookies)


if __name__ == "__main__":
    main()
