"""Marking in a stored text what was found in it. The index holds keys alone, so the text is analysed again."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from forum_portal.arabic.analysis import is_stop_word, keys, words_of
from forum_portal.arabic.names import sounds, units_of

from .finding import Step

# In characters: of a text that is shown in part, and of it what stands before the first mark.
LONGEST_EXCERPT, BEFORE = 240, 60
# An excerpt begins and ends at words, so it may be so much shorter.
SLACK = 25
GAP = "…"


class Marker:
    """What a question found, looked for again in texts."""

    def __init__(self, question, step):
        self.asked = [frozenset(word.strict if step is Step.STRICT else word.loose) for word in question.words]
        self.names = [frozenset(asked) for asked in question.names] if step is Step.SOUNDS else []

    def spans(self, text):
        """Where ``text`` has something asked for, and the places of what was asked: [(start, end, {0, 2})]."""
        if self.names:
            return self.spans_of_names(text)
        found = []
        for word in words_of(text):
            if is_stop_word(word.normal):
                continue
            own = set(keys(word.normal, loosely=True))
            if places := {place for place, asked in enumerate(self.asked) if asked & own}:
                found.append((word.start, word.end, places))
        return merged(found)

    def spans_of_names(self, text):
        found = []
        for unit in units_of(text):
            own = set(sounds(unit.joined))
            if places := {place for place, asked in enumerate(self.names) if asked & own}:
                found.append((unit.start, unit.end, places))
        return found

    def met(self, text):
        """The places of the words, or names, of the question that ``text`` has."""
        return set().union(*(places for _start, _end, places in self.spans(text)))

    def everything(self):
        return set(range(len(self.names or self.asked)))

    def excerpt(self, text):
        """``text`` as HTML with what was found in <mark>; of a long one the part around the first."""
        text = " ".join(text.split())
        spans = self.spans(text)
        if len(text) <= LONGEST_EXCERPT:
            return _marked(text, spans, 0, len(text))
        start = self._beginning(text, max(0, spans[0][0] - BEFORE)) if spans else 0
        end = min(len(text), start + LONGEST_EXCERPT)
        if end < len(text):
            end = max(text.rfind(" ", end - SLACK, end), spans[0][1] if spans else 0)
        before, after = (GAP + " " if start else ""), (" " + GAP if end < len(text) else "")
        return format_html("{}{}{}", before, _marked(text, spans, start, end), after)

    @staticmethod
    def _beginning(text, start):
        """The first beginning of a word from ``start`` on; ``start`` itself in a text without any."""
        if start == 0:
            return 0
        space = text.find(" ", start, start + SLACK)
        return space + 1 if space >= 0 else start


def merged(spans):
    """``spans`` with those of one word, which counts as two where it is a compound, made one."""
    found = {}
    for start, end, places in spans:
        found[start, end] = found.get((start, end), set()) | places
    return [(start, end, places) for (start, end), places in found.items()]


def _marked(text, spans, start, end):
    parts = []
    for first, last, _places in spans:
        if first < start or last > end:
            continue
        parts += [(text[start:first],), (format_html("<mark>{}</mark>", text[first:last]),)]
        start = last
    return format_html_join("", "{}", [*parts, (text[start:end],)]) or mark_safe("")
