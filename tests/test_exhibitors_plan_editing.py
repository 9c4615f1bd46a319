"""Staff draw the floor: what is saved, what is refused, and two people at once."""

import json

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError

from exhibitors import booking
from exhibitors.models import Audit, Booth
from tests.makers import make_booth, make_editor, make_exhibition, make_exhibitor, make_registration, make_user
from tests.plans import as_fields, as_sent, make_hall, new_row, opened, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall():
    return make_hall()


@pytest.fixture
def editor(client):
    user = make_editor()
    client.force_login(user)
    return user


def codes(exhibition):
    return sorted(exhibition.booths.values_list("code", flat=True))


def kinds(response):
    return [finding.kind for finding in response.context["findings"]]


def key_of(exhibition, code):
    return str(exhibition.booths.get(code=code).pk)


# Who may


@pytest.mark.parametrize(("page", "args"), [("plan", []), ("plan_import", []), ("plan_sheet", ["csv"])])
def test_pages_of_the_plan_are_for_who_may_change_it(client, hall, page, args):
    assert client.get(url(hall, page, *args)).status_code == 302  # to the door
    client.force_login(make_user(staff=True))
    assert client.get(url(hall, page, *args)).status_code == 403
    client.force_login(make_editor())
    assert client.get(url(hall, page, *args)).status_code == 200


def test_company_does_not_get_in(client, hall):
    client.force_login(make_user())

    assert client.get(url(hall)).status_code in (302, 403)
    assert client.post(url(hall), {}).status_code in (302, 403)


@pytest.mark.parametrize("lacking", ["change_exhibition", "add_booth", "change_booth", "delete_booth"])
def test_each_right_is_needed(client, hall, lacking):
    names = {"change_exhibition", "add_booth", "change_booth", "delete_booth"} - {lacking}
    user = make_user(staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=names, content_type__app_label="exhibitors"))
    client.force_login(user)
    rows, snapshot = opened(hall)

    assert client.get(url(hall)).status_code == 403
    assert client.post(url(hall), as_sent([], snapshot, removed=[rows["A1"]["key"]])).status_code == 403
    assert client.post(url(hall, "plan_check"), as_sent([], snapshot)).status_code == 403
    assert codes(hall) == ["A1", "A2", "A3"]


def test_page_of_the_exhibition_leads_to_the_plan_for_who_may_draw(client, editor, hall):
    address = url(hall).removesuffix("plan/") + "change/"

    assert url(hall) in client.get(address).content.decode()


def test_unknown_exhibition_is_not_found(client, editor):
    assert client.get("/admin/exhibitors/exhibition/987654/plan/").status_code == 404


# Saving


@pytest.mark.parametrize("send", [as_sent, as_fields])
def test_booths_are_added_moved_renamed_and_deleted_in_one_step(client, editor, hall, send):
    rows, snapshot = opened(hall)
    rows["A1"] |= {"x": "١٢٫٥", "width": "4,5"}
    rows["A2"] |= {"code": "B7", "category": str(hall.categories.last().pk)}
    removed = rows.pop("A3")["key"]

    data = send([*rows.values(), new_row(hall, "C1", 20, 10)], snapshot, removed=[removed])
    response = client.post(url(hall), data)

    assert response.status_code == 302
    assert codes(hall) == ["A1", "B7", "C1"]
    assert hall.booths.get(code="A1").outline == [[12.5, 0], [17, 0], [17, 3], [12.5, 3]]
    assert hall.booths.get(code="B7").category.code == "corner"


def test_a_plan_that_is_not_changed_is_left_as_it_is(client, editor, hall):
    # The same rectangle, from another corner and the other way round.
    odd = make_booth(exhibition=hall, code="D1", outline=[[13, 3], [13, 0], [10, 0], [10, 3]])
    Booth.objects.filter(pk=odd.pk).update(outline=[[15, 3], [15, 0], [12, 0], [12, 3]])
    rows, snapshot = opened(hall)

    response = client.post(url(hall), as_sent(rows.values(), snapshot))

    assert response.status_code == 302
    assert Booth.history.filter(history_type="~").count() == 0
    assert not Audit.objects.filter(what="plan").exists()
    assert hall.booths.get(code="D1").outline[0] == [15, 3]


def test_two_booths_swap_their_codes(client, editor, hall):
    rows, snapshot = opened(hall)
    before = {code: rows[code]["key"] for code in ("A1", "A2")}
    rows["A1"]["code"], rows["A2"]["code"] = "A2", "A1"

    assert client.post(url(hall), as_sent(rows.values(), snapshot)).status_code == 302

    assert key_of(hall, "A2") == before["A1"]
    assert key_of(hall, "A1") == before["A2"]
    # No version in between was kept.
    assert {row.code for row in Booth.history.all()} == {"A1", "A2", "A3"}


