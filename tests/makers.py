"""Plain functions that make what a test needs and fill in what it is not about."""

import datetime
from decimal import Decimal
from io import BytesIO
from itertools import count

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from editions.models import (
    Announcement,
    Axis,
    Edition,
    Involvement,
    Organisation,
    Page,
    Photo,
    Recommendation,
    Series,
    Source,
    Topic,
)
from exhibitors import badges, billing, booking, documents, payments, people, presenting, transitions
from exhibitors.models import (
    Badge,
    Booth,
    BoothCategory,
    Contact,
    Coordinator,
    Discount,
    Exhibition,
    Exhibitor,
    Membership,
    Pavilion,
    Product,
    RequiredDocument,
)
from forum_portal.cards.content import Card
from forum_portal.models import BrokenPlural, User
from papers.models import Paper, Presentation, Room, Session, Speaker

PASSWORD = "a long enough password"
STAFF_GROUP = "محررو الملتقى"
_number = count(1)


def make_user(*, staff=False, superuser=False, group=None, verified=True, **fields):
    """A person who can sign in with ``PASSWORD``; ``group`` is a Group or its name."""
    fields = {"email": f"person{next(_number)}@example.org", "is_staff": staff or superuser} | fields
    user = User.objects.create_user(password=PASSWORD, is_superuser=superuser, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=verified, primary=True)
    if group:
        user.groups.add(Group.objects.get(name=group) if isinstance(group, str) else group)
    return user


def make_editor(**fields):
    """A member of staff who may do the daily work and is not a superuser."""
    return make_user(staff=True, group=STAFF_GROUP, **fields)


def make_series(**fields):
    return Series.objects.create(**{"name_ar": "الملتقى العربي للصناعات الصغيرة والمتوسطة"} | fields)


def make_topic(**fields):
    number = next(_number)
    return Topic.objects.create(**{"code": f"topic-{number}", "name_ar": f"موضوع {number}"} | fields)


def make_edition(*, published=True, **fields):
    """An edition of three days in March 2010; without ``number`` it is outside the series."""
    number = next(_number)
    return Edition.objects.create(
        **{
            "title_ar": f"دورة {number}",
            "slug": str(fields.get("number") or f"edition-{number}"),
            "code_prefix": str(fields.get("number") or f"e{number}"),
            "starts_on": datetime.date(2010, 3, 14),
            "ends_on": datetime.date(2010, 3, 16),
            "status": Edition.Status.PUBLISHED if published else Edition.Status.DRAFT,
        }
        | fields
    )


def make_organisation(**fields):
    return Organisation.objects.create(**{"name_ar": f"هيئة {next(_number)}"} | fields)


def make_involvement(*, edition=None, organisation=None, **fields):
    return Involvement.objects.create(
        edition=edition or make_edition(),
        organisation=organisation or make_organisation(),
        **{"role": Involvement.Role.PARTNER} | fields,
    )


def make_axis(*, edition=None, **fields):
    return Axis.objects.create(edition=edition or make_edition(), **{"title_ar": f"محور {next(_number)}"} | fields)


def make_recommendation(*, edition=None, **fields):
    number = next(_number)
    return Recommendation.objects.create(
        edition=edition or make_edition(), **{"number": number, "text_ar": f"توصية {number}"} | fields
    )


def make_announcement(*, published=True, **fields):
    number = next(_number)
    status = Announcement.Status.PUBLISHED if published else Announcement.Status.DRAFT
    return Announcement.objects.create(
        **{"slug": f"news-{number}", "title_ar": f"خبر {number}", "body_ar": "نص", "status": status} | fields
    )


def make_page(**fields):
    """One of the three pages about the portal; the first unless ``code`` says which."""
    return Page.objects.create(**{"code": "about", "title_ar": "عن الملتقى", "body_ar": "نص الصفحة."} | fields)


