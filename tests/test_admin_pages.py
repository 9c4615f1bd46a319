"""Every page of the admin opens, in Arabic, with a constant number of queries."""

import datetime
import json
import re
from pathlib import Path

import django
import polib
import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext, override

from editions.models import (
    Announcement,
    Axis,
    Delegation,
    Detail,
    Document,
    Edition,
    Evidence,
    Involvement,
    Objective,
    Organisation,
    Page,
    Photo,
    Recommendation,
    RecommendationUpdate,
    Series,
    Source,
    Statement,
    Topic,
)
from forum_portal.arabic.folding import fold
from forum_portal.library_sentences import (
    ADMIN_SENTENCES,
    SCRIPT_SENTENCES,
    SCRIPT_SENTENCES_IN_CONTEXT,
    counted_in_scripts,
)
from forum_portal.models import BrokenPlural, Correction, User
from papers.models import Paper, Presentation, Release, Room, Session, Speaker

from . import makers

pytestmark = pytest.mark.django_db

# How each model comes into the lists; the exhibition's are tested with the exhibition, corrections with their form.
MAKERS = {
    Announcement: lambda: makers.make_announcement(edition=makers.make_edition()),
    BrokenPlural: makers.make_broken_plural,
    Axis: lambda: makers.make_axis(topic=makers.make_topic()),
    Delegation: lambda: Delegation.objects.create(edition=makers.make_edition(), country="OM"),
    Detail: lambda: Detail.objects.create(edition=makers.make_edition(), kind="background", text_ar="نص"),
    Document: lambda: Document.objects.create(edition=makers.make_edition(), title_ar="برنامج", file="a.pdf"),
    Edition: makers.make_edition,
    Involvement: makers.make_involvement,
    Objective: lambda: Objective.objects.create(edition=makers.make_edition(), text_ar="هدف"),
    Organisation: makers.make_organisation,
    Page: makers.make_page,
    Paper: lambda: makers.make_paper(session=makers.make_session(), speakers=[makers.make_speaker()]),
    Photo: lambda: Photo.objects.create(edition=makers.make_edition(), alt_ar="صورة", image="a.jpg"),
    Presentation: lambda: makers.make_presentation(paper=makers.make_paper()),
    Recommendation: lambda: make_recommendation_with_update(),
    RecommendationUpdate: lambda: make_recommendation_with_update().updates.get(),
    Room: makers.make_room,
    Series: makers.make_series,
    Session: lambda: make_session_with_people(),
    Source: makers.make_source,
    Speaker: lambda: makers.make_presentation(paper=makers.make_paper()).speaker,
    Statement: lambda: Statement.objects.create(edition=makers.make_edition(), person_ar="فلان", gist_ar="نص"),
    Topic: makers.make_topic,
    User: makers.make_user,
}


def make_recommendation_with_update():
    recommendation = makers.make_recommendation()
    RecommendationUpdate.objects.create(
        recommendation=recommendation, reported_at=recommendation.edition, status="done", text_ar="نص"
    )
    return recommendation


def make_session_with_people():
    edition = makers.make_edition()
    session = makers.make_session(
        edition=edition,
        room=makers.make_room(edition=edition),
        day=edition.starts_on,
        starts_at=datetime.time(9),
        ends_at=datetime.time(10),
    )
    makers.make_presentation(session=session)
    makers.make_paper(session=session, speakers=[makers.make_speaker()])
    return session


def address(page, item, *args):
    return reverse(f"admin:{item._meta.app_label}_{item._meta.model_name}_{page}", args=args)


def add_evidence(item):
    Evidence.objects.create(
        content_type=ContentType.objects.get_for_model(item), object_id=item.pk, certainty="presumed", note_ar="مفترض"
    )


@pytest.fixture
def superuser(client):
    client.force_login(makers.make_user(superuser=True))
    return client


@pytest.fixture
def editor(client):
    client.force_login(makers.make_editor())
    return client