def test_saving_keeps_the_history_and_writes_it_down(client, editor, hall):
    rows, snapshot = opened(hall)
    rows["A3"]["x"] = "20"

    client.post(url(hall), as_sent(rows.values(), snapshot))

    latest = hall.booths.get(code="A3").history.latest()
    assert (latest.history_user, latest.outline[0]) == (editor, [20, 0])
    entry = Audit.objects.get(what="plan")
    assert (entry.user_id, entry.object_id) == (editor.pk, hall.pk)
    assert entry.after == {"removed": [], "changed": [hall.booths.get(code="A3").pk], "added": []}
    page = client.get("/admin/exhibitors/audit/").content.decode()
    assert str(hall) in page


def test_booths_that_are_not_sent_stay_and_are_checked(client, editor, hall):
    _rows, snapshot = opened(hall)

    response = client.post(url(hall), as_sent([new_row(hall, "B1", 1, 1)], snapshot))

    assert response.status_code == 409
    assert kinds(response)[:2] == ["overlap", "overlap"]
    assert [form["code"].value() for form in response.context["plan"].forms] == ["A1", "A2", "A3", "B1"]
    assert codes(hall) == ["A1", "A2", "A3"]


# Refusals


@pytest.mark.parametrize("send", [as_sent, as_fields])
@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        ({"code": "A2"}, "doubled"),
        ({"code": ""}, "code"),
        ({"code": "A12345678"}, "code"),
        ({"category": ""}, "category"),
        ({"category": "987654"}, "category"),
        ({"category": "x"}, "category"),
        ({"x": "3.5"}, "overlap"),
        ({"x": "abc"}, "outline"),
        ({"x": "-1"}, "outline"),
        ({"x": ""}, "outline"),
        ({"width": "0"}, "outline"),
        ({"width": "1e9"}, "outline"),
        ({"width": "9" * 400}, "outline"),
        ({"x": "28"}, "outside"),
        ({"outline": "0 0; 3"}, "outline"),
        ({"outline": "0 0; 3 3; 3 0; 0 4"}, "outline"),
        ({"outline": "[" * 1500}, "outline"),
        ({"outline": "[[0,0],[1e400,0],[1,1]]"}, "outline"),
    ],
)
def test_plan_with_an_error_is_refused_and_comes_back_as_it_was_typed(client, editor, hall, send, texts, kind):
    rows, snapshot = opened(hall)
    rows["A1"] |= {"x": "10"} | texts
    rows["A3"]["y"] = "12.25"

    response = client.post(url(hall), send(rows.values(), snapshot, accepted="on"))

    assert response.status_code == 409
    assert kind in kinds(response)
    typed = {form.key: form for form in response.context["plan"].forms}[rows["A1"]["key"]]
    for name, text in texts.items():
        assert typed[name].value() == text
    assert 'value="12.25"' in response.content.decode()
    assert hall.booths.get(code="A3").outline[0] == [6, 0]


def test_narrow_gangway_is_saved_once_it_is_meant(client, editor, hall):
    rows, snapshot = opened(hall)
    rows["A3"]["x"] = "7"

    refused = client.post(url(hall), as_sent(rows.values(), snapshot))
    accepted = client.post(url(hall), as_sent(rows.values(), snapshot, accepted="on"))

    assert (refused.status_code, kinds(refused)) == (409, ["narrow"])
    assert accepted.status_code == 302
    assert hall.booths.get(code="A3").outline[0] == [7, 0]


def test_gangway_of_no_width_is_not_checked(client, editor):
    hall = make_hall(gangway=0)
    rows, snapshot = opened(hall)
    rows["A3"]["x"] = "7"

    assert client.post(url(hall), as_sent(rows.values(), snapshot)).status_code == 302


def test_booth_that_somebody_has_is_not_deleted_and_the_refusal_says_who(client, editor, hall):
    company = make_exhibitor(name_ar="شركة النخيل", members=[make_user()])
    make_registration(exhibition=hall, exhibitor=company, booth=hall.booths.get(code="A1"), state="approved")
    rows, snapshot = opened(hall)
    removed = rows.pop("A1")["key"]

    response = client.post(url(hall), as_sent(rows.values(), snapshot, removed=[removed], accepted="on"))

    assert (response.status_code, kinds(response)) == (409, ["claimed"])
    assert "شركة النخيل" in response.content.decode()
    assert codes(hall) == ["A1", "A2", "A3"]


