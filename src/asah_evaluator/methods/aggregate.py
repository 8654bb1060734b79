"""From group-time effects to one number and a table: simple, group, dynamic (event study), calendar.

Source: Callaway and Sant'Anna (2021), Journal of Econometrics 225, section 3. Shares of cohorts are estimated, and the
influence function of every average carries that (their theorem 4 and corollary 2).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf

import numpy as np

from asah_evaluator.estimate import BoolArray, Estimate, FloatArray, Row, make_estimate, make_row
from asah_evaluator.inference.ledger import Ledger, SmallSample
from asah_evaluator.methods.cells import Cell

AGGREGATES = ("simple", "group", "dynamic", "calendar")
FEW_UNITS = 50
"""Below this many treated or untreated units (clusters) the interval is the small-sample one."""


@dataclass(frozen=True, slots=True, eq=False)
class GroupTime:
    """Group-time average effects ATT(g, t).

    Attributes: ``cells`` what each number compares; ``att`` (cells,) in the outcome's unit; ``influence``
    (cells, width) in the book ``ledger``; ``periods`` (periods,) and ``period_labels``; ``treated`` and ``controls``
    units (clusters where given); ``counts`` units of each cohort; ``few`` whether intervals must be those for few
    units; ``fixed_shares`` whether shares of cohorts count as known; ``method`` for display.
    """

    cells: tuple[Cell, ...]
    att: FloatArray
    influence: FloatArray
    ledger: Ledger
    periods: FloatArray
    period_labels: tuple[str, ...]
    method: str
    n: int
    treated: int
    controls: int
    counts: dict[float, int]
    few: bool
    warnings: tuple[str, ...] = ()
    fixed_shares: bool = False

    @property
    def se(self) -> FloatArray:
        """(cells,) standard errors by the influence function."""
        return np.array([self.error(row) for row in self.influence])

    def error(self, influence: FloatArray) -> float:
        """Standard error of one influence function; rounding never makes it imaginary."""
        return float(np.sqrt(max(float(self.ledger.covariance(influence)[0, 0]), 0.0)))

    def covariance(self) -> FloatArray:
        """(cells, cells) covariance of the estimates."""
        return self.ledger.covariance(self.influence)

    def name(self, start: float) -> str:
        """A cohort as the period in which it starts, as that was written."""
        place = np.flatnonzero(self.periods == start)
        return self.period_labels[int(place[0])] if len(place) else f"{start:g}"

    def cohort_number(self, start: float) -> int:
        """Place of a cohort in the ledger."""
        return int(np.flatnonzero(self.ledger.starts == start)[0])

    def share_influence(self, per_cohort: FloatArray) -> FloatArray:
        """What estimated shares of cohorts add to an influence function; nothing where shares count as fixed."""
        return self.ledger.shift(np.zeros_like(per_cohort) if self.fixed_shares else per_cohort)

    def line(self, label: str, value: float, part: Average, start: float | None, level: float) -> Row:
        """One line with the interval that fits the number of units."""
        se = self.error(part.influence)
        small = self.ledger.few_units(part.fixed) if self.few else SmallSample(se, inf)
        line = make_row(label, value, small.se, dof=small.dof, level=level, n=self._count(start))
        return Row(line.label, line.value, se, line.low, line.high, line.n)

    def _count(self, start: float | None) -> int:
        """Treated units behind a line."""
        return self.treated if start is None else self.counts.get(start, 0)


@dataclass(frozen=True, slots=True, eq=False)
class Average:
    """A weighted average of cells.

    ``weights`` (cells,) on the cells; ``value``; ``influence`` (width,) with the part that estimated shares of cohorts
    add, and ``fixed`` (width,) without it.
    """

    weights: FloatArray
    value: float
    influence: FloatArray
    fixed: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Averages:
    """The overall average and the lines beside it: (label, cohort or ``None``, average)."""

    overall: Average
    lines: tuple[tuple[str, float | None, Average], ...]
    rows_of: str


def averages(found: GroupTime, kind: str = "simple") -> Averages:
    """Averages of the group-time effects of one ``kind``.

    ``simple`` weights every treated cohort-period by the cohort's share; ``group`` averages each cohort over its
    periods first; ``dynamic`` averages over event times 0, 1, ...; ``calendar`` over periods.
    Raises ``ValueError`` for an unknown kind or when no period after treatment could be estimated.
    """
    if kind not in AGGREGATES:
        raise ValueError(f"aggregate must be one of {', '.join(AGGREGATES)}; got {kind!r}")
    post = np.array([cell.is_post for cell in found.cells], dtype=bool)
    if not post.any():
        raise ValueError("no period after treatment could be compared with one before it")
    return _KINDS[kind](found, post)


def aggregate(found: GroupTime, kind: str = "simple", level: float = 0.95, *, table: bool = True) -> Estimate:
    """The overall effect and, beside it, a table by cell, group, event time or period; see :func:`averages`.

    ``table`` false leaves the table out, which saves most of the time of a small panel (simulations ask for it).
    """
    parts = averages(found, kind)
    overall = parts.overall
    se = found.error(overall.influence)
    small = found.ledger.few_units(overall.fixed) if found.few else SmallSample(se, inf)
    lines = parts.lines if table else ()
    rows = [found.line(label, part.value, part, start, level) for label, start, part in lines]
    return make_estimate(
        overall.value, se, n=found.n, method=f"{found.method}, {kind}", dof=small.dof, se_interval=small.se,
        level=level, treated=found.treated, controls=found.controls, rows=rows, rows_of=parts.rows_of,
        warnings=found.warnings,
    )  # fmt: skip


def _average(found: GroupTime, chosen: BoolArray) -> Average:
    """Average of chosen cells weighted by their cohorts' shares, with the influence of estimated shares."""
    places = np.flatnonzero(chosen)
    cohort = np.array([found.cohort_number(found.cells[k].start) for k in places])
    mass = found.ledger.shares[cohort]
    weights = np.zeros(len(found.cells))
    weights[places] = mass / mass.sum()
    value = float(weights @ found.att)
    fixed = weights @ found.influence
    per_cohort = np.zeros(len(found.ledger.starts))
    np.add.at(per_cohort, cohort, (found.att[places] - value) / mass.sum())
    return Average(weights, value, fixed + found.share_influence(per_cohort), fixed)


