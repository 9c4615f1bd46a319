"""What staff enter in the admin: saved as meant, refused at the field, found in any spelling."""

import datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.urls import reverse

from editions.forms import PartialDateField
from editions.models import Announcement, Delegation, Edition, Evidence
from forum_portal.arabic.bidi import side_by_side
from forum_portal.arabic.dates import FAMILIES, month_of
from papers.models import Paper

from . import makers

pytestmark = pytest.mark.django_db

EVIDENCE = "editions-evidence-content_type-object_id"


@pytest.fixture
def editor(client):
    client.force_login(makers.make_editor())
    return client


def formsets(*prefixes, rows=None):
    """The management forms of the inlines of a page, and ``rows``: a list of dictionaries by prefix."""
    data = {}
    for prefix in {*prefixes, *(rows or {})}:
        entries = (rows or {}).get(prefix, [])
        data |= {f"{prefix}-TOTAL_FORMS": len(entries), f"{prefix}-INITIAL_FORMS": 0}
        for index, entry in enumerate(entries):
            data |= {f"{prefix}-{index}-{field}": value for field, value in entry.items()}
    return data


def edition_form(*, rows=None, **fields):
    inlines = ["involvements", "axes", "objectives", "details", "delegations", "statements", "recommendations"]
    return (
        {"title_ar": "الدورة", "status": "draft", "starts_on": "14/03/2010", "time_zone": "Africa/Cairo"}
        | {"hijri_correction": "0", "delegation_order": "protocol"}
        | formsets(*inlines, "documents", "photos", EVIDENCE, rows=rows)
        | fields
    )


def paper_form(*, rows=None, **fields):
    return (
        {"title_ar": "ورقة", "status": "published", "order": 0}
        | formsets("presentations", "files", EVIDENCE, rows=rows)
        | fields
    )


def errors(response):
    """The fields of the main form that have an error."""
    assert response.status_code == 200
    return set(response.context["adminform"].form.errors)


