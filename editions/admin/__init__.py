"""The series in the admin. The other apps take their base classes from here."""

from .base import (
    EditorAdmin,
    EditorInline,
    EvidenceInline,
    OfEdition,
    PartAdmin,
    PublishableAdmin,
    TranslatedAdmin,
    TranslatedInline,
)
from .edition import EditionAdmin
from .series import (
    AnnouncementAdmin,
    OrganisationAdmin,
    PageAdmin,
    RecommendationAdmin,
    SeriesAdmin,
    SourceAdmin,
    TopicAdmin,
)

__all__ = [
    "AnnouncementAdmin",
    "EditionAdmin",
    "EditorAdmin",
    "EditorInline",
    "EvidenceInline",
    "OfEdition",
    "OrganisationAdmin",
    "PageAdmin",
    "PartAdmin",
    "PublishableAdmin",
    "RecommendationAdmin",
    "SeriesAdmin",
    "SourceAdmin",
    "TopicAdmin",
    "TranslatedAdmin",
    "TranslatedInline",
]