def _mean(parts: list[Average]) -> Average:
    """Plain mean of averages."""
    return Average(
        np.mean([part.weights for part in parts], axis=0),
        float(np.mean([part.value for part in parts])),
        np.mean([part.influence for part in parts], axis=0),
        np.mean([part.fixed for part in parts], axis=0),
    )


def _simple(found: GroupTime, post: BoolArray) -> Averages:
    """All treated cohort-periods; the lines show every cell."""
    lines = []
    for place, cell in enumerate(found.cells):
        one = np.zeros(len(found.cells))
        one[place] = 1.0
        influence = found.influence[place]
        label = f"{found.name(cell.start)}, {found.period_labels[cell.t]}"
        lines.append((label, cell.start, Average(one, float(found.att[place]), influence, influence)))
    return Averages(_average(found, post), tuple(lines), "group_time")


def _group(found: GroupTime, post: BoolArray) -> Averages:
    """Mean per cohort, then weighted by cohorts' shares."""
    starts = sorted({cell.start for cell, after in zip(found.cells, post, strict=True) if after})
    own = np.array([cell.start for cell in found.cells])
    parts = [_average(found, post & (own == start)) for start in starts]
    cohort = np.array([found.cohort_number(start) for start in starts])
    total = found.ledger.shares[cohort].sum()
    mass = found.ledger.shares[cohort] / total
    values = np.array([part.value for part in parts])
    value = float(mass @ values)
    fixed = mass @ np.array([part.fixed for part in parts])
    per_cohort = np.zeros(len(found.ledger.starts))
    per_cohort[cohort] = (values - value) / total
    weights = mass @ np.array([part.weights for part in parts])
    overall = Average(weights, value, fixed + found.share_influence(per_cohort), fixed)
    lines = [(found.name(start), start, part) for start, part in zip(starts, parts, strict=True)]
    return Averages(overall, tuple(lines), "groups")


def _dynamic(found: GroupTime, post: BoolArray) -> Averages:
    """By time since treatment; periods before it stand in the table and not in the average."""
    since = np.array([found.periods[cell.t] - cell.start for cell in found.cells])
    parts = [(float(e), _average(found, since == e)) for e in np.unique(since)]
    lines = tuple((f"{e:g}", None, part) for e, part in parts)
    return Averages(_mean([part for e, part in parts if e >= 0]), lines, "event_times")


def _calendar(found: GroupTime, post: BoolArray) -> Averages:
    """By calendar period."""
    when = np.array([cell.t for cell in found.cells])
    parts = [(found.period_labels[t], _average(found, post & (when == t))) for t in np.unique(when[post])]
    return Averages(_mean([part for _, part in parts]), tuple((label, None, part) for label, part in parts), "periods")


_KINDS: dict[str, Callable[[GroupTime, BoolArray], Averages]] = {
    "simple": _simple,
    "group": _group,
    "dynamic": _dynamic,
    "calendar": _calendar,
}


def event_study(found: GroupTime) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Event times (k,), effects (k,) and their covariance (k, k), for diagnostics of trends before treatment."""
    parts = averages(found, "dynamic")
    times = np.array([float(label) for label, _, _ in parts.lines])
    covariance = found.ledger.covariance(np.array([part.influence for _, _, part in parts.lines]))
    return times, np.array([part.value for _, _, part in parts.lines]), covariance
