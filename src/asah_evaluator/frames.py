"""Validated frames: the only way data enter a method.

A :class:`Panel` follows units over periods (some cells may be missing); :class:`Rows` hold repeated cross-sections.
Both are built by classmethods that raise ``ValueError`` naming the offending rows. Row numbers in messages count
data rows from 1, as a spreadsheet shows them below its heading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from asah_evaluator.columns import as_codes, as_numbers, as_weights, check_clusters, name_rows
from asah_evaluator.estimate import BoolArray, FloatArray, IntArray
from asah_evaluator.periods import read_cohorts, read_times

NEVER = np.inf
"""Cohort of units that are never treated."""
LATE_ENTRY_SHARE = 0.05
"""Share of treated units that may lack any observation before their treatment before the panel is refused."""


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """Units followed over periods.

    Attributes
    ----------
    outcome: (units, periods) in the outcome's own unit; NaN where a unit was not observed.
    cohort: (units,) first treated period on the scale of ``periods``; infinite for never.
    periods: (periods,) distinct times in order.
    weights: (units,) positive sampling weights, or ``None`` for equal ones.
    cluster: (units,) codes 0.. of independent groups of units, or ``None`` when units are independent.
    covariates: (units, periods, covariates) or ``None``; NaN exactly where the outcome is.
    labels: (units,) names of units in the order of the rows above.
    period_labels: names of periods as they were given.
    warnings: what the reader of a result must know about the data.
    """

    outcome: FloatArray
    cohort: FloatArray
    periods: FloatArray
    weights: FloatArray | None = None
    cluster: IntArray | None = None
    covariates: FloatArray | None = None
    labels: Any = None
    period_labels: tuple[str, ...] = ()
    covariate_names: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @classmethod
    def from_columns(
        cls,
        unit: Any,
        time: Any,
        cohort: Any,
        outcome: Any,
        *,
        weights: Any = None,
        cluster: Any = None,
        covariates: Mapping[str, Any] | None = None,
        anticipation: float = 0.0,
    ) -> Panel:
        """Build a panel from long columns of equal length, one row per unit and period.

        Parameters: ``cohort`` is the first treated period of the row's unit; 0, empty or infinite means never.
        Times and cohorts are numbers, or dates written YYYY-MM-DD or YYYY-MM. A missing outcome means "not observed".
        ``anticipation`` as in the method: so long before its start a unit no longer counts as untreated.
        Raises ``ValueError`` naming rows: duplicates of (unit, time), a cohort, weight or cluster that changes within
        a unit, text in numeric columns, infinite values, treated units never observed before their treatment.
        """
        y = as_numbers(outcome, "outcome", allow_missing=True)
        if weights is None and cluster is None and not covariates:
            quick = _regular(unit, time, cohort, y)
            if quick is not None:
                return quick.checked(anticipation)
        times = read_times(time)
        starts = read_cohorts(cohort, times)
        unit_codes, unit_labels = as_codes(unit, "unit")
        check_lengths(y, unit=unit_codes, time=times.codes, cohort=starts)
        columns = {name: as_numbers(values, name) for name, values in (covariates or {}).items()}
        check_lengths(y, **columns)
        order, shape = grid_order(unit_codes, times.codes, len(unit_labels), len(times.values))
        table = spread(y, order, shape)
        constant = _Constant(unit_codes, len(unit_labels))
        panel = cls(
            outcome=table,
            cohort=constant.of(starts, "cohort"),
            periods=times.values,
            weights=None if weights is None else constant.of(as_weights(weights, len(y)), "weights"),
            cluster=None if cluster is None else constant.codes_of(cluster, "cluster"),
            covariates=spread_covariates(columns, order, shape, table),
            labels=unit_labels,
            period_labels=times.labels,
            covariate_names=tuple(columns),
        )
        return panel.checked(anticipation)

    def checked(self, anticipation: float = 0.0) -> Panel:
        """This panel after the checks that need all of it: variation, both sides, treated seen before treatment.

        Cohorts that start after the last period and its ``anticipation`` become never treated.
        """
        lowest, highest = _range_seen(self.outcome)
        if np.isnan(lowest):
            raise ValueError("outcome: every row is missing")
        if lowest == highest:
            raise ValueError(
                f"outcome: every observed row has the same value ({lowest:g}); there is nothing to compare"
            )
        if self.outcome.shape[1] < 2:
            raise ValueError("time: a panel needs at least 2 periods, got 1")
        check_clusters(self.cluster)
        late = np.isfinite(self.cohort) & (self.cohort > self.periods[-1] + anticipation)
        cohort = np.where(late, NEVER, self.cohort)
        if not (cohort <= self.periods[-1]).any():
            raise ValueError("cohort: no unit is treated within the observed periods")
        panel = replace(self, cohort=cohort)
        return panel._without_unseen()

    def _without_unseen(self) -> Panel:
        """Refuse treated units that were never observed before treatment, or keep a few of them with a warning."""
        always = self.cohort <= self.periods[0]
        if always.any():
            raise ValueError(
                f"cohort: {name_units(self.labels, always)} treated in or before the first period, so never observed "
                "before treatment; leave them out"
            )
        if self.is_balanced:
            return self
        before = (~np.isnan(self.outcome) & (self.periods[None, :] < self.cohort[:, None])).any(axis=1)
        blind = np.isfinite(self.cohort) & ~before
        if not blind.any():
            return self
        said = f"{name_units(self.labels, blind)} never observed before treatment"
        if blind.sum() > LATE_ENTRY_SHARE * np.isfinite(self.cohort).sum():
            raise ValueError(f"cohort: {said}; leave them out or add their earlier rows")
        return replace(self, warnings=(*self.warnings, f"{said}: they enter averages only"))

    def with_cohort(self, cohort: FloatArray) -> Panel:
        """The same panel for another programme: ``cohort`` (units,) on the scale of ``periods``, infinite for never."""
        if cohort.shape != self.cohort.shape:
            raise ValueError(f"cohort: expected {self.cohort.shape[0]} units, got shape {cohort.shape}")
        return replace(self, cohort=cohort.astype(np.float64), warnings=()).checked()

    def with_outcome(self, outcome: FloatArray) -> Panel:
        """The same units and periods with another outcome of shape (units, periods)."""
        if outcome.shape != self.outcome.shape:
            raise ValueError(f"outcome: expected shape {self.outcome.shape}, got {outcome.shape}")
        return replace(self, outcome=outcome.astype(np.float64), warnings=()).checked()

    @property
    def is_balanced(self) -> bool:
        """Whether every unit is observed in every period."""
        return not bool(np.isnan(self.outcome).any())

    @property
    def units(self) -> int:
        """Number of units."""
        return int(self.outcome.shape[0])

    @property
    def treated(self) -> BoolArray:
        """(units,) whether a unit is ever treated within the observed periods."""
        return np.isfinite(self.cohort)

    def only(self, keep: BoolArray) -> Panel:
        """The panel restricted to the units where ``keep`` (units,) is true."""
        return replace(
            self,
            outcome=self.outcome[keep],
            cohort=self.cohort[keep],
            weights=None if self.weights is None else self.weights[keep],
            cluster=None if self.cluster is None else np.unique(self.cluster[keep], return_inverse=True)[1],
            covariates=None if self.covariates is None else self.covariates[keep],
            labels=None if self.labels is None else self.labels[keep],
        )

    def until(self, periods: int) -> Panel:
        """The panel's first ``periods`` periods."""
        return replace(
            self,
            outcome=self.outcome[:, :periods],
            periods=self.periods[:periods],
            period_labels=self.period_labels[:periods],
            covariates=None if self.covariates is None else self.covariates[:, :periods],
        )


