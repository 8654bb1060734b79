"""Many tests at once.

Sources: Holm (1979) keeps the chance of any false claim in the whole portfolio, under any dependence; Benjamini and
Hochberg (1995) keeps the expected share of false ones among those marked, for independent or positively dependent
tests. Decisions use Holm; dashboards, which invite a second look, use Benjamini-Hochberg.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from asah_evaluator.answers import FloatArray, name_rows, read_numbers


@dataclass(frozen=True)
class Decisions:
    """Outcome of a correction, in the order the p-values were given.

    ``adjusted`` (n,) p-values to compare with ``level``; ``rejected`` (n,) whether the null hypothesis falls;
    ``count`` of rejections.
    """

    adjusted: FloatArray
    rejected: NDArray[np.bool_]
    level: float
    method: str

    @property
    def count(self) -> int:
        """Number of rejected null hypotheses."""
        return int(self.rejected.sum())


def bonferroni(p_values: Iterable[Any], *, level: float = 0.05) -> Decisions:
    """Bonferroni: every p-value times their number. Parameters and errors as for :func:`holm`."""
    p = _checked(p_values, level)
    return _decide(np.minimum(p * len(p), 1.0), level, "Bonferroni")


def holm(p_values: Iterable[Any], *, level: float = 0.05) -> Decisions:
    """Holm's step-down procedure: at most ``level`` chance of any false claim.

    Parameters: ``p_values`` (n,), each from 0 to 1, none missing; ``level`` strictly between 0 and 1.
    Raises ``ValueError`` naming the places of p-values outside, empty or not numbers.
    """
    p = _checked(p_values, level)
    order = np.argsort(p, kind="stable")
    stepped = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1))
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(stepped, 1.0)
    return _decide(adjusted, level, "Holm")


def benjamini_hochberg(p_values: Iterable[Any], *, level: float = 0.05) -> Decisions:
    """Benjamini-Hochberg step-up: expected share of false ones among the rejected at most ``level``.

    Parameters and errors as for :func:`holm`.
    """
    p = _checked(p_values, level)
    order = np.argsort(p, kind="stable")[::-1]
    stepped = np.minimum.accumulate(p[order] * len(p) / np.arange(len(p), 0, -1))
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(stepped, 1.0)
    return _decide(adjusted, level, "Benjamini-Hochberg")


def _checked(p_values: Iterable[Any], level: float) -> FloatArray:
    """P-values as numbers, or ``ValueError``."""
    if not 0 < level < 1:
        raise ValueError(f"the level lies between 0 and 1, not at {level}")
    p = read_numbers(p_values if isinstance(p_values, np.ndarray) else list(p_values), what="p-value")
    if not len(p):
        raise ValueError("no p-value at all")
    wrong = np.isnan(p) | (p < 0) | (p > 1)
    if wrong.any():
        raise ValueError(f"{name_rows(wrong)}: a p-value lies between 0 and 1; leave out what was not tested")
    return p


def _decide(adjusted: FloatArray, level: float, method: str) -> Decisions:
    """Compare adjusted p-values with the level; equality rejects, with room for the last bit of a float."""
    return Decisions(adjusted, np.asarray(adjusted <= level * (1 + 1e-12)), level, method)
