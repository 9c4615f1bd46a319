from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from forum_portal.arabic.digits import in_kind_of_site

from .asking import question_of
from .finding import Step, find, people_by_sound
from .results import PER_PAGE, Narrowing, results_of
from .suggestions import completions, did_you_mean


@require_safe
def search(request):
    """What was found of what was asked for, best first, and ways to narrow or to widen it."""
    question = question_of(request.GET.get("q", ""))
    found = find(question)
    narrowing = Narrowing(request.GET, found.matches)
    page = Paginator(narrowing.narrowed(), PER_PAGE).get_page(request.GET.get("page"))
    exact = found.matches and found.step in (Step.STRICT, Step.LOOSE)
    close = people_by_sound(question, found.matches) if exact else []
    context = {
        "question": question,
        "total": len(found.matches),
        "step": found.step.value,
        "narrowing": narrowing,
        "page": page,
        "results": results_of(page.object_list, question, found.step),
        "suggestion": None if exact else did_you_mean(question),
        "people": results_of(close, question, Step.SOUNDS),
        "is_private": True,  # nobody looks for a page of results in another search engine
    }
    return render(request, "search/search.html", context)


@require_safe
@cache_control(public=True, max_age=60)
def suggest(request):
    """Titles that begin with what was typed so far, for the box in the head of the page."""
    typed = request.GET.get("q", "")
    question = question_of(typed)
    results = results_of(completions(typed), question, Step.LOOSE)
    return JsonResponse({"suggestions": [suggestion(result) for result in results]})


def suggestion(result):
    return {
        "title": in_kind_of_site(result.plain_title) if result.language == "ar" else result.plain_title,
        "language": result.language,
        "kind": str(result.document.one),
        "url": result.url,
        "is_demo": result.is_demo,
    }
