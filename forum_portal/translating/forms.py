"""What the forms of the admin say of the translations in them, for tabs.js, and what they say back."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .models import TranslationRecord, TranslationState
from .records import blank_records_of
from .scopes import address_of_entry
from .texts import translated_models
from .work import review_in_words

# What the boxes are named by which a form says that a translation was reviewed; each has the key of a record.
REVIEWED = "_reviewed"


def translations_in(forms, item, *, ticked=()):
    """
    How each translated input of ``forms`` stands, by its name, and the address of the list of all texts of ``item``.

    Nothing of what is not saved yet, and no address where ``item`` has no translated text. Causes 1 query.
    """
    saved = [form for form in forms if form.instance.pk and type(form.instance) in translated_models()]
    known = {
        record.key: record
        for record in TranslationRecord.objects.of(form.instance for form in saved)
        .needed()
        .select_related("reviewed_by")
    }
    texts = {
        form.add_prefix(blank.column): about(known[blank.key], ticked)
        for form in saved
        for blank in blank_records_of(form.instance)
        if blank.key in known and blank.column in form.fields
    }
    return {
        "address": address_of_entry(item) if type(item) in translated_models() else "",
        "states": {"box": REVIEWED, "label": pgettext("translation", "Mark as reviewed"), "texts": texts},
    }


def about(record, ticked):
    return {
        "record": record.pk,
        "state": record.state,
        "name": TranslationState(record.state).label,
        "note": note_on(record),
        "ticked": str(record.pk) in ticked,
    }


def note_on(record):
    """A sentence on how the translation stands; none on one that is missing, which anybody can see."""
    if record.state == TranslationState.REVIEWED:
        return review_in_words(record)
    return {
        TranslationState.OUTDATED: _("The Arabic has changed since this was written."),
        TranslationState.TO_REVIEW: _("Nobody has reviewed this translation yet."),
    }.get(record.state, "")


def take_reviews(keys, *, by):
    """Mark what ``by`` ticked on a form that has just been saved."""
    if keys:
        TranslationRecord.objects.named(keys).mark_reviewed(by=by)
