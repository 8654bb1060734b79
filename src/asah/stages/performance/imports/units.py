"""Finding the unit a cell means, by its code, name or short name."""

from datetime import date

from asah.foundation.imports.findings import Problem
from asah.foundation.text.cells import plain_key
from asah.foundation.text.likeness import closest
from asah.stages.people import queries as people


class Units:
    """The units of a day by everything they are called."""

    def __init__(self, on: date) -> None:
        self.tree = people.tree(on)
        self.names: dict[str, set[int]] = {}
        for unit in self.tree.units.values():
            for text in (unit.name, unit.short_name, self.tree.full_name(unit.id)):
                if text:
                    self.names.setdefault(plain_key(text), set()).add(unit.id)

    def find(self, text: str) -> int:
        """Id of the unit. Raises Problem with the nearest names."""
        by_code = self.tree.by_code.get(text.strip())
        if by_code is not None:
            return by_code.id
        found = self.names.get(plain_key(text), set())
        if len(found) == 1:
            return next(iter(found))
        if found:
            full = sorted(self.tree.full_name(unit) for unit in found)
            raise Problem(f"Ada {len(found)} unit bernama “{text}”. Tulis juga perangkat daerahnya.", *full[:3])
        known = ((unit.name, unit.short_name) for unit in self.tree.units.values())
        raise Problem(f"Unit “{text}” tidak ada.", *closest(text, known))

    def name(self, unit: int) -> str:
        """What it is called, with its perangkat daerah."""
        return self.tree.full_name(unit)
