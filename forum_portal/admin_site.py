"""The admin as one site: its name, its order, its door."""

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.i18n import JavaScriptCatalog

from forum_portal import library_sentences
from forum_portal.translating import forms as translations
from forum_portal.translating import views as translation_pages
from forum_portal.translating.models import types_for

APPS = ["editions", "papers", "exhibitors", "forum_portal"]


class LabelledAutocomplete(AutocompleteJsonView):
    """Django's autocomplete, except that each admin says what is shown of its objects."""

    def serialize_result(self, obj, to_field_name):
        result = super().serialize_result(obj, to_field_name)
        if hasattr(self.model_admin, "autocomplete_label"):
            result["text"] = self.model_admin.autocomplete_label(obj)
        return result


# A number for each plural form of a language.
PLURALS = {"ar": [0, 1, 2, 3, 11, 100], "en": [1, 2], "fr": [1, 2, 1_000_000]}


class ScriptSentences(JavaScriptCatalog):
    """The sentences of the admin's scripts; the portal's own before Django's."""

    def get_catalog(self):
        catalog = super().get_catalog()
        catalog |= {sentence: gettext(sentence) for sentence in library_sentences.SCRIPT_SENTENCES}
        for context, sentence, said in library_sentences.SCRIPT_SENTENCES_IN_CONTEXT:
            catalog[f"{context}\x04{sentence}"] = str(said)
        forms = [library_sentences.counted_in_scripts(number) for number in PLURALS[get_language()]]
        for form in zip(*forms, strict=True):
            catalog[form[0][0]] = [said for _sentence, said in form]
        return catalog


class ForumAdminSite(AdminSite):
    site_header = _("Administration of the forum portal")
    site_title = _("Administration of the forum portal")
    index_title = _("What would you like to work on?")

    def login(self, request, extra_context=None):
        # The portal's own sign-in counts the attempts; Django's does not.
        return secure_admin_login(super().login)(request, extra_context)

    # What is typed on these pages must not be found in a browser that was left open.

    @method_decorator(never_cache)
    def password_change(self, request, extra_context=None):
        return super().password_change(request, extra_context)

    @method_decorator(never_cache)
    def password_change_done(self, request, extra_context=None):
        return super().password_change_done(request, extra_context)

    def each_context(self, request):
        return super().each_context(request) | {"site_url": reverse("home")}

    def i18n_javascript(self, request, extra_context=None):
        return ScriptSentences.as_view(packages=["django.contrib.admin"])(request)

    def autocomplete_view(self, request):
        return LabelledAutocomplete.as_view(admin_site=self)(request)

    def get_app_list(self, request, app_label=None):
        """Apps by the weight of the work in them; models in the order they were registered, not by letter."""
        order = {model: place for place, model in enumerate(self._registry)}
        apps = list(self._build_app_dict(request, app_label).values())
        for app in apps:
            app["models"].sort(key=lambda entry: order[entry["model"]])
            for entry in app["models"]:
                self.count_waiting(entry)
        apps.sort(key=lambda app: APPS.index(app["app_label"]) if app["app_label"] in APPS else len(APPS))
        if apps and app_label in (None, APPS[0]) and types_for(request.user, "view", "change"):
            apps[0]["models"].append(self.entry_of_translations())
        return apps

    def entry_of_translations(self):
        """The work on translations as an entry of the index, where else a list of objects stands."""
        return {
            "name": gettext("Translations"),
            "object_name": "Translations",
            "admin_url": reverse("admin:translations"),
            "add_url": None,
            "view_only": True,
        }

    def count_waiting(self, entry):
        """Say beside the name of a list how much in it waits for staff, if its admin knows."""
        count = getattr(self._registry[entry["model"]], "waiting", int)()
        if count:
            entry["name"] = gettext("%(list)s (new: %(count)d)") % {"list": entry["name"], "count": count}

    # Translations. The admins of the apps, which know nothing of them, ask here.

    def get_urls(self):
        pages = [
            ("", translation_pages.summary, "translations"),
            ("edition/<int:pk>/", translation_pages.of_edition, "translations_of_edition"),
            ("series/", translation_pages.of_series, "translations_of_series"),
            ("companies/", translation_pages.of_companies, "translations_of_companies"),
            ("<slug:app_label>/<slug:model_name>/<int:pk>/", translation_pages.of_entry, "translations_of_entry"),
        ]
        return [
            *(path(f"translations/{route}", self.admin_view(view), name=name) for route, view, name in pages),
            *super().get_urls(),
        ]

    def translations_in(self, request, context):
        """What a change form shows of the translations in it."""
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        forms = [context["adminform"].form, *(form for formset in formsets for form in formset.forms)]
        return translations.translations_in(
            forms, context["original"], ticked=request.POST.getlist(translations.REVIEWED)
        )

    def take_reviews(self, request):
        """Mark as reviewed what was ticked on a change form that has just been saved."""
        translations.take_reviews(request.POST.getlist(translations.REVIEWED), by=request.user)

    def way_back(self, request):
        """The list of translations that led to a change form, if one did."""
        address = request.GET.get("_back", "")
        return address if address.startswith(reverse("admin:translations")) else ""
