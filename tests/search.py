"""What the tests of the search share."""

from django.utils.translation import override

from forum_portal.search import index
from forum_portal.search.asking import question_of
from forum_portal.search.documents import DOCUMENTS
from forum_portal.search.finding import find


def found(typed):
    """What ``typed`` finds, best first, as the things themselves."""
    return [the_thing(match) for match in find(question_of(typed)).matches]


def step(typed):
    """By which step ``typed`` finds what it does."""
    return find(question_of(typed)).step.value


def the_thing(match):
    return DOCUMENTS[match.kind].model.objects.get(pk=match.object_id)


def indexed(*_things):
    """Bring the index up to date with what a test made, since nothing is committed in it."""
    with override("ar"):
        index.rebuild()