def test_booth_that_somebody_had_or_the_organisers_keep_is_not_deleted(client, editor, hall):
    make_registration(exhibition=hall, booth=hall.booths.get(code="A1"), state="rejected")
    booking.block(hall.booths.get(code="A2"), note="مستودع")
    rows, snapshot = opened(hall)

    removed = [rows["A1"]["key"], rows["A2"]["key"]]
    response = client.post(url(hall), as_sent([], snapshot, removed=removed))

    assert (response.status_code, kinds(response)) == (409, ["claimed", "claimed"])
    assert "مستودع" in response.content.decode()
    assert codes(hall) == ["A1", "A2", "A3"]


@pytest.mark.parametrize("texts", [{"y": "10"}, {"code": "B1"}, {"width": "2.5"}, {"category": "last"}])
def test_booth_that_somebody_has_is_changed_only_after_a_warning(client, editor, hall, texts):
    company = make_exhibitor(name_ar="شركة النخيل", members=[make_user()])
    make_registration(exhibition=hall, exhibitor=company, booth=hall.booths.get(code="A1"), state="submitted")
    rows, snapshot = opened(hall)
    if texts.get("category"):
        texts = {"category": str(hall.categories.last().pk)}
    rows["A1"] |= texts

    refused = client.post(url(hall), as_sent(rows.values(), snapshot))
    accepted = client.post(url(hall), as_sent(rows.values(), snapshot, accepted="on"))

    assert refused.status_code == 409
    assert "taken" in kinds(refused)
    assert "شركة النخيل" in refused.content.decode()
    assert accepted.status_code == 302
    assert hall.booths.filter(claims__registration__exhibitor=company).count() == 1


def test_booth_taken_at_the_moment_of_its_deletion_stays(client, editor, hall, monkeypatch):
    rows, snapshot = opened(hall)

    def fail(self, *args, **kwargs):
        raise IntegrityError

    monkeypatch.setattr(Booth, "delete", fail)
    response = client.post(url(hall), as_sent([], snapshot, removed=[rows["A1"]["key"]]))

    assert response.status_code == 409
    assert codes(hall) == ["A1", "A2", "A3"]


def test_booth_of_another_exhibition_is_out_of_reach(client, editor, hall):
    other = make_booth(exhibition=make_exhibition(), code="Z1")
    rows, snapshot = opened(hall)
    foreign = new_row(hall, "Z9", 20, 10) | {"key": str(other.pk)}

    client.post(url(hall), as_sent([*rows.values(), foreign], snapshot, removed=[str(other.pk)]))

    other.refresh_from_db()
    assert (other.code, other.exhibition) != ("Z9", hall)
    assert other.code == "Z1"
    assert codes(hall) == ["A1", "A2", "A3", "Z9"]


BAD = [
    {"plan": "x"},
    {"plan": "[]"},
    {"plan": "{}"},
    {"plan": '{"rows": [1]}'},
    {"plan": '{"rows": [{"key": "a b"}]}'},
    {"plan": '{"rows": [{"key": "1", "code": 1}]}'},
    {"plan": '{"rows": [{"key": "1"}, {"key": "1"}]}'},
    {"plan": '{"rows": [], "removed": 1}'},
    {"plan": '{"rows": [{"key": "new-1", "code": "\\ud800"}]}'},
    {"plan": "[" * 100_000},
    {"plan": json.dumps({"rows": [{"key": f"n{n}"} for n in range(1001)]})},
    {"plan": '{"rows": []}', "snapshot": "[]"},
    {"plan": '{"rows": []}', "snapshot": '{"1": [1, 2, 3]}'},
    {"plan": '{"rows": []}', "snapshot": '{"1": ["A", {}, 3]}'},
    {"plan": '{"rows": []}', "snapshot": '{"\\u00b2": ["A", 1, []]}'},
    {"plan": '{"rows": []}', "snapshot": '{"1": ["A", 1, [[0], [3, 0], [3, 3]]]}'},
    {"plan": '{"rows": []}', "snapshot": '{"1": ["A", 1, [[0, 0], [1e999, 0], [3, 3]]]}'},
]


@pytest.mark.parametrize("data", BAD)
@pytest.mark.parametrize("page", ["plan", "plan_check"])
def test_what_is_no_plan_is_a_bad_request(client, editor, hall, page, data):
    assert client.post(url(hall, page), data).status_code == 400
    assert codes(hall) == ["A1", "A2", "A3"]


