"""Times and cohorts of a panel: numbers, or dates written YYYY-MM-DD or YYYY-MM."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np

from asah_evaluator.columns import as_codes, as_numbers, name_rows
from asah_evaluator.estimate import FloatArray, IntArray

_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?")
_NEVER_WORDS = frozenset({"", "0", "0.0", "inf", "nan", "none", "never", "tidak"})


@dataclass(frozen=True, slots=True, eq=False)
class Times:
    """Times of long rows: ``codes`` (rows,) into ``values`` (periods,), with ``labels`` as they were written.

    ``are_dates`` tells that the values are 1, 2, 3, ... standing for the dates in ``labels``.
    """

    codes: IntArray
    values: FloatArray
    labels: tuple[str, ...]
    are_dates: bool


def read_times(values: Any) -> Times:
    """Times from a column; raises ``ValueError`` naming rows that are neither numbers nor dates of one form."""
    array = np.asarray(values)
    if array.dtype.kind == "M":
        array = array.astype("datetime64[D]").astype(str)
    if array.dtype.kind in "biuf":
        return _numeric(as_numbers(array, "time"))
    texts = np.array([str(value).strip() for value in array.tolist()])
    dated = np.array([_DATE.fullmatch(text) is not None for text in texts], dtype=bool)
    if not dated.any():
        try:
            return _numeric(as_numbers(array, "time"))
        except ValueError as problem:
            raise ValueError(f"{problem}; write times as numbers, or as dates YYYY-MM-DD or YYYY-MM") from None
    if not dated.all():
        raise ValueError(f"time: not a date written YYYY-MM-DD or YYYY-MM at {name_rows(~dated)}")
    if len({len(text) for text in texts}) > 1:
        raise ValueError("time: dates with and without a day are mixed in one column")
    codes, labels = as_codes(texts, "time")
    return Times(codes, np.arange(1.0, len(labels) + 1), tuple(str(label) for label in labels), True)


def _numeric(numbers: FloatArray) -> Times:
    """Times that are numbers already."""
    labels = _few_values(numbers)
    codes = np.searchsorted(labels, numbers)
    return Times(codes.astype(np.int64, copy=False), labels, tuple(f"{label:g}" for label in labels), False)


def _few_values(numbers: FloatArray) -> FloatArray:
    """Sorted distinct values; a panel has few, so a sample is tried before millions of rows are sorted."""
    guess = np.unique(numbers[:4096])
    if len(numbers) > 4096:
        place = np.minimum(np.searchsorted(guess, numbers), len(guess) - 1)
        if not bool((guess[place] == numbers).all()):
            return np.unique(numbers)
    return guess


def read_cohorts(values: Any, times: Times) -> FloatArray:
    """First treated period of each row on the scale of ``times.values``; infinite where never treated.

    Never is written 0, empty, NaN, inf, "never" or "tidak". A cohort date that falls between two periods starts at
    the next one. Raises ``ValueError`` naming rows that can be read as neither.
    """
    array = np.asarray(values)
    if array.dtype.kind in "biuf" and not times.are_dates:
        starts = array.astype(np.float64)
        negative = starts < 0
        if negative.any():
            raise ValueError(f"cohort: negative at {name_rows(negative)}; write 0 for never")
        starts[(starts == 0) | np.isnan(starts)] = np.inf
        return starts
    if array.dtype.kind == "M":
        array = array.astype("datetime64[D]").astype(str)
    starts = np.full(len(array), np.inf)
    wrong = np.zeros(len(array), dtype=bool)
    known: dict[str, float] = {}
    for place, value in enumerate(array.tolist()):
        text = "" if value is None else str(value).strip()
        if text not in known:
            known[text] = _one_cohort(text, times)
        starts[place] = known[text]
        wrong[place] = np.isnan(known[text])
    if wrong.any():
        raise ValueError(f"cohort: neither a period nor empty at {name_rows(wrong)}")
    return starts


def _one_cohort(text: str, times: Times) -> float:
    """The cohort written as ``text``; NaN when it cannot be read."""
    if text.lower() in _NEVER_WORDS or text == "NaT":
        return float("inf")
    if times.are_dates:
        if _DATE.fullmatch(text) is None:
            return float("nan")
        return float(sum(label < text[: len(label)] for label in times.labels)) + 1.0
    try:
        return float(text)
    except ValueError:
        return float("nan")
