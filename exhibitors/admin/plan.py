"""The pages on which staff draw the plan of an exhibition, in a picture, in a table or in a spreadsheet."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from exhibitors.floor_checks import Level
from exhibitors.floor_editing import changes_of, faults_of, join, save_plan
from exhibitors.floor_sheets import COLUMNS, Unreadable, headings, read_sheet, row_of
from exhibitors.forms import BadPlan, PlaceForm, PlanForm, SheetForm, imported
from exhibitors.guards import draws
from exhibitors.refusals import PlanChanged, Refused
from forum_portal.arabic.sheets import as_csv, as_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# In metres: the floor of a plan that has neither a floor nor booths yet.
EMPTY_FLOOR = (30, 20)


class PlanPages:
    """Mix-in for the admin of exhibitions: the plan's pages below the exhibition's own."""

    change_form_template = "admin/exhibitors/exhibition/change_form.html"

    def get_urls(self):
        pages = [
            ("plan/", self.plan_view, "plan"),
            ("plan/check/", self.check_view, "plan_check"),
            ("plan/import/", self.import_view, "plan_import"),
            ("plan/<str:extension>/", self.sheet_view, "plan_sheet"),
        ]
        own = [
            path(f"<int:pk>/{way}", self.admin_site.admin_view(view), name=f"exhibitors_exhibition_{name}")
            for way, view, name in pages
        ]
        return own + super().get_urls()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        context = {"draws": draws(request.user)} | (extra_context or {})
        return super().change_view(request, object_id, form_url, context)

    def drawn(self, request, pk):
        """The exhibition whose plan this person may draw, and its categories."""
        if not draws(request.user):
            raise PermissionDenied
        exhibition = get_object_or_404(self.get_queryset(request), pk=pk)
        return exhibition, list(exhibition.categories.all())

    def sent(self, request, exhibition, categories):
        try:
            return PlanForm.sent(request.POST, exhibition=exhibition, categories=categories)
        except BadPlan:
            raise SuspiciousOperation("what was sent is no plan") from None

    # The editor

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def plan_view(self, request, pk):
        """The plan to draw. A POST saves it; what is refused comes back as it was drawn, with the reason."""
        exhibition, categories = self.drawn(request, pk)
        if request.method != "POST":
            return self.plan_page(request, exhibition, PlanForm.stored(exhibition, categories))
        plan = self.sent(request, exhibition, categories)
        if request.POST.get("action") == "show":  # a spreadsheet, to be drawn on before it is saved
            return self.plan_page(request, exhibition, plan)
        accepted = "accepted" in request.POST
        try:
            count = save_plan(exhibition, plan.drawing(), plan.snapshot, by=request.user, accepted=accepted)
        except PlanChanged as refusal:
            plan, differences = self.joined(exhibition, plan)
            return self.plan_page(request, exhibition, plan, refusal=refusal, differences=differences)
        except Refused as refusal:
            return self.plan_page(request, exhibition, plan, refusal=refusal)
        text = ngettext(
            "The plan was saved: %(count)d booth was changed.",
            "The plan was saved: %(count)d booths were changed.",
            count,
        )
        self.message_user(request, text % {"count": count}, messages.SUCCESS)
        return redirect("admin:exhibitors_exhibition_plan", exhibition.pk)

    def joined(self, exhibition, plan):
        """The plan with what somebody else has saved meanwhile, and what that was."""
        stored = PlanForm.stored(exhibition, plan.categories)
        names = {category.pk: str(category) for category in plan.categories}
        drawing, differences = join(plan.drawing(), plan.snapshot, stored.snapshot, names)
        options = {"categories": plan.categories, "snapshot": stored.snapshot, "removed": drawing.removed}
        return PlanForm.of_places(drawing.places, **options).with_errors_of(plan), differences

    def plan_page(self, request, exhibition, plan, *, refusal=None, differences=()):
        plan.is_valid()
        drawing = plan.drawing()
        findings = faults_of(exhibition, drawing)
        removed = [(key, plan.snapshot[key][0]) for key in sorted(plan.removed) if key in plan.snapshot]
        width, depth = size_of(exhibition, drawing)
        context = {
            "plan": plan,
            "removed": removed,
            "blank": PlaceForm(None, key="__key__", categories=plan.categories),
            "findings": findings,
            "has_warnings": any(finding.level == Level.WARNING for finding in findings),
            "refusal": refusal,
            "differences": differences,
            "is_unsaved": request.method == "POST",
            "width": width,
            "depth": depth,
            "box": f"-1 -1 {width + 2} {depth + 2}",
        }
        status = refusal.status if refusal else 200
        return self.page(request, exhibition, "plan", context, title=_("Floor plan"), status=status)

    @method_decorator([never_cache, require_POST])
    def check_view(self, request, pk):
        """What is wrong with a plan that is being drawn, as a piece of the page."""
        exhibition, categories = self.drawn(request, pk)
        findings = faults_of(exhibition, self.sent(request, exhibition, categories).drawing())
        return render(request, "admin/exhibitors/exhibition/findings.html", {"findings": findings})

    # Spreadsheets

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def import_view(self, request, pk):
        """A spreadsheet, and what it would change. Nothing is saved here: what is shown is sent to the plan's page."""
        exhibition, categories = self.drawn(request, pk)
        form = SheetForm(request.POST or None, request.FILES or None)
        context = {"form": form}
        if request.method == "POST" and form.is_valid():
            try:
                lines = read_sheet(form.cleaned_data["file"].read())
            except Unreadable as reason:
                form.add_error("file", str(reason))
            else:
                context |= self.preview(exhibition, categories, lines, removes=form.cleaned_data["removes"])
        return self.page(request, exhibition, "plan_import", context, title=_("Import the plan"))

    def preview(self, exhibition, categories, lines, *, removes):
        stored = PlanForm.stored(exhibition, categories)
        plan, faults, absent = imported(lines, stored=stored, categories=categories)
        if removes:
            plan.remove(absent)
        drawing = plan.drawing()
        names = {category.pk: str(category) for category in categories}
        findings = [] if faults else faults_of(exhibition, drawing)
        return {
            "plan": plan,
            "faults": faults,
            "changes": [] if faults else changes_of(drawing, stored.snapshot, names),
            "absent": [stored.snapshot[key][0] for key in absent],
            "removes": removes,
            "findings": findings,
            "has_warnings": any(finding.level == Level.WARNING for finding in findings),
            "is_faulty": any(finding.level == Level.ERROR for finding in findings),
            "is_read": True,
        }

    @method_decorator([never_cache, require_GET])
    def sheet_view(self, request, pk, extension):
        """The plan as a spreadsheet that the import reads; with ``?empty`` only its headings."""
        exhibition, _categories = self.drawn(request, pk)
        booths = [] if "empty" in request.GET else exhibition.booths.select_related("category")
        booths = sorted(booths, key=lambda booth: booth.sign_order())
        rows = [row_of(booth.code, booth.category.code, booth.outline) for booth in booths]
        table = list(headings().values()), [[row[name] for name in COLUMNS] for row in rows]
        if extension == "csv":
            content, content_type = as_csv(*table), "text/csv; charset=utf-8"
        elif extension == "xlsx":
            content, content_type = as_xlsx(_("Floor plan"), *table, get_language()), XLSX
        else:
            return redirect("admin:exhibitors_exhibition_plan", exhibition.pk)
        name = f"plan-{exhibition.edition.slug}.{extension}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(content, content_type=content_type, headers=headers)

    def page(self, request, exhibition, name, context, *, title, status=200):
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": title,
            "exhibition": exhibition,
            "back": reverse("admin:exhibitors_exhibition_change", args=[exhibition.pk]),
            **context,
        }
        return render(request, f"admin/exhibitors/exhibition/{name}.html", context, status=status)


def size_of(exhibition, drawing):
    """Width and depth of the picture in metres: the floor, or where it is not entered, what is drawn on it."""
    if exhibition.width and exhibition.depth:
        return float(exhibition.width), float(exhibition.depth)
    corners = [corner for place in drawing.places for corner in place.outline or ()]
    width, depth = EMPTY_FLOOR
    return max([width, *(x for x, _y in corners)]), max([depth, *(y for _x, y in corners)])
