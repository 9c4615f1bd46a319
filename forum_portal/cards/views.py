"""The addresses of the social cards: of what visitors can see, and of nothing else."""

import logging

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from editions.models import Edition
from exhibitors.models import Exhibitor
from papers.models import Paper, Presentation, Speaker

from . import content
from .keeping import Busy, picture_of
from .text import NoShaping

logger = logging.getLogger(__name__)

YEAR, HOUR = 365 * 24 * 3600, 3600


@require_safe
def series(request):
    return card_response(request, content.card_of_series())


@require_safe
def edition(request, slug):
    found = get_object_or_404(Edition.objects.published(), slug=slug)
    return card_response(request, content.card_of_edition(found))


@require_safe
def paper(request, code):
    found = get_object_or_404(Paper.objects.published().select_related("edition").with_speakers(), code=code)
    return card_response(request, content.card_of_paper(found))


@require_safe
def speaker(request, code):
    found = get_object_or_404(Speaker.objects.public(), code=code)
    parts = Presentation.objects.public().filter(speaker=found).select_related("paper__edition", "session__edition")
    # See also speaker_detail in papers/people.py.
    newest_first = sorted(parts, key=lambda part: (part.edition.starts_on, part.order), reverse=True)
    return card_response(request, content.card_of_speaker(found, newest_first))


@require_safe
def company(request, code):
    found = get_object_or_404(Exhibitor.objects.public().with_is_invented(), code=code)
    return card_response(request, content.card_of_company(found))


def card_response(request, card):
    """The picture; under the version that the pages name it may be kept for ever, as it never changes."""
    tag = quote_etag(card.version)
    response = get_conditional_response(request, etag=tag) or drawn(card)
    if response.status_code < 400:
        response.headers["ETag"] = tag
        if request.GET.get("v") == card.version:
            patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
        else:
            patch_cache_control(response, public=True, max_age=HOUR)
    return response


def drawn(card):
    try:
        return HttpResponse(picture_of(card), content_type="image/png")
    except NoShaping as trouble:
        logger.error("%s", trouble)
        return not_now(_("This portal cannot draw its cards at present."), after=HOUR)
    except Busy:
        return not_now(_("Too many cards are being drawn. Please try again in a moment."), after=10)


def not_now(sentence, *, after):
    response = HttpResponse(f"{sentence}\n", status=503, content_type="text/plain; charset=utf-8")
    response.headers["Retry-After"] = str(after)
    patch_cache_control(response, no_store=True)
    return response
