"""The programme, its papers and its people in the admin."""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django_countries.filters import CountryFilter

from editions.admin import (
    EditorInline,
    EvidenceInline,
    OfEdition,
    PublishableAdmin,
    TranslatedAdmin,
    TranslatedInline,
)
from forum_portal.arabic.bidi import side_by_side
from forum_portal.arabic.folding import fold
from forum_portal.arabic.words import listed
from forum_portal.templatetags.forum import day_in_words, isolated, time_range
from papers import clashes
from papers.models import Paper, PaperFile, Presentation, Release, Room, Session
from papers.models.programme import Language
from papers.publishing import ReleaseForm, publish_page


class PresentationInline(TranslatedInline):
    """The people of a paper or of a session; which of the two, ``fk_name`` says."""

    model = Presentation
    fields = ["speaker", "role", "office", "affiliation", "organisation", "country", "order"]
    classes = []
    verbose_name = _("speaker")
    verbose_name_plural = _("speakers")


class PaperFileInline(EditorInline):
    model = PaperFile
    fields = ["file", "kind", "language", "order"]


def clash_list(session):
    """What clashes with ``session``, as a list to show to staff; empty if nothing does."""
    found = {
        "rooms": list(clashes.room_clashes(session)),
        "speakers": clashes.speaker_clashes(session),
    }
    if not any(found.values()):
        return ""
    return render_to_string("admin/papers/clashes.html", {"session": session, **found})


class ClashWarnings:
    """Mix-in: clashes of the session are told after saving, and stand in the form as long as they last."""

    readonly_fields = ["clash_warnings"]

    @admin.display(description=_("clashes"))
    def clash_warnings(self, obj):
        session = self.session_of(obj)
        return session and (clash_list(session) or _("No clash."))

    def get_fieldsets(self, request, obj=None):
        """Without the clashes while there is nothing yet that could clash."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj:
            return fieldsets
        return [
            (name, options | {"fields": [field for field in options["fields"] if field != "clash_warnings"]})
            for name, options in fieldsets
        ]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        session = self.session_of(form.instance)
        if session and (warning := clash_list(session)):
            self.message_user(request, warning, messages.WARNING)


@admin.register(Paper)
class PaperAdmin(ClashWarnings, PublishableAdmin):
    list_display = ["code", "title", "speaker_names", "session", "status"]
    list_display_links = ["code", "title"]
    list_filter = ["status", "edition", "language", ("presentations__country", CountryFilter)]
    list_select_related = ["session"]
    ordering = ["-edition__starts_on", "number"]
    search_fields = ["search_text", "presentations__speaker__search_text"]
    readonly_fields = ["code", "clash_warnings"]
    inlines = [PresentationInline, PaperFileInline, EvidenceInline]
    fieldsets = [
        (None, {"fields": ["edition", "code", "title", "abstract", "status"]}),
        (_("In the programme"), {"fields": ["session", "clash_warnings", "order", "starts_at"]}),
        (_("Subject and language"), {"fields": ["axis", "countries", "language"]}),
    ]

    class Media:
        js = ["admin-tools/countries.js"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("presentations__speaker")

    def get_readonly_fields(self, request, obj=None):
        # The code, which is cited, was made from the edition.
        return [*super().get_readonly_fields(request, obj), *(["edition"] if obj else [])]

    def get_form(self, request, obj=None, **kwargs):
        """Of a paper whose edition is known, only that edition's sessions and axes are offered, as plain lists."""
        form = super().get_form(request, obj, **kwargs)
        for name in ("session", "axis") if obj else ():
            if field := form.base_fields.get(name):
                field.widget.widget = forms.Select()
                field.label_from_instance = str
                field.queryset = field.queryset.filter(edition=obj.edition_id)
        return form

    def autocomplete_label(self, paper):
        return f"{paper.code} {paper.title}"

    def session_of(self, paper):
        return paper.session

    @admin.display(description=_("speakers"))
    def speaker_names(self, paper):
        return listed([isolated(str(part.speaker)) for part in paper.presentations.all()]) or None


