"""
What readers say is wrong: the form, the letter that tells staff, and what staff decide.

Nobody signs in for it, and no cookie is set. A signed word with the time in it stands for
the form that was opened; it keeps machines from posting without having asked for a page.
"""

import logging
from datetime import timedelta
from functools import partial

from django import forms
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from editions.models import Series
from forum_portal.arabic.bidi import isolate
from forum_portal.arabic.forms import CleanTexts
from forum_portal.facts import fact_of
from forum_portal.mail import compose
from forum_portal.models import Correction

logger = logging.getLogger(__name__)

LONGEST = 4000
# Long enough to look something up at home; what is older is asked for once more, with all that was typed.
OPEN_FOR = timedelta(days=1)
signer = signing.TimestampSigner(salt="forum_portal.corrections")


class CorrectionForm(CleanTexts, forms.ModelForm):
    """What a reader knows better, and how. Only the first is asked of everybody."""

    token = forms.CharField(required=False, widget=forms.HiddenInput)
    # For machines, which fill in everything. Shown only to whom it caught, so that nobody's text is lost.
    homepage = forms.CharField(
        label=_("Please leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    class Meta:
        model = Correction
        fields = ["proposal", "source", "name", "email"]
        labels = {
            "proposal": _("What should it say?"),
            "source": _("How do you know?"),
            "name": _("Your name"),
            "email": _("Your e-mail address"),
        }
        help_texts = {
            "source": _("A document, the address of a page, or that you were there yourself: all of it helps."),
            "email": _("Only so that staff can ask you back or tell you what became of it. It is not published."),
        }
        error_messages = {"proposal": {"required": _("Please write what it should say.")}}
        widgets = {
            "proposal": forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
            "source": forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
            "name": forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email", "dir": "ltr"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["token"] = signer.sign("open")
        for name in ("proposal", "source"):
            self.fields[name].validators.append(MaxLengthValidator(LONGEST))

    def clean_homepage(self):
        if self.cleaned_data["homepage"]:
            raise forms.ValidationError(_("This field is a trap for machines. Please empty it."), code="trap")
        return ""

    def clean(self):
        cleaned = super().clean()
        if not is_fresh(cleaned.get("token", "")):
            self.data = self.data.copy()
            self.data["token"] = self.initial["token"]
            sentence = _("This form was open for too long. Nothing is lost: please send it once more.")
            self.add_error(None, forms.ValidationError(sentence, code="stale"))
        return cleaned

    @property
    def asked(self):
        """The fields for people."""
        return [field for field in self if field.name != "homepage"]


def is_fresh(token):
    try:
        signer.unsign(token, max_age=OPEN_FOR)
    except signing.BadSignature:
        return False
    return True


def record(correction, *, page, fact):
    """Keep ``correction``, of ``fact`` or of the whole of ``page``, and tell staff. Once, however often it is sent."""
    correction.page = page.path if page else ""
    correction.language = get_language()
    if fact:
        correction.content_type = ContentType.objects.get_for_model(fact.item)
        correction.object_id = fact.item.pk
        correction.field = fact.field
        correction.sentence = fact.sentence
    if sent_a_moment_ago(correction):
        return
    with transaction.atomic():
        correction.save()
        # Robust: the correction is kept, so a mail server that is down must not turn it into an error.
        transaction.on_commit(partial(tell_staff, correction), robust=True)


def sent_a_moment_ago(correction):
    """Whether the same was sent before: a button pressed twice, a page sent again."""
    names = ["page", "content_type", "object_id", "field", "proposal", "source", "name", "email"]
    same = {name: getattr(correction, name) for name in names}
    since = timezone.now() - timedelta(hours=1)
    return Correction.objects.filter(**same, created_at__gte=since).exists()


def tell_staff(correction):
    """Write to the series' own address. Staff find the correction in the admin too, should the letter fail."""
    series = Series.objects.first()
    if not (series and series.contact_email):
        return
    with override("ar"):
        context = {
            "page": settings.SITE_URL + correction.page if correction.page else "",
            "what": isolate(name_of(correction)),
            "admin": settings.SITE_URL + reverse("admin:forum_portal_correction_change", args=[correction.pk]),
            "email": correction.email,
        } | {name: isolated_lines(getattr(correction, name)) for name in ("sentence", "proposal", "source", "name")}
        # Nothing in it that a reader wrote.
        subject = render_to_string("corrections/letter_subject.txt", context)
        body = render_to_string("corrections/letter.txt", context)
    try:
        reply_to = [correction.email] if correction.email else []
        compose(subject, body.strip() + "\n", "ar", [series.contact_email], reply_to).send()
    except Exception:
        logger.exception("The letter about correction %s was not sent.", correction.pk)


def isolated_lines(text):
    """``text`` with each of its lines isolated, since a direction does not outlast its paragraph."""
    return "\n".join(isolate(line) for line in text.splitlines() if line.strip())


def name_of(correction):
    """The name of the fact that ``correction`` is about, also once visitors no longer see it; empty without one."""
    item = correction.item
    if item is None:
        return ""
    record = str(item)  # reads what the name may need
    try:
        return fact_of(item, correction.field).name
    except LookupError:
        return record


def decide(correction, state, *, by, note=None):
    """
    Accept or decline ``correction``; say whether it was this call that did.

    Of two who decide the same at once, one does. A decision may be changed to the other.
    """
    values = {"state": state, "handled_by": by, "handled_at": timezone.now()}
    if note is not None:
        values["note"] = note
    return bool(Correction.objects.filter(pk=correction.pk).exclude(state=state).update(**values))


def follow_merge(model, gone, kept):
    """Let what readers said of a record that was merged into another be about that one; told by papers.merging."""
    about_gone = Correction.objects.filter(content_type=ContentType.objects.get_for_model(model), object_id=gone)
    about_gone.update(object_id=kept)
