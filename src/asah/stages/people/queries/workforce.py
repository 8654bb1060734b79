"""The workforce and the units of a day, for engines of later stages."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from asah.stages.people.models import Posting, UnitPosition


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


def workforce(on: date, in_units: Collection[int] | None = None) -> list[WorkforceRow]:
    """Everybody with a posting in force on a date (or in some units, by id), in the order of his id; two queries.

    For engines of later stages that freeze the state of a day; pages use queries that take an actor.
    """
    units = {unit.unit: unit for unit in units_on(on)}
    found = Posting.objects.filter(valid__contains=on)
    if in_units is not None:
        found = found.filter(unit__in=list(in_units))
    rows = (
        found.order_by("person")
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
