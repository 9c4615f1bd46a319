"""Hostile texts in every field of a registration: stored or refused, shown escaped wherever they are shown."""

import pytest
from django.urls import reverse

from exhibitors import documents
from exhibitors.models import Registration
from exhibitors.steps import WRITTEN
from tests.desk import typed, url
from tests.makers import make_editor, make_pdf_file, make_registration

pytestmark = pytest.mark.django_db

MARK = "zq·"  # no token of a page holds it
HOSTILE = [
    *(
        f"{MARK}{text}"
        for text in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<svg/onload=alert(1)>",
            "<b>x",
            "</textarea><i>",
            '"><script>alert(1)</script>',
            "' onfocus=alert(1) autofocus='",
            "<!--",
            "]]>",
            "</title>",
            "<a href=javascript:x>",
            "{{ 7|add:7 }}",
            "{% debug %}",
            "{{ request.user.password }}",
            "${7*7}",
            "#{7*7}",
            "<%= 7 %>",
            "%(date)s",
            "%s%n",
            "{0.__class__}",
            "'; DROP TABLE exhibitors_registration;--",
            "1 OR 1=1",
            "\\",
            "\\0",
            "%00",
            "&lt;b&gt;",
            "&amp;",
            "javascript:alert(1)",
            "data:text/html,<b>",
            "file:///etc/passwd",
            "../../etc/passwd",
            "=cmd|' /C calc'!A0",
            "@SUM(1)",
            "+1",
            "-1",
            "\t=1",
            "\r\nSet-Cookie: a=b",
            "\nBcc: x@example.org",
            "\u202eevil",
            "\u2066x",
            "\u200f\u200e",
            "\ufeff",
            "\u00ad",
            "a\u0300" * 50,
            "\ufdfa",
            "👩‍👩‍👧‍👦🇴🇲",
            "٠١٢٣",
            "۰۱۲",
            "\ufffd",
            "\U000e0001",
            "ﷺ",
            "ـ" * 100,
            "\ud7ff",
            "x" * 2500,
            "א",
            "漢字",
            "\u2028x",
            "\x85",
            "null",
            "undefined",
            "NaN",
            "true",
            "[]",
        ]
    ),
    "\x00",
    "zq\x00<b>",
    "<" * 1000,
    "ن" * 100_000,
]
FIELDS = [(name, field) for name, step in WRITTEN.items() for field in step.fields]


@pytest.mark.parametrize(("name", "field"), FIELDS)
def test_hostile_text_is_stored_or_refused_and_shown_escaped(desk, company, name, field):
    registration = make_registration(exhibitor=company)
    pages = [registration.get_absolute_url(), url(name, registration), reverse("exhibitors:desk")]
    staff = type(desk)()
    staff.force_login(make_editor())
    admin = reverse("admin:exhibitors_registration_change", args=[registration.pk])
    stored = 0

    for text in HOSTILE:
        answer = desk.post(url(name, registration), typed(name, registration, **{field: text}))
        assert answer.status_code in (302, 422)
        shown = [answer.content.decode()]
        stored += answer.status_code == 302
        if any(sign in text for sign in "<{%&\"'"):
            shown += [desk.get(page).content.decode() for page in pages]
            shown.append(staff.get(admin).content.decode())
        for page in shown:
            assert f"{MARK}<" not in page
            assert f'{MARK}"' not in page
            assert f"{MARK}' onfocus" not in page
            assert f"{MARK}14" not in page
            assert "alert(1)</script>" not in page

    is_text = field in ("contact_name", "contact_phone", "products", "requirements", "water", "internet")
    assert stored >= (40 if is_text else 0)
    assert Registration.objects.count() == 1


@pytest.mark.parametrize("text", [text for text in HOSTILE if len(text) < 3000])
def test_hostile_name_of_a_file_is_shown_escaped(text):
    kept = documents.kept_name(text + ".pdf", ".pdf")

    assert kept.endswith(".pdf")
    assert len(kept) <= 200
    assert not set(kept) & set("/\\\0\n\r\u202e")


def test_hostile_name_of_a_file_is_escaped_on_the_page(desk, company):
    registration = make_registration(exhibitor=company)
    for text in ("<b>zq", "zq\"'<i>", "{{ 7 }}"):
        document = documents.add(registration, make_pdf_file())
        type(document).objects.filter(pk=document.pk).update(original_name=f"{text}.pdf")

    for address in (url("documents", registration), registration.get_absolute_url()):
        page = desk.get(address).content.decode()
        assert "<b>zq" not in page
        assert "zq\"'<i>" not in page
        assert "&lt;b&gt;zq" in page
