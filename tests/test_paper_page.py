"""The page of a paper: what it shows of it, how it is found again, and what there is beside it."""

import datetime
import re
from xml.etree import ElementTree

import pytest
import segno
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from papers.models import PaperFile
from papers.related import MOST
from tests.makers import (
    make_axis,
    make_edition,
    make_paper,
    make_presentation,
    make_room,
    make_session,
    make_source,
    make_speaker,
    make_topic,
)
from tests.pages import LANGUAGES, in_language

pytestmark = pytest.mark.django_db


def page_of(client, paper, language="ar"):
    response = client.get(in_language(f"/papers/{paper.code}/", language))
    assert response.status_code == 200
    return response


def html_of(client, paper, language="ar"):
    return page_of(client, paper, language).content.decode()


def make_file(paper, name="text.pdf", **fields):
    return PaperFile.objects.create(paper=paper, file=ContentFile(b"%PDF-1.7", name=name), **fields)


def meta_tags(html):
    return re.findall(r'<meta name="(citation_\w+)" content="([^"]*)">', html)


# The title


@pytest.mark.parametrize(
    ("language", "others"),
    [
        ("ar", [("en", "State"), ("fr", "État")]),
        ("en", [("ar", "واقع"), ("fr", "État")]),
        ("fr", [("ar", "واقع"), ("en", "State")]),
    ],
)
def test_the_title_stands_in_its_other_languages_below_the_heading(client, language, others):
    paper = make_paper(title_ar="واقع", title_en="State", title_fr="État")

    response = page_of(client, paper, language)

    assert response.context["other_titles"] == others
    for code, title in others:
        assert f'<bdi lang="{code}" dir="{LANGUAGES[code]}">{title}</bdi>' in response.content.decode()


def test_a_title_is_not_repeated_where_the_heading_fell_back_to_it(client):
    paper = make_paper(title_ar="واقع", title_fr="État")

    assert page_of(client, paper, "en").context["other_titles"] == [("fr", "État")]


# Where and when


def test_the_session_says_when_and_where(client):
    edition = make_edition(venue_ar="قصر المؤتمرات")
    time = {"day": edition.starts_on, "starts_at": datetime.time(9), "ends_at": datetime.time(10, 30)}
    session = make_session(edition=edition, room=make_room(edition=edition, name_ar="القاعة الكبرى"), **time)
    paper = make_paper(session=session, starts_at=datetime.time(9, 40))

    html = html_of(client, paper)

    for said in ["القاعة الكبرى", "قصر المؤتمرات", "09:00 – 10:30", "09:40", session.get_absolute_url()]:
        assert said in html


def test_what_is_doubtful_about_the_date_is_told_where_it_is_cited(client):
    paper = make_paper()
    evidence = paper.edition.evidence.create(field="starts_on", certainty="disputed", note_ar="سنة أخرى")
    evidence.sources.add(make_source(outlet_ar="صحيفة الدورة"))

    response = page_of(client, paper)

    assert "سنة أخرى" in response.content.decode()
    assert not response.context["sources"]


# Files


def test_a_file_says_its_kind_its_format_its_language_and_its_size(client, media):
    paper = make_paper(edition=make_edition(number=3))
    make_file(paper, "عرض.PPTX", kind="slides", language="fr")

    html = html_of(client, paper, "en")

    assert re.search(r'<a class="file" href="/media/papers/[^"]+" download="3-01-slides-fr.pptx" hreflang="fr">', html)
    assert "<bdi>PPTX</bdi>, French, <bdi>8\xa0bytes</bdi>" in html


def test_a_lost_file_is_named_without_a_link_and_leaves_the_page(client, media):
    paper = make_paper()
    file = make_file(paper)
    file.file.storage.delete(file.file.name)

    html = html_of(client, paper)

    assert 'class="file"' not in html
    assert file.file.url not in html


def test_files_in_a_storage_without_paths_are_shown(client, in_memory):
    paper = make_paper()
    make_file(paper)

    assert 'class="file"' in html_of(client, paper)


def test_a_paper_without_files_says_so(client):
    paper = make_paper()

    assert page_of(client, paper).context["files"] == []
    assert re.search(r'id="files">[^<]+</h2>\s*<p class="unknown">', html_of(client, paper))


