"""Letters about registrations, and the record that nobody can change."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from exhibitors import letters, transitions
from exhibitors.models import Audit, Outbox
from tests.makers import (
    make_booth,
    make_edition,
    make_exhibition,
    make_exhibitor,
    make_registration,
    make_series,
    make_user,
)

pytestmark = pytest.mark.django_db


class BrokenServer:
    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, messages):
        raise ConnectionRefusedError


@pytest.fixture
def no_mail_server(settings):
    settings.EMAIL_BACKEND = "tests.test_exhibitors_letters.BrokenServer"


def submitted(**fields):
    return make_registration(state="submitted", **fields)


def test_letter_goes_out_after_the_commit(mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        registration = submitted()
    assert mailoutbox == []

    for callback in callbacks:
        callback()

    assert [mail.to for mail in mailoutbox] == [[registration.exhibitor.members.get().email]]
    assert Outbox.objects.get().sent_at


@pytest.mark.parametrize(("language", "prefix"), [("ar", ""), ("en", "/en"), ("fr", "/fr")])
def test_letter_speaks_the_language_of_its_reader(settings, language, prefix):
    settings.SITE_URL = "https://forum.example.org"
    company = make_exhibitor(members=[make_user(language=language)])

    registration = submitted(exhibitor=company)

    link = f"https://forum.example.org{prefix}/exhibit/registrations/{registration.public_id}/"
    assert link in Outbox.objects.get().body


@pytest.mark.parametrize("is_demo", [True, False])
def test_letter_of_a_demonstration_says_that_it_is_one(is_demo):
    exhibition = make_exhibition(edition=make_edition(is_demo=is_demo))

    submitted(exhibition=exhibition, exhibitor=make_exhibitor(members=[make_user()]))

    body = Outbox.objects.get().body
    assert ("هذا معرض تجريبي: لا يُحجز فيه جناح حقا." in body) == is_demo
    assert body.endswith("وتفضلوا بقبول فائق التحية،\nالملتقى العربي للصناعات الصغيرة والمتوسطة\n")


def test_letter_isolates_names_and_keeps_their_signs():
    company = make_exhibitor(name_ar="A & B <Pumps>", members=[make_user()])

    submitted(exhibitor=company)

    assert "\u2068A & B <Pumps>\u2069" in Outbox.objects.get().body


def test_letter_has_one_line_of_subject_and_no_name_of_a_company():
    company = make_exhibitor(name_ar="x\r\nBcc: all@example.org", members=[make_user()])

    submitted(exhibitor=company)

    subject = Outbox.objects.get().subject
    assert "\n" not in subject
    assert "Bcc" not in subject


def test_letter_goes_to_the_verified_account_and_not_to_the_contact():
    registration = submitted(contact_email="anybody@example.org")

    assert Outbox.objects.get().recipient == registration.exhibitor.members.get().email


def test_letter_goes_to_the_owner_before_other_members():
    owner, other = make_user(), make_user()
    submitted(exhibitor=make_exhibitor(members=[owner, other]))

    assert Outbox.objects.get().recipient == owner.email


def test_letter_without_a_reader_is_not_written():
    submitted(exhibitor=make_exhibitor())

    assert not Outbox.objects.exists()


@pytest.mark.parametrize("kind", sorted({kind for event in transitions.EVENTS.values() for kind in event.letters}))
def test_letter_of_every_kind_has_a_subject_and_a_text(kind):
    make_series(contact_email="forum@example.org")
    registration = make_registration(booth=make_booth(), state="returned")
    Outbox.objects.all().delete()

    letter = letters.write(kind, registration, claims=list(registration.claims.all()), now=timezone.now())

    assert letter.subject
    assert registration.exhibitor.name in letter.body
    assert "{" not in letter.subject + letter.body
    assert "\u2068\u2069" not in letter.subject + letter.body


def test_withdrawal_is_told_to_both_sides():
    make_series(contact_email="forum@example.org")
    registration = submitted()
    Outbox.objects.all().delete()

    transitions.move(registration, "withdraw")

    recipients = set(Outbox.objects.values_list("recipient", flat=True))
    assert recipients == {"forum@example.org", registration.exhibitor.members.get().email}


def test_mail_server_that_is_down_harms_nothing(no_mail_server, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        registration = submitted()

    letter = Outbox.objects.get()
    assert registration.state == "submitted"
    assert (letter.sent_at, letter.leased_until, letter.tries) == (None, None, 1)


def test_send_letters_sends_what_stayed_and_nothing_twice(mailoutbox):
    submitted()

    call_command("send_letters")
    call_command("send_letters")

    assert len(mailoutbox) == 1


def test_letter_that_went_out_is_not_sent_again(mailoutbox):
    submitted()
    letter = Outbox.objects.get()

    assert [letters.deliver(letter.pk) for _ in range(2)] == [True, False]
    assert len(mailoutbox) == 1


def test_letter_that_somebody_is_sending_is_left_alone(mailoutbox):
    submitted()
    now = timezone.now()
    Outbox.objects.update(leased_until=now + timedelta(minutes=1))

    assert letters.send_due(now=now) == (0, 0)
    assert letters.send_due(now=now + timedelta(minutes=2)) == (1, 0)


# The record


@pytest.mark.parametrize("change", ["UPDATE exhibitors_audit SET what = 'x'", "DELETE FROM exhibitors_audit"])
def test_audit_refuses_to_be_changed(change):
    make_registration()
    assert Audit.objects.exists()

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)

    assert Audit.objects.get().what == "start"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no INSERT OR REPLACE")
def test_audit_refuses_to_be_replaced():
    make_registration()
    entry = Audit.objects.get()
    columns = "id, at, user_id, what, model, object_id, before, after"
    chosen = f"SELECT {columns.replace('what', repr('forged'))} FROM exhibitors_audit WHERE id = {entry.pk}"

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT OR REPLACE INTO exhibitors_audit ({columns}) {chosen}")

    assert Audit.objects.get().what == "start"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's own case is above")
def test_audit_refuses_to_be_written_over():
    make_registration()
    entry = Audit.objects.get()
    columns = "id, at, user_id, what, model, object_id, before, after"
    insert = f"INSERT INTO exhibitors_audit ({columns}) SELECT {columns} FROM exhibitors_audit WHERE id = {entry.pk}"

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{insert} ON CONFLICT (id) DO UPDATE SET what = 'forged'")

    assert Audit.objects.get().what == "start"


def test_audit_holds_no_personal_values():
    registration = make_registration(
        exhibition=make_exhibition(), contact_name="سلمى", contact_email="salma@example.org", state="approved"
    )

    text = " ".join(f"{entry.before} {entry.after}" for entry in Audit.objects.all())
    assert "سلمى" not in text
    assert "salma" not in text
    assert registration.exhibitor.name not in text
