"""Tables of answers and ratings, read strictly: a number that is not meant never comes out of a bad cell.

Every function of the survey and test half starts here. A cell is a number, or empty; anything else is refused with
its row and column named. Rows are named as the caller named them: the labels of a frame's index, otherwise 1, 2, 3
counting rows of data (the heading is not counted).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

SHOWN_PROBLEMS = 8
"""How many bad cells an error message lists before it only counts the rest."""


@dataclass(frozen=True)
class Answers:
    """Answers of persons (rows) to items (columns).

    ``values`` (persons, items), NaN where there is no answer; ``items`` and ``rows`` are the names, in order.
    """

    values: FloatArray
    items: tuple[str, ...]
    rows: tuple[str, ...]

    @property
    def complete(self) -> Answers:
        """Only the persons who answered every item."""
        keep = np.asarray(~np.isnan(self.values).any(axis=1))
        return Answers(
            self.values[keep], self.items, tuple(row for row, kept in zip(self.rows, keep, strict=True) if kept)
        )


def read_answers(data: Any, *, items: Sequence[str] | None = None) -> Answers:
    """Read a table of numbers.

    Parameters: ``data`` a frame (anything with ``columns`` and item access), a mapping of column name to values, or a
    two-dimensional sequence (persons, items); ``items`` the columns to use, all when ``None``.
    Raises ``ValueError`` naming rows when a cell is neither a finite number nor empty, when columns are missing or
    repeated, or when there is no row at all.
    """
    quick = None if items is not None else _plain_table(data)
    if quick is not None:
        return quick
    columns, rows = _columns_of(data)
    names = tuple(str(item) for item in items) if items is not None else tuple(columns)
    missing = [name for name in names if name not in columns]
    if missing:
        raise ValueError(f"no column named {', '.join(missing)}; the data has {', '.join(columns)}")
    if len(set(names)) < len(names):
        raise ValueError("an item is listed more than once")
    if not names or not rows:
        raise ValueError("the table is empty: at least one row and one column of answers are needed")
    values = np.column_stack([read_numbers(columns[name], rows=rows, what=name) for name in names])
    return Answers(values, names, rows)


def read_numbers(cells: Iterable[Any], *, rows: Sequence[str] | None = None, what: str = "value") -> FloatArray:
    """Read one column of numbers; empty cells become NaN.

    Parameters: ``cells`` of shape (n,); ``rows`` their names (1, 2, 3 when ``None``); ``what`` the column's name for
    messages. Raises ``ValueError`` naming the rows of text and of infinite numbers.
    """
    if isinstance(cells, np.ndarray) and cells.dtype.kind in "fiub":
        numbers = cells.astype(np.float64)
        bad = [(place, cells[place]) for place in np.flatnonzero(np.isinf(numbers)).tolist()]
    else:
        numbers, bad = _numbers_one_by_one(list(cells))
    if bad:
        raise ValueError(f"column {what}: {_named(bad, rows)}; every cell must be a finite number or empty")
    return numbers


def read_labels(cells: Iterable[Any]) -> list[str | None]:
    """Read one column of labels (options, categories) as text; empty cells become ``None``."""
    return [None if _is_empty(cell) else _label(cell) for cell in cells]


def name_rows(mask: Any, rows: Sequence[str] | None = None) -> str:
    """The rows of a mask in words, for messages: ``rows 3, 7 and 12 more``."""
    places = np.flatnonzero(mask)
    names = [rows[place] if rows is not None else str(place + 1) for place in places[:SHOWN_PROBLEMS]]
    rest = len(places) - len(names)
    return f"{'row' if len(places) == 1 else 'rows'} {', '.join(names)}{f' and {rest} more' if rest else ''}"


def _plain_table(data: Any) -> Answers | None:
    """A table of numbers without a fault, taken as it stands; ``None`` for any other, which goes the way with names.

    Millions of cells cost one look here, however many columns they stand in.
    """
    framed = hasattr(data, "columns") and hasattr(data, "index")
    values = data.to_numpy() if framed else data
    if not isinstance(values, np.ndarray) or values.dtype.kind not in "fiub" or values.ndim != 2 or not values.size:
        return None
    numbers = values.astype(np.float64)
    if np.isinf(numbers).any():
        return None
    height, width = numbers.shape
    counted = tuple(str(place + 1) for place in range(height))
    if not framed:
        return Answers(numbers, tuple(f"item {place + 1}" for place in range(width)), counted)
    names = tuple(str(name) for name in data.columns)
    if len(set(names)) < width:
        return None
    plain = type(data.index).__name__ == "RangeIndex"
    return Answers(numbers, names, counted if plain else tuple(str(label) for label in data.index))


def _columns_of(data: Any) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Columns by name and the names of the rows, whatever the container."""
    if hasattr(data, "columns") and hasattr(data, "index"):
        names = [str(name) for name in data.columns]
        if len(set(names)) < len(names):
            raise ValueError(f"column names repeat: {', '.join(sorted({n for n in names if names.count(n) > 1}))}")
        plain = type(data.index).__name__ == "RangeIndex"
        rows = tuple(str(place + 1) if plain else str(label) for place, label in enumerate(data.index))
        return {name: data.iloc[:, place].to_numpy() for place, name in enumerate(names)}, rows
    if isinstance(data, Mapping):
        columns = {str(name): list(cells) for name, cells in data.items()}
        lengths = {len(cells) for cells in columns.values()}
        if len(lengths) > 1:
            raise ValueError(f"columns have different lengths: {', '.join(map(str, sorted(lengths)))}")
        return dict(columns), tuple(str(place + 1) for place in range(max(lengths, default=0)))
    table = data if isinstance(data, np.ndarray) else [list(row) for row in data]
    if isinstance(table, np.ndarray):
        if table.ndim != 2:
            raise ValueError(f"a table needs two dimensions (persons, items), this array has {table.ndim}")
        width, height = table.shape[1], table.shape[0]
        return {f"item {j + 1}": table[:, j] for j in range(width)}, tuple(str(i + 1) for i in range(height))
    widths = {len(row) for row in table}
    if len(widths) > 1:
        raise ValueError(f"rows have different lengths: {', '.join(map(str, sorted(widths)))}")
    return (
        {f"item {j + 1}": [row[j] for row in table] for j in range(max(widths, default=0))},
        tuple(str(i + 1) for i in range(len(table))),
    )


