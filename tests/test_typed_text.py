"""Every field takes what people type: other keyboards, invisible marks, pasted forms, any digits."""

import datetime

import pytest
from django import forms
from django.contrib import admin
from django.core import mail
from django.urls import reverse

from editions.models import Series
from exhibitors.forms import FORMS, CompanyForm, OutlineField
from forum_portal.arabic.forms import CleanTexts, DateField, DecimalField, IntegerField, SplitDateTimeField, TimeField
from forum_portal.corrections import CorrectionForm
from papers.models import Speaker
from tests.makers import PASSWORD, make_editor, make_user

RTL_MARK, ZERO_WIDTH = "\u200f", "\u200b"


class Everything(CleanTexts, forms.Form):
    text = forms.CharField()
    lines = forms.CharField(widget=forms.Textarea)
    email = forms.EmailField()
    site = forms.URLField(assume_scheme="https")
    phone = forms.CharField(widget=forms.TextInput(attrs={"type": "tel"}))
    code = forms.SlugField()
    password = forms.CharField(widget=forms.PasswordInput, strip=False)
    token = forms.CharField(widget=forms.HiddenInput)


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("text", f" کتاب{RTL_MARK}  ٢٠١٠ ", "كتاب ٢٠١٠"),
        ("text", "ﺍﻟﺼﻨﺎﻋﺔ", "الصناعة"),
        ("lines", "سطر  \r\n\r\n\r\n\r\nآخر", "سطر\n\nآخر"),
        ("email", f"{RTL_MARK}someone@example.org{RTL_MARK}", "someone@example.org"),
        ("email", "a٢@example.org", "a2@example.org"),
        ("site", f"example.org/{ZERO_WIDTH}a", "https://example.org/a"),
        ("phone", f"{RTL_MARK}+٢١٢ ٥٢٨ ٠٠", "+212 528 00"),
        ("code", "٣-٠٧", "3-07"),
        ("password", f" كلمة{RTL_MARK} ", f" كلمة{RTL_MARK} "),
        ("token", f"a{ZERO_WIDTH}b", f"a{ZERO_WIDTH}b"),
    ],
)
def test_a_text_is_kept_as_the_rule_has_it(field, typed, kept):
    form = Everything({field: typed})
    form.is_valid()

    assert form.cleaned_data[field] == kept


def test_what_holds_nothing_but_marks_is_empty():
    form = Everything({"text": f"{RTL_MARK} {ZERO_WIDTH}"})

    assert form.has_error("text", code="required")


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        (IntegerField(), "١٢", 12),
        (IntegerField(), "۱۲", 12),
        (DecimalField(), "١٢٫٥", 12.5),
        (DateField(), "٠٥/١١/٢٠٢٥", datetime.date(2025, 11, 5)),
        (DateField(), "05/11/2025", datetime.date(2025, 11, 5)),
        (DateField(), f"2025-11-05{RTL_MARK}", datetime.date(2025, 11, 5)),
        (DateField(), "٢٠٢٥/١١/٥", datetime.date(2025, 11, 5)),
        (TimeField(), "٠٩:٣٠", datetime.time(9, 30)),
        (OutlineField(), "[[٠، ٠]، [٣، ٠]، [٣، ٢٫٥]]", [[0, 0], [3, 0], [3, 2.5]]),
    ],
)
@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_numbers_and_dates_take_any_digits_and_the_day_first(field, typed, value, language):
    from django.utils.translation import override

    with override(language):
        assert field.clean(typed) == value


def test_a_date_and_a_time_in_two_boxes_take_any_digits():
    moment = SplitDateTimeField().clean(["٠٥/١١/٢٠٢٥", "٠٩:٣٠"])

    assert (moment.date(), moment.hour) == (datetime.date(2025, 11, 5), 9)


@pytest.mark.parametrize("form", [CompanyForm, FORMS["contact"], CorrectionForm])
def test_forms_of_visitors_and_companies_take_typed_text(form):
    assert issubclass(form, CleanTexts)


@pytest.mark.django_db
def test_every_text_of_the_admin_is_kept_as_the_rule_has_it(rf):
    request = rf.get("/")
    request.user = make_user(superuser=True)
    left_out = []
    for model, model_admin in admin.site._registry.items():
        if not model_admin.has_change_permission(request, model()):
            continue  # records that are only read
        for field in model._meta.fields:
            form_field = model_admin.formfield_for_dbfield(field, request) if field.editable else None
            if isinstance(form_field, forms.CharField) and "to_python" not in vars(form_field):
                left_out.append(f"{model.__name__}.{field.name}")

    assert left_out == []


@pytest.mark.django_db
def test_an_editor_may_paste_what_a_telephone_or_a_pdf_gave(client):
    client.force_login(make_editor())
    evidence = "editions-evidence-content_type-object_id"
    client.post(
        reverse("admin:papers_speaker_add"),
        {
            "name_ar": f" ﺣﺎﻓﻆ{RTL_MARK}  عبدالمنعم ",
            "biography_ar": "سطر\r\n\r\nآخر",
            f"{evidence}-TOTAL_FORMS": "0",
            f"{evidence}-INITIAL_FORMS": "0",
        },
    )
    speaker = Speaker.objects.get()

    assert speaker.name_ar == "حافظ عبدالمنعم"
    assert speaker.biography_ar == "سطر\n\nآخر"


@pytest.mark.django_db
def test_a_telephone_number_in_the_admin_runs_left_to_right_and_is_kept_in_ascii(client):
    Series.objects.create(name_ar="الملتقى")
    client.force_login(make_editor())
    page = client.get(reverse("admin:editions_series_change", args=[1]))
    field = page.context["adminform"].form.fields["contact_phone"]

    assert 'type="tel"' in str(page.context["adminform"].form["contact_phone"])
    assert 'dir="ltr"' in str(page.context["adminform"].form["contact_phone"])
    assert field.clean("+٢١٢ ٥٢٨") == "+212 528"


@pytest.mark.django_db
def test_an_address_with_a_mark_at_its_end_signs_in_and_gets_its_letter(client):
    user = make_user(email="someone@example.org")
    answer = client.post(reverse("account_login"), {"login": f"someone@example.org{RTL_MARK}", "password": PASSWORD})
    assert answer.status_code == 302
    client.logout()
    client.post(reverse("account_reset_password"), {"email": f"{RTL_MARK}someone@example.org "})

    assert mail.outbox[-1].to == [user.email]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_reset_password"])
def test_an_address_is_typed_from_left_to_right(client, name):
    html = client.get(reverse(name)).content.decode()

    field = html[html.index('type="email"') - 200 : html.index('type="email"') + 400]
    assert 'dir="ltr"' in field


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["2010-03-14", "٢٠١٠-٠٣-١٤"])
def test_a_day_in_the_address_of_a_programme_may_have_any_digits(client, day):
    from tests.makers import make_edition, make_session

    edition = make_edition(number=5)
    make_session(edition=edition, title_ar="الأولى", day=datetime.date(2010, 3, 14))
    make_session(edition=edition, title_ar="الثانية", day=datetime.date(2010, 3, 15))
    html = client.get("/editions/5/programme/", {"day": day}).content.decode()

    assert "الأولى" in html
    assert "الثانية" not in html
