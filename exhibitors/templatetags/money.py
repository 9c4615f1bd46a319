"""Amounts of money in templates, and the section of a registration that tells of them."""

from decimal import Decimal

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, override

from exhibitors.account import account_of
from exhibitors.models import State
from exhibitors.models.invoices import said
from exhibitors.models.money import digits, price_in_words
from exhibitors.payments import payment_method
from forum_portal.arabic.dates import format_day
from forum_portal.templatetags.forum import isolated

register = template.Library()


@register.simple_tag
def money(amount, currency, with_code=True):
    """``amount`` with the decimals of ``currency`` and its ISO code, isolated, on one line: 1,250.500 OMR."""
    number = digits(amount, currency)
    return format_html('<bdi class="nowrap" dir="ltr">{}</bdi>', f"{number}\u00a0{currency}" if with_code else number)


@register.simple_tag
def booth_price(booth, exhibition):
    """The price of ``booth``, or that it has none."""
    return price_in_words(booth.category.price, exhibition.currency)


@register.inclusion_tag("exhibitors/includes/money.html")
def money_section(registration):
    """What a registration costs, its invoices and payments. Causes at most 6 queries; nothing without a price."""
    account = account_of(registration)
    is_empty = not (account.invoices or account.payments or (account.price and account.price.lines))
    return {
        "registration": registration,
        "account": None if is_empty else account,
        "pay_url": payment_method().start(registered(account.invoice, registration)) if account.invoice else "",
        "may_give_address": registration.is_open,
        "waits_for_invoice": registration.state == State.APPROVED and account.invoice is None,
    }


def registered(invoice, registration):
    """``invoice`` with its registration, which the page has already."""
    invoice.registration = registration
    return invoice


# What is printed on an invoice: its own words, kept in every language


@register.simple_tag
def in_print(texts):
    """A text that an invoice kept, in the page's language or in Arabic, isolated."""
    return isolated(*said(texts))


@register.simple_tag
def lines_in_print(texts):
    """As ``in_print``, of several lines, each in its own direction."""
    text, language = said(texts)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return format_html_join(mark_safe("<br>"), "{}", ((isolated(line, language),) for line in lines))


@register.simple_tag
def day_in_print(day):
    """A day written out, without knowing whose calendar names its month."""
    return isolated(format_day(day))


@register.simple_tag
def lines_of(invoice):
    """The lines that ``invoice`` kept, with their amounts as numbers."""
    return [line | {"amount": Decimal(line["amount"])} for line in invoice.printed["lines"]]


@register.simple_tag
def pdfs_of(invoice):
    """The PDF of ``invoice`` in each language, that of the page first, as (language, address)."""
    languages = sorted((code for code, _name in settings.LANGUAGES), key=lambda code: code != get_language())
    links = []
    for code in languages:
        with override(code):
            links.append((code, reverse("invoice_pdf", args=[invoice.number])))
    return links
