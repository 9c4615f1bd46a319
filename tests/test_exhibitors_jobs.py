"""What runs by the clock: the organisers' digest, and drafts that are forgotten. Nothing depends on either."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from exhibitors import booking, digest, letters, tidying, transitions
from exhibitors.models import Audit, Claim, Outbox, Registration
from exhibitors.plan import stands_of
from tests.makers import make_booth, make_edition, make_exhibition, make_exhibitor, make_registration, make_series

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def series():
    return make_series(contact_email="organisers@example.org")


# The digest


def test_digest_names_what_was_sent_and_goes_to_the_organisers(series):
    sent, draft = make_registration(state="submitted"), make_registration()

    letter = digest.write_digest()

    assert (letter.recipient, letter.language, letter.registration) == ("organisers@example.org", "ar", None)
    assert sent.exhibitor.name in letter.body
    assert draft.exhibitor.name not in letter.body


def test_digest_is_written_only_where_something_is_new(series):
    assert digest.write_digest() is None

    make_registration(state="submitted")
    now = timezone.now()
    assert digest.write_digest(now=now)

    assert digest.write_digest(now=now + DAY) is None


def test_digest_comes_at_most_once_an_hour_and_leaves_nothing_out(series):
    now = timezone.now().replace(minute=10) + DAY
    first = make_registration(state="submitted")
    assert digest.write_digest(now=now)
    second = make_registration(state="submitted")

    assert digest.write_digest(now=now + timedelta(minutes=20)) is None
    later = digest.write_digest(now=now + timedelta(hours=1))

    assert second.exhibitor.name in later.body
    assert first.exhibitor.name not in later.body


def test_registration_that_is_sent_again_is_told_again(series):
    registration = make_registration(state="returned")
    now = timezone.now()
    digest.write_digest(now=now)
    transitions.move(registration, "submit", terms_version="1", now=now + timedelta(hours=1))

    assert registration.exhibitor.name in digest.write_digest(now=now + timedelta(hours=2)).body


def test_without_an_address_of_the_organisers_nothing_is_lost():
    make_registration(state="submitted")
    assert digest.write_digest() is None
    series = make_series(contact_email="organisers@example.org")

    assert digest.write_digest().recipient == series.contact_email


def test_digest_goes_out_by_its_command_and_only_once(series, mailoutbox, django_capture_on_commit_callbacks):
    make_registration(state="submitted")

    with django_capture_on_commit_callbacks(execute=True):
        call_command("send_digest")
        call_command("send_digest")

    assert [mail.to for mail in mailoutbox] == [["organisers@example.org"]]


def test_digest_that_could_not_go_out_is_sent_later(series, settings, mailoutbox, django_capture_on_commit_callbacks):
    make_registration(state="submitted")
    settings.EMAIL_BACKEND = "tests.test_exhibitors_letters.BrokenServer"
    with django_capture_on_commit_callbacks(execute=True):
        digest.write_digest()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    letters.send_due()

    assert [mail.to for mail in mailoutbox if "organisers@example.org" in mail.to] == [["organisers@example.org"]]


# Forgotten drafts


def draft(*, days, booth=None):
    """A draft that nobody has touched for ``days``."""
    registration = make_registration(booth=booth)
    then = timezone.now() - days * DAY
    Registration.objects.filter(pk=registration.pk).update(created_at=then)
    registration.history.update(history_date=then)
    registration.claims.update(created_at=then, expires_at=then + booking.HOLD)
    registration.refresh_from_db()
    return registration


def test_draft_gets_one_reminder_a_week_before(mailoutbox):
    registration = draft(days=24)
    now = timezone.now()

    assert tidying.tidy(now=now) == (1, 0)
    assert tidying.tidy(now=now + DAY) == (0, 0)

    letter = Outbox.objects.get(kind="reminder")
    assert letter.registration == registration
    assert letter.recipient == registration.exhibitor.members.get().email


@pytest.mark.parametrize("days", [0, 10, 22])
def test_young_draft_is_left_alone(days):
    draft(days=days)

    assert tidying.tidy() == (0, 0)


def test_draft_is_deleted_a_week_after_its_reminder():
    registration = draft(days=24, booth=make_booth())
    held = registration.claims.get()
    now = timezone.now()
    tidying.tidy(now=now)

    assert tidying.tidy(now=now + 6 * DAY) == (0, 0)
    assert tidying.tidy(now=now + 7 * DAY) == (0, 1)

    assert not Registration.objects.exists()
    assert not Claim.objects.exists()
    assert not Registration.history.filter(id=registration.pk).exists()
    released = Audit.objects.get(what="release")
    assert (released.object_id, released.after) == (held.pk, {"why": "expired"})
    assert Audit.objects.get(what="tidy").object_id == registration.pk


def test_draft_of_nobody_is_deleted_without_a_letter():
    registration = draft(days=31)
    registration.exhibitor.memberships.all().delete()

    assert tidying.tidy() == (0, 1)


def test_old_draft_is_warned_first_even_if_the_job_was_away():
    draft(days=300)

    assert tidying.tidy() == (1, 0)


def test_draft_that_was_touched_after_the_reminder_stays():
    registration = draft(days=24)
    now = timezone.now()
    tidying.tidy(now=now)
    registration.products = "محركات"
    registration.save()

    assert tidying.tidy(now=now + 7 * DAY) == (0, 0)


def test_draft_whose_company_looks_for_a_booth_stays():
    registration = draft(days=31)
    booking.claim(registration, make_booth(exhibition=registration.exhibition))

    assert tidying.tidy() == (0, 0)


@pytest.mark.parametrize("state", ["submitted", "returned", "approved", "rejected", "withdrawn"])
def test_what_was_sent_is_never_deleted(state):
    registration = make_registration(state=state)
    Registration.objects.update(created_at=timezone.now() - 400 * DAY)
    registration.history.update(history_date=timezone.now() - 400 * DAY)

    assert tidying.tidy() == (0, 0)


def test_draft_that_was_opened_again_is_not_deleted():
    registration = make_registration(state="rejected")
    transitions.move(registration, "reopen")
    Registration.objects.update(created_at=timezone.now() - 400 * DAY)
    registration.history.update(history_date=timezone.now() - 400 * DAY)

    assert tidying.tidy() == (0, 0)


def test_commands_say_what_they_did(capsys):
    draft(days=24)

    call_command("tidy_registrations")
    call_command("tidy_registrations")

    assert capsys.readouterr().out == ("Reminded of 1 draft(s); deleted 0.\nReminded of 0 draft(s); deleted 0.\n")


def test_whether_a_booth_is_free_does_not_depend_on_the_job():
    exhibition = make_exhibition(edition=make_edition())
    booths = [make_booth(exhibition=exhibition) for _ in range(4)]
    draft(days=24, booth=booths[0])
    make_registration(booth=booths[1])
    make_registration(booth=booths[2], state="approved")
    now = timezone.now()

    def answers(moment):
        standings = [(stand.booth.pk, stand.standing) for stand in stands_of(exhibition, moment)]
        return standings, [booth.pk for booth in booking.free_booths(exhibition, moment)]

    moments = [now + hours * timedelta(hours=6) for hours in range(60)]
    without = [answers(moment) for moment in moments]
    with_job = []
    for moment in moments:
        tidying.tidy(now=moment)
        with_job.append(answers(moment))

    assert with_job == without
    assert Registration.objects.filter(state="draft").count() == 1  # the job did its work meanwhile


def test_digest_of_a_demonstration_says_so(series):
    make_registration(
        exhibition=make_exhibition(edition=make_edition(is_demo=True)), exhibitor=make_exhibitor(), state="submitted"
    )

    assert "تجريبي" in digest.write_digest().body
