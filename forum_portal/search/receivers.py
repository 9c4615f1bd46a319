"""
Which entries of the search change with what. Told by signals, of which forum_portal.translating has the only others.

A row speaks for itself and for what tells of it: a paper names its speakers, an edition's status decides whether its
papers can be seen. QuerySet.update() sends no signal; whoever uses it calls index.refresh_soon().
"""

from django.db.models import Q
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save

from editions.models import (
    Announcement,
    Axis,
    Delegation,
    Detail,
    Edition,
    Involvement,
    Objective,
    Organisation,
    Recommendation,
    RecommendationUpdate,
    Statement,
)
from exhibitors.models import Exhibition, Exhibitor, ExhibitorSector, Product, Registration
from forum_portal.models import SearchEntry
from papers.models import Paper, Presentation, Session, Speaker

from . import index

Kind = SearchEntry.Kind


def of_edition(edition):
    """Everything that belongs to an edition: whether it can be seen follows from the edition's status."""
    key = edition.pk
    yield Kind.EDITION, [key]
    yield Kind.PAPER, Paper.objects.filter(edition=key).values_list("pk", flat=True)
    yield Kind.RECOMMENDATION, Recommendation.objects.filter(edition=key).values_list("pk", flat=True)
    yield Kind.ANNOUNCEMENT, Announcement.objects.filter(edition=key).values_list("pk", flat=True)
    yield Kind.SPEAKER, speakers(Q(paper__edition=key) | Q(session__edition=key))
    yield Kind.COMPANY, Registration.objects.filter(exhibition__edition=key).values_list("exhibitor", flat=True)


def of_part_of_edition(part):
    yield Kind.EDITION, [part.edition_id]


def of_axis(axis):
    yield from of_part_of_edition(axis)
    yield Kind.PAPER, Paper.objects.filter(axis=axis.pk).values_list("pk", flat=True)
    yield Kind.RECOMMENDATION, Recommendation.objects.filter(axis=axis.pk).values_list("pk", flat=True)


def of_organisation(organisation):
    yield Kind.EDITION, Involvement.objects.filter(organisation=organisation.pk).values_list("edition", flat=True)


def of_paper(paper):
    yield Kind.PAPER, [paper.pk]
    yield Kind.SPEAKER, speakers(Q(paper=paper.pk))


def of_speaker(speaker):
    yield Kind.SPEAKER, [speaker.pk]
    parts = Presentation.objects.filter(speaker=speaker.pk, paper__isnull=False)
    yield Kind.PAPER, parts.values_list("paper", flat=True)


def of_presentation(presentation):
    yield Kind.SPEAKER, [presentation.speaker_id]
    yield Kind.PAPER, [presentation.paper_id] if presentation.paper_id else []


def of_exhibition(exhibition):
    yield Kind.COMPANY, Registration.objects.filter(exhibition=exhibition.pk).values_list("exhibitor", flat=True)


def speakers(parts):
    return Presentation.objects.filter(parts).values_list("speaker", flat=True)


TELLING = {
    Edition: of_edition,
    Axis: of_axis,
    Delegation: of_part_of_edition,
    Detail: of_part_of_edition,
    Involvement: of_part_of_edition,
    Objective: of_part_of_edition,
    Statement: of_part_of_edition,
    Organisation: of_organisation,
    Paper: of_paper,
    Presentation: of_presentation,
    Session: lambda session: [(Kind.SPEAKER, speakers(Q(session=session.pk)))],
    Speaker: of_speaker,
    Recommendation: lambda recommendation: [(Kind.RECOMMENDATION, [recommendation.pk])],
    RecommendationUpdate: lambda update: [(Kind.RECOMMENDATION, [update.recommendation_id])],
    Announcement: lambda announcement: [(Kind.ANNOUNCEMENT, [announcement.pk])],
    Exhibitor: lambda exhibitor: [(Kind.COMPANY, [exhibitor.pk])],
    ExhibitorSector: lambda sector: [(Kind.COMPANY, [sector.exhibitor_id])],
    Product: lambda product: [(Kind.COMPANY, [product.exhibitor_id])],
    Exhibition: of_exhibition,
    Registration: lambda registration: [(Kind.COMPANY, [registration.exhibitor_id])],
}
# What its dependants are must be asked before it changes too: a row may be moved from one thing to another, and
# what only points to a deleted row has let go of it by then.
ASKED_BEFORE = [
    Presentation,
    Involvement,
    Axis,
    Objective,
    Detail,
    Delegation,
    Statement,
    RecommendationUpdate,
    Registration,
    ExhibitorSector,
    Product,
]


def connect():
    for model in TELLING:
        post_save.connect(changed, sender=model, dispatch_uid="search")
        post_delete.connect(changed, sender=model, dispatch_uid="search")
    for model in ASKED_BEFORE:
        pre_save.connect(about_to_change, sender=model, dispatch_uid="search")
        pre_delete.connect(about_to_change, sender=model, dispatch_uid="search")


def about_to_change(sender, instance, **kwargs):
    before = sender.objects.filter(pk=instance.pk).first() if instance.pk else None
    if before:
        refresh_what_tells_of(before)


def changed(sender, instance, **kwargs):
    refresh_what_tells_of(instance)


def refresh_what_tells_of(instance):
    for kind, keys in TELLING[type(instance)](instance):
        index.refresh_soon(kind, list(keys))