def _range_seen(outcome: FloatArray) -> tuple[float, float]:
    """Lowest and highest observed outcome; NaN when none was observed."""
    lowest, highest = float(outcome.min()), float(outcome.max())
    if np.isnan(lowest) and not np.isnan(outcome).all():
        return float(np.nanmin(outcome)), float(np.nanmax(outcome))
    return lowest, highest


def _regular(unit: Any, time: Any, cohort: Any, y: FloatArray) -> Panel | None:
    """The panel of numeric columns that stand in full grid order, unit by unit; ``None`` for any other.

    Millions of rows are only compared with their neighbours here, never sorted or looked up. Whatever is irregular
    goes the general way, which names the rows.
    """
    units, times, starts = np.asarray(unit), np.asarray(time), np.asarray(cohort)
    plain = all(column.dtype.kind in "iuf" and column.shape == y.shape for column in (units, times, starts))
    if not plain or len(y) < 2:
        return None
    periods = _leading_run(units)
    if periods < 2 or len(y) % periods:
        return None
    by_unit, by_time, by_start = (column.reshape(-1, periods) for column in (units, times, starts))
    labels, moments = by_unit[:, 0], by_time[0].astype(np.float64)
    is_grid = bool((by_unit == by_unit[:, :1]).all() and (by_time == by_time[0]).all())
    is_constant = bool((by_start == by_start[:, :1]).all())
    if not (is_grid and is_constant and (np.diff(moments) > 0).all() and (labels[1:] > labels[:-1]).all()):
        return None
    named = read_times(moments)
    return Panel(
        y.reshape(-1, periods), read_cohorts(by_start[:, 0], named), named.values, labels=labels,
        period_labels=named.labels,
    )  # fmt: skip


