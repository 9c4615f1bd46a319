"""An invented index of speakers, and the parts of one of them."""

from editions.models import Evidence
from editions.models.contents import Axis, Topic
from papers.models import Paper, Presentation, Speaker
from papers.speaker_index import SpeakerIndex

from .archive import doubt
from .invention import invented


def people(edition):
    """Two speakers, of whom one says little; the first gave a paper together with the other."""
    layla = invented(
        Speaker,
        11,
        code="sample",
        honorific_ar="د.",
        honorific_en="Dr",
        name_ar="ليلى المثال",
        name_en="Layla Sample",
        sort_ar="1",
    )
    other = invented(Speaker, 12, code="sample", name_ar="اسم لم يُترجم", sort_ar="2")
    topic = invented(Topic, 11, code="sample", name_ar="موضوع مثال", name_en="Sample topic")
    axis = invented(Axis, 11, edition=edition, topic=topic, title_ar="محور مثال", title_en="Sample axis")
    paper = invented(
        Paper,
        11,
        edition=edition,
        axis=axis,
        session=None,
        code="sample-11",
        title_ar="ورقة مثال قدّمها اثنان",
        title_en="A sample paper of two speakers",
    )
    part = invented(
        Presentation,
        11,
        paper=paper,
        session=None,
        speaker=layla,
        country="OM",
        office_ar="مديرة التطوير",
        office_en="Head of Development",
        affiliation_ar="بنك المثال",
        affiliation_en="Sample Bank",
        related={"evidence": [doubt(41, "office", Evidence.Certainty.PRESUMED)]},
    )
    beside = invented(Presentation, 12, paper=paper, session=None, speaker=other)
    paper._prefetched_objects_cache["presentations"] = [part, beside]
    layla.parts, other.parts = [part], [beside]
    return {"taken": part, "speaker_index": SpeakerIndex({"country": "om"}, speakers=[layla, other])}
