"""Mail: a plain text that stays as it was written, and the same words as a page in the portal's face."""

import re
from html.parser import HTMLParser

import pytest
from django.core.mail import BadHeaderError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from exhibitors import letters
from exhibitors.models import Outbox
from forum_portal.arabic.bidi import isolate
from forum_portal.mail import compose, paragraphs_of
from tests.makers import make_exhibitor, make_registration, make_series, make_user

TEXT = "السلام عليكم،\n\nالصفحة هنا:\n\nhttps://forum.example.org/x/?a=1&b=2\n\nالملتقى\n"


class Reader(HTMLParser):
    """Reads a page as a mail program does: its elements, and the words between them."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.words, self.open = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag == "br":
            self.words.append("\n")
        elif tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if not {"head", "style"} & set(self.open):
            self.words.append(data)

    @property
    def text(self):
        return "".join(self.words)

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


def page_of(mail):
    ((content, kind),) = mail.alternatives
    assert kind == "text/html"
    return Reader(content)


def words(text):
    return text.replace("\u2068", "").replace("\u2069", "").split()


def test_mail_has_the_plain_text_first_and_unchanged():
    mail = compose("الموضوع", TEXT, "ar", to=["a@example.org"], reply_to=["b@example.org"])

    message = mail.message()
    assert mail.body == TEXT
    assert [part.get_content_type() for part in message.get_payload()] == ["text/plain", "text/html"]
    assert message["To"] == "a@example.org"
    assert message["Reply-To"] == "b@example.org"
    assert message["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr"), ("fr", "ltr")])
def test_mail_declares_its_language_and_direction(language, direction):
    page = page_of(compose("x", TEXT, language, to=["a@example.org"]))

    # Mail programs that throw away <html> keep the cell.
    for tag in ("html", "td"):
        assert {"lang": language, "dir": direction}.items() <= page.all(tag)[-1].items()


def test_mail_loads_nothing_and_runs_nothing():
    mail = compose("x", TEXT, "ar", to=["a@example.org"])

    page = page_of(mail)
    assert not {"script", "img", "link", "iframe"} & {tag for tag, _attributes in page.elements}
    assert not re.search(r"url\(|@import|src=", mail.alternatives[0].content)


def test_page_says_the_words_of_the_text_and_no_more_than_its_head_and_button():
    text = "Dear A,\n\nline\nline\n\nhttps://x.example/\n\nBye\n"

    page = page_of(compose("Subject", text, "en", to=["a@example.org"]))

    assert words(page.text) == words(
        "Arab Forum for Small and Medium Industries Dear A, line line Open the page https://x.example/ Bye"
    )


def test_address_on_a_line_of_its_own_is_a_button_that_shows_where_it_leads():
    page = page_of(compose("x", TEXT, "ar", to=["a@example.org"]))

    assert [link["href"] for link in page.all("a")] == ["https://forum.example.org/x/?a=1&b=2"]
    assert "https://forum.example.org/x/?a=1&b=2" in page.text
    assert {"dir": "ltr"} in page.all("bdi")


@pytest.mark.parametrize(
    ("sentence", "target"),
    [
        ("انظر https://x.example/a/.", "https://x.example/a/"),
        ("انظر (https://x.example/a)، ثم عد", "https://x.example/a"),
        ("اكتب إلى forum@example.org.", "mailto:forum@example.org"),
    ],
)
def test_address_in_a_sentence_is_a_link_from_left_to_right(sentence, target):
    page = page_of(compose("x", sentence, "ar", to=["a@example.org"]))

    (link,) = page.all("a")
    assert (link["href"], link["dir"]) == (target, "ltr")
    assert sentence in page.text


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</td></table><b>",
    "{{ secret }}{% load %}",
    "a & b < c > d \" e ' f",
    "\u2069\u2069 out of the isolate",
    "\u2068\u2068 and never back",
    "\u2069\u2068" * 30,
]


@pytest.mark.parametrize("value", HOSTILE)
def test_value_stays_text_whatever_it_says(value):
    text = f"Good day,\n\nThe company {isolate(value)} asks.\n\n{value}"

    page = page_of(compose(value, text, "en", to=["a@example.org"]))

    assert page.open == []  # each element is closed, in order
    assert not {"script", "img", "b", "a"} & {tag for tag, _attributes in page.elements}
    assert " ".join(words(value)) in " ".join(words(page.text))


def test_quotation_mark_in_an_address_does_not_leave_the_link():
    page = page_of(compose("x", 'see https://x.example/"onmouseover="alert(1) now', "en", to=["a@example.org"]))

    (link,) = page.all("a")
    assert set(link) == {"class", "href", "dir"}
    assert link["href"] == "https://x.example/"


@pytest.mark.parametrize("value", ["https://evil.example/", "win at https://evil.example/ now", "a@evil.example"])
def test_address_in_a_value_is_no_link_of_ours(value):
    page = page_of(compose("x", f"{isolate(value)}\n\nX {isolate(value)} y", "en", to=["a@example.org"]))

    assert not page.all("a")
    assert page.text.count(value) == 2
    assert page.all("span") == [{"dir": "ltr"}] * 2


def test_value_of_several_paragraphs_is_isolated_in_each():
    paragraphs = paragraphs_of(isolate("one\r\n\r\nhttps://evil.example/\r\n\r\ntwo") + "\n\nafter")

    assert [paragraph.get("html") for paragraph in paragraphs] == [
        "<bdi>one</bdi>",
        '<bdi><span dir="ltr">https://evil.example/</span></bdi>',
        "<bdi>two</bdi>",
        "after",
    ]


def test_subject_cannot_bring_a_header():
    mail = compose("x\r\nBcc: all@example.org\u2028y", TEXT, "ar", to=["a@example.org"])

    assert mail.message()["Subject"] == "x Bcc: all@example.org y"
    assert mail.message()["Bcc"] is None


def test_reader_cannot_bring_a_header():
    with pytest.raises(BadHeaderError):
        compose("x", TEXT, "ar", to=["a@example.org\nBcc: all@example.org"]).message()


# Who sends


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_letter_about_a_registration_goes_out_in_both_forms(mailoutbox, django_capture_on_commit_callbacks, language):
    company = make_exhibitor(name_ar="A & B <Pumps>", members=[make_user(language=language)])

    with django_capture_on_commit_callbacks(execute=True):
        make_registration(exhibitor=company, state="submitted")

    letter, (mail,) = Outbox.objects.get(), mailoutbox
    assert mail.body == letter.body
    page = page_of(mail)
    assert page.all("html")[0]["lang"] == language
    assert "A & B <Pumps>" in page.text


@pytest.mark.django_db
def test_letter_that_waited_keeps_the_language_it_was_written_in(mailoutbox):
    user = make_user(language="fr")
    make_registration(exhibitor=make_exhibitor(members=[user]), state="submitted")
    user.language = "ar"
    user.save()

    with override("en"):
        letters.send_due()

    assert page_of(mailoutbox[0]).all("html")[0]["lang"] == "fr"


@pytest.mark.django_db
def test_letter_to_the_organisers_is_in_arabic(mailoutbox):
    make_series(contact_email="forum@example.org")
    registration = make_registration(exhibitor=make_exhibitor(members=[make_user(language="en")]), state="submitted")
    with override("en"):
        letters.write("withdrawn_staff", registration, now=timezone.now())
        letters.send_due()

    (mail,) = (mail for mail in mailoutbox if mail.to == ["forum@example.org"])
    assert page_of(mail).all("html")[0]["dir"] == "rtl"


@pytest.mark.django_db
@pytest.mark.parametrize(("page", "language"), [("", "fr"), ("/en", "ar")])
def test_letter_about_an_account_speaks_its_readers_language_not_that_of_the_page(client, mailoutbox, page, language):
    user = make_user(language=language)

    client.post(page + reverse("account_reset_password"), {"email": user.email})

    (mail,) = mailoutbox
    html = page_of(mail)
    assert html.all("html")[0]["lang"] == language
    assert [link["href"] for link in html.all("a")] == re.findall(r"http://\S+", mail.body)
    prefix = "" if language == "ar" else f"/{language}"
    assert f"http://testserver{prefix}/accounts/" in mail.body
    assert client.get(re.search(r"http://testserver(\S+)", mail.body)[1], follow=True).status_code == 200


@pytest.mark.django_db
def test_letter_to_a_stranger_speaks_the_language_of_the_page(client, mailoutbox):
    client.post("/en" + reverse("account_reset_password"), {"email": "nobody@example.org"})

    assert page_of(mailoutbox[0]).all("html")[0]["lang"] == "en"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "kind", ["account_already_exists", "email_confirmation", "password_changed", "password_reset_key"]
)
def test_letters_about_accounts_say_the_same_in_both_forms(rf, mailoutbox, kind):
    from allauth.account.adapter import get_adapter
    from allauth.core import context

    with context.request_context(rf.get("/")), override("ar"):
        addresses = dict.fromkeys(["activate_url", "password_reset_url", "signup_url"], "http://testserver/accounts/")
        get_adapter().send_mail(f"account/email/{kind}", "a@example.org", addresses)

    (mail,) = mailoutbox
    said = " ".join(page_of(mail).text.split())
    for paragraph in mail.body.split("\n\n"):
        assert " ".join(paragraph.split()) in said