def test_every_model_of_the_series_and_the_programme_is_in_the_admin():
    ours = {model for model in admin.site._registry if model._meta.app_label in ("editions", "papers", "forum_portal")}

    # A release is made on a page of its own, see test_releases_admin.py.
    assert ours == {*MAKERS, Correction, Release}


@pytest.mark.parametrize("model", MAKERS)
def test_add_and_change_pages_open_for_a_superuser(superuser, model):
    item = MAKERS[model]()
    if model not in (User, Announcement) and hasattr(model, "evidence"):
        add_evidence(item)
    pages = [address("change", item, item.pk), address("changelist", item)]
    if model is not Series:
        pages.append(address("add", item))

    for page in pages:
        response = superuser.get(page)
        html = response.content.decode()

        assert response.status_code == 200
        assert '<html lang="ar" dir="rtl">' in html
        assert not re.search(r"\[(ar|en|fr)\]", html)


@pytest.mark.parametrize("model", [model for model in MAKERS if model is not User])
def test_add_and_change_pages_open_for_an_editor(editor, model):
    item = MAKERS[model]()

    assert editor.get(address("change", item, item.pk)).status_code == 200
    assert editor.get(address("changelist", item)).status_code == 200
    assert editor.get(address("add", item)).status_code == (403 if model is Series else 200)


