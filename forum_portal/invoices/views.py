"""An invoice for those whom it concerns: the people of its company, and staff."""

from functools import wraps

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from exhibitors.models import Invoice
from exhibitors.views.at_desk import at_desk, page
from forum_portal.book.rendering import NoRenderer

from .rendering import pdf_of


def concerned(view):
    """For staff who may read invoices, and for people of companies at the desk, who find their own alone."""

    @wraps(view)
    def wrapped(request, number):
        user, invoices = request.user, Invoice.objects.with_paid()
        if user.is_authenticated and user.is_staff and user.has_perm("exhibitors.view_invoice"):
            return never_cache(view)(request, invoice_of(invoices, number))
        return at_desk(own)(request, number)

    def own(request, number):
        return view(request, invoice_of(Invoice.objects.with_paid().of(request.user), number))

    return require_safe(wrapped)


def invoice_of(invoices, number):
    related = ("registration__exhibition__edition", "registration__exhibitor", "credits", "credit_note")
    return get_object_or_404(invoices.select_related(*related), number=number)


@concerned
def invoice(request, invoice):
    return sheet(request, invoice)


@concerned
def invoice_pdf(request, invoice):
    """The PDF in the language of the address; the page to print where this portal can make none."""
    try:
        content = pdf_of(invoice)
    except NoRenderer:
        return sheet(request, invoice, has_no_pdf=True)
    # Saved and not shown, as all files of the portal: see forum_portal.views.serving.media.
    headers = {"Content-Disposition": f'attachment; filename="{invoice.number}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def sheet(request, invoice, *, has_no_pdf=False):
    context = {
        "invoice": invoice,
        "standing": invoice.standing(timezone.localdate()),
        "is_own": invoice.registration.exhibitor.memberships.filter(user=request.user).exists(),
        "has_no_pdf": has_no_pdf,
    }
    return page(request, "invoices/invoice.html", context)