def _leading_run(values: IntArray) -> int:
    """How many leading values are equal to the first."""
    for stop in (64, 4096, len(values)):
        differs = values[:stop] != values[0]
        if differs.any():
            return int(np.argmax(differs))
    return len(values)


class _Constant:
    """Reads values that must not change within a unit, from long columns."""

    def __init__(self, unit_codes: IntArray, units: int) -> None:
        self.codes = unit_codes
        self.first = np.full(units, -1, dtype=np.int64)
        self.first[unit_codes[::-1]] = np.arange(len(unit_codes))[::-1]

    def of(self, values: FloatArray, name: str) -> FloatArray:
        """(units,) the value of each unit; raises when two rows of a unit disagree."""
        own = values[self.first]
        differs = values != own[self.codes]
        if differs.any():
            raise ValueError(f"{name}: changes within a unit at {name_rows(differs)}")
        return own

    def codes_of(self, values: Any, name: str) -> IntArray:
        """(units,) codes 0.. of a label that must not change within a unit."""
        codes, _ = as_codes(values, name)
        return np.unique(self.of(codes.astype(np.float64), name), return_inverse=True)[1].astype(np.int64)


def check_lengths(reference: FloatArray, **columns: Any) -> None:
    """Raise ``ValueError`` unless every column is as long as ``reference``."""
    for name, values in columns.items():
        if len(values) != len(reference):
            raise ValueError(f"{name}: {len(values)} rows, but outcome has {len(reference)}")


def grid_order(unit: IntArray, time: IntArray, units: int, periods: int) -> tuple[IntArray | None, tuple[int, int]]:
    """Where each long row stands in the (units, periods) grid.

    Returns ``None`` for the order when rows already stand in grid order and fill it (the common, fast case).
    Raises ``ValueError`` naming rows that repeat a (unit, time).
    """
    place = unit * periods + time
    if len(place) == units * periods and bool((place == np.arange(len(place))).all()):
        return None, (units, periods)
    counts = np.bincount(place, minlength=units * periods)
    if (counts > 1).any():
        raise ValueError(f"unit and time: the same pair stands in more than one row: {name_rows(counts[place] > 1)}")
    return place, (units, periods)


def spread(values: FloatArray, order: IntArray | None, shape: tuple[int, int]) -> FloatArray:
    """Long values as a (units, periods) table, NaN where no row stands."""
    if order is None:
        return values.reshape(shape)
    table = np.full(shape[0] * shape[1], np.nan)
    table[order] = values
    return table.reshape(shape)


