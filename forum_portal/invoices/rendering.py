"""From an invoice to its PDF, by WeasyPrint, with the type of the books."""

from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language

from forum_portal.arabic.digits import html_in_one_kind
from forum_portal.book.rendering import BASE_URL, VARIANT, weasyprint, with_directions

SHEET = Path(__file__).parent / "invoice.css"


def html_of(invoice):
    """The invoice as one page of HTML, for the PDF, in the language that is spoken now."""
    language = get_language()
    context = {"invoice": invoice, "language": language, "direction": "rtl" if language == "ar" else "ltr"}
    html = with_directions(render_to_string("invoices/pdf.html", context))
    return html_in_one_kind(html, settings.ARABIC_DIGITS) if language == "ar" else html


def pdf_of(invoice):
    """The PDF of an invoice in the language that is spoken now. Raises NoRenderer without WeasyPrint."""
    library = weasyprint()
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    # The type lies with the books; nothing else is fetched.
    style = library.CSS(string=SHEET.read_text(encoding="utf-8"), base_url=BASE_URL, font_config=fonts)
    document = library.HTML(string=html_of(invoice), base_url=BASE_URL)
    return document.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant=VARIANT)
