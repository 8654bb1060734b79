"""Results: small frozen objects that carry their own shape, unit and honesty.

An :class:`Estimate` is one number with its uncertainty; a :class:`Row` is one line of a table beside it (a cohort, an
event time, a calendar period). Both are plain data: no method of estimation lives here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import inf, isfinite, isnan, nan
from typing import Any

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.floating[Any]]
IntArray = npt.NDArray[np.integer[Any]]
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table of estimates.

    ``label`` names the line (cohort, event time, period, comparison); the other fields are as in :class:`Estimate`.
    ``weight`` is the share of the line in the overall estimate where that has a meaning, else NaN.
    """

    label: str
    value: float
    se: float
    low: float
    high: float
    n: int = 0
    weight: float = nan

    def as_dict(self) -> dict[str, Any]:
        """The line as JSON values; unknown numbers become ``None``."""
        named: dict[str, Any] = {"label": self.label, "estimate": or_none(self.value), "se": or_none(self.se)}
        named |= {"low": or_none(self.low), "high": or_none(self.high), "n": self.n}
        return named if isnan(self.weight) else named | {"weight": self.weight}


@dataclass(frozen=True, slots=True)
class Estimate:
    """One number with its uncertainty.

    Parameters
    ----------
    value: the estimate, in the unit of the outcome.
    se: its standard error as the cited paper defines it, comparable with other packages.
    low, high: ends of the interval of level ``level``, in the unit of the outcome.
    n: independent observations behind it (units of a panel, persons of a cross-section).
    method: short name of the method with its options.
    dof: degrees of freedom of the interval; infinite for a normal interval.
    se_interval: standard error the interval stands on. With few units it is the bias-reduced one (CR2), larger than
        ``se``; otherwise equal to it.
    treated, controls: units (or persons) of each side.
    p_value: of no difference, two-sided, by the same reference distribution as the interval.
    rows: lines of the table beside the number; ``rows_of`` says what a line is.
    warnings: what a reader must know, one sentence each.
    """

    value: float
    se: float
    low: float
    high: float
    n: int
    method: str
    dof: float = inf
    se_interval: float = nan
    level: float = 0.95
    treated: int = 0
    controls: int = 0
    p_value: float = nan
    rows: tuple[Row, ...] = ()
    rows_of: str = ""
    warnings: tuple[str, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def is_usable(self) -> bool:
        """Whether value and interval are finite numbers."""
        return isfinite(self.value) and isfinite(self.low) and isfinite(self.high)

    def with_warnings(self, *more: str) -> Estimate:
        """The same estimate with further warnings; doubles are kept once."""
        return replace(self, warnings=tuple(dict.fromkeys((*self.warnings, *more))))

    def as_dict(self) -> dict[str, Any]:
        """JSON values with the keys of the command line; unknown numbers become ``None``."""
        named: dict[str, Any] = {key: or_none(getattr(self, key)) for key in ("se", "low", "high")}
        named = {"estimate": or_none(self.value), **named, "n": self.n, "method": self.method}
        named |= {"se_interval": or_none(self.se_interval), "dof": or_none(self.dof), "level": self.level}
        named |= {"treated": self.treated, "controls": self.controls, "p_value": or_none(self.p_value)}
        if self.rows:
            named[self.rows_of or "rows"] = [row.as_dict() for row in self.rows]
        return named | self.extra | {"warnings": list(self.warnings)}


def or_none(number: float) -> float | None:
    """A finite float, or ``None``: JSON has no NaN and no infinity."""
    return float(number) if isfinite(number) else None


def critical_value(level: float, dof: float = inf) -> float:
    """Two-sided critical value of Student's t (normal when ``dof`` is infinite) at confidence ``level`` in (0, 1)."""
    from scipy.special import ndtri, stdtrit

    if not 0 < level < 1:
        raise ValueError(f"level must lie strictly between 0 and 1, got {level}")
    tail = 0.5 + level / 2
    return float(ndtri(tail) if not isfinite(dof) else stdtrit(dof, tail))


def two_sided_p(statistic: float, dof: float = inf) -> float:
    """Two-sided p-value of a t statistic with ``dof`` degrees of freedom (normal when infinite)."""
    from scipy.special import ndtr, stdtr

    if isnan(statistic):
        return nan
    return float(2 * (ndtr(-abs(statistic)) if not isfinite(dof) else stdtr(dof, -abs(statistic))))


def interval(value: float, se: float, dof: float = inf, level: float = 0.95) -> tuple[float, float]:
    """``value`` plus and minus the critical value times ``se``; NaN when the standard error is not positive."""
    if not (isfinite(value) and isfinite(se) and se > 0 and dof > 0):
        return nan, nan
    reach = critical_value(level, dof) * se
    return value - reach, value + reach


def make_estimate(
    value: float,
    se: float,
    *,
    n: int,
    method: str,
    dof: float = inf,
    se_interval: float | None = None,
    level: float = 0.95,
    treated: int = 0,
    controls: int = 0,
    rows: Sequence[Row] = (),
    rows_of: str = "",
    warnings: Sequence[str] = (),
    extra: dict[str, Any] | None = None,
) -> Estimate:
    """An :class:`Estimate` with interval and p-value worked out from its standard error and degrees of freedom."""
    basis = se if se_interval is None else se_interval
    low, high = interval(value, basis, dof, level)
    p_value = two_sided_p(value / basis, dof) if isfinite(basis) and basis > 0 else nan
    return Estimate(
        float(value), float(se), low, high, int(n), method, float(dof), float(basis), level, int(treated),
        int(controls), p_value, tuple(rows), rows_of, tuple(warnings), extra or {},
    )  # fmt: skip


def make_row(label: str, value: float, se: float, *, n: int = 0, dof: float = inf, level: float = 0.95) -> Row:
    """A :class:`Row` with its interval worked out."""
    low, high = interval(value, se, dof, level)
    return Row(label, float(value), float(se), low, high, int(n))
