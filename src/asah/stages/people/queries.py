"""Questions about people and units. What is shown to people takes an actor and answers only within his reach."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from asah.stages.people.models import ActingPost, Grant, Posting, SuperiorCorrection, UnitPosition


@dataclass(frozen=True)
class GrantRow:
    """A role held on a date; unit_path None means the whole agency."""

    role: str
    unit_path: str | None


def grants_of(membership: int, on: date) -> list[GrantRow]:
    """Roles granted to a membership and in force on a date, with the unit's path of that date."""
    path = UnitPosition.objects.filter(unit=OuterRef("unit"), valid__contains=on).values("path")[:1]
    rows = Grant.objects.filter(membership=membership, valid__contains=on).annotate(path=Subquery(path)).order_by("id")
    return [GrantRow(row.role, row.path) for row in rows if row.unit_id is None or row.path is not None]


def leads_somebody(person: int, on: date) -> bool:
    """Whether somebody heads a unit (definitively or acting) or was set as a superior by hand, on a date."""
    return (
        Posting.objects.filter(Q(person=person), is_head=True, valid__contains=on).exists()
        or ActingPost.objects.filter(person=person, is_head=True, valid__contains=on).exists()
        or SuperiorCorrection.objects.filter(superior=person, valid__contains=on).exists()
    )


@dataclass(frozen=True)
class WorkforceRow:
    """Somebody in service on a date, with the facts of his posting and of his unit that planning needs."""

    person: int
    unit: int
    path: str
    unit_name: str
    unit_kind: str
    opd: int | None
    district: str
    is_remote: bool
    sex: str
    employment: str
    legal_status: str
    job_kind: str
    job_code: str
    job_family: str
    echelon: str
    functional_level: str
    rank_id: str
    is_head: bool
    contract_from: date | None
    contract_until: date | None
    retires_on: date | None


def workforce(on: date) -> list[WorkforceRow]:
    """Everybody with a posting in force on a date, in the order of his id; two queries.

    For engines of later stages that freeze the state of a day; pages use queries that take an actor.
    """
    units = {unit.unit: unit for unit in units_on(on)}
    rows = (
        Posting.objects.filter(valid__contains=on)
        .order_by("person")
        .values_list(
            "unit", "person", "person__sex", "employment", "legal_status", "job_kind", "job_code", "job_family",
            "echelon", "functional_level", "rank_id", "is_head", "contract_from", "contract_until", "retires_on",
        )
    )  # fmt: skip
    return [_worker(units[row[0]], row) for row in rows.iterator(chunk_size=5000) if row[0] in units]


def _worker(unit: "UnitRow", row: tuple[Any, ...]) -> WorkforceRow:
    _unit, person, *rest = row
    return WorkforceRow(
        person, unit.unit, unit.path, unit.name, unit.kind, unit.opd, unit.district, unit.is_remote, *rest
    )


@dataclass(frozen=True)
class UnitRow:
    """A unit as it stands on a date."""

    unit: int
    code: str
    path: str
    name: str
    short_name: str
    kind: str
    parent: int | None
    opd: int | None
    district: str
    is_remote: bool


def units_on(on: date) -> list[UnitRow]:
    """Every unit that exists on a date, parents before children; one query."""
    rows = (
        UnitPosition.objects.filter(valid__contains=on)
        .order_by("path")
        .values_list(
            "unit", "unit__code", "path", "name", "short_name", "kind", "parent", "opd", "district", "is_remote"
        )
    )
    return [UnitRow(*row) for row in rows]
