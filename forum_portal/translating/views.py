"""The pages on which staff see what is to be translated and reviewed."""

from django.contrib import admin, messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language, ngettext, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from editions.models import Edition
from forum_portal.arabic.sheets import as_xlsx
from forum_portal.downloads import XLSX, attachment

from .models import TranslationRecord, TranslationState, types_for
from .scopes import Tally, overview, scope_of_companies, scope_of_edition, scope_of_entry, scope_of_series, tallies
from .texts import translated_models
from .work import in_order, texts_of

PER_PAGE = 50
State = TranslationState
# What a list can be narrowed to, by the word in its address.
CHOICES = {
    "": (pgettext_lazy("translations", "To do"), TranslationRecord.WORK),
    "missing": (pgettext_lazy("translations", "Missing"), [State.MISSING]),
    "outdated": (pgettext_lazy("translations", "Older than the Arabic"), [State.OUTDATED]),
    "to_review": (pgettext_lazy("translations", "To be reviewed"), [State.TO_REVIEW]),
    "reviewed": (pgettext_lazy("translations", "Reviewed"), [State.REVIEWED]),
    "all": (pgettext_lazy("translations", "All"), [*TranslationRecord.WORK, State.REVIEWED]),
}


@require_safe
def summary(request):
    """How far the translations of each edition are."""
    check_permission(request.user)
    context = admin.site.each_context(request) | {
        "title": _("Translations"),
        "languages": TranslationRecord.Language,
        "scopes": overview(request.user),
    }
    return render(request, "admin/translations/overview.html", context)


def of_edition(request, pk):
    return work_page(request, scope_of_edition(get_object_or_404(Edition, pk=pk)))


def of_series(request):
    return work_page(request, scope_of_series())


def of_companies(request):
    return work_page(request, scope_of_companies())


def of_entry(request, app_label, model_name, pk):
    model = next(
        (model for model in translated_models() if model._meta.label_lower == f"{app_label}.{model_name}"), None
    )
    if model is None:
        raise Http404
    if ContentType.objects.get_for_model(model) not in types_for(request.user, "view", "change"):
        raise PermissionDenied
    return work_page(request, scope_of_entry(get_object_or_404(model, pk=pk)))


def check_permission(user):
    """Whoever may see some translated text may see how it is translated."""
    if not types_for(user, "view", "change"):
        raise PermissionDenied


@require_http_methods(["GET", "HEAD", "POST"])
def work_page(request, scope):
    """The work of one scope, narrowed as the address says; what is ticked on it is marked as reviewed."""
    check_permission(request.user)
    records = scope.records.visible_to(request.user)
    if request.method == "POST":
        mark_ticked(request, records)
        return HttpResponseRedirect(address_without_ticks(request))
    language, choice = request.GET.get("language"), request.GET.get("state")
    languages = [language] if language in TranslationRecord.Language else TranslationRecord.Language.values
    choice = choice if choice in CHOICES else ""
    counts = tallies(records, "language")
    tally = sum((counts[language,] for language in languages), Tally())
    wanted = records.filter(language__in=languages, state__in=CHOICES[choice][1]).select_related("reviewed_by")
    if request.GET.get("format") == "xlsx":
        return as_sheet(scope, texts_of(in_order(wanted), user=request.user))
    page = Paginator(in_order(wanted), PER_PAGE).get_page(request.GET.get("page"))
    texts = texts_of(page, user=request.user)
    context = admin.site.each_context(request) | {
        "title": _("Translations"),
        "subtitle": scope.title,
        "scope": scope,
        "languages": TranslationRecord.Language,
        "language": languages[0] if len(languages) == 1 else "",
        "choices": [
            (word, name, sum(getattr(tally, state) for state in states)) for word, (name, states) in CHOICES.items()
        ],
        "choice": choice,
        "total": tally.total,
        "page": page,
        "page_range": page.paginator.get_elided_page_range(page.number),
        "texts": texts,
        "can_review": any(text.can_be_reviewed for text in texts),
        "all_ticked": request.GET.get("ticked") == "all",
    }
    return render(request, "admin/translations/work.html", context)


def as_sheet(scope, texts):
    """The list as a spreadsheet, for who translates elsewhere."""
    headings = [_("Entry"), _("Name"), _("Field"), _("Language"), _("Arabic"), _("Translation"), _("State")]
    rows = [
        [text.kind, text.name, text.field, text.language.label, text.arabic, text.translation, text.state.label]
        for text in texts
    ]
    content = as_xlsx(scope.title, headings, rows, get_language())
    return attachment(content, XLSX, "translations.xlsx")


def mark_ticked(request, records):
    """Mark what is ticked as reviewed, except for what is no longer as it was on the page."""
    seen = dict(entry.split("-", 1) for entry in request.POST.getlist("text") if "-" in entry)
    with transaction.atomic():
        # Locked, so that no text changes between this look and the mark.
        found = list(records.named(seen).select_for_update())
        same = [record.pk for record in found if record.version == seen.get(str(record.pk))]
        count = TranslationRecord.objects.filter(pk__in=same).mark_reviewed(by=request.user)
    if changed := len(found) - len(same):
        sentence = ngettext(
            "%(count)d text has changed while you were reading. Please read it again.",
            "%(count)d texts have changed while you were reading. Please read them again.",
            changed,
        )
        messages.warning(request, sentence % {"count": changed})
    if count:
        sentence = ngettext(
            "%(count)d translation is marked as reviewed.", "%(count)d translations are marked as reviewed.", count
        )
        messages.success(request, sentence % {"count": count})
    elif not changed:
        messages.warning(request, _("Nothing was marked. Please tick the translations that you have read."))


def address_without_ticks(request):
    query = request.GET.copy()
    query.pop("ticked", None)
    return f"{request.path}?{query.urlencode()}" if query else request.path