@pytest.mark.parametrize("model", [model for model in MAKERS if model is not User])
def test_change_page_opens_for_who_may_only_look(client, model):
    item = MAKERS[model]()
    user = makers.make_user(staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(user)

    response = client.get(address("change", item, item.pk))

    assert response.status_code == 200
    assert not re.search(r"\[(ar|en|fr)\]", response.content.decode())


@pytest.mark.parametrize("model", [Edition, Paper, Session, Speaker, Topic])
def test_earlier_version_is_restored(superuser, model):
    item = MAKERS[model]()
    field = "name_ar" if model in (Speaker, Topic) else "title_ar"
    before = getattr(item, field)
    version = item.history.latest()
    setattr(item, field, "غير ذلك")
    item.save()
    page = address("simple_history", item, item.pk, version.pk)
    form = superuser.get(page).context["adminform"].form
    values = {name: form[name].value() for name in form.fields}

    response = superuser.post(page, {name: value for name, value in values.items() if value or value == 0})

    assert response.status_code == 302
    restored = model.objects.get(pk=item.pk)
    assert getattr(restored, field) == before
    assert fold(before) in restored.search_text


@pytest.mark.parametrize("model", [model for model in MAKERS if model is not User])
def test_history_opens_and_says_what_changed(superuser, model):
    item = MAKERS[model]()
    texts = (field for field in item._meta.fields if field.name.endswith("_ar") and field.editable)
    field = next((field for field in texts if not field.choices), None)
    if field:
        setattr(item, field.name, "نص جديد")
        item.save()

    response = superuser.get(address("history", item, item.pk))
    html = response.content.decode()

    assert response.status_code == 200
    assert field is None or "نص جديد" in html
    assert "style=" not in html
    version = item.history.latest()
    assert superuser.get(address("simple_history", item, item.pk, version.pk)).status_code == 200


@pytest.mark.parametrize("model", [model for model in MAKERS if model not in (Page, Series)])
def test_list_makes_the_same_queries_for_one_row_and_for_five(superuser, django_assert_num_queries, model):
    first = MAKERS[model]()
    page = address("changelist", first)
    superuser.get(page)
    with CountQueries() as one:
        superuser.get(page)
    for _ in range(4):
        MAKERS[model]()

    with CountQueries() as five:
        response = superuser.get(page)

    assert response.context["cl"].result_count >= 5
    assert len(five) == len(one)


def CountQueries():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return CaptureQueriesContext(connection)


def test_visitors_are_sent_to_the_sign_in_that_counts_attempts(client):
    response = client.get("/admin/login/?next=/admin/")

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_a_company_user_does_not_enter(client):
    client.force_login(makers.make_user())

    assert client.get("/admin/", follow=True).status_code == 403


def test_index_lists_the_daily_work_and_no_parts(editor):
    apps = editor.get("/admin/").context["app_list"]

    names = [model["object_name"] for app in apps for model in app["models"]]

    assert [app["app_label"] for app in apps][:2] == ["editions", "papers"]
    assert "Edition" in names
    assert "Paper" in names
    assert not {"Statement", "Presentation", "EmailAddress", "Group", "User"} & set(names)


def test_series_has_one_row(superuser):
    assert superuser.get(reverse("admin:editions_series_add")).status_code == 200

    series = makers.make_series()

    assert superuser.get(reverse("admin:editions_series_add")).status_code == 403
    assert superuser.post(reverse("admin:editions_series_delete", args=[series.pk])).status_code == 403


def test_inputs_carry_their_language_and_direction(superuser):
    html = superuser.get(reverse("admin:editions_topic_add")).content.decode()
    inputs = {match[1]: match[0] for match in re.finditer(r'<input[^>]*name="(name_\w\w)"[^>]*>', html)}

    assert 'dir="rtl"' in inputs["name_ar"]
    assert 'lang="ar"' in inputs["name_ar"]
    assert 'dir="ltr"' in inputs["name_en"]
    assert 'lang="fr"' in inputs["name_fr"]


# Deleting


def deletion(client, item):
    return client.get(address("delete", item, item.pk))


def test_speaker_with_a_part_is_kept_and_the_page_names_the_paper(editor):
    speaker = makers.make_speaker()
    paper = makers.make_paper(speakers=[speaker])

    response = deletion(editor, speaker)

    assert not response.context["perms_lacking"]
    (reason,) = response.context["protected"]
    assert paper.title in reason
    assert address("change", speaker.presentations.get(), speaker.presentations.get().pk) in reason
    assert editor.post(address("delete", speaker, speaker.pk), {"post": "yes"}).status_code == 200
    assert Speaker.objects.contains(speaker)


def test_organisation_with_a_part_is_kept_and_the_page_names_the_edition(editor):
    involvement = makers.make_involvement()

    response = deletion(editor, involvement.organisation)

    assert [involvement.edition.title in reason for reason in response.context["protected"]] == [True]


@pytest.mark.parametrize("together", [False, True])
def test_source_in_use_is_not_deleted(editor, together):
    source = makers.make_source()
    for _ in range(3):
        makers.make_edition().evidence.create().sources.add(source)
    chosen = {"action": "delete_selected", "_selected_action": [source.pk], "post": "yes"}

    if together:
        response = editor.post(address("changelist", source), chosen)
    else:
        response = editor.post(address("delete", source, source.pk), {"post": "yes"})

    (reason,) = response.context["protected"]
    assert "3" in reason
    assert Source.objects.contains(source)
    with pytest.raises(ProtectedError):
        source.delete()


def test_source_that_nothing_rests_on_is_deleted(editor):
    source = makers.make_source()

    editor.post(address("delete", source, source.pk), {"post": "yes"})

    assert not Source.objects.exists()


def test_deletion_page_has_no_names_of_tables(superuser):
    edition = makers.make_edition(title_ar="الملتقى")
    edition.evidence.create().sources.add(makers.make_source(outlet_ar="عمان"))

    html = deletion(superuser, edition).content.decode()

    assert "عمان" in html
    assert "Evidence" not in html
    user = makers.make_editor()
    assert "User" not in deletion(superuser, user).content.decode()


# Around the pages


def test_pages_lead_to_themselves_in_the_other_languages_and_carry_the_mark(editor):
    html = editor.get(reverse("admin:papers_paper_changelist"), {"q": "x"}).content.decode()

    assert 'href="/en/admin/papers/paper/?q=x"' in html
    assert 'href="/fr/admin/papers/paper/?q=x"' in html
    assert '<link rel="icon"' in html


@pytest.mark.parametrize("page", ["admin:password_change", "admin:password_change_done"])
def test_password_pages_are_not_kept_by_browsers(editor, page):
    assert "no-store" in editor.get(reverse(page)).headers["Cache-Control"]


@pytest.mark.parametrize("query", [{}, {"q": "دورة"}])
def test_lists_say_their_count_without_a_noun(editor, query):
    for _ in range(3):
        makers.make_edition()

    html = editor.get("/en" + reverse("admin:editions_edition_changelist"), query).content.decode()

    assert "Number of entries: 3" in html
    assert 'alt="Search"' in html


def test_scripts_say_that_nothing_is_selected_as_the_page_does(editor):
    page = editor.get(reverse("admin:jsi18n"), headers={"accept": "text/javascript"}).content.decode()

    assert "لا شي محدد" not in page
    assert json.dumps(gettext("0 of %(cnt)s selected")) in page


def test_evidence_is_named_by_the_field_that_it_supports(client):
    edition = makers.make_edition()
    evidence = Evidence(item=edition, field="starts_on", certainty="presumed")
    names = {"ar": "أول يوم: مُرجَّح", "en": "First day: presumed", "fr": "Premier jour\u00a0: présumé"}

    for language, name in names.items():
        with override(language):
            assert str(evidence) == name
    assert str(Evidence(item=edition)) == "المادة كلها: موثَّق"
    assert str(Evidence(item=edition, field="gone")) == "gone: موثَّق"


def test_an_edition_without_a_city_is_named_by_how_it_was_held(editor):
    edition = makers.make_edition(
        number=9, starts_on=datetime.date(2020, 9, 9), ends_on=None, city_ar="", city_en="", city_fr="", mode="online"
    )
    makers.make_axis(edition=edition)

    html = editor.get(reverse("admin:editions_axis_changelist")).content.decode()

    assert cell_of(html, "edition_short") == "9 · عن بُعد · 2020"


def cell_of(html, column):
    """The text of the first cell of a column of a list."""
    return strip_tags(re.search(rf'<td class="field-{column}[^>]*>(.*?)</td>', html, re.DOTALL)[1]).strip()


def test_the_languages_of_sources_have_names(editor):
    makers.make_source(code="a", language="de")
    makers.make_source(code="b", language="fr")

    html = editor.get(reverse("admin:editions_source_changelist")).content.decode()

    assert cell_of(html, "language_in_words") == "الألمانية"
    assert '<a href="?language=de"><bdi>الألمانية</bdi></a>' in html


def test_add_page_has_no_word_of_clashes(editor):
    for model in (Paper, Session):
        html = editor.get(reverse(f"admin:papers_{model._meta.model_name}_add")).content.decode()

        assert "field-clash_warnings" not in html


def test_every_sentence_of_the_libraries_is_one_of_theirs():
    """A sentence that a new version of Django words otherwise would be said in Django's own Arabic again."""
    theirs = {msgid for app in ("contrib/admin", "contrib/auth", "conf") for _context, msgid in said_by(app, "django")}

    assert set(ADMIN_SENTENCES) - theirs == set()


def test_every_sentence_of_the_scripts_is_one_of_theirs():
    ours = {(None, sentence) for sentence in SCRIPT_SENTENCES}
    ours |= {(context, sentence) for context, sentence, _said in SCRIPT_SENTENCES_IN_CONTEXT}
    ours |= {(None, sentence) for sentence, _said in counted_in_scripts(1)}

    assert ours - said_by("contrib/admin", "djangojs") == set()


def said_by(app, domain):
    """(context, sentence) of what a part of Django says, from the English from which it is translated."""
    catalogue = Path(django.__file__).parent / app / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po"
    return {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(catalogue))}


def test_the_scripts_say_their_sentences_in_the_portals_words(editor):
    catalogue = editor.get(reverse("admin:jsi18n")).content.decode()

    for msgid, said in [("Choose a Date", "اختيار تاريخ"), ("one letter Monday\x04M", "اثنين")]:
        assert f"{json.dumps(msgid)}: {json.dumps(said)}" in catalogue
    assert json.dumps("تتقدم ساعة جهازكم على ساعة الخادم بساعتين.") in catalogue
    assert json.dumps("ملاحظة: أنت").strip('"') not in catalogue