def add(client, model, data):
    return client.post(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add"), data)


# The daily work


def test_editor_adds_a_paper_with_two_speakers(editor):
    edition = makers.make_edition(number=3)
    session = makers.make_session(edition=edition)
    first, second = makers.make_speaker(), makers.make_speaker()
    parts = [
        {"speaker": first.pk, "role": "speaker", "office_ar": "وزير", "country": "OM", "order": 1},
        {"speaker": second.pk, "role": "author", "affiliation_ar": "هيئة", "order": "٢"},
    ]

    response = add(editor, Paper, paper_form(edition=edition.pk, session=session.pk, rows={"presentations": parts}))

    assert response.status_code == 302
    paper = Paper.objects.get()
    assert paper.code == "3-01"
    assert [part.speaker for part in paper.presentations.all()] == [first, second]
    assert Paper.objects.published().contains(paper)
    assert paper.history.get().history_user.groups.exists()


def test_editor_adds_an_edition_with_its_parts(editor):
    organisation = makers.make_organisation()
    rows = {
        "involvements": [{"organisation": organisation.pk, "role": "host", "order": 1}],
        "delegations": [{"country": "OM", "order": 1}, {"country": "MA", "order": 2}],
        EVIDENCE: [{"field": "city", "certainty": "presumed", "note_ar": "مفترض"}],
    }

    response = add(editor, Edition, edition_form(number="٣", rows=rows))

    assert response.status_code == 302
    edition = Edition.objects.get()
    assert (edition.number, edition.slug, edition.code_prefix) == (3, "3", "3")
    assert edition.organisations.get() == organisation
    assert {delegation.country.code for delegation in edition.delegations.all()} == {"OM", "MA"}
    assert edition.evidence.get().field == "city"


def test_delegations_given_twice_are_refused(editor):
    rows = {"delegations": [{"country": "OM", "order": 1}, {"country": "OM", "order": 2}]}

    response = add(editor, Edition, edition_form(number=3, rows=rows))

    assert response.status_code == 200
    assert not Delegation.objects.exists()


def test_evidence_given_twice_for_a_field_is_refused_at_the_field(editor):
    edition = makers.make_edition()
    evidence = {"field": "city", "certainty": "presumed", "note_ar": "مفترض"}
    page = reverse("admin:editions_edition_change", args=[edition.pk])

    response = editor.post(page, edition_form(slug=edition.slug, rows={EVIDENCE: [evidence, evidence]}))

    assert response.status_code == 200
    formset = response.context["inline_admin_formsets"][-1].formset
    assert "field" in formset.errors[1]


def test_evidence_for_something_that_is_no_field_is_kept(editor):
    edition = makers.make_edition()
    evidence = Evidence.objects.create(
        content_type=ContentType.objects.get_for_model(edition), object_id=edition.pk, field="participants"
    )
    row = {"id": evidence.pk, "field": "participants", "certainty": "disputed"}
    data = edition_form(slug=edition.slug, rows={EVIDENCE: [row]}) | {f"{EVIDENCE}-INITIAL_FORMS": 1}

    response = editor.post(reverse("admin:editions_edition_change", args=[edition.pk]), data)

    assert response.status_code == 302
    evidence.refresh_from_db()
    assert (evidence.field, evidence.certainty) == ("participants", "disputed")


@pytest.mark.parametrize(
    ("model", "make"),
    [(Edition, makers.make_edition), (Paper, makers.make_paper), (Announcement, makers.make_announcement)],
)
def test_entries_are_published_and_taken_back_together(editor, model, make):
    items = [make(published=False), make(published=False)]
    page = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    chosen = {"_selected_action": [item.pk for item in items]}

    editor.post(page, chosen | {"action": "publish"})
    assert {item.status for item in model.objects.filter(pk__in=chosen["_selected_action"])} == {"published"}
    assert items[0].history.latest().status == "published"

    editor.post(page, chosen | {"action": "unpublish"})
    assert {item.status for item in model.objects.filter(pk__in=chosen["_selected_action"])} == {"draft"}


def test_code_and_edition_of_a_paper_stay(editor):
    paper = makers.make_paper()
    other = makers.make_edition()

    editor.post(
        reverse("admin:papers_paper_change", args=[paper.pk]), paper_form(edition=other.pk, code="x", title_ar="جديد")
    )

    before, paper = paper, Paper.objects.get(pk=paper.pk)
    assert paper.title_ar == "جديد"
    assert (paper.edition, paper.code) == (before.edition, before.code)


# Dates and digits


@pytest.mark.parametrize(
    ("typed", "day", "precision"),
    [
        ("15/02/2004", datetime.date(2004, 2, 15), "day"),
        ("١٥/٠٢/٢٠٠٤", datetime.date(2004, 2, 15), "day"),
        ("05/11/2025", datetime.date(2025, 11, 5), "day"),
        ("2004-02-15", datetime.date(2004, 2, 15), "day"),
        ("11/2007", datetime.date(2007, 11, 1), "month"),
        ("2007-11", datetime.date(2007, 11, 1), "month"),
        ("2007", datetime.date(2007, 1, 1), "year"),
        ("\u200f٢٠٠٧ ", datetime.date(2007, 1, 1), "year"),
        ("٢٠٢٧/٠٣/١٠", datetime.date(2027, 3, 10), "day"),
        ("2027.3.10", datetime.date(2027, 3, 10), "day"),
        ("2027/03", datetime.date(2027, 3, 1), "month"),
        ("مارس 2007", datetime.date(2007, 3, 1), "month"),
        ("آذار ٢٠٠٧", datetime.date(2007, 3, 1), "month"),
        ("كانون الاول 2007", datetime.date(2007, 12, 1), "month"),
        ("جويلية 2007", datetime.date(2007, 7, 1), "month"),
        ("غشت 2007", datetime.date(2007, 8, 1), "month"),
        ("دجمبر 2007", datetime.date(2007, 12, 1), "month"),
        ("March 2007", datetime.date(2007, 3, 1), "month"),
        ("fevrier 2007", datetime.date(2007, 2, 1), "month"),
        ("15 شباط 2004", datetime.date(2004, 2, 15), "day"),
    ],
)
def test_date_is_taken_as_far_as_it_is_known(typed, day, precision):
    field = PartialDateField()

    assert field.clean(typed) == (day, precision)
    assert field.clean(str(field.clean(typed))) == (day, precision)
    assert not field.has_changed(str(field.clean(typed)), typed)


@pytest.mark.parametrize(
    "typed",
    ["13/2007", "0000", "2007/", "15/02/04", "31/02/2004", "31 شباط 2004", "شباط", "ربيع 2007", "1", "-", "2007-13"],
)
def test_what_is_no_date_is_refused(typed):
    with pytest.raises(ValidationError) as refused:
        PartialDateField().clean(typed)

    assert refused.value.code == "invalid"


@pytest.mark.parametrize(("typed", "precision"), [("2007", "year"), ("11/2007", "month"), ("15/11/2007", "day")])
def test_edition_keeps_how_far_its_date_is_known(editor, typed, precision):
    add(editor, Edition, edition_form(number=3, starts_on=typed))

    edition = Edition.objects.get()
    assert edition.date_precision == precision
    form = editor.get(reverse("admin:editions_edition_change", args=[edition.pk])).context["adminform"].form
    assert form["starts_on"].value() == typed


# Errors at the field


def test_months_have_one_number_in_all_families():
    for family in FAMILIES.values():
        assert [month_of(name) for name in family] == list(range(1, 13))


@pytest.mark.parametrize("slug", ["", "another"])
def test_second_edition_of_a_number_is_refused_at_the_number_alone(editor, slug):
    makers.make_edition(number=3)

    assert errors(add(editor, Edition, edition_form(number=3, slug=slug))) == {"number"}


def test_second_edition_of_an_address_is_refused_at_the_address(editor):
    makers.make_edition(slug="taken")

    assert "slug" in errors(add(editor, Edition, edition_form(number=3, slug="taken")))


def test_end_before_start_is_refused_at_the_end(editor):
    assert errors(add(editor, Edition, edition_form(number=3, ends_on="13/03/2010"))) == {"ends_on"}


def test_last_day_of_a_vague_date_is_refused(editor):
    assert errors(add(editor, Edition, edition_form(number=3, starts_on="2010", ends_on="13/03/2010"))) == {"ends_on"}


def test_edition_without_number_needs_an_address(editor):
    assert errors(add(editor, Edition, edition_form())) == {"slug"}


def test_title_is_required_in_arabic_alone(editor):
    assert errors(add(editor, Edition, edition_form(number=3, title_ar="", title_en="Third"))) == {"title_ar"}


def test_paper_in_the_session_of_another_edition_is_refused_at_the_session(editor):
    form = paper_form(edition=makers.make_edition().pk, session=makers.make_session().pk)

    assert errors(add(editor, Paper, form)) == {"session"}


def test_paper_on_the_axis_of_another_edition_is_refused_at_the_axis(editor):
    form = paper_form(edition=makers.make_edition().pk, axis=makers.make_axis().pk)

    assert errors(add(editor, Paper, form)) == {"axis"}


def test_same_speaker_twice_in_one_role_is_refused(editor):
    part = {"speaker": makers.make_speaker().pk, "role": "speaker", "order": 1}

    response = add(editor, Paper, paper_form(edition=makers.make_edition().pk, rows={"presentations": [part, part]}))

    assert response.status_code == 200
    assert not Paper.objects.exists()


# Search


@pytest.mark.parametrize("query", ["احمد", "أحْمَد", "أحمد العمري", "العمري احمد"])
def test_speaker_is_found_in_any_spelling(editor, query):
    speaker = makers.make_speaker(name_ar="أحمد العُمَري")
    makers.make_speaker(name_ar="سعيد العمري" if " " not in query else "سعيد")

    response = editor.get(reverse("admin:papers_speaker_changelist"), {"q": query})

    assert list(response.context["cl"].queryset) == [speaker]


def test_query_of_punctuation_finds_nothing(editor):
    makers.make_speaker()

    response = editor.get(reverse("admin:papers_speaker_changelist"), {"q": "؟؟"})

    assert not response.context["cl"].queryset


def test_paper_is_found_by_its_speaker_and_its_code(editor):
    paper = makers.make_paper(speakers=[makers.make_speaker(name_ar="أحمد")])
    makers.make_paper()

    for query in ("احمد", paper.code):
        response = editor.get(reverse("admin:papers_paper_changelist"), {"q": query})
        assert list(response.context["cl"].queryset) == [paper]


def test_autocomplete_of_sessions_names_the_edition(editor, django_assert_max_num_queries):
    sessions = [makers.make_session(title_ar="الجلسة الأولى") for _ in range(3)]
    query = {"app_label": "papers", "model_name": "paper", "field_name": "session", "term": "الجلسه الاولي"}

    with django_assert_max_num_queries(7):
        results = editor.get(reverse("admin:autocomplete"), query).json()["results"]

    assert {result["text"] for result in results} == {
        side_by_side(session.title, session.edition) for session in sessions
    }


def test_paper_is_offered_the_sessions_and_axes_of_its_edition(editor):
    paper = makers.make_paper(session=makers.make_session())
    other = makers.make_session(edition=paper.edition)
    axis = makers.make_axis(edition=paper.edition)
    makers.make_session()
    makers.make_axis()

    page = editor.get(reverse("admin:papers_paper_change", args=[paper.pk]))
    form = page.context["adminform"].form

    assert set(form.fields["session"].queryset) == {paper.session, other}
    assert set(form.fields["axis"].queryset) == {axis}
    assert f'<option value="{other.pk}">{other.title}</option>' in page.content.decode()
    assert f'<option value="{paper.session_id}" selected>' in page.content.decode()


def test_session_of_another_edition_is_refused_for_a_paper_that_has_one(editor):
    paper = makers.make_paper()
    form = paper_form(session=makers.make_session().pk)

    assert errors(editor.post(reverse("admin:papers_paper_change", args=[paper.pk]), form)) == {"session"}


@pytest.mark.parametrize(
    ("term", "found"), [("القاعه", 1), ("الثالث", 1), ("قاعة كبرى الثالث", 1), ("الرابع", 0), ("؟", 0)]
)
def test_room_is_found_by_its_name_and_by_its_edition(editor, term, found):
    makers.make_room(edition=makers.make_edition(title_ar="الملتقى الثالث"), name_ar="القاعة الكبرى")
    query = {"app_label": "papers", "model_name": "session", "field_name": "room", "term": term}

    assert len(editor.get(reverse("admin:autocomplete"), query).json()["results"]) == found


def test_editor_finds_a_person_for_a_company(editor):
    user = makers.make_user(name="سلمى")
    query = {"app_label": "exhibitors", "model_name": "membership", "field_name": "user", "term": "سلمى"}

    results = editor.get(reverse("admin:autocomplete"), query).json()["results"]

    assert [result["id"] for result in results] == [str(user.pk)]
