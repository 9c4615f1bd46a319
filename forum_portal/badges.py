"""
Badges as PDF, by the same extra as the books. Where it is not installed, the page for the printer serves.

The pages themselves are in exhibitors.views.badges, which does not know the book's renderer.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from exhibitors.badges import sheet_of
from exhibitors.views.at_desk import at_desk
from exhibitors.views.badges import badges_of, exhibition_for_staff, registration_of
from forum_portal.book.rendering import BASE_URL, NoRenderer, weasyprint, with_directions

# As css/badges.css, for a renderer without custom properties of the site; the QR floats to the end of the line.
SHEET = """
@font-face { font-family: "Book Plain"; src: url("fonts/plex-400.ttf"); }
@font-face { font-family: "Book Strong"; src: url("fonts/plex-600.ttf"); }
@page { size: A4; margin: 10mm 8mm; }
html { font: normal 9pt/1.35 "Book Plain"; color: #000; }
body, p { margin: 0; }
strong { font-family: "Book Strong"; font-weight: normal; }
.badge {
  float: inline-start; box-sizing: border-box; position: relative; width: 94mm; height: 67mm; margin: 0 1mm 1mm;
  padding: 5mm; border: 0.3mm solid #777; border-radius: 2mm; overflow: hidden; break-inside: avoid;
}
.badge__edition { font-size: 8pt; height: 8mm; overflow: hidden; }
.badge__person { height: 25mm; overflow: hidden; text-align: center; }
.badge__name { font: normal 15pt/1.35 "Book Strong"; }
.badge__name--latin { font-size: 13pt; line-height: 1.2; }
.badge__foot { position: relative; height: 24mm; }
.badge__company { height: 24mm; margin-inline-end: 26mm; overflow: hidden; }
.badge__demo { font-size: 7.5pt; }
.badge__qr { position: absolute; top: 0; inset-inline-end: 0; width: 24mm; height: 24mm; }
"""


def pdf_of(badges):
    """The sheets of ``badges`` in the language that is spoken now. Raises NoRenderer where they cannot be made."""
    library = weasyprint()
    direction = "rtl" if get_language() == "ar" else "ltr"
    html = with_directions(render_to_string("exhibitors/badges_pdf.html", {"badges": badges, "direction": direction}))
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    style = library.CSS(string=SHEET, base_url=BASE_URL, font_config=fonts)
    return library.HTML(string=html, base_url=BASE_URL).write_pdf(stylesheets=[style], font_config=fonts)


def sent(request, badges, page):
    """The PDF, or ``page`` for the printer where there is no renderer."""
    try:
        content = pdf_of(badges)
    except NoRenderer:
        messages.info(request, _("This portal makes no PDF. Please print this page instead."))
        return redirect(*page)
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="badges.pdf"'
    return response


@require_safe
@at_desk
def badges_pdf(request, public_id):
    """The badges of one registration, for its company and for staff."""
    registration = registration_of(request, public_id)
    return sent(request, sheet_of(registration.badges.all()), ("exhibitors:badge_sheet", public_id))


@require_safe
@at_desk
def exhibition_badges_pdf(request, slug):
    """All badges of an exhibition, for staff."""
    exhibition = exhibition_for_staff(request, slug)
    return sent(request, sheet_of(badges_of(exhibition)), ("exhibitors:exhibition_badges", slug))
