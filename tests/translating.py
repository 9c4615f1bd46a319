"""What is known of translations and what its pages say, and one object of each model that has texts."""

import re

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.translation import override

from editions.models import Delegation, Detail, Document, Evidence, Objective, Photo, RecommendationUpdate, Statement
from exhibitors.models import Exhibition
from forum_portal.models import TranslationRecord
from forum_portal.translating.texts import fields_of
from papers.models import Release
from tests import makers


def record_of(item, field, language="en"):
    return TranslationRecord.objects.of([item]).get(field=field, language=language)


def state_of(item, field, language="en"):
    """The state in which a text stands; None where nothing is recorded."""
    record = TranslationRecord.objects.of([item]).filter(field=field, language=language).first()
    return record and record.state


def mark_reviewed(item, field="title", language="en", *, by=None):
    records = TranslationRecord.objects.of([item]).filter(field=field, language=language)
    return records.mark_reviewed(by=by or makers.make_user(superuser=True))


def change(item, **texts):
    for column, text in texts.items():
        setattr(item, column, text)
    item.save()


def outdate(item):
    """Translate all that ``item`` has in Arabic into English, then change the Arabic."""
    fields = [field for field in fields_of(type(item)) if getattr(item, f"{field}_ar")]
    for field in fields:
        setattr(item, f"{field}_en", "Text")
    item.save()
    for field in fields:
        setattr(item, f"{field}_ar", "نص آخر")
    item.save()
    return item


def make_edition_in_each_state():
    """An edition with a title to be reviewed and reviewed, a theme that is missing, and an axis that is outdated."""
    edition = makers.make_edition(title_ar="دورة", title_en="Edition", title_fr="Édition", theme_ar="شعار")
    mark_reviewed(edition, language="fr")
    change(makers.make_axis(edition=edition, title_ar="محور", title_en="Axis"), title_ar="محور آخر")
    return edition


def make_evidence(item, **fields):
    content_type = ContentType.objects.get_for_model(item)
    return Evidence.objects.create(content_type=content_type, object_id=item.pk, **{"note_ar": "ملاحظة"} | fields)


def make_texts(edition):
    """An object of each model that belongs to an edition and has texts."""
    session = makers.make_session(edition=edition)
    paper = makers.make_paper(edition=edition)
    recommendation = makers.make_recommendation(edition=edition)
    delegation = Delegation.objects.create(edition=edition, country="OM")
    exhibition = Exhibition.objects.create(edition=edition, about_ar="نص")
    return [
        edition,
        makers.make_involvement(edition=edition, name_then_ar="اسم قديم"),
        makers.make_axis(edition=edition),
        Delegation.objects.create(edition=edition, country="AE", name_then_ar="اسم قديم"),
        Objective.objects.create(edition=edition, text_ar="هدف"),
        Detail.objects.create(edition=edition, kind="background", text_ar="نص"),
        recommendation,
        RecommendationUpdate.objects.create(recommendation=recommendation, status="done", text_ar="نص"),
        Statement.objects.create(edition=edition, person_ar="فلان", gist_ar="نص"),
        Document.objects.create(edition=edition, title_ar="برنامج", file="a.pdf"),
        Photo.objects.create(edition=edition, alt_ar="صورة", image="a.jpg"),
        makers.make_announcement(edition=edition),
        makers.make_room(edition=edition),
        session,
        paper,
        makers.make_presentation(paper=paper, office_ar="وزير"),
        makers.make_presentation(session=session, office_ar="وزير"),
        exhibition,
        makers.make_category(exhibition=exhibition),
        makers.make_required_document(exhibition=exhibition),
        makers.make_pavilion(exhibition=exhibition),
        makers.make_discount(exhibition=exhibition),
        Release.objects.create(edition=edition, number=1, placements={}, note_ar="ملاحظة"),
        *(make_evidence(item) for item in (edition, paper, delegation, session)),
    ]


def make_texts_of_the_series():
    return [
        makers.make_series(),
        makers.make_topic(),
        makers.make_organisation(),
        makers.make_announcement(),
        makers.make_page(),
        makers.make_source(),
        makers.make_speaker(),
        makers.make_exhibitor(),
        makers.make_product(),
        make_evidence(makers.make_speaker()),
    ]


def page_of(item, prefix=""):
    """The list of an edition, or of another entry."""
    with override("ar"):
        if item._meta.model_name == "edition":
            return prefix + reverse("admin:translations_of_edition", args=[item.pk])
        return prefix + reverse("admin:translations_of_entry", args=[*item._meta.label_lower.split("."), item.pk])


def listed(response):
    """What the list shows, as (field, language, state)."""
    return [(text.record.field, text.record.language, text.record.state) for text in response.context["texts"]]


def ticks(response):
    """The values of the boxes on the page, and which of them are ticked."""
    boxes = re.findall(
        r'<input type="checkbox" name="text" value="([^"]+)"[^>]*?( checked)?>', response.content.decode()
    )
    return [value for value, _ in boxes], [value for value, checked in boxes if checked]


def make_user_who(*codenames):
    """A member of staff with these permissions alone."""
    user = makers.make_user(staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user
