"""What all admin pages of the portal have in common: three languages, any spelling, any digits, a history."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin import widgets
from django.contrib.admin.utils import NestedObjects
from django.contrib.contenttypes.admin import BaseGenericInlineFormSet
from django.db import models, router
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from django_countries.fields import CountryField
from modeltranslation.admin import TranslationAdmin, TranslationGenericStackedInline, TranslationStackedInline
from simple_history.admin import SimpleHistoryAdmin

from editions.forms import CountrySelect, ImageField
from editions.models import Evidence
from forum_portal.arabic import forms as fields
from forum_portal.arabic.folding import fold
from forum_portal.templatetags.forum import isolated

LATIN = {"dir": "ltr"}
# How fields end whose content runs from left to right without a type that says so.
FOR_MACHINES = ("phone", "code", "version")
NUMBER = {"dir": "ltr", "inputmode": "numeric", "class": "vIntegerField"}


class EditorOptions:
    """
    Mix-in for admins and inlines.

    Every foreign key whose target can be searched is completed while typing, with
    the target's ``autocomplete_label``. Numbers and dates may have Eastern digits, for
    which a number's input must be of type text: Chromium empties it otherwise.
    """

    formfield_overrides = {
        models.DateField: {"form_class": fields.DateField, "widget": widgets.AdminDateWidget(attrs=LATIN)},
        models.TimeField: {"form_class": fields.TimeField, "widget": widgets.AdminTimeWidget(attrs=LATIN)},
        models.DateTimeField: {
            "form_class": fields.SplitDateTimeField,
            "widget": widgets.AdminSplitDateTime(attrs=LATIN),
        },
        models.IntegerField: {"form_class": fields.IntegerField, "widget": forms.TextInput(attrs=NUMBER)},
        models.DecimalField: {
            "form_class": fields.DecimalField,
            "widget": forms.TextInput(attrs=NUMBER | {"inputmode": "decimal"}),
        },
        models.ImageField: {"form_class": ImageField},
        models.EmailField: {"widget": widgets.AdminEmailInputWidget(attrs=LATIN)},
        models.URLField: {"widget": widgets.AdminURLFieldWidget(attrs=LATIN), "assume_scheme": "https"},
        models.SlugField: {"widget": widgets.AdminTextInputWidget(attrs=LATIN)},
    }

    def get_autocomplete_fields(self, request):
        return [
            field.name
            for field in (*self.opts.fields, *self.opts.many_to_many)
            if field.remote_field and self.is_searchable(field.remote_field.model)
        ]

    def is_searchable(self, model):
        return self.admin_site.is_registered(model) and bool(self.admin_site.get_model_admin(model).search_fields)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name.endswith("phone"):
            field.widget.input_type = "tel"
        if field and db_field.name.endswith(FOR_MACHINES):
            field.widget.attrs |= LATIN
        if field:
            fields.take_typed_text(field)
        if isinstance(field and field.widget, widgets.RelatedFieldWidgetWrapper):
            # One slip beside the name of a paper's speaker would delete the speaker.
            field.widget.can_delete_related = False
        if field and hasattr(db_field, "translated_field"):
            field.widget.attrs |= {
                "lang": db_field.language,
                "dir": "rtl" if db_field.language == "ar" else "ltr",
                # tabs.js makes tabs of the inputs that carry these
                "data-translation": db_field.translated_field.name,
                "data-label": capfirst(db_field.translated_field.verbose_name),
                "data-language": settings.LANGUAGE_NAMES[db_field.language],
                "data-empty": _("empty"),
            }
        return field

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if isinstance(db_field, CountryField) and not db_field.multiple:
            kwargs.setdefault("widget", CountrySelect)
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        target = db_field.remote_field.model
        if field and self.is_searchable(target):
            target_admin = self.admin_site.get_model_admin(target)
            if hasattr(target_admin, "autocomplete_label"):
                field.label_from_instance = target_admin.autocomplete_label
                field.queryset = target_admin.with_related(field.queryset)
        return field


class EditorAdmin(EditorOptions, SimpleHistoryAdmin):
    """
    The admin of a model without translations.

    A model that is Findable lists ``search_text`` columns, and only such, in its
    ``search_fields``; what is searched for is then folded as they are.
    """

    object_history_template = "admin/history.html"
    object_history_list_template = "admin/history_list.html"
    object_history_form_template = "admin/history_form.html"
    list_per_page = 50
    show_full_result_count = False

    class Media:
        js = ["admin-tools/tabs.js"]

    def get_queryset(self, request):
        # For the autocompletes too, whose labels may name the edition.
        return self.with_related(super().get_queryset(request))

    def with_related(self, queryset):
        related = self.list_select_related
        return queryset.select_related(*related) if isinstance(related, list) else queryset

    def autocomplete_label(self, obj):
        """What an autocomplete of another form shows of ``obj``."""
        return str(obj)

    def get_search_results(self, request, queryset, search_term):
        if any(field.endswith("search_text") for field in self.get_search_fields(request)):
            folded = fold(search_term)
            if search_term.strip() and not folded:
                return queryset.none(), False
            search_term = folded
        return super().get_search_results(request, queryset, search_term)

    def get_deleted_objects(self, objs, request):
        """As Django's, except that what keeps ``objs`` from being deleted is named in full, with a link."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        if protected:
            collector = NestedObjects(using=router.db_for_write(self.model), origin=objs)
            collector.collect(objs)
            protected = sorted(self.describe(item) for item in collector.protected)
        return deleted, counts, lacking, protected

    def describe(self, item):
        """``item`` with the name of its kind, as a link to where it is changed."""
        name = item.in_full() if hasattr(item, "in_full") else str(item)
        kind = capfirst(item._meta.verbose_name)
        if not self.admin_site.is_registered(type(item)):
            return format_html("{}: <bdi>{}</bdi>", kind, name)
        address = reverse(f"admin:{item._meta.app_label}_{item._meta.model_name}_change", args=[item.pk])
        return format_html('{}: <a href="{}"><bdi>{}</bdi></a>', kind, address, name)

    # Of the translations the site knows, see ForumAdminSite.

    def render_change_form(self, request, context, *args, **kwargs):
        context |= {"translations": self.admin_site.translations_in(request, context)}
        return super().render_change_form(request, context, *args, **kwargs)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        # Only now: what has just been changed would lose the mark again.
        self.admin_site.take_reviews(request)

    def response_post_save_change(self, request, obj):
        if address := self.admin_site.way_back(request):
            return HttpResponseRedirect(address)
        return super().response_post_save_change(request, obj)

    def changelist_view(self, request, extra_context=None):
        # Django's "Select %s to change" has the noun's gender wrong in Arabic for half of them.
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, extra_context=title | (extra_context or {}))


