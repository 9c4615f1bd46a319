"""The series and what it consists of. Each module holds one idea; import from here."""

from .contents import (
    Axis,
    Delegation,
    Detail,
    Objective,
    Recommendation,
    RecommendationUpdate,
    Statement,
)
from .edition import Edition
from .evidence import Evidence, EvidenceField, Source
from .findable import Findable
from .material import Announcement, Document, Photo
from .organisations import Involvement, Organisation
from .pages import Page, PageCode
from .series import Series, Topic

__all__ = [
    "Announcement",
    "Axis",
    "Delegation",
    "Detail",
    "Document",
    "Edition",
    "Evidence",
    "EvidenceField",
    "Findable",
    "Involvement",
    "Objective",
    "Organisation",
    "Page",
    "PageCode",
    "Photo",
    "Recommendation",
    "RecommendationUpdate",
    "Series",
    "Source",
    "Statement",
    "Topic",
]
