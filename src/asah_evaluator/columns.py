"""Columns of a file as arrays, or ``ValueError`` naming the rows that are not what they should be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from asah_evaluator.estimate import BoolArray, FloatArray, IntArray

MOST_NAMED = 8
"""Rows listed in a message before it says how many more there are."""


def read_table(path: str | Path) -> Any:
    """A CSV file as a data frame (pandas, loaded here so that importing the package stays light).

    Raises ``ValueError`` when the file has no rows or two columns share a name.
    """
    import pandas as pd

    try:
        table = pd.read_csv(path, low_memory=False)
    except (pd.errors.EmptyDataError, pd.errors.ParserError, UnicodeDecodeError) as problem:
        raise ValueError(f"{path}: not a table of comma-separated values ({problem})") from problem
    if table.empty:
        raise ValueError(f"{path}: there are headings but no rows")
    return table


def name_rows(chosen: BoolArray) -> str:
    """``rows 3, 8, 11 (120 in all)``, counting data rows from 1."""
    places = np.flatnonzero(chosen) + 1
    listed = ", ".join(str(place) for place in places[:MOST_NAMED])
    if len(places) == 1:
        return f"row {listed}"
    return f"rows {listed}, ... ({len(places)} in all)" if len(places) > MOST_NAMED else f"rows {listed}"


def as_numbers(values: Any, name: str, *, allow_missing: bool = False) -> FloatArray:
    """A column as floats.

    Raises ``ValueError`` naming rows with text, infinite values, or (unless ``allow_missing``) nothing.
    """
    array = np.asarray(values)
    is_numeric = array.dtype.kind in "biuf"
    numbers = array.astype(np.float64, copy=False) if is_numeric else _numbers_of_objects(array, name)
    if numbers.ndim != 1:
        raise ValueError(f"{name}: expected one value per row, got shape {numbers.shape}")
    if np.isfinite(numbers).all():
        return numbers
    infinite = np.isinf(numbers)
    if infinite.any():
        raise ValueError(f"{name}: infinite value at {name_rows(infinite)}")
    missing = np.isnan(numbers)
    if missing.any() and not allow_missing:
        raise ValueError(f"{name}: missing value at {name_rows(missing)}")
    return numbers


def _numbers_of_objects(array: Any, name: str) -> FloatArray:
    """Floats of a column that was read as text or mixed; empty text is missing."""
    numbers = np.empty(len(array), dtype=np.float64)
    wrong = np.zeros(len(array), dtype=bool)
    for place, value in enumerate(array.tolist()):
        if value is None or (isinstance(value, str) and not value.strip()):
            numbers[place] = np.nan
            continue
        try:
            numbers[place] = float(value)
        except (TypeError, ValueError):
            wrong[place] = True
    if wrong.any():
        example = array[np.flatnonzero(wrong)[0]]
        raise ValueError(f"{name}: text instead of a number at {name_rows(wrong)} (for example {example!r})")
    return numbers


def as_binary(values: Any, name: str) -> FloatArray:
    """A column of zeros and ones; raises ``ValueError`` naming rows with anything else."""
    numbers = as_numbers(values, name)
    wrong = (numbers != 0) & (numbers != 1)
    if wrong.any():
        raise ValueError(f"{name}: must be 0 or 1, is not at {name_rows(wrong)}")
    return numbers


def as_weights(values: Any, rows: int) -> FloatArray:
    """Sampling weights: finite and positive, one per row."""
    numbers = as_numbers(values, "weights")
    if len(numbers) != rows:
        raise ValueError(f"weights: {len(numbers)} rows, but outcome has {rows}")
    wrong = numbers <= 0
    if wrong.any():
        raise ValueError(f"weights: must be positive, is not at {name_rows(wrong)}")
    return numbers


def as_codes(values: Any, name: str) -> tuple[IntArray, Any]:
    """A column of labels as codes 0.. in sorted order, and the labels; raises on missing ones.

    Integers that already run 0.. or come sorted are not sorted again, which is what keeps millions of rows quick.
    """
    array = np.asarray(values)
    if array.dtype.kind == "O":
        missing = np.array([value is None or value != value or value == "" for value in array.tolist()], dtype=bool)
        if missing.any():
            raise ValueError(f"{name}: missing value at {name_rows(missing)}")
        array = array.astype(str)
    if array.dtype.kind == "f":
        missing = ~np.isfinite(array)
        if missing.any():
            raise ValueError(f"{name}: missing value at {name_rows(missing)}")
    if len(array) > 1 and array.dtype.kind in "iuf" and bool((array[1:] >= array[:-1]).all()):
        steps = np.concatenate(([False], array[1:] != array[:-1]))
        codes = np.cumsum(steps, dtype=np.int64)
        return codes, array[np.concatenate(([True], steps[1:]))]
    labels, inverse = np.unique(array, return_inverse=True)
    return inverse.astype(np.int64, copy=False), labels


def check_clusters(codes: IntArray | None) -> None:
    """Raise ``ValueError`` when clusters are given and there is but one; nothing is known of its spread."""
    if codes is not None and len(np.unique(codes)) < 2:
        raise ValueError("cluster: all rows belong to one cluster; at least 2 are needed to know any uncertainty")