@pytest.mark.parametrize("text", ["\0", "<script>alert(1)</script>", "{{ 7 }}", "\u202eA1", "A" * 5000, "٣"])
def test_hostile_texts_are_shown_as_texts(client, editor, hall, text):
    rows, snapshot = opened(hall)
    rows["A1"] |= dict.fromkeys(("code", "x", "outline"), text)

    response = client.post(url(hall), as_sent(rows.values(), snapshot))

    assert response.status_code in (302, 400, 409)
    assert b"<script>alert" not in response.content


# Two at once


def test_second_editor_is_told_and_loses_nothing(client, editor, hall):
    rows, snapshot = opened(hall)
    hers = json.loads(json.dumps(rows))
    hers["A1"]["y"], hers["A2"]["y"] = "10", "13"
    assert client.post(url(hall), as_sent(hers.values(), snapshot)).status_code == 302

    rows["A1"]["y"] = "6"
    rows["A3"]["x"] = "20"
    told = client.post(url(hall), as_sent([*rows.values(), new_row(hall, "B1", 20, 10)], snapshot))

    assert told.status_code == 409
    differences = told.context["differences"]
    assert [difference.keys[0] for difference in differences] == [rows["A1"]["key"], rows["A2"]["key"]]
    shown = {form["code"].value(): form for form in told.context["plan"].forms}
    assert (shown["A1"]["y"].value(), shown["A2"]["y"].value(), shown["A3"]["x"].value()) == ("6", "13", "20")
    assert "B1" in shown

    plan = told.context["plan"]
    again = client.post(url(hall), {"plan": plan.plan_text(), "snapshot": plan.snapshot_text()})
    assert again.status_code == 302
    places = {booth.code: booth.outline[0] for booth in hall.booths.all()}
    assert places == {"A1": [0, 6], "A2": [3, 13], "A3": [20, 0], "B1": [20, 10]}


def test_what_is_unreadable_stays_as_typed_when_somebody_else_was_faster(client, editor, hall):
    rows, snapshot = opened(hall)
    hall.booths.filter(code="A2").delete()
    hall.booths.filter(code="A3").delete()
    make_booth(exhibition=hall, code="N1", outline=[[20, 10], [23, 10], [23, 13], [20, 13]])
    rows["A1"]["x"] = "abc"
    rows["A2"]["x"] = "def"

    told = client.post(url(hall), as_sent(rows.values(), snapshot))

    assert told.status_code == 409
    page = told.content.decode()
    assert 'value="abc"' in page and 'value="def"' in page
    shown = [form["code"].value() for form in told.context["plan"].forms]
    assert sorted(shown) == ["A1", "A2", "N1"]
    assert len(told.context["differences"]) == 3


def test_two_deletions_of_one_booth_are_one(client, editor, hall):
    rows, snapshot = opened(hall)
    client.post(url(hall), as_sent([], snapshot, removed=[rows["A1"]["key"]]))

    told = client.post(url(hall), as_sent([], snapshot, removed=[rows["A1"]["key"]]))
    plan = told.context["plan"]

    assert told.status_code == 409
    assert plan.removed == frozenset()
    assert client.post(url(hall), {"plan": plan.plan_text(), "snapshot": plan.snapshot_text()}).status_code == 302
    assert codes(hall) == ["A2", "A3"]


# Checking


def test_checks_are_answered_without_saving(client, editor, hall):
    rows, snapshot = opened(hall)
    rows["A1"]["x"] = "1"

    response = client.post(url(hall, "plan_check"), as_sent(rows.values(), snapshot))

    assert response.status_code == 200
    assert kinds(response)[0] == "overlap"
    assert f'data-keys="{rows["A1"]["key"]} {rows["A2"]["key"]}"' in response.content.decode()
    assert hall.booths.get(code="A1").outline[0] == [0, 0]
    assert client.get(url(hall, "plan_check")).status_code == 405


@pytest.mark.parametrize("count", [1, 12])
def test_queries_do_not_grow_with_the_booths(client, editor, django_assert_max_num_queries, count):
    hall = make_hall()
    for number in range(count):
        booth = make_booth(exhibition=hall, code=f"B{number}", outline=[[0, 0], [1, 0], [1, 1]])
        booking.block(booth, note="x")

    with django_assert_max_num_queries(12):
        assert client.get(url(hall)).status_code == 200


def test_page_of_an_empty_exhibition_opens(client, editor):
    assert client.get(url(make_exhibition())).status_code == 200
