"""What becomes of a correction that was sent: the letter to staff, and what staff decide."""

import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from forum_portal.corrections import decide, name_of
from forum_portal.facts import fact_of
from forum_portal.models import Correction
from tests import makers
from tests.corrections import PROPOSAL, all_facts, make_correction, make_everything, send
from tests.pages import LANGUAGES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("forget_the_counts")]


@pytest.fixture
def editor(client):
    user = makers.make_editor()
    client.force_login(user)
    return user


def admin_page(name, *args):
    with override("ar"):
        return reverse(f"admin:forum_portal_correction_{name}", args=args)


# The letter


def test_staff_are_told_with_the_page_and_the_sentence(client, mailbox, settings):
    settings.SITE_URL = "https://forum.example.org"
    makers.make_series(contact_email="forum@example.org")
    edition = makers.make_edition(number=1, theme_ar="الصناعة & <التنمية>")
    fact = fact_of(edition, "theme")
    details = {"source": "سطر أول\nسطر ثان", "name": "سلمى", "email": "salma@example.org"}

    (mail,) = mailbox(lambda: send(client, page="/editions/1/", fact=fact.reference, prefix="/en", **details))

    kept = Correction.objects.get()
    assert mail.to == ["forum@example.org"]
    assert mail.reply_to == ["salma@example.org"]
    lines = mail.body.splitlines()
    assert "https://forum.example.org/en/editions/1/" in lines
    assert f"https://forum.example.org{admin_page('change', kept.pk)}" in lines
    for text in ["الصناعة & <التنمية>", PROPOSAL, "سطر أول", "سطر ثان", "سلمى"]:
        assert f"\u2068{text}\u2069" in lines
    assert "{" not in mail.subject + mail.body
    assert "\u2068\u2069" not in mail.body


def test_the_letter_is_arabic_whatever_the_reader_speaks(client, mailbox):
    makers.make_series(contact_email="forum@example.org")

    letters = mailbox(lambda: [send(client, prefix=prefix, name=prefix) for prefix in ("", "/en", "/fr")])

    assert len(letters) == 3
    assert len({mail.subject for mail in letters}) == 1


@pytest.mark.parametrize("name", ["proposal", "source", "name", "email"])
def test_no_header_is_smuggled_into_the_letter(client, mailbox, name):
    makers.make_series(contact_email="forum@example.org")
    evil = "x@example.org\r\nBcc: all@example.org"

    letters = mailbox(lambda: send(client, **{name: evil}))

    for mail in letters:
        message = mail.message()
        assert message["Bcc"] is None
        assert mail.recipients() == ["forum@example.org"]
        assert "example.org" not in mail.subject
    assert len(letters) == (0 if name == "email" else 1)


def test_a_letter_without_an_address_of_the_reader_has_nobody_to_reply_to(client, mailbox):
    makers.make_series(contact_email="forum@example.org")

    (mail,) = mailbox(lambda: send(client))

    assert mail.reply_to == []


def test_without_an_address_of_the_series_the_correction_is_kept_all_the_same(client, mailbox):
    makers.make_series()

    assert mailbox(lambda: send(client)) == []
    assert Correction.objects.count() == 1


class BrokenServer:
    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, messages):
        raise ConnectionRefusedError


def test_a_mail_server_that_is_down_harms_nothing(client, mailbox, settings, caplog):
    makers.make_series(contact_email="forum@example.org")
    settings.EMAIL_BACKEND = "tests.test_corrections_staff.BrokenServer"
    responses = []

    mailbox(lambda: responses.append(send(client)))

    assert responses[0].status_code == 302
    assert Correction.objects.count() == 1
    assert [record.name for record in caplog.records if record.levelname == "ERROR"] == ["forum_portal.corrections"]


# What staff do


@pytest.mark.parametrize("decision", ["accepted", "declined"])
def test_a_decision_is_kept_with_who_when_and_a_note(client, editor, decision):
    correction = make_correction()

    response = client.post(admin_page("change", correction.pk), {"note": "راجعنا المصدر", f"_{decision}": "1"})

    correction.refresh_from_db()
    assert response.status_code == 302
    assert (correction.state, correction.handled_by, correction.note) == (decision, editor, "راجعنا المصدر")
    assert timezone.now() - correction.handled_at < timedelta(minutes=1)
    assert LogEntry.objects.filter(object_id=correction.pk, user=editor).exists()


