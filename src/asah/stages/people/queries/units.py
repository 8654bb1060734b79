"""The tree of units on a day."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from asah.foundation.access.actor import Actor, Extent, NotThere, extent
from asah.foundation.access.permissions import Permission
from asah.stages.people.models import UnitPosition
from asah.stages.people.rules import unit_key


@dataclass(frozen=True)
class UnitNode:
    """A unit as it stands on a day. path: "/1/14/"; opd: id of its perangkat daerah; kind: see UnitPosition.Kind."""

    id: int
    uid: str
    code: str
    parent: int | None
    opd: int | None
    name: str
    short_name: str
    kind: str
    head_title: str
    district: str
    is_remote: bool
    path: str

    @property
    def depth(self) -> int:
        """0 for the government itself."""
        return self.path.count("/") - 2


@dataclass(frozen=True)
class Tree:
    """Every unit of a day, in the order of their paths; two queries' worth of memory, a few hundred rows."""

    units: dict[int, UnitNode] = field(default_factory=dict)

    @cached_property
    def children(self) -> dict[int | None, list[UnitNode]]:
        """Parent -> units directly below, by name."""
        found: dict[int | None, list[UnitNode]] = {}
        for unit in sorted(self.units.values(), key=lambda one: one.name):
            found.setdefault(unit.parent, []).append(unit)
        return found

    @cached_property
    def by_code(self) -> dict[str, UnitNode]:
        """SIASN's unor id -> unit."""
        return {unit.code: unit for unit in self.units.values()}

    @cached_property
    def by_name(self) -> dict[str, list[UnitNode]]:
        """Compared name, full or short -> units of that name (several offices have a "Sekretariat")."""
        found: dict[str, list[UnitNode]] = {}
        for unit in self.units.values():
            for key in {unit_key(unit.name), unit_key(unit.short_name)} - {""}:
                found.setdefault(key, []).append(unit)
        return found

    def way_up(self, unit: int) -> Iterator[UnitNode]:
        """The unit, its parent, and so on up to the root."""
        here: int | None = unit
        while here is not None and here in self.units:
            yield self.units[here]
            here = self.units[here].parent

    def opd_name(self, unit: int) -> str:
        """Name of the perangkat daerah a unit belongs to; its own name when it belongs to none."""
        row = self.units.get(unit)
        if row is None:
            return ""
        opd = self.units.get(row.opd) if row.opd is not None else None
        return opd.name if opd is not None else row.name

    def full_name(self, unit: int) -> str:
        """The unit and its OPD: "Puskesmas Remu, Dinas Kesehatan"."""
        row = self.units.get(unit)
        if row is None:
            return ""
        opd = self.opd_name(unit)
        return row.name if opd == row.name else f"{row.name}, {opd}"

    def walk(self, parent: int | None = None) -> Iterator[UnitNode]:
        """Depth first, each level by name."""
        for unit in self.children.get(parent, []):
            yield unit
            yield from self.walk(unit.id)


def tree(on: date) -> Tree:
    """The tree of a day, in one query."""
    rows = UnitPosition.objects.filter(valid__contains=on).order_by("path").values_list(
        "unit_id", "unit__uid", "unit__code", "parent_id", "opd_id", "name", "short_name", "kind", "head_title",
        "district", "is_remote", "path",
    )  # fmt: skip
    return Tree({row[0]: UnitNode(row[0], str(row[1]), *row[2:]) for row in rows})


def visible_tree(actor: Actor, on: date) -> Tree:
    """The units within the actor's reach for reading people; his own team's and his own unit are not enough."""
    return Tree({unit.id: unit for unit in tree(on).units.values() if sees_path(reading(actor), unit.path)})


def reading(actor: Actor) -> Extent:
    """How far the actor sees people."""
    return extent(actor, Permission.PEOPLE_READ)


def sees_path(reach: Extent, path: str) -> bool:
    """Whether a unit's path lies inside a reach over units."""
    return reach.everything or any(path.startswith(root) for root in reach.unit_paths)


def unit_by_uid(actor: Actor, uid: str, on: date) -> UnitNode:
    """A unit within reach. Raises NotThere."""
    reach = reading(actor)
    row = UnitPosition.objects.filter(valid__contains=on, unit__uid=uid).values_list("unit_id", "path").first()
    if row is None or not sees_path(reach, row[1]):
        raise NotThere(f"unit {uid}")
    return tree(on).units[row[0]]
