"""Corrections as readers send them, the links that lead to them, and the facts that they are about."""

import re
from html import unescape
from urllib.parse import parse_qs, quote, urlsplit

from exhibitors.models import Exhibition
from forum_portal.corrections import signer
from forum_portal.facts import KINDS, fact_of
from forum_portal.models import Correction
from tests import makers

PROPOSAL = "عُقدت في شباط"


def address(page="", fact="", prefix=""):
    return f"{prefix}/correct/?page={quote(page, safe='')}&fact={quote(fact, safe='')}"


def filled_in(**changes):
    """What a browser sends of a form that was just opened."""
    return {"proposal": PROPOSAL, "source": "", "name": "", "email": "", "token": signer.sign("open")} | changes


def send(client, *, page="", fact="", prefix="", **changes):
    return client.post(address(page, fact, prefix), filled_in(**changes))


def make_correction(**fields):
    return Correction.objects.create(**{"page": "/", "proposal": PROPOSAL, "language": "ar"} | fields)


def links(html):
    """The facts that a page offers to correct, each with the page that the link names."""
    found = re.findall(r'class="correct" id="[^"]+" href="([^"]+)"', html)
    queries = [parse_qs(urlsplit(unescape(link)).query) for link in found]
    return {query["fact"][0]: query["page"][0] for query in queries}


def make_everything(edition):
    """One record of each kind of fact, at ``edition``."""
    axis = makers.make_axis(edition=edition, topic=makers.make_topic())
    session = makers.make_session(edition=edition)
    paper = makers.make_paper(edition=edition, session=session, axis=axis, speakers=[makers.make_speaker()])
    recommendation = makers.make_recommendation(edition=edition)
    return [
        edition,
        axis,
        session,
        paper,
        paper.presentations.get(),
        paper.presentations.get().speaker,
        recommendation,
        recommendation.updates.create(status="done", text_ar="نص"),
        edition.objectives.create(text_ar="هدف"),
        edition.details.create(kind="background", text_ar="نص"),
        edition.delegations.create(country="OM"),
        edition.statements.create(person_ar="فلان", gist_ar="نص"),
        edition.documents.create(title_ar="برنامج", file="a.pdf"),
        edition.photos.create(alt_ar="صورة", image="a.jpg"),
        makers.make_involvement(edition=edition),
        Exhibition.objects.create(edition=edition, about_ar="نص"),
    ]


def all_facts(item):
    return [fact_of(item, field) for field in KINDS[type(item)].fields]
