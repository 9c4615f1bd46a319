"""The pages about the portal: what staff write, what visitors read, and whether what they say is so."""

import json
import shutil

import pytest
from django.db import IntegrityError, connection, transaction
from django.forms import FileField
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from editions import prose
from editions.models import Page, PageCode
from exhibitors import forms
from exhibitors.models import Audit
from forum_portal import serving
from forum_portal.archive.series import DATA, load_series
from forum_portal.models import User
from tests import makers
from tests.pages import LANGUAGES, in_language

pytestmark = pytest.mark.django_db

ADDRESSES = [f"/{code}/" for code in PageCode.values]


@pytest.fixture
def texts():
    """The three texts that ship, without the archive around them."""
    for code, text in json.loads((DATA / "pages.json").read_text(encoding="utf-8")).items():
        titles = {f"title_{language}": title for language, title in text["title"].items()}
        bodies = {f"body_{language}": "\n\n".join(lines) for language, lines in text["body"].items()}
        makers.make_page(code=code, **titles, **bodies)


@pytest.fixture
def editor(client):
    client.force_login(makers.make_editor())
    return client


# What visitors read


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_without_its_record_says_that_it_is_being_prepared(client, path, language):
    response = client.get(in_language(path, language))

    assert response.status_code == 200
    assert '<p class="empty">' in response.content.decode()
    assert not response.cookies


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_has_a_title_and_a_description_of_its_own(client, texts, language):
    written = [client.get(in_language(path, language)).content.decode() for path in ADDRESSES]
    Page.objects.all().delete()
    deleted = [client.get(in_language(path, language)).content.decode() for path in ADDRESSES]

    for start, end in [("<title>", "</title>"), ('<meta name="description" content="', '">')]:
        for pages in (written, deleted):
            texts = {page.split(start)[1].split(end)[0] for page in pages}
            assert len(texts) == 3
            assert all(texts)


def test_the_text_is_read_in_the_readers_language_and_else_marked_as_arabic(client):
    makers.make_page(title_en="About us", body_ar="أول\n\n## عنوان\nثان", body_fr="Premier\n\n## Titre\nSecond")

    french = client.get("/fr/about/").content.decode()
    english = client.get("/en/about/").content.decode()

    assert '<h2 id="section-1">Titre</h2>' in french
    assert '<div class="stack-l">' in french
    assert 'lang="ar" dir="rtl">عن الملتقى' in french
    assert "<bdi>About us</bdi>" in english
    assert '<div class="stack-l" lang="ar" dir="rtl">' in english
    assert "<p>أول</p>" in english


