"""The page of the admin on which staff publish a programme."""

from functools import partial

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from editions.models import Edition
from papers import releases
from papers.models import Release


class ReleaseForm(forms.ModelForm):
    """The word to visitors. Arabic readers are told nothing in another language that they are not told in theirs."""

    class Meta:
        model = Release
        fields = ["note"]

    def clean(self):
        cleaned = super().clean()
        others = any(cleaned.get(f"note_{language}") for language in ("en", "fr"))
        if others and not cleaned.get("note_ar") and "note_ar" not in self.errors:
            self.add_error(
                "note_ar", _("Please write the note in Arabic too: it is shown where a translation is missing.")
            )
        return cleaned


def publish_page(model_admin, request, pk):
    """What the next release of an edition would tell, a note to write, and the button that publishes it."""
    if not model_admin.may_publish(request):
        raise PermissionDenied
    edition = get_object_or_404(Edition, pk=pk)
    last, changes, mark = releases.pending(edition)
    form = note_form(model_admin, request)
    if request.method == "POST" and form.is_valid():
        if request.POST.get("mark") == mark:
            return publish(model_admin, request, edition, form.cleaned_data)
        messages.warning(
            request, _("The programme has changed while you were reading. Please look at the list again.")
        )
    context = model_admin.admin_site.each_context(request) | {
        "opts": model_admin.opts,
        "media": model_admin.media + form.media,
        "title": _("Publish the programme"),
        "subtitle": str(edition),
        "edition": edition,
        "last": last,
        "changes": changes,
        "refusal": releases.refusal(edition, last, changes),
        "mark": mark,
        "form": form,
    }
    return render(request, "admin/papers/release/publish.html", context)


def note_form(model_admin, request):
    """The note in each language, with the tabs of the admin's other texts."""
    form_class = forms.modelform_factory(
        Release,
        form=ReleaseForm,
        fields=[f"note_{language}" for language in releases.LANGUAGES],
        formfield_callback=partial(model_admin.formfield_for_dbfield, request=request),
    )
    return form_class(request.POST or None)


def publish(model_admin, request, edition, cleaned):
    notes = {language: cleaned.get(f"note_{language}") or "" for language in releases.LANGUAGES}
    try:
        release = releases.publish(edition, notes=notes, by=request.user)
    except releases.NotPublished as refusal:
        messages.warning(request, refusal.message)
        return redirect("admin:papers_release_publish", edition.pk)
    model_admin.log_addition(request, release, [{"added": {}}])
    messages.success(request, _("%(release)s of the programme is published.") % {"release": release})
    return redirect("admin:papers_release_publish", edition.pk)
