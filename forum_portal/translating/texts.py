"""Which texts are translated, and when two of them say the same."""

import hashlib
from functools import cache

from modeltranslation.translator import translator

APPS = ["editions", "papers", "exhibitors"]


@cache
def translated_models():
    """The models of the portal that have translated texts, in the order in which they were registered."""
    return [model for model in translator.get_registered_models(abstract=False) if model._meta.app_label in APPS]


@cache
def fields_of(model):
    """The names of the translated fields of ``model``, in the order in which it has them."""
    columns = [field for field in model._meta.fields if hasattr(field, "translated_field")]
    return [column.translated_field.name for column in columns if column.language == "ar"]


def digest(text):
    """
    A mark of what ``text`` says, empty where it says nothing.

    Spaces and line ends do not count: a form sends them back otherwise than they were loaded.
    """
    words = " ".join((text or "").split())
    return hashlib.blake2b(words.encode(), digest_size=16).hexdigest() if words else ""
