"""Creates the units that a roster brings along."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from asah.foundation.access.models import Agency
from asah.foundation.imports.work import Work
from asah.stages.people.imports.placing import Placed
from asah.stages.people.imports.scene import Scene
from asah.stages.people.models import Unit, UnitPosition
from asah.stages.people.queries import UnitNode
from asah.stages.people.rules import kind_of_unit, path_of, unit_key


@dataclass
class Refs:
    """What a row's unit value stands for: an id stays itself, "+..." is a unit just created."""

    created: dict[str, int] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    added: int = 0

    def __getitem__(self, ref: Any) -> int:
        return ref if isinstance(ref, int) else self.created[ref]


def write_units(work: Work, scene: Scene, wanted: Iterable[Mapping[str, str]]) -> Refs:
    """Create each new unit once, below its parent or its OPD, below the government; returns what refs stand for."""
    tree = scene.places.tree
    refs = Refs(names={unit.id: unit.name for unit in tree.units.values()})
    distinct = {Placed(new=dict(one)).ref: one for one in wanted}
    if not distinct:
        return refs
    grower = _Grower(work, list(tree.units.values()))
    for ref, one in distinct.items():
        grower.add(ref, one)
    grower.write()
    refs.created, refs.added = grower.ids, len(grower.ids)
    refs.names |= {grower.ids[ref]: name for ref, name in grower.named.items()}
    return refs


class _Grower:
    """Gathers new units with their parents, then writes them with paths."""

    def __init__(self, work: Work, units: list[UnitNode]) -> None:
        self.work = work
        self.parents: dict[int, int | None] = {unit.id: unit.parent for unit in units}
        self.codes = {unit.code: unit.id for unit in units}
        self.opds = {
            unit_key(text): unit.id for unit in units if unit.depth == 1 for text in (unit.name, unit.short_name)
        }
        self.ids: dict[str, int] = {}
        self.named: dict[str, str] = {}
        self.given: dict[int, tuple[str, str]] = {}
        self.waiting: dict[int, str] = {}
        roots = [unit.id for unit in units if unit.parent is None]
        self.root = roots[0] if roots else self._root()

    def _root(self) -> int:
        agency = Agency.objects.get(pk=self.work.actor.agency)
        return self._new("+root", agency.name, "PEMDA", None)

    def _new(self, ref: str, name: str, code: str, parent: int | None) -> int:
        key = self.work.journal.new_ids(Unit, 1)[0]
        self.ids[ref], self.named[ref] = key, name
        self.given[key] = (name, code or f"ASAH-{key}")
        self.parents[key] = parent
        if code:
            self.codes[code] = key
        return key

    def add(self, ref: str, one: Mapping[str, str]) -> None:
        """A unit of the file, below its OPD unless it is one itself."""
        opd_key = unit_key(one["opd"])
        if one["code"] and one["code"] in self.codes:
            self.ids[ref], self.named[ref] = self.codes[one["code"]], one["name"]
        elif not opd_key or opd_key == unit_key(one["name"]) or (one["opd_code"] and one["opd_code"] == one["code"]):
            known = self.opds.get(unit_key(one["name"])) if opd_key else None
            key = known if known is not None else self._new(ref, one["name"], one["code"], self.root)
            self.ids[ref], self.named[ref] = key, one["name"]
            self.opds[unit_key(one["name"])] = key
        else:
            self._new(ref, one["name"], one["code"], self._opd(one))
        if one["parent_code"]:
            self.waiting[self.ids[ref]] = one["parent_code"]

    def _opd(self, one: Mapping[str, str]) -> int:
        known = self.codes.get(one["opd_code"]) if one["opd_code"] else None
        known = known if known is not None else self.opds.get(unit_key(one["opd"]))
        if known is None:
            known = self._new("+opd/" + unit_key(one["opd"]), one["opd"], one["opd_code"], self.root)
            self.opds[unit_key(one["opd"])] = known
        return known

    def write(self) -> None:
        """Hang units with a known parent code below it, then write identity and position of each."""
        for key, code in self.waiting.items():
            if key in self.given and code in self.codes and self.codes[code] != key:
                self.parents[key] = self.codes[code]
        places = [(key, path_of(key, self.parents)) for key in self.given]
        journal, today = self.work.journal, self.work.today
        journal.insert(Unit, ("id", "uid", "code"), [(key, uuid.uuid4(), self.given[key][1]) for key, _path in places])
        columns = ("unit_id", "parent_id", "opd_id", "name", "short_name", "kind", "head_title", "district",
                   "is_remote", "path", "valid")  # fmt: skip
        journal.insert(UnitPosition, columns, (self._line(key, path, f"[{today},)") for key, path in places))

    def _line(self, key: int, path: str, valid: str) -> tuple[Any, ...]:
        name, way = self.given[key][0], [int(part) for part in path.strip("/").split("/")]
        depth = len(way) - 1
        opd = way[1] if depth >= 1 else None
        kind = kind_of_unit(name, depth) if depth else "pemda"
        return (key, self.parents[key], opd, name, "", kind, "", "", False, path, valid)
