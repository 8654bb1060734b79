"""The map of gaps: units against competencies, from the sums of units, within an actor's reach."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import F, Func, Max, Q, Sum, Value
from django.db.models.fields import CharField

from asah.foundation.access.actor import Actor, Extent, NotThere, extent
from asah.foundation.access.permissions import Permission
from asah.stages.competencies.models import Competency, GapCell, UnitCoverage
from asah.stages.competencies.rules import Mean, mean_of
from asah.stages.people import queries as people

SUMS = ("people", "answered", "gap_sum", "gap_squares", "below", "below_two", "both", "own_sum", "superior_sum")
COVER = ("people", "answered", "centre", "test", "superior", "own")


@dataclass(frozen=True)
class MapColumn:
    """A competency as the head of a column."""

    id: int
    code: str
    name: str
    short: str
    kind: str


@dataclass
class Sums:
    """Sums of cells; two of them add up."""

    people: int = 0
    answered: int = 0
    gap_sum: Decimal = Decimal(0)
    gap_squares: Decimal = Decimal(0)
    below: int = 0
    below_two: int = 0
    both: int = 0
    own_sum: Decimal = Decimal(0)
    superior_sum: Decimal = Decimal(0)

    def add(self, other: "Sums") -> None:
        """Take another unit's sums in."""
        for name in SUMS:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def mean(self) -> Mean | None:
        """Mean gap with its interval, None when nobody was assessed."""
        return mean_of(self.answered, self.gap_sum, self.gap_squares) if self.answered else None


@dataclass
class MapRow:
    """A unit with everything below it. people: who has a standard; answered: who was assessed in anything."""

    unit: int
    code: str
    path: str
    name: str
    people: int = 0
    answered: int = 0
    cells: dict[int, Sums] = field(default_factory=dict)


@dataclass(frozen=True)
class SourceMix:
    """How many people have a level by each source."""

    people: int
    answered: int
    centre: int
    test: int
    superior: int
    own: int


@dataclass(frozen=True)
class GapMap:
    """What the page shows: below `parent` (None: everything the actor sees) one row for each unit."""

    parent: people.UnitRow | None
    rows: tuple[MapRow, ...]
    columns: tuple[MapColumn, ...]
    mix: SourceMix
    computed_at: datetime | None

    def totals(self) -> dict[int, Sums]:
        """Sums of all rows by competency."""
        found: dict[int, Sums] = {}
        for row in self.rows:
            for competency, sums in row.cells.items():
                found.setdefault(competency, Sums()).add(sums)
        return found


def seen_units(actor: Actor) -> Extent:
    """How far the actor sees competence over units; raises NotThere when he sees single people only."""
    reach = extent(actor, Permission.COMPETENCY_READ)
    if not (reach.everything or reach.unit_paths):
        raise NotThere("no units within reach")
    return reach


def unit_seen(actor: Actor, code: str, on: date) -> people.UnitRow:
    """A unit by its code, within reach. Raises NotThere."""
    reach = seen_units(actor)
    for unit in people.units_on(on):
        if unit.code == code and _sees(reach, unit.path):
            return unit
    raise NotThere(f"unit {code}")


def gap_map(actor: Actor, on: date, *, under: str = "", kind: str = "") -> GapMap:
    """The map below a unit (code `under`), or below the only root the actor sees; `kind` narrows the columns.

    Five queries, whatever the number of people. Raises NotThere for a unit out of reach.
    """
    reach = seen_units(actor)
    units = [unit for unit in people.units_on(on) if _sees(reach, unit.path)]
    parent = next((unit for unit in units if unit.code == under), None) if under else _only_root(units)
    if under and parent is None:
        raise NotThere(f"unit {under}")
    columns = _columns(kind)
    rows = _rows(units, parent)
    within = _within([parent.path] if parent else [unit.path for unit in _roots(units)])
    _fill(rows, within, _step(parent), {column.id for column in columns})
    mix, computed_at = _coverage(rows, within, _step(parent))
    used = {competency for row in rows.values() for competency in row.cells}
    shown = tuple(row for row in rows.values() if row.people)
    return GapMap(parent, shown, tuple(column for column in columns if column.id in used), mix, computed_at)


