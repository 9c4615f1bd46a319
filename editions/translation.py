"""Which texts of the series exist in Arabic, English and French; Arabic is required where the text is."""

from modeltranslation.translator import TranslationOptions, register
from simple_history import register as keep_history

from . import models


def translate(model, *fields, optional=()):
    """
    Translate ``fields`` of ``model``, and keep its history.

    Arabic is required in ``fields``; a language of ``optional`` may be empty in all.
    The history is registered here, after the translated columns exist: declared on
    the model, it would not know them and fail on every save.
    """
    options = type(
        f"{model.__name__}Options",
        (TranslationOptions,),
        {"fields": (*fields, *optional), "required_languages": {"ar": fields, "default": ()}},
    )
    register(model)(options)
    track(model)


def track(model):
    """Keep every version of ``model``'s rows, with who changed them."""
    derived = [*getattr(model, "FOLDED", ()), *getattr(model, "DERIVED", ())]
    derived += [f"{name}_renditions" for name in getattr(model, "PICTURES", ())]
    keep_history(model, app=model._meta.app_label, excluded_fields=derived)


translate(models.Series, "name", optional=("short_name", "tagline", "about", "contact_address"))
translate(models.Topic, "name", optional=("description",))
translate(models.Edition, "title", optional=("theme", "about", "city", "venue", "patron", "opener", "cover_alt"))
translate(models.Organisation, "name", optional=("short_name",))
translate(models.Involvement, optional=("name_then",))
translate(models.Axis, "title", optional=("description",))
translate(models.Objective, "text")
translate(models.Detail, "text")
translate(models.Recommendation, "text", optional=("addressed_to",))
translate(models.RecommendationUpdate, "text")
translate(models.Statement, "person", "gist", optional=("office",))
translate(models.Document, "title")
translate(models.Photo, "alt", optional=("caption",))
translate(models.Announcement, "title", "body")
translate(models.Page, "title", "body")
translate(models.Source, "outlet", optional=("published",))
translate(models.Evidence, optional=("note",))
translate(models.Delegation, optional=("name_then",))
