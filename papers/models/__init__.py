"""The programme and the papers. Each module holds one idea; import from here."""

from .paper import CodeCounter, Paper, PaperFile
from .programme import Room, Session
from .speakers import Presentation, Speaker

__all__ = ["CodeCounter", "Paper", "PaperFile", "Presentation", "Room", "Session", "Speaker"]
