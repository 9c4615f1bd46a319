"""Staff's queue of registrations, and the page on which they decide on one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from exhibitors import booking, moving, transitions
from exhibitors.models import Membership, Note, Outbox, Phrase, Registration, State
from tests.makers import (
    make_booth,
    make_category,
    make_editor,
    make_exhibition,
    make_exhibitor,
    make_registration,
    make_user,
)

pytestmark = pytest.mark.django_db
LIST = "admin:exhibitors_registration_changelist"


@pytest.fixture
def editor(client):
    user = make_editor()
    client.force_login(user)
    return user


def url(name, registration, *args):
    return reverse(f"admin:exhibitors_registration_{name}", args=[registration.pk, *args])


def listed(client, **query):
    return list(client.get(reverse(LIST), query).context["cl"].result_list)


def levels(response):
    return [message.level_tag for message in response.context["messages"]]


# The queue


def test_queue_shows_what_waits_the_longest_first(client, editor):
    exhibition = make_exhibition()
    late, early = [make_registration(exhibition=exhibition, state="submitted") for _ in range(2)]
    make_registration(exhibition=exhibition, state="approved")
    Registration.objects.filter(pk=early.pk).update(submitted_at=timezone.now() - timedelta(days=3))

    assert listed(client) == [early, late]


def test_queue_says_in_words_how_long_each_waits(client, editor):
    registration = make_registration(state="submitted")
    Registration.objects.filter(pk=registration.pk).update(submitted_at=timezone.now() - timedelta(days=3, hours=1))

    response = client.get("/en" + reverse(LIST))

    assert "3\xa0days" in response.content.decode()


def test_queue_leads_to_the_page_of_the_decision(client, editor):
    registration = make_registration(state="submitted")

    assert url("decision", registration) in client.get(reverse(LIST)).content.decode()


def test_queue_counts_each_state(client, editor):
    exhibition = make_exhibition()
    for state in ["submitted", "submitted", "approved"]:
        make_registration(exhibition=exhibition, state=state)

    response = client.get(reverse(LIST))

    spec = response.context["cl"].filter_specs[0]
    counts = [choice["display"].rsplit("(")[1] for choice in spec.choices(response.context["cl"])]
    assert counts == ["2)", "0)", "0)", "1)", "0)", "0)", "3)"]


def test_search_finds_a_company_in_any_state(client, editor):
    registration = make_registration(state="withdrawn")

    assert listed(client, q=registration.exhibitor.name) == [registration]
    assert listed(client, q=registration.exhibitor.name, state="submitted") == []


def test_queue_is_narrowed(client, editor):
    exhibition, other = make_exhibition(), make_exhibition()
    category = make_category(exhibition=exhibition)
    booth = make_booth(exhibition=exhibition, category=category)
    wanted = make_registration(
        booth=booth, state="submitted", exhibitor=make_exhibitor(members=[make_user()], country="MA")
    )
    elsewhere = make_registration(exhibition=other, state="submitted")
    empty = make_registration(exhibition=exhibition)

    assert listed(client, exhibition=exhibition.pk) == [wanted]
    assert listed(client, category=category.pk) == [wanted]
    assert listed(client, country="MA") == [wanted]
    assert listed(client, state="all", booth="no") == [empty]
    assert set(listed(client, state="all", booth="yes")) == {wanted, elsewhere}


@pytest.mark.parametrize(
    "query", ["state=x", "exhibition=x", "category=²", "country=%00", "booth=1", "exhibition=9" * 40]
)
def test_nonsense_in_the_address_is_no_error(client, editor, query):
    make_registration(state="submitted")

    assert client.get(f"{reverse(LIST)}?{query}").status_code in (200, 302, 400)


# The page of a decision


@pytest.mark.parametrize("state", State.values)
def test_page_shows_all_on_one_screen(client, editor, state):
    exhibitor = make_exhibitor(members=[make_user()])
    before = make_registration(exhibitor=exhibitor, state="approved")
    registration = make_registration(exhibitor=exhibitor, booth=make_booth(), state=state, requirements="ماء")
    Note.objects.create(registration=registration, by=editor, text="ملاحظة داخلية")

    response = client.get(url("decision", registration))

    content = response.content.decode()
    for shown in [
        exhibitor.name,
        registration.contact_email,
        "مضخات",
        "ماء",
        "ملاحظة داخلية",
        "<svg viewBox",
        url("decision", before),
        reverse("admin:exhibitors_exhibitor_change", args=[exhibitor.pk]),
    ]:
        assert shown in content
    assert response.context["is_returning"]
    assert [name for name, _label, _form in response.context["steps"]] == [
        name
        for name in ("approve", "return", "reject", "withdraw", "reopen")
        if state in transitions.EVENTS[name].sources
    ]


@pytest.mark.parametrize("count", [1, 5])
def test_page_takes_a_constant_number_of_queries(client, editor, django_assert_max_num_queries, count):
    exhibition = make_exhibition()
    registration = make_registration(exhibition=exhibition, state="submitted")
    for _ in range(count):
        make_registration(exhibition=exhibition, state="submitted")
        make_registration(exhibitor=registration.exhibitor, state="approved")
        Note.objects.create(registration=registration, by=make_editor(), text="x")
        moving.move_booth(registration, make_booth(exhibition=exhibition), by=make_editor())
    client.get(url("decision", registration))

    with django_assert_max_num_queries(30):
        client.get(url("decision", registration))


def test_decision_leads_to_the_next_in_the_queue(client, editor):
    exhibition = make_exhibition()
    first, second = [make_registration(exhibition=exhibition, state="submitted") for _ in range(2)]

    response = client.post(url("step", first, "approve"), {"seen": first.version}, follow=True)

    first.refresh_from_db()
    assert first.state == State.APPROVED
    assert response.context["next"] == second
    assert url("decision", second) in response.content.decode()


def test_own_company_is_not_next_in_the_queue(client, editor):
    registration = make_registration(state="approved")
    own = make_registration(exhibition=registration.exhibition, state="submitted")
    Membership.objects.create(exhibitor=own.exhibitor, user=editor)

    assert client.get(url("decision", registration)).context["next"] is None


@pytest.mark.parametrize("superuser", [False, True])
def test_own_company_can_be_read_and_not_decided_on(client, superuser):
    user = make_user(superuser=True) if superuser else make_editor()
    client.force_login(user)
    registration = make_registration(state="submitted")
    Membership.objects.create(exhibitor=registration.exhibitor, user=user)

    page = client.get(url("decision", registration))
    answer = client.post(url("step", registration, "approve"), follow=True)
    moved = client.post(
        url("move", registration), {"booth": make_booth(exhibition=registration.exhibition).pk}, follow=True
    )

    assert page.context["is_own"]
    assert (page.context["steps"], page.context["move_form"]) == ([], False)
    assert levels(answer) == levels(moved) == ["error"]
    registration.refresh_from_db()
    assert registration.state == State.SUBMITTED


def test_second_reviewer_is_told_who_was_first_by_the_state(client, editor):
    registration = make_registration(state="submitted")
    seen = registration.version
    transitions.move(registration, "approve", by=make_editor())

    for name in ("approve", "reject", "withdraw"):
        response = client.post(url("step", registration, name), {"seen": seen, "reason": "x"}, follow=True)
        assert levels(response) == ["error"]
        assert str(State.APPROVED.label) in str(next(iter(response.context["messages"])))

    registration.refresh_from_db()
    assert registration.state == State.APPROVED


def test_frequent_reason_is_told_with_what_was_typed(client, editor):
    registration = make_registration(state="submitted", exhibitor=make_exhibitor(members=[make_user(language="en")]))
    phrase = Phrase.objects.create(step="return", language="en", text="The licence is missing.")
    Phrase.objects.create(step="return", language="ar", text="ينقص السجل.")

    form = next(
        form for name, _label, form in client.get(url("decision", registration)).context["steps"] if name == "return"
    )
    assert list(form.fields["phrase"].queryset) == [phrase]
    client.post(url("step", registration, "return"), {"phrase": phrase.pk, "reason": "Please send it."})

    registration.refresh_from_db()
    assert registration.reason == "The licence is missing.\n\nPlease send it."
    assert "The licence is missing." in Outbox.objects.get(kind="returned").body


def test_frequent_reason_alone_is_enough_and_none_at_all_is_not(client, editor):
    registration = make_registration(state="submitted")
    phrase = Phrase.objects.create(step="reject", text="خارج موضوع المعرض.")

    refused = client.post(url("step", registration, "reject"), {"reason": ""})
    assert refused.context["form"].has_error("reason", code="required")
    client.post(url("step", registration, "reject"), {"phrase": phrase.pk})

    registration.refresh_from_db()
    assert (registration.state, registration.reason) == (State.REJECTED, phrase.text)


def test_company_is_moved_from_the_page(client, editor):
    registration = make_registration(state="approved")
    booth = make_booth(exhibition=registration.exhibition)
    data = {"booth": booth.pk, "reason": "عمود", "seen": registration.version}

    response = client.post(url("move", registration), data, follow=True)

    assert levels(response) == ["success"]
    assert registration.claims.unreleased().get().booth == booth


def test_move_without_a_booth_keeps_what_was_typed(client, editor):
    registration = make_registration(state="approved")

    response = client.post(url("move", registration), {"booth": "x", "reason": "كلام مكتوب"})

    assert response.status_code == 422
    assert response.context["move_form"].has_error("booth")
    assert "كلام مكتوب" in response.content.decode()


def test_move_to_a_booth_that_was_just_taken_is_told(client, editor):
    registration = make_registration(state="approved")
    taken = make_registration(exhibition=registration.exhibition, state="submitted")

    response = client.post(url("move", registration), {"booth": taken.claims.get().booth_id}, follow=True)

    assert levels(response) == ["error"]


def test_note_is_kept_for_staff_and_never_shown_to_the_company(client, editor):
    registration = make_registration(state="submitted")

    client.post(url("note", registration), {"text": "ملاحظة داخلية"})
    empty = client.post(url("note", registration), {"text": " "})

    assert [(note.by, note.text) for note in registration.notes.all()] == [(editor, "ملاحظة داخلية")]
    assert empty.context["note_form"].has_error("text")
    client.force_login(registration.exhibitor.members.get())
    assert "ملاحظة داخلية" not in client.get(registration.get_absolute_url()).content.decode()


@pytest.mark.parametrize("page", ["decision", "move", "note"])
def test_only_staff_with_the_right_see_the_pages(client, page):
    registration = make_registration(state="submitted")
    for user, status in [(make_user(staff=True), 403), (registration.exhibitor.members.get(), 302)]:
        client.force_login(user)
        assert client.get(url(page, registration)).status_code == status
        assert client.post(url(page, registration), {"text": "x"}).status_code == status


# What the company reads of it


def test_company_reads_what_happened_by_whom_and_why(client):
    member, colleague = make_user(), make_user()
    exhibition = make_exhibition()
    first, second, third = [make_booth(exhibition=exhibition, code=code) for code in ("A1", "A2", "A3")]
    company = make_exhibitor(members=[member, colleague], name_ar="شركة الأفلاج")
    now = timezone.now()
    registration = transitions.start(
        exhibition, company, contact_name="x", contact_email="x@y.zz", products="x", by=member, now=now
    )

    def at(minutes):
        return {"now": now + timedelta(minutes=minutes)}

    booking.claim(registration, first, by=member, **at(1))
    booking.claim(registration, second, by=colleague, **at(2))
    transitions.move(registration, "submit", by=colleague, terms_version="1", **at(3))
    editor = make_editor(name="مراجع سري")
    moving.move_booth(registration, third, by=editor, reason="عمود في المكان", **at(4))
    transitions.move(registration, "approve", by=editor, **at(5))
    client.force_login(member)

    response = client.get("/en" + reverse("exhibitors:registration", args=[registration.public_id]))

    entries = response.context["entries"]
    told = [
        (
            entry.step.event if entry.step else None,
            entry.change and (entry.change.left, entry.change.taken),
            entry.actor,
        )
        for entry in entries
    ]
    assert told == [
        ("approve", None, "staff"),
        ("move", ("A2", "A3"), "staff"),
        ("submit", None, "company"),
        (None, ("A1", "A2"), "company"),
        (None, ("", "A1"), "company"),
        ("start", None, "company"),
    ]
    content = response.content.decode()
    assert "by you" in content
    assert "by your company" in content
    assert "by the organisers" in content
    assert "عمود في المكان" in content
    assert "مراجع سري" not in content
    assert editor.email not in content