class TranslatedAdmin(EditorAdmin, TranslationAdmin):
    """The admin of a model whose texts exist in three languages, side by side in tabs."""


class OfEdition:
    """Mix-in: a column that names the edition in a few words, since its title fills half a list."""

    @admin.display(description=pgettext_lazy("field", "edition"), ordering="edition__starts_on")
    def edition_short(self, obj):
        edition = obj.edition
        if edition is None:
            return None
        where = edition.city or (edition.get_mode_display() if edition.number else edition.slug)
        parts = (edition.number, where, edition.year)
        return format_html_join(" · ", "{}", ((isolated(str(part)),) for part in parts if part))


class PublishableAdmin(TranslatedAdmin):
    """The admin of what staff prepare as a draft and then publish."""

    actions = ["publish", "unpublish"]

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.is_published else None

    @admin.action(description=_("Publish the selected entries"), permissions=["change"])
    def publish(self, request, queryset):
        count = self.set_status(request, queryset, self.model.Status.PUBLISHED)
        self.message_user(
            request,
            ngettext("%(count)d entry was published.", "%(count)d entries were published.", count) % {"count": count},
            messages.SUCCESS,
        )

    @admin.action(description=_("Make drafts of the selected entries"), permissions=["change"])
    def unpublish(self, request, queryset):
        count = self.set_status(request, queryset, self.model.Status.DRAFT)
        self.message_user(
            request,
            ngettext("%(count)d entry is a draft again.", "%(count)d entries are drafts again.", count)
            % {"count": count},
            messages.SUCCESS,
        )

    def set_status(self, request, queryset, status):
        # Saved one by one: update() would leave out the history and the search index.
        items = list(queryset.exclude(status=status))
        for item in items:
            item.status = status
            item.save(update_fields=["status"])
            self.log_change(
                request, item, [{"changed": {"fields": [str(self.opts.get_field("status").verbose_name)]}}]
            )
        return len(items)


class EditorInline(EditorOptions, admin.StackedInline):
    """Rows of a model without translations inside another one's page. Stacked: a table overflows a telephone."""

    extra = 0
    classes = ["collapse"]


class TranslatedInline(EditorOptions, TranslationStackedInline):
    """Rows of a translated model inside another one's page."""

    extra = 0
    classes = ["collapse"]
    show_change_link = True


class EvidenceForm(forms.ModelForm):
    """The evidence of one field, which is chosen from those of the entry."""

    def __init__(self, *args, field_choices=(), **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("", _("the whole entry")), *field_choices]
        stored = self.instance.field
        if stored not in dict(choices):
            choices.append((stored, stored))
        if "field" in self.fields:
            self.fields["field"].widget = forms.Select(choices=choices)


class EvidenceFormSet(BaseGenericInlineFormSet):
    def clean(self):
        super().clean()
        seen = set()
        for form in self.forms:
            if form in self.deleted_forms or (not form.has_changed() and not form.instance.pk):
                continue
            field = form.cleaned_data.get("field", "")
            if field in seen:
                # The constraint knows it too, but its other columns are not in the form.
                form.add_error("field", _("The evidence for this field is entered already."))
            seen.add(field)


class EvidenceInline(EditorOptions, TranslationGenericStackedInline):
    """Where the entry, or one of its fields, is known from."""

    model = Evidence
    form = EvidenceForm
    formset = EvidenceFormSet
    fields = ["field", "certainty", "note", "sources"]
    extra = 0
    classes = ["collapse"]

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.form = self.bind_choices(formset.form)
        return formset

    def bind_choices(self, form_class):
        choices = [
            (field.name, capfirst(field.verbose_name))
            for field in self.parent_model._meta.fields
            if field.editable and not field.primary_key and not hasattr(field, "translated_field")
        ]

        class BoundForm(form_class):
            def __init__(self, *args, **kwargs):
                super().__init__(*args, field_choices=choices, **kwargs)

        return BoundForm


class PartAdmin(TranslatedAdmin):
    """The page of one part of something larger: reached from there, where it is listed, and not from the index."""

    inlines = [EvidenceInline]

    def has_module_permission(self, request):
        return False
