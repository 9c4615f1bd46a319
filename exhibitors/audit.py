"""Writing down what was done. The rows cannot be changed afterwards, not even here."""

from exhibitors.models import Audit


def record(what, item, *, by, now, before=None, after=None):
    """Note that ``by`` did ``what`` to ``item``; ``before`` and ``after`` hold identifiers, no personal values."""
    return Audit.objects.create(
        at=now,
        user_id=by.pk if by else None,
        what=what,
        model=item._meta.label_lower,
        object_id=item.pk,
        before=before or {},
        after=after or {},
    )
