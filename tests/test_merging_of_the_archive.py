"""What a merge of staff leaves behind is not brought back by loading the archive again."""

import pytest

from forum_portal.archive.series import load_series
from papers import merging
from papers.models import Speaker

pytestmark = pytest.mark.django_db


def test_the_archive_does_not_bring_back_who_was_merged_away(shipped):
    kept, gone = Speaker.objects.in_series().order_by("pk")[:2]
    parts = kept.presentations.count() + gone.presentations.count()
    merging.merge(kept, gone)

    load_series()

    assert not Speaker.objects.filter(code=gone.code).exists()
    assert kept.presentations.count() == parts
    assert Speaker.objects.get(pk=kept.pk).name_ar == kept.name_ar
