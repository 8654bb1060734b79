"""Compares checked rows with the live ones: new, changed, same, missing; and which fields change unusually often."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from asah.foundation.imports.checking import Checked
from asah.foundation.imports.formats import ImportFormat, Live

USUAL_SHARE = 0.5
_LEAST_ROWS = 20


@dataclass
class Compared:
    """change: by index into the rows ("new", "changed", "same"); cells: index -> field -> (old, new) as people read;

    refs: index -> reference of the live row; missing: live rows that the file lacks;
    unusual: field -> (share of the known rows whose value changes, usual share).
    """

    change: dict[int, str] = field(default_factory=dict)
    cells: dict[int, dict[str, tuple[Any, Any]]] = field(default_factory=dict)
    refs: dict[int, Any] = field(default_factory=dict)
    missing: list[Live] = field(default_factory=list)
    unusual: dict[str, tuple[float, float]] = field(default_factory=dict)


def compare(checked: Checked, one: ImportFormat, scene: Any, supplied: frozenset[str]) -> Compared:
    """The diff of the rows that are ready.

    supplied: fields that the file or a constant gives; a field the file lacks changes nothing.
    Rows with problems and skipped ones still count as present, so that they are not called missing.
    """
    live = one.live(scene)
    compared_fields = [name for name in (one.compared or tuple(f.name for f in one.fields)) if name in supplied]
    keeping = {field.name for field in one.fields if field.blank_keeps}
    answer, seen = Compared(), set()
    for index, row in enumerate(checked.values):
        key = one.key(row, scene)
        if key is not None:
            seen.add(key)
        if not checked.is_ready(index):
            continue
        known = live.get(key) if key is not None else None
        if known is None:
            answer.change[index] = "new"
            continue
        answer.refs[index] = known.ref
        old = known.values
        cells = {
            name: (one.shown(name, old[name], scene), one.shown(name, row[name], scene))
            for name in compared_fields
            if name in old and old[name] != row[name] and not (row[name] is None and name in keeping)
        }
        answer.change[index] = "changed" if cells else "same"
        if cells:
            answer.cells[index] = cells
    if one.missing_choices:
        answer.missing = [known for key, known in live.items() if key not in seen and one.is_missing(known)]
    answer.unusual = _unusual(answer, one)
    return answer


def _unusual(answer: Compared, one: ImportFormat) -> dict[str, tuple[float, float]]:
    """Fields that change in far more of the known rows than is usual."""
    known = sum(change != "new" for change in answer.change.values())
    if known < _LEAST_ROWS:
        return {}
    counts: dict[str, int] = {}
    for cells in answer.cells.values():
        for name in cells:
            counts[name] = counts.get(name, 0) + 1
    usual: Mapping[str, float] = one.usual_share
    # A field that was empty everywhere until now is filled, not changed.
    shares = {name: count / known for name, count in counts.items() if not _only_filled(answer, name)}
    limits = {name: usual.get(name, USUAL_SHARE) for name in shares}
    return {name: (share, limits[name]) for name, share in shares.items() if share > limits[name]}


def _only_filled(answer: Compared, name: str) -> bool:
    return all(not cells[name][0] for cells in answer.cells.values() if name in cells)
