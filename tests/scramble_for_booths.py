"""
200 companies that want 40 booths in the same instant: `.venv/bin/python -m tests.scramble_for_booths`.

After `make tools`. Serves the portal by two processes, on SQLite and then on PostgreSQL. Each company is signed in and
asks over HTTP for a booth, as many for one as for another; with `--until-none-is-left`, who is told that it is taken
tries another of those that the answer offers. Exits with 1 unless 40 companies hold 40 booths, none of them twice, and
no answer was an error. `--clients 50 --booths 1 --rounds 20` makes it another scramble. Its seconds are those of this
machine and no limit. `--without-the-rule` takes the constraint away that keeps one claim on a booth, and then exits
with 1 unless booths were given away twice on PostgreSQL: were they not, the other scrambles would prove nothing.
"""

import argparse
import http.client
import itertools
import math
import os
import random
import re
import secrets
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from tests.run import start_postgresql
from tests.temporary_portal import temporary_portal

PROCESSES = "2"
TAKEN = 409
# What an answer offers: the booths that were free when it was written. The buttons of the others are there, hidden.
OFFERED = re.compile(r'name="booth" value="([^"]+)"(?![^>]* hidden)')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--booths", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--until-none-is-left", action="store_true")
    parser.add_argument("--without-the-rule", action="store_true")
    parser.add_argument("--on", choices=["sqlite", "postgresql"], help="one database alone")
    options = parser.parse_args()
    if options.on is None:
        # Django speaks to one database in a process, so each scramble has its own.
        outcomes = [
            os.spawnv(
                os.P_WAIT,
                sys.executable,
                [sys.executable, "-m", "tests.scramble_for_booths", *sys.argv[1:], "--on", on],
            )
            for on in ("sqlite", "postgresql")
        ]
        sys.exit(max(outcomes))
    with ExitStack() as stack:
        environment = {"WEB_CONCURRENCY": PROCESSES}
        if options.on == "postgresql":
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True))
            server = start_postgresql(folder)
            stack.callback(server.cleanup)
            environment["DATABASE_URL"] = server.get_uri()
        origin = stack.enter_context(temporary_portal(**environment))
        sys.exit(outcome_of(origin, options))


def outcome_of(origin, options):
    """Let them go, round after round, and tell what came of it; give 1 if anything is as it must not be."""
    members = enter_companies(options.clients)
    rounds = []
    if options.without_the_rule:
        take_the_rule_away()
    for _ in range(options.rounds):
        rounds.append(scramble(origin, members, options))
    answers = sum((each.answers for each in rounds), Counter())
    times = sorted(seconds for each in rounds for seconds in each.times)
    faults = [fault for each in rounds for fault in each.faults]
    print(
        f"{options.on}: {len(rounds)} × {options.clients} companies for {options.booths} booths, {PROCESSES} processes"
    )
    print(f"  holders: {sum(each.holders for each in rounds)}; answers: {dict(answers)}")
    middle, late = statistics.median(times), times[math.ceil(0.99 * len(times)) - 1]
    print(f"  an answer took {1000 * middle:.0f} ms, 99 of 100 at most {1000 * late:.0f} ms")
    for fault in faults:
        print(f"  {'as expected' if options.without_the_rule else 'WRONG'}: {fault}")
    if options.without_the_rule:
        return 0 if options.on == "sqlite" or any("more than once" in fault for fault in faults) else 1
    return 1 if faults else 0


class Round(NamedTuple):
    answers: Counter
    times: list
    holders: int
    faults: list


