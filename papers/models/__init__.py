"""The programme and the papers. Each module holds one idea; import from here."""

from .paper import CodeCounter, Paper, PaperFile
from .programme import Room, Session
from .releases import Release
from .speakers import FormerCode, Presentation, Speaker

__all__ = ["CodeCounter", "FormerCode", "Paper", "PaperFile", "Presentation", "Release", "Room", "Session", "Speaker"]
