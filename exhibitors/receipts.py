"""Receipts of bank transfers: looked into like the documents of a registration, stored under a random name."""

import uuid

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from exhibitors.content import content_of
from exhibitors.documents import kept_name
from exhibitors.models import Payment
from exhibitors.refusals import BadFile


def validate_receipt(file):
    """Refuse what content_of() does not take, beside the field."""
    try:
        content_of(file)
    except BadFile as refusal:
        raise ValidationError(refusal.message, code=refusal.code) from None


def storage():
    return Payment._meta.get_field("file").storage


def stored(file):
    """
    Store a receipt, and return what a Payment keeps of it. Not inside a transaction.

    Raise BadFile if it is not taken.
    """
    content = content_of(file)
    name = f"receipts/{uuid.uuid4().hex}{content.suffix}"
    return {
        "file": storage().save(name, ContentFile(content.data)),
        "original_name": kept_name(file.name, content.suffix),
        "content_type": content.content_type,
        "size": len(content.data),
        "sha256": content.sha256,
    }


def forget(kept):
    """Delete what stored() wrote, of a payment that was not recorded."""
    storage().delete(kept["file"])
