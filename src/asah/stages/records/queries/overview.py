"""How hours are spread: by unit, who lies below the floor, which contracts near their ceiling."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Case, F, Func, Q, QuerySet, Value, When
from django.db.models.fields import CharField

from asah.foundation.access.actor import Actor, Extent, NotThere, extent
from asah.foundation.access.permissions import Permission
from asah.stages.agency import queries as agency
from asah.stages.people import queries as people
from asah.stages.records.models import JpYear
from asah.stages.records.queries.counting import Counts, counted

NEAR = Decimal("0.8")
"""Share of the ceiling from which a contract is listed."""


@dataclass(frozen=True)
class JpRow:
    """A unit with everything below it: obliged people, those at the floor, those with nothing, the median."""

    code: str
    path: str
    name: str
    people: int
    reached: int
    zeros: int
    median: float
    technical: int
    own: int

    @property
    def below(self) -> int:
        """People under the floor."""
        return self.people - self.reached

    @property
    def share(self) -> float:
        """Share at the floor or above."""
        return self.reached / self.people if self.people else 0.0


@dataclass(frozen=True)
class JpMap:
    """The spread below a unit (None: several roots), as of the moment it was counted."""

    parent: people.UnitRow | None
    rows: tuple[JpRow, ...]
    total: JpRow
    hours: Decimal
    counted_at: datetime | None


@dataclass(frozen=True)
class BelowRow:
    """Somebody's counters of a year."""

    person: int
    legal: Decimal
    technical: Decimal
    own: Decimal


@dataclass(frozen=True)
class CeilingRow:
    """A PPPK whose contract year nears or passes the ceiling."""

    person: int
    jp: Decimal
    limit: int
    contract_from: date

    @property
    def is_over(self) -> bool:
        """More than the ceiling."""
        return self.jp > self.limit


def floor_on(on: date) -> tuple[int, list[str], str]:
    """The legal floor in JP a year, the employments it binds, and its source."""
    row = agency.rule("batas_jp", "pns_minimal", on)
    return (
        int(row.values["jp"]),
        list(row.values["employments"]),
        agency.legal_basis_names([row.legal_basis])[row.legal_basis],
    )


def jp_map(actor: Actor, year: int, on: date, *, under: str = "") -> JpMap:
    """The spread of a year below a unit, or below the only root the actor sees. Raises NotThere out of reach."""
    reach = _reach(actor)
    units = [unit for unit in people.units_on(on) if _sees(reach, unit.path)]
    seen = {unit.unit for unit in units}
    roots = [unit for unit in units if unit.parent not in seen]
    parent = next((unit for unit in units if unit.code == under), None) if under else _single(roots)
    if under and parent is None:
        raise NotThere(f"unit {under}")
    floor, bound, _source = floor_on(on)
    children = roots if parent is None else [unit for unit in units if unit.parent == parent.unit]
    roots_seen = [parent.path] if parent else [unit.path for unit in roots]
    step = _step_below(parent) if parent else _step_of(roots)
    groups, total, hours, counted_at = counted(year, _below(roots_seen), step, floor, bound)
    listed = [
        _row(groups.get(_key(unit, parent)), unit.code, unit.path, unit.short_name or unit.name) for unit in children
    ]
    if parent is not None and "" in groups:
        name = f"{parent.short_name or parent.name}, tanpa unit di bawahnya"
        listed.append(_row(groups[""], "", parent.path, name))
    total_row = _row(total, parent.code if parent else "", parent.path if parent else "", parent.name if parent else "")
    shown = tuple(sorted((row for row in listed if row.people), key=lambda row: (row.share, row.name)))
    return JpMap(parent, shown, total_row, hours, counted_at)


def below_floor(actor: Actor, year: int, on: date, path: str = "") -> "QuerySet[JpYear, Any]":
    """Obliged people under the floor, those with nothing first, within reach and, with `path`, in a subtree.

    `name` is the sort key of the person's name.
    """
    floor, bound, _source = floor_on(on)
    found: QuerySet[JpYear, Any] = _within(actor, path).filter(year=year, employment__in=bound, legal__lt=floor)
    return found.annotate(name=people.sort_key("person")).order_by("legal", "person")