@pytest.mark.parametrize(("action", "state"), [("accept", "accepted"), ("decline", "declined")])
def test_several_are_decided_from_the_list(client, editor, action, state):
    chosen = [make_correction(), make_correction()]
    other = make_correction()

    client.post(admin_page("changelist"), {"action": action, "_selected_action": [item.pk for item in chosen]})

    assert set(Correction.objects.filter(state=state, handled_by=editor)) == set(chosen)
    other.refresh_from_db()
    assert other.state == "new"


def test_a_decision_is_taken_once_and_may_be_changed():
    first, second = makers.make_editor(), makers.make_editor()
    correction = make_correction()

    assert decide(correction, "accepted", by=first)
    assert not decide(correction, "accepted", by=second)
    assert Correction.objects.get().handled_by == first
    assert decide(correction, "declined", by=second)
    assert Correction.objects.get().handled_by == second


def test_what_a_reader_wrote_is_not_changed_by_staff(client, editor):
    correction = make_correction(sentence="كان", name="سلمى")
    changes = {"proposal": "غير ذلك", "sentence": "غير ذلك", "name": "غيرها", "state": "accepted", "note": "ملاحظة"}

    client.post(admin_page("change", correction.pk), changes)

    correction.refresh_from_db()
    assert (correction.proposal, correction.sentence, correction.name) == (PROPOSAL, "كان", "سلمى")
    assert (correction.state, correction.note) == ("new", "ملاحظة")


def test_nobody_adds_a_correction_by_hand(client):
    client.force_login(makers.make_user(superuser=True))

    assert client.get(admin_page("add")).status_code == 403


def test_only_who_may_change_corrections_decides(client):
    correction = make_correction()
    user = makers.make_user(staff=True)
    client.force_login(user)

    assert client.get(admin_page("changelist")).status_code == 403
    client.post(admin_page("change", correction.pk), {"note": "", "_accepted": "1"})

    correction.refresh_from_db()
    assert correction.state == "new"


def test_the_page_leads_to_the_record_and_to_the_reader(client, editor):
    edition = makers.make_edition()
    fact = fact_of(edition, "theme")
    send(client, page=edition.get_absolute_url(), fact=fact.reference, email="salma@example.org")

    response = client.get(admin_page("change", Correction.objects.get().pk))

    html = response.content.decode()
    assert f'href="{reverse("admin:editions_edition_change", args=[edition.pk])}"' in html
    assert f'href="{edition.get_absolute_url()}"' in html
    assert "mailto:salma%40example.org?" in html
    assert '<html lang="ar" dir="rtl">' in html
    assert 'name="_accepted"' in html
    assert 'name="_declined"' in html
    assert "style=" not in main_part(html)


def main_part(html):
    return html.split('id="content"', 1)[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_of_staff_open_for_every_kind_of_fact(client, editor, language):
    prefix = "" if language == "ar" else f"/{language}"
    for record in make_everything(makers.make_edition(country="OM")):
        send(client, fact=all_facts(record)[0].reference)
        cache.clear()

    assert client.get(prefix + admin_page("changelist"), {"q": "شباط"}).status_code == 200
    for correction in Correction.objects.all():
        assert client.get(prefix + admin_page("change", correction.pk)).status_code == 200


def test_a_correction_outlives_its_record(client, editor):
    recommendation = makers.make_recommendation(text_ar="إنشاء صندوق")
    send(client, fact=fact_of(recommendation, "text").reference)
    recommendation.delete()

    correction = Correction.objects.get()
    assert client.get(admin_page("change", correction.pk)).status_code == 200
    assert client.get(admin_page("changelist")).status_code == 200
    assert correction.sentence == "إنشاء صندوق"
    assert name_of(correction) == ""


def test_the_index_says_how_many_wait(client, editor):
    def name():
        apps = client.get("/admin/").context["app_list"]
        return next(model["name"] for app in apps for model in app["models"] if model["object_name"] == "Correction")

    assert not re.search(r"\d", str(name()))
    make_correction()
    decide(make_correction(), "declined", by=editor)

    assert "1" in name()


def test_the_list_asks_the_database_equally_often_with_one_and_with_many(client, editor):
    makers_of_one = lambda: send(client, fact=fact_of(makers.make_recommendation(), "text").reference)  # noqa: E731
    makers_of_one()
    client.get(admin_page("changelist"))
    with CaptureQueriesContext(connection) as one:
        client.get(admin_page("changelist"))
    for _ in range(4):
        makers_of_one()

    with CaptureQueriesContext(connection) as many:
        client.get(admin_page("changelist"))

    assert len(many) == len(one)
