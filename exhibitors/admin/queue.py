"""The list of registrations as a queue: what waits for staff first, and everything else to be found."""

from collections import Counter

from django.contrib import admin
from django.contrib.admin.views.main import SEARCH_VAR, ChangeList
from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exhibitors.models import BoothCategory, Claim, Exhibition, Registration, State
from forum_portal.arabic.bidi import side_by_side
from forum_portal.templatetags.forum import country_name

ALL = "all"


def state_asked(request):
    """
    The state whose registrations the list shows, or ALL.

    Who asks for nothing gets what waits; who looks for a company finds it in any state.
    """
    return request.GET.get(StateFilter.parameter_name) or (ALL if request.GET.get(SEARCH_VAR) else State.SUBMITTED)


def counts_of(request):
    """How many registrations there are, by state and country of the company: 1 query for all filters of a page."""
    if not hasattr(request, "registration_counts"):
        rows = Registration.objects.order_by().values_list("state", "exhibitor__country")
        request.registration_counts = list(rows.annotate(Count("pk")))
    return request.registration_counts


def categories_of(request):
    """The categories of all exhibitions, with their editions: 1 query for all filters of a page."""
    if not hasattr(request, "booth_categories"):
        request.booth_categories = list(BoothCategory.objects.select_related("exhibition__edition"))
    return request.booth_categories


class StateFilter(admin.SimpleListFilter):
    """The states, each with how many registrations are in it."""

    title = pgettext_lazy("registration", "state")
    parameter_name = "state"

    def __init__(self, request, *args, **kwargs):
        self.asked = state_asked(request)
        super().__init__(request, *args, **kwargs)

    def lookups(self, request, model_admin):
        counts = Counter()
        for state, _country, count in counts_of(request):
            counts[state] += count
        labels = {State.SUBMITTED: _("waiting for us")}
        states = sorted(State, key=lambda state: state != State.SUBMITTED)
        choices = [(state.value, labels.get(state, state.label), counts[state]) for state in states]
        choices.append((ALL, pgettext_lazy("registrations", "all"), sum(counts.values())))
        return [(value, f"{label} ({count})") for value, label, count in choices]

    def queryset(self, request, queryset):
        return queryset.filter(state=self.asked) if self.asked in State.values else queryset

    def choices(self, changelist):
        for value, label in self.lookup_choices:
            yield {
                "selected": self.asked == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label,
            }


class ExhibitionFilter(admin.SimpleListFilter):
    """The exhibitions that have booths to register for."""

    title = Exhibition._meta.verbose_name
    parameter_name = "exhibition"

    def lookups(self, request, model_admin):
        exhibitions = {category.exhibition_id: category.exhibition for category in categories_of(request)}
        newest_first = sorted(exhibitions.values(), key=lambda exhibition: exhibition.edition.starts_on, reverse=True)
        return [(exhibition.pk, str(exhibition)) for exhibition in newest_first]

    def queryset(self, request, queryset):
        return queryset.filter(exhibition=self.value()) if (self.value() or "").isdecimal() else queryset


class CategoryFilter(admin.SimpleListFilter):
    """Of which category the booth is."""

    title = pgettext_lazy("booth", "category")
    parameter_name = "category"

    def lookups(self, request, model_admin):
        return [(category.pk, side_by_side(category, category.exhibition)) for category in categories_of(request)]

    def queryset(self, request, queryset):
        if not (self.value() or "").isdecimal():
            return queryset
        held = Claim.objects.held().filter(registration=OuterRef("pk"), booth__category=self.value())
        return queryset.filter(Exists(held))


class CountryFilter(admin.SimpleListFilter):
    """The countries that companies have registered from."""

    title = _("country")
    parameter_name = "country"

    def lookups(self, request, model_admin):
        codes = {code for _state, code, _count in counts_of(request) if code}
        return sorted(((code, country_name(code)) for code in codes), key=lambda choice: choice[1])

    def queryset(self, request, queryset):
        return queryset.filter(exhibitor__country=self.value()) if self.value() else queryset


class BoothFilter(admin.SimpleListFilter):
    """Whether the registration holds a booth."""

    title = _("booth")
    parameter_name = "booth"

    def lookups(self, request, model_admin):
        return [("yes", _("has a booth")), ("no", _("has none"))]

    def queryset(self, request, queryset):
        held = Exists(Claim.objects.held().filter(registration=OuterRef("pk")))
        return {"yes": queryset.filter(held), "no": queryset.filter(~held)}.get(self.value(), queryset)


class Queue(ChangeList):
    """Each row leads to the page on which staff decide."""

    def url_for_result(self, result):
        return reverse("admin:exhibitors_registration_decision", args=[result.pk])