def _numbers_one_by_one(cells: list[Any]) -> tuple[FloatArray, list[tuple[int, Any]]]:
    """Numbers of mixed cells and the (place, cell) of those that are not numbers."""
    numbers = np.full(len(cells), np.nan)
    bad: list[tuple[int, Any]] = []
    for place, cell in enumerate(cells):
        if _is_empty(cell):
            continue
        try:
            number = float(cell)
        except (TypeError, ValueError):
            bad.append((place, cell))
            continue
        if math.isfinite(number):
            numbers[place] = number
        else:
            bad.append((place, cell))
    return numbers, bad


def _is_empty(cell: Any) -> bool:
    """Whether a cell holds no answer: None, blank text, NaN and its kin."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return True
    return bool(cell != cell) if isinstance(cell, float | np.floating) else type(cell).__name__ in {"NAType", "NaTType"}


def _label(cell: Any) -> str:
    """One label as text; 3.0 and 3 are the same label."""
    if isinstance(cell, float | np.floating) and float(cell).is_integer():
        return str(int(cell))
    return str(cell).strip()


def _named(bad: list[tuple[int, Any]], rows: Sequence[str] | None) -> str:
    """Bad cells in words: ``row 3 holds 'abc', row 9 holds inf``."""
    shown = [
        f"row {rows[place] if rows is not None else place + 1} holds {cell!r}" for place, cell in bad[:SHOWN_PROBLEMS]
    ]
    rest = len(bad) - len(shown)
    return ", ".join(shown) + (f" and {rest} more" if rest else "")
