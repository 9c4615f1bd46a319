"""What visitors keep copies of in their calendars."""

from django.db import models, transaction
from django.utils import timezone


class Revised(models.Model):
    """
    A thing of the programme that calendars hold copies of.

    ``sequence`` rises, and ``changed_at`` follows, whenever a save changes one of the ``SHOWN``
    columns, so that a calendar knows which of two copies is newer (RFC 5545, SEQUENCE). A save is
    compared with the stored row, locked: what the instance was loaded with may be stale.
    """

    SHOWN = ()
    DERIVED = ["sequence", "changed_at"]

    sequence = models.PositiveIntegerField(editable=False, default=0, db_default=0)
    changed_at = models.DateTimeField(editable=False, default=timezone.now)

    class Meta:
        abstract = True

    def save(self, **kwargs):
        with transaction.atomic():
            is_revised = not self._state.adding and self.revise()
            if is_revised and kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], *self.DERIVED}
            super().save(**kwargs)
            if is_revised:
                self.follow_revision()

    def revise(self):
        """Count a change of what calendars show; return whether this save makes one. Causes one query."""
        rows = type(self)._base_manager.select_for_update().filter(pk=self.pk)
        stored = rows.values(*self.SHOWN, "sequence").first()
        if stored is None or not any(self.differs(column, stored[column]) for column in self.SHOWN):
            return False
        self.sequence = stored["sequence"] + 1
        self.changed_at = timezone.now()
        return True

    def differs(self, column, stored):
        """Whether ``column`` is another than ``stored``; an empty text and none are the same."""
        field = self._meta.get_field(column.removesuffix("_id"))
        return (field.to_python(getattr(self, column)) or "") != (stored or "")

    def follow_revision(self):
        """Bring along what calendars show together with this."""