class SessionForm(forms.ModelForm):
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken"), choices=Language, required=False, widget=forms.CheckboxSelectMultiple
    )
    interpretation = forms.MultipleChoiceField(
        label=_("Interpreted into"), choices=Language, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Session
        fields = "__all__"  # noqa: DJ007 - the admin's fieldsets name the fields


class ClashFilter(admin.SimpleListFilter):
    """Sessions with a clash. It also annotates the clashes that the list shows, whether or not it is in use."""

    title = _("clashes")
    parameter_name = "clashes"

    def lookups(self, request, model_admin):
        return [("room", _("of a room")), ("speaker", _("of a speaker")), ("any", _("of either"))]

    def queryset(self, request, queryset):
        conditions = {
            "room": Q(has_room_clash=True),
            "speaker": Q(has_speaker_clash=True),
            "any": Q(has_room_clash=True) | Q(has_speaker_clash=True),
        }
        return clashes.with_clashes(queryset).filter(conditions.get(self.value(), Q()))


@admin.register(Session)
class SessionAdmin(OfEdition, ClashWarnings, TranslatedAdmin):
    form = SessionForm
    list_display = ["title", "edition_short", "when", "room", "is_free_of_clashes"]
    list_filter = [ClashFilter, "edition", "kind", "is_cancelled"]
    list_select_related = ["edition", "room"]
    date_hierarchy = "day"
    search_fields = ["search_text", "edition__search_text"]
    readonly_fields = ["clash_warnings", "papers_given"]
    inlines = [PresentationInline, EvidenceInline]
    fieldsets = [
        (None, {"fields": ["edition", "title", "kind", "axis", "description"]}),
        (
            _("When and where"),
            {
                "description": _("Leave empty what is not known: the times, or the day too."),
                "fields": ["day", "starts_at", "ends_at", "order", "room", "is_cancelled", "clash_warnings"],
            },
        ),
        (_("Languages"), {"classes": ["collapse"], "fields": ["languages", "interpretation"]}),
        (_("Papers"), {"fields": ["papers_given"]}),
    ]

    def autocomplete_label(self, session):
        return side_by_side(session.title, session.edition)

    def session_of(self, session):
        return session

    def view_on_site(self, session):
        return session.get_absolute_url() if session.edition.is_published else None

    @admin.display(description=_("when"), ordering="day")
    def when(self, session):
        day = day_in_words(session.day, session.edition, weekday=False) if session.day else None
        if not session.starts_at:
            return day
        return format_html(_("{day}, {hours}"), day=day, hours=time_range(session.starts_at, session.ends_at))

    @admin.display(description=_("free of clashes"), boolean=True)
    def is_free_of_clashes(self, session):
        return not (session.has_room_clash or session.has_speaker_clash)

    @admin.display(description=_("papers"))
    def papers_given(self, session):
        papers = session.pk and session.papers.order_by("order", "number").prefetch_related("presentations__speaker")
        if not papers:
            return _("None is given in it yet.")
        return render_to_string("admin/papers/papers_given.html", {"papers": papers})


@admin.register(Room)
class RoomAdmin(OfEdition, TranslatedAdmin):
    list_display = ["name", "edition_short", "capacity", "order"]
    list_filter = ["edition"]
    list_select_related = ["edition"]
    ordering = ["-edition__starts_on", "order", "pk"]
    search_fields = ["name_ar", "name_en", "name_fr", "edition__search_text"]
    fields = ["edition", "name", "capacity", "order"]

    def get_search_results(self, request, queryset, search_term):
        # Rooms have no folded column of their own, and are few.
        words = fold(search_term).split()
        if search_term.strip():
            queryset = queryset.filter(pk__in=[room.pk for room in queryset if words and self.is_found(room, words)])
        return queryset, False

    def is_found(self, room, words):
        names = fold(f"{room.name_ar} {room.name_en} {room.name_fr}")
        return all(word in f"{names} {room.edition.search_text}" for word in words)

    def autocomplete_label(self, room):
        return side_by_side(room, room.edition)


@admin.register(Release)
class ReleaseAdmin(OfEdition, TranslatedAdmin):
    """
    What visitors were told. A release is made on a page of its own, and only its note can be changed.

    Only a superuser deletes one, as with an edition.
    """

    form = ReleaseForm
    list_display = ["number", "edition_short", "published_at", "published_by"]
    list_filter = ["edition"]
    list_select_related = ["edition", "published_by"]
    readonly_fields = ["edition", "number", "published_at", "published_by"]
    fields = [*readonly_fields, "note"]

    def get_urls(self):
        view = self.admin_site.admin_view(partial(publish_page, self))
        return [path("edition/<int:pk>/publish/", view, name="papers_release_publish"), *super().get_urls()]

    def may_publish(self, request):
        return super().has_add_permission(request)

    def has_add_permission(self, request):
        return False  # see publish_page

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser

    def view_on_site(self, release):
        return release.get_absolute_url() if release.edition.is_published else None


# The index of the admin lists the models in this order: people come after what they speak in.
from papers import people_admin  # noqa: E402, F401
