"""
How many pictures one account may bring in a day. Each costs a processor and room on the disk.

The limits of one picture (bytes, pixels, formats) are those of forum_portal.validators.
"""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from exhibitors.audit import record
from exhibitors.models import Audit
from exhibitors.refusals import TooManyPictures

# Enough for a company's logo and all its products three times over.
MOST_IN_A_DAY = 40
DAY = timedelta(days=1)


def count_one(company, *, by, now=None):
    """Note that ``by`` brings a picture for ``company``; raise TooManyPictures if that is one too many."""
    now = now or timezone.now()
    with transaction.atomic():
        # Two tabs of one person wait for each other here, so that both count right.
        get_user_model().objects.select_for_update(no_key=True).get(pk=by.pk)
        brought = Audit.objects.filter(user_id=by.pk, what=Audit.What.PICTURE, at__gt=now - DAY)
        if brought.count() >= MOST_IN_A_DAY:
            raise TooManyPictures(MOST_IN_A_DAY)
        record(Audit.What.PICTURE, company, by=by, now=now)
