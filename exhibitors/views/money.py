"""Money at the desk: whom to bill, paying an invoice, the receipts."""

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from exhibitors import billing, payments
from exhibitors.account import account_of
from exhibitors.forms import BillingAddressForm, PaymentForm
from exhibitors.guards import decides
from exhibitors.models import BillingAddress, Payment
from exhibitors.refusals import AlreadyAnnounced, NothingToPay
from exhibitors.views.at_desk import at_desk, own_registration, page


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def billing_address(request, public_id):
    """To whom the next invoice is addressed."""
    registration = own_registration(request, public_id)
    address = BillingAddress.objects.filter(registration=registration).first()
    initial = {} if address else {"name": registration.exhibitor.name}
    form = BillingAddressForm(request.POST or None, instance=address, initial=initial)
    if form.is_valid():
        billing.address_to(registration, by=request.user, **form.cleaned_data)
        messages.success(request, _("The address for invoices is saved."))
        return redirect(f"{registration.get_absolute_url()}#money")
    context = {"registration": registration, "form": form, "is_invoiced": registration.invoices.current().exists()}
    return page(request, "exhibitors/billing_address.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def pay(request, public_id):
    """Where to transfer the money, and the form by which the company says that it did."""
    registration = own_registration(request, public_id)
    account = account_of(registration)
    if account.invoice is None:
        raise NothingToPay
    is_sent = request.method == "POST"
    form = PaymentForm(request.POST if is_sent else None, request.FILES or None, invoice=account.invoice)
    if is_sent and form.is_valid():
        try:
            payments.announce(account.invoice, by=request.user, **form.cleaned_data)
        except AlreadyAnnounced as refusal:  # pressed twice
            messages.info(request, refusal.message)
        else:
            messages.success(request, _("Thank you. The organisers look for the payment and write to you."))
        return redirect(f"{registration.get_absolute_url()}#money")
    context = {"registration": registration, "account": account, "invoice": account.invoice, "form": form}
    return page(request, "exhibitors/pay.html", context)


@require_safe
@never_cache
def receipt(request, public_id):
    """The file that a company sent with a payment: for its people and for staff."""
    if request.user.is_authenticated and decides(request.user):
        return file_of(get_object_or_404(Payment, public_id=public_id))
    return own_receipt(request, payment_id=public_id)


@at_desk
def own_receipt(request, payment_id):
    return file_of(get_object_or_404(Payment.objects.of(request.user), public_id=payment_id))


def file_of(payment):
    if not payment.file:
        raise Http404("no receipt was sent")
    try:
        content = payment.file.open()
    except OSError as error:
        raise Http404("the file of this receipt is lost") from error
    # Saved and not shown, as all files of the portal: see forum_portal.views.serving.media.
    response = FileResponse(
        content, as_attachment=True, filename=payment.original_name, content_type=payment.content_type
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
