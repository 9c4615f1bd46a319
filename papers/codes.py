"""The codes of papers, which stand in addresses and citations."""

from django.db import transaction

def allot_paper_code(edition):
    """
    The next code of a paper of ``edition``, such as ``3-07``.

    The counter only rises, so that the code of a deleted paper is not given again. Two
    editors who save at once are served one after the other: its row is locked.
    """
    from .models import CodeCounter, Paper

    with transaction.atomic():
        CodeCounter.objects.get_or_create(prefix=edition.code_prefix)
        counter = CodeCounter.objects.select_for_update().get(prefix=edition.code_prefix)
        while True:
            counter.last += 1
            code = f"{edition.code_prefix}-{counter.last:02d}"
            if not Paper.objects.filter(code=code).exists():
                counter.save(update_fields=["last"])
                return code
