"""Which unit a row of the roster means: one that is there, or one that the row brings along."""

from dataclasses import dataclass, field
from typing import Any

from asah.foundation.imports.findings import Finding, Suggestion
from asah.foundation.text.likeness import closest
from asah.stages.people.queries import Tree, UnitNode
from asah.stages.people.rules import unit_key

# Written before a name by whoever means that the unit shall be created.
NEW = "Baru:"


@dataclass(frozen=True)
class Placed:
    """unit: id of a unit that is there, or None; new: what to create ({code, name, opd, opd_code, parent_code})."""

    unit: int | None = None
    new: dict[str, str] | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def ref(self) -> Any:
        """What stands for the unit in a row: its id, or "+" and the compared name of a new one."""
        if self.unit is not None:
            return self.unit
        return (
            "+" + (self.new["code"] or unit_key(self.new["opd"]) + "/" + unit_key(self.new["name"]))
            if self.new
            else None
        )


@dataclass
class Places:
    """The tree of the day and every answer given so far: a roster names each unit many times."""

    tree: Tree
    _known: dict[tuple[str, ...], Placed] = field(default_factory=dict)

    def place(self, name: str, code: str, opd: str, opd_code: str, parent_code: str) -> Placed:
        """The unit of a row, by code, by name within its OPD, by name alone; otherwise a new one or a problem."""
        key = (name, code, opd, opd_code, parent_code)
        if key not in self._known:
            self._known[key] = self._place(*key)
        return self._known[key]

    @property
    def is_bare(self) -> bool:
        """Whether there is no unit yet below the government."""
        return all(unit.kind == "pemda" for unit in self.tree.units.values())

    def _place(self, name: str, code: str, opd: str, opd_code: str, parent_code: str) -> Placed:
        by_code = self.tree.by_code.get(code) if code else None
        if by_code is not None:
            return Placed(by_code.id)
        asked = name.startswith(NEW)
        own, above = _parts(name.removeprefix(NEW).strip(), opd)
        found = self._named(own, above, opd_code)
        if len(found) == 1:
            return Placed(found[0].id)
        if len(found) > 1:
            offered = tuple(Suggestion(f"{one.name} - {self.tree.opd_name(one.id)}") for one in found[:4])
            message = f"Ada {len(found)} unit bernama “{own}”. Tulis juga perangkat daerahnya."
            return Placed(findings=(Finding("unit", message, True, name, offered),))
        if self.is_bare or code or asked:
            new = {"code": code, "name": own, "opd": above, "opd_code": opd_code, "parent_code": parent_code}
            warning = () if self.is_bare else (_brings(own),)
            return Placed(new=new, findings=warning)
        return Placed(findings=(self._unknown(name, own),))

    def _named(self, name: str, opd: str, opd_code: str) -> list[UnitNode]:
        found = self.tree.by_name.get(unit_key(name), [])
        if len(found) <= 1 or not (opd or opd_code):
            return found
        wanted = unit_key(opd)
        return [
            one
            for one in found
            if wanted in (unit_key(self.tree.opd_name(one.id)), *self._above(one))
            or (opd_code and self._opd_code(one) == opd_code)
        ] or found

    def _above(self, unit: UnitNode) -> set[str]:
        """Compared names, full and short, of everything above a unit and of itself."""
        return {unit_key(text) for one in self.tree.way_up(unit.id) for text in (one.name, one.short_name) if text}

    def _opd_code(self, unit: UnitNode) -> str:
        opd = self.tree.units.get(unit.opd) if unit.opd is not None else None
        return opd.code if opd else ""

    def _unknown(self, given: str, name: str) -> Finding:
        offered = closest(
            name, ((unit.name, unit.short_name) for unit in self.tree.units.values() if unit.kind != "pemda")
        )
        message = f"Unit “{given}” tidak ada."
        return Finding(
            "unit", message, True, given, (*map(Suggestion, offered), Suggestion(f"{NEW} {name}", "Atau buat"))
        )


def _brings(name: str) -> Finding:
    return Finding("unit", f"Unit “{name}” belum ada dan akan dibuat.", False, name, (), "unit baru akan dibuat")


def _parts(name: str, opd: str) -> tuple[str, str]:
    """SIASN writes "SEKSI A - BIDANG B - DINAS C": the unit first, its OPD last."""
    parts = [part.strip() for part in name.split(" - ") if part.strip()]
    if len(parts) > 1:
        return parts[0], opd or parts[-1]
    return name, opd
