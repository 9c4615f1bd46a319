"""The codes of papers, which stand in addresses and citations."""

from django.db import transaction


def allot_paper_number(edition):
    """
    The next number of a paper of ``edition``; with the edition's prefix it makes the code, such as ``3-07``.

    The counter only rises, so that the code of a deleted paper is not given again. Two
    editors who save at once are served one after the other: its row is locked.
    """
    with transaction.atomic():
        counter = locked_counter(edition)
        counter.last += 1
        counter.save(update_fields=["last"])
    return counter.last


def reserve_paper_number(edition, number):
    """Keep ``number``, which comes from elsewhere, and all below it from being allotted."""
    with transaction.atomic():
        counter = locked_counter(edition)
        counter.last = max(counter.last, number)
        counter.save(update_fields=["last"])


def locked_counter(edition):
    from .models import CodeCounter

    CodeCounter.objects.get_or_create(prefix=edition.code_prefix)
    return CodeCounter.objects.select_for_update().get(prefix=edition.code_prefix)
