"""The page on which staff decide on one registration, with all that they need to know on it."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exhibitors import letters, moving, transitions
from exhibitors.admin.base import ask_first
from exhibitors.guards import acts_for
from exhibitors.models import Booth, Note, Phrase, Registration, State
from exhibitors.models.registration import LONGEST_TEXT
from exhibitors.plan import plan_of, stands_of
from exhibitors.refusals import AlreadyDecided, OwnCompany, Refused
from forum_portal.arabic.bidi import side_by_side
from forum_portal.arabic.forms import CleanTexts

# The steps of staff, as their buttons are named.
STEPS = {
    "approve": pgettext_lazy("registration", "Approve"),
    "return": pgettext_lazy("registration", "Return for correction"),
    "reject": pgettext_lazy("registration", "Reject"),
    "withdraw": pgettext_lazy("registration", "Withdraw"),
    "reopen": pgettext_lazy("registration", "Open again"),
}


class SeenForm(CleanTexts, forms.Form):
    """A form that knows which version of the registration was on the screen."""

    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)


class StepForm(SeenForm):
    """Why staff take a step; the company reads it."""

    phrase = forms.ModelChoiceField(Phrase.objects.none(), label=_("Frequent reason"), required=False)
    reason = forms.CharField(
        label=_("What the company is told"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 4}),
    )

    def __init__(self, *args, needs_reason, phrases=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.needs_reason = needs_reason
        if not needs_reason:
            del self.fields["reason"], self.fields["phrase"]
        elif phrases:
            self.fields["phrase"].queryset = phrases
            self.fields["reason"].help_text = _("It is added to the frequent reason, if you choose one.")
        else:
            del self.fields["phrase"]
            self.fields["reason"].required = True

    def clean(self):
        cleaned = super().clean()
        if self.needs_reason and not self.errors and not self.words():
            self.add_error("reason", forms.ValidationError(_("Please tell the company why."), code="required"))
        return cleaned

    def words(self):
        """The frequent reason and what was typed, as one text."""
        phrase = self.cleaned_data.get("phrase")
        parts = [phrase.text if phrase else "", self.cleaned_data.get("reason", "")]
        return "\n\n".join(part.strip() for part in parts if part.strip())


class MoveForm(SeenForm):
    """Another booth for the company, and why."""

    booth = forms.ModelChoiceField(Booth.objects.none(), label=_("New booth"))
    reason = forms.CharField(
        label=_("What the company is told"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 3}),
    )

    def __init__(self, *args, exhibition, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["booth"].queryset = exhibition.booths.all()
        booths = moving.booths_to_move_to(exhibition, timezone.now())
        kept = _("kept by the organisers")
        self.fields["booth"].choices = [("", "---------")] + [
            (booth.pk, side_by_side(booth, booth.category if booth.is_for_sale else kept)) for booth in booths
        ]


class NoteForm(CleanTexts, forms.ModelForm):
    class Meta:
        model = Note
        fields = ["text"]
        labels = {"text": _("New note")}
        widgets = {"text": forms.Textarea(attrs={"dir": "auto", "rows": 3})}


def phrases_for(registrations):
    """The frequent reasons in the language that the letters to these companies speak; none if that differs."""
    languages = {letters.addressee("returned", registration)[1] for registration in registrations}
    return Phrase.objects.filter(language=languages.pop()) if len(languages) == 1 else Phrase.objects.none()


class Decisions:
    """Mix-in of the registrations' admin: one registration, what is known of it, and the steps of staff."""

    def get_urls(self):
        pages = [("step/<slug:name>/", self.step_view, "step"), ("decide/", self.decision_view, "decision")]
        pages += [("move/", self.move_view, "move"), ("note/", self.note_view, "note")]
        own = [
            path(f"<int:pk>/{tail}", self.admin_site.admin_view(view), name=f"exhibitors_registration_{name}")
            for tail, view, name in pages
        ]
        return [*own, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        registration = self.get_object(request, object_id)
        steps = self.steps_for(request, registration) if registration else []
        return super().change_view(request, object_id, form_url, {"steps": steps} | (extra_context or {}))

    def steps_for(self, request, registration):
        """What this person can do with the registration now, as (name, label)."""
        if not self.has_change_permission(request, registration) or acts_for(request.user, registration.exhibitor):
            return []
        return [(name, STEPS[name]) for name in STEPS if registration.state in transitions.EVENTS[name].sources]

    def step_form(self, name, registrations, data=None, *, phrases=None, **options):
        """The form of a step, with the frequent reasons that all its companies can read."""
        explains = transitions.explains(name)
        if phrases is None and explains:
            phrases = phrases_for(registrations)
        phrases = phrases.filter(step=name) if explains else ()
        return StepForm(data, needs_reason=explains, phrases=phrases, **options)

    def wanted(self, request, pk):
        """The registration, if this person may decide on it at all."""
        registration = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, registration):
            raise PermissionDenied
        return registration

    def back_to(self, registration):
        return redirect("admin:exhibitors_registration_decision", registration.pk)

    def refuse(self, request, registration, refusal):
        self.message_user(request, side_by_side(registration, refusal.message), messages.ERROR)
        return self.back_to(registration)

    def step_view(self, request, pk, name):
        """Confirm one step for one registration, then take it."""
        registration = self.wanted(request, pk)
        if name not in STEPS:
            raise PermissionDenied
        if registration.state not in transitions.EVENTS[name].sources:
            return self.refuse(request, registration, AlreadyDecided(State(registration.state)))
        if acts_for(request.user, registration.exhibitor):
            return self.refuse(request, registration, OwnCompany)
        answer = self.take_step(request, [registration], name, confirmed=request.method == "POST")
        return answer or self.back_to(registration)

    def ask(self, request, registrations, name, form):
        return ask_first(self, request, STEPS[name], registrations, form, template="registration/step", action=name)

    def move_view(self, request, pk):
        """Give the company another booth. Who opens the address sees the decision page."""
        registration = self.wanted(request, pk)
        if request.method != "POST":
            return self.back_to(registration)
        form = MoveForm(request.POST, exhibition=registration.exhibition, auto_id="move-%s")
        if not form.is_valid():
            return self.decision_page(request, registration, move_form=form, status=422)
        answer = form.cleaned_data
        try:
            moving.move_booth(
                registration, answer["booth"], by=request.user, reason=answer["reason"], seen=answer["seen"]
            )
        except Refused as refusal:
            return self.refuse(request, registration, refusal)
        self.log_change(request, registration, str(_("Moved to another booth")))
        text = _("%(company)s has booth %(booth)s now, and is told so.")
        names = {"company": registration.exhibitor, "booth": answer["booth"]}
        self.message_user(request, text % names, messages.SUCCESS)
        return self.back_to(registration)

    def note_view(self, request, pk):
        """Keep a note for other staff. The company never sees it."""
        registration = self.wanted(request, pk)
        if not request.user.has_perm("exhibitors.add_note"):
            raise PermissionDenied
        if request.method != "POST":
            return self.back_to(registration)
        form = NoteForm(request.POST, instance=Note(registration=registration, by=request.user), auto_id="note-%s")
        if not form.is_valid():
            return self.decision_page(request, registration, note_form=form, status=422)
        form.save()
        return self.back_to(registration)

    def decision_view(self, request, pk):
        registration = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_permission(request, registration):
            raise PermissionDenied
        return self.decision_page(request, registration)

    def decision_page(self, request, registration, *, move_form=None, note_form=None, status=200):
        now = timezone.now()
        company, exhibition = registration.exhibitor, registration.exhibition
        steps = self.steps_for(request, registration)
        options = {"initial": {"seen": registration.version}}
        phrases = phrases_for([registration])
        may_move = bool(steps) and registration.state in moving.MOVABLE
        held = [claim for claim in registration.claims.all() if claim.is_held]
        others = company.registrations.exclude(pk=registration.pk).select_related("exhibition__edition")
        waiting = Registration.objects.waiting().exclude(Q(pk=registration.pk) | Q(exhibitor__members=request.user))
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "media": self.media,
            "title": str(company),
            "registration": registration,
            "company": company,
            "exhibition": exhibition,
            "claim": held[0] if held else None,
            "plan": plan_of(exhibition, stands_of(exhibition, now), yours=held[0].booth.code if held else ""),
            "others": others,
            "is_returning": any(other.state == State.APPROVED for other in others),
            "documents": registration.documents.select_related("wanted"),
            "notes": registration.notes.select_related("by"),
            "is_own": acts_for(request.user, company),
            "may_change": self.has_change_permission(request, registration),
            "steps": [
                (name, label, self.step_form(name, [registration], phrases=phrases, auto_id=f"{name}-%s", **options))
                for name, label in steps
            ],
            "move_form": move_form or (may_move and MoveForm(exhibition=exhibition, auto_id="move-%s", **options)),
            "note_form": note_form or NoteForm(auto_id="note-%s"),
            "next": waiting.select_related("exhibitor").first(),
            "waiting": waiting.count(),
        }
        return render(request, "admin/exhibitors/registration/decision.html", context, status=status)
