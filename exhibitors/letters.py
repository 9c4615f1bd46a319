"""
Letters about registrations, and invitations to act for a company.

A letter is written in the transaction of the change that it tells of, and goes out after
the commit. What could not be sent stays in the outbox, for ``manage.py send_letters``.
"""

import logging
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from editions.models import Series
from exhibitors.models import Membership, Outbox
from forum_portal.arabic.bidi import isolate
from forum_portal.arabic.words import in_genitive, listed
from forum_portal.mail import compose

logger = logging.getLogger(__name__)
# How long one sender has a letter to itself. Longer than a mail server takes to answer.
LEASE = timedelta(minutes=5)
# Where the link of an invitation will stand.
LINK = "[link]"


def addressee(kind, registration):
    """
    Who gets the letter and in which language; no address if there is nobody.

    Companies are written to at the address of an account, which was verified; the contact
    address of a registration was not, and could be anybody's.
    """
    if kind == "withdrawn_staff":
        series = Series.objects.first()
        return (series.contact_email if series else ""), "ar"
    members = registration.exhibitor.memberships.filter(user__is_active=True).select_related("user")
    member = members.order_by("-role", "pk").first()  # the owner before other members
    return (member.user.email, member.user.language) if member else ("", "ar")


def write(kind, registration, *, claims=(), now, claim=None, more=None):
    """
    Put the letter ``kind`` into the outbox, and send it once the change is committed.

    Letters that tell of one ``claim``, such as an offer, may be several for one version. ``more``
    is called in the language of the letter, and returns what else its text needs by name.
    """
    recipient, language = addressee(kind, registration)
    if not recipient:
        return None
    with override(language):
        page = reverse("exhibitors:registration", args=[registration.public_id])
        if kind == "withdrawn_staff":
            page = reverse("admin:exhibitors_registration_change", args=[registration.pk])
        edition = registration.exhibition.edition.title
        context = {
            "edition": isolate(edition),
            "company": isolate(registration.exhibitor.name),
            "booths": listed([isolate(held.booth.code) for held in claims]),
            "reason": isolate(registration.reason),
            "is_demo": registration.exhibition.edition.is_demo,
            "link": settings.SITE_URL + page,
        } | (more() if more else {})
        if claim:
            context["category"] = isolate(claim.booth.category.name)
            context["pavilion"] = isolate(claim.booth.pavilion.name) if claim.booth.pavilion else ""
            context["until"] = claim.expires_at
            context["zone"] = registration.exhibition.edition
        subject = render_to_string(f"exhibitors/letters/{kind}_subject.txt", context)
        # There the edition stands in a sentence, behind the noun that it belongs to.
        context["edition"] = isolate(in_genitive(edition))
        body = render_to_string(f"exhibitors/letters/{kind}.txt", context)
    about = {"registration": registration, "version": registration.version, "claim_number": claim.pk if claim else 0}
    return post(kind, to=recipient, language=language, subject=subject, body=body, now=now, **about)


def write_invitation(invitation, *, now):
    """Put the letter that invites into the outbox; LINK in its text becomes the link as the letter goes out."""
    with override(invitation.language):
        context = {
            "company": isolate(invitation.exhibitor.name),
            "is_owner": invitation.role == Membership.Role.OWNER,
            "days": (invitation.expires_at - now).days,
            "link": LINK,
        }
        subject = render_to_string("exhibitors/letters/invitation_subject.txt", context)
        body = render_to_string("exhibitors/letters/invitation.txt", context)
    about = {"invitation": invitation, "version": invitation.sent_count}
    letter = {"to": invitation.email, "language": invitation.language, "subject": subject, "body": body}
    return post(Outbox.Kind.INVITATION, now=now, **letter, **about)


def post(kind, *, to, language, subject, body, now, **about):
    """Put a letter into the outbox, and send it once the change is committed. The only code that writes letters."""
    letter = Outbox.objects.create(
        kind=kind,
        recipient=to,
        language=language,
        subject=" ".join(subject.split())[:250],
        body=body.strip() + "\n",
        created_at=now,
        **about,
    )
    # Robust: the change is made, so a mail server that is down must not turn it into an error.
    transaction.on_commit(partial(deliver, letter.pk), robust=True)
    return letter


def deliver(pk, *, now=None):
    """
    Send one letter if nobody has, and say whether it went out.

    Each update asks for the state it expects, so that of two senders one does the work.
    Whoever dies between sending and marking causes at most this one letter twice.
    """
    now = now or timezone.now()
    mine = Outbox.objects.due(now).filter(pk=pk).update(leased_until=now + LEASE, tries=F("tries") + 1)
    if not mine:
        return False
    letter = Outbox.objects.select_related("invitation").get(pk=pk)
    try:
        compose(letter.subject, text_of(letter), letter.language, to=[letter.recipient]).send()
    except Exception:
        logger.exception("Letter %s was not sent; send_letters will try again.", pk)
        Outbox.objects.filter(pk=pk, sent_at=None).update(leased_until=None)
        return False
    Outbox.objects.filter(pk=pk, sent_at=None).update(sent_at=timezone.now(), leased_until=None)
    return True


def text_of(letter):
    """The text as it goes out. The link of an invitation is put in here, so that no table has it."""
    if letter.invitation is None:
        return letter.body
    with override(letter.language):
        return letter.body.replace(LINK, settings.SITE_URL + letter.invitation.get_absolute_url())


def send_due(*, now=None):
    """Send what is still in the outbox; return how many letters went out and how many did not."""
    now = now or timezone.now()
    results = [deliver(pk, now=now) for pk in Outbox.objects.due(now).values_list("pk", flat=True)]
    return results.count(True), results.count(False)
