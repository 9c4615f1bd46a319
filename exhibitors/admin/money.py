"""Discounts, invoices and payments. What is done to them goes through the same functions as anywhere else."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editions.admin import OfEdition, TranslatedAdmin
from exhibitors import billing, payments
from exhibitors.admin.base import ReadOnly, RefusalsAsMessages, ask_first
from exhibitors.admin.decisions import StepForm
from exhibitors.forms import AmountField
from exhibitors.guards import decides
from exhibitors.models import Discount, Exhibition, Invoice, Payment, Registration
from exhibitors.models.invoices import Standing
from exhibitors.models.money import Currency, rounded
from exhibitors.prices import price_of
from exhibitors.refusals import Refused
from forum_portal.arabic.bidi import side_by_side
from forum_portal.arabic.forms import CleanTexts, DateField


@admin.register(Discount)
class DiscountAdmin(RefusalsAsMessages, TranslatedAdmin):
    list_display = ["name", "exhibition", "who", "percent", "amount", "until"]
    list_filter = ["who", "exhibition"]
    list_select_related = ["exhibition__edition"]
    search_fields = ["name"]
    fieldsets = [
        (None, {"fields": ["exhibition", "name", "percent", "amount"]}),
        (
            pgettext_lazy("discount", "For whom"),
            {
                "fields": ["who", "until", "country", "registration"],
                "description": _(
                    "Of several discounts that a company could have, the one that saves it the most counts, alone."
                ),
            },
        ),
    ]


class CurrencyFilter(admin.SimpleListFilter):
    """The currencies of the exhibitions, instead of all that there are."""

    title = _("currency")
    parameter_name = "currency"

    def lookups(self, request, model_admin):
        used = Exhibition.objects.exclude(currency="").order_by("currency").values_list("currency", flat=True)
        return [(code, Currency(code).label) for code in used.distinct()]

    def queryset(self, request, queryset):
        return queryset.filter(currency=self.value()) if self.value() else queryset


class StandingFilter(admin.SimpleListFilter):
    title = pgettext_lazy("invoice", "standing")
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        return Standing.choices

    def queryset(self, request, queryset):
        if self.value() not in Standing.values:
            return queryset
        return queryset.standing(Standing(self.value()), timezone.localdate())


class MoneyAdmin(ReadOnly, OfEdition, admin.ModelAdmin):
    """
    What invoices and payments share: read in the admin, and moved on by pages that ask first.

    The list counts as changeable for who decides on registrations, so that it can be downloaded
    and has its actions; no entry is.
    """

    show_full_result_count = False
    list_per_page = 50

    def has_change_permission(self, request, obj=None):
        return obj is None and self.has_view_permission(request) and decides(request.user)

    def require_decider(self, request):
        if not (self.has_view_permission(request) and decides(request.user)):
            raise PermissionDenied

    def attempt(self, request, item, act, said):
        """Call ``act``, and say ``said`` of ``item``, or why it was refused."""
        try:
            act()
        except Refused as refusal:
            self.message_user(request, side_by_side(item, refusal.message), messages.ERROR)
        else:
            self.message_user(request, side_by_side(item, said), messages.SUCCESS)

    def ask(self, request, title, items, form=None, **context):
        """The page that asks before something is done."""
        return ask_first(self, request, title, items, form, template="money_step", **context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        context = {"may_decide": decides(request.user)} | (extra_context or {})
        return super().change_view(request, object_id, form_url, context)

    def amount_of(self, amount, item):
        return f"{rounded(amount, item.currency):f}"

    @admin.display(description=pgettext_lazy("field", "company"))
    def company(self, item):
        return item.registration.exhibitor.name

    @admin.display(description=_("currency"), ordering="currency")
    def currency_code(self, item):
        return item.currency

    @admin.display(description=pgettext_lazy("field", "edition"))
    def edition_short(self, item):
        return super().edition_short(item.registration.exhibition)


class ReceivedForm(CleanTexts, forms.Form):
    """Money that staff found on the statement of account, without the company having said so."""

    amount = AmountField(label=_("Amount"))
    paid_on = DateField(label=_("Day of the transfer"), widget=forms.DateInput(attrs={"dir": "ltr"}))
    external_reference = forms.CharField(
        label=capfirst(_("reference of the bank")),
        max_length=100,
        help_text=_("As on the statement of account. The same one counts once."),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )


@admin.register(Invoice)
class InvoiceAdmin(MoneyAdmin):
    list_display = [
        "number",
        "company",
        "edition_short",
        "standing",
        "currency_code",
        "total_shown",
        "paid_shown",
        "outstanding_shown",
        "issued_on",
        "due_on",
    ]
    list_filter = [StandingFilter, CurrencyFilter, "registration__exhibition"]
    search_fields = ["number", "registration__exhibitor__search_text"]
    date_hierarchy = "issued_on"
    fields = [*list_display, "registration", "credits", "credited_at"]
    change_form_template = "admin/exhibitors/invoice/change_form.html"

    def get_queryset(self, request):
        related = ["registration__exhibitor", "registration__exhibition__edition", "credits"]
        return super().get_queryset(request).with_paid().select_related(*related)

    @admin.display(description=_("total"), ordering="total")
    def total_shown(self, invoice):
        return self.amount_of(invoice.total, invoice)

    @admin.display(description=pgettext_lazy("invoice", "paid so far"))
    def paid_shown(self, invoice):
        return self.amount_of(invoice.paid, invoice) if invoice.is_current else self.get_empty_value_display()

    @admin.display(description=_("still to be paid"))
    def outstanding_shown(self, invoice):
        is_due = invoice.is_current
        return self.amount_of(invoice.outstanding(), invoice) if is_due else self.get_empty_value_display()

    @admin.display(description=pgettext_lazy("invoice", "standing"))
    def standing(self, invoice):
        return invoice.standing(timezone.localdate()).label

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("issue/<int:pk>/", wrap(self.issue_view), name="exhibitors_invoice_issue"),
            path("<int:pk>/credit/", wrap(self.credit_view), name="exhibitors_invoice_credit"),
            path("<int:pk>/received/", wrap(self.received_view), name="exhibitors_invoice_received"),
            *super().get_urls(),
        ]

    def issue_view(self, request, pk):
        """Show what the invoice of a registration will say, and issue it."""
        self.require_decider(request)
        registration = get_object_or_404(Registration.objects.select_related("exhibition__edition"), pk=pk)
        back = reverse("admin:exhibitors_registration_change", args=[pk])
        if request.method == "POST":
            said = _("The invoice is issued.")
            self.attempt(request, registration, lambda: billing.issue(registration, by=request.user), said)
            return redirect(back)
        return self.ask(request, _("Issue the invoice"), [registration], back=back, price=price_of(registration))

    def credit_view(self, request, pk):
        """Ask why, and cancel an invoice by a credit note."""
        self.require_decider(request)
        invoice = get_object_or_404(Invoice.objects.filter(credits=None), pk=pk)
        back = reverse("admin:exhibitors_invoice_change", args=[pk])
        form = StepForm(request.POST if request.method == "POST" else None, needs_reason=True)
        if form.is_valid():
            reason = form.cleaned_data["reason"]
            said = _("The credit note is issued.")
            self.attempt(request, invoice, lambda: billing.credit(invoice, reason=reason, by=request.user), said)
            return redirect(back)
        return self.ask(request, _("Cancel by a credit note"), [invoice], form, back=back)

    def received_view(self, request, pk):
        """Record money from the statement of account."""
        self.require_decider(request)
        invoice = get_object_or_404(Invoice.objects.current(), pk=pk)
        back = reverse("admin:exhibitors_invoice_change", args=[pk])
        form = ReceivedForm(request.POST if request.method == "POST" else None)
        form.fields["amount"].currency = invoice.currency
        if form.is_valid():
            method = payments.payment_method()
            said = _("The payment is recorded.")
            self.attempt(request, invoice, lambda: method.confirm(invoice, by=request.user, **form.cleaned_data), said)
            return redirect(back)
        return self.ask(request, _("Record a payment"), [invoice], form, back=back)


@admin.register(Payment)
class PaymentAdmin(MoneyAdmin):
    list_display = [
        "invoice",
        "company",
        "currency_code",
        "amount_shown",
        "due_shown",
        "difference",
        "paid_on",
        "state",
        "created_at",
    ]
    list_filter = ["state", CurrencyFilter, "registration__exhibition"]
    search_fields = ["invoice__number", "external_reference", "registration__exhibitor__search_text"]
    # Those that wait first.
    ordering = ["state", "created_at", "pk"]
    fields = [*list_display, "edition_short", "external_reference", "receipt", "reason", "decided_at"]
    actions = ["match_selected", "refuse_selected"]
    change_form_template = "admin/exhibitors/payment/change_form.html"

    def get_queryset(self, request):
        related = ["invoice", "registration__exhibitor", "registration__exhibition__edition"]
        return super().get_queryset(request).with_due().select_related(*related)

    @admin.display(description=_("amount"), ordering="amount")
    def amount_shown(self, payment):
        return self.amount_of(payment.amount, payment)

    @admin.display(description=_("still to be paid"))
    def due_shown(self, payment):
        return self.get_empty_value_display() if payment.due is None else self.amount_of(payment.due, payment)

    @admin.display(description=_("difference"))
    def difference(self, payment):
        """How much more or less than what is due a payment brings that waits."""
        if payment.due is None or payment.state != Payment.State.CLAIMED:
            return self.get_empty_value_display()
        more = rounded(payment.amount - payment.due, payment.currency)
        return f"{more:+f}" if more else _("exact")

    @admin.display(description=_("receipt"))
    def receipt(self, payment):
        if not payment.file:
            return self.get_empty_value_display()
        return format_html(
            '<a href="{}"><bdi dir="auto">{}</bdi></a>', payment.get_receipt_url(), payment.original_name
        )

    @admin.action(description=_("Match the selected payments: they are on the account"), permissions=["change"])
    def match_selected(self, request, queryset):
        self.decide_each(request, queryset)

    @admin.action(description=_("Refuse the selected payments: they are not on the account"), permissions=["change"])
    def refuse_selected(self, request, queryset):
        is_confirmed = "confirmed" in request.POST
        form = StepForm(request.POST if is_confirmed else None, needs_reason=True)
        if is_confirmed and form.is_valid():
            self.decide_each(request, queryset, form.cleaned_data["reason"])
            return None
        title = _("Refuse the payment")
        return self.ask(request, title, list(queryset), form, action="refuse_selected")

    def decide_each(self, request, found, reason=""):
        for payment in found:
            if reason:
                said = _("The payment is refused.")
                self.attempt(
                    request, payment, lambda item=payment: payments.refuse(item, reason=reason, by=request.user), said
                )
            else:
                said = _("The payment is matched.")
                self.attempt(request, payment, lambda item=payment: payments.match(item, by=request.user), said)

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/match/", wrap(self.match_view), name="exhibitors_payment_match"),
            path("<int:pk>/refuse/", wrap(self.refuse_view), name="exhibitors_payment_refuse"),
            *super().get_urls(),
        ]

    def match_view(self, request, pk):
        self.require_decider(request)
        payment = get_object_or_404(Payment, pk=pk)
        back = reverse("admin:exhibitors_payment_change", args=[pk])
        if request.method == "POST":
            self.decide_each(request, [payment])
            return redirect(back)
        return self.ask(request, _("Match the payment"), [payment], back=back)

    def refuse_view(self, request, pk):
        self.require_decider(request)
        payment = get_object_or_404(Payment, pk=pk)
        back = reverse("admin:exhibitors_payment_change", args=[pk])
        form = StepForm(request.POST if request.method == "POST" else None, needs_reason=True)
        if form.is_valid():
            self.decide_each(request, [payment], form.cleaned_data["reason"])
            return redirect(back)
        return self.ask(request, _("Refuse the payment"), [payment], form, back=back)
