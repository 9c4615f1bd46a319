"""The parts of the page, each with the includes that it shows, and the tokens of the style sheet."""

import re
from typing import NamedTuple

from django.template.loader import get_template


class Part(NamedTuple):
    """One part of the page: its anchor and template, its heading, the includes it shows, whether one copy will do."""

    code: str
    heading: str
    includes: tuple = ()
    once: bool = False

    @property
    def template(self):
        return f"components/{self.code}.html"

    def documented(self):
        """Each include with what its first lines say that it takes."""
        return [(name, takes(name)) for name in self.includes]


PARTS = [
    Part("colours", "Colours", once=True),
    Part("spacing", "Spacing, radius, targets", once=True),
    Part("type", "Type", ("includes/theme.html",)),
    Part("rosettes", "Rosettes and hues", ("includes/rosette.html",), once=True),
    Part("buttons", "Links and buttons"),
    Part("tags", "Tags, flags, places", ("includes/edition_place.html",)),
    Part(
        "notices",
        "Notices, empty states",
        ("includes/messages.html", "includes/no_mail_server.html", "includes/demo_note.html"),
    ),
    Part("fields", "Fields", ("includes/field.html",)),
    Part("form", "A form with errors", ("includes/form.html", "includes/form_errors.html")),
    Part("filters", "Filters", ("papers/includes/programme_filters.html", "papers/includes/programme_empty.html")),
    Part(
        "search",
        "Search",
        (
            "search/includes/box.html",
            "search/includes/glass.html",
            "search/includes/narrowing.html",
            "search/includes/result.html",
            "search/includes/ways.html",
            "includes/pager.html",
        ),
    ),
    Part(
        "evidence",
        "Doubt, sources, corrections, share",
        (
            "includes/doubt.html",
            "includes/source_links.html",
            "includes/sources_of.html",
            "includes/sources_section.html",
            "includes/correct.html",
            "includes/correct_page.html",
            "includes/share.html",
        ),
    ),
    Part(
        "navigation",
        "Ways through the site",
        (
            "includes/site_head.html",
            "includes/sections.html",
            "includes/languages.html",
            "includes/site_foot.html",
            "includes/crumbs.html",
            "includes/toc.html",
        ),
    ),
    Part(
        "facts",
        "Facts",
        ("includes/fact.html", "editions/includes/colophon.html", "editions/includes/organisers.html"),
    ),
    Part("heads", "Front, head of an edition, spread"),
    Part("road", "The road", ("includes/edition_row.html", "includes/edition_stop.html")),
    Part("rows", "Rows", ("includes/paper_row.html", "includes/person_line.html", "includes/announcement_row.html")),
    Part(
        "people",
        "People",
        (
            "papers/includes/speaker_filters.html",
            "papers/includes/speaker_row.html",
            "papers/includes/part_row.html",
        ),
    ),
    Part(
        "programme",
        "Programme",
        (
            "papers/includes/now_next.html",
            "papers/includes/now_places.html",
            "papers/includes/rehearsal.html",
            "papers/includes/stars.html",
            "papers/includes/day.html",
            "papers/includes/session.html",
            "papers/includes/presenter.html",
            "editions/includes/days.html",
        ),
    ),
    Part(
        "releases",
        "Releases and calendars",
        (
            "papers/includes/release_line.html",
            "papers/includes/calendar_links.html",
            "papers/includes/moved.html",
            "papers/includes/placement.html",
            "papers/includes/release.html",
            "papers/includes/change_list.html",
        ),
    ),
    Part(
        "paper",
        "A paper: files, references, address",
        ("papers/includes/paper_files.html", "papers/includes/citing.html", "papers/includes/permalink.html"),
    ),
    Part(
        "texts",
        "Statements, bodies, documents, long texts",
        (
            "editions/includes/statement.html",
            "editions/includes/bodies.html",
            "editions/includes/document.html",
            "includes/book_link.html",
            "editions/includes/sections.html",
        ),
    ),
    Part("pictures", "Pictures", ("includes/picture.html", "includes/social.html")),
    Part("tables", "Tables"),
    Part("figures", "Chart and map", ("includes/chart.html", "includes/map.html", "includes/map_city.html")),
    Part(
        "exhibition",
        "Exhibition",
        (
            "exhibitors/includes/floor.html",
            "exhibitors/includes/floor_filter.html",
            "exhibitors/includes/plan.html",
            "exhibitors/includes/drawn_booth.html",
            "exhibitors/includes/signs.html",
            "exhibitors/includes/patterns.html",
            "exhibitors/includes/stand_row.html",
            "exhibitors/includes/booth_section.html",
            "exhibitors/includes/hold.html",
            "exhibitors/includes/release.html",
            "exhibitors/includes/place.html",
            "exhibitors/includes/area.html",
            "exhibitors/includes/price.html",
            "exhibitors/includes/next_step.html",
            "exhibitors/includes/people_link.html",
            "exhibitors/includes/invitations.html",
        ),
    ),
    Part(
        "steps",
        "Steps and checklist of a registration",
        (
            "exhibitors/includes/progress.html",
            "exhibitors/includes/checklist.html",
            "exhibitors/includes/until.html",
            "exhibitors/includes/next_item.html",
            "exhibitors/includes/step_crumbs.html",
            "exhibitors/includes/step_head.html",
            "exhibitors/includes/requirements.html",
            "exhibitors/includes/sent_documents.html",
            "exhibitors/includes/upload.html",
            "exhibitors/includes/badge.html",
            "exhibitors/includes/badges_summary.html",
            "exhibitors/includes/timeline.html",
            "exhibitors/includes/timeline_event.html",
        ),
    ),
    Part(
        "money",
        "Prices, invoices, payments",
        (
            "exhibitors/includes/money.html",
            "exhibitors/includes/price_line.html",
            "invoices/includes/sheet.html",
            "exhibitors/includes/waiting_lists.html",
            "exhibitors/includes/full_categories.html",
            "exhibitors/includes/pavilion_place.html",
            "exhibitors/includes/own_pavilions.html",
        ),
    ),
]
# The colours of the style sheet and what each is for. Each has a rule in components.css.
COLOURS = [
    ("paper", "the ground of a page"),
    ("surface", "a ground that is lifted off it: head, fields, plan"),
    ("ink", "what is read"),
    ("ink-soft", "what is read second: places, dates, help"),
    ("rule", "a line between two things of a kind"),
    ("rule-strong", "a line that opens something new; the edge of a field"),
    ("copper", "what is the forum’s own: kickers, years, numbers"),
    ("copper-bright", "the same where nothing is read: focus, dots of the road"),
    ("link", "what leads somewhere, buttons too"),
    ("good", "done, confirmed, on now"),
    ("good-wash", "the ground of what is good"),
    ("warn", "doubt, and what wants attention"),
    ("warn-wash", "the ground of what wants attention"),
    ("bad", "wrong, refused, dangerous"),
    ("bad-wash", "the ground of what is wrong"),
    ("night", "the ground of the front door and the foot"),
    ("on-night", "what is read on the night"),
    ("on-night-soft", "what is read second on the night"),
    ("gold", "copper on the night"),
    ("free", "a booth that can be had"),
    ("held", "a booth that is being booked, or reserved"),
    ("taken", "a booth that is gone"),
]
STEPS = ["-1", "0", "1", "2", "3", "4", "5"]
SPACES = ["xs", "s", "m", "l", "xl", "2xl"]


def takes(name):
    """What the include ``name`` says in its first lines that it takes."""
    source = get_template(name).template.source
    comment = source.partition("{% comment %}")[2].partition("{% endcomment %}")[0]
    # One line for each thing that it takes, however long it is in the file.
    return re.sub(r"\s*\n(?!\s*- )\s*", " ", comment).strip()
