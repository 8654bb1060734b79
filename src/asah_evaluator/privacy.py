"""Nothing that points at a person leaves the evaluator.

Cells under a minimum are hidden (5 inside the office, 10 in public), and enough others with them that no hidden cell
can be worked out from the totals shown: after the quick rule (no line with a single hidden cell) every hidden cell is
attacked by linear programming, as an outsider would, and must stay uncertain by at least the minimum (complementary
suppression and its audit: Willenborg and de Waal 2001, chapters 4 and 7).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from asah_evaluator.answers import name_rows, read_answers

INSIDE_OFFICE = 5
"""Smallest group shown to officials."""
IN_PUBLIC = 10
"""Smallest group shown on public pages."""
HIDDEN = "–"
"""How a hidden cell is printed."""

BoolTable = NDArray[np.bool_]
IntTable = NDArray[np.int64]


@dataclass(frozen=True)
class SafeTable:
    """A table of counts (rows, columns) that may be shown.

    ``counts`` with totals appended as last row and column; ``hidden`` of the same shape: cells that must not be shown,
    the small ones and those hidden to protect them; ``small`` marks the former; ``row_names`` and ``column_names``
    include ``Jumlah``; ``minimum`` used.
    """

    counts: IntTable
    hidden: BoolTable
    small: BoolTable
    row_names: tuple[str, ...]
    column_names: tuple[str, ...]
    minimum: int

    def shown(self) -> list[list[str]]:
        """Cells as text, hidden ones as a dash."""
        return [
            [HIDDEN if hide else str(count) for count, hide in zip(line, marks, strict=True)]
            for line, marks in zip(self.counts.tolist(), self.hidden.tolist(), strict=True)
        ]

    def sentence(self) -> str:
        """What was hidden and why, in Indonesian; empty when nothing was."""
        count = int(self.hidden.sum())
        if not count:
            return ""
        return (
            f"{count} sel tidak ditampilkan: kelompok di bawah {self.minimum} orang, "
            "dan sel lain yang dapat membukanya lewat pengurangan."
        )


@dataclass(frozen=True)
class SafeGroup:
    """One group of a list: ``n`` persons and ``value``, both ``None`` when hidden."""

    name: str
    n: int | None
    value: float | None
    hidden: bool


def safe_table(counts: Any, *, minimum: int = INSIDE_OFFICE, row_names: Iterable[str] | None = None) -> SafeTable:
    """Hide small cells of a two-way table of counts, and what would reveal them.

    Parameters: ``counts`` (rows, columns) whole numbers of persons, without totals; ``minimum`` smallest count shown;
    ``row_names`` otherwise taken from the table. A count of 0 is hidden too: "nobody" says something about everybody.
    Raises ``ValueError`` naming rows for empty cells, text, negative and broken numbers.
    """
    read = read_answers(counts)
    _check_minimum(minimum)
    values = read.values
    odd = (np.isnan(values) | (values < 0) | (values != np.floor(np.nan_to_num(values)))).any(axis=1)
    if odd.any():
        raise ValueError(f"{name_rows(odd, read.rows)}: counts of persons are whole numbers from 0")
    whole = with_totals(values.astype(np.int64))
    small = whole < minimum
    hidden = _protect(whole, small.copy(), minimum)
    named = tuple(str(name) for name in row_names) if row_names is not None else read.rows
    return SafeTable(whole, hidden, small, (*named, "Jumlah"), (*read.items, "Jumlah"), minimum)


def safe_groups(
    sizes: Mapping[str, int], values: Mapping[str, float], *, minimum: int = INSIDE_OFFICE, total_shown: bool = True
) -> tuple[SafeGroup, ...]:
    """Hide the values (means, shares) of small groups.

    Parameters: ``sizes`` group -> persons; ``values`` group -> number; ``total_shown`` whether a figure for everybody
    stands beside them: then one hidden group alone could be worked out, and the next smallest is hidden with it.
    """
    _check_minimum(minimum)
    broken = [name for name, size in sizes.items() if isinstance(size, bool) or size < 0 or int(size) != size]
    if broken:
        raise ValueError(f"group {', '.join(broken)}: the number of persons is a whole number from 0")
    missing = [name for name in sizes if name not in values]
    if missing:
        raise ValueError(f"no value for group {', '.join(missing)}")
    hidden = {name for name, size in sizes.items() if size < minimum}
    rest = sorted((name for name in sizes if name not in hidden), key=lambda name: (sizes[name], name))
    while total_shown and hidden and rest and (len(hidden) < 2 or sum(sizes[name] for name in hidden) < minimum):
        hidden.add(rest.pop(0))
    return tuple(
        SafeGroup(name, None, None, True) if name in hidden else SafeGroup(name, int(size), float(values[name]), False)
        for name, size in sizes.items()
    )


def may_show(n: int, *, minimum: int = INSIDE_OFFICE) -> bool:
    """Whether a figure about ``n`` persons may be shown at all."""
    _check_minimum(minimum)
    return n >= minimum


def round_count(count: int, *, base: int = 5) -> int:
    """A count rounded half up to a multiple of ``base``, for public tables that need no exact number."""
    if count < 0 or base < 1:
        raise ValueError("a count is at least 0 and the base at least 1")
    return math.floor(count / base + 0.5) * base


def share_digits(n: int) -> int:
    """Decimals of a percentage that ``n`` answers can carry: a percentage must not reveal the count behind it."""
    if n < 1:
        raise ValueError("a share needs at least one answer")
    return 1 if n >= 1000 else 0


def with_totals(counts: IntTable) -> IntTable:
    """The table with a last row and column of totals."""
    wide = np.column_stack([counts, counts.sum(axis=1)])
    return np.vstack([wide, wide.sum(axis=0)])


def feasible_range(whole: IntTable, hidden: BoolTable, cell: tuple[int, int]) -> tuple[float, float]:
    """What an outsider can conclude about a hidden cell: its lowest and highest value.

    Parameters: ``whole`` counts with totals; ``hidden`` what he cannot see; ``cell`` (row, column) he attacks. He knows
    that counts are not negative and add up to the totals he sees.
    """
    from scipy.optimize import linprog

    places = [tuple(place) for place in np.argwhere(hidden).tolist()]
    column_of = {place: j for j, place in enumerate(places)}
    equations, sums = _sums(whole, hidden, column_of)
    goal = np.zeros(len(places))
    goal[column_of[cell]] = 1.0
    ends = []
    for side in (1.0, -1.0):
        found = linprog(side * goal, A_eq=equations or None, b_eq=sums or None, bounds=(0, None), method="highs")
        ends.append(side * float(found.fun or 0.0) if found.status == 0 else side * -np.inf)
    return float(ends[0]), float(ends[1])


def _sums(whole: IntTable, hidden: BoolTable, column_of: dict[Any, int]) -> tuple[list[Any], list[float]]:
    """Equations an outsider knows: parts of every line minus its total equal 0, with the seen part moved right."""
    equations, sums = [], []
    rows, columns = whole.shape
    lines = [[(i, j) for j in range(columns)] for i in range(rows)] + [
        [(i, j) for i in range(rows)] for j in range(columns)
    ]
    for line in lines:
        signs = [1.0] * (len(line) - 1) + [-1.0]
        unseen = [(place, sign) for place, sign in zip(line, signs, strict=True) if hidden[place]]
        if not unseen:
            continue
        row = np.zeros(len(column_of))
        for place, sign in unseen:
            row[column_of[place]] = sign
        equations.append(row)
        sums.append(-sum(sign * whole[place] for place, sign in zip(line, signs, strict=True) if not hidden[place]))
    return equations, sums


def _protect(whole: IntTable, hidden: BoolTable, minimum: int) -> BoolTable:
    """Hide more cells until no hidden one can be worked out."""
    hidden = _pair_lines(whole, hidden)
    while True:
        exposed = _first_exposed(whole, hidden, minimum)
        if exposed is None:
            return hidden
        before = int(hidden.sum())
        hidden = _pair_lines(whole, _hide_near(whole, hidden, exposed))
        if int(hidden.sum()) == before:
            return np.ones_like(hidden)


def _pair_lines(whole: IntTable, hidden: BoolTable) -> BoolTable:
    """Hide the smallest further cell of every line that has exactly one hidden cell."""
    changed = True
    while changed:
        changed = False
        for axis in (0, 1):
            for line in np.flatnonzero(hidden.sum(axis=1 - axis) == 1):
                place = (slice(None), line) if axis else (line, slice(None))
                counts = np.where(hidden[place], np.iinfo(np.int64).max, whole[place])
                # The total is the last resort: hide an inner cell first when one with persons is left.
                inner = np.argsort(counts[:-1], kind="stable")
                open_inner = [j for j in inner if not hidden[place][j]]
                chosen = open_inner[0] if open_inner else len(counts) - 1
                hidden[(chosen, line) if axis else (line, chosen)] = True
                changed = True
    return hidden


def _first_exposed(whole: IntTable, hidden: BoolTable, minimum: int) -> tuple[int, int] | None:
    """A hidden cell whose range is narrower than ``minimum``, or ``None``."""
    for row, column in np.argwhere(hidden).tolist():
        low, high = feasible_range(whole, hidden, (row, column))
        if high - low < minimum:
            return (row, column)
    return None


def _hide_near(whole: IntTable, hidden: BoolTable, cell: tuple[int, int]) -> BoolTable:
    """Hide the smallest open cell in the row or the column of an exposed cell; any open cell when both are full."""
    row, column = cell
    candidates = [(int(whole[row, j]), row, j) for j in range(whole.shape[1]) if not hidden[row, j]]
    candidates += [(int(whole[i, column]), i, column) for i in range(whole.shape[0]) if not hidden[i, column]]
    if not candidates:
        candidates = [(int(whole[i, j]), i, j) for i, j in np.argwhere(~hidden).tolist()]
    if not candidates:
        return hidden
    last_row, last_column = whole.shape[0] - 1, whole.shape[1] - 1
    _, i, j = min(candidates, key=lambda c: (c[1] == last_row, c[2] == last_column, c[0], c[1], c[2]))
    hidden[i, j] = True
    return hidden


def _check_minimum(minimum: int) -> None:
    """Refuse a minimum that protects nobody."""
    if isinstance(minimum, bool) or int(minimum) != minimum or minimum < 2:
        raise ValueError(f"the smallest group shown must be a whole number of at least 2, not {minimum}")
