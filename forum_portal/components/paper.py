"""What belongs to an invented paper: its files, and itself as a reference."""

from django.core.files.base import ContentFile

from papers.citations.references import references
from papers.models import PaperFile

from .invention import invented


def paper_page(paper):
    """A file of each kind, of which the last is lost, and the references."""
    text = ContentFile(b"%PDF-" + bytes(1_500_000), name="sample.pdf")
    slides = ContentFile(bytes(40_000), name="sample.pptx")
    return {
        "paper_files": [
            invented(PaperFile, 1, paper=paper, kind="paper", language="ar", file=text),
            invented(PaperFile, 2, paper=paper, kind="slides", file=slides),
            invented(PaperFile, 3, paper=paper, kind="other", file="papers/lost.pdf"),
        ],
        "references": references(paper, "https://forum.example.org/"),
    }
