"""
Whether a short text in memory has the words that somebody asked for, as the search reads words.

For lists that are small enough to be looked through one by one; what is searched for in everything
has an index, see forum_portal/search/.
"""

from .analysis import is_stop_word, keys, surface, words_of

# More than these are no question.
MOST_WORDS = 20


class WantedWords:
    """The words of a question. Each must be in a text, in some form of it, or begin one of its words."""

    def __init__(self, question):
        words = [word.normal for word in words_of(question)]
        words = [word for word in words if not is_stop_word(word)] or words
        self.wanted = [(set(keys(word)), surface(word)) for word in words[:MOST_WORDS]]

    def __bool__(self):
        return bool(self.wanted)

    def are_in(self, texts):
        """Whether all of them are in ``texts`` together; their particles are read as the index of the search does."""
        found = [word.normal for text in texts if text for word in words_of(text)]
        indexed = {key for word in found for key in keys(word, loosely=True)}
        beginnings = [surface(word) for word in found]
        return all(
            forms & indexed or any(word.startswith(beginning) for word in beginnings)
            for forms, beginning in self.wanted
        )
