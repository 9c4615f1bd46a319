"""A company’s page as it is written at the desk, part by part, and as visitors will see it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exhibitors import presenting
from exhibitors.company_page import page_of
from exhibitors.forms import CompanyForm
from exhibitors.forms.page import ContactOnPageForm, LinksFormSet, LogoForm, ProductForm, SectorsForm
from exhibitors.models import Contact, Exhibitor, ExhibitorSector, Link, Product
from exhibitors.refusals import NoRoom, TooManyPictures
from exhibitors.views.at_desk import at_desk, page


def own_company(request, code):
    """The company, if this person acts for it."""
    return get_object_or_404(Exhibitor.objects.of(request.user), code=code)


def part_page(request, company, template, context, status=200):
    return page(request, f"exhibitors/{template}", {"company": company} | context, status=status)


@require_safe
@at_desk
def company_home(request, code):
    """The parts of the page, how complete each is, and the ways to them."""
    company = own_company(request, code)
    parts = presenting.parts_of(company)
    context = {
        "parts": parts,
        "done": sum(part.is_done for part in parts),
        "is_public": Exhibitor.objects.public().contains(company),
    }
    return part_page(request, company, "company_home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def company_edit(request, code):
    company = own_company(request, code)
    form = CompanyForm(request.POST or None, instance=company)
    if form.is_valid():
        form.save()
        messages.success(request, _("The company’s page is saved."))
        return redirect("exhibitors:company", code)
    return part_page(request, own_company(request, code), "company_form.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def company_logo(request, code):
    """The logo: a new one, or none. It is read out as the name, so that is asked for first in every language."""
    company = own_company(request, code)
    if "remove" in request.POST:
        presenting.set_logo(company, False, by=request.user)
        messages.success(request, _("The logo is removed."))
        return redirect("exhibitors:company", code)
    form = LogoForm(request.POST or None, request.FILES or None)
    lacks_names = not (company.name_ar and company.name_en and company.name_fr)
    if request.method == "POST" and not lacks_names and form.is_valid():
        try:
            presenting.set_logo(company, form.cleaned_data["logo"], by=request.user)
        except TooManyPictures as refusal:
            form.add_error("logo", refusal.message)
        else:
            messages.success(request, _("The logo is saved."))
            return redirect("exhibitors:company", code)
    context = {"form": form, "lacks_names": lacks_names}
    return part_page(request, company, "company_logo.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def company_sectors(request, code):
    company = own_company(request, code)
    initial = {"sectors": [sector.code for sector in company.sectors.all()]}
    form = SectorsForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        presenting.choose_sectors(company, form.cleaned_data["sectors"])
        messages.success(request, _("The sectors are saved."))
        return redirect("exhibitors:company", code)
    return part_page(request, company, "company_sectors.html", {"form": form, "most": ExhibitorSector.MOST})


@require_safe
@at_desk
def company_products(request, code):
    company = own_company(request, code)
    products = list(company.shown_products.all())
    context = {"products": products, "has_room": len(products) < Product.MOST, "most": Product.MOST}
    return part_page(request, company, "company_products.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def product_new(request, code):
    company = own_company(request, code)
    presenting.require_room(company, Product, company.shown_products)  # before anything is typed
    return product_page(request, company, Product(exhibitor=company))


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def product_edit(request, code, pk):
    company = own_company(request, code)
    return product_page(request, company, get_object_or_404(company.shown_products, pk=pk))


def product_page(request, company, product):
    form = ProductForm(request.POST or None, request.FILES or None, instance=product)
    if request.method == "POST" and form.is_valid():
        picture = form.cleaned_data["new_picture"] or (False if "remove_picture" in request.POST else None)
        try:
            presenting.save_product(form.instance, by=request.user, picture=picture)
        except TooManyPictures as refusal:
            form.add_error("new_picture", refusal.message)
        else:
            messages.success(request, _("The product is saved."))
            return redirect("exhibitors:company_products", company.code)
    return part_page(request, company, "company_product.html", {"form": form, "product": product})


@require_POST
@at_desk
def product_delete(request, code, pk):
    get_object_or_404(own_company(request, code).shown_products, pk=pk).delete()
    messages.success(request, _("The product is deleted."))
    return redirect("exhibitors:company_products", code)


@require_POST
@at_desk
def product_up(request, code, pk):
    presenting.move_up(get_object_or_404(own_company(request, code).shown_products, pk=pk))
    return redirect("exhibitors:company_products", code)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def company_links(request, code):
    company = own_company(request, code)
    initial = list(company.links.values("kind", "address"))
    formset = LinksFormSet(request.POST if request.method == "POST" else None, initial=initial)
    if formset.is_valid():
        presenting.write_links(company, [link for form in formset if (link := form.link())])
        messages.success(request, _("The links are saved."))
        return redirect("exhibitors:company", code)
    return part_page(request, company, "company_links.html", {"formset": formset, "most": Link.MOST})


@require_safe
@at_desk
def company_contacts(request, code):
    company = own_company(request, code)
    contacts = list(company.contacts.prefetch_related("publications"))
    context = {"contacts": contacts, "has_room": len(contacts) < Contact.MOST, "most": Contact.MOST}
    return part_page(request, company, "company_contacts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def contact_new(request, code):
    company = own_company(request, code)
    presenting.require_room(company, Contact, company.contacts)  # before anything is typed
    return contact_page(request, company, Contact(exhibitor=company))


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def contact_edit(request, code, pk):
    company = own_company(request, code)
    return contact_page(request, company, get_object_or_404(company.contacts, pk=pk))


def contact_page(request, company, contact):
    form = ContactOnPageForm(request.POST or None, instance=contact)
    if form.is_valid():
        try:
            presenting.save_contact(form.instance, published=form.published(), by=request.user)
        except NoRoom as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The contact is saved."))
            return redirect("exhibitors:company_contacts", company.code)
    return part_page(request, company, "company_contact.html", {"form": form, "contact": contact})


@require_POST
@at_desk
def contact_delete(request, code, pk):
    contact = get_object_or_404(own_company(request, code).contacts, pk=pk)
    presenting.delete_contact(contact, by=request.user)
    messages.success(request, _("The contact is deleted."))
    return redirect("exhibitors:company_contacts", code)


@require_safe
@at_desk
def company_preview(request, code):
    """The page as visitors will see it, for the company alone."""
    company = own_company(request, code)
    company.is_invented = False
    return page(request, "exhibitors/company_preview.html", page_of(company))
