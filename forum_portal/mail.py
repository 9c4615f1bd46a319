"""
Mail as the portal sends it: a plain text, and the same words as a page in the portal's face.

A text is written once, plain, in paragraphs with empty lines between. What others have written
(a name, a reason) stands in it between the marks of ``isolate``: a page would put it into <bdi>.
"""

import re

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import override

from forum_portal.arabic.digits import in_kind_of_site
from forum_portal.palette import tokens

OPEN, CLOSE = "\u2068", "\u2069"  # first strong isolate, pop directional isolate

ADDRESS = r"https?://[^\s<>\"'\u2068\u2069]*[^\s<>\"'\u2068\u2069.,;:!?)\]»،؛؟…]"
MAILBOX = r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"
PIECE = re.compile(rf"(?P<mark>[{OPEN}{CLOSE}])|(?P<address>{ADDRESS})|(?P<mailbox>{MAILBOX})|(?P<line>\n)")

BEGIN, END, BREAK = mark_safe("<bdi>"), mark_safe("</bdi>"), mark_safe("<br>")


def isolate(value):
    """``value`` between the marks that keep its direction from its neighbours', as <bdi> does in a page."""
    return f"{OPEN}{value}{CLOSE}"


def compose(subject, text, language, to, reply_to=()):
    """The mail that says ``text``, as a plain part and as an HTML part in the direction of ``language``."""
    subject = " ".join(subject.split())  # one line: a second one would be another header
    if language == "ar":
        subject, text = in_kind_of_site(subject), in_kind_of_site(text)
    mail = EmailMultiAlternatives(
        subject, text, to=to, reply_to=reply_to, headers={"Auto-Submitted": "auto-generated"}
    )
    with override(language):
        context = {
            "subject": subject.replace(OPEN, "").replace(CLOSE, ""),
            "language": language,
            "direction": "rtl" if language == "ar" else "ltr",
            "paragraphs": paragraphs_of(text),
            "light": tokens("light"),
            "dark": tokens("dark"),
        }
        mail.attach_alternative(render_to_string("mail/letter.html", context), "text/html")
    return mail


def paragraphs_of(text):
    """
    The paragraphs of a plain text, each as ``{"html": …}``, or ``{"address": …}`` where it is nothing but one.

    Addresses become links, except inside a value: what a stranger wrote must not become
    a link of the portal's own.
    """
    depth, paragraphs = 0, []
    for paragraph in re.split(r"\n\s*\n", "\n".join(text.strip().splitlines())):
        if not depth and re.fullmatch(ADDRESS, paragraph.strip()):
            paragraphs.append({"address": paragraph.strip()})
        else:
            html, depth = _marked_up(paragraph, depth)
            paragraphs.append({"html": html})
    return paragraphs


def _marked_up(paragraph, depth):
    """
    The HTML of a paragraph that begins inside ``depth`` values, and inside how many it ends.

    However its marks stand, each <bdi> that is opened in it is closed in it.
    """
    parts, end = [BEGIN] * depth, 0
    for piece in PIECE.finditer(paragraph):
        parts.append(paragraph[end : piece.start()])
        end = piece.end()
        if piece["line"]:
            parts.append(BREAK)
        elif piece["mark"] == OPEN:
            parts.append(BEGIN)
            depth += 1
        elif piece["mark"]:
            parts += [END] if depth else []
            depth = max(depth - 1, 0)
        elif depth:
            parts.append(format_html('<span dir="ltr">{}</span>', piece[0]))
        else:
            target = piece[0] if piece["address"] else f"mailto:{piece[0]}"
            parts.append(format_html('<a class="link" href="{}" dir="ltr">{}</a>', target, piece[0]))
    parts += [paragraph[end:], *[END] * depth]
    return format_html_join("", "{}", ((part,) for part in parts)), depth
