"""
The documents of a registration. The only code that stores or removes them.

Each is stored under a random name; the name it had is a text beside it. What is slow, looking at the
file and storing it, happens before the transaction.
"""

import uuid
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exhibitors.audit import record
from exhibitors.content import content_of
from exhibitors.guards import lock, require_hand_in
from exhibitors.models import Document, Registration
from exhibitors.models.papers import LONGEST_NAME
from exhibitors.refusals import QuotaFull, StepClosed
from exhibitors.steps import DOCUMENTS
from forum_portal.arabic.cleaning import clean

# What one registration may have.
MOST_DOCUMENTS = 20
MOST_BYTES = 50 * 1024 * 1024


def is_open(registration, wanted, now):
    """Whether the company may hand in or take back what is ``wanted``, or something of its own if that is None."""
    if wanted is None or registration.is_editable:
        return DOCUMENTS.is_open(registration, now)
    due = wanted.due(registration.exhibition)
    return registration.is_sent and (due is None or now < due)


def add(registration, upload, *, wanted=None, by=None, now=None):
    """
    Store ``upload`` as what is ``wanted``, in the place of what was sent for it before; return the Document.

    Raise BadFile if it is not taken, QuotaFull if there is no room, StepClosed if it comes too late.
    """
    now = now or timezone.now()
    require_room(registration, wanted)  # before the work is done
    content = content_of(upload)
    field = Document._meta.get_field("file")
    name = field.storage.save(f"documents/{uuid.uuid4().hex}{content.suffix}", ContentFile(content.data))
    try:
        with transaction.atomic():
            registration = lock_open(registration, wanted, by, now)
            for old in registration.documents.filter(wanted=wanted) if wanted else ():
                discard(old)
            require_room(registration, wanted, size=len(content.data))
            document = Document.objects.create(
                registration=registration,
                wanted=wanted,
                file=name,
                original_name=kept_name(upload.name, content.suffix),
                content_type=content.content_type,
                size=len(content.data),
                sha256=content.sha256,
                created_at=now,
            )
            after = {"document": document.pk, "wanted": wanted.pk if wanted else None}
            record("document", registration, by=by, now=now, after=after)
            return document
    except BaseException:
        field.storage.delete(name)
        raise


def remove(document, *, by=None, now=None):
    """Take a document back. Raise StepClosed if it comes too late."""
    now = now or timezone.now()
    with transaction.atomic():
        registration = lock_open(document.registration, document.wanted, by, now)
        before = {"document": document.pk, "wanted": document.wanted_id}
        discard(document)
        record("document_removed", registration, by=by, now=now, before=before)


def lock_open(registration, wanted, by, now):
    registration = lock(registration, [*Registration.EDITABLE_STATES, *Registration.SENT_STATES])
    require_hand_in(by, registration.exhibitor)
    if not is_open(registration, wanted, now):
        raise StepClosed
    return registration


def discard(document):
    """Delete a document, and its file once that is certain."""
    storage, name = document.file.storage, document.file.name
    document.delete()
    transaction.on_commit(lambda: storage.delete(name), robust=True)


def require_room(registration, wanted, *, size=0):
    """Raise QuotaFull if one more document of ``size`` bytes is too much; one that is replaced is not counted."""
    others = registration.documents.all()
    sizes = [document.size for document in others if wanted is None or document.wanted_id != wanted.pk]
    if len(sizes) >= MOST_DOCUMENTS:
        sentence = ngettext(
            "A registration may have %(count)d document, and this one has it. Please remove one first.",
            "A registration may have %(count)d documents, and this one has them. Please remove one first.",
            MOST_DOCUMENTS,
        )
        raise QuotaFull(sentence % {"count": MOST_DOCUMENTS}, "quota")
    if sum(sizes) + size > MOST_BYTES:
        sentence = _("The documents of a registration may come to 50 MB, which this one would exceed.")
        raise QuotaFull(sentence, "quota")


def kept_name(name, suffix):
    """
    The name that a file came with, as text: no folders, no invisible marks, no longer than is kept.

    It ends as what the file is, so that whoever saves it can open it, and nothing else.
    """
    stem = PurePath(clean(name or "").replace("\\", "/")).name
    if stem.lower().endswith((suffix, ".jpeg") if suffix == ".jpg" else suffix):
        stem = PurePath(stem).stem
    stem = stem.strip(" .")[: LONGEST_NAME - len(suffix)] or _("document")
    return stem + suffix