def everybody_in(actor: Actor, year: int, path: str = "") -> list[BelowRow]:
    """The hours of everybody within reach, those with least first; for the exported list."""
    rows = _within(actor, path).filter(year=year).order_by("legal", "person")
    return [BelowRow(*row) for row in rows.values_list("person", "legal", "technical", "own")]


def near_ceiling(actor: Actor, year: int, on: date, path: str = "") -> list[CeilingRow]:
    """PPPK whose running contract year has used most of the ceiling, the fullest first (trap 3: a warning, no bar)."""
    limit = agency.rule("batas_jp", "pppk_maksimal", on).values
    rows = _within(actor, path).filter(
        year=year, employment__in=limit["employments"], contract__gte=Decimal(limit["jp"]) * NEAR
    )
    values = rows.order_by("-contract", "person").values_list("person", "contract", "contract_from")
    return [CeilingRow(person, jp, int(limit["jp"]), first) for person, jp, first in values]


def values_by_unit(actor: Actor, year: int, on: date, shown: Iterable[JpRow]) -> dict[str, list[float]]:
    """Path of a row -> the JP of each obliged person in it, for the picture in which a dot is a person."""
    _floor, bound, _source = floor_on(on)
    wanted = list(shown)
    rows = _within(actor, "").filter(_below(row.path for row in wanted), year=year, employment__in=bound)
    found: dict[str, list[float]] = {row.path: [] for row in wanted}
    ordered = sorted(found, key=len, reverse=True)
    alone = {row.path for row in wanted if not row.code}
    for path, legal in rows.values_list("path", "legal"):
        home = next(root for root in ordered if path.startswith(root))
        # The parent's own row stands for people posted in it, not for units that are not shown.
        if home not in alone or path == home:
            found[home].append(float(legal))
    return found


def _step_below(parent: people.UnitRow) -> Any:
    """Id of the unit one step below, as it stands in the path; empty for people posted in the parent itself."""
    place = Value(parent.path.count("/") + 1)
    return Func(F("path"), Value("/"), place, function="split_part", output_field=CharField())


def _step_of(roots: list[people.UnitRow]) -> Any:
    """Path of the root to which a row belongs; medians do not add up, so the counts must be grouped by it."""
    cases = [When(_below([unit.path]), then=Value(unit.path)) for unit in roots]
    return Case(*cases, default=Value(""), output_field=CharField())


def _row(counts: Counts | None, code: str, path: str, name: str) -> JpRow:
    if counts is None:
        return JpRow(code, path, name, 0, 0, 0, 0.0, 0, 0)
    people_, reached, zeros = counts.people, counts.reached, counts.zeros
    return JpRow(code, path, name, people_, reached, zeros, counts.median, counts.technical, counts.own)


def _key(unit: people.UnitRow, parent: people.UnitRow | None) -> str:
    return unit.path if parent is None else str(unit.unit)


def _single(roots: list[people.UnitRow]) -> people.UnitRow | None:
    return roots[0] if len(roots) == 1 else None


def _within(actor: Actor, path: str) -> Any:
    """Rows within reach: units, a team, or oneself."""
    reach = _reach(actor)
    if path:
        if not _sees(reach, path):
            raise NotThere(f"units {path}")
        return JpYear.objects.filter(_below([path]))
    return JpYear.objects.all() if reach.everything else JpYear.objects.filter(_below(reach.unit_paths))


def _reach(actor: Actor) -> Extent:
    reach = extent(actor, Permission.RECORD_READ)
    if not (reach.everything or reach.unit_paths):
        raise NotThere("no units within reach")
    return reach


def _sees(reach: Extent, path: str) -> bool:
    return reach.everything or any(path.startswith(root) for root in reach.unit_paths)


def _below(paths: Iterable[str]) -> Q:
    """Rows in subtrees, as ranges: under row security only such comparisons may use the index."""
    found = Q(pk__in=[])
    for path in paths:
        found |= Q(path__gte=path, path__lt=f"{path[:-1]}0")
    return found
