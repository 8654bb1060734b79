"""Ranked needs: the list within reach, and the card of one person."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from asah.foundation.access.actor import Actor, NotThere, allowed
from asah.foundation.access.permissions import Permission
from asah.stages.competencies import queries as competencies
from asah.stages.needs.models import Need, ServiceWeight
from asah.stages.needs.models.computed import PARTS
from asah.stages.needs.queries.reach import seen, under
from asah.stages.needs.rules import Sentence, contradiction_sentence, sentences
from asah.stages.people import queries as people


@dataclass(frozen=True)
class NeedRow:
    """One need with its names. `parts` in the order of PARTS, in points before the importance of service."""

    pk: int
    person: int
    uid: str
    name: str
    job: str
    unit: str
    code: str
    competency: str
    kind: str
    required: Decimal | None
    held: Decimal | None
    gap: Decimal | None
    parts: tuple[Decimal, ...]
    factor: Decimal
    weight: Decimal
    place: int
    asked: bool
    contradicts: bool
    since: date


class Ranked:
    """Needs as a table reads them: sorted and cut by the database, named a page at a time."""

    def __init__(self, rows: "QuerySet[Need]", on: date) -> None:
        self.rows, self.on = rows, on

    def order_by(self, *names: str) -> "Ranked":
        """In another order."""
        return Ranked(self.rows.order_by(*names), self.on)

    def filter(self, *tests: Any, **values: Any) -> "Ranked":
        """Fewer rows."""
        return Ranked(self.rows.filter(*tests, **values), self.on)

    def below(self, path: str) -> "Ranked":
        """Only people of a subtree of units."""
        return self.filter(under([path]))

    def count(self) -> int:
        """How many."""
        return self.rows.count()

    def __getitem__(self, cut: slice) -> list[NeedRow]:
        return _named(list(self.rows[cut]), self.on)


def ranked_needs(actor: Actor, on: date) -> Ranked:
    """Every need within reach, the heaviest first. Raises NotAllowed."""
    return Ranked(Need.objects.filter(seen(actor, on)).order_by("-weight", "pk"), on)


@dataclass(frozen=True)
class CardNeed:
    """A need of somebody with its sentences; `reason` explains a factor other than 1; `conflict` what sources say."""

    row: NeedRow
    parts: tuple[Sentence, ...]
    reason: str
    conflict: str
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True)
class PersonNeeds:
    """The card of one person."""

    place: people.PersonRow
    needs: tuple[CardNeed, ...]
    computed_at: datetime | None


def needs_of_person(actor: Actor, uid: str, on: date) -> PersonNeeds:
    """Somebody's needs, the heaviest first, each part with its sentence. Raises NotThere out of reach."""
    place = people.person_by_uid(actor, uid, on)
    subject = people.as_subject(place, people.superior_of(place.id, on))
    if not allowed(actor, Permission.NEED_READ, subject):
        raise NotThere(f"needs of {uid}")
    return card_of(place, on)


def card_of(place: people.PersonRow, on: date) -> PersonNeeds:
    """The card of somebody whose reach was checked."""
    stored = list(Need.objects.filter(person=place.id).order_by("place"))
    reasons = _reasons(place.job_family, on)
    named = {row.pk: row for row in _named(stored, on)}
    cards = tuple(_card(row, named[row.pk], reasons) for row in stored if row.pk in named)
    return PersonNeeds(place, cards, max((row.refreshed_at for row in stored), default=None))


def _card(row: Need, named: NeedRow, reasons: dict[int, str]) -> CardNeed:
    points = {part: getattr(row, f"{part}_points") for part in PARTS}
    told = sentences(points, row.facts, required=row.required, held=row.held, gap=row.gap)
    conflict = contradiction_sentence(row.low, row.high, row.held, row.gap) if row.contradicts else ""
    return CardNeed(named, tuple(told), reasons.get(row.competency, ""), conflict, row.low, row.high)


def _reasons(family: str, on: date) -> dict[int, str]:
    """Competency -> why its factor is not 1; a row of the family comes before one for all."""
    rows = ServiceWeight.objects.filter(valid__contains=on, job_family__in=["*", family]).order_by("job_family")
    return {row.competency_id: row.reason for row in rows}


def _named(rows: list[Need], on: date) -> list[NeedRow]:
    places = {row.id: row for row in people.people_where(on, {row.person for row in rows})}
    entries = {row.id: row for row in competencies.entries()}
    return [
        NeedRow(
            row.pk, row.person, places[row.person].uid, places[row.person].name, places[row.person].job_title,
            places[row.person].unit_name, entries[row.competency].code, entries[row.competency].name,
            entries[row.competency].kind, row.required, row.held, row.gap,
            tuple(getattr(row, f"{part}_points") for part in PARTS), row.factor, row.weight, row.place, row.asked,
            row.contradicts, row.since,
        )
        for row in rows
        if row.person in places and row.competency in entries
    ]  # fmt: skip
