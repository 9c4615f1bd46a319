"""What the exhibitors’ pages of the admin share."""

from django import forms
from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from exhibitors.refusals import Refused
from forum_portal.arabic.forms import CleanTexts


class RefusalsAsMessages:
    """
    Mix-in: what the rules or the database refuse becomes a sentence over the form.

    The form has looked before; between its look and the save, somebody else was faster.
    """

    def changeform_view(self, request, *args, **kwargs):
        try:
            return super().changeform_view(request, *args, **kwargs)
        except Refused as refusal:
            self.message_user(request, refusal.message, messages.ERROR)
        except IntegrityError:
            sentence = _("Somebody saved the same at this very moment. Please look at what is there now.")
            self.message_user(request, sentence, messages.ERROR)
        return HttpResponseRedirect(request.get_full_path())


def ask_first(model_admin, request, title, items, form=None, *, template="ask", back="", **context):
    """
    The page that asks before something is done to ``items``; it leads ``back``, if need be to their list.

    Where an action of that list began it, ``action`` is its name.
    """
    opts = model_admin.opts
    context |= model_admin.admin_site.each_context(request) | {"opts": opts, "media": model_admin.media}
    context |= {"title": title, "items": items, "form": form}
    context["back"] = back or reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
    return render(request, f"admin/exhibitors/{template}.html", context)


class CleanForm(CleanTexts, forms.ModelForm):
    """What staff enter for a company, cleaned like what it enters itself."""


class ReadOnly:
    """Mix-in: to be read, and never changed here."""

    def changelist_view(self, request, extra_context=None):
        # See EditorAdmin: Django's own title has the noun's gender wrong.
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, extra_context=title | (extra_context or {}))

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
