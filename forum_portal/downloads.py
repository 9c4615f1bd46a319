"""Lists of the admin as spreadsheets, for who works on them elsewhere."""

from django.contrib import admin
from django.contrib.admin.utils import display_for_value, label_for_field, lookup_field
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from forum_portal.arabic.sheets import as_cell, as_csv, as_xlsx

# For who may change a list: lists that are only read hold what concerns people.
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@admin.action(description=_("Download the selected entries as a spreadsheet (XLSX)"), permissions=["change"])
def download_xlsx(model_admin, request, queryset):
    headings, rows = table_of(model_admin, request, queryset)
    title = capfirst(model_admin.opts.verbose_name_plural)
    return attachment(as_xlsx(title, headings, rows, get_language()), XLSX, f"{model_admin.opts.model_name}.xlsx")


@admin.action(description=_("Download the selected entries as a table (CSV)"), permissions=["change"])
def download_csv(model_admin, request, queryset):
    headings, rows = table_of(model_admin, request, queryset)
    return attachment(as_csv(headings, rows), "text/csv; charset=utf-8", f"{model_admin.opts.model_name}.csv")


def table_of(model_admin, request, queryset):
    """What the list of ``model_admin`` shows of ``queryset``: its headings, and a row of texts for each."""
    columns = [name for name in model_admin.get_list_display(request) if name != "action_checkbox"]
    headings = [as_cell(capfirst(label_for_field(name, model_admin.model, model_admin))) for name in columns]
    return headings, [[cell_of(model_admin, item, name) for name in columns] for item in queryset]


def cell_of(model_admin, item, name):
    try:
        field, _attribute, value = lookup_field(name, item, model_admin)
    except ObjectDoesNotExist:
        return ""
    if field is not None and getattr(field, "flatchoices", None):
        value = dict(field.flatchoices).get(value, value)
    if value in (None, model_admin.get_empty_value_display()):
        return ""
    return as_cell(display_for_value(value, ""))


def attachment(content, content_type, name):
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)