def spread_covariates(
    columns: Mapping[str, FloatArray], order: IntArray | None, shape: tuple[int, int], outcome: FloatArray
) -> FloatArray | None:
    """Covariates as (units, periods, covariates), blank where the outcome is; ``None`` without covariates."""
    if not columns:
        return None
    tables = np.stack([spread(values, order, shape) for values in columns.values()], axis=2)
    tables[np.isnan(outcome)] = np.nan
    return tables


def name_units(labels: Any, chosen: BoolArray, most: int = 5) -> str:
    """``unit a, b, ... (12 in all)`` for messages."""
    names = [str(label) for label in np.asarray(labels)[chosen][:most]] if labels is not None else []
    count = int(chosen.sum())
    listed = ", ".join(names) + (", ..." if count > most else "")
    return f"unit {listed} ({count} in all)" if count > 1 else f"unit {listed}"


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Repeated cross-sections: different persons in each period.

    Attributes: ``outcome``, ``time`` (codes into ``periods``), ``cohort`` (as in :class:`Panel`), each (rows,);
    ``weights``, ``cluster`` (rows,) or ``None``; ``covariates`` (rows, covariates) or ``None``.
    """

    outcome: FloatArray
    time: IntArray
    cohort: FloatArray
    periods: FloatArray
    weights: FloatArray | None = None
    cluster: IntArray | None = None
    covariates: FloatArray | None = None
    period_labels: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @classmethod
    def from_columns(
        cls,
        time: Any,
        cohort: Any,
        outcome: Any,
        *,
        weights: Any = None,
        cluster: Any = None,
        covariates: Mapping[str, Any] | None = None,
        anticipation: float = 0.0,
    ) -> Rows:
        """Build from long columns, one row per person seen once. Errors as in :meth:`Panel.from_columns`."""
        y = as_numbers(outcome, "outcome")
        times = read_times(time)
        starts = read_cohorts(cohort, times)
        columns = {name: as_numbers(values, name) for name, values in (covariates or {}).items()}
        check_lengths(y, time=times.codes, cohort=starts, **columns)
        if y.min() == y.max():
            raise ValueError(f"outcome: every row has the same value ({y[0]:g}); there is nothing to compare")
        always = starts <= times.values[0]
        if always.any():
            raise ValueError(f"cohort: treated in or before the first period at {name_rows(always)}; leave them out")
        if not (starts <= times.values[-1]).any():
            raise ValueError("cohort: nobody is treated within the observed periods")
        codes = None if cluster is None else as_codes(cluster, "cluster")[0]
        check_clusters(codes)
        return cls(
            outcome=y,
            time=times.codes,
            cohort=np.where(starts > times.values[-1] + anticipation, NEVER, starts),
            periods=times.values,
            weights=None if weights is None else as_weights(weights, len(y)),
            cluster=codes,
            covariates=np.column_stack(list(columns.values())) if columns else None,
            period_labels=times.labels,
        )


def rows_of_panel(panel: Panel) -> tuple[Rows, IntArray]:
    """A panel with holes as stacked rows, and the unit of each row (codes into the panel's units)."""
    unit, time = np.nonzero(~np.isnan(panel.outcome))
    rows = Rows(
        outcome=panel.outcome[unit, time],
        time=time.astype(np.int64),
        cohort=panel.cohort[unit],
        periods=panel.periods,
        weights=None if panel.weights is None else panel.weights[unit],
        covariates=None if panel.covariates is None else panel.covariates[unit, time],
        period_labels=panel.period_labels,
    )
    return rows, unit.astype(np.int64)


def columns_of(data: Any, names: Sequence[str]) -> dict[str, Any]:
    """Columns of a mapping or data frame by name.

    Raises ``ValueError`` that lists the columns there are when one is missing.
    """
    there = list(data.keys())
    missing = [name for name in names if name not in there]
    if missing:
        raise ValueError(f"no column {', '.join(missing)}; there are {', '.join(map(str, there))}")
    return {name: data[name] for name in names}
