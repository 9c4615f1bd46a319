"""Loading one edition with all that belongs to it, from the form that data/ and demo/ share."""

from datetime import timedelta

from editions.models import (
    Axis,
    Delegation,
    Detail,
    Edition,
    Involvement,
    Objective,
    Organisation,
    Recommendation,
    Source,
    Statement,
    Topic,
)
from exhibitors.models import Exhibition
from papers.models import FormerCode, Paper, Presentation, Room, Session, Speaker


class EditionLoader:
    """
    Loads editions through a Merge.

    Sources, organisations, topics and speakers must be in before an edition names
    them. ``first_day`` turns days that are numbers (0, 1, 2) into dates.
    """

    def __init__(self, merge, *, first_day=None):
        self.merge = merge
        self.first_day = first_day

    def sources(self, data):
        for code, values in data.items():
            self.merge.put(f"source/{code}", Source, lookup={"code": code}, code=code, **values)

    def organisations(self, data):
        for key, values in data.items():
            self.merge.put(f"organisation/{key}", Organisation, lookup={"name_ar": values["name"]["ar"]}, **values)

    def topics(self, data):
        for code, values in data.items():
            self.merge.put(f"topic/{code}", Topic, lookup={"code": code}, code=code, **values)

    def speakers(self, data):
        for code, values in data.items():
            self.merge.put(f"speaker/{code}", Speaker, lookup={"code": code}, code=code, **values)

    def loaded(self, kind, key):
        """The primary key of what was loaded under ``key``; None where there is no key or staff deleted it."""
        record = self.merge.records.get(f"{self.merge.prefix}/{kind}/{key}") if key else None
        return record.object_id if record and self.exists(record) else None

    def merged_into(self, code):
        """The primary key of the speaker into whom staff merged the one with this ``code``, if they did."""
        return FormerCode.objects.filter(code=code).values_list("speaker", flat=True).first()

    def exists(self, record):
        return record.content_type.model_class()._default_manager.filter(pk=record.object_id).exists()

    def edition(self, data):
        """Load one edition; return it, or None where staff deleted it."""
        values = data["edition"]
        name = values.get("slug") or str(values["number"])
        edition = self.merge.put(f"edition/{name}", Edition, lookup={"slug": name}, **values)
        if edition is None:
            return None
        self.bodies(edition, name, data.get("involvements", []))
        self.parts(edition, name, data)
        self.programme(edition, name, data)
        if exhibition := data.get("exhibition"):
            self.merge.put(
                f"exhibition/{name}", Exhibition, lookup={"edition": edition}, edition_id=edition.pk, **exhibition
            )
        return edition

    def bodies(self, edition, name, rows):
        for order, row in enumerate(rows, start=1):
            values = dict(row)
            key = values.pop("organisation")
            organisation = self.loaded("organisation", key)
            if organisation is None:
                continue
            self.merge.put(
                f"involvement/{name}/{key}/{row['role']}",
                Involvement,
                lookup={"edition": edition, "organisation": organisation, "role": row["role"]},
                edition_id=edition.pk,
                organisation_id=organisation,
                order=order,
                **values,
            )

    def parts(self, edition, name, data):
        for kind, model in (("axes", Axis), ("objectives", Objective), ("details", Detail), ("statements", Statement)):
            for order, row in enumerate(data.get(kind, []), start=1):
                values = dict(row)
                key = f"{kind}/{name}/{values.pop('key')}"
                if "topic" in values:
                    values["topic_id"] = self.loaded("topic", values.pop("topic"))
                self.merge.put(key, model, lookup={"pk": None}, edition_id=edition.pk, order=order, **values)
        for order, row in enumerate(data.get("delegations", []), start=1):
            self.merge.put(
                f"delegation/{name}/{row['country']}",
                Delegation,
                lookup={"edition": edition, "country": row["country"]},
                edition_id=edition.pk,
                order=order,
                **row,
            )
        for row in data.get("recommendations", []):
            values = dict(row)
            values["axis_id"] = self.loaded(f"axes/{name}", values.pop("axis", None))
            self.merge.put(
                f"recommendation/{name}/{row['number']}",
                Recommendation,
                lookup={"edition": edition, "number": row["number"]},
                edition_id=edition.pk,
                **values,
            )

    def programme(self, edition, name, data):
        for order, row in enumerate(data.get("rooms", []), start=1):
            values = dict(row)
            key = values.pop("key")
            self.merge.put(
                f"room/{name}/{key}", Room, lookup={"pk": None}, edition_id=edition.pk, order=order, **values
            )
        for order, row in enumerate(data.get("sessions", []), start=1):
            self.session(edition, name, order, dict(row))
        places = {}
        for row in data.get("papers", []):
            places[row.get("session")] = places.get(row.get("session"), 0) + 1
            self.paper(edition, name, places[row.get("session")], dict(row))

    def session(self, edition, name, order, values):
        key = f"session/{name}/{values.pop('key')}"
        people = values.pop("people", [])
        day = values.pop("day", None)
        if isinstance(day, int):
            day = self.first_day + timedelta(days=day)
        session = self.merge.put(
            key,
            Session,
            lookup={"pk": None},
            edition_id=edition.pk,
            order=order,
            day=day,
            room_id=self.loaded(f"room/{name}", values.pop("room", None)),
            axis_id=self.loaded(f"axes/{name}", values.pop("axis", None)),
            **values,
        )
        if session:
            self.people(key, people, session_id=session.pk)

    def paper(self, edition, name, order, values):
        code = values.pop("code")
        key = f"paper/{code}"
        people = values.pop("people", [])
        paper = self.merge.put(
            key,
            Paper,
            lookup={"code": code},
            edition_id=edition.pk,
            number=int(code.rpartition("-")[2]),
            order=order,
            status=Paper.Status.PUBLISHED,
            session_id=self.loaded(f"session/{name}", values.pop("session", None)),
            axis_id=self.loaded(f"axes/{name}", values.pop("axis", None)),
            **values,
        )
        if paper:
            self.people(key, people, paper_id=paper.pk)

    def people(self, key, rows, **owner):
        for order, row in enumerate(rows, start=1):
            values = {"role": Presentation.Role.SPEAKER, **row}
            code = values.pop("speaker")
            speaker = self.loaded("speaker", code) or self.merged_into(code)
            if speaker is None:
                continue
            if "organisation" in values:
                values["organisation_id"] = self.loaded("organisation", values.pop("organisation"))
            self.merge.put(
                f"{key}/{code}/{values['role']}",
                Presentation,
                lookup={**owner, "speaker": speaker, "role": values["role"]},
                speaker_id=speaker,
                order=order,
                **owner,
                **values,
            )