def make_broken_plural():
    """A pair of made-up words."""
    sign = chr(ord("ا") + next(_number) % 20) + chr(ord("ا") + next(_number) // 20 % 20)
    return BrokenPlural.objects.create(singular=f"مصنع{sign}", plural=f"مصانع{sign}")


def make_source(**fields):
    number = next(_number)
    return Source.objects.create(**{"code": f"source-{number}", "outlet_ar": f"صحيفة {number}"} | fields)


def make_room(*, edition=None, **fields):
    return Room.objects.create(edition=edition or make_edition(), **{"name_ar": f"قاعة {next(_number)}"} | fields)


def make_session(*, edition=None, **fields):
    """A session without a time; give ``day``, ``starts_at`` and ``ends_at`` where they matter."""
    return Session.objects.create(edition=edition or make_edition(), **{"title_ar": f"جلسة {next(_number)}"} | fields)


def make_speaker(**fields):
    return Speaker.objects.create(**{"name_ar": f"متحدث {next(_number)}"} | fields)


def make_presentation(*, speaker=None, **fields):
    """A part of ``speaker`` in ``paper`` or in ``session``, one of which must be given."""
    return Presentation.objects.create(speaker=speaker or make_speaker(), **fields)


def make_paper(*, edition=None, speakers=(), published=True, **fields):
    """A paper, with ``speakers`` in their order."""
    session = fields.get("session")
    paper = Paper.objects.create(
        edition=edition or (session.edition if session else make_edition()),
        **{
            "title_ar": f"ورقة {next(_number)}",
            "status": Paper.Status.PUBLISHED if published else Paper.Status.DRAFT,
        }
        | fields,
    )
    for order, speaker in enumerate(speakers, 1):
        make_presentation(paper=paper, speaker=speaker, order=order)
    return paper


def make_exhibition(*, edition=None, is_open=True, **fields):
    """An exhibition with terms, whose window is open now, or was closed yesterday."""
    now = timezone.now()
    closes_at = now + datetime.timedelta(days=10 if is_open else -1)
    return Exhibition.objects.create(
        edition=edition or make_edition(),
        **{
            "opens_at": now - datetime.timedelta(days=20),
            "closes_at": closes_at,
            "currency": "OMR",
            "terms_ar": "شروط",
            "terms_version": "1",
        }
        | fields,
    )


def make_category(*, exhibition, **fields):
    number = next(_number)
    values = {"code": f"category-{number}", "name_ar": f"فئة {number}", "price": 500}
    return BoothCategory.objects.create(exhibition=exhibition, **values | fields)


def make_booth(*, exhibition=None, category=None, **fields):
    """A booth of 3 × 3 metres, beside those made before."""
    exhibition = exhibition or make_exhibition()
    category = category or exhibition.categories.first() or make_category(exhibition=exhibition)
    number = next(_number)
    x = 3 * exhibition.booths.count()
    outline = [[x, 0], [x + 3, 0], [x + 3, 3], [x, 3]]
    values = {"code": f"A{number}", "outline": outline}
    return Booth.objects.create(exhibition=exhibition, category=category, **values | fields)


def make_exhibitor(*, members=(), **fields):
    """A company; the first of ``members`` is its owner."""
    company = Exhibitor.objects.create(**{"name_ar": f"شركة {next(_number)}", "country": "OM"} | fields)
    for user in members:
        role = Membership.Role.MEMBER if user != members[0] else Membership.Role.OWNER
        Membership.objects.create(exhibitor=company, user=user, role=role)
    return company


def make_registration(*, exhibition=None, exhibitor=None, booth=None, state="draft", **fields):
    """A registration with everything that a submission asks for, brought to ``state`` by the real steps."""
    exhibition = exhibition or (booth.exhibition if booth else make_exhibition())
    exhibitor = exhibitor or make_exhibitor(members=[make_user()])
    details = {"contact_name": "سلمى", "contact_email": "contact@example.org", "products": "مضخات"} | fields
    registration = transitions.start(exhibition, exhibitor, **details)
    if booth or state not in ("draft", "withdrawn"):
        booking.claim(registration, booth or make_booth(exhibition=exhibition))
    ways = {
        "draft": [],
        "submitted": ["submit"],
        "returned": ["submit", "return"],
        "approved": ["submit", "approve"],
        "rejected": ["submit", "reject"],
        "withdrawn": ["withdraw"],
    }
    for step in ways[state]:
        version = exhibition.terms_version
        registration = transitions.move(registration, step, reason="سبب", terms_version=version)
    return registration


def make_picture_file(width=800, height=600, *, name="picture.jpg", file_format="JPEG", colour="#12434d", **options):
    """A picture as it is uploaded, with its top left corner red; ``options`` go to Pillow."""
    picture = Image.new("RGB", (width, height), colour)
    picture.paste("red", (0, 0, width // 4, height // 4))
    content = BytesIO()
    picture.save(content, file_format, **options)
    return SimpleUploadedFile(name, content.getvalue())


def make_photo(*, edition=None, **fields):
    """A picture of an edition, which says in each language what it shows."""
    values = {"alt_ar": "قاعة", "alt_en": "A hall", "alt_fr": "Une salle"} | fields
    image = values.pop("image", None) or make_picture_file()
    return Photo.objects.create(edition=edition or make_edition(), image=image, **values)


def make_card(**fields):
    """A social card, as content would make it of a paper."""
    defaults = {"kind": "paper", "name": "3-07", "language": "ar", "series": "الملتقى", "title": "واقع الصناعات"}
    return Card(**defaults | fields)


def make_badge(registration, *, by=None, now=None, **fields):
    """A badge of ``registration``, entered by the real rules."""
    number = next(_number)
    return badges.write(registration, Badge(**{"name_arabic": f"شخص {number}"} | fields), by=by, now=now)


def make_discount(*, exhibition, **fields):
    """A discount of 10 % for everybody, without a last day that matters."""
    values = {"name_ar": "خصم", "who": "everybody", "until": datetime.date(2100, 1, 1)} | fields
    if values["who"] != "everybody" and "until" not in fields:
        values["until"] = None
    if "amount" not in values:
        values.setdefault("percent", 10)
    return Discount.objects.create(exhibition=exhibition, **values)


def make_invoice(*, registration=None, **fields):
    """The invoice of an approved registration, issued as staff issue it."""
    return billing.issue(registration or make_registration(state="approved"), **fields)


def make_receipt(*, name="receipt.pdf", content=b""):
    """A small whole PDF, different each time."""
    return SimpleUploadedFile(name, content or b"%%PDF-1.4\n%d\n%%%%EOF\n" % next(_number))


def make_payment(*, invoice, amount=100, by=None, **fields):
    """A payment that the owner of the company announced."""
    by = by or invoice.registration.exhibitor.memberships.first().user
    values = {"paid_on": timezone.localdate(), "receipt": make_receipt()} | fields
    return payments.announce(invoice, amount=Decimal(str(amount)), by=by, **values)


def make_full_category(*, exhibition=None, booths=1, **fields):
    """A category whose ``booths`` are all kept by submitted registrations."""
    exhibition = exhibition or make_exhibition()
    category = make_category(exhibition=exhibition, **fields)
    for _ in range(booths):
        make_registration(booth=make_booth(exhibition=exhibition, category=category), state="submitted")
    return category


def make_pavilion(*, exhibition=None, coordinators=(), booths=0, **fields):
    """A pavilion of Oman with as many ``booths``."""
    exhibition = exhibition or make_exhibition()
    values = {"name_ar": f"جناح {next(_number)}", "country": "OM"} | fields
    pavilion = Pavilion.objects.create(exhibition=exhibition, **values)
    for user in coordinators:
        Coordinator.objects.create(pavilion=pavilion, user=user)
    for _ in range(booths):
        make_booth(exhibition=exhibition, pavilion=pavilion)
    return pavilion


def make_required_document(*, exhibition, **fields):
    return RequiredDocument.objects.create(exhibition=exhibition, **{"name_ar": f"وثيقة {next(_number)}"} | fields)


def make_pdf_file(*, name="رخصة تجارية.pdf", inside=b""):
    """A PDF of one empty page as it is uploaded; ``inside`` stands in its catalogue."""
    parts = [
        b"%PDF-1.4\n",
        b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R " + inside + b" >>\nendobj\n",
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n",
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>\nendobj\n",
        b"trailer\n<< /Root 1 0 R /Size 4 >>\n%%EOF\n",
    ]
    return SimpleUploadedFile(name, b"".join(parts), content_type="application/pdf")


def make_document(*, registration, wanted=None, upload=None):
    """A document that the company sent."""
    return documents.add(registration, upload or make_pdf_file(), wanted=wanted)


def make_product(*, exhibitor=None, **fields):
    """A product on the page of a company."""
    values = {"name_ar": f"منتج {next(_number)}"} | fields
    return Product.objects.create(exhibitor=exhibitor or make_exhibitor(), **values)


def make_contact(*, exhibitor=None, published=(), **fields):
    """A contact with every part filled in, of which visitors see those ``published``."""
    values = {"name": "سلمى", "office": "المبيعات", "email": "salma@example.org", "phone": "+968 2400 0000"} | fields
    contact = Contact(exhibitor=exhibitor or make_exhibitor(), **values)
    return presenting.save_contact(contact, published=published, by=None)


def make_approved(**fields):
    """A company that visitors see."""
    return make_registration(exhibitor=make_exhibitor(**fields), state="approved").exhibitor


def make_invitation(*, company=None, **fields):
    """An open invitation, as somebody who owns the company sends it."""
    company = company or make_exhibitor(members=[make_user()])
    email = fields.pop("email", f"invited{next(_number)}@example.org")
    return people.invite(company, email, **fields)
