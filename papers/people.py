"""The pages of the people: an index of the speakers, and what each did over the years."""

import re
from itertools import groupby
from urllib.parse import urlencode

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from editions.codes import may_be_code
from editions.evidence import attach_evidence
from forum_portal.arabic.cleaning import ascii_digits, clean
from forum_portal.arabic.folding import ARABIC_LETTER, fold
from papers.models import Presentation, Speaker
from papers.naming import the_one_called
from papers.speaker_index import ORDERS, SpeakerIndex, newest_first, speakers_with_parts

LONGEST_NAME = 150


@require_safe
def speaker_list(request):
    """The speakers of the series: by letter, country or edition, narrowed by what the address says."""
    index = SpeakerIndex(request.GET, speakers=speakers_with_parts())
    return render(request, "papers/speaker_list.html", {"index": index, "groups": index.groups(), "orders": ORDERS})


@require_safe
def speaker_detail(request, code):
    """A person and all the parts they took over the years, the newest edition first."""
    speaker = Speaker.objects.public().filter(code=code).first()
    if speaker is None:
        return way_to_speaker(code)
    parts = list(parts_in_full(speaker))
    parts.sort(key=lambda part: (*newest_first(part.edition), part.order))
    editions = [(edition, list(own)) for edition, own in groupby(parts, key=lambda part: part.edition)]
    sources = attach_evidence([speaker], parts)
    context = {
        "speaker": speaker,
        "parts": parts,
        "editions": editions,
        "names": names_elsewhere(speaker),
        "spellings": spellings_beside_names(speaker),
        "sources": sources,
        "is_coming": any(not edition.is_past for edition, _own in editions),
        "is_demo": all(part.edition.is_demo for part in parts),
    }
    return render(request, "papers/speaker_detail.html", context)


def way_to_speaker(words):
    """
    Where an address leads that is no speaker's: for ever where a code had another form or was merged away.

    What is no code is taken for a name: it leads to the one it names, or to the search for it.
    """
    code = ascii_digits(words).lower()
    if may_be_code(code):
        known = Speaker.objects.public()
        found = known.filter(code=code).first() or get_object_or_404(known, former_codes__code=code)
        return HttpResponsePermanentRedirect(found.get_absolute_url())
    name = clean(re.sub(r"[-_+.]+", " ", words))[:LONGEST_NAME]
    if not any(letter.isalpha() for letter in fold(name)):
        raise Http404("neither a code nor a name")
    if speaker := the_one_called(name, list(Speaker.objects.in_series())):
        return redirect(speaker)
    return redirect(f"{reverse('search')}?{urlencode({'q': name})}")


def parts_in_full(speaker):
    """What is public of a person's parts, with what each was in and who else was: 5 queries at most."""
    return (
        Presentation.objects.public()
        .filter(speaker=speaker)
        .select_related("paper__edition", "paper__axis__topic", "paper__session", "session__edition")
        .select_related("session__axis__topic", "organisation")
        .prefetch_related("paper__presentations__speaker", "session__presentations__speaker")
    )


def names_elsewhere(speaker):
    """The name in the languages that the page does not show it in, each once, with its language."""
    shown, found = {speaker.name}, []
    for language in ("ar", "en", "fr"):
        name = getattr(speaker, f"name_{language}")
        if name and name not in shown and language != get_language():
            shown.add(name)
            found.append((name, language))
    return found


def spellings_beside_names(speaker):
    """The other spellings, each with its language where its letters tell it."""
    names = {getattr(speaker, f"name_{language}") for language in ("ar", "en", "fr")}
    return [
        (spelling, "ar" if ARABIC_LETTER.search(spelling) else "")
        for spelling in speaker.spellings()
        if spelling not in names
    ]
