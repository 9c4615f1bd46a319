"""
What the page of components shows: its parts (parts), and what fills them (samples).

All that fills them is invented, in no database, and so says the page. Each thing brings what a
query would have brought with it, so that the page asks the database nothing.
"""

from .parts import COLOURS, PARTS, SPACES, STEPS, takes
from .samples import DIRECTIONS, columns

__all__ = [
    "COLOURS",
    "DIRECTIONS",
    "PARTS",
    "SPACES",
    "STEPS",
    "columns",
    "takes",
]
