"""The documents of a registration: handed in, taken back, and read again."""

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exhibitors import documents
from exhibitors.content import MOST_BYTES
from exhibitors.forms import UploadForm
from exhibitors.refusals import BadFile
from exhibitors.steps import DOCUMENTS
from exhibitors.views.at_desk import at_desk, own_registration, page


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def document_list(request, public_id):
    """What is asked for and what was sent. A POST hands one file in, in the place of the one before."""
    registration = own_registration(request, public_id)
    if request.method != "POST":
        return documents_page(request, registration)
    asked = registration.exhibition.required_documents
    number = request.POST.get("wanted", "")
    wanted = get_object_or_404(asked, pk=number[:18]) if number.isascii() and number.isdigit() else None
    form = UploadForm(request.POST, request.FILES, wanted=wanted)
    if form.is_valid():
        try:
            documents.add(registration, form.cleaned_data["file"], wanted=wanted, by=request.user)
        except BadFile as refusal:
            form.add_error("file", refusal.message)
        else:
            messages.success(request, _("The document is sent."))
            return redirect("exhibitors:documents", public_id)
    return documents_page(request, registration, form, status=422)


def documents_page(request, registration, form=None, *, status=200):
    """``form`` is the one that could not be taken, if any."""
    now = timezone.now()
    sent = list(registration.documents.all())
    rows = [
        {
            "wanted": wanted,
            "due_at": wanted.due(registration.exhibition),
            "sent": [document for document in sent if document.wanted_id == wanted.pk],
            "form": form if form and form.wanted == wanted else UploadForm(wanted=wanted),
            "is_open": documents.is_open(registration, wanted, now),
        }
        for wanted in registration.exhibition.required_documents.all()
    ]
    context = {
        "step": DOCUMENTS,
        "registration": registration,
        "exhibition": registration.exhibition,
        "rows": rows,
        "others": [document for document in sent if document.wanted_id is None],
        "other_form": form if form and form.wanted is None else UploadForm(),
        "form": form,
        "is_open": documents.is_open(registration, None, now),
        "most_bytes": MOST_BYTES,
    }
    return page(request, "exhibitors/documents.html", context, status=status)


@require_POST
@at_desk
def document_remove(request, public_id, number):
    registration = own_registration(request, public_id)
    documents.remove(own_document(registration, number), by=request.user)
    messages.success(request, _("The document is removed."))
    return redirect("exhibitors:documents", public_id)


@require_safe
@at_desk
def document(request, public_id, number):
    """A document, to be saved by somebody of its company."""
    return to_be_saved(own_document(own_registration(request, public_id), number))


def own_document(registration, number):
    return get_object_or_404(registration.documents.select_related("registration", "wanted"), pk=number)


def to_be_saved(document):
    """
    A private file under the name it came with: to be saved, and run by nobody.

    Whatever its bytes may be read as, no browser shows it among the portal's own pages.
    """
    try:
        content = document.file.open("rb")
    except FileNotFoundError as error:
        raise Http404("the file is gone") from error
    response = FileResponse(
        content, as_attachment=True, filename=document.original_name, content_type=document.content_type
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store, private"
    return response
