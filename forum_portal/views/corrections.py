"""«Correct this»: a reader says what is wrong on a page, without an account and without a cookie."""

import ipaddress
import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from forum_portal.corrections import CorrectionForm, record
from forum_portal.facts import fact_at
from forum_portal.page_names import page_at

# From one address within an hour. A whole congress centre may share one.
MOST_PER_HOUR = 20


# Nobody is signed in here, so there is nobody in whose name another site could send the form; a CSRF
# token would only set a cookie. The form carries a signed word of its own, see forum_portal.corrections.
@csrf_exempt
@cache_control(private=True, max_age=0)  # that word ages; no-store would lose what was typed on the way back
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request):
    """The form for one fact, or for a whole page."""
    page, fact = subject_of(request)
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound and form.is_valid():
        if count_one(request):
            record(form.save(commit=False), page=page, fact=fact)
            return HttpResponseRedirect(f"{reverse('corrected')}{query_of(page, fact)}")
        status = 429
        sentence = _("Many corrections came from your network within the hour. Nothing is lost: please send it later.")
        form.add_error(None, ValidationError(sentence, code="too_many"))
    context = {"form": form, "page": page, "fact": fact, "is_private": True}
    return render(request, "corrections/correct.html", context, status=status)


@require_safe
def corrected(request):
    """Thanks, and the way back to where the reader came from."""
    page, fact = subject_of(request)
    return render(request, "corrections/corrected.html", {"page": page, "fact": fact, "is_private": True})


def subject_of(request):
    """The page and the fact that the address names; None for what visitors cannot see."""
    return page_at(request.GET.get("page", "")), fact_at(request.GET.get("fact", ""))


def query_of(page, fact):
    names = {"page": page and page.path, "fact": fact and fact.reference}
    query = urlencode({name: value for name, value in names.items() if value})
    return f"?{query}" if query else ""


def count_one(request):
    """Count a correction from the visitor's address; whether there were not too many within this hour."""
    address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    address = getattr(address, "ipv4_mapped", None) or address  # as a server on both kinds of network sees it
    if address.version == 6:  # one household has 2 ** 64 of them
        address = ipaddress.ip_network((address, 64), strict=False).network_address
    key = f"corrections:{address}:{int(time.time() // 3600)}"
    count = cache.get(key, 0)
    cache.set(key, count + 1, 3600)
    return count < MOST_PER_HOUR