# Citing


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_reference_says_in_which_language_it_is(client, language):
    html = html_of(client, make_paper(title_ar="واقع", title_en="State"), language)

    written = re.findall(r'<p class="reference__text" lang="(\w\w)" dir="(\w{3})" data-text>', html)
    assert written == [("ar", "rtl"), ("en", "ltr")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_scholars_engines_read_of_the_paper_in_its_own_language(client, media, language):
    edition = make_edition(number=3, title_ar="الملتقى", title_en="Forum")
    session = make_session(edition=edition, day=edition.starts_on)
    people = [
        make_speaker(name_ar="حمد", name_en="Hamad", honorific_en="Dr."),
        make_speaker(name_ar="سلمى", name_en="Salma"),
    ]
    paper = make_paper(session=session, title_ar="واقع", title_en="State", language="en", speakers=people)
    make_file(paper, kind="slides")
    file = make_file(paper)

    assert meta_tags(html_of(client, paper, language)) == [
        ("citation_title", "State"),
        ("citation_author", "Hamad"),
        ("citation_author", "Salma"),
        ("citation_publication_date", "2010/03/14"),
        ("citation_conference_title", "Forum"),
        ("citation_language", "en"),
        ("citation_abstract_html_url", "http://testserver/en/papers/3-01/"),
        ("citation_pdf_url", f"http://testserver{file.file.url}"),
    ]


def test_engines_are_not_told_of_a_lost_file_nor_of_what_is_not_known(client, media):
    paper = make_paper(edition=make_edition(ends_on=None, date_precision="year"))
    file = make_file(paper)
    file.file.storage.delete(file.file.name)

    tags = dict(meta_tags(html_of(client, paper)))

    assert tags["citation_publication_date"] == "2010"
    assert not {"citation_pdf_url", "citation_author", "citation_language"} & set(tags)


def test_engines_are_told_nothing_of_the_demonstration(client):
    paper = make_paper(edition=make_edition(is_demo=True), speakers=[make_speaker()])

    assert meta_tags(html_of(client, paper)) == []


# The address as a picture


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_qr_code_leads_to_the_page_on_which_it_stands(client, language):
    paper = make_paper(edition=make_edition(number=3))
    with override(language):
        path = paper.get_absolute_url()

    response = client.get(path.rstrip("/") + ".svg")

    assert f'src="{path.rstrip("/")}.svg"' in html_of(client, paper, language)
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert response.headers["Cache-Control"] == "public, max-age=86400"
    assert qr_modules(response.content) == as_text(segno.make_qr(f"http://testserver{path}", error="m"))


def as_text(code):
    """The modules of a code with its quiet zone, a row a line."""
    return "\n".join("".join("#" if dark else "." for dark in row) for row in code.matrix_iter(border=4))


def qr_modules(svg):
    """The same, read from its picture: dark strokes of one module's breadth on a white ground."""
    picture = ElementTree.fromstring(svg)
    ground, strokes = picture
    side = int(picture.get("viewBox").split()[2])
    assert (ground.get("fill"), ground.get("d")) == ("#fff", f"M0 0h{side}v{side}h-{side}z")
    assert strokes.get("stroke") == "#000"
    rows = [["."] * side for _ in range(side)]
    x, y = 0, -0.5
    for step, values in re.findall(r"([Mmh])(-?[\d.]+(?: -?[\d.]+)?)", strokes.get("d")):
        if step == "h":
            rows[int(y)][x : x + int(values)] = "#" * int(values)
            x += int(values)
        else:
            right, down = (float(value) for value in values.split())
            x, y = (int(right), down) if step == "M" else (x + int(right), y + down)
    return "\n".join("".join(row) for row in rows)


@pytest.mark.parametrize("hidden", ["paper", "edition"])
def test_a_draft_has_no_qr_code(client, hidden):
    paper = make_paper(edition=make_edition(published=hidden != "edition"), published=hidden != "paper")

    assert client.get(f"/papers/{paper.code}.svg").status_code == 404


# Beside it


def test_a_page_leads_to_the_papers_beside_it_in_its_session(client):
    edition = make_edition(number=3)
    session = make_session(edition=edition)
    last, first, middle = (make_paper(session=session, order=order) for order in (3, 1, 2))
    make_paper(session=session, order=2, published=False)
    make_paper(session=make_session(edition=edition), order=2)

    beside = page_of(client, middle).context["beside"]

    assert (beside.is_session, beside.previous, beside.following) == (True, first, last)
    assert page_of(client, first).context["beside"].previous is None
    assert page_of(client, last).context["beside"].following is None


def test_papers_of_one_order_follow_their_numbers(client):
    session = make_session()
    first, second = (make_paper(session=session) for _ in range(2))

    assert page_of(client, first).context["beside"].following == second


@pytest.mark.parametrize("in_session", [True, False])
def test_a_paper_alone_in_its_session_leads_to_those_beside_it_in_its_edition(client, in_session):
    edition = make_edition(number=3)
    first, _draft, third = (make_paper(edition=edition, published=n != 2) for n in (1, 2, 3))
    if in_session:
        first.session = make_session(edition=edition)
        first.save()
    make_paper()

    beside = page_of(client, first).context["beside"]

    assert (beside.is_session, beside.previous, beside.following) == (False, None, third)


def test_the_only_paper_leads_nowhere(client):
    assert "pager" not in html_of(client, make_paper())


# What belongs with it


def test_other_papers_of_the_speakers_come_from_all_editions_the_newest_first(client):
    speakers = [make_speaker(), make_speaker()]
    old, new = (make_edition(starts_on=datetime.date(year, 3, 14), ends_on=None) for year in (2004, 2016))
    paper = make_paper(edition=old, speakers=speakers)
    early, late = make_paper(edition=old, speakers=speakers[:1]), make_paper(edition=new, speakers=speakers)
    make_paper(edition=new, speakers=speakers, published=False)
    make_presentation(paper=make_paper(), speaker=speakers[0], role="chair")

    found = page_of(client, paper).context["by_speakers"]

    assert list(found) == [late, early]
    assert not found.has_more


def test_other_papers_on_the_topic_leave_out_those_of_the_speaker(client):
    topic, speaker = make_topic(), make_speaker()
    axis, other_axis = make_axis(topic=topic), make_axis(topic=topic)
    paper = make_paper(edition=axis.edition, axis=axis, speakers=[speaker])
    own = make_paper(edition=axis.edition, axis=axis, speakers=[speaker])
    other = make_paper(edition=other_axis.edition, axis=other_axis)
    make_paper(axis=make_axis(topic=make_topic()))
    make_paper(edition=axis.edition, axis=make_axis(edition=axis.edition))

    context = page_of(client, paper).context

    assert list(context["by_speakers"]) == [own]
    assert list(context["on_topic"]) == [other]


@pytest.mark.parametrize("is_demo", [True, False])
def test_invented_papers_and_those_of_the_series_do_not_lead_to_each_other(client, is_demo):
    topic, speaker = make_topic(), make_speaker()
    axes = [make_axis(edition=make_edition(is_demo=invented), topic=topic) for invented in (True, False)]
    for axis in axes:
        for speakers in ([speaker], []):
            make_paper(edition=axis.edition, axis=axis, speakers=speakers)
    own = next(axis.edition for axis in axes if axis.edition.is_demo == is_demo)
    paper = make_paper(edition=own, axis=own.axes.get(), speakers=[speaker])

    context = page_of(client, paper).context

    assert len(context["by_speakers"]) == len(context["on_topic"]) == 1
    assert {other.edition for other in (*context["by_speakers"], *context["on_topic"])} == {own}


def test_what_is_more_than_a_few_is_behind_a_link(client):
    topic, speaker = make_topic(), make_speaker()
    axis = make_axis(topic=topic)
    paper = make_paper(edition=axis.edition, axis=axis, speakers=[speaker])
    for _ in range(MOST + 1):
        make_paper(edition=axis.edition, axis=axis, speakers=[speaker])
        make_paper(edition=axis.edition, axis=axis)

    response = page_of(client, paper)
    context = response.context

    assert len(context["by_speakers"]) == len(context["on_topic"]) == MOST
    assert context["by_speakers"].has_more and context["on_topic"].has_more
    _page, of_speakers, on_topic = re.split('id="by-speakers"|id="on-topic"', response.content.decode())
    assert f'href="{speaker.get_absolute_url()}"' in of_speakers.split("</ul>")[-1]
    assert f'href="{topic.get_absolute_url()}"' in on_topic


# Its cost


def full_paper(parts):
    """A paper with ``parts`` of everything that its page shows."""
    topic = make_topic()
    axis = make_axis(topic=topic)
    session = make_session(edition=axis.edition, room=make_room(edition=axis.edition))
    speakers = [make_speaker() for _ in range(parts)]
    paper = make_paper(session=session, axis=axis, speakers=speakers)
    for speaker in speakers:
        make_file(paper)
        make_paper(session=session, speakers=[speaker, make_speaker()])
        make_paper(session=session, axis=axis, speakers=[make_speaker()])
    for item in (paper, axis.edition, *speakers):
        for field in ("title", "name", "country")[:parts]:
            evidence = item.evidence.create(field=field, certainty="presumed", note_ar="سبب")
            evidence.sources.add(make_source())
    return paper


def test_the_page_asks_the_database_equally_often_whatever_it_shows(client, media):
    few, many = full_paper(1), full_paper(MOST + 2)
    page_of(client, few)  # the kinds of object are looked up once per process

    counts = []
    for paper in (few, many):
        with CaptureQueriesContext(connection) as queries:
            context = page_of(client, paper).context
        assert context["by_speakers"] and context["on_topic"] and context["beside"].is_session
        counts.append(len(queries))

    # The paper, its parts, their speakers, its files; evidence and sources of these, and of the edition; those
    # beside it; three for those of its speakers, and three for those on its topic.
    assert counts == [15, 15]
