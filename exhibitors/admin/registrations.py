"""The registrations, as a queue of what staff have to decide; several may be decided at once."""

from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import localize
from django.utils.html import format_html_join, linebreaks
from django.utils.safestring import mark_safe
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from editions.admin import EditorAdmin
from exhibitors import transitions
from exhibitors.admin.base import CleanForm, RefusalsAsMessages
from exhibitors.admin.decisions import STEPS, Decisions
from exhibitors.admin.issuing import issue_invoices
from exhibitors.admin.queue import (
    BoothFilter,
    CategoryFilter,
    CountryFilter,
    ExhibitionFilter,
    Queue,
    StateFilter,
    state_asked,
)
from exhibitors.models import Acceptance, Claim, Document, Phrase, Registration, State
from exhibitors.refusals import Refused
from exhibitors.steps import DETAILS
from exhibitors.views.papers import to_be_saved
from forum_portal.arabic.bidi import side_by_side
from forum_portal.templatetags.forum import isolated

# The same for the ticked ones of a list.
ACTIONS = {
    "approve": _("Approve the selected registrations"),
    "return": _("Return the selected registrations for correction"),
    "reject": _("Reject the selected registrations"),
    "withdraw": _("Withdraw the selected registrations"),
    "reopen": _("Open the selected registrations again"),
}


def action_of(name):
    """The step ``name`` as an action of the list."""

    @admin.action(description=ACTIONS[name], permissions=["change"])
    def action(modeladmin, request, queryset):
        return modeladmin.take_step(request, queryset, name)

    action.__name__ = name
    return action


