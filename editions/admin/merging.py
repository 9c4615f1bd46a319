"""Making one record of two in the admin: the form that asks which stays, and the page round it."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editions.merging import AlreadyMerged, plain
from forum_portal.arabic.bidi import side_by_side
from forum_portal.arabic.countries import country_name


class MergeForm(forms.Form):
    """
    Which of two records stays, and of what they say differently (``columns``), what.

    A choice is the primary key of the record that it is taken from. A subclass gives the two questions, ``keep`` and
    ``is_certain``, their words, and says by ``weight`` which of the two is more likely to stay.
    """

    keep = forms.TypedChoiceField(coerce=int, widget=forms.RadioSelect)
    is_certain = forms.BooleanField()
    pictures = ()

    def __init__(self, *args, pair, columns, **kwargs):
        super().__init__(*args, **kwargs)
        self.pair = pair
        self.columns = columns
        keys = [(item.pk, side_by_side(item, item.code)) for item in pair]
        self.fields["keep"].choices = keys
        self.fields["keep"].initial = max(pair, key=self.weight).pk
        for column in columns:
            filled = [item.pk for item in pair if plain(item, column)]
            self.fields[column] = forms.TypedChoiceField(
                label=capfirst(pair[0]._meta.get_field(column).verbose_name),
                choices=keys,
                coerce=int,
                widget=forms.RadioSelect,
                required=False,
                empty_value=None,
                # Where both say something, the record that stays is believed unless staff say otherwise.
                initial=filled[0] if len(filled) == 1 else None,
            )

    def weight(self, item):
        return 0

    def rows(self):
        """What differs: the name of each, and beside each radio what that record says."""
        for column in self.columns:
            field = self.fields[column]
            choices = zip(self[column], self.pair, [self.shown(item, column) for item in self.pair], strict=True)
            yield {"label": field.label, "choices": list(choices), "is_photo": column in self.pictures}

    def shown(self, item, column):
        """What ``item`` says in ``column``, for the page that compares."""
        value = plain(item, column)
        return country_name(value) if column == "country" and value else value

    def kept_and_gone(self):
        first, second = self.pair
        return (first, second) if self.cleaned_data["keep"] == first.pk else (second, first)

    def taken(self):
        """The columns whose value comes from the record that goes."""
        _kept, gone = self.kept_and_gone()
        return [column for column in self.columns if self.cleaned_data[column] == gone.pk]


class MergingAdmin:
    """
    Mixed into the admin of a model with ``code`` and ``former_codes``, two records of which can become one.

    It needs an action ``merge`` that calls ``open_merge`` and whose description is the title of the page, the
    ``merge_form``, the ``merge_template`` and ``carry_out``; ``compared`` and ``merge_facts`` say what more the page
    shows.
    """

    merge_form = MergeForm
    merge_template = "admin/editions/merge.html"

    @admin.display(description=_("former codes"))
    def former_addresses(self, item):
        codes = [former.code for former in item.former_codes.all()] if item.pk else []
        return ", ".join(codes) or self.get_empty_value_display()

    def has_merge_permission(self, request):
        return self.has_change_permission(request) and self.has_delete_permission(request)

    def get_urls(self):
        view = self.admin_site.admin_view(self.merge_view)
        own = path("merge/<int:first>/<int:second>/", view, name=f"{self.opts.app_label}_{self.opts.model_name}_merge")
        return [own, *super().get_urls()]

    def address(self, page, *args):
        return reverse(admin_urlname(self.opts, page), args=args)

    def open_merge(self, request, queryset):
        """Lead to the page that compares the two that are selected."""
        keys = list(queryset.order_by("pk").values_list("pk", flat=True)[:3])
        if len(keys) == 2:
            return redirect(self.address("merge", *keys))
        self.message_user(request, _("Please select two records, no more and no fewer."), messages.ERROR)
        return None

    def compared(self, items):
        """The queryset ``items`` with what the page shows of each."""
        return items

    def merge_facts(self, pair):
        """What the page shows besides, by the names in its template."""
        return {}

    def carry_out(self, kept, gone, *, taken, by):
        """Make one of the two and return it. Raise AlreadyMerged where one of them is gone."""
        raise NotImplementedError

    def merge_view(self, request, first, second):
        """Show two records side by side, and make one of them once staff have chosen."""
        if not self.has_merge_permission(request):
            raise PermissionDenied
        pair = list(self.compared(self.get_queryset(request)).filter(pk__in=[first, second]).order_by("pk"))
        if len(pair) < 2:
            return self.one_is_gone(request, pair)
        form = self.merge_form(request.POST or None, pair=pair)
        if request.method == "POST" and form.is_valid():
            return self.take_merge(request, form)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "media": self.media,
            "title": self.merge.short_description,
            "form": form,
            "pair": pair,
            "back": self.address("changelist"),
        }
        return render(request, self.merge_template, context | self.merge_facts(pair))

    def take_merge(self, request, form):
        kept, gone = form.kept_and_gone()
        name = side_by_side(gone, gone.code)
        try:
            kept = self.carry_out(kept, gone, taken=form.taken(), by=request.user)
        except AlreadyMerged:
            return self.one_is_gone(request, self.model.objects.filter(pk__in=[kept.pk, gone.pk]))
        self.log_change(request, kept, gettext("Merged with %(name)s.") % {"name": name})
        self.message_user(request, _("The two are one record now; the old address leads to it."), messages.SUCCESS)
        return redirect(self.address("change", kept.pk))

    def one_is_gone(self, request, left):
        """What a second click finds, and whoever came too late; nothing is changed."""
        sentence = _("One of the two records is no longer there: it has been merged or deleted.")
        self.message_user(request, sentence, messages.INFO)
        return redirect(self.address("change", left[0].pk) if len(left) == 1 else self.address("changelist"))
