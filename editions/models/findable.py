"""Things that people look up by name, in any spelling."""

from django.db import models
from modeltranslation.utils import get_translation_fields

from forum_portal.arabic.folding import fold
from forum_portal.arabic.sorting import sort_key


class Findable(models.Model):
    """
    A thing with a name in three languages, kept folded for searching and for sorting.

    A class says which field it sorts by (``sorted_by``, a translated one) and which
    others it is found by (``found_by``). The folded columns are written by save();
    QuerySet.update() leaves them behind.
    """

    sorted_by = "name"
    found_by = ()

    search_text = models.TextField(editable=False, default="", blank=True)
    sort_ar = models.CharField(max_length=255, editable=False, default="", blank=True, db_index=True)
    sort_en = models.CharField(max_length=255, editable=False, default="", blank=True)
    sort_fr = models.CharField(max_length=255, editable=False, default="", blank=True)

    FOLDED = ["search_text", "sort_ar", "sort_en", "sort_fr"]

    class Meta:
        abstract = True

    def save(self, **kwargs):
        self.fold()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], *self.FOLDED}
        super().save(**kwargs)

    def fold(self):
        """Bring the folded columns up to date with the fields they come from."""
        columns = get_translation_fields(self.sorted_by)
        for field in self.found_by:
            translated = hasattr(self, f"{field}_ar")
            columns += get_translation_fields(field) if translated else [field]
        self.search_text = fold(" ".join(str(getattr(self, column) or "") for column in columns))
        arabic = getattr(self, f"{self.sorted_by}_ar") or ""
        for language in ("ar", "en", "fr"):
            name = getattr(self, f"{self.sorted_by}_{language}") or arabic
            setattr(self, f"sort_{language}", sort_key(name, language, is_title=self.sorted_by == "title"))
