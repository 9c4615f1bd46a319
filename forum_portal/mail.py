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

from forum_portal.arabic.bidi import CLOSE, OPEN_IN
from forum_portal.arabic.digits import in_kind_of_site
from forum_portal.palette import tokens

MARKS = "".join([*OPEN_IN.values(), CLOSE])
ADDRESS = rf"https?://[^\s<>\"'{MARKS}]*[^\s<>\"'{MARKS}.,;:!?)\]»،؛؟…]"
MAILBOX = r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"
PIECE = re.compile(rf"(?P<mark>[{MARKS}])|(?P<address>{ADDRESS})|(?P<mailbox>{MAILBOX})|(?P<line>\n)")

BEGIN = {OPEN_IN[""]: mark_safe("<bdi>")} | {
    OPEN_IN[direction]: format_html('<bdi dir="{}">', direction) for direction in ("ltr", "rtl")
}
END, BREAK = mark_safe("</bdi>"), mark_safe("<br>")


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
            "subject": subject.translate(dict.fromkeys(map(ord, MARKS))),
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
    inside, paragraphs = [], []
    for paragraph in re.split(r"\n\s*\n", "\n".join(text.strip().splitlines())):
        if not inside and re.fullmatch(ADDRESS, paragraph.strip()):
            paragraphs.append({"address": paragraph.strip()})
        else:
            html, inside = _marked_up(paragraph, inside)
            paragraphs.append({"html": html})
    return paragraphs


def _marked_up(paragraph, inside):
    """
    The HTML of a paragraph that begins inside values, of which ``inside`` has the marks, and those that it ends in.

    However its marks stand, each <bdi> that is opened in it is closed in it.
    """
    inside = list(inside)
    parts, end = [BEGIN[mark] for mark in inside], 0
    for piece in PIECE.finditer(paragraph):
        parts.append(paragraph[end : piece.start()])
        end = piece.end()
        if piece["line"]:
            parts.append(BREAK)
        elif piece["mark"] in BEGIN:
            parts.append(BEGIN[piece["mark"]])
            inside.append(piece["mark"])
        elif piece["mark"]:
            if inside:
                inside.pop()
                parts.append(END)
        elif inside:
            parts.append(format_html('<span dir="ltr">{}</span>', piece[0]))
        else:
            target = piece[0] if piece["address"] else f"mailto:{piece[0]}"
            parts.append(format_html('<a class="link" href="{}" dir="ltr">{}</a>', target, piece[0]))
    parts += [paragraph[end:], *[END] * len(inside)]
    return format_html_join("", "{}", ((part,) for part in parts)), inside