def scramble(origin, members, options):
    exhibition, registrations, codes = open_exhibition(members, options.booths)
    barrier = threading.Barrier(len(registrations))
    wishes = itertools.cycle(codes)
    companies = [
        Company(origin, wish, options.until_none_is_left, barrier, *registration)
        for wish, registration in zip(wishes, registrations, strict=False)
    ]
    for company in companies:
        company.start()
    for company in companies:
        company.join()

    answers = Counter(status for company in companies for status in company.statuses)
    times = [seconds for company in companies for seconds in company.times]
    faults = [company.fault for company in companies if company.fault]
    faults += [f"{count} answers {status}" for status, count in answers.items() if status not in (302, TAKEN)]
    faults += wrong_holders(exhibition, companies, options)
    return Round(answers, times, sum(company.has_won for company in companies), faults)


def enter_companies(clients):
    """A company for each client, with the cookie of its owner."""
    from django.test.utils import override_settings

    from tests import makers

    found = []
    # Nobody signs in by a password here, so none has to be kept from being guessed.
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        for _client in range(clients):
            user = makers.make_user()
            found.append((makers.make_exhibitor(members=[user]), session_of(user)))
    return found


def open_exhibition(members, booths):
    """An exhibition; for each of ``members`` (cookie, address of its booths); and the codes of the booths."""
    from django.urls import reverse

    from tests import makers

    exhibition = makers.make_exhibition()
    codes = [makers.make_booth(exhibition=exhibition).code for _ in range(booths)]
    found = []
    for company, cookie in members:
        registration = makers.make_registration(exhibition=exhibition, exhibitor=company)
        found.append((cookie, reverse("exhibitors:booths", args=[registration.public_id])))
    return exhibition, found, codes


def take_the_rule_away():
    from django.db import connection

    from exhibitors.models import Claim

    rule = next(rule for rule in Claim._meta.constraints if rule.name == "one_unreleased_claim_per_booth")
    with connection.schema_editor() as editor:
        editor.remove_constraint(Claim, rule)


def session_of(user):
    """The cookie of somebody who has signed in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


class Company(threading.Thread):
    """Somebody with a browser, who wants a certain booth and may then try others while any are offered."""

    def __init__(self, origin, wish, tries_others, barrier, cookie, address):
        super().__init__(daemon=True)
        self.host = urlsplit(origin).netloc
        self.wish, self.tries_others = wish, tries_others
        self.barrier, self.cookie, self.address = barrier, cookie, address
        self.statuses, self.times = [], []
        self.has_won, self.fault = False, ""

    def run(self):
        offered = [self.wish]
        try:
            self.barrier.wait(timeout=60)
            while offered and not self.has_won:
                status, page = self.ask_for(random.choice(offered))
                self.statuses.append(status)
                self.has_won = status == 302
                offered = OFFERED.findall(page.decode()) if self.tries_others and status == TAKEN else []
        except Exception as error:
            self.fault = repr(error)

    def ask_for(self, code):
        token = secrets.token_hex(16)
        connection = http.client.HTTPConnection(self.host, timeout=60)
        headers = {"Cookie": f"{self.cookie}; csrftoken={token}", "Content-Type": "application/x-www-form-urlencoded"}
        begin = time.perf_counter()
        connection.request("POST", self.address, urlencode({"booth": code, "csrfmiddlewaretoken": token}), headers)
        answer = connection.getresponse()
        page = answer.read()
        self.times.append(time.perf_counter() - begin)
        connection.close()
        return answer.status, page


def wrong_holders(exhibition, companies, options):
    """What the database and the companies say that cannot both be, or must not."""
    from exhibitors.models import Claim

    held = list(Claim.objects.unreleased().filter(booth__exhibition=exhibition))
    winners = sum(company.has_won for company in companies)
    most = min(options.clients, options.booths)
    faults = [] if len(held) == most else [f"{len(held)} booths are held, not {most}"]
    faults += [] if winners == len(held) else [f"{winners} companies were told that they have one of {len(held)}"]
    for what in ("booth_id", "registration_id"):
        twice = [key for key, count in Counter(getattr(claim, what) for claim in held).items() if count > 1]
        faults += [f"{what} {key} is there more than once" for key in twice]
    return faults


if __name__ == "__main__":
    main()
