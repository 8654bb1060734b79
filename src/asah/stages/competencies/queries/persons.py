"""Gaps of people: of a cell of the map, of one person, of a superior's team."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce

from asah.foundation.access.actor import Actor, NotThere, extent
from asah.foundation.access.permissions import Permission
from asah.stages.agency import queries as agency
from asah.stages.competencies.models import Assessment, Competency, PersonGap
from asah.stages.competencies.queries.map import seen_units
from asah.stages.competencies.rules import Match, MatchClass, class_key, classify, level_key, match_percent
from asah.stages.people import queries as people

RULE_SETS = ("A", "B", "C")


@dataclass(frozen=True)
class GapRow:
    """One competency of one person: asked, held, missing, and the latest level of each source."""

    person: int
    competency: int
    code: str
    name: str
    kind: str
    required: Decimal
    held: Decimal | None
    gap: Decimal | None
    centre: Decimal | None
    test: Decimal | None
    superior: Decimal | None
    own: Decimal | None
    assessed_on: date | None

    @property
    def differs(self) -> bool:
        """Whether the person and his superior see him a level apart or more."""
        return self.own is not None and self.superior is not None and abs(self.own - self.superior) >= 1


@dataclass(frozen=True)
class MatchRow:
    """The match under one rule set, capped and uncapped, with the class of each and where the rule comes from."""

    rule_set: str
    label: str
    purpose: str
    capped: MatchClass
    uncapped: MatchClass
    legal_basis: str
    confirmed: bool


@dataclass(frozen=True)
class SeenRow:
    """One assessment, for the history of a competency."""

    competency: int
    level: Decimal
    source: str
    source_label: str
    assessed_on: date
    note: str
    recorded_at: datetime


_FIELDS = (
    "person", "competency", "required", "held", "gap", "centre", "test", "superior", "own", "assessed_on",
)  # fmt: skip


def gaps_in_cell(actor: Actor, path: str, competency: int) -> "QuerySet[PersonGap, Any]":
    """Everybody in a subtree of units whose post asks for a competency, the largest gap first, unknown ones last.

    Slice it and pass it to `gap_rows`. Raises NotThere for a subtree out of reach.
    """
    reach = seen_units(actor)
    if not (reach.everything or any(path.startswith(root) for root in reach.unit_paths)):
        raise NotThere(f"units {path}")
    rows = PersonGap.objects.filter(competency=competency, path__gte=path, path__lt=f"{path[:-1]}0")
    return rows.order_by(F("gap").desc(nulls_last=True), Coalesce("held", Value(Decimal(0))), "person")


def gap_rows(rows: "Iterable[PersonGap]") -> list[GapRow]:
    """Frozen rows of a page of people, with the names of their competencies; one query."""
    return _rows(tuple(getattr(row, name) for name in _FIELDS) for row in rows)


def gaps_of_person(person: int) -> list[GapRow]:
    """Every competency the post of somebody asks for, the largest gap first. The caller has checked his reach."""
    rows = _rows(PersonGap.objects.filter(person=person).values_list(*_FIELDS))
    return sorted(rows, key=lambda row: (row.gap is None, -(row.gap or 0), row.code))


def gaps_of_team(actor: Actor, on: date) -> dict[int, list[GapRow]]:
    """Person -> gaps, for the people whose superior the actor is. Raises NotThere when he reads no team."""
    boss = extent(actor, Permission.COMPETENCY_READ).team_of
    if boss is None:
        raise NotThere("no team")
    team = people.team_of(boss, on)
    found: dict[int, list[GapRow]] = {person: [] for person in sorted(team)}
    for row in _rows(PersonGap.objects.filter(person__in=team).values_list(*_FIELDS)):
        found[row.person].append(row)
    return found


def all_gaps(persons: Collection[int] | None = None) -> Iterator[tuple[int, int, Decimal, Decimal | None]]:
    """(person, competency, required, held) of everybody, or of some people; for engines, which act for the agency."""
    rows = PersonGap.objects.order_by("person", "competency")
    if persons is not None:
        rows = rows.filter(person__in=list(persons))
    return rows.values_list("person", "competency", "required", "held").iterator(chunk_size=20_000)


def history_of(person: int, competency: int | None = None) -> list[SeenRow]:
    """Every assessment of somebody, latest first. The caller has checked his reach."""
    rows = Assessment.objects.filter(person_id=person)
    if competency is not None:
        rows = rows.filter(competency_id=competency)
    return [
        SeenRow(
            row.competency_id,
            row.level,
            row.source,
            str(row.get_source_display()),
            row.assessed_on,
            row.note,
            row.recorded_at,
        )
        for row in rows.order_by("-assessed_on", "source")
    ]


def match_of(rows: list[GapRow]) -> Match | None:
    """The job-person match of somebody's competencies."""
    return match_percent((row.held, row.required) for row in rows)


def matches_of(place: people.WorkforceRow | people.PersonRow, rows: list[GapRow], on: date) -> list[MatchRow]:
    """The match under the rule sets A, B and C as in force on a day; empty while nothing was assessed."""
    match = match_of(rows)
    if match is None:
        return []
    known = agency.rules("aturan_jpm", on)
    keys = [class_key(rule_set, step_of(place, on)) for rule_set in RULE_SETS]
    names = agency.legal_basis_names(known[key].legal_basis for key in keys if key in known)
    return [
        MatchRow(
            rule_set,
            known[key].values["label"],
            known[key].values["purpose"],
            classify(match.capped, key, known[key].values),
            classify(match.uncapped, key, known[key].values),
            names[known[key].legal_basis],
            known[key].confirmed,
        )
        for rule_set, key in zip(RULE_SETS, keys, strict=True)
        if key in known
    ]


def step_of(place: people.WorkforceRow | people.PersonRow, on: date) -> str:
    """The step of a post on the ladder (jpt_pratama, pengawas, jf_muda, pelaksana ...)."""
    echelons = {code: row.values["level_key"] for code, row in agency.rules("eselon", on).items()}
    functional = {code: row.values["level_key"] for code, row in agency.rules("jenjang_jf", on).items()}
    return level_key(place.job_kind, place.echelon, place.functional_level, echelons=echelons, functional=functional)


def _rows(values: Iterable[tuple[Any, ...]]) -> list[GapRow]:
    names = {row.pk: row for row in Competency.objects.all()}
    return [
        GapRow(one[0], one[1], names[one[1]].code, names[one[1]].name, names[one[1]].kind, *one[2:])
        for one in values
        if one[1] in names
    ]