def _fill(rows: dict[str, MapRow], within: Q, step: Any, wanted: set[int]) -> None:
    found: Any = GapCell.objects.filter(within).annotate(step=step).values("step", "competency_id")
    for one in found.annotate(**{f"sum_{name}": Sum(name) for name in SUMS}):
        row = _row_of(rows, one["step"])
        if row is not None and one["competency_id"] in wanted:
            sums = Sums(*(one[f"sum_{name}"] for name in SUMS))
            row.cells.setdefault(one["competency_id"], Sums()).add(sums)


def _coverage(rows: dict[str, MapRow], within: Q, step: Any) -> tuple[SourceMix, datetime | None]:
    found: Any = UnitCoverage.objects.filter(within).annotate(step=step).values("step")
    totals, latest = dict.fromkeys(COVER, 0), None
    for one in found.annotate(**{f"sum_{name}": Sum(name) for name in COVER}, at=Max("refreshed_at")):
        row = _row_of(rows, one["step"])
        if row is not None:
            row.people, row.answered = row.people + one["sum_people"], row.answered + one["sum_answered"]
        for name in COVER:
            totals[name] += one[f"sum_{name}"]
        latest = max(filter(None, (latest, one["at"])))
    return SourceMix(**totals), latest


def _row_of(rows: dict[str, MapRow], step: str) -> MapRow | None:
    """The row of a step; a whole path (several roots) belongs to the root it begins with."""
    if step in rows or not step.startswith("/"):
        return rows.get(step)
    return next((row for row in rows.values() if step.startswith(row.path)), None)


def _step(parent: people.UnitRow | None) -> Any:
    """Id of the unit one step below the parent, as it stands in the path; empty for people posted in the parent itself.

    Without a parent (several roots) the whole path.
    """
    if parent is None:
        return F("path")
    place = Value(parent.path.count("/") + 1)
    return Func(F("path"), Value("/"), place, function="split_part", output_field=CharField())


def _rows(units: list[people.UnitRow], parent: people.UnitRow | None) -> dict[str, MapRow]:
    """One row for each unit directly below the parent, by the id in its path; the parent's own people come as ""."""
    children = _roots(units) if parent is None else [unit for unit in units if unit.parent == parent.unit]
    rows = {str(unit.unit): MapRow(unit.unit, unit.code, unit.path, unit.short_name or unit.name) for unit in children}
    if parent is not None:
        rows[""] = MapRow(parent.unit, "", parent.path, f"{parent.short_name or parent.name}, tanpa unit di bawahnya")
    return rows


def _columns(kind: str) -> list[MapColumn]:
    rows = Competency.objects.filter(is_active=True)
    if kind:
        rows = rows.filter(kind=kind)
    return [
        MapColumn(row.pk, row.code, row.name, row.short_name or row.name, row.kind) for row in rows.order_by("code")
    ]


def _roots(units: list[people.UnitRow]) -> list[people.UnitRow]:
    """Units whose parent is not seen."""
    seen = {unit.unit for unit in units}
    return [unit for unit in units if unit.parent not in seen]


def _only_root(units: list[people.UnitRow]) -> people.UnitRow | None:
    roots = _roots(units)
    return roots[0] if len(roots) == 1 else None


def _within(paths: Iterable[str]) -> Q:
    """Rows in subtrees, as ranges of their path: under row security only such comparisons may use the index."""
    found = Q(pk__in=[])
    for path in paths:
        # The path ends in "/", and "0" is the character after it in collation C.
        found |= Q(path__gte=path, path__lt=f"{path[:-1]}0")
    return found


def _sees(reach: Extent, path: str) -> bool:
    return reach.everything or any(path.startswith(root) for root in reach.unit_paths)