@admin.register(Registration)
class RegistrationAdmin(Decisions, RefusalsAsMessages, EditorAdmin):
    list_display = ["exhibitor", "exhibition", "state", "booths", "waiting_for", "submitted_at"]
    list_filter = [StateFilter, ExhibitionFilter, CategoryFilter, CountryFilter, BoothFilter]
    list_select_related = ["exhibitor", "exhibition__edition"]
    search_fields = ["exhibitor__search_text"]
    actions = [*(action_of(name) for name in STEPS), issue_invoices]
    form = CleanForm
    change_form_template = "admin/exhibitors/registration/change_form.html"
    view_on_site = False  # its page is the company's own
    readonly_fields = [
        "exhibition",
        "exhibitor",
        "state",
        "booths",
        "past_claims",
        "reason",
        "sent_documents",
        "requirements_at",
        "copied_from",
        "created_at",
        "submitted_at",
        "accepted_terms",
    ]
    fieldsets = [
        (None, {"fields": ["exhibition", "exhibitor", "state", "reason"]}),
        (_("Booth"), {"fields": ["booths", "past_claims", "more_badges"]}),
        (_("From the company"), {"fields": [*DETAILS, "sent_documents"]}),
        (_("Dates"), {"fields": ["created_at", "copied_from", "requirements_at", "submitted_at", "accepted_terms"]}),
    ]

    def get_queryset(self, request):
        claims = Prefetch("claims", Claim.objects.select_related("booth"))
        return super().get_queryset(request).prefetch_related(claims)

    def get_changelist(self, request, **kwargs):
        return Queue

    def get_ordering(self, request):
        # Of what waits, the one that waits longest comes first; of the others, the latest.
        return ["submitted_at", "pk"] if state_asked(request) == State.SUBMITTED else ["-submitted_at", "-pk"]

    def has_add_permission(self, request):
        return False  # a company begins at the desk

    def has_delete_permission(self, request, obj=None):
        return False  # withdrawn or rejected, it stays on record

    @admin.display(description=_("booth"))
    def booths(self, registration):
        now = timezone.now()
        held = [claim for claim in registration.claims.all() if claim.is_held]
        return ", ".join(
            claim.booth.code if claim.is_current(now) else _("%(booth)s (hold run out)") % {"booth": claim.booth.code}
            for claim in held
        )

    @admin.display(description=_("waiting for"), ordering="submitted_at")
    def waiting_for(self, registration):
        """How long it has been waiting for staff, in words."""
        if registration.state != State.SUBMITTED or not registration.submitted_at:
            return None
        return timesince(registration.submitted_at, depth=1)

    @admin.display(description=_("earlier booths"))
    def past_claims(self, registration):
        past = [claim for claim in registration.claims.all() if claim.released_at]
        rows = ((claim.booth.code, claim.get_released_why_display()) for claim in past)
        return format_html_join(", ", "<bdi>{}</bdi> ({})", rows) or self.get_empty_value_display()

    @admin.display(description=Document._meta.verbose_name_plural)
    def sent_documents(self, registration):
        rows = (
            (
                reverse("admin:exhibitors_registration_document", args=[registration.pk, document.pk]),
                isolated(document.original_name),
                isolated(document.wanted.name if document.wanted else _("other")),
                isolated(filesizeformat(document.size)),
            )
            for document in registration.documents.select_related("wanted")
        )
        return format_html_join(mark_safe("<br>"), '<a href="{}">{}</a> – {} ({})', rows) or self.empty()

    @admin.display(description=Acceptance._meta.verbose_name_plural)
    def accepted_terms(self, registration):
        """Each acceptance with its text, folded away."""
        people = get_user_model().objects.in_bulk({row.user_id for row in registration.acceptances.all()})
        rows = (
            (
                localize(timezone.localtime(row.accepted_at)),
                isolated(row.version),
                isolated(people[row.user_id].email if row.user_id in people else "–"),
                row.language,
                mark_safe(linebreaks(row.text, autoescape=True)),  # noqa: S308  (escaped by linebreaks)
            )
            for row in registration.acceptances.all()
        )
        line = '<details><summary>{} – {} – {}</summary><div lang="{}" dir="auto">{}</div></details>'
        return format_html_join("", line, rows) or self.empty()

    def empty(self):
        return self.get_empty_value_display()

    def get_urls(self):
        view = self.admin_site.admin_view(self.document_view)
        address = "<int:pk>/documents/<int:number>/"
        return [path(address, view, name="exhibitors_registration_document"), *super().get_urls()]

    def document_view(self, request, pk, number):
        """A document of the company, to be saved."""
        registration = get_object_or_404(Registration, pk=pk)
        if not self.has_view_permission(request, registration):
            raise PermissionDenied
        return to_be_saved(get_object_or_404(registration.documents, pk=number))

    def take_step(self, request, registrations, name, *, confirmed=None):
        """
        Take the step for each of ``registrations``, or ask first where it needs a word.

        Return the page that asks, or None when the work is done; each refusal is reported.
        """
        if confirmed is None:  # from the list, where approving needs no second page
            confirmed = "confirmed" in request.POST or not transitions.explains(name)
        # The list shows states, not versions: of several, each is locked and looked at when its turn comes.
        initial = {"seen": registrations[0].version if len(registrations) == 1 else None}
        form = self.step_form(name, registrations, request.POST if confirmed else None, initial=initial)
        if not (confirmed and form.is_valid()):
            return self.ask(request, registrations, name, form)
        done = [item for item in registrations if self.move(request, item, name, form)]
        if done:
            count = len(done)
            text = ngettext("%(count)d registration was changed.", "%(count)d registrations were changed.", count)
            self.message_user(request, text % {"count": count}, messages.SUCCESS)
        return None

    def move(self, request, registration, name, form):
        seen = form.cleaned_data["seen"]
        try:
            transitions.move(registration, name, by=request.user, reason=form.words(), seen=seen)
        except Refused as refusal:
            self.message_user(request, side_by_side(registration, refusal.message), messages.ERROR)
            return False
        self.log_change(request, registration, str(STEPS[name]))
        return True


@admin.register(Phrase)
class PhraseAdmin(EditorAdmin):
    """The reasons that are offered where staff must give one."""

    list_display = ["__str__", "step", "language"]
    list_filter = ["step", "language"]
    search_fields = ["text"]