def test_a_long_text_has_a_table_of_contents_and_a_short_one_none(client):
    makers.make_page(code="privacy", body_ar="\n".join(f"## عنوان {n}\nنص" for n in range(4)))
    makers.make_page(code="about", body_ar="\n".join(f"## عنوان {n}\nنص" for n in range(3)))

    privacy, about = (client.get(path) for path in ("/privacy/", "/about/"))

    assert [anchor for anchor, _heading in privacy.context["contents"]] == [f"section-{n}" for n in range(1, 5)]
    assert all(f'id="section-{n}"' in privacy.content.decode() for n in range(1, 5))
    assert about.context["contents"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_staff_type_is_never_html(client, language):
    evil = '<script>alert(1)</script> <img src=x onerror="a()"> "https://example.org/"><b>'
    makers.make_page(title_ar=evil[:100], body_ar=f"{evil}\n\n## {evil}\njavascript:alert(1)")

    html = client.get(in_language("/about/", language)).content.decode()
    page = html[html.index("<title>") : html.index("<footer class=")]

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "<b>" not in page
    assert 'href="javascript' not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_contact_names_the_organising_body_and_what_is_not_known_of_it(client):
    load_series()

    response = client.get("/contact/")
    html = response.content.decode()

    assert response.context["owner"].site == "https://aidsmo.org"
    assert 'href="https://aidsmo.org"' in html
    assert all(f"<bdi>{name}</bdi>" in html for name in response.context["owner"].former_names.splitlines())
    assert html.count('<span class="unknown">') == 3
    assert "mailto:" not in html


def test_contact_shows_what_staff_recorded_in_its_own_direction(client):
    makers.make_series(
        owner=makers.make_organisation(name_ar="هيئة"),
        contact_email="forum@example.org",
        contact_phone="+212 5 28 00 00 00",
        contact_address_ar="الرباط",
    )

    html = client.get("/en/contact/").content.decode()

    assert '<a href="mailto:forum@example.org" dir="ltr">forum@example.org</a>' in html
    assert '<a href="tel:+212528000000" dir="ltr">+212 5 28 00 00 00</a>' in html
    assert '<bdi lang="ar" dir="rtl">الرباط</bdi>' in html
    assert html.count('<span class="unknown">') == 1  # the web site


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_page_asks_the_database_equally_often_whatever_it_holds(client, path):
    series = makers.make_series(owner=makers.make_organisation(former_names="أ"))
    page = makers.make_page(code=path.strip("/"))
    series.evidence.create(note_ar="سبب").sources.add(makers.make_source())
    client.get(path)  # the kinds of object are looked up once per process
    with CaptureQueriesContext(connection) as with_little:
        client.get(path)
    for number in range(5):
        for item in (series, series.owner):
            item.evidence.create(field=f"f{number}", note_ar="سبب").sources.add(makers.make_source())
    page.body_ar = "\n\n".join(f"## عنوان {number}\nhttps://example.org/{number}" for number in range(30))
    page.save()

    with CaptureQueriesContext(connection) as with_much:
        client.get(path)

    assert len(with_much) == len(with_little) <= 4


def test_the_pages_are_in_the_sitemap(client):
    text = client.get("/sitemap.xml").content.decode()

    for path in ADDRESSES:
        assert f"<loc>http://testserver/fr{path}</loc>" in text


# How a text is written


def test_paragraphs_and_headings():
    text = "قبل\r\n\r\n## الأول\r\nسطر\r\nسطر\r\n\r\nفقرة\n\u200f## الثاني\n##الثالث\nنص #لا عنوان"
    parts = prose.sections(text, "ar")

    assert [part.heading for part in parts] == ["", "الأول", "الثاني", "الثالث"]
    assert parts[1].html == "<p>سطر<br>سطر</p>\n\n<p>فقرة</p>"
    assert parts[2].html == ""
    assert parts[3].html == "<p>نص #لا عنوان</p>"


@pytest.mark.parametrize(
    ("text", "address", "shown"),
    [
        ("موقعها https://aidsmo.org، وهي", "https://aidsmo.org", "https://aidsmo.org"),
        ("«https://aidsmo.org»؛", "https://aidsmo.org", "https://aidsmo.org"),
        ("(https://aidsmo.org).", "https://aidsmo.org", "https://aidsmo.org"),
        ("إلى forum@example.org؟", "mailto:forum@example.org", "forum@example.org"),
        (f"https://example.org/{'a' * 90}", f"https://example.org/{'a' * 90}", f"https://example.org/{'a' * 39}…"),
    ],
)
def test_an_address_is_a_link_that_runs_from_left_to_right_and_ends_before_punctuation(text, address, shown):
    [part] = prose.sections(text, "ar")

    assert f'<a dir="ltr" href="{address}">{shown}</a>' in part.html


def test_a_paragraph_in_the_other_direction_says_so():
    [part] = prose.sections("نص عن ISO 9001.\n\nAcme (MENA), Inc.", "ar")

    assert part.html == '<p>نص عن ISO 9001.</p>\n\n<p dir="ltr">Acme (MENA), Inc.</p>'


def test_the_description_is_the_beginning_of_the_first_paragraph():
    assert prose.summary("## عنوان\n\nأول\nثان") == "أول"
    assert prose.summary("## عنوان") == ""
    assert len(prose.summary("ك" * 400)) == prose.LONGEST_SUMMARY


# What staff do


def test_loading_again_leaves_what_staff_wrote_or_deleted(client, tmp_path):
    load_series()
    about = Page.objects.get(code="about")
    about.body_ar = "ما كتبه المحرر"
    about.save()
    Page.objects.get(code="privacy").delete()
    newer = tmp_path / "data"
    shutil.copytree(DATA, newer)
    data = json.loads((newer / "pages.json").read_text(encoding="utf-8"))
    data["about"]["body"] |= {"ar": ["نص أحدث"], "en": ["Newer text"]}
    (newer / "pages.json").write_text(json.dumps(data), encoding="utf-8")

    merge = load_series(newer)

    about.refresh_from_db()
    assert (about.body_ar, about.body_en) == ("ما كتبه المحرر", "Newer text")
    assert (merge.changed, merge.kept) == (1, 1)
    assert not Page.objects.filter(code="privacy").exists()
    assert client.get("/privacy/").status_code == 200


def test_an_editor_changes_a_text_and_visitors_read_it(editor):
    page = makers.make_page()
    address = reverse("admin:editions_page_change", args=[page.pk])

    response = editor.post(address, {"title_ar": "عنوان جديد", "body_ar": "## باب\nنص جديد", "code": "privacy"})

    assert response.status_code == 302
    page.refresh_from_db()
    assert (page.code, page.title_ar) == ("about", "عنوان جديد")
    assert "<p>نص جديد</p>" in editor.get("/about/").content.decode()
    assert page.history.count() == 2
    assert f'href="{page.get_absolute_url()}"' in editor.get(address).content.decode()


def test_a_page_is_not_added_twice(editor):
    makers.make_page()
    address = reverse("admin:editions_page_add")
    text = {"title_ar": "عنوان", "body_ar": "نص"}

    again = editor.post(address, text | {"code": "about"})
    other = editor.post(address, text | {"code": "contact"})

    assert set(again.context["adminform"].form.errors) == {"code"}
    assert other.status_code == 302
    makers.make_page(code="privacy")
    assert editor.get(address).status_code == 403
    with pytest.raises(IntegrityError), transaction.atomic():
        makers.make_page(code="about")


def test_a_page_of_another_code_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        makers.make_page(code="terms")


# Whether what the privacy page says is so. Whoever changes what is tested here changes its text too.


def test_the_privacy_page_names_every_cookie(client, texts):
    names = set(client.get("/accounts/signup/").cookies)
    account = {"email": "new@example.org", "password1": makers.PASSWORD, "password2": makers.PASSWORD}
    names |= set(client.post("/accounts/signup/", account).cookies)
    User.objects.get(email="new@example.org").emailaddress_set.update(verified=True)
    names |= set(client.post("/accounts/login/", {"login": "new@example.org", "password": makers.PASSWORD}).cookies)
    names |= set(client.get("/exhibit/").cookies) | set(client.get("/exhibit/company/new/").cookies)

    assert names == {"csrftoken", "sessionid", "messages"}
    for language in LANGUAGES:
        html = client.get(in_language("/privacy/", language)).content.decode()
        assert all(name in html for name in names), language


def test_the_correction_form_sets_no_cookie(client):
    response = client.get("/correct/")

    assert response.status_code == 200
    assert not response.cookies


def test_a_site_that_a_link_leads_to_is_not_told_of_the_page(client):
    assert client.get("/about/").headers["Referrer-Policy"] == "same-origin"


def test_visits_are_not_logged(settings):
    assert not hasattr(serving, "accesslog")
    assert serving.loglevel == "warning"
    assert settings.LOGGING["root"]["level"] == "WARNING"


def test_companies_send_files_with_a_registration_alone():
    for form in (forms.CompanyForm, forms.StartForm, *forms.FORMS.values(), forms.TermsForm):
        assert not [field for field in form.base_fields.values() if isinstance(field, FileField)]


def test_the_audit_has_no_names_and_no_addresses():
    makers.make_registration(state="approved", contact_name="سلمى", contact_email="contact@example.org")

    entries = list(Audit.objects.values())

    assert len(entries) >= 4
    assert not [entry for entry in entries if "سلمى" in str(entry) or "example.org" in str(entry)]
